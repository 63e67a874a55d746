#include "models/ledger/chaincheck.h"
#include "resources/resources.h"
#include "services/admin_api/adminclient.h"
#include "services/core/hex.h"
#include "services/gateway/admin/adminendpoint.h"
#include "services/gateway/admin/tokens.h"
#include "services/gateway/http/server.h"
#include "services/postgres/connection.h"
#include "services/signing/digest.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ledger;
using gatehouse::test::GatewayDatabase;

/// The ledger of a real Postgres, tampered with by its superuser, whom nothing there stops.
class ChainCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void theWholeChainHolds_data() { addReaders(); }
    void theWholeChainHolds();
    void whatWasTamperedWithIsFound_data();
    void whatWasTamperedWithIsFound();
    void anAuditorsPinIsHeldAgainstIt_data();
    void anAuditorsPinIsHeldAgainstIt();
    void anEntryThatWasHashedAnewDoesNotFitTheNext();
    void aLongGapIsOneToo_data() { addReaders(); }
    void aLongGapIsOneToo();
    void anEmptyLedgerIsUnbroken_data() { addReaders(); }
    void anEmptyLedgerIsUnbroken();
    void aLongLedgerIsReadInPages();
    void aLimitedTokenSeesNoChain();
    void aStoppedCheckTellsNothing();
    void aDatabaseThatIsAwayIsSaid();

private:
    static void addReaders();
    void startApi();
    void addOldEntries(int count);
    void appendMany(int from, int to);
    void tamper(const QByteArray &sql);
    std::unique_ptr<EntryReader> reader(const QByteArray &name);
    Result<Report> check(Pin pin = {}, const QByteArray &from = "postgres");
    std::string hashOf(int sequence);

    std::unique_ptr<test::TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database;
    std::unique_ptr<gateway::AdminEndpoint> m_endpoint;
    std::unique_ptr<http::Server> m_server;
    std::unique_ptr<postgres::Session> m_superuser;
    std::unique_ptr<postgres::Connection> m_console;
    std::unique_ptr<AdminClient> m_api;
};

void ChainCheckTest::initTestCase()
{
    m_cluster = test::TestCluster::start();
    m_database = std::make_unique<GatewayDatabase>(*m_cluster, "chain");
    auto superuser = postgres::Session::connect(m_database->options("postgres"));
    QVERIFY(superuser);
    m_superuser = std::make_unique<postgres::Session>(std::move(*superuser));
    m_console = std::make_unique<postgres::Connection>(m_database->options("gatehouse_console"));
    startApi();
}

void ChainCheckTest::cleanupTestCase()
{
    m_server->stop(std::chrono::seconds(5));
    m_server.reset();
}

void ChainCheckTest::startApi()
{
    auto session = m_database->session("gatehouse_gateway");
    QVERIFY(gateway::ensureAdminToken(session, "viewer", "viewer", "viewer-token"));
    gateway::AdminOptions options;
    options.database = m_database->options();
    m_endpoint =
        std::make_unique<gateway::AdminEndpoint>(options, m_database->clock, m_database->log);
    auto server = http::Server::start(
        {}, [this](const http::RequestHead &) { return m_endpoint.get(); }, m_database->log);
    QVERIFY(server);
    m_server = std::move(*server);
    m_api = std::make_unique<AdminClient>(QUrl(QString::fromStdString(m_server->url())),
                                          "viewer-token");
}

/// Entries 1 to 3 as they were written before, 4 to 9 as they are now.
void ChainCheckTest::init()
{
    tamper("TRUNCATE gatehouse.audit");
    addOldEntries(3);
    appendMany(4, 9);
}

/// With the function of the first migration, under another name.
void ChainCheckTest::addOldEntries(int count)
{
    const auto migration = resource(QStringLiteral("sql/0001_gateway.sql"));
    QVERIFY(migration);
    QByteArray make = migration->mid(migration->indexOf("CREATE FUNCTION gatehouse.append_audit"));
    make = make.left(make.indexOf("END $$;") + 7).replace("append_audit", "append_old");
    tamper("ALTER TABLE gatehouse.audit ALTER hash_version SET DEFAULT 1");
    tamper(make);
    for (int entry = 1; entry <= count; ++entry)
        tamper("SELECT gatehouse.append_old('anna', 'support', 'dlq.discard', 'dead_letter', 'id',"
               " 'f\xC3\xBCr alle', '{\"b\": [1, 2], \"a\": null}')");
    tamper("DROP FUNCTION gatehouse.append_old");
    tamper("ALTER TABLE gatehouse.audit ALTER hash_version DROP DEFAULT");
}

