#include "ui/pages/jobs/jobspage.h"

#include "models/jobs/jobcollection.h"
#include "ui/pages/bulk/bulkflow.h"
#include "ui/pages/bulk/bulkitemspage.h"
#include "ui/pages/tabs/pagefactory.h"
#include "ui/pages/tabs/rowlinks.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

struct JobsTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::JobsPage)
};

QList<BulkChoice> manyJobs()
{
    return {{QStringLiteral("retry"), JobsTexts::tr("Retry"),
             JobsTexts::tr("Retry dead jobs in %1?"), QStringLiteral("retry")},
            {QStringLiteral("cancel"), JobsTexts::tr("Cancel"),
             JobsTexts::tr("Cancel waiting jobs in %1?"), QStringLiteral("cancel"), true}};
}

} // namespace

CollectionPage *makeJobsPage(const PageServices &services, QWidget *parent)
{
    const collection::Descriptor jobs = jobs::jobCollection();
    CollectionPage *page = makeCollectionPage(
        jobs, {QStringLiteral("event_id"), QStringLiteral("id")}, services, parent);
    new BulkFlow(jobs, collectionServices(services, jobs), manyJobs(),
                 JobsTexts::tr("Retry or cancel…"), openBulkItems(services), page);
    addLinkToEvent(*page, services);
    addLinkToDeliveries(*page, services);
    addLinkToDestination(*page, services);
    return page;
}

} // namespace gatehouse::ui
