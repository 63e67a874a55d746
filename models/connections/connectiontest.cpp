#include "models/connections/connectiontest.h"

#include "models/collection/contract.h"
#include "models/metrics/chosensource.h"
#include "services/connections/endpointprobe.h"
#include "services/core/whendone.h"
#include "services/postgres/connection.h"
#include "services/postgres/conninfo.h"

#include <QLocale>

#include <algorithm>

namespace gatehouse::connections {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 10s;
constexpr qint64 soonInDays = 14;
/// The Date header knows whole seconds, and an answer is on its way for a while.
constexpr qint64 tolerableSkew = 5;

const char settings[] = "settings";
const char apiName[] = "api-name";
const char apiTcp[] = "api-tcp";
const char apiTls[] = "api-tls";
const char apiLogin[] = "api-authentication";
const char apiContract[] = "api-contract";
const char apiRole[] = "api-role";
const char apiClock[] = "api-clock";
const char databaseReach[] = "postgres-reach";
const char databaseTls[] = "postgres-tls";
const char databaseLogin[] = "postgres-authentication";
const char databaseViews[] = "postgres-contract";
const char measuresRead[] = "metrics-read";

/// Which way a step belongs to: what comes before the first '-'.
QString wayOf(const QString &id)
{
    return id.section(u'-', 0, 0);
}

bool isSettled(const TestStep &step)
{
    return step.outcome != Outcome::Waiting && step.outcome != Outcome::Running;
}

QString scopeText(const Whoami &whoami)
{
    QStringList parts{whoami.role};
    if (!whoami.tenants.isEmpty())
        parts += ConnectionTest::tr("tenants: %1").arg(whoami.tenants.join(QStringLiteral(", ")));
    if (!whoami.sources.isEmpty())
        parts += ConnectionTest::tr("sources: %1").arg(whoami.sources.join(QStringLiteral(", ")));
    if (!whoami.environment.isEmpty())
        parts += ConnectionTest::tr("environment %1").arg(whoami.environment);
    return parts.join(QStringLiteral("; "));
}

QString withCertificate(const Error &error)
{
    return ConnectionTest::tr("%1 The certificate: %2.")
        .arg(error.message, error.detail.section(u'\n', -1));
}

QString sqlStateOf(const Error &error)
{
    const auto *state = std::get_if<SqlState>(&error.cause);
    return state ? QString::fromStdString(state->code) : QString();
}

} // namespace

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Waiting:
        return QStringLiteral("waiting");
    case Outcome::Running:
        return QStringLiteral("running");
    case Outcome::Ok:
        return QStringLiteral("ok");
    case Outcome::Warning:
        return QStringLiteral("warning");
    case Outcome::Failed:
        return QStringLiteral("failed");
    case Outcome::NotReached:
        return QStringLiteral("not_reached");
    }
    return {};
}

