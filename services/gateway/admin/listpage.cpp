#include "services/gateway/admin/listpage.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <variant>

namespace gatehouse::gateway::admin {

namespace {

/// NULL when it is no id of the list.
postgres::Value idOf(const ListSpec &spec, const std::string &text)
{
    if (spec.idType == FilterType::Integer) {
        const auto number = parseInteger(text);
        return number ? postgres::Value(*number) : postgres::Value();
    }
    const auto uuid = Uuid::parse(text);
    return uuid ? postgres::Value(*uuid) : postgres::Value();
}

/// The value of a key's text; NULL when the column has no such value.
postgres::Value valueOf(const SortColumn &column, const std::string &text)
{
    switch (column.type) {
    case SortType::Text:
        return isPlainText(text) ? postgres::Value(text) : postgres::Value();
    case SortType::Integer: {
        const auto number = parseInteger(text);
        return number ? postgres::Value(*number) : postgres::Value();
    }
    case SortType::Real: {
        double number = 0;
        const char *end = text.data() + text.size();
        const auto [read, error] = std::from_chars(text.data(), end, number);
        const bool isNumber = error == std::errc() && read == end && std::isfinite(number);
        return isNumber ? postgres::Value(number) : postgres::Value();
    }
    case SortType::Time:
        break;
    }
    const auto time = parseTime(text);
    return time ? postgres::Value(*time) : postgres::Value();
}

std::string_view castOf(SortType type)
{
    switch (type) {
    case SortType::Text:
        return "::text";
    case SortType::Integer:
        return "::bigint";
    case SortType::Real:
        return "::double precision";
    case SortType::Time:
        break;
    }
    return "::timestamptz";
}

std::string valueText(const std::string &text)
{
    return text;
}
std::string valueText(std::int64_t number)
{
    return std::to_string(number);
}
std::string valueText(double number)
{
    std::array<char, 32> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), number);
    return {text.data(), written.ptr};
}
std::string valueText(Timestamp time)
{
    return timeText(time);
}
/// NULL, and what no list is sorted by.
template <typename T>
std::optional<std::string> valueText(const T &)
{
    return std::nullopt;
}

std::optional<std::string> textOf(const postgres::Value &value)
{
    return std::visit(
        [](const auto &typed) -> std::optional<std::string> { return valueText(typed); }, value);
}

const char *idCast(const ListSpec &spec)
{
    return spec.idType == FilterType::Integer ? "::bigint" : "::uuid";
}

/// Rows beyond the key. The second comparison is implied by the first, but only it prunes
/// partitions.
Refusal requireBeyond(Query &query, const ListSpec &spec, const Page &page, const Cursor &key,
                      std::string_view place, bool isUpwards, bool isInclusive)
{
    postgres::Value id = idOf(spec, key.id);
    if (std::holds_alternative<std::monostate>(id) || key.value)
        return badParameter(place, "cannot be used.");
    const std::string bound = query.bind(key.sort) + "::timestamptz";
    const std::string reach = isUpwards ? " >= " : " <= ";
    const std::string beyond = isInclusive ? reach : (isUpwards ? " > " : " < ");
    query.require('(' + page.sort + ", " + std::string(spec.idColumn) + ')' + beyond + '(' + bound
                  + ", " + query.bind(std::move(id)) + idCast(spec) + ')');
    query.require(page.sort + reach + bound);
    return std::nullopt;
}

/// A list that is sorted by a column that may be NULL has two parts, and an index serves each by
/// itself.
enum class ListPart { Whole, WithValue, WithoutValue };

/// What the page is read from, one after the other until it is full.
std::vector<ListPart> partsOf(const Page &page)
{
    if (!page.by)
        return {ListPart::Whole};
    const ListPart last = page.isNewer ? ListPart::WithValue : ListPart::WithoutValue;
    if (page.from && page.from->value.has_value() == page.isNewer)
        return {last};
    return {page.isNewer ? ListPart::WithoutValue : ListPart::WithValue, last};
}

std::string sortExpression(const SortColumn &column)
{
    return std::string(column.name) + (column.type == SortType::Text ? " COLLATE \"C\"" : "");
}

/// Rows of that part, beyond the key where it is of the same one.
void requirePart(Query &query, const ListSpec &spec, const Page &page, ListPart part)
{
    if (part == ListPart::Whole)
        return;
    const bool isWithValue = part == ListPart::WithValue;
    query.require(std::string(page.by->name) + (isWithValue ? " IS NOT NULL" : " IS NULL"));
    if (!page.from || page.from->value.has_value() != isWithValue)
        return;
    std::string columns = page.sort + ", " + std::string(spec.idColumn);
    std::string values;
    if (isWithValue) {
        columns = sortExpression(*page.by) + ", " + columns;
        values = query.bind(valueOf(*page.by, *page.from->value))
            + std::string(castOf(page.by->type)) + ", ";
    }
    values += query.bind(page.from->sort) + "::timestamptz, ";
    values += query.bind(idOf(spec, page.from->id)) + idCast(spec);
    query.require('(' + columns + ')' + (page.isUpwards() ? " >" : " <")
                  + (page.isInclusive ? "=" : "") + " (" + values + ')');
}

std::string orderBy(const ListSpec &spec, const Page &page, bool isUpwards, ListPart part)
{
    const std::string way = isUpwards ? " ASC" : " DESC";
    std::string order = " ORDER BY ";
    if (part == ListPart::WithValue)
        order += sortExpression(*page.by) + way + ", ";
    return order + page.sort + way + ", " + std::string(spec.idColumn) + way;
}

