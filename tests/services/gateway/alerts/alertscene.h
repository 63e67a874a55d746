#pragma once

#include "services/gateway/admin/measures.h"
#include "services/gateway/alerts/evaluation.h"
#include "tests/services/gateway/support/gatewaydatabase.h"
#include "tests/support/manualclock.h"

#include <QtGlobal>

namespace gatehouse::test {

/// A database whose rules are looked at when a test says so, at times of its clock.
class AlertScene
{
public:
    explicit AlertScene(TestCluster &cluster)
        : database(cluster, "alerts")
    {
    }

    /// As the owner; `$now` is the clock's time.
    void sql(std::string statement)
    {
        const std::string now = "'" + toRfc3339(clock.now()) + "'::timestamptz";
        for (auto at = statement.find("$now"); at != std::string::npos; at = statement.find("$now"))
            statement.replace(at, 4, now);
        if (const auto done = database.owner().executeScript(statement); !done)
            qFatal("%s: %s", statement.c_str(), qPrintable(done.error().detail));
    }
    QString cell(const std::string &statement) { return database.cell(statement); }

    gateway::EvaluationReport look()
    {
        auto session = database.session("gatehouse_gateway");
        return lookWith(session);
    }
    gateway::EvaluationReport lookWith(postgres::Session &session)
    {
        const auto report =
            gateway::evaluateAlerts(session, {gateway::admin::storedConditions}, clock, ids, log);
        if (!report)
            qFatal("%s", qPrintable(report.error().message + report.error().detail));
        return *report;
    }
    gateway::EvaluationReport lookAfter(std::chrono::seconds time)
    {
        clock.advance(time);
        return look();
    }

    /// "kind severity state subject tenant" of all alerts, oldest first.
    QString alerts()
    {
        return cell("SELECT string_agg(concat_ws(' ', kind, severity, state, subject, tenant), '; '"
                    " ORDER BY fired_at, id) FROM console.alerts");
    }

    /// A minute's deliveries that ended so long before now.
    void addDeliveries(std::chrono::minutes ago, int calls, int errors,
                       const std::string &tenant = "acme")
    {
        sql("INSERT INTO gatehouse.metric_series (measure, labels) VALUES ('delivery',"
            " jsonb_build_object('tenant', '"
            + tenant
            + "', 'source', 'stripe')) ON CONFLICT DO NOTHING;"
              "INSERT INTO gatehouse.metric_minute SELECT date_bin('1 minute', $now - interval '"
            + std::to_string(ago.count()) + " minutes', 'epoch'), id, " + std::to_string(calls)
            + ", " + std::to_string(errors)
            + ", '{}', '{}' FROM gatehouse.metric_series WHERE labels->>'tenant' = '" + tenant
            + "' AND measure = 'delivery'"
              " ON CONFLICT (at, series) DO UPDATE SET calls = excluded.calls, errors = "
              "excluded.errors");
    }
    /// Everything before now is measured.
    void measured(const std::string &until = "date_bin('1 minute', $now, 'epoch')")
    {
        sql("INSERT INTO gatehouse.metric_progress (rolled_until) VALUES (" + until
            + ") ON CONFLICT (is_only) DO UPDATE SET rolled_until = excluded.rolled_until");
    }
    /// Dead jobs with open letters; `error` makes the group.
    void addLetters(int count, const std::string &error, const std::string &tenant = "acme",
                    const std::string &diedAt = "$now")
    {
        sql("CREATE TEMP TABLE made AS SELECT gatehouse.uuid_v7(" + diedAt
            + ") AS id FROM generate_series(1, " + std::to_string(count)
            + ");"
              "INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path, "
              "mode,"
              " source, tenant, idempotency_key, status, next_attempt_at) SELECT id,"
              " gatehouse.uuid_time(id), id, 'deliver', '/hook', 'live', 'stripe', '"
            + tenant
            + "', id::text, 'dead', now() FROM made;"
              "INSERT INTO gatehouse.dead_letter (id, created_at, died_at, job_id, event_id, "
              "source,"
              " tenant, root_cause, error, fingerprint, attempts, state) SELECT id, "
            + diedAt + ", " + diedAt + ", id, id, 'stripe', '" + tenant + "', 'timeout', '" + error
            + "', '" + error + "', 1, 'open' FROM made; DROP TABLE made");
    }

    /// A letter of each of so many groups, one millisecond after the other.
    void addGroups(int count)
    {
        sql("CREATE TEMP TABLE made AS SELECT gatehouse.uuid_v7(at) AS id, at, n FROM"
            " (SELECT $now - n * interval '1 millisecond' AS at, n FROM generate_series(1, "
            + std::to_string(count)
            + ") AS n) AS times;"
              "INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path,"
              " mode, source, tenant, idempotency_key, status, next_attempt_at) SELECT id,"
              " gatehouse.uuid_time(id), id, 'deliver', '/hook', 'live', 'stripe', 'acme',"
              " id::text, 'dead', now() FROM made;"
              "INSERT INTO gatehouse.dead_letter (id, created_at, died_at, job_id, event_id,"
              " source, tenant, root_cause, error, fingerprint, attempts, state) SELECT id, at,"
              " at, id, id, 'stripe', 'acme', 'timeout', 'e' || n, 'e' || n, 1, 'open'"
              " FROM made; DROP TABLE made");
    }

    GatewayDatabase database;
    ManualClock clock;
    UuidGenerator ids{clock};
    std::string lines; ///< of the log
    Log log{clock, [this](std::string_view line) { lines.append(line).append("\n"); }};
};

} // namespace gatehouse::test