ConnectionTest::ConnectionTest(const ConnectionProfile &profile, Result<Credentials> credentials,
                               const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_credentials(std::move(credentials))
    , m_clock(clock)
{
    addSteps();
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::addSteps()
{
    const auto add = [this](const char *id, const QString &title) {
        m_steps += TestStep{QString::fromLatin1(id), title, Outcome::Waiting, {}, {}, 0ms};
        m_begun += QElapsedTimer();
    };
    add(settings, tr("Settings"));
    add(apiName, tr("API: name"));
    add(apiTcp, tr("API: TCP"));
    add(apiTls, tr("API: TLS"));
    add(apiLogin, tr("API: authentication"));
    add(apiContract, tr("API: contract"));
    add(apiRole, tr("API: role and scope"));
    add(apiClock, tr("API: clock"));
    if (!m_profile.database.isEmpty()) {
        add(databaseReach, tr("Postgres: reachable"));
        add(databaseTls, tr("Postgres: TLS"));
        add(databaseLogin, tr("Postgres: authentication"));
        add(databaseViews, tr("Postgres: contract and views"));
    }
    if (m_profile.measures.kind != MeasureServer::Kind::None)
        add(measuresRead, tr("Metrics: read"));
}

bool ConnectionTest::isFinished() const
{
    return std::all_of(m_steps.begin(), m_steps.end(), isSettled);
}

bool ConnectionTest::hasPassed() const
{
    return isFinished() && std::none_of(m_steps.begin(), m_steps.end(), [](const TestStep &step) {
               return step.outcome == Outcome::Failed;
           });
}

std::chrono::milliseconds ConnectionTest::took() const
{
    return m_took;
}

int ConnectionTest::indexOf(const char *id) const
{
    for (int index = 0; index < m_steps.size(); ++index) {
        if (m_steps.at(index).id == QLatin1String(id))
            return index;
    }
    return -1;
}

bool ConnectionTest::isRunning(const char *id) const
{
    return m_steps.at(indexOf(id)).outcome == Outcome::Running;
}

void ConnectionTest::begin(const char *id)
{
    const int index = indexOf(id);
    m_steps[index].outcome = Outcome::Running;
    m_begun[index].start();
    emit stepChanged(index);
}

void ConnectionTest::settle(const char *id, Outcome outcome, const QString &text,
                            const QString &fix)
{
    const int index = indexOf(id);
    TestStep &step = m_steps[index];
    if (isSettled(step))
        return;
    step.outcome = outcome;
    step.text = text;
    step.fix = fix;
    if (m_begun.at(index).isValid())
        step.took = std::chrono::milliseconds(m_begun.at(index).elapsed());
    emit stepChanged(index);
    if (outcome == Outcome::Failed)
        skipFrom(index);
    if (isFinished()) {
        m_took = std::chrono::milliseconds(m_elapsed.elapsed());
        emit finished();
    }
}

void ConnectionTest::fail(const char *id, const Error &error, const QString &fix)
{
    settle(id, Outcome::Failed, error.message, fix);
}

/// The settings are before everything; else what is behind the failure on the same way.
void ConnectionTest::skipFrom(int failed)
{
    const TestStep cause = m_steps.at(failed);
    for (int index = failed + 1; index < m_steps.size(); ++index) {
        TestStep &step = m_steps[index];
        if (cause.id != QLatin1String(settings) && wayOf(step.id) != wayOf(cause.id))
            continue;
        step.outcome = Outcome::NotReached;
        step.text = tr("not reached: needs “%1”").arg(cause.title);
        emit stepChanged(index);
    }
}

void ConnectionTest::start()
{
    m_elapsed.start();
    begin(settings);
    auto access = accessTo(m_profile, m_credentials.value_or(Credentials()));
    if (!access) {
        fail(settings, access.error(), tr("Change the connection as it says."));
        return;
    }
    m_access = std::move(*access);
    checkSettings();
    testApi();
    if (m_access->database)
        testDatabase();
    if (m_access->measures)
        testMeasures();
}

void ConnectionTest::checkSettings()
{
    QStringList warnings;
    const QList<SafetyException> used = exceptionsInUse(m_profile);
    for (const SafetyException exception : used)
        warnings += exceptionWarning(exception);
    if (warnings.isEmpty())
        settle(settings, Outcome::Ok, tr("nothing goes over a network in clear"));
    else
        settle(settings, Outcome::Warning, warnings.join(u' '),
               tr("Use https and sslmode verify-full, and take the exception out of the "
                  "connection."));
}

void ConnectionTest::testApi()
{
    const ProbeTarget target = apiTarget(m_profile, m_access->api.tls, m_access->api.proxy);
    auto *probe = new EndpointProbe(target, this);
    begin(apiName);
    connect(probe, &EndpointProbe::resolved, this, [this](const QString &addresses) {
        settle(apiName, Outcome::Ok, tr("%1 is %2").arg(m_profile.url.host(), addresses));
        begin(apiTcp);
    });
    connect(probe, &EndpointProbe::reached, this,
            [this, usesTls = target.usesTls, port = target.port] { apiReached(usesTls, port); });
    connect(probe, &EndpointProbe::secured, this, [this](const ShownCertificate &certificate) {
        settleTls(apiTls, certificate);
        authenticate();
    });
    connect(probe, &EndpointProbe::failed, this, &ConnectionTest::apiFailed);
    probe->start();
}

void ConnectionTest::apiReached(bool usesTls, int port)
{
    settle(apiTcp, Outcome::Ok, tr("port %1").arg(port));
    begin(apiTls);
    if (usesTls)
        return;
    if (exceptionsInUse(m_profile).contains(SafetyException::PlainHttp))
        settle(apiTls, Outcome::Warning, tr("none: plain http"),
               tr("Give the gateway a certificate and use https."));
    else
        settle(apiTls, Outcome::Ok, tr("not needed on this machine"));
    authenticate();
}

void ConnectionTest::apiFailed(const Error &error)
{
    if (isRunning(apiName))
        fail(apiName, error,
             tr("Check the spelling of the host, and the name server of this machine."));
    else if (isRunning(apiTcp))
        fail(apiTcp, error,
             tr("Check that the gateway runs and listens on port %1, and that no firewall is in "
                "between.")
                 .arg(m_profile.url.port(443)));
    else if (error.kind == ErrorKind::Denied)
        settle(apiTls, Outcome::Failed, withCertificate(error),
               tr("If the gateway has a certificate of your own authority, name its CA file in the "
                  "connection; else renew it, or correct the host."));
    else
        fail(apiTls, error,
             tr("Check that https is spoken on this port, and whether the gateway demands a client "
                "certificate."));
}

void ConnectionTest::settleTls(const char *id, const ShownCertificate &certificate)
{
    const QString expiry = QLocale().toString(certificate.expiry.date(), QLocale::ShortFormat);
    const QString text =
        tr("%1; issued by %2 for %3, ends %4, chain of %5")
            .arg(certificate.protocol, certificate.issuer, certificate.names, expiry)
            .arg(certificate.chainLength);
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(
        std::chrono::floor<std::chrono::milliseconds>(m_clock.now()).time_since_epoch().count());
    if (!certificate.isVerified)
        settle(id, Outcome::Warning, text + tr("; not verified"),
               tr("Use sslmode verify-full, so that nobody can stand in between."));
    else if (now.daysTo(certificate.expiry) < soonInDays)
        settle(id, Outcome::Warning, text, tr("Renew the certificate before it ends."));
    else
        settle(id, Outcome::Ok, text);
}

void ConnectionTest::authenticate()
{
    begin(apiLogin);
    if (!m_credentials) {
        fail(apiLogin, m_credentials.error(), tr("Enter the token in the connection."));
        return;
    }
    m_api = std::make_unique<AdminClient>(m_access->api);
    m_api->setTimeout(patience);
    whenDone(m_api->whoami(), this, [this](const Result<Whoami> &whoami) {
        if (whoami)
            takeWhoami(*whoami);
        else if (whoami.error().kind == ErrorKind::Denied)
            fail(apiLogin, whoami.error(),
                 tr("Paste the right token, or have an admin make a new one: gatehousectl tokens "
                    "create."));
        else
            fail(apiLogin, whoami.error(),
                 tr("Check that the address is the gateway's own, without a path or a proxy's "
                    "page before it."));
    });
}

void ConnectionTest::takeWhoami(const Whoami &whoami)
{
    if (whoami.actor.isEmpty()) {
        settle(apiLogin, Outcome::Failed, tr("whoami names nobody"),
               tr("Check that the address is a gateway's."));
        return;
    }
    settle(apiLogin, Outcome::Ok, whoami.actor);
    begin(apiContract);
    const auto contract = collection::checkContract(whoami.contractVersion);
    if (!contract) {
        fail(apiContract, contract.error(), tr("Update Gatehouse on this machine."));
        return;
    }
    settle(apiContract, Outcome::Ok,
           tr("version %1, gateway %2").arg(whoami.contractVersion).arg(whoami.version));
    begin(apiRole);
    if (whoami.capabilities.contains(QStringLiteral("read")))
        settle(apiRole, Outcome::Ok, scopeText(whoami));
    else
        settle(apiRole, Outcome::Warning, scopeText(whoami),
               tr("This token may not read. Have an admin make another."));
    begin(apiClock);
    checkClock();
}

void ConnectionTest::checkClock()
{
    const auto told = m_api->gatewayTime();
    if (!told) {
        settle(apiClock, Outcome::Warning, tr("the gateway does not say its time"),
               tr("A proxy in between may take the Date header away; let it through."));
        return;
    }
    const qint64 now =
        std::chrono::floor<std::chrono::seconds>(m_clock.now()).time_since_epoch().count();
    const qint64 ahead = told->toSecsSinceEpoch() - now;
    const QString text = ahead == 0 ? tr("both clocks agree")
        : ahead > 0                 ? tr("the gateway is %1 s ahead").arg(ahead)
                                    : tr("the gateway is %1 s behind").arg(-ahead);
    if (std::abs(ahead) <= tolerableSkew)
        settle(apiClock, Outcome::Ok, text);
    else
        settle(apiClock, Outcome::Warning, text,
               tr("Set both clocks by NTP: signatures and overlaps go by the time."));
}

void ConnectionTest::testDatabase()
{
    begin(databaseReach);
    const auto target = databaseTarget(m_profile);
    if (!target) {
        settle(databaseReach, Outcome::Ok, tr("by socket or service file"));
        begin(databaseTls);
        settle(databaseTls, Outcome::Ok, tr("left to libpq"));
        logIn();
        return;
    }
    auto *probe = new EndpointProbe(*target, this);
    const QString where = tr("%1 port %2").arg(target->host).arg(target->port);
    connect(probe, &EndpointProbe::reached, this,
            [this, where, usesTls = target->usesTls] { databaseReached(usesTls, where); });
    connect(probe, &EndpointProbe::secured, this, [this](const ShownCertificate &certificate) {
        settleTls(databaseTls, certificate);
        logIn();
    });
    connect(probe, &EndpointProbe::failed, this,
            [this, where](const Error &error) { databaseFailed(error, where); });
    probe->start();
}

void ConnectionTest::databaseReached(bool usesTls, const QString &where)
{
    settle(databaseReach, Outcome::Ok, where);
    begin(databaseTls);
    if (usesTls)
        return;
    if (exceptionsInUse(m_profile).contains(SafetyException::WeakSslMode))
        settle(databaseTls, Outcome::Warning, tr("not demanded"), tr("Use sslmode verify-full."));
    else
        settle(databaseTls, Outcome::Ok, tr("not needed on this machine"));
    logIn();
}

void ConnectionTest::databaseFailed(const Error &error, const QString &where)
{
    if (isRunning(databaseReach))
        fail(databaseReach, error,
             tr("Check the host and port of the conninfo, and that Postgres listens at %1 "
                "(listen_addresses).")
                 .arg(where));
    else if (error.detail.isEmpty())
        fail(
            databaseTls, error,
            tr("Check that it is Postgres, and turn TLS on there (ssl = on, with a certificate)."));
    else
        settle(databaseTls, Outcome::Failed, withCertificate(error),
               tr("Name the root certificate of the server's authority in the connection, or the "
                  "host that its certificate is for."));
}

void ConnectionTest::logIn()
{
    begin(databaseLogin);
    if (!m_credentials) {
        fail(databaseLogin, m_credentials.error(), tr("Enter the password in the connection."));
        return;
    }
    postgres::SessionOptions options = *m_access->database;
    options.applicationName = "gatehouse connection test";
    options.statementTimeout = patience;
    options.silenceLimit = patience;
    options.largestAnswer = 1'000'000;
    m_database = std::make_unique<postgres::Connection>(options);
    whenDone(m_database->query("SELECT current_user::text"), this,
             [this](const Result<postgres::Rows> &user) {
                 if (user) {
                     settle(databaseLogin, Outcome::Ok,
                            QString::fromStdString(user->isEmpty() ? std::string()
                                                                   : user->get<std::string>(0, 0)));
                     readViews();
                     return;
                 }
                 const QString state = sqlStateOf(user.error());
                 settle(databaseLogin, Outcome::Failed,
                        state.isEmpty() ? user.error().message
                                        : tr("%1 (%2)").arg(user.error().message, state),
                        state == QLatin1String("3D000")
                            ? tr("Correct dbname in the conninfo.")
                            : tr("Paste the right password above, or have the owner of the "
                                 "database set a new one: ALTER ROLE … PASSWORD."));
             });
}

void ConnectionTest::readViews()
{
    begin(databaseViews);
    const auto take = [this](const Result<collection::Contract> &contract) {
        if (!contract) {
            fail(databaseViews, contract.error(),
                 tr("Let the role read the schema “console” (GRANT gatehouse_console), or update "
                    "Gatehouse where the contract is newer."));
            return;
        }
        whenDone(m_database->query("SELECT count(*)::bigint FROM (SELECT 1 FROM console.events"
                                   " LIMIT 1) AS seen"),
                 this, [this, version = contract->version](const Result<postgres::Rows> &rows) {
                     if (rows)
                         settle(databaseViews, Outcome::Ok, tr("version %1").arg(version));
                     else
                         fail(databaseViews, rows.error(),
                              tr("Grant the role gatehouse_console to this login."));
                 });
    };
    whenDone(collection::readContract(*m_database), this, take);
}

/// The last hour of a measure that it has.
void ConnectionTest::testMeasures()
{
    begin(measuresRead);
    if (!m_credentials && m_profile.measures.storesSecret) {
        fail(measuresRead, m_credentials.error(), tr("Enter the password again."));
        return;
    }
    m_measures = metrics::chosenSource(*m_access->measures, m_clock);
    const Timestamp end = floorTo(m_clock.now(), 1min);
    metrics::MetricRequest request{"ai", {}, 1, {end - 1h, end}, {}};
    if (!m_measures->knows(request.measure, "model"))
        request.measure = "ingest";
    whenDone(m_measures->read(request), this,
             [this](const Result<metrics::MetricAnswer> &answer) { takeMeasures(answer); });
}

void ConnectionTest::takeMeasures(const Result<metrics::MetricAnswer> &answer)
{
    if (!answer) {
        fail(measuresRead, answer.error(), tr("Change what measures are read from."));
        return;
    }
    const QString text = sourceText(*m_measures, answer->measuredUntil, m_clock.now());
    if (answer->measuredUntil)
        settle(measuresRead, Outcome::Ok, text);
    else
        settle(measuresRead, Outcome::Warning, text,
               tr("It answers, and has nothing of this gateway. See that it gets something."));
}

} // namespace gatehouse::connections
