#include "services/gateway/admin/list.h"

#include "services/gateway/admin/parameters.h"
#include "services/privacy/policy.h"

#include <algorithm>
#include <map>
#include <variant>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::int64_t defaultLimit = 50;
constexpr std::int64_t highestLimit = 500;
constexpr std::size_t mostValues = 100;
constexpr std::size_t longestQuoted = 60;

/// Why a request cannot be answered; nothing when it can.
using Refusal = std::optional<http::Response>;

http::Response badParameter(std::string_view name, std::string_view why)
{
    return http::problem(400, "parameter_invalid",
                         "The parameter '" + std::string(name) + "' " + std::string(why));
}

/// The query string, each name with all its values.
using Items = std::map<std::string, std::vector<std::string>, std::less<>>;

struct Page
{
    std::int64_t limit = defaultLimit;
    std::optional<Cursor> from;
};

Refusal checkText(std::string_view text)
{
    if (isPlainText(text))
        return std::nullopt;
    return http::problem(400, "parameter_invalid",
                         text.find('\0') != std::string_view::npos
                             ? "The query string holds a NUL character (%00), which no text has."
                             : "The query string is not UTF-8.");
}

Refusal collectItems(const Call &call, Items &items)
{
    const std::string_view target = call.request.target;
    const std::size_t mark = target.find('?');
    if (mark != std::string_view::npos && !http::percentDecoded(target.substr(mark), true))
        return http::problem(400, "parameter_invalid",
                             "The query string is not percent-encoded right.");
    for (auto &[name, value] : call.request.queryItems()) {
        if (auto refused = checkText(name + value))
            return refused;
        auto &values = items[name];
        values.push_back(value);
        if (values.size() > mostValues)
            return badParameter(name, "is given too often.");
    }
    return std::nullopt;
}

template <typename Convert>
Refusal takeOne(Items &items, std::string_view name, Convert convert)
{
    const auto found = items.find(name);
    if (found == items.end())
        return std::nullopt;
    if (found->second.size() != 1)
        return badParameter(name, "is given more than once.");
    if (!convert(found->second.front()))
        return badParameter(name, "cannot be used.");
    items.erase(found);
    return std::nullopt;
}

Refusal takePage(Items &items, Page &page)
{
    if (auto refused = takeOne(items, "limit", [&page](const std::string &text) {
            const auto limit = parseClamped(text);
            if (limit)
                page.limit = std::min(*limit, highestLimit);
            return limit && *limit >= 1;
        }))
        return refused;
    return takeOne(items, "cursor", [&page](const std::string &text) {
        page.from = decodeCursor(text);
        return page.from.has_value();
    });
}

Refusal checkChoices(const FilterColumn &filter, const std::vector<std::string> &values)
{
    if (filter.choices.empty())
        return std::nullopt;
    for (const std::string &value : values) {
        const bool isKnown =
            std::find(filter.choices.begin(), filter.choices.end(), value) != filter.choices.end();
        if (isKnown || value.find('*') != std::string::npos)
            continue;
        std::string known;
        for (const std::string_view choice : filter.choices)
            (known += known.empty() ? "" : ", ") += choice;
        return badParameter(filter.name,
                            "has no value '" + value.substr(0, longestQuoted)
                                + "'. It has: " + known + '.');
    }
    return std::nullopt;
}

Refusal requireText(Query &query, const FilterColumn &filter,
                    const std::vector<std::string> &values)
{
    if (auto refused = checkChoices(filter, values))
        return refused;
    const std::string column(filter.name);
    postgres::Array<std::string> exact, patterns;
    for (const std::string &value : values) {
        if (value.find('*') == std::string::npos)
            exact.emplace_back(value);
        else
            patterns.emplace_back(likePattern(value));
    }
    if (patterns.empty())
        query.require(column + " = ANY(" + query.bind(exact) + "::text[])");
    else
        query.require('(' + column + " = ANY(" + query.bind(exact) + "::text[]) OR " + column
                      + " LIKE ANY(" + query.bind(patterns) + "::text[]))");
    return std::nullopt;
}

