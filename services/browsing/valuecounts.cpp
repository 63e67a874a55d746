#include "services/browsing/valuecounts.h"

#include "services/privacy/policy.h"

#include <algorithm>
#include <array>

namespace gatehouse::browsing {

namespace {

using namespace std::string_view_literals;

/// Among so many rows; with conditions fewer of them count, so more are looked at.
constexpr std::int64_t newestRows = 10'000;
constexpr std::int64_t newestRowsWithConditions = 50'000;
constexpr std::size_t longestText = 200;
constexpr std::chrono::days longestTold{31};

constexpr std::array fewValues = {
    "action"sv,      "actor"sv,      "algorithm"sv, "audience"sv,        "auth_type"sv,
    "destination"sv, "event_type"sv, "issuer"sv,    "job_status"sv,      "mode"sv,
    "model"sv,       "path"sv,       "queue"sv,     "response_status"sv, "role"sv,
    "root_cause"sv,  "source"sv,     "state"sv,     "status"sv,          "subject_type"sv,
    "target_type"sv, "task_name"sv,  "tenant"sv,    "worker"sv};

std::string escaped(std::string_view text)
{
    std::string pattern;
    for (const char c : text.substr(0, longestText)) {
        if (c == '%' || c == '_' || c == '\\')
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

/// Builds one statement, with the wish's parameters and some more.
class ValueSql
{
public:
    explicit ValueSql(const ValueWish &wish)
        : m_wish(wish)
        , m_parameters(wish.parameters)
    {
    }

    /// value, rows
    postgres::Statement fromHours(Timestamp since)
    {
        std::string times = "hour >= " + bind(since, "timestamptz");
        if (m_wish.until)
            times += " AND hour < " + bind(*m_wish.until, "timestamptz");
        const std::string grouped = "SELECT " + m_wish.column
            + " AS value, sum(events)::bigint AS rows FROM console.event_hours WHERE "
            + joined(times) + " GROUP BY 1";
        return finished("SELECT value, rows FROM (" + grouped + ") AS grouped" + chosen());
    }

    /// NULL with how many rows were looked at, then value, rows.
    postgres::Statement fromNewest(std::int64_t newest)
    {
        const std::string filter =
            m_wish.conditions.empty() ? "" : " FILTER (WHERE " + joined("true") + ')';
        const std::string rows = "SELECT * FROM " + m_wish.view + range() + " ORDER BY "
            + m_wish.sortColumn + " DESC, " + m_wish.idColumn + " DESC LIMIT "
            + std::to_string(newest);
        return finished("WITH grouped AS (SELECT " + m_wish.column + "::text AS value, count(*)"
                        + filter + " AS rows, count(*) AS looked FROM (" + rows
                        + ") AS newest GROUP BY 1) SELECT NULL AS value, coalesce(sum(looked), 0)"
                          "::bigint AS rows FROM grouped UNION ALL (SELECT value, rows FROM grouped"
                        + chosen() + ')');
    }

private:
    std::string joined(std::string first) const
    {
        for (const std::string &condition : m_wish.conditions)
            first += " AND " + condition;
        return first;
    }

    std::string range()
    {
        std::string sql;
        if (m_wish.from)
            sql = " WHERE " + m_wish.sortColumn + " >= " + bind(*m_wish.from, "timestamptz");
        if (m_wish.until)
            sql += (sql.empty() ? " WHERE " : " AND ") + m_wish.sortColumn + " < "
                + bind(*m_wish.until, "timestamptz");
        return sql;
    }

    std::string chosen()
    {
        const std::string text = escaped(m_wish.text);
        const std::string part = bind('%' + text + '%', "text");
        const std::string begin = bind(text + '%', "text");
        return " WHERE rows > 0 AND value <> '' AND value ILIKE " + part + " ORDER BY value ILIKE "
            + begin + " DESC, rows DESC, value LIMIT " + std::to_string(m_wish.limit);
    }

    std::string bind(postgres::Value value, const char *type)
    {
        m_parameters.push_back(std::move(value));
        return '$' + std::to_string(m_parameters.size()) + "::" + type;
    }
    postgres::Statement finished(std::string sql) { return {std::move(sql), m_parameters}; }

    const ValueWish &m_wish;
    postgres::Parameters m_parameters;
};

/// Tells nothing of what a rule masks, nor of what looks as if it were of a person.
class ShownValues
{
public:
    ShownValues(const privacy::Masker &masker, const std::string &column)
        : m_masker(masker)
        , m_path("/event/" + column)
        , m_isHidden(masker.hides(m_path))
    {
    }
    bool shows(const std::string &value) const
    {
        return !m_isHidden && !m_masker.hidesValue(value)
            && m_masker.value({}, m_path, value) == value;
    }

private:
    const privacy::Masker &m_masker;
    const std::string m_path;
    const bool m_isHidden;
};

ValueCounts countsOf(const privacy::ReadRows &read, const ValueWish &wish)
{
    const ShownValues shown(read.masker, wish.column);
    ValueCounts counts;
    for (int row = 0; row < read.rows.size(); ++row) {
        const auto value = read.rows.find<std::string>(row, 0);
        const auto rows = read.rows.get<std::int64_t>(row, 1);
        if (!value)
            counts.newest = rows;
        else if (shown.shows(*value))
            counts.values.push_back({*value, rows});
    }
    return counts;
}

Result<ValueCounts> counted(postgres::Session &session, const ValueWish &wish,
                            const postgres::Statement &statement)
{
    const auto counts = [&](const privacy::ReadRows &read) { return countsOf(read, wish); };
    if (wish.isPersonal)
        return privacy::executeWithPolicy(session, statement).map(counts);
    return session.execute(statement.sql, statement.parameters).map([&](postgres::Rows rows) {
        return counts({std::move(rows), {}});
    });
}

Result<ValueCounts> fromNewest(postgres::Session &session, const ValueWish &wish)
{
    const std::int64_t most = wish.conditions.empty() ? newestRows : newestRowsWithConditions;
    auto counts = counted(session, wish, ValueSql(wish).fromNewest(most));
    if (counts && counts->newest < most)
        counts->newest.reset();
    return counts;
}

Timestamp hoursBegin(const ValueWish &wish, Timestamp now)
{
    const Timestamp earliest = wish.until.value_or(now) - longestTold;
    return std::chrono::floor<std::chrono::hours>(std::max(wish.from.value_or(earliest), earliest));
}

} // namespace

bool hasFewValues(std::string_view column)
{
    return std::find(fewValues.begin(), fewValues.end(), column) != fewValues.end();
}

bool isToldByHours(std::string_view column, const std::vector<std::string_view> &conditions)
{
    const auto isKnown = [](std::string_view name) {
        return name == "status" || name == "source" || name == "tenant";
    };
    return isKnown(column) && std::all_of(conditions.begin(), conditions.end(), isKnown);
}

Result<ValueCounts> countValues(postgres::Session &session, const ValueWish &wish, bool fromHours,
                                Timestamp now)
{
    if (!fromHours)
        return fromNewest(session, wish);
    const Timestamp since = hoursBegin(wish, now);
    auto counts = counted(session, wish, ValueSql(wish).fromHours(since));
    if (!counts)
        return counts;
    if (counts->values.empty() && !wish.from && wish.text.empty())
        return fromNewest(session, wish);
    counts->since = since;
    return counts;
}

} // namespace gatehouse::browsing
