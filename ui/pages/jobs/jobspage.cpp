#include "ui/pages/jobs/jobspage.h"

#include "models/jobs/jobcollection.h"
#include "ui/pages/tabs/pagefactory.h"

namespace gatehouse::ui {

CollectionPage *makeJobsPage(const PageServices &services, QWidget *parent)
{
    return makeCollectionPage(jobs::jobCollection(),
                              {QStringLiteral("event_id"), QStringLiteral("id")}, services, parent);
}

} // namespace gatehouse::ui
