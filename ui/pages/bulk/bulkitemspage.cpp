#include "ui/pages/bulk/bulkitemspage.h"

#include "models/bulk/itemcollection.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/bulk/operationpanel.h"
#include "ui/pages/tabs/pagefactory.h"
#include "ui/pages/tabs/rowlinks.h"

#include <QCoreApplication>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct BulkItemsTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::BulkItemsPage)
};

std::optional<Uuid> letterOf(const collection::Descriptor &descriptor, const collection::Row &row)
{
    const RowValues values(descriptor, row);
    if (values.text(u"target_type"_s) != u"dead_letter"_s)
        return std::nullopt;
    return Uuid::parse(values.text(u"target_id"_s).toStdString());
}

void addLinkToLetter(CollectionPage &page, const PageServices &services)
{
    const collection::Descriptor descriptor = page.model()->descriptor();
    page.addRowButton(
        u"open-letter"_s, BulkItemsTexts::tr("Dead letter"), Qt::Key_D,
        [descriptor, openRow = services.openRow](const collection::Row &row) {
            const auto letter = letterOf(descriptor, row);
            if (letter && openRow)
                openRow(u"dead-letters"_s, *letter);
        },
        [descriptor](const collection::Row &row) {
            return letterOf(descriptor, row)
                ? QString()
                : BulkItemsTexts::tr("This was done to a job, not to a dead letter.");
        });
}

} // namespace

CollectionPage *makeBulkItemsPage(const PageServices &services, QWidget *parent)
{
    CollectionPage *page = makeCollectionPage(bulk::bulkItemCollection(),
                                              {u"event_id"_s, u"job_id"_s}, services, parent);
    addLinkToLetter(*page, services);
    addLinkToJob(*page, services);
    addLinkToEvent(*page, services);
    auto *panel = new OperationPanel(services.api, services.display, page);
    page->addBanner(panel);
    QObject::connect(panel, &OperationPanel::chosen, page,
                     [page](const collection::Filter &filter) { page->setFilter(filter); });
    QObject::connect(panel, &OperationPanel::progressed, page, &CollectionPage::changed);
    QObject::connect(page, &CollectionPage::filterChanged, panel,
                     [page, panel] { panel->setFilter(page->filter()); });
    return page;
}

std::function<void(const QString &operationId)> openBulkItems(const PageServices &services)
{
    return [openFilter = services.openFilter](const QString &operationId) {
        if (openFilter)
            openFilter(u"bulk-items"_s, bulk::itemsOf(operationId));
    };
}

} // namespace gatehouse::ui
