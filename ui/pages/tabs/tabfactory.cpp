#include "ui/pages/tabs/tabfactory.h"

#include "ui/collection/summarytab.h"
#include "ui/pages/tabs/canonicaltab.h"
#include "ui/pages/tabs/deliveriestab.h"
#include "ui/pages/tabs/headerstab.h"
#include "ui/pages/tabs/payloadtab.h"
#include "ui/pages/tabs/signaturetab.h"
#include "ui/pages/tabs/timelinetab.h"

namespace gatehouse::ui {

namespace {

template <typename Tab>
Tab *revealing(Tab *tab, FieldReveal *reveal)
{
    if (reveal)
        tab->setReveal(reveal);
    return tab;
}

} // namespace

DetailTabFactory eventTabs(std::shared_ptr<DetailReader> reader, const TabColumns &columns,
                           const Clock &clock, const widgets::DisplayOptions &display,
                           FieldReveal *reveal, const OpenWorkbench &workbench,
                           const OpenRow &openRow)
{
    return [reader = std::move(reader), columns, &clock, &display, reveal, workbench,
            openRow](const QString &id, QWidget *parent) -> DetailTab * {
        if (id == QLatin1String("summary") && columns.eventId == QLatin1String("id"))
            return revealing(new SummaryTab(clock, display, parent), reveal);
        if (id == QLatin1String("payload"))
            return revealing(new PayloadTab(reader, columns.eventId, parent), reveal);
        if (id == QLatin1String("canonical"))
            return revealing(new CanonicalTab(reader, columns.eventId, parent), reveal);
        if (id == QLatin1String("headers"))
            return revealing(new HeadersTab(reader, columns.eventId, parent), reveal);
        if (id == QLatin1String("signature"))
            return new SignatureTab(reader, columns.eventId, display, workbench, parent);
        if (id == QLatin1String("timeline"))
            return new TimelineTab(reader, columns.eventId, display, openRow, parent);
        if (id == QLatin1String("deliveries") && !columns.deliveryId.isEmpty())
            return new DeliveriesTab(reader, TriesOf::Delivery, columns.deliveryId, display,
                                     parent);
        if (id == QLatin1String("deliveries") && columns.jobId.isEmpty())
            return new DeliveriesTab(reader, TriesOf::Event, columns.eventId, display, parent);
        if (id == QLatin1String("deliveries"))
            return new DeliveriesTab(reader, TriesOf::Job, columns.jobId, display, parent);
        return nullptr;
    };
}

} // namespace gatehouse::ui
