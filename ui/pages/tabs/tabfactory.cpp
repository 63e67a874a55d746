#include "ui/pages/tabs/tabfactory.h"

#include "ui/pages/tabs/deliveriestab.h"
#include "ui/pages/tabs/headerstab.h"
#include "ui/pages/tabs/payloadtab.h"
#include "ui/pages/tabs/signaturetab.h"
#include "ui/pages/tabs/timelinetab.h"

namespace gatehouse::ui {

DetailTabFactory eventTabs(std::shared_ptr<DetailReader> reader, const TabColumns &columns,
                           const widgets::DisplayOptions &display)
{
    return [reader = std::move(reader), columns, &display](const QString &id,
                                                           QWidget *parent) -> DetailTab * {
        using Which = PayloadTab::Which;
        if (id == QLatin1String("payload"))
            return new PayloadTab(reader, columns.eventId, Which::Raw, parent);
        if (id == QLatin1String("canonical"))
            return new PayloadTab(reader, columns.eventId, Which::Canonical, parent);
        if (id == QLatin1String("headers"))
            return new HeadersTab(reader, columns.eventId, parent);
        if (id == QLatin1String("signature"))
            return new SignatureTab(reader, columns.eventId, display, parent);
        if (id == QLatin1String("timeline"))
            return new TimelineTab(reader, columns.eventId, display, parent);
        if (id == QLatin1String("deliveries") && columns.jobId.isEmpty())
            return new DeliveriesTab(reader, TriesOf::Event, columns.eventId, display, parent);
        if (id == QLatin1String("deliveries"))
            return new DeliveriesTab(reader, TriesOf::Job, columns.jobId, display, parent);
        return nullptr;
    };
}

} // namespace gatehouse::ui
