#include "ui/pages/events/eventspage.h"

#include "models/events/eventcollection.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/compare/compareflow.h"
#include "ui/pages/tabs/fixtureflow.h"
#include "ui/pages/tabs/pagefactory.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

struct RelatedTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::RelatedEvents)
};

/// Subjects and actors are named by each tenant anew; keys and traces are told apart everywhere.
struct Relation
{
    QString column;
    QString command;
    bool isOfTenant;
};

QList<Relation> relations()
{
    return {
        {QStringLiteral("subject_id"), RelatedTexts::tr("Events of the same subject"), true},
        {QStringLiteral("actor_id"), RelatedTexts::tr("Events of the same actor"), true},
        {QStringLiteral("actor_email"), RelatedTexts::tr("Events of the same e-mail address"),
         true},
        {QStringLiteral("idempotency_key"), RelatedTexts::tr("Events with the same key"), false},
        {QStringLiteral("trace_id"), RelatedTexts::tr("Events of the same trace"), false},
    };
}

void showRelated(CollectionPage &page, const Relation &relation, const collection::Row &row)
{
    const RowValues values(page.model()->descriptor(), row);
    const QString value = values.text(relation.column);
    if (value.isEmpty())
        return page.showOutcome(RelatedTexts::tr("This event has none"));
    if (value.contains(u'•'))
        return page.showOutcome(RelatedTexts::tr("Not searched: the value is masked"));
    collection::Filter filter{{collection::Condition::is(relation.column, value)}};
    if (relation.isOfTenant)
        filter.conditions += collection::Condition::is(QStringLiteral("tenant"),
                                                       values.text(QStringLiteral("tenant")));
    page.setFilter(filter);
}

void addRelations(CollectionPage &page)
{
    for (const Relation &relation : relations()) {
        if (page.model()->descriptor().filterField(relation.column))
            page.addRowCommand(relation.command, {}, [&page, relation](const collection::Row &row) {
                showRelated(page, relation, row);
            });
    }
}

} // namespace

CollectionPage *makeEventsPage(const PageServices &services, QWidget *parent)
{
    CollectionPage *page =
        makeCollectionPage(events::eventCollection(), {QStringLiteral("id"), {}}, services, parent);
    new CompareFlow(page, makeDetailReader(services), services.display);
    auto *fixtures = new FixtureFlow(makeDetailReader(services), page);
    if (services.openReplay)
        fixtures->offerReplay(services.openReplay);
    addRelations(*page);
    return page;
}

} // namespace gatehouse::ui
