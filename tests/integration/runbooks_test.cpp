#include "services/connections/profile.h"
#include "services/postgres/session.h"
#include "tests/integration/support/program.h"
#include "tests/integration/support/webhooks.h"
#include "tests/support/testcluster.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

QString contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

void writePrivate(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(file.write(content), content.size());
}

/// The fenced blocks of one language, without the indentation of the step that they belong to.
QStringList blocksOf(const QString &page, const QString &language)
{
    QStringList blocks;
    const QRegularExpression fence(QStringLiteral("^( *)```%1\n(.*?)^ *```$").arg(language),
                                   QRegularExpression::MultilineOption
                                       | QRegularExpression::DotMatchesEverythingOption);
    for (auto found = fence.globalMatch(page); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        const QRegularExpression indentation(u'^' + match.captured(1),
                                             QRegularExpression::MultilineOption);
        blocks += match.captured(2).remove(indentation);
    }
    return blocks;
}

/// The same, with its password in that file: a profile that is saved holds none.
QString withPasswordFile(QString conninfo, const QString &file)
{
    const QRegularExpression password(QStringLiteral(" password='?([^' ]+)'?"));
    writePrivate(file, "*:*:*:*:" + password.match(conninfo).captured(1).toUtf8() + '\n');
    return conninfo.remove(password) + QStringLiteral(" passfile=") + file;
}

QString pageFile(const QString &name)
{
    return QStringLiteral(GATEHOUSE_SOURCE "/docs/runbooks/") + name;
}

} // namespace

/// The runbooks' shell blocks, run page by page on a gateway that has had a bad day.
class RunbooksTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void everyStepRuns_data();
    void everyStepRuns();
    void theServeCommandHasItsOptions();
    void replayPutsBackWhatDied();
    void backfillTakesFilesOnce();
    void aMonthWithOpenJobsIsNotDropped();

private:
    struct Outcome
    {
        int exitCode = -1;
        QByteArray output;
        QByteArray errors;
    };

    Outcome runPage(const QString &page);
    void wordpress(const std::string &body);
    void killDelivery(const std::string &id);
    QByteArray list(const QString &command);

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<Program> m_gateway;
    std::string m_url;
    QString m_tokenId;
};

void RunbooksTest::initTestCase()
{
    m_cluster = TestCluster::start();
    m_gateway = std::make_unique<Program>(builtProgram(QStringLiteral("gatehousectl")));
    const QString home = m_gateway->home();
    writePrivate(home + QStringLiteral("/gateway.env"),
                 "PROVIDER_SECRETS_STRIPE=acme:whsec_test\nHMAC_SHARED_SECRET=shared\n"
                 "GATEHOUSE_ADMIN_TOKEN=an-admin-token\nGATEHOUSE_MASTER_KEY_FILE="
                     + home.toUtf8() + "/master.key\n");
    writePrivate(home + QStringLiteral("/token"), "an-admin-token\n");
    writePrivate(home + QStringLiteral("/secret"), "whsec_test\n");
    writePrivate(home + QStringLiteral("/new-secret"), "whsec_rotated\n");
    writePrivate(home + QStringLiteral("/password"), "abcd efgh\n");
    writePrivate(home + QStringLiteral("/delivery-secret"), "a new secret for deliveries\n");
    QVERIFY(QDir(home).mkpath(QStringLiteral("events")));
    for (const char *id : {"evt_file_1", "evt_file_2"})
        writePrivate(home + QStringLiteral("/events/%1.json").arg(QLatin1String(id)),
                     R"({"id":")" + QByteArray(id)
                         + R"(","object":"event","type":"customer.created","created":1794922327,)"
                           R"("data":{"object":{"id":"cus_1","object":"customer"}}})");
    m_gateway->start({QStringLiteral("serve"), QStringLiteral("--listen"),
                      QStringLiteral("127.0.0.1:0"), QStringLiteral("--simulator"),
                      QStringLiteral("--env"), home + QStringLiteral("/gateway.env"),
                      QStringLiteral("--database"),
                      QString::fromStdString(m_cluster->conninfo("gatehouse_owner"))});
    const QString line = m_gateway->waitForLine(QStringLiteral("listening on "));
    QVERIFY2(!line.isEmpty(), m_gateway->errors().constData());
    m_url = line.section(u' ', -1).toStdString();

    ConnectionProfile profile;
    profile.name = QStringLiteral("local");
    profile.url = QUrl(QString::fromStdString(m_url));
    profile.tokenFile = home + QStringLiteral("/token");
    profile.database =
        withPasswordFile(QString::fromStdString(m_cluster->conninfo("gatehouse_console")),
                         home + QStringLiteral("/pgpass"));
    QVERIFY(ConnectionProfiles(home + QStringLiteral("/xdg_config_home/gatehouse/connections"))
                .save(profile));
    const Answer made = adminRequest(
        "POST", m_url + "/admin/v1/destinations", "an-admin-token",
        R"({"name":"site","base_url":"https:\/\/wp.example","auth":{"type":"bearer","token":"t"},)"
        R"("signing_secret":"the old secret for deliveries"})",
        "site");
    QVERIFY2(made.status == 201, made.body.c_str());
    const Answer key = adminRequest(
        "POST", m_url + "/admin/v1/jwt-keys/rotate", "an-admin-token",
        R"({"algorithm":"RS256","issuer":"https:\/\/wp.example","audience":"gatehouse","reason":"x"})",
        "key");
    QVERIFY2(key.status == 201, "no key");
    const Answer token = adminRequest("POST", m_url + "/admin/v1/tokens", "an-admin-token",
                                      R"({"name":"ci","role":"viewer","reason":"x"})", "token");
    QVERIFY2(token.status == 201, "no token");
    m_tokenId = QJsonDocument::fromJson(QByteArray::fromStdString(token.body))
                    .object()
                    .value(u"id")
                    .toString();
}

