#include "ui/pages/replay/changesdialog.h"

#include "services/patch/jsonpatch.h"
#include "ui/widgets/dialogparts.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QFontMetrics>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;
using namespace Qt::StringLiterals;

namespace {

constexpr int narrowestChanges = 520;
constexpr int headerLines = 3;
constexpr int patchLines = 8;
constexpr int longestPatch = 64 * 1024;

QStringList linesOf(const QPlainTextEdit *field)
{
    QStringList lines;
    for (const QString &line : field->toPlainText().split(u'\n'))
        lines += line.trimmed();
    lines.removeAll(QString());
    return lines;
}

Result<std::string> patchIn(const QString &text)
{
    std::string patch = text.trimmed().toStdString();
    if (patch.empty())
        return patch;
    if (text.size() > longestPatch)
        return failure(ErrorKind::Invalid, ChangesDialog::tr("A patch has at most 64 KiB."));
    if (const auto checked = patch::checkPatch(patch); !checked)
        return failure(checked.error());
    return patch;
}

} // namespace

ChangesDialog::ChangesDialog(const replay::Preparation &known, QWidget *parent)
    : QDialog(parent)
    , m_known(known)
    , m_notice(new widgets::NoticeStrip(this))
    , m_dropGuard(*m_notice)
{
    setObjectName(u"changesDialog"_s);
    setWindowTitle(tr("Change headers and payload"));
    widgets::setUpDialog(this, narrowestChanges);
    QString dropped, added;
    for (const std::string &name : known.droppedHeaders)
        dropped += QString::fromStdString(name) + u'\n';
    for (const auto &[name, value] : known.addedHeaders)
        added += QString::fromStdString(name + ": " + value) + u'\n';
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                               size::pagePadding);
    layout->setSpacing(size::gapControls);
    layout->addWidget(
        widgets::makeDialogHeading(tr("What is changed before each event is sent?"), this));
    m_notice->setObjectName(u"changesNotice"_s);
    layout->addWidget(m_notice);
    m_added = addText(layout, tr("Headers to add, a line each, instead of those of the same name"),
                      u"addedHeaders"_s, added, headerLines);
    m_added->setPlaceholderText(u"X-Test: 1"_s);
    m_dropped = addText(layout, tr("Headers to leave out, a name on each line"),
                        u"droppedHeaders"_s, dropped, headerLines);
    m_patch = addText(layout, tr("JSON patch (RFC 6902) of each payload, after it was masked"),
                      u"payloadPatch"_s, QString::fromStdString(known.patch), patchLines);
    m_patch->setPlaceholderText(
        uR"([{"op": "replace", "path": "/data/currency", "value": "EUR"}])"_s);
    m_problem = widgets::makeWrappingLabel({}, this);
    m_problem->setObjectName(u"changesProblem"_s);
    layout->addWidget(m_problem);
    layout->addSpacing(size::gapControls);
    m_confirm = widgets::addDialogButtons(this, layout, u"Changes"_s, tr("Apply"), false);
    for (QPlainTextEdit *field : {m_added, m_dropped, m_patch})
        connect(field, &QPlainTextEdit::textChanged, this, &ChangesDialog::check);
    check();
    m_added->setFocus();
}

QPlainTextEdit *ChangesDialog::addText(QVBoxLayout *layout, const QString &label,
                                       const QString &name, const QString &text, int lines)
{
    auto *field = new QPlainTextEdit(text, this);
    field->setObjectName(name);
    field->setAccessibleName(label);
    field->setFont(widgets::monoFont());
    field->setLineWrapMode(QPlainTextEdit::NoWrap);
    field->setLayoutDirection(Qt::LeftToRight);
    field->setTabChangesFocus(true);
    field->setFixedHeight((lines + 1) * QFontMetrics(field->font()).lineSpacing());
    QLabel *caption = widgets::makeWrappingLabel(label, this);
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setBuddy(field);
    layout->addWidget(caption);
    layout->addWidget(field);
    return field;
}

Result<replay::Preparation> ChangesDialog::preparation() const
{
    replay::Preparation changed = m_known;
    changed.droppedHeaders.clear();
    changed.addedHeaders.clear();
    for (const QString &name : linesOf(m_dropped)) {
        const auto header = replay::headerOfText(name.toStdString() + ':');
        if (!header)
            return failure(ErrorKind::Invalid, tr("“%1” is no name of a header.").arg(name));
        changed.droppedHeaders.push_back(header->first);
    }
    for (const QString &line : linesOf(m_added)) {
        auto header = replay::headerOfText(line.toStdString());
        if (!header)
            return failure(header.error());
        changed.addedHeaders.push_back(std::move(*header));
    }
    auto patch = patchIn(m_patch->toPlainText());
    if (!patch)
        return failure(patch.error());
    changed.patch = std::move(*patch);
    return changed;
}

void ChangesDialog::check()
{
    const auto changed = preparation();
    m_problem->setText(changed ? QString() : widgets::visibleText(changed.error().message));
    m_confirm->setEnabled(changed.has_value());
    m_dropGuard.setChanged();
}

bool ChangesDialog::isChanged() const
{
    return m_added->document()->isModified() || m_dropped->document()->isModified()
        || m_patch->document()->isModified();
}

void ChangesDialog::reject()
{
    if (!isChanged() || m_dropGuard.mayDrop(tr("Your changes were not applied")))
        QDialog::reject();
}

QString changesText(const replay::Preparation &preparation)
{
    const auto added = preparation.addedHeaders.size();
    const auto dropped = preparation.droppedHeaders.size();
    QStringList parts;
    if (added > 0)
        parts += added == 1 ? ChangesDialog::tr("1 header added")
                            : ChangesDialog::tr("%1 headers added").arg(added);
    if (dropped > 0)
        parts += ChangesDialog::tr("%1 left out", "so many headers").arg(dropped);
    if (!preparation.patch.empty())
        parts += ChangesDialog::tr("a JSON patch");
    return parts.join(ChangesDialog::tr(", "));
}

} // namespace gatehouse::ui
