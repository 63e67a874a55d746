#include "models/collection/rowsearch.h"

#include "models/collection/rowid.h"
#include "models/collection/sqlquery.h"

#include <algorithm>
#include <utility>

namespace gatehouse::collection {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr milliseconds sliceTime{150};
constexpr std::int64_t fewestRows = 500;
constexpr std::int64_t mostRows = 4'000'000;

milliseconds since(Clock::time_point start)
{
    return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

struct Ends
{
    RowKey newest;
    RowKey oldest;
};

RowKey keyIn(const postgres::Rows &rows, int column, const Descriptor &descriptor)
{
    const bool isNumber = descriptor.idType == IdType::Number;
    return {rows.get<Timestamp>(0, column),
            isNumber ? idOfNumber(rows.get<std::int64_t>(0, column + 1))
                     : rows.get<Uuid>(0, column + 1)};
}

/// One page, read in slices.
class Search
{
public:
    using Read = std::function<Result<std::vector<Row>>(const postgres::Statement &)>;

    Search(postgres::Session &session, const Descriptor &descriptor, const PageRequest &request,
           SearchPace &pace, milliseconds budget, const Read &read)
        : m_session(session)
        , m_descriptor(descriptor)
        , m_rest(request)
        , m_limit(request.limit)
        , m_pace(pace)
        , m_budget(budget)
        , m_read(read)
    {
    }

    Result<Page> run()
    {
        const Clock::time_point start = Clock::now();
        m_pace.begin(m_rest.filter);
        if (const Result<> known = findEnds(); !known)
            return failure(known.error());
        while (m_ends && !m_isDone) {
            const Clock::time_point sliceStart = Clock::now();
            const std::optional<RowKey> from = m_rest.from;
            if (const Result<> done = readSlice(); !done)
                return failure(done.error());
            if (m_isDone)
                break; // of so many rows, or less: that says nothing
            m_pace.took(since(sliceStart), m_sliceRows, stretchFrom(from));
            if (since(start) >= (m_page.rows.empty() ? m_budget : m_budget / 4)) {
                m_page.reached = Reach{*m_rest.from, share()};
                break;
            }
        }
        m_page.isLast = m_page.isLast || !m_ends;
        if (!isOlder())
            std::reverse(m_page.rows.begin(), m_page.rows.end());
        return std::move(m_page);
    }

private:
    bool isOlder() const { return m_rest.direction == PageRequest::Direction::Older; }

    Result<> findEnds()
    {
        const postgres::Statement statement = endsStatement(m_descriptor, m_rest.filter);
        const auto rows = m_session.execute(statement.sql, statement.parameters);
        if (!rows)
            return failure(rows.error());
        if (rows->isEmpty())
            return {};
        m_ends = Ends{keyIn(*rows, 0, m_descriptor), keyIn(*rows, 2, m_descriptor)};
        return {};
    }

    std::chrono::microseconds stretchFrom(const std::optional<RowKey> &from) const
    {
        const RowKey &first = isOlder() ? m_ends->newest : m_ends->oldest;
        return abs((from ? *from : first).sort - m_rest.from->sort);
    }

    /// Where the slice ends; nothing: at the list's end.
    Result<std::optional<Timestamp>> sliceEnd()
    {
        const Result<std::optional<Timestamp>> likely = likelyEnd();
        return !likely || *likely ? likely : countedEnd();
    }

    /// By how dense the list was until now, if the planner does not think that it gets much
    /// denser: to count the rows would take a fifth as long as to look at them. Nothing: it is to
    /// be counted.
    Result<std::optional<Timestamp>> likelyEnd()
    {
        const auto stretch = m_pace.stretch();
        if (!stretch || !m_rest.from)
            return std::nullopt;
        const Timestamp end = isOlder()
            ? std::max(m_rest.from->sort - *stretch, m_ends->oldest.sort)
            : std::min(m_rest.from->sort + *stretch, m_ends->newest.sort);
        if (isOlder() ? end >= m_rest.from->sort : end <= m_rest.from->sort)
            return std::nullopt;
        const auto statement = sliceEstimateStatement(m_descriptor, m_rest, end);
        const auto plan = m_session.execute(statement.sql, statement.parameters);
        if (!plan)
            return failure(plan.error());
        const auto planned = plannedRows(plan->get<postgres::Json>(0, 0).text);
        if (!planned || *planned > 2 * m_pace.rows())
            return std::nullopt;
        m_sliceRows = std::max<std::int64_t>(*planned, 1);
        return end;
    }

    Result<std::optional<Timestamp>> countedEnd()
    {
        m_sliceRows = m_pace.rows();
        const auto statement = sliceStatement(m_descriptor, m_rest, m_pace.rows());
        const auto rows = m_session.execute(statement.sql, statement.parameters);
        if (!rows)
            return failure(rows.error());
        return rows->isEmpty() ? std::optional<Timestamp>() : rows->get<Timestamp>(0, 0);
    }

    Result<> readSlice()
    {
        const Result<std::optional<Timestamp>> end = sliceEnd();
        if (!end)
            return failure(end.error());
        m_rest.limit = m_limit - int(m_page.rows.size());
        const Result<postgres::Statement> statement = pageStatement(m_descriptor, m_rest, *end);
        if (!statement)
            return failure(statement.error());
        Result<std::vector<Row>> rows = m_read(*statement);
        if (!rows)
            return failure(rows.error());
        take(std::move(*rows), *end);
        return {};
    }

    void take(std::vector<Row> rows, const std::optional<Timestamp> &end)
    {
        const bool isFull = int(rows.size()) > m_rest.limit;
        if (isFull)
            rows.resize(std::size_t(m_rest.limit));
        m_page.rows.insert(m_page.rows.end(), std::make_move_iterator(rows.begin()),
                           std::make_move_iterator(rows.end()));
        const bool isFarEnough = !isFull && m_rest.until && (!end || isBeyond(*end));
        m_isDone = isFull || !end || isFarEnough;
        m_page.isLast = !isFull && !end && !m_rest.until;
        if (isFarEnough)
            m_page.reached = Reach{*m_rest.until, 1};
        if (!end)
            return;
        m_rest.from = isOlder() ? oldestKeyAt(m_descriptor, *end) : newestKeyAt(m_descriptor, *end);
        m_rest.inclusive = false;
    }

    bool isBeyond(Timestamp end) const
    {
        return isOlder() ? end <= m_rest.until->sort : end >= m_rest.until->sort;
    }

    /// Of the time from one end of the list to the other.
    double share() const
    {
        const auto whole = std::chrono::duration<double>(m_ends->newest.sort - m_ends->oldest.sort);
        const auto looked =
            std::chrono::duration<double>(isOlder() ? m_ends->newest.sort - m_rest.from->sort
                                                    : m_rest.from->sort - m_ends->oldest.sort);
        return whole.count() > 0 ? std::clamp(looked / whole, 0.0, 1.0) : 1;
    }

    postgres::Session &m_session;
    const Descriptor &m_descriptor;
    PageRequest m_rest; ///< what is still to be read
    const int m_limit;
    SearchPace &m_pace;
    const milliseconds m_budget;
    const Read &m_read;
    std::optional<Ends> m_ends; ///< nothing: the list is empty
    Page m_page; ///< in the order of reading
    std::int64_t m_sliceRows = 0; ///< of the slice that is read; about
    bool m_isDone = false;
};

} // namespace

void SearchPace::begin(const Filter &filter)
{
    if (std::exchange(m_filter, filter) == filter)
        return;
    m_rows = firstRows;
    m_microsecondsPerRow.reset();
}

std::optional<microseconds> SearchPace::stretch() const
{
    if (!m_microsecondsPerRow || m_rows < m_fewestLikely)
        return std::nullopt;
    return microseconds(std::int64_t(double(m_rows) * *m_microsecondsPerRow));
}

void SearchPace::took(milliseconds time, std::int64_t rows, microseconds stretch)
{
    m_microsecondsPerRow = double(stretch.count()) / double(rows);
    const double wanted =
        double(sliceTime.count()) / double(std::max<std::int64_t>(time.count(), 1));
    m_rows = std::clamp(std::int64_t(double(rows) * std::clamp(wanted, 0.25, 4.0)), fewestRows,
                        mostRows);
}

Result<Page> searchPage(
    postgres::Session &session, const Descriptor &descriptor, const PageRequest &request,
    SearchPace &pace, milliseconds budget,
    const std::function<Result<std::vector<Row>>(const postgres::Statement &)> &read)
{
    return Search(session, descriptor, request, pace, budget, read).run();
}

} // namespace gatehouse::collection
