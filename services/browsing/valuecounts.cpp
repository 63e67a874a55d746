#include "services/browsing/valuecounts.h"

#include "services/browsing/shownvalues.h"
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

constexpr std::array fewValues = {"action"sv,     "actor"sv,        "agent"sv,
                                  "algorithm"sv,  "audience"sv,     "auth_type"sv,
                                  "env"sv,        "error_type"sv,   "provider"sv,
                                  "route"sv,      "service"sv,      "destination"sv,
                                  "event_type"sv, "issuer"sv,       "job_status"sv,
                                  "kind"sv,       "mode"sv,         "model"sv,
                                  "path"sv,       "queue"sv,        "response_status"sv,
                                  "role"sv,       "root_cause"sv,   "rule"sv,
                                  "severity"sv,   "source"sv,       "state"sv,
                                  "status"sv,     "subject_type"sv, "target_type"sv,
                                  "task_name"sv,  "tenant"sv,       "worker"sv};

/// A small table, or counts that are kept, in which all values of a column are.
struct Register
{
    std::string_view column;
    std::string_view name;
    std::string_view view;
    std::string_view value;
    std::string_view source; ///< of the view; NULL: anybody's, and so is its tenant
};
constexpr std::array registers{
    Register{"destination", "destinations", "console.destinations", "name", "NULL::text"},
    Register{"path", "routes", "console.routes", "path", "source"},
    Register{"source", "events", "console.event_sources", "source", "source"},
    Register{"tenant", "events", "console.event_sources", "tenant", "source"},
};

/// Nothing where the database has no such view.
Result<const Register *> registerOf(postgres::Session &session, const ValueWish &wish)
{
    const auto found = std::find_if(registers.begin(), registers.end(),
                                    [&](const Register &one) { return one.column == wish.column; });
    if (found == registers.end())
        return nullptr;
    return session.execute("SELECT to_regclass($1::text) IS NOT NULL", {std::string(found->view)})
        .map([&](const postgres::Rows &rows) { return rows.get<bool>(0, 0) ? &*found : nullptr; });
}

postgres::Value namesOrNull(const std::optional<std::vector<std::string>> &names)
{
    if (!names)
        return std::monostate();
    return postgres::Array<std::string>(names->begin(), names->end());
}

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

/// value, NULL: as many as could be shown beside those that were counted.
postgres::Statement knownValues(const ValueWish &wish, const Register &known, std::size_t counted)
{
    const std::string text = escaped(wish.text);
    const std::string value(known.value), source(known.source);
    return {"SELECT " + value + " AS value, NULL::bigint FROM " + std::string(known.view)
                + " AS known WHERE " + value + " <> '' AND " + value + " ILIKE $1::text"
                + " AND ($3::text[] IS NULL OR tenant IS NULL OR tenant = ANY($3::text[]))"
                  " AND ($4::text[] IS NULL OR "
                + source + " IS NULL OR " + source + " = ANY($4::text[])) GROUP BY 1 ORDER BY "
                + value + " ILIKE $2::text DESC, 1 LIMIT "
                + std::to_string(wish.limit + static_cast<int>(counted)),
            {'%' + text + '%', text + '%', namesOrNull(wish.tenants), namesOrNull(wish.sources)}};
}

ValueCounts countsOf(const privacy::ReadRows &read, const ValueWish &wish)
{
    const ShownValues shown(read.masker, wish.column);
    ValueCounts counts;
    for (int row = 0; row < read.rows.size(); ++row) {
        const auto value = read.rows.find<std::string>(row, 0);
        const auto rows = read.rows.find<std::int64_t>(row, 1);
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

Result<ValueCounts> withKnown(postgres::Session &session, const ValueWish &wish, ValueCounts counts)
{
    if (!counts.newest && !counts.since)
        return counts; // of all rows
    const auto known = registerOf(session, wish);
    if (!known)
        return failure(known.error());
    if (!*known)
        return counts;
    const auto others = counted(session, wish, knownValues(wish, **known, counts.values.size()));
    if (!others)
        return failure(others.error());
    counts.knownFrom = (*known)->name;
    for (const ValueCount &other : others->values) {
        const bool isCounted =
            std::any_of(counts.values.begin(), counts.values.end(),
                        [&](const ValueCount &value) { return value.value == other.value; });
        if (!isCounted && std::ssize(counts.values) < wish.limit)
            counts.values.push_back(other);
    }
    return counts;
}

Timestamp hoursBegin(const ValueWish &wish, Timestamp now)
{
    const Timestamp earliest = wish.until.value_or(now) - longestTold;
    return std::chrono::floor<std::chrono::hours>(std::max(wish.from.value_or(earliest), earliest));
}

Result<ValueCounts> fromHoursOrNewest(postgres::Session &session, const ValueWish &wish,
                                      Timestamp now)
{
    const Timestamp since = hoursBegin(wish, now);
    auto counts = counted(session, wish, ValueSql(wish).fromHours(since));
    if (!counts)
        return counts;
    if (counts->values.empty() && !wish.from && wish.text.empty())
        return fromNewest(session, wish);
    counts->since = since;
    return counts;
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
    return (fromHours ? fromHoursOrNewest(session, wish, now) : fromNewest(session, wish))
        .and_then([&](ValueCounts counts) { return withKnown(session, wish, std::move(counts)); });
}

} // namespace gatehouse::browsing
