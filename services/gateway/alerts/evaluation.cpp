#include "services/gateway/alerts/evaluation.h"

#include "services/gateway/alerts/alertstore.h"

namespace gatehouse::gateway {

namespace {

constexpr std::string_view takeAlertsLock =
    "SELECT pg_try_advisory_lock(hashtextextended('gatehouse.alerts', 0))";
constexpr std::string_view releaseAlertsLock =
    "SELECT pg_advisory_unlock(hashtextextended('gatehouse.alerts', 0))";
constexpr std::string_view writeEvaluated = R"(
INSERT INTO gatehouse.alert_progress (evaluated_at, told_until) VALUES ($1, $2)
    ON CONFLICT (is_only) DO UPDATE SET evaluated_at = excluded.evaluated_at, told_until = excluded.told_until)";

/// What a look at a rule or budget changes.
struct Finding
{
    AlertOrigin origin;
    Changes changes;
};

/// One look at everything, while the session holds the lock. It looks outside of a transaction and
/// writes in one at the end: who measures waits for the oldest transaction that writes, and a look
/// may take long.
class Evaluation
{
public:
    Evaluation(postgres::Session &session, const EvaluationOptions &options, Timestamp now,
               UuidGenerator &ids, Log &log)
        : m_session(session)
        , m_options(options)
        , m_time{now, now}
        , m_ids(ids)
        , m_log(log)
    {
    }

    Result<> run();
    const EvaluationReport &report() const { return m_report; }

private:
    Result<bool> begin();
    Result<> lookAtRules();
    Result<> lookAtBudgets();
    Result<> take(const AlertOrigin &origin, std::chrono::seconds holdFor,
                  const Result<Look> &look);
    Result<> skip(const std::string &what, const AlertOrigin &origin, const Error &error) const;
    Result<> write();
    Result<> write(const Finding &finding);
    void tellFired() const;

    postgres::Session &m_session;
    const EvaluationOptions &m_options;
    LookTime m_time;
    UuidGenerator &m_ids;
    Log &m_log;
    std::vector<Finding> m_findings;
    std::vector<const Finding *> m_written;
    bool m_hasMoreNews = false;
    EvaluationReport m_report;
};

/// False: another gateway did it just now. A last look in the future was before the clock was set
/// back.
Result<bool> Evaluation::begin()
{
    const auto rows =
        m_session.execute("SELECT evaluated_at, told_until FROM gatehouse.alert_progress");
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty()) {
        m_time.since = m_time.now - lateness;
        return true;
    }
    const auto last = rows->get<Timestamp>(0, 0);
    m_time.since = std::min(rows->get<Timestamp>(0, 1), m_time.now) - lateness;
    return last > m_time.now || m_time.now - last >= m_options.interval;
}

Result<> Evaluation::run()
{
    const auto isOurs = begin();
    if (!isOurs || !*isOurs)
        return isOurs ? Result<>() : failure(isOurs.error());
    if (auto looked = lookAtRules(); !looked)
        return looked;
    if (auto looked = lookAtBudgets(); !looked)
        return looked;
    if (auto written = m_session.inTransaction([this] { return write(); }); !written) {
        m_report = {};
        return written;
    }
    m_report.isDone = true;
    tellFired();
    return {};
}

Result<> Evaluation::lookAtRules()
{
    const auto rules = readAlertRules(m_session);
    if (!rules)
        return failure(rules.error());
    for (const AlertRule &rule : *rules) {
        const auto look = lookAt(m_session, rule, m_options.readConditions, m_time);
        auto taken =
            take({rule.id, false, rule.name, rule.kind, rule.changedAt}, rule.holdFor, look);
        if (!taken)
            return taken;
    }
    return {};
}

