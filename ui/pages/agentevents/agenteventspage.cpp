#include "ui/pages/agentevents/agenteventspage.h"

#include "models/agentevents/agenteventcollection.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/tabs/pagefactory.h"

#include <QCoreApplication>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct AgentEventsPageTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::AgentEventsPage)
};

struct TraceLink
{
    QString id;
    QString title;
    QKeySequence key;
    QString pageId; ///< whose rows of the same trace it leads to
};

void addLinkToTrace(CollectionPage &page, const PageServices &services, const TraceLink &link)
{
    const auto traceOf = [&page](const collection::Row &row) {
        return RowValues(page.model()->descriptor(), row).text(u"trace_id"_s);
    };
    page.addRowButton(
        link.id, link.title, link.key,
        [traceOf, link, openFilter = services.openFilter](const collection::Row &row) {
            if (openFilter)
                openFilter(link.pageId, {{collection::Condition::is(u"trace_id"_s, traceOf(row))}});
        },
        [](const collection::Row &) { return QString(); });
}

} // namespace

CollectionPage *makeAgentEventsPage(const PageServices &services, QWidget *parent)
{
    const collection::Descriptor calls = agentevents::agentEventCollection();
    CollectionPage *page = makeCollectionPage(calls, {}, services, parent);
    addLinkToTrace(
        *page, services,
        {u"open-calls"_s, AgentEventsPageTexts::tr("Calls of this trace"), Qt::Key_L, calls.id});
    addLinkToTrace(*page, services,
                   {u"open-events"_s, AgentEventsPageTexts::tr("Events of this trace"), Qt::Key_O,
                    u"events"_s});
    return page;
}

} // namespace gatehouse::ui
