#include "tests/services/gateway/support/gatewaydatabase.h"

#include "services/gateway/store/migrator.h"

#include <QTest>

#include <atomic>

namespace gatehouse::test {

using postgres::Session;
using postgres::SessionOptions;

namespace {

Session connected(const SessionOptions &options)
{
    auto session = Session::connect(options);
    if (!session)
        qFatal("no session: %s", qPrintable(session.error().message));
    return std::move(*session);
}

/// The rows of a data table may each have one.
std::string uniqueName(const std::string &name)
{
    static std::atomic<int> number = 0;
    return name + std::to_string(++number);
}

SessionOptions optionsOf(const TestCluster &cluster, const std::string &role,
                         const std::string &database)
{
    SessionOptions options;
    options.conninfo = cluster.conninfo(role, database);
    return options;
}

void migrate(Session &owner, const Clock &clock, Log &log)
{
    if (const auto migrated = gateway::migrate(owner, clock, log); !migrated)
        qFatal("not migrated: %s %s", qPrintable(migrated.error().message),
               qPrintable(migrated.error().detail));
}

/// Migrated, with an owner's session.
Session migratedDatabase(TestCluster &cluster, const std::string &name, const Clock &clock,
                         Log &log)
{
    const auto owner = [&](const std::string &database) {
        return connected(optionsOf(cluster, "gatehouse_owner", database));
    };
    cluster.createDatabaseLike(
        "migrated",
        [&](const std::string &pattern) {
            Session session = owner(pattern);
            migrate(session, clock, log);
        },
        name);
    Session session = owner(name);
    migrate(session, clock, log); // for what a copy leaves behind: rights on the database
    return session;
}

} // namespace

GatewayDatabase::GatewayDatabase(TestCluster &cluster, const std::string &name)
    : m_cluster(cluster)
    , m_name(uniqueName(name))
    , m_owner(migratedDatabase(cluster, m_name, clock, log))
{
}

SessionOptions GatewayDatabase::options(const std::string &role) const
{
    return optionsOf(m_cluster, role, m_name);
}

void GatewayDatabase::migrateAgain(int version)
{
    const auto applied = m_owner
                             .execute("DELETE FROM gatehouse.schema_migration WHERE version = $1",
                                      {std::int64_t(version)})
                             .and_then([this](const postgres::Rows &) {
                                 return gateway::migrate(m_owner, clock, log);
                             });
    if (!applied)
        qFatal("not migrated again: %s %s", qPrintable(applied.error().message),
               qPrintable(applied.error().detail));
}

Session GatewayDatabase::session(const std::string &role) const
{
    return connected(options(role));
}

Session &GatewayDatabase::owner()
{
    if (!m_owner.isAlive())
        m_owner = session();
    return m_owner;
}

QString GatewayDatabase::cell(const std::string &sql, const postgres::Parameters &parameters)
{
    const auto rows = owner().execute("SELECT (" + sql + ")::text", parameters);
    if (!rows)
        return rows.error().message + u' ' + rows.error().detail;
    return QString::fromStdString(rows->get<std::string>(0, 0));
}

void GatewayDatabase::goAway()
{
    Session postgres = connected(optionsOf(m_cluster, "postgres", "postgres"));
    QVERIFY(postgres.execute("ALTER DATABASE \"" + m_name + "\" ALLOW_CONNECTIONS false"));
    QVERIFY(postgres.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                             " WHERE datname = $1",
                             {m_name}));
}

void GatewayDatabase::comeBack()
{
    letIn();
    m_owner = session();
}

void GatewayDatabase::leave()
{
    goAway();
    letIn();
}

void GatewayDatabase::letIn()
{
    Session postgres = connected(optionsOf(m_cluster, "postgres", "postgres"));
    QVERIFY(postgres.execute("ALTER DATABASE \"" + m_name + "\" ALLOW_CONNECTIONS true"));
}

gateway::IncomingEvent stripeEvent(UuidGenerator &ids, const std::string &providerId,
                                   const std::string &type)
{
    gateway::IncomingEvent event;
    event.id = ids.next();
    event.source = "stripe";
    event.tenant = "acme";
    event.eventType = type;
    event.providerEventId = providerId;
    event.idempotencyKey = "stripe:acme:" + providerId;
    event.rawBody = R"({"id":")" + providerId + R"(","object":"event","type":")" + type
        + R"(","created":1794922327,"data":{"object":{"id":"pi_1","object":"payment_intent"}}})";
    event.headersJson = R"([["Content-Type","application/json"]])";
    event.requestUrl = "http://127.0.0.1/api/webhooks/stripe/ingest?tenant=acme";
    event.canonicalJson = R"({"event_id":")" + event.id.toString() + R"(","source":"stripe"})";
    event.sourceIp = "127.0.0.1";
    event.userAgent = "Stripe/1.0";
    event.traceId = "0af7651916cd43dd8448eb211c80319c";
    return event;
}

} // namespace gatehouse::test