void RunbooksTest::cleanupTestCase()
{
    m_gateway->terminate();
    QVERIFY(m_gateway->waitForEnd());
    m_gateway.reset();
    m_cluster.reset();
}

RunbooksTest::Outcome RunbooksTest::runPage(const QString &page)
{
    const QStringList blocks =
        blocksOf(contentOf(pageFile(QStringLiteral("README.md"))), QStringLiteral("sh"))
        + blocksOf(contentOf(pageFile(page)), QStringLiteral("sh"));
    Program bash{QStringLiteral("bash")};
    const QString home = m_gateway->home();
    bash.setHome(home);
    bash.setVariable(QStringLiteral("PATH"),
                     QFileInfo(builtProgram(QStringLiteral("gatehousectl"))).path() + u':'
                         + qEnvironmentVariable("PATH"));
    bash.setVariable(QStringLiteral("GATEWAY"), QString::fromStdString(m_url));
    bash.setVariable(QStringLiteral("TOKEN_FILE"), home + QStringLiteral("/token"));
    bash.setVariable(QStringLiteral("ENV_FILE"), home + QStringLiteral("/gateway.env"));
    bash.setVariable(QStringLiteral("OWNER"),
                     QString::fromStdString(m_cluster->conninfo("gatehouse_owner")));
    bash.setVariable(QStringLiteral("EDITOR"), QStringLiteral("true"));
    bash.setVariable(QStringLiteral("SECRET_FILE"), home + QStringLiteral("/secret"));
    bash.setVariable(QStringLiteral("NEW_SECRET_FILE"), home + QStringLiteral("/new-secret"));
    bash.setVariable(QStringLiteral("TOKEN_ID"), m_tokenId);
    bash.setVariable(QStringLiteral("NEW_KEY_FILE"), home + QStringLiteral("/new-key.pem"));
    bash.setVariable(QStringLiteral("EVENTS"), home + QStringLiteral("/events"));
    bash.setVariable(QStringLiteral("MONTH"), QStringLiteral("2020_01"));
    bash.setVariable(QStringLiteral("DESTINATION"), QStringLiteral("site"));
    bash.setVariable(QStringLiteral("DELIVERY_SECRET_FILE"),
                     home + QStringLiteral("/delivery-secret"));
    bash.setVariable(QStringLiteral("SITE_URL"), QStringLiteral("https://wp.example"));
    bash.setVariable(QStringLiteral("SITE_USER"), QStringLiteral("anna"));
    bash.setVariable(QStringLiteral("PASSWORD_FILE"), home + QStringLiteral("/password"));
    Outcome outcome;
    outcome.exitCode = bash.run({QStringLiteral("-euo"), QStringLiteral("pipefail"),
                                 QStringLiteral("-c"), blocks.join(u'\n')});
    outcome.output = bash.output();
    outcome.errors = bash.errors();
    return outcome;
}

void RunbooksTest::wordpress(const std::string &body)
{
    static int key = 0;
    const Answer answer = adminRequest("POST", m_url + "/admin/v1/simulator/wordpress",
                                       "an-admin-token", body, "wp-" + std::to_string(++key));
    QVERIFY2(answer.status == 200, answer.body.c_str());
}

QByteArray RunbooksTest::list(const QString &command)
{
    Program program{builtProgram(QStringLiteral("gatehousectl"))};
    program.setHome(m_gateway->home());
    program.run(command.split(u' '));
    return program.output();
}