Refusal requireUuid(Query &query, const std::string &column, const std::vector<std::string> &values)
{
    postgres::Array<Uuid> ids;
    for (const std::string &value : values) {
        const auto id = Uuid::parse(value);
        if (!id)
            return badParameter(column, "is not a UUID.");
        ids.emplace_back(*id);
    }
    query.require(column + " = ANY(" + query.bind(ids) + "::uuid[])");
    return std::nullopt;
}

Refusal requireInteger(Query &query, const std::string &column,
                       const std::vector<std::string> &values)
{
    postgres::Array<std::int64_t> numbers;
    for (const std::string &value : values) {
        const auto number = parseInteger(value);
        if (!number)
            return badParameter(column, "is not a whole number.");
        numbers.emplace_back(*number);
    }
    query.require(column + " = ANY(" + query.bind(numbers) + "::bigint[])");
    return std::nullopt;
}

Refusal requireBoolean(Query &query, const std::string &column,
                       const std::vector<std::string> &values)
{
    if (values.size() != 1 || (values[0] != "true" && values[0] != "false"))
        return badParameter(column, "must be true or false.");
    query.require(column + " = " + query.bind(values[0] == "true") + "::boolean");
    return std::nullopt;
}

Refusal requireEqual(Query &query, const FilterColumn &filter,
                     const std::vector<std::string> &values)
{
    const std::string column(filter.name);
    switch (filter.type) {
    case FilterType::Text:
        return requireText(query, filter, values);
    case FilterType::Uuid:
        return requireUuid(query, column, values);
    case FilterType::Integer:
        return requireInteger(query, column, values);
    case FilterType::Boolean:
        return requireBoolean(query, column, values);
    case FilterType::Time:
        break;
    }
    return badParameter(column, "is a time: use it with _from and _to.");
}

Refusal requireBound(Query &query, const FilterColumn &filter, std::string_view comparison,
                     const std::string &name, const std::vector<std::string> &values)
{
    if (values.size() != 1)
        return badParameter(name, "is given more than once.");
    const std::string condition = std::string(filter.name) + std::string(comparison);
    if (filter.type == FilterType::Integer) {
        const auto number = parseInteger(values[0]);
        if (!number)
            return badParameter(name, "is not a whole number.");
        query.require(condition + query.bind(*number) + "::bigint");
        return std::nullopt;
    }
    const auto time = parseTime(values[0]);
    if (!time)
        return badParameter(name, "is not a time like 2026-11-17T14:32:07Z.");
    query.require(condition + query.bind(*time) + "::timestamptz");
    return std::nullopt;
}

bool hasBounds(const FilterColumn &filter)
{
    return filter.type == FilterType::Time || filter.type == FilterType::Integer;
}

Refusal requireFilter(Query &query, std::span<const FilterColumn> filters, const std::string &name,
                      const std::vector<std::string> &values)
{
    for (const FilterColumn &filter : filters) {
        if (name == filter.name)
            return requireEqual(query, filter, values);
        if (!hasBounds(filter))
            continue;
        if (name == std::string(filter.name) + "_from")
            return requireBound(query, filter, " >= ", name, values);
        if (name == std::string(filter.name) + "_to")
            return requireBound(query, filter, " <= ", name, values);
    }
    return http::problem(400, "parameter_unknown", "This list has no parameter '" + name + "'.");
}