void ChainCheckTest::appendMany(int from, int to)
{
    m_database->cell("SELECT max(gatehouse.append_audit('mira', 'admin', 'routes.change', 'route',"
                     " 'id', 'entry ' || n, jsonb_build_object('n', n, 'before', 1.50),"
                     " '192.0.2.7', CASE WHEN n % 2 = 0 THEN 'curl/8' END))"
                     " FROM generate_series($1::bigint, $2::bigint) AS n",
                     {std::int64_t(from), std::int64_t(to)});
}

/// Past the trigger, too.
void ChainCheckTest::tamper(const QByteArray &sql)
{
    QVERIFY(m_superuser->execute("SET session_replication_role = replica"));
    const auto done = m_superuser->execute(sql.toStdString());
    QVERIFY2(done, done ? "" : qPrintable(done.error().message + done.error().detail));
}

std::unique_ptr<EntryReader> ChainCheckTest::reader(const QByteArray &name)
{
    return name == "api" ? makeApiReader(*m_api) : makePostgresReader(*m_console);
}

Result<Report> ChainCheckTest::check(Pin pin, const QByteArray &from)
{
    ChainCheck check(reader(from), std::move(pin));
    std::optional<Result<Report>> ended;
    connect(&check, &ChainCheck::finished, this,
            [&ended](const Report &report) { ended = report; });
    connect(&check, &ChainCheck::failed, this,
            [&ended](const Error &error) { ended = failure(error); });
    check.start();
    if (!QTest::qWaitFor([&ended] { return ended.has_value(); }, 20'000))
        return failure(ErrorKind::Timeout, QStringLiteral("no end"));
    return *ended;
}

std::string ChainCheckTest::hashOf(int sequence)
{
    const QString hex =
        m_database->cell("SELECT encode(hash, 'hex') FROM gatehouse.audit WHERE sequence = $1",
                         {std::int64_t(sequence)});
    return fromHex(hex.toStdString()).value_or("");
}

void ChainCheckTest::addReaders()
{
    QTest::addColumn<QByteArray>("from");
    QTest::newRow("from Postgres") << QByteArray("postgres");
    QTest::newRow("through the API") << QByteArray("api");
}

void ChainCheckTest::theWholeChainHolds()
{
    QFETCH(QByteArray, from);
    const auto report = check({}, from);
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QVERIFY2(!report->broken, qPrintable(sentence(*report)));
    QCOMPARE(report->entries, 9);
    QCOMPARE(report->last, 9);
    QVERIFY(report->lastHash == hashOf(9));
    QCOMPARE(sentence(*report),
             QStringLiteral("9 entries, unbroken. The last is entry 9, its hash %1.")
                 .arg(QString::fromStdString(toHex(asBytes(hashOf(9))))));
}

void ChainCheckTest::whatWasTamperedWithIsFound_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("sequence");
    QTest::addColumn<Fault>("fault");
    const auto row = [](const char *name, const char *sql, int sequence, Fault fault) {
        QTest::newRow(name) << QByteArray(sql) << sequence << fault;
    };
    const auto set = [](const char *name, const char *what, int sequence) {
        QTest::newRow(name) << "UPDATE gatehouse.audit SET " + QByteArray(what)
                + " WHERE sequence = " + QByteArray::number(sequence)
                            << sequence << Fault::Changed;
    };
    set("another reason", "reason = 'because'", 5);
    set("another actor", "actor = 'anna'", 5);
    set("another role", "role = 'viewer'", 5);
    set("another action", "action = 'routes.delete'", 5);
    set("another target", "target_id = 'id2'", 5);
    set("the border between two fields", "target_type = 'routei', target_id = 'd'", 5);
    set("another detail", "detail = detail || '{\"n\": 6}'", 5);
    set("the same number written otherwise", "detail = detail || '{\"before\": 1.5}'", 5);
    set("a microsecond later", "at = at + interval '1 microsecond'", 5);
    set("a year before all others", "at = at - interval '1 year'", 5);
    set("another address", "source_ip = '192.0.2.8'", 5);
    set("no address", "source_ip = NULL", 5);
    set("empty instead of none", "user_agent = ''", 5);
    set("another hash", "hash = sha256('x')", 5);
    set("the last", "reason = 'because'", 9);
    set("an old one", "reason = 'because'", 2);
    set("an address on an old one", "source_ip = '192.0.2.8'", 2);
    set("back to the old rule", "hash_version = 1, source_ip = NULL, user_agent = NULL", 5);
    row("deleted", "DELETE FROM gatehouse.audit WHERE sequence = 5", 5, Fault::MissingNumber);
    row("the first deleted", "DELETE FROM gatehouse.audit WHERE sequence = 1", 1,
        Fault::MissingNumber);
    row("several deleted", "DELETE FROM gatehouse.audit WHERE sequence IN (4, 5, 8)", 4,
        Fault::MissingNumber);
    row("deleted and closed up",
        "DELETE FROM gatehouse.audit WHERE sequence = 5;"
        "UPDATE gatehouse.audit SET sequence = sequence - 1 WHERE sequence = 6",
        5, Fault::WrongPrevious);
    row("swapped",
        "UPDATE gatehouse.audit SET sequence = -5 WHERE sequence = 5;"
        "UPDATE gatehouse.audit SET sequence = 5 WHERE sequence = 6;"
        "UPDATE gatehouse.audit SET sequence = 6 WHERE sequence = -5",
        5, Fault::WrongPrevious);
    row("swapped what they say",
        "UPDATE gatehouse.audit a SET reason = b.reason, detail = b.detail"
        " FROM gatehouse.audit b WHERE a.sequence IN (5, 6) AND b.sequence = 11 - a.sequence",
        5, Fault::Changed);
    row("forged at the end",
        "INSERT INTO gatehouse.audit SELECT 10, now(), 'mira', 'admin', 'workers.pause', 'workers',"
        " 'all', 'forged', '{}', hash, sha256('forged'), NULL, NULL, 2"
        " FROM gatehouse.audit WHERE sequence = 9",
        10, Fault::Changed);
    row("forged without the hash before",
        "INSERT INTO gatehouse.audit VALUES (10, now(), 'mira', 'admin', 'workers.pause', "
        "'workers',"
        " 'all', 'forged', '{}', '', sha256('forged'), NULL, NULL, 2)",
        10, Fault::WrongPrevious);
    row("forged by the old rule",
        "INSERT INTO gatehouse.audit SELECT 10, at, actor, role, action, target_type, target_id,"
        " reason, detail, hash, sha256('x'), NULL, NULL, 1 FROM gatehouse.audit WHERE sequence = 9",
        10, Fault::Changed);
    row("by a rule of tomorrow",
        "ALTER TABLE gatehouse.audit DROP CONSTRAINT audit_hash_version_check;"
        "UPDATE gatehouse.audit SET hash_version = 3 WHERE sequence = 9;"
        "ALTER TABLE gatehouse.audit ADD CONSTRAINT audit_hash_version_check"
        " CHECK (hash_version IN (1, 2)) NOT VALID",
        9, Fault::UnknownRule);
}

void ChainCheckTest::whatWasTamperedWithIsFound()
{
    QFETCH(QByteArray, sql);
    QFETCH(int, sequence);
    QFETCH(Fault, fault);
    for (const QByteArray &statement : sql.split(';'))
        tamper(statement);
    for (const char *from : {"postgres", "api"}) {
        const auto report = check({}, from);
        QVERIFY2(report, report ? "" : qPrintable(report.error().message));
        QVERIFY2(report->broken, from);
        QCOMPARE(report->broken->sequence, sequence);
        QCOMPARE(int(report->broken->fault), int(fault));
        QCOMPARE(report->entries, sequence - 1);
        QVERIFY(sentence(*report).contains(QString::number(sequence)));
    }
}

void ChainCheckTest::anAuditorsPinIsHeldAgainstIt_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("pinned"); // the entry whose hash was noted before
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("broken"); // zero: nothing
    QTest::addColumn<Fault>("fault");
    const QByteArray nothing = "SELECT 1";
    const QByteArray cut = "DELETE FROM gatehouse.audit WHERE sequence > 7";
    QTest::newRow("the last") << 1 << 9 << nothing << 0 << Fault::Changed;
    QTest::newRow("one in between") << 1 << 5 << nothing << 0 << Fault::Changed;
    QTest::newRow("from there on") << 5 << 5 << nothing << 0 << Fault::Changed;
    QTest::newRow("from the last on") << 9 << 9 << nothing << 0 << Fault::Changed;
    QTest::newRow("another one's hash") << 5 << 6 << nothing << 5 << Fault::OtherHash;
    QTest::newRow("the end cut off") << 1 << 9 << cut << 7 << Fault::PinMissing;
    QTest::newRow("the end cut off before it") << 9 << 9 << cut << 9 << Fault::MissingNumber;
    QTest::newRow("all gone") << 1 << 9 << QByteArray("TRUNCATE gatehouse.audit") << 0
                              << Fault::PinMissing;
    QTest::newRow("the end written anew") << 1 << 9 << cut + ";append" << 9 << Fault::PinMissing;
}