/// A row more than the page holds, which says whether another page follows.
std::string pageSql(const ListSpec &spec, const Query &query, const Page &page, ListPart part)
{
    const std::string value = page.by ? ", page." + std::string(page.by->name) : std::string();
    // The id has another name as text, or ORDER BY would take that: 9 above 10.
    return "SELECT to_jsonb(page)::text, page." + page.sort + ", page." + std::string(spec.idColumn)
        + "::text AS id_text" + value + " FROM (SELECT * FROM " + std::string(spec.view)
        + query.where() + orderBy(spec, page, page.isUpwards(), part) + " LIMIT "
        + std::to_string(page.limit + 1) + ") page" + orderBy(spec, page, page.isAscending, part);
}

privacy::MaskedDocument shownRow(const privacy::Masker &masker, const std::string &json)
{
    if (!masker.isOn())
        return {json, {}};
    return masker.document(privacy::ownerOfRow(json), "event", json);
}

/// Whether the value that the row's key would give away is masked in the row.
bool isSortMasked(const privacy::MaskedDocument &row, const Page &page)
{
    return page.by && std::any_of(row.fields.begin(), row.fields.end(), [&](const auto &field) {
               return field == "/event" || field == "/event/" + std::string(page.by->name);
           });
}

/// Adds as many rows of that part as the page has room for, and one more.
Result<> readPart(postgres::Session &session, const ListSpec &spec, Query query, Page page,
                  ListPart part, const privacy::Masker &masker, FoundPage &found)
{
    page.limit -= std::int64_t(found.rows.size());
    requirePart(query, spec, page, part);
    const auto rows = session.execute(pageSql(spec, query, page, part), query.parameters());
    if (!rows)
        return failure(rows.error());
    std::vector<FoundRow> read;
    for (int row = 0; row < rows->size(); ++row) {
        auto shown = shownRow(masker, rows->get<std::string>(row, 0));
        found.hidesSort = found.hidesSort || isSortMasked(shown, page);
        const auto value = page.by ? textOf(rows->value(row, 3)) : std::nullopt;
        read.push_back({std::move(shown.text),
                        {rows->get<Timestamp>(row, 1), rows->get<std::string>(row, 2), value}});
    }
    found.rows.insert(page.isNewer ? found.rows.begin() : found.rows.end(),
                      std::make_move_iterator(read.begin()), std::make_move_iterator(read.end()));
    return {};
}

std::string cursorJson(const Cursor &key, const Page &page)
{
    return '"' + encodeCursor({key.sort, page.cursorPrefix + key.id, key.value}) + '"';
}

std::string nextJson(const FoundPage &found, const Page &page)
{
    if (found.reached)
        return cursorJson(found.reached->key, page);
    if (!found.isFollowed)
        return "null";
    return cursorJson((page.isNewer ? found.rows.front() : found.rows.back()).key, page);
}

} // namespace

Refusal requirePlace(Query &query, const ListSpec &spec, const Page &page)
{
    if (page.from && page.by) {
        const auto isNone = [](const postgres::Value &value) {
            return std::holds_alternative<std::monostate>(value);
        };
        if (isNone(idOf(spec, page.from->id))
            || (page.from->value && isNone(valueOf(*page.by, *page.from->value))))
            return badParameter(page.place, "cannot be used.");
    } else if (page.from) {
        if (auto refused = requireBeyond(query, spec, page, *page.from, page.place,
                                         page.isUpwards(), page.isInclusive))
            return refused;
    }
    if (page.until)
        return requireBeyond(query, spec, page, *page.until, "until", !page.isNewer, true);
    return std::nullopt;
}

std::string readingOrder(const ListSpec &spec, const Page &page)
{
    return orderBy(spec, page, page.isUpwards(), ListPart::Whole);
}

Result<postgres::Rows> explainPage(postgres::Session &session, const ListSpec &spec,
                                   const Query &query, const Page &page)
{
    const ListPart part = partsOf(page).front();
    Query first = query;
    requirePart(first, spec, page, part);
    return session.execute("EXPLAIN (FORMAT JSON) SELECT * FROM " + std::string(spec.view)
                               + first.where() + orderBy(spec, page, page.isUpwards(), part)
                               + " LIMIT " + std::to_string(page.limit + 1),
                           first.parameters());
}

Result<FoundPage> readPage(postgres::Session &session, const ListSpec &spec, const Query &query,
                           const Page &page, const privacy::Masker &masker)
{
    FoundPage found;
    for (const ListPart part : partsOf(page)) {
        if (std::int64_t(found.rows.size()) > page.limit)
            break;
        if (const auto read = readPart(session, spec, query, page, part, masker, found); !read)
            return failure(read.error());
    }
    found.isFollowed = std::int64_t(found.rows.size()) > page.limit;
    if (found.isFollowed)
        found.rows.erase(page.isNewer ? found.rows.begin() : std::prev(found.rows.end()));
    return found;
}

std::string pageJson(const FoundPage &found, const Page &page)
{
    std::string json = R"({"items":[)";
    for (const FoundRow &row : found.rows)
        json += (json.back() == '[' ? "" : ",") + row.json;
    json += R"(],"next":)" + nextJson(found, page);
    if (found.reached) {
        const boost::json::object reached{
            {"key", timeText(found.reached->key.sort) + ',' + found.reached->key.id},
            {"share", found.reached->share}};
        json += R"(,"reached":)" + boost::json::serialize(reached);
    }
    return json + '}';
}

} // namespace gatehouse::gateway::admin
