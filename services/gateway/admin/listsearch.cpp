#include "services/gateway/admin/listsearch.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace gatehouse::gateway::admin {

namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds sliceTime{150};
constexpr std::int64_t firstRows = 2'000;
constexpr std::int64_t fewestRows = 500;
constexpr std::int64_t mostRows = 4'000'000;

milliseconds since(SteadyClock::time_point start)
{
    return std::chrono::duration_cast<milliseconds>(SteadyClock::now() - start);
}

/// One page, read in slices.
class ListSearch
{
public:
    ListSearch(postgres::Session &session, const ListSpec &spec, const SearchedRows &rows,
               const Page &page, const privacy::Masker &masker)
        : m_session(session)
        , m_spec(spec)
        , m_rows(rows)
        , m_rest(page)
        , m_limit(page.limit)
        , m_masker(masker)
    {
    }

    Result<FoundPage> run()
    {
        const SteadyClock::time_point start = SteadyClock::now();
        if (const Result<> known = findEnds(); !known)
            return failure(known.error());
        while (m_hasRows && !m_isDone) {
            const SteadyClock::time_point sliceStart = SteadyClock::now();
            if (const Result<> done = readSlice(); !done)
                return failure(done.error());
            adjustPace(since(sliceStart));
            const milliseconds time = m_found.rows.empty() ? m_rows.time : m_rows.time / 4;
            if (!m_isDone && since(start) >= time) {
                m_found.reached = Reach{*m_rest.from, share()};
                break;
            }
        }
        return std::move(m_found);
    }

private:
    /// The moments of the newest and the oldest row.
    Result<> findEnds()
    {
        const auto end = [this](const char *way) {
            return "(SELECT " + m_rest.sort + " FROM " + std::string(m_spec.view)
                + m_rows.range.where() + " ORDER BY " + m_rest.sort + way + ", "
                + std::string(m_spec.idColumn) + way + " LIMIT 1)";
        };
        const auto rows = m_session.execute("SELECT " + end(" DESC") + ", " + end(" ASC"),
                                            m_rows.range.parameters());
        if (!rows)
            return failure(rows.error());
        m_hasRows = rows->find<Timestamp>(0, 0).has_value();
        if (m_hasRows)
            m_whole = {rows->get<Timestamp>(0, 1), rows->get<Timestamp>(0, 0)};
        return {};
    }

    /// In its last row's moment; nothing: at the list's end.
    Result<std::optional<Timestamp>> sliceEnd()
    {
        Query query = m_rows.range;
        Page onwards = m_rest;
        onwards.until.reset();
        requirePlace(query, m_spec, onwards);
        const auto rows =
            m_session.execute("SELECT " + m_rest.sort + " FROM " + std::string(m_spec.view)
                                  + query.where() + readingOrder(m_spec, m_rest) + " OFFSET "
                                  + std::to_string(m_paceRows - 1) + " LIMIT 1",
                              query.parameters());
        if (!rows)
            return failure(rows.error());
        if (rows->isEmpty())
            return std::optional<Timestamp>();
        return std::optional(told(rows->get<Timestamp>(0, 0)));
    }

    /// As far as the actor may be told: the whole minute further on.
    Timestamp told(Timestamp end) const
    {
        if (!m_rows.isLimited)
            return end;
        using std::chrono::minutes;
        return m_rest.isNewer ? Timestamp(std::chrono::ceil<minutes>(end))
                              : Timestamp(std::chrono::floor<minutes>(end));
    }

    Result<> readSlice()
    {
        const auto end = sliceEnd();
        if (!end)
            return failure(end.error());
        Query query = m_rows.wanted;
        m_rest.limit = m_limit - std::int64_t(m_found.rows.size());
        requirePlace(query, m_spec, m_rest);
        if (*end)
            query.require(m_rest.sort + (m_rest.isNewer ? " <= " : " >= ") + query.bind(**end)
                          + "::timestamptz");
        auto slice = readPage(m_session, m_spec, query, m_rest, m_masker);
        if (!slice)
            return failure(slice.error());
        take(std::move(*slice), *end);
        return {};
    }

    void take(FoundPage slice, const std::optional<Timestamp> &end)
    {
        auto &rows = m_found.rows;
        rows.insert(m_rest.isNewer ? rows.begin() : rows.end(),
                    std::make_move_iterator(slice.rows.begin()),
                    std::make_move_iterator(slice.rows.end()));
        m_found.isFollowed = slice.isFollowed;
        const bool isFarEnough = !slice.isFollowed && m_rest.until && (!end || isBeyond(*end));
        m_isDone = slice.isFollowed || !end || isFarEnough;
        if (isFarEnough)
            m_found.reached = Reach{*m_rest.until, 1};
        if (!end)
            return;
        m_rest.from = Cursor{*end, lastIdAt()};
        m_rest.isInclusive = false;
    }

    bool isBeyond(Timestamp end) const
    {
        return m_rest.isNewer ? end >= m_rest.until->sort : end <= m_rest.until->sort;
    }

    /// The last that a row of the slice's last moment can have.
    std::string lastIdAt() const
    {
        if (m_spec.idType == FilterType::Integer)
            return m_rest.isNewer ? std::to_string(std::numeric_limits<std::int64_t>::max()) : "0";
        Uuid id;
        if (m_rest.isNewer)
            id.bytes.fill(0xff);
        return id.toString();
    }

    void adjustPace(milliseconds took)
    {
        const double wanted =
            double(sliceTime.count()) / double(std::max<std::int64_t>(took.count(), 1));
        m_paceRows = std::clamp(std::int64_t(double(m_paceRows) * std::clamp(wanted, 0.25, 4.0)),
                                fewestRows, mostRows);
    }

    /// Of the time from one end of the list to the other, in thousandths.
    double share() const
    {
        using Seconds = std::chrono::duration<double>;
        const Seconds whole = m_whole.length();
        const Seconds looked =
            m_rest.isNewer ? m_rest.from->sort - m_whole.from : m_whole.until - m_rest.from->sort;
        return whole.count() > 0 ? std::round(std::clamp(looked / whole, 0.0, 1.0) * 1000) / 1000
                                 : 1;
    }

    postgres::Session &m_session;
    const ListSpec &m_spec;
    const SearchedRows &m_rows;
    Page m_rest; ///< what is still to be read
    const std::int64_t m_limit;
    const privacy::Masker &m_masker;
    std::int64_t m_paceRows = firstRows;
    TimeRange m_whole;
    bool m_hasRows = false;
    FoundPage m_found;
    bool m_isDone = false;
};

} // namespace

Result<FoundPage> searchPage(postgres::Session &session, const ListSpec &spec,
                             const SearchedRows &rows, const Page &page,
                             const privacy::Masker &masker)
{
    return ListSearch(session, spec, rows, page, masker).run();
}

} // namespace gatehouse::gateway::admin
