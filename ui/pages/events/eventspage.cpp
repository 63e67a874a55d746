#include "ui/pages/events/eventspage.h"

#include "models/events/eventcollection.h"
#include "ui/pages/tabs/pagefactory.h"

namespace gatehouse::ui {

CollectionPage *makeEventsPage(const PageServices &services, QWidget *parent)
{
    return makeCollectionPage(events::eventCollection(), {QStringLiteral("id"), {}}, services,
                              parent);
}

} // namespace gatehouse::ui
