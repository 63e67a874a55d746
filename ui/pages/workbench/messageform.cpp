#include "ui/pages/workbench/messageform.h"

#include "models/collection/celltext.h"
#include "models/collection/filtervalue.h"
#include "models/workbench/signaturecheck.h"
#include "services/capture/httptext.h"
#include "ui/pages/tabs/signatureforms.h"
#include "ui/widgets/revealbutton.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

using capture::CapturedRequest;
namespace size = widgets::size;

namespace {

constexpr int longestLine = 8192;
/// A text field takes long to lay out more than that in one line.
constexpr qsizetype mostShownOfBody = 64'000;

QString textOf(const std::string &bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

QString captureName(const CapturedRequest &request)
{
    return collection::visibleText(textOf(request.method) + u' ' + textOf(request.url)).left(200);
}

HeaderList pairsOf(const signing::HeaderList &headers)
{
    HeaderList pairs;
    for (const auto &[name, value] : headers)
        pairs.append({textOf(name), textOf(value)});
    return pairs;
}

QString bytesText(qint64 bytes)
{
    return MessageForm::tr("%1 bytes").arg(collection::displayLocale().toString(bytes));
}

} // namespace

MessageForm::MessageForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout)
    , m_captures(new QComboBox(this))
    , m_sources(new QComboBox(this))
    , m_url(new QLineEdit(this))
    , m_received(new QLineEdit(this))
    , m_secret(new QLineEdit(this))
{
    const auto add = [this](const QString &label, QWidget *field, QWidget *named,
                            const QString &name) {
        named->setObjectName(name);
        named->setAccessibleName(label);
        m_form->addRow(label, field);
    };
    add(tr("Request"), m_captures, m_captures, QStringLiteral("captureField"));
    add(tr("Source"), m_sources, m_sources, QStringLiteral("sourceField"));
    add(tr("Secret"), makeSecret(), m_secret, QStringLiteral("secretField"));
    add(tr("URL"), m_url, m_url, QStringLiteral("urlField"));
    add(tr("Received"), m_received, m_received, QStringLiteral("receivedField"));
    m_form->setHorizontalSpacing(size::panePadding);
    m_form->setVerticalSpacing(size::gapControls);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowVisible(m_captures, false);
    // A long URL is no reason to make the pane wider.
    m_captures->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_captures->setMinimumContentsLength(20);
    m_sources->addItem(QString());
    m_sources->addItems(workbench::sources());
    m_url->setFont(widgets::monoFont());
    m_url->setMaxLength(longestLine);
    m_url->setPlaceholderText(tr("as the provider called it; HubSpot signs it"));
    m_received->setMaxLength(longestLine);
    m_received->setPlaceholderText(tr("now; or a time, or how long ago: 15min, 24h, 7d"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    column->setSpacing(size::gapControls);
    column->addLayout(m_form);
    m_headers =
        addText(tr("Headers, \"Name: value\" a line each"), QStringLiteral("headersField"), 2);
    m_body = addText(tr("Body, byte for byte"), QStringLiteral("bodyField"), 3);
    m_bodyNote = new QLabel(this);
    m_bodyNote->setObjectName(QStringLiteral("bodyNote"));
    m_bodyNote->setTextFormat(Qt::PlainText);
    m_bodyNote->setWordWrap(true);
    m_bodyNote->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_bodyNote->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(m_bodyNote);

    connect(m_captures, &QComboBox::activated, this, &MessageForm::showRequest);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &MessageForm::showSourceNote);
    connect(m_body, &QPlainTextEdit::textChanged, this, &MessageForm::showBodyNote);
    showSourceNote();
    showBodyNote();
}

QPlainTextEdit *MessageForm::addText(const QString &label, const QString &name, int stretch)
{
    auto *field = new QPlainTextEdit(this);
    field->setObjectName(name);
    field->setAccessibleName(label);
    field->setFont(widgets::monoFont());
    field->setLayoutDirection(Qt::LeftToRight);
    field->setWordWrapMode(QTextOption::WrapAnywhere);
    field->setTabChangesFocus(true);
    field->setAcceptDrops(false); // the page takes files
    auto *heading = new QLabel(label, this);
    heading->setBuddy(field);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(heading);
    column->addWidget(field, stretch);
    return field;
}

QWidget *MessageForm::makeSecret()
{
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setMaxLength(longestLine);
    m_secret->setPlaceholderText(tr("kept in memory only"));
    QToolButton *reveal = widgets::makeRevealButton(m_secret, tr("Secret"));
    reveal->setObjectName(QStringLiteral("secretReveal"));
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(size::gapControls);
    row->addWidget(m_secret);
    row->addWidget(reveal);
    return box;
}

void MessageForm::setRequests(std::vector<CapturedRequest> requests)
{
    m_requests = std::move(requests);
    m_captures->clear();
    for (const CapturedRequest &request : m_requests)
        m_captures->addItem(captureName(request));
    m_form->setRowVisible(m_captures, m_requests.size() > 1);
    m_sources->setCurrentIndex(0);
    m_received->clear();
    showRequest(0);
}

void MessageForm::showRequest(int index)
{
    const CapturedRequest &request = m_requests.at(std::size_t(index));
    m_url->setText(textOf(request.url));
    m_url->setCursorPosition(0);
    m_headers->setPlainText(textOf(capture::textOfHeaders(request.headers)));
    showBody(request.body);
}

void MessageForm::showBody(const std::string &body)
{
    m_loadedBody = QByteArray::fromStdString(body);
    m_isCut = m_loadedBody.size() > mostShownOfBody;
    m_body->setReadOnly(m_isCut);
    m_body->setPlainText(QString::fromUtf8(m_loadedBody.left(mostShownOfBody)));
    m_body->document()->setModified(false);
    showBodyNote();
}

void MessageForm::showBodyNote()
{
    const bool isLoaded = !m_loadedBody.isEmpty() && !m_body->document()->isModified();
    if (m_isCut)
        m_bodyNote->setText(tr("%1, exactly as captured; the beginning is shown.")
                                .arg(bytesText(m_loadedBody.size())));
    else if (isLoaded)
        m_bodyNote->setText(tr("%1, exactly as captured.").arg(bytesText(m_loadedBody.size())));
    else
        m_bodyNote->setText(tr("%1, as written; lines end with LF.")
                                .arg(bytesText(m_body->toPlainText().toUtf8().size())));
}

QString MessageForm::sourceByHeaders() const
{
    const auto headers = capture::headersOfText(m_headers->toPlainText().toStdString());
    return headers ? sourceOfHeaders(pairsOf(*headers)) : QString();
}

void MessageForm::showSourceNote()
{
    const QString found = sourceByHeaders();
    m_sources->setItemText(
        0, found.isEmpty() ? tr("as the headers say") : tr("%1, as the headers say").arg(found));
}

void MessageForm::setSource(const QString &source)
{
    m_sources->setCurrentIndex(std::max(0, m_sources->findText(source)));
}

void MessageForm::clear()
{
    m_requests.clear();
    m_captures->clear();
    m_form->setRowVisible(m_captures, false);
    m_sources->setCurrentIndex(0);
    for (QLineEdit *field : {m_url, m_received, m_secret})
        field->clear();
    m_headers->clear();
    showBody({});
}

Result<CapturedRequest> MessageForm::request() const
{
    auto headers = capture::headersOfText(m_headers->toPlainText().toStdString());
    if (!headers)
        return failure(headers.error());
    CapturedRequest request;
    request.url = m_url->text().trimmed().toStdString();
    request.headers = std::move(*headers);
    request.body = m_body->document()->isModified() ? m_body->toPlainText().toStdString()
                                                    : m_loadedBody.toStdString();
    return request;
}

QString MessageForm::source() const
{
    return m_sources->currentIndex() > 0 ? m_sources->currentText() : sourceByHeaders();
}

secrets::Secret MessageForm::secret() const
{
    return secrets::Secret(m_secret->text().toStdString());
}

Result<Timestamp> MessageForm::receivedAt(Timestamp now) const
{
    const QString text = m_received->text().trimmed();
    if (text.isEmpty())
        return now;
    if (const auto span = collection::parseSpan(text))
        return now - *span;
    if (const auto moment = collection::parseMoment(text, false))
        return *moment;
    return failure(ErrorKind::Invalid,
                   tr("\"%1\" is no time. Write it as 2026-11-17 14:31:02, or how long ago it was: "
                      "15min, 24h, 7d.")
                       .arg(text.left(60)));
}

} // namespace gatehouse::ui