void ChainCheckTest::anAuditorsPinIsHeldAgainstIt()
{
    QFETCH(int, from);
    QFETCH(int, pinned);
    QFETCH(QByteArray, sql);
    QFETCH(int, broken);
    QFETCH(Fault, fault);
    const Pin pin{from, hashOf(pinned)};
    for (const QByteArray &statement : sql.split(';'))
        statement == "append" ? appendMany(18, 19) : tamper(statement);
    const auto report = check(pin);
    QVERIFY(report);
    const bool isBroken = fault != Fault::Changed;
    QCOMPARE(report->broken.has_value(), isBroken);
    if (isBroken) {
        QCOMPARE(report->broken->sequence, broken);
        QCOMPARE(int(report->broken->fault), int(fault));
    }
}

void ChainCheckTest::anEntryThatWasHashedAnewDoesNotFitTheNext()
{
    tamper("UPDATE gatehouse.audit SET reason = 'because' WHERE sequence = 5");
    QFuture<Result<EntryPage>> page = makePostgresReader(*m_console)->entriesFrom(5);
    page.waitForFinished();
    const std::string hash = expectedHash(page.result()->entries.front()).value_or("");
    tamper("UPDATE gatehouse.audit SET hash = '\\x" + QByteArray::fromStdString(hash).toHex()
           + "' WHERE sequence = 5");
    const auto report = check();
    QVERIFY(report && report->broken);
    QCOMPARE(report->broken->sequence, 6);
    QCOMPARE(int(report->broken->fault), int(Fault::WrongPrevious));
}

