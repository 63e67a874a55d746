#include "ui/pages/deadletters/letterpreviewdialog.h"

#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/dialogparts.h"
#include "ui/widgets/headersview.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/payloadview.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using widgets::KeyValue;
namespace size = widgets::size;

namespace {

QString previewText(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toVariant().toString();
}

QString verdictText(const QString &would)
{
    if (would == u"send")
        return LetterPreviewDialog::tr("It would be sent.");
    if (would == u"store")
        return LetterPreviewDialog::tr("The request would be built and stored, not sent.");
    if (would == u"wait")
        return LetterPreviewDialog::tr("It would wait.");
    return LetterPreviewDialog::tr("It would be a dead letter again.");
}

QStringList warningTexts(const QJsonObject &answer)
{
    QStringList texts;
    for (const auto &warning : answer.value(u"warnings").toArray())
        texts += previewText(warning.toObject(), "text");
    return texts;
}

widgets::HeadersView::Headers headersIn(const QJsonObject &request)
{
    widgets::HeadersView::Headers headers;
    for (const auto &field : request.value(u"headers").toArray())
        headers += {field.toArray().at(0).toString(), field.toArray().at(1).toString()};
    return headers;
}

QString routeText(const QJsonObject &answer)
{
    const QJsonObject route = answer.value(u"route").toObject();
    if (route.isEmpty())
        return LetterPreviewDialog::tr("deleted");
    return LetterPreviewDialog::tr("%1 of %2, mode %3")
        .arg(previewText(route, "event_type"), previewText(route, "source"),
             previewText(route, "mode"));
}

QString breakerText(const QJsonObject &answer)
{
    const QJsonObject breaker = answer.value(u"breaker").toObject();
    if (breaker.isEmpty())
        return {};
    const QString host = previewText(breaker, "host");
    if (!breaker.value(u"is_open").toBool())
        return LetterPreviewDialog::tr("closed for %1").arg(host);
    return LetterPreviewDialog::tr("open for %1; lets one through in %2 s")
        .arg(host, previewText(breaker, "probe_in_seconds"));
}

QString tryText(const QJsonObject &attempt)
{
    const QString status = previewText(attempt, "response_status");
    const QString answer =
        status.isEmpty() ? LetterPreviewDialog::tr("no answer") : QStringLiteral("HTTP ") + status;
    const QString error = previewText(attempt, "error");
    return error.isEmpty() ? answer : answer + QStringLiteral(": ") + error;
}

QList<KeyValue> factsIn(const QJsonObject &answer)
{
    const auto row = [](const QString &label, const QString &value, bool mono = false) {
        KeyValue fact;
        fact.label = label;
        fact.value = value;
        fact.mono = mono;
        return fact;
    };
    const QJsonObject request = answer.value(u"request").toObject();
    const QJsonArray earlier = answer.value(u"earlier").toArray();
    return {
        row(LetterPreviewDialog::tr("Destination"),
            previewText(answer.value(u"destination").toObject(), "name")),
        row(LetterPreviewDialog::tr("Goes to"), previewText(request, "url"), true),
        row(LetterPreviewDialog::tr("Route"), routeText(answer)),
        row(LetterPreviewDialog::tr("Mode"), previewText(answer, "mode")),
        row(LetterPreviewDialog::tr("Idempotency key"), previewText(answer, "idempotency_key"),
            true),
        row(LetterPreviewDialog::tr("Circuit breaker"), breakerText(answer)),
        row(LetterPreviewDialog::tr("Payload changed"), previewText(answer, "payload_edits")),
        row(LetterPreviewDialog::tr("Last answer"),
            earlier.isEmpty() ? QString() : tryText(earlier.first().toObject())),
    };
}

} // namespace

LetterPreviewDialog::LetterPreviewDialog(const QJsonObject &answer, const QString &subject,
                                         QWidget *parent)
    : QDialog(parent)
    , m_answer(answer)
{
    setObjectName(u"letterPreview"_s);
    setWindowTitle(tr("What would happen now"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                               size::pagePadding);
    column->setSpacing(size::panePadding);
    column->addWidget(makeVerdict(subject));
    column->addWidget(makeFacts());
    column->addWidget(makeRequest(), 1);
    column->addWidget(makeFoot());
    resize(760, 680);
}

QWidget *LetterPreviewDialog::makeVerdict(const QString &subject)
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(size::gapControls);
    QLabel *verdict = widgets::makeDialogHeading(verdictText(previewText(m_answer, "would")), box);
    verdict->setObjectName(u"previewVerdict"_s);
    column->addWidget(verdict);
    column->addWidget(widgets::makeWrappingLabel(widgets::visibleText(subject), box));
    const QStringList warnings = warningTexts(m_answer);
    QStringList lines;
    for (const QString &warning : warnings)
        lines += u"– "_s + widgets::visibleText(warning);
    QLabel *list = widgets::makeWrappingLabel(lines.join(u'\n'), box);
    list->setObjectName(u"previewWarnings"_s);
    list->setVisible(!warnings.isEmpty());
    column->addWidget(list);
    return box;
}

QWidget *LetterPreviewDialog::makeFacts()
{
    auto *facts = new widgets::KeyValueView(this);
    facts->setObjectName(u"previewFacts"_s);
    facts->setRows(factsIn(m_answer));
    return facts;
}

QWidget *LetterPreviewDialog::makeRequest()
{
    auto *tabs = new QTabWidget(this);
    auto *body = new widgets::PayloadView(tabs);
    body->setObjectName(u"previewBody"_s);
    auto *headers = new widgets::HeadersView(tabs);
    const QJsonObject request = m_answer.value(u"request").toObject();
    if (request.isEmpty()) {
        body->setPlaceholder(tr("No request would be built."));
        headers->setPlaceholder(tr("No request would be built."));
    } else {
        body->setPayload(previewText(request, "body").toUtf8());
        headers->setHeaders(headersIn(request));
    }
    tabs->addTab(body, tr("Body"));
    tabs->addTab(headers, tr("Headers"));
    return tabs;
}

QWidget *LetterPreviewDialog::makeFoot()
{
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    auto *note = widgets::makeWrappingLabel(tr("Nothing was sent or changed."), box);
    note->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(note, 1);
    auto *copy = new QPushButton(tr("Copy as text"), box);
    copy->setObjectName(u"previewCopy"_s);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this, copy] { widgets::copyFrom(copy, asText()); });
    row->addWidget(copy);
    auto *close = new QPushButton(tr("Close"), box);
    close->setDefault(true);
    close->setFocus(); // instead of the first fact
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    row->addWidget(close);
    return box;
}

QString LetterPreviewDialog::asText() const
{
    QStringList lines{verdictText(previewText(m_answer, "would"))};
    for (const QString &warning : warningTexts(m_answer))
        lines += u"! "_s + warning;
    for (const KeyValue &fact : factsIn(m_answer))
        lines += fact.label + u": "_s + fact.value;
    const QJsonObject request = m_answer.value(u"request").toObject();
    if (request.isEmpty())
        return lines.join(u'\n');
    lines += {QString(), u"POST "_s + previewText(request, "url")};
    for (const auto &[name, value] : headersIn(request))
        lines += name + u": "_s + value;
    return (lines << QString() << previewText(request, "body")).join(u'\n');
}

} // namespace gatehouse::ui
