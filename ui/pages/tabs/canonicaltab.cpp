#include "ui/pages/tabs/canonicaltab.h"

#include "ui/collection/maskedstrip.h"
#include "ui/pages/tabs/maskeddocument.h"
#include "ui/pages/tabs/originwords.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/payloadview.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int sideBySide = 640; ///< from this width on, in pixels

/// Nothing where this program has no mapping for the source, or the event was made by another one.
std::optional<gateway::FieldOrigins> originsOf(const EventPayload &payload)
{
    const QString source = QJsonDocument::fromJson(payload.canonical.toUtf8())
                               .object()[QLatin1String("source")]
                               .toString();
    gateway::HeaderPairs headers;
    for (const auto &[name, value] : payload.headers)
        headers.emplace_back(name.toStdString(), value.toStdString());
    const std::string body = payload.body.value_or(QByteArray()).toStdString();
    auto origins = gateway::fieldOrigins(source.toStdString(), headers, body);
    return origins ? std::optional(std::move(*origins)) : std::nullopt;
}

widgets::CodeDocument documentOf(const QByteArray &body)
{
    const auto pretty = widgets::prettyJson(body);
    return pretty ? widgets::codeDocument(*pretty) : widgets::codeDocument(body);
}

} // namespace

CanonicalTab::CanonicalTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn,
                           QWidget *parent)
    : ReadingTab(std::move(eventIdColumn), Again::Keep, parent)
    , m_reader(std::move(reader))
{
    auto *content = new QWidget(this);
    m_strip = new MaskedStrip(content);
    m_splitter = new QSplitter(Qt::Vertical, content);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_canonical = new widgets::PayloadView(m_splitter);
    m_canonical->codeView()->setObjectName(QStringLiteral("canonicalView"));
    m_splitter->addWidget(m_canonical);
    m_splitter->addWidget(makeArrived());
    m_origin = widgets::makeWrappingLabel({}, content);
    m_origin->setObjectName(QStringLiteral("originText"));
    m_origin->setAccessibleName(tr("Where the field came from"));
    m_origin->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_origin->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_origin->setContentsMargins(size::panePadding, 8, size::panePadding, 8);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_strip);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(new widgets::Separator(Qt::Horizontal, content));
    layout->addWidget(m_origin);
    setContent(content);
    addAction(m_strip->action());
    m_canonical->codeView()->addAction(m_strip->action());
    connect(m_canonical->codeView(), &widgets::CodeView::caretMoved, this,
            &CanonicalTab::showOrigin);
    reset();
}

QWidget *CanonicalTab::makeArrived()
{
    auto *pane = new QWidget(m_splitter);
    auto *caption = new QLabel(tr("As it arrived"), pane);
    caption->setFont(widgets::uiFont(widgets::TextSize::Small, widgets::Weight::Bold));
    caption->setContentsMargins(size::panePadding, 8, size::panePadding, 8);
    m_arrived = new widgets::CodeView(pane);
    m_arrived->setObjectName(QStringLiteral("arrivedView"));
    m_arrived->setAccessibleName(tr("The event as it arrived"));
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(caption);
    column->addWidget(m_arrived, 1);
    return pane;
}

void CanonicalTab::setReveal(FieldReveal *reveal)
{
    m_reveal = reveal;
    m_strip->setReveal(reveal);
    connect(reveal, &FieldReveal::changed, this, [this] {
        if (m_isShown)
            showDocuments();
    });
}

QString CanonicalTab::title() const
{
    return tr("Canonical");
}

bool CanonicalTab::find()
{
    m_canonical->openFind();
    return true;
}

void CanonicalTab::read(const Uuid &id)
{
    wait(m_reader->payload(id), [this, id](const EventPayload &payload) {
        m_event = id;
        m_payload = payload;
        m_origins = originsOf(payload);
        m_isShown = true;
        if (payload.isSealed)
            warn(tr("Sealed at rest"),
                 tr("In the database this body is encrypted, and has no canonical event to search "
                    "in. The gateway opened it; that it was read is in the ledger."));
        showDocuments();
    });
}

void CanonicalTab::reset()
{
    m_isShown = false;
    m_payload = {};
    m_origins.reset();
    m_strip->clear();
    m_canonical->setPlaceholder({});
    m_arrived->setDocument(widgets::codeDocument(QByteArray()));
    m_origin->clear();
}

void CanonicalTab::resizeEvent(QResizeEvent *event)
{
    ReadingTab::resizeEvent(event);
    m_splitter->setOrientation(width() < sideBySide ? Qt::Vertical : Qt::Horizontal);
}

QByteArray CanonicalTab::revealed(const char *name, const QByteArray &shown) const
{
    return m_reveal ? withRevealed(name, shown, m_reveal->fieldsOf(m_event)) : shown;
}

void CanonicalTab::showDocuments()
{
    const bool isThere = !m_payload.canonical.isEmpty();
    m_arrived->setDocument(documentOf(revealed("body", m_payload.body.value_or(QByteArray()))));
    if (!isThere) {
        m_canonical->setPlaceholder(tr("There is no canonical event: it was refused, or the "
                                       "database cannot hold the document. The payload is kept as "
                                       "it was sent."));
        return;
    }
    const QByteArray document = revealed("canonical", m_payload.canonical.toUtf8());
    m_canonical->setPayload(document);
    m_strip->setFields(m_event, maskedFieldsOf("canonical", document));
    showOrigin();
}

void CanonicalTab::showOrigin()
{
    const auto pointer = m_canonical->codeView()->caretPointer();
    if (!m_isShown || m_payload.canonical.isEmpty())
        return m_origin->clear();
    if (!m_origins || !pointer) {
        m_arrived->markPointers({});
        return m_origin->setText(pointer
                                     ? tr("This program has no mapping that made this event.")
                                     : tr("Where a field came from is told in the view Pretty."));
    }
    m_arrived->markPointers(originPointers(*m_origins, *pointer));
    m_origin->setText(originText(*m_origins, *pointer));
}

} // namespace gatehouse::ui