Result<> Evaluation::lookAtBudgets()
{
    const auto budgets = readBudgets(m_session);
    if (!budgets)
        return failure(budgets.error());
    if (budgets->empty())
        return {};
    const auto usage = readUsage(m_session, m_time.now);
    for (const Budget &budget : *budgets) {
        const auto look =
            usage ? lookAt(m_session, budget, *usage) : Result<Look>(failure(usage.error()));
        auto taken = take({budget.id, true, budget.name, "budget", budget.changedAt}, {}, look);
        if (!taken)
            return taken;
    }
    return {};
}

/// What is to be written of it.
Result<> Evaluation::take(const AlertOrigin &origin, std::chrono::seconds holdFor,
                          const Result<Look> &look)
{
    if (!look)
        return skip("a rule could not be looked at; its alerts stay as they are", origin,
                    look.error());
    if (!look->isMeasured)
        return {};
    const auto standing = readStanding(m_session, origin);
    if (!standing)
        return failure(standing.error());
    m_hasMoreNews |= look->hasMoreNews;
    Changes changes = decide(*look, *standing, holdFor, m_time.now);
    if (!changes.fired.empty() || !changes.resolved.empty() || changes.pending != standing->pending)
        m_findings.push_back({origin, std::move(changes)});
    return {};
}

/// One that fails does not keep the others from it. Who was told to stop, or lost the connection,
/// does no more.
Result<> Evaluation::skip(const std::string &what, const AlertOrigin &origin,
                          const Error &error) const
{
    if (error.kind == ErrorKind::Cancelled || !m_session.isAlive())
        return failure(error);
    m_log.warning(what,
                  {{"rule", origin.name},
                   {"error", error.message.toStdString()},
                   {"detail", error.detail.toStdString()}});
    return {};
}

Result<> Evaluation::write()
{
    const auto orphans = resolveOrphans(m_session, m_time.now);
    if (!orphans)
        return failure(orphans.error());
    m_report.resolved += static_cast<std::size_t>(*orphans);
    for (const Finding &finding : m_findings) {
        if (auto written = write(finding); !written)
            return written;
    }
    const Timestamp toldUntil = m_hasMoreNews ? m_time.since + lateness : m_time.now;
    return m_session.execute(writeEvaluated, {m_time.now, toldUntil})
        .map([](const postgres::Rows &) {});
}

/// In a savepoint.
Result<> Evaluation::write(const Finding &finding)
{
    if (const auto begun = m_session.execute("SAVEPOINT finding"); !begun)
        return failure(begun.error());
    const auto written =
        writeChanges(m_session, finding.origin, finding.changes, m_time.now, m_ids);
    const auto ended =
        m_session.execute(written ? "RELEASE SAVEPOINT finding" : "ROLLBACK TO SAVEPOINT finding");
    if (!ended)
        return failure(written ? ended.error() : written.error());
    if (!written)
        return skip("what a rule found could not be written; it is looked at again", finding.origin,
                    written.error());
    if (*written) {
        m_written.push_back(&finding);
        m_report.fired += finding.changes.fired.size();
        m_report.resolved += finding.changes.resolved.size();
    }
    return {};
}

void Evaluation::tellFired() const
{
    for (const Finding *finding : m_written) {
        for (const Reading &reading : finding->changes.fired)
            m_log.warning("alert fired",
                          {{"rule", finding->origin.name},
                           {"severity", reading.severity},
                           {"subject", reading.subject},
                           {"value", reading.value}});
    }
}

} // namespace

Result<EvaluationReport> evaluateAlerts(postgres::Session &session,
                                        const EvaluationOptions &options, const Clock &clock,
                                        UuidGenerator &ids, Log &log)
{
    const auto locked = session.execute(takeAlertsLock);
    if (!locked || !locked->get<bool>(0, 0))
        return locked ? Result<EvaluationReport>(EvaluationReport()) : failure(locked.error());
    Evaluation evaluation(session, options, clock.now(), ids, log);
    const auto done = evaluation.run();
    const auto released = session.execute(releaseAlertsLock);
    if (!done)
        return failure(done.error());
    return released ? Result<EvaluationReport>(evaluation.report()) : failure(released.error());
}

} // namespace gatehouse::gateway