/// The second comparison is implied by the first, but only it prunes partitions.
Refusal requireAfterCursor(Query &query, const ListSpec &spec, const Cursor &cursor)
{
    postgres::Value id;
    if (spec.idType == FilterType::Integer) {
        if (const auto number = parseInteger(cursor.id))
            id = *number;
    } else if (const auto uuid = Uuid::parse(cursor.id)) {
        id = *uuid;
    }
    if (std::holds_alternative<std::monostate>(id))
        return badParameter("cursor", "cannot be used.");
    const std::string sort(spec.sortColumn);
    const std::string bound = query.bind(cursor.sort) + "::timestamptz";
    const char *idCast = spec.idType == FilterType::Integer ? "::bigint)" : "::uuid)";
    query.require('(' + sort + ", " + std::string(spec.idColumn) + ") < (" + bound + ", "
                  + query.bind(std::move(id)) + idCast);
    query.require(sort + " <= " + bound);
    return std::nullopt;
}

std::string pageSql(const ListSpec &spec, const Query &query, std::int64_t limit)
{
    const std::string sort(spec.sortColumn);
    const std::string id(spec.idColumn);
    const std::string order = " ORDER BY " + sort + " DESC, " + id + " DESC";
    return "SELECT to_jsonb(page)::text, page." + sort + ", page." + id
        + "::text FROM (SELECT * FROM " + std::string(spec.view) + query.where() + order + " LIMIT "
        + std::to_string(limit + 1) + ") page" + order;
}

Result<privacy::Masker> maskerFor(postgres::Session &session, const ListSpec &spec)
{
    return spec.isPersonal ? privacy::readMasker(session) : privacy::Masker();
}

std::string pageJson(const postgres::Rows &rows, std::int64_t limit, const privacy::Masker &masker)
{
    const int count = std::min(rows.size(), static_cast<int>(limit));
    std::string json = R"({"items":[)";
    for (int row = 0; row < count; ++row) {
        if (row > 0)
            json += ',';
        json += privacy::maskedRow(masker, rows.get<std::string>(row, 0));
    }
    json += R"(],"next":)";
    if (rows.size() > count)
        json += '"'
            + encodeCursor({rows.get<Timestamp>(count - 1, 1), rows.get<std::string>(count - 1, 2)})
            + '"';
    else
        json += "null";
    return json + '}';
}

Refusal buildQuery(const Call &call, const ListSpec &spec, Query &query, Page &page)
{
    Items items;
    if (auto refused = collectItems(call, items))
        return refused;
    if (auto refused = takePage(items, page))
        return refused;
    for (const auto &[name, values] : items) {
        if (auto refused = requireFilter(query, spec.filters, name, values))
            return refused;
    }
    requireScope(query, call.actor, spec.scope);
    if (page.from)
        return requireAfterCursor(query, spec, *page.from);
    return std::nullopt;
}

} // namespace

Result<http::Response> listRows(const Call &call, postgres::Session &session, const ListSpec &spec)
{
    Query query;
    Page page;
    if (auto refused = buildQuery(call, spec, query, page))
        return *refused;
    const auto rows = session.execute(pageSql(spec, query, page.limit), query.parameters());
    const auto masker = rows ? maskerFor(session, spec) : failure(rows.error());
    if (!masker)
        return failure(masker.error());
    return http::jsonResponse(200, pageJson(*rows, page.limit, *masker));
}

Result<std::optional<std::string>> findRow(const Call &call, postgres::Session &session,
                                           const ListSpec &spec, const Uuid &id, Shown shown)
{
    Query query;
    const std::string bound = query.bind(id) + "::uuid";
    query.require(std::string(spec.idColumn) + " = " + bound);
    if (spec.sortColumn == "received_at")
        query.require("received_at = console.uuid_time(" + bound + ')');
    requireScope(query, call.actor, spec.scope);
    const auto rows = session.execute("SELECT to_jsonb(found)::text FROM (SELECT * FROM "
                                          + std::string(spec.view) + query.where() + ") found",
                                      query.parameters());
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<std::string>();
    if (shown == Shown::Clear)
        return rows->find<std::string>(0, 0);
    return maskerFor(session, spec).map([&](const privacy::Masker &masker) {
        return std::optional(privacy::maskedRow(masker, rows->get<std::string>(0, 0)));
    });
}

} // namespace gatehouse::gateway::admin