/// An event whose only job is dead, with a letter as a WordPress outage leaves it.
void RunbooksTest::killDelivery(const std::string &id)
{
    const QString letters = QStringLiteral("dlq list --state open --json --limit 500");
    const auto open = [&] { return list(letters).count('\n'); };
    const auto before = open();
    wordpress(R"({"mode":"fail","status":422})");
    StripeSender stripe(m_url, "acme", "whsec_test");
    const Answer answer = stripe.send(id, "invoice.paid");
    QVERIFY2(answer.status == 202, answer.body.c_str());
    QTRY_COMPARE_WITH_TIMEOUT(open(), before + 1, 30'000);
    postgres::SessionOptions options;
    options.conninfo = m_cluster->conninfo("gatehouse_owner");
    auto owner = postgres::Session::connect(options);
    QVERIFY(owner);
    QVERIFY(owner->execute(
        "UPDATE gatehouse.dead_letter SET root_cause = 'http_5xx' WHERE state = 'open'"));
    wordpress(R"({"mode":"accept"})");
}

void RunbooksTest::everyStepRuns_data()
{
    QTest::addColumn<QString>("page");
    const QStringList pages = QDir(pageFile({})).entryList({QStringLiteral("*.md")});
    QVERIFY(pages.size() >= 6);
    for (const QString &page : pages)
        QTest::newRow(qPrintable(page)) << page;
}

void RunbooksTest::everyStepRuns()
{
    QFETCH(QString, page);
    killDelivery("evt_" + page.toStdString());
    postgres::SessionOptions options;
    options.conninfo = m_cluster->conninfo("gatehouse_owner");
    auto owner = postgres::Session::connect(options);
    QVERIFY(owner && owner->execute("SELECT gatehouse.ensure_partitions('2020-01-01', 1)"));
    const Outcome outcome = runPage(page);
    QVERIFY2(outcome.exitCode == 0, (outcome.errors + outcome.output).constData());
    QVERIFY2(!outcome.errors.contains("gatehousectl:"), outcome.errors.constData());
}

void RunbooksTest::theServeCommandHasItsOptions()
{
    const QString help = QString::fromUtf8(list(QStringLiteral("serve --help")));
    const QRegularExpression option(QStringLiteral("(?<= )--[a-z-]+"));
    int found = 0;
    for (const QString &page : QDir(pageFile({})).entryList({QStringLiteral("*.md")})) {
        for (const QString &block :
             blocksOf(contentOf(pageFile(page)), QStringLiteral("console"))) {
            if (!block.startsWith(QStringLiteral("gatehousectl serve")))
                continue;
            for (auto match = option.globalMatch(block); match.hasNext(); ++found) {
                const QString name = match.next().captured();
                QVERIFY2(help.contains(name), qPrintable(name));
            }
        }
    }
    QVERIFY(found >= 3);
}

void RunbooksTest::replayPutsBackWhatDied()
{
    killDelivery("evt_replay");
    QCOMPARE(runPage(QStringLiteral("replay.md")).exitCode, 0);
    QCOMPARE(list(QStringLiteral("dlq list --state open --json")), QByteArray());
    QTRY_VERIFY_WITH_TIMEOUT(
        list(QStringLiteral("events list --provider-event-id evt_replay --status processed --json"))
            .contains("evt_replay"),
        30'000);
}

void RunbooksTest::backfillTakesFilesOnce()
{
    (void)runPage(QStringLiteral("backfill.md"));
    const Outcome again = runPage(QStringLiteral("backfill.md"));
    QCOMPARE(again.output.count("\"duplicate\""), 2);
    QVERIFY(!again.output.contains(" 401"));
    for (const char *id : {"evt_file_1", "evt_file_2"})
        QCOMPARE(list(QStringLiteral("events list --json --provider-event-id ") + QLatin1String(id))
                     .count('\n'),
                 1);
}

void RunbooksTest::aMonthWithOpenJobsIsNotDropped()
{
    postgres::SessionOptions options;
    options.conninfo = m_cluster->conninfo("gatehouse_owner");
    auto owner = postgres::Session::connect(options);
    QVERIFY(owner);
    QVERIFY(owner->execute("SELECT gatehouse.ensure_partitions('2020-01-01', 1)"));
    QVERIFY(owner->execute(
        "INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path, mode, "
        "source,"
        " idempotency_key, status, next_attempt_at) SELECT gen_random_uuid(), now(),"
        " gatehouse.uuid_v7('2020-01-15'), 'deliver', '/', 'live', 'old', 'k', 'dead', now()"));
    const auto isThere = [&owner] {
        return owner->execute("SELECT to_regclass('gatehouse.webhook_payload_2020_01') IS NOT NULL")
            ->get<bool>(0, 0);
    };
    const Outcome kept = runPage(QStringLiteral("database-full.md"));
    QVERIFY2(kept.output.contains("nothing was dropped"), (kept.output + kept.errors).constData());
    QVERIFY(isThere());
    QVERIFY(owner->execute("DELETE FROM gatehouse.job_execution WHERE source = 'old'"));
    QCOMPARE(runPage(QStringLiteral("database-full.md")).exitCode, 0);
    QVERIFY(!isThere());
}

QTEST_GUILESS_MAIN(RunbooksTest)
#include "runbooks_test.moc"
