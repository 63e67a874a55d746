#include "ui/pages/ledger/ledgerpage.h"

#include "models/ledger/ledgercollection.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/ledger/changetab.h"
#include "ui/pages/ledger/verifyflow.h"

#include <QCoreApplication>

#include <array>

namespace gatehouse::ui {

namespace {

struct LedgerTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::LedgerPage)
};

struct TargetPage
{
    QLatin1String targetType;
    QLatin1String pageId;
};

constexpr std::array targetPages{
    TargetPage{QLatin1String("event"), QLatin1String("events")},
    TargetPage{QLatin1String("job"), QLatin1String("jobs")},
    TargetPage{QLatin1String("dead_letter"), QLatin1String("dead-letters")},
};

/// Where an entry leads.
struct Target
{
    QString pageId; ///< empty: there is no page for it
    std::optional<Uuid> id;
};

Target targetOf(const collection::Descriptor &descriptor, const collection::Row &row)
{
    const RowValues values(descriptor, row);
    const QString type = values.text(QStringLiteral("target_type"));
    Target target;
    for (const TargetPage &known : targetPages) {
        if (type == known.targetType)
            target.pageId = known.pageId;
    }
    target.id = Uuid::parse(values.text(QStringLiteral("target_id")).toStdString());
    return target;
}

QString whyNotOpen(const Target &target)
{
    return target.pageId.isEmpty() || !target.id
        ? LedgerTexts::tr("Only events, jobs and dead letters have a page to open.")
        : QString();
}

void addOpening(CollectionPage &page, const collection::Descriptor &descriptor,
                std::function<void(const QString &, const Uuid &)> openRow)
{
    const auto open = [descriptor, openRow = std::move(openRow)](const collection::Row &row) {
        const Target target = targetOf(descriptor, row);
        if (openRow)
            openRow(target.pageId, *target.id);
    };
    const auto whyNot = [descriptor](const collection::Row &row) {
        return whyNotOpen(targetOf(descriptor, row));
    };
    page.addRowButton(QStringLiteral("open-target"), LedgerTexts::tr("Open target"), Qt::Key_O,
                      open, whyNot);
}

} // namespace

CollectionPage *makeLedgerPage(const CollectionServices &services, EntryReaderFactory makeReader,
                               std::function<void(const QString &pageId, const Uuid &row)> openRow,
                               QWidget *parent)
{
    const collection::Descriptor descriptor = ledger::ledgerCollection();
    const auto tabs = [](const QString &id, QWidget *tabParent) -> DetailTab * {
        return id == QLatin1String("change") ? new ChangeTab(tabParent) : nullptr;
    };
    auto *page = new CollectionPage(descriptor, services, tabs, parent);
    addOpening(*page, descriptor, std::move(openRow));
    new VerifyFlow(std::move(makeReader), services.tasks, page);
    return page;
}

CollectionPage *makeLedgerPage(const PageServices &services, QWidget *parent)
{
    const CollectionServices own = collectionServices(services, ledger::ledgerCollection());
    const auto makeReader = [database = services.database, &api = services.api] {
        return database ? ledger::makePostgresReader(*database) : ledger::makeApiReader(api);
    };
    return makeLedgerPage(own, makeReader, services.openRow, parent);
}

} // namespace gatehouse::ui
