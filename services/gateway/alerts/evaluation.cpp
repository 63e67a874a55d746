#include "services/gateway/alerts/evaluation.h"

#include "services/gateway/alerts/alertstore.h"

namespace gatehouse::gateway {

namespace {

constexpr std::string_view takeAlertsLock =
    "SELECT pg_try_advisory_xact_lock(hashtextextended('gatehouse.alerts', 0))";
constexpr std::string_view writeEvaluated = R"(
INSERT INTO gatehouse.alert_progress (evaluated_at) VALUES ($1)
    ON CONFLICT (is_only) DO UPDATE SET evaluated_at = excluded.evaluated_at)";

/// One look at everything, in a transaction that holds the lock.
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
    Result<> take(const AlertOrigin &origin, std::chrono::seconds holdFor, const Look &look);
    Result<Look> guarded(const AlertOrigin &origin, const std::function<Result<Look>()> &look);

    postgres::Session &m_session;
    const EvaluationOptions &m_options;
    LookTime m_time;
    UuidGenerator &m_ids;
    Log &m_log;
    EvaluationReport m_report;
};

/// False: it is not ours to do. A last look in the future was before the clock was set back.
Result<bool> Evaluation::begin()
{
    const auto locked = m_session.execute(takeAlertsLock);
    if (!locked || !locked->get<bool>(0, 0))
        return locked ? Result<bool>(false) : failure(locked.error());
    const auto rows = m_session.execute("SELECT evaluated_at FROM gatehouse.alert_progress");
    if (!rows)
        return failure(rows.error());
    const Timestamp last =
        rows->isEmpty() ? Timestamp::min() : std::min(rows->get<Timestamp>(0, 0), m_time.now);
    if (!rows->isEmpty() && rows->get<Timestamp>(0, 0) <= m_time.now
        && m_time.now - last < m_options.interval)
        return false;
    m_time.since = (rows->isEmpty() ? m_time.now : last) - lateness;
    return true;
}

Result<> Evaluation::run()
{
    const auto isOurs = begin();
    if (!isOurs || !*isOurs)
        return isOurs ? Result<>() : failure(isOurs.error());
    const auto orphans = resolveOrphans(m_session, m_time.now);
    if (!orphans)
        return failure(orphans.error());
    m_report.resolved += static_cast<std::size_t>(*orphans);
    if (auto looked = lookAtRules(); !looked)
        return looked;
    if (auto looked = lookAtBudgets(); !looked)
        return looked;
    m_report.isDone = true;
    return m_session.execute(writeEvaluated, {m_time.now}).map([](const postgres::Rows &) {});
}

Result<> Evaluation::lookAtRules()
{
    const auto rules = readAlertRules(m_session);
    if (!rules)
        return failure(rules.error());
    for (const AlertRule &rule : *rules) {
        const AlertOrigin origin{rule.id, false, rule.name, rule.kind};
        const auto look = guarded(
            origin, [&] { return lookAt(m_session, rule, m_options.readConditions, m_time); });
        const auto taken = look ? take(origin, rule.holdFor, *look) : failure(look.error());
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
    for (const Budget &budget : *budgets) {
        const AlertOrigin origin{budget.id, true, budget.name, "budget"};
        const auto look = guarded(origin, [&] { return lookAt(m_session, budget, m_time.now); });
        const auto taken = look ? take(origin, {}, *look) : failure(look.error());
        if (!taken)
            return taken;
    }
    return {};
}

Result<> Evaluation::take(const AlertOrigin &origin, std::chrono::seconds holdFor, const Look &look)
{
    if (!look.isMeasured)
        return {};
    const auto standing = readStanding(m_session, origin);
    if (!standing)
        return failure(standing.error());
    const Changes changes = decide(look, *standing, holdFor, m_time.now);
    m_report.fired += changes.fired.size();
    m_report.resolved += changes.resolved.size();
    for (const Reading &reading : changes.fired)
        m_log.warning("alert fired",
                      {{"rule", origin.name},
                       {"severity", reading.severity},
                       {"subject", reading.subject},
                       {"value", reading.value}});
    return writeChanges(m_session, origin, changes, m_time.now, m_ids);
}

/// In a savepoint: what one look breaks does not break the others. A lost connection ends all.
Result<Look> Evaluation::guarded(const AlertOrigin &origin,
                                 const std::function<Result<Look>()> &look)
{
    if (const auto begun = m_session.execute("SAVEPOINT look"); !begun)
        return failure(begun.error());
    auto found = look();
    const auto ended =
        m_session.execute(found ? "RELEASE SAVEPOINT look" : "ROLLBACK TO SAVEPOINT look");
    if (!ended)
        return failure(found ? ended.error() : found.error());
    if (found || found.error().kind == ErrorKind::Cancelled)
        return found;
    m_log.warning("a rule could not be looked at; its alerts stay as they are",
                  {{"rule", origin.name},
                   {"error", found.error().message.toStdString()},
                   {"detail", found.error().detail.toStdString()}});
    return Look();
}

} // namespace

Result<EvaluationReport> evaluateAlerts(postgres::Session &session,
                                        const EvaluationOptions &options, const Clock &clock,
                                        UuidGenerator &ids, Log &log)
{
    Evaluation evaluation(session, options, clock.now(), ids, log);
    const auto done = session.inTransaction([&] { return evaluation.run(); });
    if (!done)
        return failure(done.error());
    return evaluation.report();
}

} // namespace gatehouse::gateway
