#include "ui/pages/tabs/signaturereport.h"

#include "ui/widgets/codeblock.h"
#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace gatehouse::ui {

using widgets::NoticeKind;
using widgets::StatusShape;

namespace {

enum SecretColumn { Name, Fingerprint, Outcome, SecretColumnCount };

constexpr int fitsRole = Qt::UserRole;
constexpr int mostSecretRows = 8; ///< more of them scroll
constexpr int widestSecretColumn = 160;

QLabel *makeParagraph(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QLabel *makeHeading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
    return label;
}

QString withNext(const QString &reason, const QString &next)
{
    if (next.isEmpty())
        return reason;
    return (reason.isEmpty() ? QString() : reason + u'\n')
        + SignatureReport::tr("Next: %1").arg(next);
}

StatusShape stepShape(Explanation::Check::Step step)
{
    using Step = Explanation::Check::Step;
    if (step == Step::NotReached)
        return StatusShape::HollowCircle;
    return step == Step::Passed ? StatusShape::Check : StatusShape::Cross;
}

widgets::KeyValue checkLine(const Explanation::Check &check)
{
    widgets::KeyValue line;
    line.label = check.name;
    line.labelShape = stepShape(check.step);
    line.labelToolTip = stepWord(check.step);
    line.muted = check.step == Explanation::Check::Step::NotReached;
    line.value = line.muted ? stepWord(check.step) : check.text;
    return line;
}

/// The usual state goes without saying: results need the room.
QString secretName(const Explanation::TriedSecret &secret)
{
    if (secret.state.isEmpty() || secret.state == QLatin1String("active"))
        return secret.name;
    return SignatureReport::tr("%1 (%2)").arg(secret.name, secret.state);
}

QList<QStandardItem *> secretRow(const Explanation::TriedSecret &secret)
{
    QList<QStandardItem *> row;
    for (const QString &text : {secretName(secret), secret.fingerprint, secret.result})
        row.append(new QStandardItem(text));
    row.at(Outcome)->setData(secret.fits, fitsRole);
    return row;
}

} // namespace

SignatureVerdict verdictOf(Explanation explanation)
{
    return {explanation.isValid ? NoticeKind::Success : NoticeKind::Error,
            explanation.headline,
            withNext(explanation.reason, explanation.next),
            {},
            std::move(explanation)};
}

SignatureReport::SignatureReport(QWidget *parent)
    : QWidget(parent)
    , m_verdict(new widgets::NoticeStrip(this))
    , m_note(makeParagraph(this))
    , m_evidence(new QWidget(this))
    , m_model(new QStandardItemModel(0, SecretColumnCount, this))
{
    setBackgroundRole(QPalette::Base);
    m_verdict->setObjectName(QStringLiteral("signatureVerdict"));
    m_verdict->setNarrow(true);
    m_note->setObjectName(QStringLiteral("signatureNote"));
    makeEvidence();
    auto *column = new QVBoxLayout(this);
    const int padding = widgets::size::panePadding;
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(widgets::size::gapGroups);
    column->addWidget(m_verdict);
    column->addWidget(m_note);
    column->addWidget(m_evidence);
    column->addStretch();
    clear();
}

void SignatureReport::makeEvidence()
{
    m_checks = new widgets::KeyValueView(m_evidence);
    m_checks->setObjectName(QStringLiteral("signatureChecks"));
    m_signedText = new widgets::CodeBlock(m_evidence);
    m_signedText->setObjectName(QStringLiteral("signatureText"));
    m_noSignedText = makeParagraph(m_evidence);
    m_noSignedText->setText(
        tr("Not shown: it is forgotten a day after the refusal, and only who may "
           "read payloads sees it."));
    auto *column = new QVBoxLayout(m_evidence);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::size::gapControls);
    column->addWidget(makeHeading(tr("What was checked, in order"), m_evidence));
    column->addWidget(m_checks);
    column->addSpacing(widgets::size::gapControls);
    column->addWidget(makeHeading(tr("Secrets tried"), m_evidence));
    makeSecrets();
    column->addWidget(m_secrets);
    m_search = makeParagraph(m_evidence);
    m_search->setObjectName(QStringLiteral("signatureSearch"));
    column->addWidget(m_search);
    column->addSpacing(widgets::size::gapControls);
    column->addWidget(makeHeading(tr("Signed text, as it arrived"), m_evidence));
    column->addWidget(m_signedText);
    column->addWidget(m_noSignedText);
}

