#include "ui/pages/jobs/jobspage.h"

#include "models/jobs/jobcollection.h"
#include "ui/pages/tabs/pagefactory.h"
#include "ui/pages/tabs/rowlinks.h"

namespace gatehouse::ui {

CollectionPage *makeJobsPage(const PageServices &services, QWidget *parent)
{
    CollectionPage *page =
        makeCollectionPage(jobs::jobCollection(),
                           {QStringLiteral("event_id"), QStringLiteral("id")}, services, parent);
    addLinkToEvent(*page, services);
    addLinkToDeliveries(*page, services);
    addLinkToDestination(*page, services);
    return page;
}

} // namespace gatehouse::ui
