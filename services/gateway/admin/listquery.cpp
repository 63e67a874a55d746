#include "services/gateway/admin/listquery.h"

#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/roles.h"
#include "services/privacy/policy.h"

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t mostValues = 100;

Refusal checkText(std::string_view text)
{
    if (isPlainText(text))
        return std::nullopt;
    return http::problem(400, "parameter_invalid",
                         text.find('\0') != std::string_view::npos
                             ? "The query string holds a NUL character (%00), which no text has."
                             : "The query string is not UTF-8.");
}

Refusal requireText(Query &query, const FilterColumn &filter,
                    const std::vector<std::string> &values)
{
    if (auto refused = checkChoices(filter, values))
        return refused;
    query.require(textIsAny(query, std::string(filter.name), values), filter.name);
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

Refusal requireBoolean(Query &query, const FilterColumn &filter,
                       const std::vector<std::string> &values)
{
    const std::string column(filter.name);
    if (values.size() != 1 || (values[0] != "true" && values[0] != "false"))
        return badParameter(column, "must be true or false.");
    query.require(column + " = " + query.bind(values[0] == "true") + "::boolean", filter.name);
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
        return requireBoolean(query, filter, values);
    case FilterType::Path:
    case FilterType::Header:
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
        query.require(condition + query.bind(*number) + "::bigint", filter.name);
        return std::nullopt;
    }
    const auto time = parseTime(values[0]);
    if (!time)
        return badParameter(name, "is not a time like 2026-11-17T14:32:07Z.");
    query.require(condition + query.bind(*time) + "::timestamptz", filter.name);
    return std::nullopt;
}

bool hasBounds(const FilterColumn &filter)
{
    return filter.type == FilterType::Time || filter.type == FilterType::Integer;
}

Refusal requireFilter(Query &query, std::span<const FilterColumn> filters, const std::string &name,
                      const std::vector<std::string> &values, const privacy::Masker &hidden)
{
    for (const FilterColumn &filter : filters) {
        if (name == filter.name && filter.link.view.empty()) {
            auto refused = guessRefusal(hidden, filter, values);
            return refused ? refused : requireEqual(query, filter, values);
        }
        if (!hasBounds(filter))
            continue;
        if (name == std::string(filter.name) + "_from")
            return requireBound(query, filter, " >= ", name, values);
        if (name == std::string(filter.name) + "_to")
            return requireBound(query, filter, " <= ", name, values);
    }
    return http::problem(400, "parameter_unknown", "This list has no parameter '" + name + "'.");
}

} // namespace

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

Refusal takeTime(Items &items, std::string_view name, std::optional<Timestamp> &time)
{
    return takeOne(items, name, [&](const std::string &text) {
        time = parseTime(text);
        return time.has_value();
    });
}

Refusal requireConditions(Query &query, const ListSpec &spec, Items &items,
                          const privacy::Masker &hidden)
{
    const auto filters = items.extract("filter");
    if (!filters.empty()) {
        for (const std::string &filter : filters.mapped()) {
            if (auto refused = requireCondition(query, spec, filter, hidden))
                return refused;
        }
    }
    for (const auto &[name, values] : items) {
        if (auto refused = requireFilter(query, spec.filters, name, values, hidden))
            return refused;
    }
    return std::nullopt;
}

Result<privacy::Masker> maskerFor(postgres::Session &session, const ListSpec &spec)
{
    return spec.isPersonal ? privacy::readMasker(session) : privacy::Masker();
}

privacy::Masker hiddenFrom(const Actor &actor, const privacy::Masker &masker)
{
    return capabilityRefusal(actor, "reveal") ? masker : privacy::Masker();
}

} // namespace gatehouse::gateway::admin
