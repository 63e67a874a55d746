#include "ui/pages/deadletters/deadletterspage.h"

#include "models/deadletters/deadlettercollection.h"
#include "ui/pages/bulk/bulkflow.h"
#include "ui/pages/bulk/bulkitemspage.h"
#include "ui/pages/deadletters/grouppanel.h"
#include "ui/pages/deadletters/letteredit.h"
#include "ui/pages/deadletters/letterundo.h"
#include "ui/pages/tabs/pagefactory.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

struct LettersTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::DeadLettersPage)
};

QList<BulkChoice> recoveries()
{
    return {{QStringLiteral("reenqueue"), LettersTexts::tr("Re-enqueue"),
             LettersTexts::tr("Re-enqueue dead letters in %1?"), QStringLiteral("reenqueue")},
            {QStringLiteral("discard"), LettersTexts::tr("Discard"),
             LettersTexts::tr("Discard dead letters in %1?"), QStringLiteral("discard"), true}};
}

} // namespace

CollectionPage *makeDeadLettersPage(const PageServices &services, QWidget *parent)
{
    const collection::Descriptor letters = deadletters::deadLetterCollection();
    CollectionPage *page = makeCollectionPage(
        letters, {QStringLiteral("event_id"), QStringLiteral("job_id")}, services, parent);
    const CollectionServices own = collectionServices(services, letters);
    new BulkFlow(letters, own, recoveries(), LettersTexts::tr("Recover…"), openBulkItems(services),
                 page);
    new LetterEdit(own, page);
    new LetterUndo(services.api, page);
    auto *groups = new GroupPanel(own, page);
    page->addBanner(groups);
    QObject::connect(groups, &GroupPanel::chosen, page,
                     [page](const collection::Filter &filter) { page->setFilter(filter); });
    QObject::connect(page, &CollectionPage::filterChanged, groups,
                     [page, groups] { groups->setFilter(page->filter()); });
    return page;
}

} // namespace gatehouse::ui
