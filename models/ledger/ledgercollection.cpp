#include "models/ledger/ledgercollection.h"

#include <QCoreApplication>

namespace gatehouse::ledger {

using namespace Qt::StringLiterals;
using collection::CellKind;
using collection::Column;
using collection::Descriptor;
using collection::FilterField;
using collection::FilterType;

namespace {

struct LedgerCollection
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ledger::LedgerCollection)
};

/// 770 px are the table's in a window of 1440; without those of priority 1 it is 538 of 1024.
QList<Column> columns()
{
    return {
        {u"at"_s, LedgerCollection::tr("Age"), CellKind::Time, 60},
        {u"actor"_s, LedgerCollection::tr("Actor"), CellKind::Text, 84},
        {u"role"_s, LedgerCollection::tr("Role"), CellKind::Text, 74, false, 1},
        {u"action"_s, LedgerCollection::tr("Action"), CellKind::Mono, 150},
        {u"target_type"_s, LedgerCollection::tr("Target"), CellKind::Text, 90},
        {u"target_id"_s, LedgerCollection::tr("Id or name"), CellKind::Mono, 96, false, 1},
        {u"reason"_s, LedgerCollection::tr("Reason"), CellKind::Text, 120, true},
        {u"source_ip"_s, LedgerCollection::tr("From"), CellKind::Mono, 92, false, 1},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"user_agent"_s, LedgerCollection::tr("User agent"), CellKind::Text},
        {u"sequence"_s, LedgerCollection::tr("Entry"), CellKind::Number},
        {u"hash"_s, LedgerCollection::tr("Hash"), CellKind::Hex},
        {u"previous_hash"_s, LedgerCollection::tr("Hash before"), CellKind::Hex},
        {u"hash_version"_s, LedgerCollection::tr("Hashed by rule"), CellKind::Number},
        {u"detail_text"_s, LedgerCollection::tr("Detail"), CellKind::Mono},
    };
}

QList<FilterField> filters()
{
    return {
        {u"actor"_s, LedgerCollection::tr("Actor"), FilterType::Text, {}},
        {u"role"_s,
         LedgerCollection::tr("Role"),
         FilterType::Choice,
         {u"viewer"_s, u"support"_s, u"developer"_s, u"admin"_s}},
        {u"action"_s, LedgerCollection::tr("Action"), FilterType::Text, {}},
        {u"target_type"_s, LedgerCollection::tr("Target"), FilterType::Text, {}},
        {u"target_id"_s, LedgerCollection::tr("Id or name"), FilterType::Text, {}},
        {u"reason"_s, LedgerCollection::tr("Reason"), FilterType::Text, {}},
        {u"source_ip"_s, LedgerCollection::tr("From"), FilterType::Text, {}},
        {u"user_agent"_s, LedgerCollection::tr("User agent"), FilterType::Text, {}},
        {u"at"_s, LedgerCollection::tr("Time"), FilterType::Time, {}},
        {u"sequence"_s, LedgerCollection::tr("Entry"), FilterType::Number, {}},
    };
}

} // namespace

Descriptor ledgerCollection()
{
    collection::Descriptor ledger;
    ledger.id = u"ledger"_s;
    ledger.title = LedgerCollection::tr("Ledger");
    ledger.singular = LedgerCollection::tr("entry");
    ledger.plural = LedgerCollection::tr("entries");
    ledger.icon = u"view-pim-journal"_s;
    ledger.view = u"console.audit"_s;
    ledger.apiPath = u"audit"_s;
    ledger.sortColumn = u"at"_s;
    ledger.idColumn = u"sequence"_s;
    ledger.idType = collection::IdType::Number;
    ledger.headline = u"action"_s;
    ledger.subtitle = {u"actor"_s, u"role"_s};
    ledger.columns = columns();
    ledger.detailColumns = detailColumns();
    ledger.filters = filters();
    ledger.detailTabs = {u"change"_s, u"summary"_s};
    ledger.emptyTitle = LedgerCollection::tr("The ledger is empty");
    ledger.emptyText = LedgerCollection::tr(
        "Whoever changes something through the gateway is written down here: who, what, "
        "why and from where. A gateway of another make keeps no ledger.");
    return ledger;
}

} // namespace gatehouse::ledger
