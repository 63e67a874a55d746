#include "ui/pages/deliveries/deliveriespage.h"

#include "models/deliveries/deliverycollection.h"
#include "ui/pages/tabs/pagefactory.h"
#include "ui/pages/tabs/rowlinks.h"

namespace gatehouse::ui {

CollectionPage *makeDeliveriesPage(const PageServices &services, QWidget *parent)
{
    TabColumns columns{QStringLiteral("event_id"), QStringLiteral("job_id")};
    columns.deliveryId = QStringLiteral("id");
    CollectionPage *page =
        makeCollectionPage(deliveries::deliveryCollection(), columns, services, parent);
    addLinkToEvent(*page, services);
    addLinkToJob(*page, services);
    addLinkToDestination(*page, services);
    return page;
}

} // namespace gatehouse::ui
