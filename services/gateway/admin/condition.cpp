#include "services/gateway/admin/condition.h"

#include "services/core/documentpath.h"
#include "services/gateway/admin/parameters.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <variant>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t mostValues = 500;
constexpr std::size_t longestQuoted = 60;

/// Why a request cannot be answered; nothing when it can.
using Refusal = std::optional<http::Response>;

enum class Operator { Is, Contains, AtLeast, AtMost };

struct OperatorName
{
    std::string_view name;
    Operator value;
};

constexpr std::array operatorNames{
    OperatorName{"is", Operator::Is},
    OperatorName{"contains", Operator::Contains},
    OperatorName{"at_least", Operator::AtLeast},
    OperatorName{"at_most", Operator::AtMost},
};

struct Condition
{
    const FilterColumn *column = nullptr;
    Operator comparison = Operator::Is;
    std::vector<std::string> values; ///< an empty one is "no value"
    bool isNegated = false;
};

http::Response badFilter(std::string_view why)
{
    return badParameter("filter", why);
}

http::Response badValue(const FilterColumn &column, std::string_view why)
{
    return badFilter("has a value for '" + std::string(column.name) + "' that " + std::string(why));
}

/// No value is a value of a row, not of rows elsewhere.
bool takesEmpty(const FilterColumn &column)
{
    return column.link.view.empty();
}

bool takes(FilterType type, Operator comparison)
{
    switch (comparison) {
    case Operator::Is:
        return type != FilterType::Time;
    case Operator::Contains:
        return type == FilterType::Text;
    case Operator::AtLeast:
    case Operator::AtMost:
        return type == FilterType::Integer || type == FilterType::Time;
    }
    return false;
}

Refusal readComparison(const boost::json::object &object, Condition &condition)
{
    const auto *name = object.if_contains("operator");
    const auto named =
        std::find_if(operatorNames.begin(), operatorNames.end(), [&](const OperatorName &known) {
            return name && name->is_string() && std::string_view(name->get_string()) == known.name;
        });
    if (named == operatorNames.end())
        return badFilter("needs an operator: is, contains, at_least or at_most.");
    condition.comparison = named->value;
    if (!takes(condition.column->type, condition.comparison))
        return badFilter("compares '" + std::string(condition.column->name)
                         + "' in a way that it has not.");
    return std::nullopt;
}

Refusal readValues(const boost::json::object &object, Condition &condition)
{
    const auto *values = object.if_contains("values");
    if (!values || !values->is_array() || values->get_array().empty()
        || values->get_array().size() > mostValues)
        return badFilter("needs one to 500 values.");
    for (const auto &value : values->get_array()) {
        if (!value.is_string() || !isPlainText(std::string_view(value.get_string())))
            return badFilter("has a value that is no text.");
        condition.values.emplace_back(value.get_string());
    }
    const bool isBound = condition.comparison >= Operator::AtLeast;
    const bool isAnyEmpty =
        std::find(condition.values.begin(), condition.values.end(), "") != condition.values.end();
    if (isBound && condition.values.size() != 1)
        return badFilter("has more than one value for a bound.");
    if (isAnyEmpty && condition.comparison != Operator::Is)
        return badFilter("has an empty value, which only the operator 'is' takes.");
    return std::nullopt;
}

Refusal readNegated(const boost::json::object &object, Condition &condition)
{
    const auto *negated = object.if_contains("negated");
    if (negated && !negated->is_bool())
        return badFilter("has a 'negated' that is neither true nor false.");
    condition.isNegated = negated && negated->get_bool();
    return std::nullopt;
}

Refusal readCondition(const boost::json::object &object, const ListSpec &spec, Condition &condition)
{
    for (const auto &member : object) {
        const std::string_view key = member.key();
        if (key != "field" && key != "operator" && key != "values" && key != "negated")
            return badFilter("has a member '" + std::string(key.substr(0, longestQuoted))
                             + "'. It takes field, operator, values and negated.");
    }
    const auto *field = object.if_contains("field");
    if (!field || !field->is_string())
        return badFilter("needs a field.");
    const std::string_view name = field->get_string();
    condition.column = findColumn(spec, name);
    if (!condition.column)
        return badFilter("names a field that this list has not: '"
                         + std::string(name.substr(0, longestQuoted)) + "'.");
    if (auto refused = readComparison(object, condition))
        return refused;
    if (auto refused = readValues(object, condition))
        return refused;
    return readNegated(object, condition);
}

/// What one condition becomes: alternatives, joined by OR.
class ConditionSql
{
public:
    ConditionSql(Query &query, const ListSpec &spec, Condition condition)
        : m_query(query)
        , m_spec(spec)
        , m_condition(std::move(condition))
        , m_link(m_condition.column->link)
        , m_column(m_link.view.empty() ? std::string(m_condition.column->name)
                                       : "linked." + std::string(m_link.column))
    {
    }