void SignatureReport::makeSecrets()
{
    m_model->setHorizontalHeaderLabels({tr("Secret"), tr("Fingerprint"), tr("Result")});
    m_secrets = new widgets::TableView(m_evidence);
    m_secrets->setObjectName(QStringLiteral("signatureSecrets"));
    m_secrets->setAccessibleName(tr("Secrets tried"));
    m_secrets->setFrameShape(QFrame::StyledPanel);
    m_secrets->setSelectionMode(QAbstractItemView::SingleSelection);
    m_secrets->setModel(m_model);
    QHeaderView *header = m_secrets->horizontalHeader();
    header->setMaximumSectionSize(widestSecretColumn);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(Outcome, QHeaderView::Stretch);
    m_secrets->setItemDelegateForColumn(Fingerprint, new widgets::MonoDelegate(m_secrets));
    const auto shapeOf = [](const QModelIndex &index) {
        return index.data(fitsRole).toBool() ? StatusShape::Check : StatusShape::Cross;
    };
    m_secrets->setItemDelegateForColumn(Outcome, new widgets::StatusDelegate(shapeOf, m_secrets));
}

void SignatureReport::clear()
{
    m_text.clear();
    m_verdict->dismiss();
    m_note->hide();
    m_evidence->hide();
}

void SignatureReport::show(const SignatureVerdict &verdict)
{
    QString text = verdict.title + u'\n' + verdict.text + u'\n' + verdict.note;
    text += verdict.evidence ? asText(*verdict.evidence) : QString();
    if (std::exchange(m_text, text.trimmed()) == text.trimmed())
        return;
    m_verdict->showNotice(verdict.kind, verdict.title, verdict.text);
    QPushButton *copy = m_verdict->addButton(tr("Copy"), QStringLiteral("edit-copy"));
    copy->setToolTip(widgets::plainToolTip(tr("Copy all of it as text")));
    copy->setObjectName(QStringLiteral("signatureCopy"));
    connect(copy, &QPushButton::clicked, this, [this, copy] { widgets::copyFrom(copy, m_text); });
    m_note->setText(verdict.note);
    m_note->setVisible(!verdict.note.isEmpty());
    m_evidence->setVisible(verdict.evidence.has_value());
    if (verdict.evidence)
        showEvidence(*verdict.evidence);
    emit shown(m_verdict);
}

void SignatureReport::showEvidence(const Explanation &evidence)
{
    QList<widgets::KeyValue> lines;
    for (const Explanation::Check &check : evidence.checks)
        lines.append(checkLine(check));
    m_checks->setRows(lines);
    showSecrets(evidence.secrets);
    m_search->setText(searchText(evidence));
    m_signedText->setVisible(evidence.signedText.has_value());
    m_noSignedText->setVisible(!evidence.signedText);
    if (evidence.signedText)
        m_signedText->setCode(evidence.signedText->size, evidence.signedText->ends);
}

void SignatureReport::showSecrets(const QList<Explanation::TriedSecret> &secrets)
{
    m_model->removeRows(0, m_model->rowCount());
    for (const Explanation::TriedSecret &secret : secrets)
        m_model->appendRow(secretRow(secret));
    const int rows = std::min<int>(m_model->rowCount(), mostSecretRows);
    m_secrets->setFixedHeight(widgets::size::tableHeader + rows * widgets::size::tableRow
                              + 2 * m_secrets->frameWidth());
    m_secrets->setVisible(rows > 0);
}

} // namespace gatehouse::ui
