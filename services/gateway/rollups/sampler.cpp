#include "services/gateway/rollups/sampler.h"

#include "services/postgres/session.h"

namespace gatehouse::gateway {

namespace {

// Lateral, so that nothing is counted where somebody else did. AI jobs wait for no worker: they are
// due never.
constexpr std::string_view sample = R"(
WITH sample AS (
    INSERT INTO gatehouse.metric_sample (at) VALUES (date_bin('1 minute', $1, 'epoch')) ON CONFLICT DO NOTHING
 RETURNING at
)
INSERT INTO gatehouse.metric_gauge (at, gauge, source, tenant, value)
SELECT sample.at, standing.gauge, standing.source, standing.tenant, standing.value
  FROM sample CROSS JOIN LATERAL (
    SELECT 'dead_letters_open' AS gauge, source, coalesce(tenant, '') AS tenant, count(*)::double precision AS value
      FROM gatehouse.dead_letter WHERE state = 'open' AND sample.at IS NOT NULL GROUP BY 2, 3
     UNION ALL
    SELECT 'jobs_waiting', source, coalesce(tenant, ''), count(*)
      FROM gatehouse.job_execution
     WHERE status IN ('pending', 'waiting') AND next_attempt_at IS NOT NULL AND sample.at IS NOT NULL GROUP BY 2, 3
     UNION ALL
    SELECT 'oldest_job_seconds', source, coalesce(tenant, ''), extract(epoch FROM $1 - min(next_attempt_at))
      FROM gatehouse.job_execution
     WHERE status = 'pending' AND next_attempt_at <= $1 AND sample.at IS NOT NULL GROUP BY 2, 3
     UNION ALL
    SELECT 'breakers_open', '', '', count(DISTINCT host)
      FROM gatehouse.circuit_breaker
     WHERE seen_at > now() - interval '30 seconds' AND sample.at IS NOT NULL HAVING count(*) > 0) AS standing)";

} // namespace

Result<> sampleGauges(postgres::Session &session, Timestamp now)
{
    const auto sampled = session.execute(sample, {now});
    return sampled ? Result<>() : failure(sampled.error());
}

} // namespace gatehouse::gateway