void ChainCheckTest::aLongGapIsOneToo()
{
    QFETCH(QByteArray, from);
    tamper("UPDATE gatehouse.audit SET sequence = sequence + 2000 WHERE sequence > 5");
    const auto report = check({}, from);
    QVERIFY(report && report->broken);
    QCOMPARE(report->broken->sequence, 6);
    QCOMPARE(int(report->broken->fault), int(Fault::MissingNumber));
}

void ChainCheckTest::anEmptyLedgerIsUnbroken()
{
    QFETCH(QByteArray, from);
    tamper("TRUNCATE gatehouse.audit");
    const auto report = check({}, from);
    QVERIFY(report && !report->broken);
    QCOMPARE(sentence(*report), QStringLiteral("The ledger has no entries."));
}

void ChainCheckTest::aLongLedgerIsReadInPages()
{
    appendMany(10, 1600);
    ChainCheck check(reader("postgres"), {});
    QSignalSpy progress(&check, &ChainCheck::progressed);
    std::optional<Result<Report>> ended;
    connect(&check, &ChainCheck::finished, this,
            [&ended](const Report &report) { ended = report; });
    connect(&check, &ChainCheck::failed, this,
            [&ended](const Error &error) { ended = failure(error); });
    check.start();
    QTRY_VERIFY(ended);
    QCOMPARE((*ended)->entries, 1600);
    QCOMPARE(progress.size(), 4);
    QCOMPARE(progress.first(), QVariantList({qint64(500), qint64(1600)}));
}

void ChainCheckTest::aLimitedTokenSeesNoChain()
{
    const postgres::Bytes hash{signing::sha256("limited-token")};
    m_database->cell("INSERT INTO gatehouse.admin_token (id, name, role, tenants, token_hash)"
                     " VALUES (gen_random_uuid(), 'limited', 'viewer', '{acme}', $1)",
                     {hash});
    AdminClient limited(m_api->baseUrl(), "limited-token");
    ChainCheck check(makeApiReader(limited), {});
    std::optional<Result<Report>> ended;
    connect(&check, &ChainCheck::finished, this,
            [&ended](const Report &report) { ended = report; });
    connect(&check, &ChainCheck::failed, this,
            [&ended](const Error &error) { ended = failure(error); });
    check.start();
    QTRY_VERIFY(ended);
    QVERIFY(!*ended);
    QCOMPARE(int(ended->error().kind), int(ErrorKind::Denied));
}

void ChainCheckTest::aStoppedCheckTellsNothing()
{
    ChainCheck check(reader("postgres"), {});
    QSignalSpy progress(&check, &ChainCheck::progressed);
    bool hasEnded = false;
    connect(&check, &ChainCheck::finished, this, [&hasEnded] { hasEnded = true; });
    connect(&check, &ChainCheck::failed, this, [&hasEnded] { hasEnded = true; });
    check.start();
    check.stop();
    QFuture<Result<EntryPage>> after = makePostgresReader(*m_console)->entriesFrom(1);
    after.waitForFinished();
    QCoreApplication::processEvents();
    QVERIFY(!hasEnded);
    QVERIFY(progress.isEmpty());
}

void ChainCheckTest::aDatabaseThatIsAwayIsSaid()
{
    m_database->goAway();
    const auto report = check();
    m_database->comeBack();
    QVERIFY(!report);
    QCOMPARE(int(report.error().kind), int(ErrorKind::Unavailable));
}

QTEST_GUILESS_MAIN(ChainCheckTest)
#include "chaincheck_test.moc"
