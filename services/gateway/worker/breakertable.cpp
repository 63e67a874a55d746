#include "services/gateway/worker/breakertable.h"

namespace gatehouse::gateway {

using postgres::Array;
using postgres::Statement;

namespace {

// One statement reads and writes, so that no reset gets lost between the two.
constexpr std::string_view keepOpen = R"(
UPDATE gatehouse.circuit_breaker b
   SET probe_at = now() + make_interval(secs => u.wait_ms / 1000.0), seen_at = now()
  FROM unnest($2::text[], $3::bigint[]) AS u(host, wait_ms)
 WHERE b.host = u.host AND b.worker = $1
RETURNING b.host)";

// Rows of workers that are gone go, too, some time later.
constexpr std::string_view deleteClosed = R"(
DELETE FROM gatehouse.circuit_breaker
 WHERE worker = $1 AND host <> ALL($2::text[]) OR seen_at < now() - interval '1 hour')";

constexpr std::string_view addOpen = R"(
INSERT INTO gatehouse.circuit_breaker (host, worker, probe_at)
SELECT u.host, $1, now() + make_interval(secs => u.wait_ms / 1000.0)
  FROM unnest($2::text[], $3::bigint[]) AS u(host, wait_ms)
    ON CONFLICT DO NOTHING)";

/// The parameters behind the worker's name.
struct Columns
{
    Array<std::string> hosts;
    Array<std::int64_t> waits;
    void add(const CircuitBreaker::OpenHost &host)
    {
        hosts.emplace_back(host.name);
        waits.emplace_back(host.untilProbe.count());
    }
};

} // namespace

BreakerTable::BreakerTable(std::string worker)
    : m_worker(std::move(worker))
{
}

Result<std::set<std::string>> BreakerTable::keep(
    postgres::Session &session, const std::vector<CircuitBreaker::OpenHost> &open) const
{
    Columns columns;
    for (const CircuitBreaker::OpenHost &host : open)
        columns.add(host);
    const auto rows = session.execute(keepOpen, {m_worker, columns.hosts, columns.waits});
    if (!rows)
        return failure(rows.error());
    std::set<std::string> kept;
    for (int row = 0; row < rows->size(); ++row)
        kept.insert(rows->get<std::string>(row, 0));
    return kept;
}

Result<std::vector<std::string>> BreakerTable::exchange(
    postgres::Session &session, const std::vector<CircuitBreaker::OpenHost> &open)
{
    std::vector<std::string> reset;
    if (open.empty() && m_written.empty())
        return reset;
    auto kept = keep(session, open);
    if (!kept)
        return failure(kept.error());
    Columns added;
    for (const CircuitBreaker::OpenHost &host : open) {
        if (kept->contains(host.name))
            continue;
        if (m_written.contains(host.name))
            reset.push_back(host.name);
        else
            added.add(host);
    }
    for (const auto &host : added.hosts)
        kept->insert(*host);
    const Array<std::string> stay(kept->begin(), kept->end());
    const auto written = session.executeTransaction(
        {Statement{std::string(deleteClosed), {m_worker, stay}},
         Statement{std::string(addOpen), {m_worker, added.hosts, added.waits}}});
    if (!written)
        return failure(written.error());
    m_written = std::move(*kept);
    return reset;
}

void BreakerTable::clear(postgres::Session &session)
{
    if (!m_written.empty())
        (void)session.execute("DELETE FROM gatehouse.circuit_breaker WHERE worker = $1",
                              {m_worker});
    m_written.clear();
}

} // namespace gatehouse::gateway