    Refusal require()
    {
        addAlternatives();
        if (m_refusal)
            return m_refusal;
        // NULL makes a comparison neither true nor false; "is not acme" is meant to have these
        // rows.
        m_query.require(linked('(' + m_alternatives + ')')
                            + (m_condition.isNegated ? " IS NOT TRUE" : ""),
                        m_condition.column->name);
        return std::nullopt;
    }

private:
    void add(const std::string &alternative)
    {
        m_alternatives += (m_alternatives.empty() ? "" : " OR ") + alternative;
    }

    /// Of a row of the other view, when the column is one of that.
    std::string linked(const std::string &condition) const
    {
        if (m_link.view.empty())
            return condition;
        const auto same = [this](std::string_view column, std::string_view listed) {
            return "linked." + std::string(column) + " = " + std::string(m_spec.view) + '.'
                + std::string(listed) + " AND ";
        };
        return "EXISTS (SELECT FROM " + std::string(m_link.view) + " AS linked WHERE "
            + same(m_link.idColumn, m_spec.idColumn)
            + (m_link.sharesSort ? same(m_spec.sortColumn, m_spec.sortColumn) : "") + condition
            + ')';
    }

    void refuseValue(std::string_view why) { m_refusal = badValue(*m_condition.column, why); }

    void addAlternatives()
    {
        switch (m_condition.comparison) {
        case Operator::Is:
            addEqual();
            break;
        case Operator::Contains:
            addContains();
            break;
        case Operator::AtLeast:
            addBound(" >= ");
            break;
        case Operator::AtMost:
            addBound(" <= ");
            break;
        }
    }

    void addEqual()
    {
        const bool isText = m_condition.column->type == FilterType::Text;
        const auto empty = std::remove(m_condition.values.begin(), m_condition.values.end(), "");
        if (empty != m_condition.values.end() && !takesEmpty(*m_condition.column))
            return refuseValue("is empty.");
        if (empty != m_condition.values.end())
            add(m_column + " IS NULL" + (isText ? " OR " + m_column + " = ''" : ""));
        m_condition.values.erase(empty, m_condition.values.end());
        if (m_condition.values.empty())
            return;
        if (isText)
            addEqualTexts();
        else if (m_condition.column->type == FilterType::Uuid)
            addEqualIds();
        else if (m_condition.column->type == FilterType::Integer)
            addEqualNumbers();
        else if (m_condition.column->type == FilterType::Path)
            addPaths();
        else if (m_condition.column->type == FilterType::Header)
            addHeaders();
        else
            addEqualBooleans();
    }

    void addEqualTexts()
    {
        m_refusal = checkChoices(*m_condition.column, m_condition.values);
        add(textIsAny(m_query, m_column, m_condition.values));
    }

    void addContains()
    {
        postgres::Array<std::string> patterns;
        for (const std::string &value : m_condition.values)
            patterns.emplace_back('%' + likeLiteral(value) + '%');
        add(m_column + " ILIKE ANY(" + m_query.bind(patterns) + "::text[])");
    }

    /// The times are spelled out, because an array that is computed as a whole prunes no
    /// partitions.
    void addEqualIds()
    {
        postgres::Array<Uuid> ids;
        std::string times;
        const bool hasTimes = m_spec.sortIsTimeOfId && m_column == m_spec.idColumn;
        for (const std::string &value : m_condition.values) {
            const auto id = Uuid::parse(value);
            if (!id)
                return refuseValue("is not a UUID.");
            ids.emplace_back(*id);
            if (hasTimes)
                times += (times.empty() ? "console.uuid_time(" : ", console.uuid_time(")
                    + m_query.bind(*id) + "::uuid)";
        }
        add(m_column + " = ANY(" + m_query.bind(ids) + "::uuid[])"
            + (hasTimes ? " AND " + std::string(m_spec.sortColumn) + " = ANY(ARRAY[" + times + "])"
                        : ""));
    }

    /// Its placeholder; empty when it is none.
    std::string number(const std::string &value)
    {
        const auto typed = parseDecimal(value);
        if (!typed)
            refuseValue("is not a number.");
        else if (const auto *whole = std::get_if<std::int64_t>(&*typed))
            return m_query.bind(*whole) + "::bigint";
        else
            return m_query.bind(std::get<double>(*typed)) + "::double precision";
        return {};
    }

    void addEqualNumbers()
    {
        for (const std::string &value : m_condition.values)
            add(m_column + " = " + number(value));
    }

    void addEqualBooleans()
    {
        for (const std::string &value : m_condition.values) {
            if (value != "true" && value != "false")
                return refuseValue("is neither true nor false.");
            add(m_column + " = " + m_query.bind(value == "true") + "::boolean");
        }
    }

    void addPaths()
    {
        for (const std::string &value : m_condition.values) {
            const auto wanted = parsePathValue(value);
            const auto steps = wanted ? stepsOf(wanted->path) : std::nullopt;
            if (!steps)
                return refuseValue("is not a path, = and a value.");
            add(containsSql(m_column, *steps, wanted->value, [this](const std::string &document) {
                return m_query.bind(document);
            }));
        }
    }

