#include "ui/pages/tabs/pagefactory.h"

#include "ui/pages/tabs/pgdetailreader.h"

namespace gatehouse::ui {

CollectionPage *makeCollectionPage(const collection::Descriptor &descriptor,
                                   const TabColumns &columns, const PageServices &services,
                                   QWidget *parent)
{
    auto reader = std::make_shared<PgDetailReader>(services.database, services.api);
    const CollectionServices own{services.source(descriptor), services.api, services.clock,
                                 services.environment, services.actor};
    auto *page = new CollectionPage(descriptor, own, eventTabs(std::move(reader), columns), parent);
    QObject::connect(page, &CollectionPage::retryRequested, &services.database,
                     &postgres::Connection::retryNow);
    return page;
}

} // namespace gatehouse::ui
