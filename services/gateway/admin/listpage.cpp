#include "services/gateway/admin/listpage.h"

#include <boost/json.hpp>

#include <algorithm>
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

/// Rows beyond the key. The second comparison is implied by the first, but only it prunes
/// partitions.
Refusal requireBeyond(Query &query, const ListSpec &spec, const Page &page, const Cursor &key,
                      std::string_view place, bool isNewer, bool isInclusive)
{
    postgres::Value id = idOf(spec, key.id);
    if (std::holds_alternative<std::monostate>(id))
        return badParameter(place, "cannot be used.");
    const std::string bound = query.bind(key.sort) + "::timestamptz";
    const char *idCast = spec.idType == FilterType::Integer ? "::bigint)" : "::uuid)";
    const std::string reach = isNewer ? " >= " : " <= ";
    const std::string beyond = isInclusive ? reach : (isNewer ? " > " : " < ");
    query.require('(' + page.sort + ", " + std::string(spec.idColumn) + ')' + beyond + '(' + bound
                  + ", " + query.bind(std::move(id)) + idCast);
    query.require(page.sort + reach + bound);
    return std::nullopt;
}

std::string orderBy(const ListSpec &spec, const Page &page, const char *way)
{
    return " ORDER BY " + page.sort + way + ", " + std::string(spec.idColumn) + way;
}

/// A row more than the page holds, which says whether another page follows.
std::string pageSql(const ListSpec &spec, const Query &query, const Page &page)
{
    return "SELECT to_jsonb(page)::text, page." + page.sort + ", page." + std::string(spec.idColumn)
        + "::text FROM (SELECT * FROM " + std::string(spec.view) + query.where()
        + readingOrder(spec, page) + " LIMIT " + std::to_string(page.limit + 1) + ") page"
        + orderBy(spec, page, " DESC");
}

std::string cursorJson(const Cursor &key, const Page &page)
{
    return '"' + encodeCursor({key.sort, page.cursorPrefix + key.id}) + '"';
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
    if (page.from) {
        if (auto refused = requireBeyond(query, spec, page, *page.from, page.place, page.isNewer,
                                         page.isInclusive))
            return refused;
    }
    if (page.until)
        return requireBeyond(query, spec, page, *page.until, "until", !page.isNewer, true);
    return std::nullopt;
}

std::string readingOrder(const ListSpec &spec, const Page &page)
{
    return orderBy(spec, page, page.isNewer ? " ASC" : " DESC");
}

Result<FoundPage> readPage(postgres::Session &session, const ListSpec &spec, const Query &query,
                           const Page &page, const privacy::Masker &masker)
{
    const auto rows = session.execute(pageSql(spec, query, page), query.parameters());
    if (!rows)
        return failure(rows.error());
    const int count = std::min(rows->size(), static_cast<int>(page.limit));
    FoundPage found;
    found.isFollowed = rows->size() > count;
    const int first = page.isNewer && found.isFollowed ? 1 : 0;
    for (int row = first; row < first + count; ++row)
        found.rows.push_back({privacy::maskedRow(masker, rows->get<std::string>(row, 0)),
                              {rows->get<Timestamp>(row, 1), rows->get<std::string>(row, 2)}});
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
