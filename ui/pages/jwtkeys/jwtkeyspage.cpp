#include "ui/pages/jwtkeys/jwtkeyspage.h"

#include "models/jwtkeys/jwtkeycollection.h"
#include "ui/collection/guardedcommand.h"
#include "ui/pages/jwtkeys/keyrotationtab.h"
#include "ui/pages/jwtkeys/publickeytab.h"

#include <QAction>
#include <QCoreApplication>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using collection::Descriptor;

namespace {

struct JwtKeysPageTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::JwtKeysPage)
};

Descriptor pageDescriptor()
{
    Descriptor keys = jwtkeys::jwtKeyCollection();
    keys.detailTabs = {u"rotation"_s, u"summary"_s, u"public-key"_s};
    return keys;
}

void connectRotation(CollectionPage &page, KeyRotationTab &rotation)
{
    QObject::connect(&rotation, &KeyRotationTab::refused, &page, &CollectionPage::showFailure);
    QObject::connect(&rotation, &KeyRotationTab::changedKeys, &page, &CollectionPage::refresh);
    QObject::connect(&rotation, &KeyRotationTab::madeKey, &page, [&page](const QString &row) {
        if (const auto id = Uuid::parse(row.toStdString()))
            page.select(*id);
    });
}

/// The first one, too, for which there is no row and so no detail.
void offerNewKey(CollectionPage &page, KeyRotationTab &rotation, const CollectionServices &services)
{
    QAction *add =
        page.addPageCommand(u"addKey"_s, JwtKeysPageTexts::tr("New key…"), u"list-add"_s);
    new GuardedCommand(add, u"secrets"_s, services);
    QObject::connect(add, &QAction::triggered, &rotation, &KeyRotationTab::askRotate);
}

} // namespace

CollectionPage *makeJwtKeysPage(const CollectionServices &services, QWidget *parent)
{
    const DetailTabFactory makeTab = [services](const QString &id, QWidget *tabs) -> DetailTab * {
        if (id == "rotation"_L1)
            return new KeyRotationTab(services, tabs);
        if (id == "public-key"_L1)
            return new PublicKeyTab(services.api, tabs);
        return nullptr;
    };
    auto *page = new CollectionPage(pageDescriptor(), services, makeTab, parent);
    auto *rotation = page->findChild<KeyRotationTab *>();
    connectRotation(*page, *rotation);
    offerNewKey(*page, *rotation, services);
    return page;
}

CollectionPage *makeJwtKeysPage(const PageServices &services, QWidget *parent)
{
    return makeJwtKeysPage(collectionServices(services, pageDescriptor()), parent);
}

} // namespace gatehouse::ui
