#include "ui/pages/secrets/secretspage.h"

#include "models/secrets/secretcollection.h"
#include "ui/collection/collectiontable.h"
#include "ui/collection/guardedcommand.h"
#include "ui/pages/secrets/addsecret.h"
#include "ui/pages/secrets/rotatingdelegate.h"
#include "ui/pages/secrets/rotationtab.h"

#include <QAction>
#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

struct PageTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::SecretsPage)
};

/// The filter says which state it is, and the detail which versions there are.
collection::Descriptor pageDescriptor()
{
    collection::Descriptor secrets = secrets::secretCollection();
    secrets.columns.removeIf(
        [](const collection::Column &column) { return column.name == QLatin1String("state"); });
    secrets.detailTabs = {QStringLiteral("rotation")};
    return secrets;
}

void showRotating(CollectionPage &page)
{
    auto *table = page.findChild<CollectionTable *>();
    const QList<collection::Column> &columns = page.model()->descriptor().columns;
    for (int column = 0; column < columns.size(); ++column) {
        if (columns[column].kind == collection::CellKind::Due)
            table->setItemDelegateForColumn(column, new RotatingDelegate(table));
    }
}

collection::Condition isActive()
{
    return collection::Condition::is(QStringLiteral("state"), QStringLiteral("active"));
}

void selectMade(CollectionPage &page, const QString &row)
{
    if (const auto id = Uuid::parse(row.toStdString()))
        page.select(*id);
}

void connectRotation(CollectionPage &page, RotationTab &rotation)
{
    QObject::connect(&rotation, &RotationTab::refused, &page, &CollectionPage::showFailure);
    QObject::connect(&rotation, &RotationTab::changedSecrets, &page, &CollectionPage::refresh);
    QObject::connect(&rotation, &RotationTab::madeVersion, &page,
                     [&page](const QString &row) { selectMade(page, row); });
}

void offerToAdd(CollectionPage &page, const CollectionServices &services)
{
    auto *adding = new AddSecret(services, &page);
    QAction *command = page.addPageCommand(
        QStringLiteral("addSecret"), PageTexts::tr("Add secret…"), QStringLiteral("list-add"));
    QObject::connect(command, &QAction::triggered, adding, &AddSecret::ask);
    new GuardedCommand(command, QStringLiteral("secrets"), services);
    QObject::connect(adding, &AddSecret::refused, &page, &CollectionPage::showFailure);
    QObject::connect(adding, &AddSecret::added, &page, [&page](const QString &row) {
        page.refresh();
        selectMade(page, row);
    });
}

} // namespace

CollectionPage *makeSecretsPage(const PageServices &services, QWidget *parent)
{
    const collection::Descriptor descriptor = pageDescriptor();
    const CollectionServices own = collectionServices(services, descriptor);
    const DetailTabFactory makeTab = [own](const QString &, QWidget *tabs) -> DetailTab * {
        return new RotationTab(own, tabs);
    };
    auto *page = new CollectionPage(descriptor, own, makeTab, parent);
    page->setFilter(activeSecrets());
    showRotating(*page);
    connectRotation(*page, *page->findChild<RotationTab *>());
    offerToAdd(*page, own);
    return page;
}

collection::Filter activeSecrets()
{
    return {{isActive()}};
}

collection::Filter dueSecrets()
{
    collection::Condition due;
    due.field = QStringLiteral("due_at");
    due.comparison = collection::Operator::AtMost;
    due.values = {QStringLiteral("0s")};
    return {{isActive(), due}};
}

} // namespace gatehouse::ui
