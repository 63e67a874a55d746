#pragma once

#include "models/collection/sort.h"
#include "services/core/result.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace gatehouse::collection {

/// How a cell is shown, aligned and compared.
enum class CellKind {
    Text,
    Mono, ///< identifiers
    Hex, ///< bytea: a hash, in hexadecimal
    Path, ///< of a URL: its end tells more than its middle
    Direction, ///< "ingest" or "delivery": an arrow in or out, the word in the tooltip
    Status, ///< a word with shape and colour; see statuswords.h
    Time, ///< timestamptz: relative, the exact time in the tooltip
    TimeOfDay, ///< timestamptz: 14:31:02.385, for what is seconds apart; the rest in the tooltip
    Due, ///< timestamptz by when something is to be done: "in 3 d", "today", "2 d overdue"
    Number,
    Milliseconds,
    Bytes, ///< a size
    Dollars, ///< US dollars
    Boolean,
};

struct Column
{
    QString name; ///< of the view's column
    QString title;
    CellKind kind = CellKind::Text;
    int width = 120; ///< logical pixels; the column with stretch takes the rest
    bool stretch = false;
    int priority =
        0; ///< 0 stays; under 1100 px wide those with 1 go, under 900 those with 2 go before
};

enum class FilterType {
    Choice,
    Text,
    Uuid,
    Number,
    Boolean,
    Time,
    Path, ///< of a jsonb document: "data.object.id = ord_1042", see services/core/documentpath.h
    Header, ///< of a list of headers: "X-GitHub-Event = issues"; names in either case
};

/// Another view with rows of the row that is listed. One that fits is enough.
struct Link
{
    QString view; ///< "console.payloads"; empty: none
    QString idColumn; ///< holds the listed row's id
    bool sharesSort = false; ///< and its sort column's value, under the same name
    QString column; ///< that is compared
};

/// What may be filtered on. Becomes one chip.
struct FilterField
{
    QString name; ///< of the view's column, or what the API calls it
    QString title;
    FilterType type = FilterType::Text;
    QStringList choices; ///< Choice: the values, in order
    /// Rows with one value of it are found by an index, and in the list's order.
    bool isIndexed = false;
    Link link = {}; ///< Path and Header: always
    QStringList indexedChoices = {}; ///< Choice: likewise, each of these alone
    bool hasTrigrams = false; ///< an index of a text's trigrams helps with "contains"
};

/// What can be done with a row; always through the admin API.
struct Action
{
    QString id; ///< "reenqueue"
    QString title; ///< "Re-enqueue"
    QString shortcut; ///< "E"
    QString endpoint; ///< below /admin/v1, {id} is the row's: "dlq/{id}/reenqueue"
    QString capability; ///< that whoami must list
    QString stateColumn; ///< enabled only when this column ...
    QStringList enabledStates; ///< ... holds one of these; empty: always
    QString disabledReason; ///< tooltip when it is not: "Only a dead job can be retried."
    QString exceptColumn; ///< never enabled when this column ...
    QString exceptValue; ///< ... holds this; both empty: without exception
    QString exceptReason; ///< tooltip then
    bool isDestructive = false; ///< in production, its name is to be typed
    bool asksEnvironment = false; ///< likewise, though nothing is destroyed
    bool asksReason = false; ///< else the reason is said for the operator (defaultReason)
    QString defaultReason;
    bool advances = false; ///< selects the next row when it was done
};

/// What the ids of a list are. Numbers (bigint) are not negative.
enum class IdType { Uuid, Number };

/// A thing that can be listed, declared once. One table model, filter bar, detail frame, exporter
/// and CLI command serve every one of them.
struct Descriptor
{
    QString id; ///< "events": sidebar, settings, pictures
    QString title; ///< "Events"
    QString singular; ///< "event"
    QString plural; ///< "entries"; empty: as the title says
    QString icon; ///< of the Breeze theme
    QString view; ///< "console.events"; empty: there is none, it is read through the API alone
    QString apiPath; ///< below /admin/v1, and the command of gatehousectl: "events", "dlq"
    QString sortColumn; ///< timestamptz, indexed with the id: "received_at"; the greatest first
    bool sortIsNamed = false; ///< the API lists in another order where `sort` does not say this one
    QString idColumn = QStringLiteral("id");
    IdType idType = IdType::Uuid;
    QString statusColumn; ///< the one that StatusDelegate shows; empty: there is none
    QString shownStatusColumn; ///< shown in its place where it says more; empty: statusColumn is
    /// The sort column is console.uuid_time(id), so a look-up by id can say in which partition, or
    /// where in the index, to look. Only for views whose contract promises it.
    bool sortIsTimeOfId = false;
    /// What is read of it from Postgres is masked when the gateway's policy says so; through the
    /// API it comes masked. Rules know its columns as /event/<column>.
    bool isPersonal = false;
    bool hasHistogram = false; ///< its rows are shown over time, by status (models/histogram)
    /// The column with the id of the event whose body in console.payloads is a row's own; empty: a
    /// row has none.
    QString bodyColumn;
    QString headline; ///< the column that names a row in the detail's header: "event_type"
    QStringList subtitle; ///< further columns beside it: source, tenant
    QList<Column> columns; ///< of the table, in order
    QList<Column> detailColumns; ///< what the summary shows besides them; read with the page
    QList<FilterField> filters;
    QList<SortColumn> sorts; ///< what it can be sorted by besides its own sort column
    QStringList detailTabs; ///< "summary", "payload", "headers", "timeline"
    QList<Action> actions;
    QString emptyTitle; ///< "No events yet"
    QString emptyText;

    /// All view columns that are read: sort, id, status, headline, subtitle, columns, detailColumns
    /// and the actions' state columns, each once.
    QStringList readColumns() const;
    /// The column of that name, of the table or the summary; nullptr when there is none.
    const Column *column(const QString &viewColumn) const;
    const FilterField *filterField(const QString &viewColumn) const;
    /// nullptr: the list cannot be sorted by it, or it is the list's own sort column.
    const SortColumn *sortable(const QString &viewColumn) const;
    /// The order that a column of the table stands for: its own, or that of the column behind it
    /// (the status behind what is shown in its place). Nothing: there is none.
    std::optional<Sort> sortBy(const QString &viewColumn, bool ascending) const;
    /// What a click on that column's header makes of the order `now`: the greatest first, then the
    /// smallest, then the list's own. Nothing: it cannot be sorted by it.
    std::optional<Sort> nextSort(const Sort &now, const QString &viewColumn) const;
    /// The column of the table that shows what the list is sorted by; empty: none does.
    QString shownColumn(const Sort &sort) const;
};

/// Invalid: the list cannot be sorted by that.
Result<> validate(const Descriptor &descriptor, const Sort &sort);

} // namespace gatehouse::collection
