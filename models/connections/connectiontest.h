#pragma once

#include "services/connections/access.h"
#include "services/core/clock.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>

#include <chrono>
#include <memory>

namespace gatehouse {
class AdminClient;
class EndpointProbe;
struct ShownCertificate;
} // namespace gatehouse

namespace gatehouse::postgres {
class Connection;
}
namespace gatehouse::metrics {
class MetricSource;
struct MetricAnswer;
} // namespace gatehouse::metrics

namespace gatehouse::connections {

enum class Outcome {
    Waiting, ///< its turn has not come
    Running,
    Ok,
    Warning, ///< it works, but see the fix
    Failed,
    NotReached, ///< an earlier one failed
};

/// "ok", "warning", "failed", "not_reached", ...: as programs read it.
QString outcomeName(Outcome outcome);

/// One thing that has to hold, and how it went.
struct TestStep
{
    QString id; ///< "api-tls"
    QString title;
    Outcome outcome = Outcome::Waiting;
    QString text; ///< what was found, or why it was not reached; may hold foreign text
    QString fix; ///< Warning, Failed: what to do
    std::chrono::milliseconds took{0};
};

/// Tries a connection step by step: its settings, then the admin API (name, TCP, TLS,
/// authentication, contract, role, clock), then Postgres (reachable, TLS, authentication, contract
/// and views), and what measures are read from. All ways are tried at once; within one, what comes
/// after a failure is not reached. In the thread that made it; once. It ends, whatever the servers
/// do: each step has ten seconds.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    /// Credentials that could not be read are said where they are needed. `clock` outlives it.
    ConnectionTest(const ConnectionProfile &profile, Result<Credentials> credentials,
                   const Clock &clock, QObject *parent = nullptr);
    ~ConnectionTest() override;

    /// In the order in which they are shown; of a profile without a database those of the API only.
    const QList<TestStep> &steps() const { return m_steps; }
    bool isFinished() const;
    /// No step failed.
    bool hasPassed() const;
    /// Once it is finished.
    std::chrono::milliseconds took() const;
    void start();

signals:
    void stepChanged(int index);
    void finished();

private:
    void addSteps();
    int indexOf(const char *id) const;
    bool isRunning(const char *id) const;
    void begin(const char *id);
    void settle(const char *id, Outcome outcome, const QString &text, const QString &fix = {});
    void fail(const char *id, const Error &error, const QString &fix);
    void skipFrom(int index);
    void checkSettings();

    void testApi();
    void apiReached(bool usesTls, int port);
    void apiFailed(const Error &error);
    void authenticate();
    void takeWhoami(const Whoami &whoami);
    void checkClock();

    void testDatabase();
    void databaseReached(bool usesTls, const QString &where);
    void databaseFailed(const Error &error, const QString &where);
    void settleTls(const char *id, const ShownCertificate &certificate);
    void logIn();
    void readViews();
    void testMeasures();
    void takeMeasures(const Result<metrics::MetricAnswer> &answer);

    ConnectionProfile m_profile;
    Result<Credentials> m_credentials;
    const Clock &m_clock;
    std::optional<Access> m_access;
    QList<TestStep> m_steps;
    QList<QElapsedTimer> m_begun; ///< of each step
    QElapsedTimer m_elapsed;
    std::chrono::milliseconds m_took{0};
    std::unique_ptr<AdminClient> m_api;
    std::unique_ptr<postgres::Connection> m_database;
    std::shared_ptr<metrics::MetricSource> m_measures;
};

} // namespace gatehouse::connections
