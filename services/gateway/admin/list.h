#pragma once

#include "services/gateway/admin/query.h"

#include <span>
#include <string>
#include <string_view>

namespace gatehouse::gateway::admin {

/// How a filter's values are read and compared.
enum class FilterType {
    Text, ///< equal, or with * a wildcard
    Uuid,
    Boolean, ///< true or false
    Integer, ///< equal, or <name>_from and <name>_to (both inclusive)
    Time, ///< only <name>_from and <name>_to, RFC 3339
    Path, ///< of a jsonb document, only in `filter`; see services/core/documentpath.h
    Header, ///< of a list of headers, likewise
};

/// Another view with rows of the row that is listed. One that fits is enough.
struct Link
{
    std::string_view view; ///< empty: none
    std::string_view idColumn; ///< holds the listed row's id
    std::string_view column; ///< that is compared
    bool sharesSort = false; ///< and its sort column's value, under the same name
};

/// A view column that may stand in the query string, or one of a linked view, which may stand in
/// `filter` alone. Several values of one name mean any of them.
struct FilterColumn
{
    std::string_view name;
    FilterType type = FilterType::Text;
    /// Text only: the values that there are (the table's CHECK); another one is refused, so that a
    /// slip is no empty list. Empty: any text.
    std::span<const std::string_view> choices = {};
    Link link = {}; ///< Path and Header: always
};

/// What a column that `sort` may name holds; Postgres compares each in one way alone.
enum class SortType {
    Text, ///< by its characters' numbers, whatever the database's language
    Integer,
    Real, ///< double precision
    Time, ///< timestamptz
};

struct SortColumn
{
    std::string_view name;
    SortType type = SortType::Text;
    bool isIndexed = false; ///< together with the list's own key
};

/// One list: what is not said here cannot be asked for.
struct ListSpec
{
    std::string_view view; ///< "console.events", or a SELECT in parentheses with a name behind it
    std::string_view sortColumn; ///< timestamptz, never NULL, indexed together with the id
    std::string_view idColumn = "id";
    FilterType idType = FilterType::Uuid; ///< or Integer
    std::span<const FilterColumn> filters;
    ScopeColumns scope;
    bool sortIsTimeOfId = false; ///< console.uuid_time(id) is the sort column's value
    /// Its rows hold personal data, and are answered masked when the policy says so.
    bool isPersonal = false;
    /// What `sort` may name instead of sortColumn: like it a timestamptz, never NULL, the greatest
    /// first; empty: nothing. Few rows, where no index serves it.
    std::string_view otherSort = {};
    /// What `sort` may name besides: any values, rows without one last. Empty: nothing.
    std::span<const SortColumn> sorts = {};
};

/// `{"items":[...],"next":cursor|null}`, newest first (or as `sort` and `order` say), by key; with
/// count=true `{"count":number,"is_exact":bool}`, with cost=true `{"is_indexed":bool,
/// "rows":number|null}`: what a page in that order takes. 400 for a parameter that is unknown or
/// unusable; it names the parameter.
Result<http::Response> listRows(const Call &call, postgres::Session &session, const ListSpec &spec);
/// The same of the rows that have this id in a column.
Result<http::Response> listRows(const Call &call, postgres::Session &session, const ListSpec &spec,
                                const std::string &parentColumn, const Uuid &parent);

/// The row of that id as JSON text, masked like in the list, or nothing when there is none in the
/// actor's scope. With Shown::Clear it is as it is stored: for what is done, not for what is
/// answered.
enum class Shown { ByPolicy, Clear };
Result<std::optional<std::string>> findRow(const Call &call, postgres::Session &session,
                                           const ListSpec &spec, const Uuid &id,
                                           Shown shown = Shown::ByPolicy);

} // namespace gatehouse::gateway::admin
