#include "ui/pages/tabs/payloadtab.h"

#include "ui/widgets/payloadview.h"

namespace gatehouse::ui {

PayloadTab::PayloadTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn, Which which,
                       QWidget *parent)
    : ReadingTab(std::move(eventIdColumn), Again::Keep, parent)
    , m_reader(std::move(reader))
    , m_which(which)
    , m_view(new widgets::PayloadView(this))
{
    setContent(m_view);
}

QString PayloadTab::title() const
{
    return m_which == Which::Raw ? tr("Payload") : tr("Canonical");
}

bool PayloadTab::find()
{
    m_view->openFind();
    return true;
}

void PayloadTab::read(const Uuid &id)
{
    wait(m_reader->payload(id), [this](const EventPayload &payload) {
        if (m_which == Which::Raw)
            showPayload(payload);
        else
            showCanonical(payload);
    });
}

void PayloadTab::reset()
{
    m_view->setPlaceholder({});
}

void PayloadTab::showPayload(const EventPayload &payload)
{
    if (!payload.diagnosis.isEmpty())
        warn(tr("Refused"), payload.diagnosis);
    if (payload.body)
        m_view->setPayload(*payload.body);
    else
        m_view->setPlaceholder(tr("The body was not kept: of a flood of refused requests only the "
                                  "first ones keep theirs."));
}

void PayloadTab::showCanonical(const EventPayload &payload)
{
    if (payload.canonical.isEmpty())
        m_view->setPlaceholder(tr("There is no canonical event: it was refused, or the database "
                                  "cannot hold the document. The payload is kept as it was sent."));
    else
        m_view->setPayload(payload.canonical.toUtf8());
}

} // namespace gatehouse::ui