    void addHeaders()
    {
        for (const std::string &value : m_condition.values) {
            const auto header = parsePathValue(value);
            if (!header)
                return refuseValue("is not a name, = and a value.");
            add("EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof(" + m_column
                + ") WHEN 'array' THEN " + m_column
                + " END) AS header WHERE lower(header->>0) = lower(" + m_query.bind(header->path)
                + "::text) AND header->>1 = " + m_query.bind(header->value) + "::text)");
        }
    }

    void addBound(const std::string &comparison)
    {
        const std::string &value = m_condition.values.front();
        const bool isTime = m_condition.column->type == FilterType::Time;
        add(m_column + comparison + (isTime ? moment(value) : number(value)));
    }

    std::string moment(const std::string &value)
    {
        if (const auto span = parseSpan(value))
            return "now() - " + m_query.bind(std::int64_t(span->count()))
                + "::bigint * interval '1 second'";
        if (const auto time = parseTime(value))
            return m_query.bind(*time) + "::timestamptz";
        refuseValue("is not a time like 2026-11-17T14:32:07Z or 24h.");
        return {};
    }

    Query &m_query;
    const ListSpec &m_spec;
    Condition m_condition;
    const Link m_link;
    const std::string m_column;
    std::string m_alternatives;
    Refusal m_refusal;
};

} // namespace

const FilterColumn *findColumn(const ListSpec &spec, std::string_view name)
{
    const auto found =
        std::find_if(spec.filters.begin(), spec.filters.end(),
                     [&](const FilterColumn &column) { return column.name == name; });
    return found == spec.filters.end() ? nullptr : &*found;
}

http::Response badParameter(std::string_view name, std::string_view why)
{
    return http::problem(400, "parameter_invalid",
                         "The parameter '" + std::string(name) + "' " + std::string(why));
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

std::string textIsAny(Query &query, const std::string &column,
                      const std::vector<std::string> &values)
{
    postgres::Array<std::string> exact, patterns;
    for (const std::string &value : values) {
        if (value.find('*') == std::string::npos)
            exact.emplace_back(value);
        else
            patterns.emplace_back(likePattern(value));
    }
    // One value is an index's one entry, where the rows stand in the list's order.
    std::string equal = patterns.empty() && exact.size() == 1
        ? column + " = " + query.bind(*exact[0]) + "::text"
        : column + " = ANY(" + query.bind(exact) + "::text[])";
    if (patterns.empty())
        return equal;
    return '(' + equal + " OR " + column + " LIKE ANY(" + query.bind(patterns) + "::text[]))";
}

namespace {

/// Where the rules of masking find it; [] is the first of a list.
std::string maskedPath(FilterType type, const PathValue &wanted)
{
    if (type == FilterType::Header)
        return "/headers/" + wanted.path;
    std::string pointer = "/canonical";
    for (std::string step : stepsOf(wanted.path).value_or(std::vector<std::string>())) {
        const bool isList = step.ends_with("[]");
        pointer += '/' + (isList ? step.substr(0, step.size() - 2) + "/0" : step);
    }
    return pointer;
}

bool isMasked(const privacy::Masker &hidden, FilterType type, const std::string &value)
{
    const auto wanted = parsePathValue(value);
    if (!wanted)
        return false;
    const std::string path = maskedPath(type, *wanted);
    return hidden.hides(path) || hidden.hidesValue(wanted->value)
        || hidden.value({}, path, wanted->value) != wanted->value;
}

} // namespace

Refusal guessRefusal(const privacy::Masker &hidden, const FilterColumn &column,
                     const std::vector<std::string> &values, bool isContains)
{
    if (column.type == FilterType::Path || column.type == FilterType::Header) {
        const bool isAnyMasked =
            std::any_of(values.begin(), values.end(), [&](const std::string &value) {
                return isMasked(hidden, column.type, value);
            });
        if (!isAnyMasked)
            return std::nullopt;
        return badParameter(column.name,
                            "asks for what is masked for you. Ask somebody who may reveal it.");
    }
    const bool isGuess =
        isContains || std::any_of(values.begin(), values.end(), [](const std::string &value) {
            return value.find('*') != std::string::npos;
        });
    if (column.type != FilterType::Text || !isGuess
        || !hidden.hides("/event/" + std::string(column.name)))
        return std::nullopt;
    return badParameter(column.name,
                        "is masked for you, so it cannot be searched by parts of it. Give the "
                        "whole value, or ask somebody who may reveal it.");
}

Refusal requireCondition(Query &query, const ListSpec &spec, const std::string &json,
                         const privacy::Masker &hidden)
{
    boost::json::error_code error;
    const boost::json::value value = boost::json::parse(json, error);
    if (error || !value.is_object())
        return badFilter("is no JSON object.");
    Condition condition;
    if (auto refused = readCondition(value.get_object(), spec, condition))
        return refused;
    if (auto refused = guessRefusal(hidden, *condition.column, condition.values,
                                    condition.comparison == Operator::Contains))
        return refused;
    return ConditionSql(query, spec, std::move(condition)).require();
}

} // namespace gatehouse::gateway::admin
