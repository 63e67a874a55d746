#include "services/cluster/privatecluster.h"
#include "services/postgres/session.h"
#include "tests/integration/support/program.h"
#include "tests/integration/support/webhooks.h"
#include "tests/services/gateway/support/tinyserver.h"
#include "tests/support/testcluster.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::test;

/// gatehousectl as a person uses it: one gateway with its own cluster, and commands beside it that
/// find it by themselves.
class CommandsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Program> m_gateway;
    std::string m_url;
    QString m_token;

    struct Outcome
    {
        int exitCode = -1;
        QByteArray output;
        QByteArray errors;
        QList<QJsonObject> objects() const
        {
            QList<QJsonObject> list;
            for (const QByteArray &line : output.split('\n')) {
                if (!line.isEmpty())
                    list += QJsonDocument::fromJson(line).object();
            }
            return list;
        }
    };

    Outcome run(const QStringList &arguments)
    {
        Program command{builtProgram(QStringLiteral("gatehousectl"))};
        command.setHome(m_gateway->home());
        Outcome outcome;
        outcome.exitCode = command.run(arguments);
        outcome.output = command.output();
        outcome.errors = command.errors();
        return outcome;
    }

    /// Another database of the gateway's Postgres, as the role that reads.
    QString database(const QString &name) const
    {
        QFile file(m_gateway->home()
                   + QStringLiteral("/xdg_config_home/gatehouse/connections/local.json"));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QJsonDocument::fromJson(file.readAll()).object().value(u"database").toString()
            + QStringLiteral(" dbname=") + name;
    }

    void writeConnection(const QString &name, const QString &url, const char *exceptions = "[]")
    {
        QFile file(m_gateway->home() + QStringLiteral("/xdg_config_home/gatehouse/connections/")
                   + name + QStringLiteral(".json"));
        const QJsonObject profile{
            {QStringLiteral("url"), url},
            {QStringLiteral("token_file"), m_gateway->home() + QStringLiteral("/data/admin.token")},
            {QStringLiteral("exceptions"), QJsonDocument::fromJson(exceptions).array()}};
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(profile).toJson()) > 0);
    }

    /// The stand-in for WordPress answers so from now on.
    void wordpress(const char *mode, int status = 0)
    {
        static int key = 0;
        std::string body = "{\"mode\":\"" + std::string(mode) + '"';
        body += status == 0 ? "}" : ",\"status\":" + std::to_string(status) + "}";
        const Answer answer =
            adminRequest("POST", m_url + "/admin/v1/simulator/wordpress", m_token.toStdString(),
                         body, "wp-" + std::to_string(++key));
        QCOMPARE(answer.status, 200);
    }

    /// As the AI system of tenant acme.
    void sendCallback(const std::string &body)
    {
        const std::string url = m_url + "/api/webhooks/ai/ingest?tenant=acme";
        signing::HeaderList headers;
        for (const auto &scheme : signing::makeSchemes()) {
            if (scheme->source() == "ai")
                headers = scheme->sign({url, {}, body}, "ai_test", SystemClock().now());
        }
        const Answer answer = postJson(url, headers, body);
        QVERIFY2(answer.status == 202, answer.body.c_str());
    }

    void sendStripe(const std::string &id)
    {
        StripeSender stripe(m_url, "acme", "whsec_test");
        const Answer answer = stripe.send(id, "invoice.paid");
        QVERIFY2(answer.status == 202, answer.body.c_str());
    }

    /// Unbroken, and the last hash is that one.
    void verifiesTo(bool throughTheApi, const QString &hash)
    {
        QStringList arguments{QStringLiteral("audit"), QStringLiteral("verify"),
                              QStringLiteral("--expect-hash"), hash, QStringLiteral("--json")};
        if (throughTheApi)
            arguments += {QStringLiteral("--url"), QString::fromStdString(m_url),
                          QStringLiteral("--token-file"),
                          m_gateway->home() + QStringLiteral("/data/admin.token")};
        const Outcome verified = run(arguments);
        QVERIFY2(verified.exitCode == 0, verified.errors.constData());
        const QJsonObject report = verified.objects().constFirst();
        QVERIFY(report.value(u"unbroken").toBool());
        QCOMPARE(report.value(u"last_hash").toString(), hash);
        QCOMPARE(report.value(u"entries"), report.value(u"last_sequence"));
        QVERIFY(report.value(u"message").toString().contains(hash));
    }

    QList<QJsonObject> letters()
    {
        return run({QStringLiteral("dlq"), QStringLiteral("list"), QStringLiteral("--state"),
                    QStringLiteral("open"), QStringLiteral("--json")})
            .objects();
    }

    /// Over from the beginning, so that the gateway leaves them alone.
    void addAlerts(int count)
    {
        const SystemClock clock;
        Log log(clock, streamSink(stderr), LogLevel::Error);
        cluster::ClusterOptions gateways;
        gateways.folder = (m_gateway->home() + QStringLiteral("/data")).toStdString();
        const auto cluster = cluster::PrivateCluster::start(gateways, log);
        QVERIFY(cluster);
        postgres::SessionOptions options;
        options.conninfo = (*cluster)->conninfo("gatehouse_owner");
        auto session = postgres::Session::connect(options);
        QVERIFY(session);
        const auto added = session->execute(
            "INSERT INTO gatehouse.alert (id, fired_at, rule, kind, severity, subject,"
            " subject_text, tenant, value, threshold, unit, resolved_at)"
            " SELECT id, gatehouse.uuid_time(id), 'Many', 'bad_signatures',"
            " CASE WHEN n % 100 = 0 THEN 'critical' ELSE 'warning' END, 'stripe/t' || n,"
            " 'stripe of t' || n, 't' || n, n, 10, '', now()"
            " FROM (SELECT n, gatehouse.uuid_v7(now() - n * interval '1 minute') AS id"
            " FROM generate_series(1, $1::bigint) AS n) AS ids",
            {std::int64_t(count)});
        QVERIFY2(added, added ? "" : qPrintable(added.error().detail));
    }

private slots:
    void initTestCase()
    {
        m_gateway = std::make_unique<Program>(builtProgram(QStringLiteral("gatehousectl")));
        m_gateway->setVariable(QStringLiteral("PROVIDER_SECRETS_STRIPE"),
                               QStringLiteral("acme:whsec_test"));
        m_gateway->setVariable(QStringLiteral("PROVIDER_SECRETS_AI"),
                               QStringLiteral("acme:ai_test"));
        m_gateway->start({QStringLiteral("serve"), QStringLiteral("--listen"),
                          QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"),
                          m_gateway->home() + QStringLiteral("/data")});
        const QString line = m_gateway->waitForLine(QStringLiteral("listening on "));
        QVERIFY2(!line.isEmpty(), m_gateway->errors().constData());
        m_url = line.section(u' ', -1).toStdString();
        QFile token(m_gateway->home() + QStringLiteral("/data/admin.token"));
        QVERIFY(token.open(QIODevice::ReadOnly));
        m_token = QString::fromLatin1(token.readAll().trimmed());
    }

    void cleanupTestCase()
    {
        m_gateway->terminate();
        QVERIFY(m_gateway->waitForEnd());
        QCOMPARE(m_gateway->exitCode(), 0);
    }

    void deliveredEventIsListedAsProcessed()
    {
        wordpress("accept");
        sendStripe("evt_delivered");
        const auto processed = [&] {
            return run({QStringLiteral("events"), QStringLiteral("list"),
                        QStringLiteral("--provider-event-id"), QStringLiteral("evt_delivered"),
                        QStringLiteral("--status"), QStringLiteral("processed"),
                        QStringLiteral("--json")})
                .objects();
        };
        QTRY_COMPARE_WITH_TIMEOUT(processed().size(), 1, 30'000);
        const QJsonObject event = processed().constFirst();
        QCOMPARE(event.value(u"event_type").toString(), QStringLiteral("invoice.paid"));
        const Outcome shown = run({QStringLiteral("events"), QStringLiteral("show"),
                                   event.value(u"id").toString(), QStringLiteral("--json")});
        QCOMPARE(shown.exitCode, 0);
        QCOMPARE(shown.objects().constFirst().value(u"tenant").toString(), QStringLiteral("acme"));
    }

    void aCallbackUpdatesTheAiJobThatIsListed()
    {
        const auto jobs = [&] {
            return run({QStringLiteral("jobs"), QStringLiteral("list"),
                        QStringLiteral("--task-name"), QStringLiteral("ai_job"),
                        QStringLiteral("--json")})
                .objects();
        };
        sendCallback(R"({"job_id":"job_9","idempotency_key":"a","status":"running"})");
        QCOMPARE(jobs().size(), 1);
        QCOMPARE(jobs().constFirst().value(u"status").toString(), QStringLiteral("running"));
        sendCallback(R"({"job_id":"job_9","idempotency_key":"b","status":"succeeded",)"
                     R"("model":"large-2","usage":{"tokens":412}})");
        sendCallback(R"({"job_id":"job_9","idempotency_key":"c","status":"failed"})");
        QCOMPARE(jobs().size(), 1);
        const Outcome shown =
            run({QStringLiteral("jobs"), QStringLiteral("show"),
                 jobs().constFirst().value(u"id").toString(), QStringLiteral("--json")});
        QCOMPARE(shown.exitCode, 0);
        const QJsonObject job = shown.objects().constFirst();
        QCOMPARE(job.value(u"status").toString(), QStringLiteral("succeeded"));
        QCOMPARE(job.value(u"request_id").toString(), QStringLiteral("job_9"));
        QCOMPARE(job.value(u"model").toString(), QStringLiteral("large-2"));
        QCOMPARE(job.value(u"tokens").toInt(), 412);
    }

    void theSimulatorsWordPressEventsAreTaken()
    {
        const auto traffic = [&](const QString &arguments) -> QJsonValue {
            const Outcome outcome = run((QStringLiteral("simulator ") + arguments).split(u' '));
            return outcome.objects().value(0)[u"traffic"][u"counts"];
        };
        const QJsonValue before = traffic(QStringLiteral("status --json"));
        traffic(QStringLiteral("traffic --source wordpress=20 --bad-signatures 0 --duplicates 0 "
                               "--failing 0 --json"));
        const auto since = [&](const char *name) {
            const QJsonValue now = traffic(QStringLiteral("status --json"));
            return now[QLatin1String(name)].toInt() - before[QLatin1String(name)].toInt();
        };
        QTRY_VERIFY_WITH_TIMEOUT(since("accepted") >= 12, 30'000);
        traffic(QStringLiteral("traffic --stop --json"));
        QCOMPARE(since("refused"), 0);
        QCOMPARE(since("failed"), 0);
        const auto events =
            run({QStringLiteral("events"), QStringLiteral("list"), QStringLiteral("--source"),
                 QStringLiteral("wordpress"), QStringLiteral("--json")})
                .objects();
        QVERIFY(events.size() >= 12);
    }

    void rowsAreListedInTheOrderThatIsAskedFor()
    {
        const auto events = [&](const QString &options) {
            return run((QStringLiteral("events list --json --limit 1000 ") + options).split(u' '));
        };
        const auto ids = [](const QList<QJsonObject> &rows) {
            QStringList all;
            for (const QJsonObject &row : rows)
                all += row.value(u"id").toString();
            return all;
        };
        const QList<QJsonObject> sorted =
            events(QStringLiteral("--sort event_type --order asc")).objects();
        QVERIFY(sorted.size() >= 12);
        QVERIFY(std::is_sorted(
            sorted.begin(), sorted.end(), [](const QJsonObject &one, const QJsonObject &other) {
                return one.value(u"event_type").toString() < other.value(u"event_type").toString();
            }));
        QStringList oldest = ids(events(QStringLiteral("--order asc")).objects());
        std::reverse(oldest.begin(), oldest.end());
        QCOMPARE(oldest, ids(events(QStringLiteral("--sort received_at")).objects()));
        QVERIFY(events(QStringLiteral("--sort error")).exitCode != 0);
    }

    void theLedgerIsListedVerifiedAndExported()
    {
        wordpress("accept");
        wordpress("fail", 503);
        const Outcome listed =
            run({QStringLiteral("audit"), QStringLiteral("list"), QStringLiteral("--action"),
                 QStringLiteral("simulator.*"), QStringLiteral("--json")});
        QCOMPARE(listed.exitCode, 0);
        const QJsonObject newest = listed.objects().constFirst();
        QCOMPARE(newest.value(u"source_ip").toString(), QStringLiteral("127.0.0.1"));
        QCOMPARE(newest.value(u"action").toString(), QStringLiteral("simulator.wordpress"));
        for (const bool throughTheApi : {false, true})
            verifiesTo(throughTheApi, newest.value(u"hash").toString());

        QCOMPARE(run({QStringLiteral("simulator"), QStringLiteral("wordpress"),
                      QStringLiteral("accept")})
                     .exitCode,
                 0);
        const Outcome ours =
            run({QStringLiteral("audit"), QStringLiteral("list"), QStringLiteral("--user-agent"),
                 QStringLiteral("gatehousectl/*"), QStringLiteral("--json")});
        QVERIFY(!ours.objects().isEmpty());

        const QString file = m_gateway->home() + QStringLiteral("/ledger.csv");
        const Outcome exported =
            run({QStringLiteral("audit"), QStringLiteral("export"), file, QStringLiteral("--role"),
                 QStringLiteral("admin"), QStringLiteral("--json")});
        QCOMPARE(exported.exitCode, 0);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const qsizetype rows = written.readAll().count("\r\n") - 1;
        QVERIFY(rows >= 2);
        QCOMPARE(exported.objects().constFirst().value(u"rows").toInteger(), rows);
    }

    /// The same rows, whatever the way to them and to where.
    void whatIsFilteredIsExported()
    {
        const QString file = m_gateway->home() + QStringLiteral("/events.json");
        const QStringList command{QStringLiteral("events"), QStringLiteral("export"),
                                  QStringLiteral("--columns"), QStringLiteral("id,source")};
        const Outcome lines =
            run(command + QStringList{QStringLiteral("--source"), QStringLiteral("stripe")});
        QCOMPARE(lines.exitCode, 0);
        const Outcome listed =
            run({QStringLiteral("events"), QStringLiteral("list"), QStringLiteral("--source"),
                 QStringLiteral("stripe"), QStringLiteral("--json")});
        QCOMPARE(lines.objects().size(), listed.objects().size());
        for (const QJsonObject &row : lines.objects())
            QCOMPARE(row.value(u"source").toString(), QStringLiteral("stripe"));

        const Outcome written =
            run(command
                + QStringList{QStringLiteral("-o"), file, QStringLiteral("--json"),
                              QStringLiteral("--with-payload")});
        QCOMPARE(written.exitCode, 0);
        QFile content(file);
        QVERIFY(content.open(QIODevice::ReadOnly));
        const QJsonArray rows = QJsonDocument::fromJson(content.readAll()).array();
        QCOMPARE(written.objects().constFirst().value(u"rows").toInteger(), qint64(rows.size()));
        for (const auto &row : rows)
            QCOMPARE(row.toObject().keys(),
                     (QStringList{QStringLiteral("body"), QStringLiteral("id"),
                                  QStringLiteral("source")}));
    }

    void valuesAreToldWithTheirCounts()
    {
        const QStringList command{QStringLiteral("events"), QStringLiteral("values")};
        const Outcome listed =
            run({QStringLiteral("events"), QStringLiteral("list"), QStringLiteral("--source"),
                 QStringLiteral("stripe"), QStringLiteral("--limit"), QStringLiteral("500"),
                 QStringLiteral("--json")});
        const Outcome told = run(command
                                 + QStringList{QStringLiteral("source"), QStringLiteral("--text"),
                                               QStringLiteral("STRI"), QStringLiteral("--json")});
        QCOMPARE(told.exitCode, 0);
        QCOMPARE(told.objects().size(), 1);
        QCOMPARE(told.objects()[0].value(u"value").toString(), QStringLiteral("stripe"));
        QCOMPARE(told.objects()[0].value(u"count").toInteger(), listed.objects().size());
        QCOMPARE(run(command + QStringList{QStringLiteral("trace_id")}).exitCode, 2);
    }

    /// What the sums are is tested where they are answered (services-gateway-admin-measures).
    void howFarItIsMeasuredIsToldBesideTheTable()
    {
        const QString from =
            QDateTime::currentDateTime().addDays(-30).toOffsetFromUtc(3600).toString(Qt::ISODate);
        const QStringList command{QStringLiteral("metrics"),
                                  QStringLiteral("query"),
                                  QStringLiteral("ingest"),
                                  QStringLiteral("--from"),
                                  from,
                                  QStringLiteral("--step"),
                                  QStringLiteral("1h")};
        const Outcome told = run(command);
        QCOMPARE(told.exitCode, 0);
        QVERIFY2(told.output.startsWith("from (UTC) "), told.output);
        QVERIFY2(told.errors.contains("measured"), told.errors);
        const Outcome refused =
            run(command + QStringList{QStringLiteral("--top"), QStringLiteral("0")});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.errors.contains("top"), refused.errors);
        QCOMPARE(
            run({QStringLiteral("metrics"), QStringLiteral("query"), QStringLiteral("weather")})
                .exitCode,
            2);
    }

    void whatAiSystemsUsedIsReported()
    {
        const QStringList command{QStringLiteral("metrics"), QStringLiteral("report"),
                                  QStringLiteral("--by"), QStringLiteral("tenant,model")};
        const Outcome table = run(command);
        QCOMPARE(table.exitCode, 0);
        QVERIFY2(table.output.simplified().startsWith("tenant model calls"), table.output);
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("usage.csv"));
        QCOMPARE(run(command + QStringList{file}).exitCode, 0);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(written.readAll().startsWith("tenant,model,calls,errors"));
        const Outcome refused = run({QStringLiteral("metrics"), QStringLiteral("report"),
                                     QStringLiteral("--by"), QStringLiteral("city")});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.errors.contains("by"), refused.errors);
    }

    void aPriceIsSetListedAndTakenAway()
    {
        const auto prices = [this](const QString &line) {
            return run(QStringList{QStringLiteral("prices")} + line.split(u' '));
        };
        const QString reason = QStringLiteral(" --reason launch");
        QCOMPARE(prices(QStringLiteral("set large --from 2026-11-01 --prompt 2.5 --completion 10"
                                       " --provider openai")
                        + reason)
                     .exitCode,
                 0);
        QVERIFY2(prices(QStringLiteral("list"))
                     .output.contains("large at openai, from 2026-11-01: 2.5 USD a million tokens"
                                      " in, 10 out"),
                 prices(QStringLiteral("list")).output);
        const Outcome bad = prices(
            QStringLiteral("set large --from tomorrow --prompt 2.5 --completion 1") + reason);
        QCOMPARE(bad.exitCode, 2);
        QVERIFY2(bad.errors.contains("valid_from"), bad.errors);
        QCOMPARE(prices(QStringLiteral("remove large --from 2026-11-01 --provider openai") + reason)
                     .exitCode,
                 0);
        QCOMPARE(prices(QStringLiteral("list")).output.trimmed(), QByteArray());
    }

    void aDeployIsInTheLedger()
    {
        const Outcome noted =
            run({QStringLiteral("deploys"), QStringLiteral("note"), QStringLiteral("shop 1.4.2"),
                 QStringLiteral("--reason"), QStringLiteral("release")});
        QVERIFY2(noted.exitCode == 0, noted.errors);
        const QByteArray entries =
            run({QStringLiteral("audit"), QStringLiteral("list"), QStringLiteral("--limit"),
                 QStringLiteral("3"), QStringLiteral("--json")})
                .output;
        QVERIFY2(entries.contains("shop 1.4.2") && entries.contains("release"), entries);
    }

    void aRuleIsChangedByItsNameAndTriedBefore()
    {
        const auto alerts = [this](const QStringList &words) {
            return run(QStringList{QStringLiteral("alerts")} + words);
        };
        const QString name = QStringLiteral("Deliveries fail");
        const QStringList reason{QStringLiteral("--reason"), QStringLiteral("quieter")};
        const Outcome changed =
            alerts(QStringList{QStringLiteral("set-rule"), name, QStringLiteral("--threshold"),
                               QStringLiteral("5")}
                   + reason);
        QCOMPARE(changed.exitCode, 0);
        QVERIFY2(changed.output.contains("Deliveries fail: measure, critical"), changed.output);
        QVERIFY2(changed.output.contains("fires beyond 5, is over at 4, of 900 s"), changed.output);
        const Outcome tried = alerts({QStringLiteral("dry-run"), name, QStringLiteral("--hours"),
                                      QStringLiteral("1"), QStringLiteral("--json")});
        QCOMPARE(tried.exitCode, 0);
        QVERIFY(tried.objects().isEmpty());
        QCOMPARE(alerts(QStringList{QStringLiteral("set-rule"), QStringLiteral("mine"),
                                    QStringLiteral("--kind"), QStringLiteral("secret_overdue"),
                                    QStringLiteral("--severity"), QStringLiteral("critical")}
                        + reason)
                     .exitCode,
                 0);
        QVERIFY(
            alerts({QStringLiteral("rules")}).output.contains("mine: secret_overdue, critical"));
        const Outcome removed =
            alerts(QStringList{QStringLiteral("remove-rule"), QStringLiteral("mine")} + reason);
        QCOMPARE(removed.exitCode, 0);
        QVERIFY(!removed.output.contains("mine:"));
        const Outcome gone =
            alerts(QStringList{QStringLiteral("remove-rule"), QStringLiteral("mine")} + reason);
        QCOMPARE(gone.exitCode, 1);
        QVERIFY2(gone.errors.contains("mine"), gone.errors);
        const Outcome bad =
            alerts(QStringList{QStringLiteral("set-rule"), name, QStringLiteral("--window-seconds"),
                               QStringLiteral("90")}
                   + reason);
        QCOMPARE(bad.exitCode, 2);
        QCOMPARE(
            alerts({QStringLiteral("list"), QStringLiteral("--state"), QStringLiteral("firing")})
                .exitCode,
            0);
    }

    /// As other lists: page by page, from the database or through the API.
    void alertsAreListedBeyondAPage()
    {
        addAlerts(620);
        const auto alerts = [this](const QString &words) {
            return run((QStringLiteral("alerts ") + words).split(u' '));
        };
        const QString api = QStringLiteral(" --url ") + QString::fromStdString(m_url)
            + QStringLiteral(" --token-file ") + m_gateway->home()
            + QStringLiteral("/data/admin.token");
        const QString many = QStringLiteral("list --rule Many --json --limit 1000");
        const Outcome listed = alerts(many);
        QVERIFY2(listed.exitCode == 0, listed.errors);
        const QList<QJsonObject> rows = listed.objects();
        QCOMPARE(rows.size(), 620);
        QCOMPARE(rows[0].value(u"tenant").toString(), QStringLiteral("t1"));
        QVERIFY(rows[0].contains(QStringLiteral("rule_id"))
                && rows[0].contains(QStringLiteral("budget_id")));
        QCOMPARE(alerts(many + api).objects(), rows);
        const QString bad = QStringLiteral(" --state resolved --severity critical --kind "
                                           "bad_signatures --tenant t300 --limit 5 --json");
        const QList<QJsonObject> one = alerts(QStringLiteral("list") + bad).objects();
        QCOMPARE(one.size(), 1);
        QCOMPARE(one[0], rows[299]);
        QCOMPARE(alerts(QStringLiteral("list --state odd")).exitCode, 2);
        const QString id = one[0].value(u"id").toString();
        const Outcome shown = alerts(QStringLiteral("show ") + id + QStringLiteral(" --json"));
        QCOMPARE(shown.objects()[0].value(u"subject_text").toString(), u"stripe of t300");
        QCOMPARE(alerts(QStringLiteral("export --rule Many --format csv")).output.count("\r\n"),
                 621);
    }

    void aChannelIsSetTestedAndRemoved()
    {
        const auto alerts = [this](const QStringList &words) {
            return run(QStringList{QStringLiteral("alerts")} + words
                       + QStringList{QStringLiteral("--reason"), QStringLiteral("a test")});
        };
        const QString url = QStringLiteral("smtp:") + QStringLiteral("//127.0.0.1:1");
        const Outcome set =
            alerts({QStringLiteral("set-channel"), QStringLiteral("ops"), QStringLiteral("--kind"),
                    QStringLiteral("email"), QStringLiteral("--smtp-url"), url,
                    QStringLiteral("--from"), QStringLiteral("a@example.com"),
                    QStringLiteral("--to"), QStringLiteral("b@example.com")});
        QVERIFY2(set.output.contains("ops: email at 127.0.0.1:1, from warning on"), set.errors);
        const Outcome test = alerts(
            {QStringLiteral("test-channel"), QStringLiteral("ops"), QStringLiteral("--json")});
        QCOMPARE(test.exitCode, 1);
        QVERIFY2(test.output.contains("127.0.0.1:1"), test.output);
        QCOMPARE(alerts({QStringLiteral("set-channel"), QStringLiteral("ops"),
                         QStringLiteral("--disable")})
                     .exitCode,
                 0);
        QVERIFY(
            run({QStringLiteral("alerts"), QStringLiteral("channels")}).output.contains("(off)"));
        QCOMPARE(alerts({QStringLiteral("remove-channel"), QStringLiteral("ops")}).exitCode, 0);
    }

    void aBudgetIsSetListedAndRemoved()
    {
        const auto budgets = [this](const QString &line) {
            return run(QStringList{QStringLiteral("budgets")} + line.split(u' '));
        };
        const QString reason = QStringLiteral(" --reason limits");
        QCOMPARE(
            budgets(QStringLiteral("set acme --period month --limit-usd 50 --tenant acme") + reason)
                .exitCode,
            0);
        const QByteArray listed = budgets(QStringLiteral("list")).output;
        QVERIFY2(listed.contains(" of 50 USD a month"), listed);
        const Outcome tried = budgets(QStringLiteral("dry-run acme --limit-usd 10 --json"));
        QVERIFY2(tried.exitCode == 0 && tried.output.isEmpty(), tried.errors);
        QCOMPARE(budgets(QStringLiteral("dry-run acme --limit-usd 0")).exitCode, 2);
        QCOMPARE(budgets(QStringLiteral("list")).output, listed);
        QCOMPARE(budgets(QStringLiteral("remove acme") + reason).exitCode, 0);
        QCOMPARE(budgets(QStringLiteral("remove acme") + reason).exitCode, 1);
    }

    void anExportThatCannotBeIsRefused()
    {
        QCOMPARE(run({QStringLiteral("events"), QStringLiteral("export"),
                      QStringLiteral("--columns"), QStringLiteral("id,nonsense")})
                     .exitCode,
                 2);
        QCOMPARE(run({QStringLiteral("dlq"), QStringLiteral("export"),
                      QStringLiteral("/nowhere/file.csv")})
                     .exitCode,
                 1);
    }

    void aPinThatIsNotInTheLedgerFails()
    {
        const Outcome missing =
            run({QStringLiteral("audit"), QStringLiteral("verify"), QStringLiteral("--expect-hash"),
                 QString(64, u'0'), QStringLiteral("--json")});
        QCOMPARE(missing.exitCode, 1);
        QCOMPARE(missing.objects().constFirst().value(u"fault").toString(),
                 QStringLiteral("expected_hash_missing"));
        for (const char *hash : {"0", "xyz"})
            QCOMPARE(run({QStringLiteral("audit"), QStringLiteral("verify"),
                          QStringLiteral("--expect-hash"), QLatin1String(hash)})
                         .exitCode,
                     2);
    }

    void deadLetterIsReenqueuedAndRecovers()
    {
        wordpress("fail", 422);
        sendStripe("evt_refused");
        QTRY_COMPARE_WITH_TIMEOUT(letters().size(), 1, 30'000);
        const QString id = letters().constFirst().value(u"id").toString();
        QCOMPARE(letters().constFirst().value(u"root_cause").toString(),
                 QStringLiteral("http_4xx"));

        wordpress("accept");
        const Outcome outcome = run({QStringLiteral("dlq"), QStringLiteral("reenqueue"), id,
                                     QStringLiteral("--reason"), QStringLiteral("sku added")});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        const auto recovered = [&] {
            return run({QStringLiteral("dlq"), QStringLiteral("show"), id,
                        QStringLiteral("--json")})
                .objects()
                .value(0)
                .value(u"state")
                .toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(recovered(), QStringLiteral("recovered"), 30'000);
    }

    void deadLetterIsEditedAndRetried()
    {
        wordpress("fail", 422);
        sendStripe("evt_poison");
        QTRY_COMPARE_WITH_TIMEOUT(letters().size(), 1, 30'000);
        const QString id = letters().constFirst().value(u"id").toString();
        const QString payload = m_gateway->home() + QStringLiteral("/payload.json");
        QCOMPARE(run({QStringLiteral("dlq"), QStringLiteral("payload"), id, payload}).exitCode, 0);
        QFile file(payload);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray changed =
            file.readAll().replace("evt_poison\"", "evt_poison\",\"sku\":\"A-1\"");
        file.close();
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(changed) > 0);
        file.close();
        const QStringList edit{QStringLiteral("dlq"),
                               QStringLiteral("edit-and-retry"),
                               id,
                               QStringLiteral("--payload"),
                               payload,
                               QStringLiteral("--json")};

        const auto tried = run(edit + QStringList{QStringLiteral("--dry-run")}).objects().value(0);
        QCOMPARE(tried.value(u"would").toString(), QStringLiteral("send"));
        QVERIFY(tried.value(u"request")
                    .toObject()
                    .value(u"body")
                    .toString()
                    .contains(QStringLiteral("A-1")));
        QCOMPARE(letters().size(), 1);
        QCOMPARE(run(edit).exitCode, 2); // no reason
        QCOMPARE(run({QStringLiteral("dlq"), QStringLiteral("edit-and-retry"), id,
                      QStringLiteral("--reason"), QStringLiteral("no sku")})
                     .exitCode,
                 2);
        wordpress("accept");
        const Outcome edited =
            run(edit + QStringList{QStringLiteral("--reason"), QStringLiteral("no sku")});
        QVERIFY2(edited.exitCode == 0, edited.errors.constData());
        QTRY_COMPARE_WITH_TIMEOUT(
            run({QStringLiteral("dlq"), QStringLiteral("show"), id, QStringLiteral("--json")})
                .objects()
                .value(0)
                .value(u"state")
                .toString(),
            QStringLiteral("recovered"), 30'000);
        const Outcome late = run({QStringLiteral("dlq"), QStringLiteral("dry-run"), id});
        QVERIFY(late.output.contains("not open any more"));
    }

    void deadLettersAreRecoveredInBulk()
    {
        wordpress("fail", 422);
        for (const char *id : {"evt_bulk_1", "evt_bulk_2", "evt_bulk_3"})
            sendStripe(id);
        QTRY_COMPARE_WITH_TIMEOUT(letters().size(), 3, 30'000);
        const auto group =
            run({QStringLiteral("dlq"), QStringLiteral("groups"), QStringLiteral("--json")})
                .objects()
                .value(0);
        QCOMPARE(group.value(u"open").toInt(), 3);
        const Outcome told =
            run({QStringLiteral("dlq"), QStringLiteral("group"), group.value(u"id").toString(),
                 QStringLiteral("--state"), QStringLiteral("acknowledged"),
                 QStringLiteral("--owner"), QStringLiteral("mira"), QStringLiteral("--reason"),
                 QStringLiteral("seen"), QStringLiteral("--json")});
        QCOMPARE(told.objects().value(0).value(u"owner").toString(), QStringLiteral("mira"));
        const QString letter = letters().constFirst().value(u"id").toString();
        for (const char *verb : {"discard", "undo"})
            QCOMPARE(run({QStringLiteral("dlq"), QString::fromLatin1(verb), letter,
                          QStringLiteral("--reason"), QStringLiteral("a slip")})
                         .exitCode,
                     0);
        wordpress("accept");
        const QStringList what{
            QStringLiteral("reenqueue"), QStringLiteral("--filter"),
            QStringLiteral("{\"field\":\"state\",\"operator\":\"is\",\"values\":[\"open\"]}"),
            QStringLiteral("--json")};
        const QStringList bulk{QStringLiteral("bulk")};
        const auto plan = run(bulk + QStringList{QStringLiteral("plan")} + what).objects().value(0);
        QCOMPARE(plan.value(u"total").toInt(), 3);
        const Outcome started =
            run(bulk + QStringList{QStringLiteral("start")} + what
                + QStringList{QStringLiteral("--reason"), QStringLiteral("sku added"),
                              QStringLiteral("--rate"), QStringLiteral("10")});
        QVERIFY2(started.exitCode == 0, started.errors.constData());
        const QString id = started.objects().value(0).value(u"id").toString();
        const Outcome followed =
            run(bulk
                + QStringList{QStringLiteral("show"), id, QStringLiteral("--follow"),
                              QStringLiteral("--json")});
        QCOMPARE(followed.exitCode, 0);
        QCOMPARE(followed.objects().constLast().value(u"done").toInt(), 3);
        QTRY_COMPARE_WITH_TIMEOUT(letters().size(), 0, 30'000);
        const auto items =
            run(bulk
                + QStringList{QStringLiteral("items"), id, QStringLiteral("--outcome"),
                              QStringLiteral("done"), QStringLiteral("--json")})
                .objects();
        QCOMPARE(items.size(), 3);
        const QByteArray list = run(bulk + QStringList{QStringLiteral("list")}).output;
        QVERIFY2(list.contains("finished: 3 of 3 done"), list.constData());
        QCOMPARE(run(bulk
                     + QStringList{QStringLiteral("cancel"), id, QStringLiteral("--reason"),
                                   QStringLiteral("too late")})
                     .exitCode,
                 1);
    }

    void secondReenqueueIsRefused()
    {
        wordpress("fail", 400);
        sendStripe("evt_twice");
        QTRY_COMPARE_WITH_TIMEOUT(letters().size(), 1, 30'000);
        const QString id = letters().constFirst().value(u"id").toString();
        wordpress("accept");
        const QStringList command{QStringLiteral("dlq"), QStringLiteral("reenqueue"), id};
        QCOMPARE(run(command).exitCode, 0);
        const Outcome again = run(command);
        QCOMPARE(again.exitCode, 1);
        QVERIFY(again.errors.contains(id.toLatin1()));
    }

    /// The credential and the secret from files, never in what is printed.
    void destinationIsMadeRotatedAndRolledBack()
    {
        for (const auto &[name, content] :
             {std::pair("token-2", "a-bearer-token"), std::pair("first", "the first secret, long"),
              std::pair("second", "the second secret, long")}) {
            QFile file(m_gateway->home() + u'/' + QLatin1String(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) > 0
                    && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        }
        const QString home = m_gateway->home() + u'/';
        const auto destinations = [&](const QStringList &arguments) {
            return run(QStringList(QStringLiteral("destinations")) + arguments
                       + QStringList(QStringLiteral("--json")));
        };
        const Outcome made =
            destinations({QStringLiteral("add"), QStringLiteral("shop"),
                          QStringLiteral("--base-url"), QStringLiteral("https://wp.example"),
                          QStringLiteral("--bearer-file"), home + QStringLiteral("token-2"),
                          QStringLiteral("--signing-secret-file"), home + QStringLiteral("first")});
        QVERIFY2(made.exitCode == 0, made.errors.constData());
        QCOMPARE(made.objects().constFirst().value(u"auth_type").toString(), u"bearer");
        const QString first =
            made.objects().constFirst().value(u"signing_secret_fingerprint").toString();
        const Outcome rotated = destinations(
            {QStringLiteral("set"), QStringLiteral("shop"), QStringLiteral("--signing-secret-file"),
             home + QStringLiteral("second"), QStringLiteral("--reason"), QStringLiteral("test")});
        QCOMPARE(rotated.objects().constFirst().value(u"previous_fingerprint").toString(), first);
        const Outcome back = destinations({QStringLiteral("rollback"), QStringLiteral("shop"),
                                           QStringLiteral("--reason"), QStringLiteral("test")});
        QCOMPARE(back.objects().constFirst().value(u"signing_secret_fingerprint").toString(),
                 first);
        const Outcome listed = destinations(
            {QStringLiteral("list"), QStringLiteral("--name"), QStringLiteral("shop")});
        QCOMPARE(listed.objects().size(), 1);
        QCOMPARE(destinations({QStringLiteral("delete"), QStringLiteral("shop"),
                               QStringLiteral("--reason"), QStringLiteral("test")})
                     .exitCode,
                 0);
        QCOMPARE(destinations({QStringLiteral("show"), QStringLiteral("shop")}).exitCode, 1);
        for (const Outcome &outcome : {made, rotated, back, listed})
            QVERIFY(!outcome.output.contains("a-bearer-token")
                    && !outcome.output.contains("secret, long"));
    }

    void secretFileThatOthersReadIsRefused()
    {
        QFile file(m_gateway->home() + QStringLiteral("/open"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("a-bearer-token") > 0
                && file.setPermissions(QFile::ReadOwner | QFile::ReadOther));
        const Outcome refused =
            run({QStringLiteral("destinations"), QStringLiteral("add"), QStringLiteral("open"),
                 QStringLiteral("--base-url"), QStringLiteral("https://wp.example"),
                 QStringLiteral("--bearer-file"), file.fileName()});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.errors.contains("chmod 600"), refused.errors.constData());
        QVERIFY2(!refused.errors.contains("token file"), refused.errors.constData());
    }

    void routeIsMadeSwitchedAndDeleted()
    {
        const auto routes = [&](const QStringList &arguments) {
            return run(QStringList(QStringLiteral("routes")) + arguments
                       + QStringList(QStringLiteral("--json")));
        };
        const Outcome made = routes(
            {QStringLiteral("add"), QStringLiteral("--source"), QStringLiteral("slack"),
             QStringLiteral("--event-type"), QStringLiteral("*"), QStringLiteral("--destination"),
             QStringLiteral("default"), QStringLiteral("--path"), QStringLiteral("/hook"),
             QStringLiteral("--mode"), QStringLiteral("mirror")});
        QVERIFY2(made.exitCode == 0, made.errors.constData());
        const QString id = made.objects().constFirst().value(u"id").toString();
        const Outcome live = routes({QStringLiteral("mode"), QStringLiteral("live"), id,
                                     QStringLiteral("--reason"), QStringLiteral("test")});
        QCOMPARE(live.objects().constFirst().value(u"mode").toString(), u"live");
        const Outcome listed =
            routes({QStringLiteral("list"), QStringLiteral("--source"), QStringLiteral("slack"),
                    QStringLiteral("--mode"), QStringLiteral("live")});
        QCOMPARE(listed.objects().size(), 1);
        QCOMPARE(routes({QStringLiteral("delete"), id, QStringLiteral("--reason"),
                         QStringLiteral("test")})
                     .exitCode,
                 0);
        QCOMPARE(routes({QStringLiteral("show"), id}).exitCode, 1);
    }

    void workersPauseAndBreakersAreTold()
    {
        const auto workers = [&](const QStringList &arguments) {
            return run(QStringList(QStringLiteral("workers")) + arguments);
        };
        const QStringList reason{QStringLiteral("--reason"), QStringLiteral("test")};
        QCOMPARE(workers(QStringList(QStringLiteral("pause")) + reason).exitCode, 0);
        QVERIFY(workers({QStringLiteral("show")}).output.contains("paused: true"));
        QCOMPARE(workers(QStringList(QStringLiteral("pause")) + reason).exitCode, 1);
        QCOMPARE(workers(QStringList(QStringLiteral("resume")) + reason).exitCode, 0);
        QCOMPARE(workers({QStringLiteral("pause")}).exitCode, 2); // no reason
        const Outcome none = run({QStringLiteral("breakers"), QStringLiteral("list")});
        QCOMPARE(none.exitCode, 0);
        QVERIFY(none.errors.contains("none"));
        const Outcome closed = run(QStringList{QStringLiteral("breakers"), QStringLiteral("reset"),
                                               QStringLiteral("wp.example:443")}
                                   + reason + QStringList(QStringLiteral("--json")));
        QCOMPARE(closed.exitCode, 1);
        QVERIFY(closed.errors.contains("not_open"));
    }

    void tokenIsMadeListedUsedAndRevoked()
    {
        const auto tokens = [&](const QString &arguments) {
            return run(QStringList(QStringLiteral("tokens")) + arguments.split(u' '));
        };
        const Outcome made =
            tokens(QStringLiteral("create --name shop-support --role support --tenant acme "
                                  "--tenant beta --source stripe --expires 30d --reason test"));
        QVERIFY2(made.exitCode == 0, made.errors.constData());
        QVERIFY2(made.output.startsWith("gatehouse_") && made.output.count('\n') == 1,
                 made.output.constData());
        QFile file(m_gateway->home() + QStringLiteral("/support.token"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(made.output) > 0
                && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        file.close();
        const auto events = [&] {
            return run({QStringLiteral("events"), QStringLiteral("list"), QStringLiteral("--url"),
                        QString::fromStdString(m_url), QStringLiteral("--token-file"),
                        file.fileName(), QStringLiteral("--json")});
        };
        QVERIFY(!events().objects().isEmpty());
        const Outcome listed = tokens(QStringLiteral("list --name shop-support --json"));
        QCOMPARE(listed.objects().size(), 1);
        const QJsonObject token = listed.objects().constFirst();
        const QJsonArray tenants{QStringLiteral("acme"), QStringLiteral("beta")};
        QCOMPARE(token.value(u"tenants").toArray(), tenants);
        QCOMPARE(token.value(u"state").toString(), u"active");
        const qint64 days = QDateTime::currentDateTimeUtc().daysTo(
            QDateTime::fromString(token.value(u"expires_at").toString(), Qt::ISODateWithMs));
        QCOMPARE(days, 30);
        QVERIFY(!listed.output.contains(made.output.trimmed()));
        QVERIFY(tokens(QStringLiteral("list")).output.contains("acme, beta"));
        const QString id = token.value(u"id").toString();
        QCOMPARE(tokens(QStringLiteral("revoke %1 --reason test").arg(id)).exitCode, 0);
        const Outcome refused = events();
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(refused.errors.contains("token_revoked"));
        QCOMPARE(tokens(QStringLiteral("revoke %1 --reason test").arg(id)).exitCode, 1);
        const Outcome json = tokens(QStringLiteral(
            "create --name ci --role viewer --expires 2099-01-01 --reason x --json"));
        QVERIFY(json.objects().value(0).value(u"token").toString().startsWith(u"gatehouse_"));
    }

    void listTextHasHeadingsAndIds()
    {
        const Outcome outcome = run({QStringLiteral("jobs"), QStringLiteral("list")});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.output.startsWith("ID"));
        QVERIFY(outcome.output.count('\n') >= 2);
    }

    void simulatorIsSwitchedAndTellsItsStatus()
    {
        const auto call = [this](const char *arguments) {
            return run(QString::fromLatin1("simulator %1 --json")
                           .arg(QLatin1String(arguments))
                           .split(u' '));
        };
        const Outcome broken =
            call("wordpress fail --status 429 --delay 5 --retry-after 30 --for 60");
        QVERIFY2(broken.exitCode == 0, broken.errors.constData());
        const QJsonValue wordpress = call("status").objects().value(0)[u"wordpress"];
        QCOMPARE(wordpress[u"mode"].toString(), QStringLiteral("fail"));
        QCOMPARE(wordpress[u"status"].toInt(), 429);
        QCOMPARE(wordpress[u"delay_ms"].toInt(), 5);
        QCOMPARE(wordpress[u"retry_after_seconds"].toInt(), 30);
        QVERIFY(wordpress[u"seconds_left"].toDouble() > 0);
        QCOMPARE(call("wordpress accept").exitCode, 0);
        const QJsonValue traffic =
            call("traffic --source stripe=2 --source github=1 --bad-signatures 1")
                .objects()
                .value(0)[u"traffic"];
        QCOMPARE(traffic[u"rate"].toDouble(), 3.0);
        QCOMPARE(traffic[u"bad_signature_share"].toDouble(), 1.0);
        const QJsonValue stopped = call("traffic --stop").objects().value(0)[u"traffic"];
        QCOMPARE(stopped[u"running"].toBool(), false);
    }

    void scenariosAreListedPlayedAndStopped()
    {
        const Outcome listed = run(
            {QStringLiteral("simulator"), QStringLiteral("scenarios"), QStringLiteral("--json")});
        QCOMPARE(listed.objects().size(), 5);
        const QString id = listed.objects().constFirst().value(u"id").toString();
        const Outcome played =
            run({QStringLiteral("simulator"), QStringLiteral("run"), id, QStringLiteral("--json")});
        QVERIFY2(played.exitCode == 0, played.errors.constData());
        QCOMPARE(played.objects().value(0)[u"scenario"][u"id"].toString(), id);
        const Outcome stopped = run({QStringLiteral("simulator"), QStringLiteral("stop")});
        QCOMPARE(stopped.exitCode, 0);
        QVERIFY2(stopped.output.contains("scenario: -"), stopped.output.constData());
        QCOMPARE(
            run({QStringLiteral("simulator"), QStringLiteral("run"), QStringLiteral("../traffic")})
                .exitCode,
            1);
    }

    void requestsAreFollowed()
    {
        sendStripe("evt_before");
        Program follower{builtProgram(QStringLiteral("gatehousectl"))};
        follower.setHome(m_gateway->home());
        follower.start({QStringLiteral("simulator"), QStringLiteral("requests"),
                        QStringLiteral("--limit"), QStringLiteral("1"),
                        QStringLiteral("--follow")});
        QVERIFY(!follower.waitForLine(QStringLiteral("20")).isEmpty());
        sendStripe("evt_followed");
        QString line;
        do // what was delivered of the first one may come before
            line = follower.waitForLine(QStringLiteral("20"));
        while (!line.isEmpty() && !line.contains(QStringLiteral("/api/webhooks/stripe/ingest")));
        QVERIFY2(line.contains(QStringLiteral("202 queued")), qPrintable(line));
        follower.terminate();
        QVERIFY(follower.waitForEnd());
    }

    void requestsAreObjectsWithJson()
    {
        sendStripe("evt_listed");
        const Outcome outcome =
            run({QStringLiteral("simulator"), QStringLiteral("requests"), QStringLiteral("--limit"),
                 QStringLiteral("500"), QStringLiteral("--json")});
        QCOMPARE(outcome.exitCode, 0);
        const auto requests = outcome.objects();
        QVERIFY(std::any_of(requests.begin(), requests.end(), [](const QJsonObject &request) {
            return request.value(u"outcome").toString() == u"queued";
        }));
    }

    void badUseIsExitCodeTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto split = [](const char *text) {
            return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
        };
        QTest::newRow("no command") << split("");
        QTest::newRow("unknown command") << split("fly");
        QTest::newRow("unknown option") << split("events list --colour red");
        QTest::newRow("bad limit") << split("events list --limit none");
        QTest::newRow("bad status id") << split("jobs list --event-id no-uuid");
        QTest::newRow("url without token") << split("events list --url http://127.0.0.1:1");
        QTest::newRow("not a url")
            << split("events list --url nonsense --token-file /etc/hostname");
        QTest::newRow("listen address") << split("serve --listen nowhere");
        QTest::newRow("remote address") << split("serve --listen 0.0.0.0:0");
        QTest::newRow("database and data")
            << split("serve --listen 127.0.0.1:0 --database dbname=x --data /tmp/x");
        QTest::newRow("database and ephemeral")
            << split("serve --listen 127.0.0.1:0 --database dbname=x --ephemeral");
        QTest::newRow("data and ephemeral")
            << split("serve --listen 127.0.0.1:0 --data /tmp/x --ephemeral");
        QTest::newRow("conninfo of serve") << split("serve --database garbage");
        QTest::newRow("conninfo of a list") << split("events list --database garbage");
        QTest::newRow("unknown status") << split("events list --status bogus");
        QTest::newRow("filter that is no JSON") << split("events list --filter status");
        QTest::newRow("filter by a field that there is not") << split(
            "events list --filter {\"field\":\"colour\",\"operator\":\"is\",\"values\":[\"red\"]}");
        QTest::newRow("id that is a path") << split("jobs show ../whoami");
        QTest::newRow("traffic of nothing") << split("simulator traffic");
        QTest::newRow("rate and sources") << split("simulator traffic --rate 1 --source stripe=1");
        QTest::newRow("source without a rate") << split("simulator traffic --source stripe");
        QTest::newRow("source that is unknown") << split("simulator traffic --source foo=1");
        QTest::newRow("source given twice")
            << split("simulator traffic --source stripe=1 --source stripe=2");
        QTest::newRow("event type that is none")
            << split("routes add --source stripe --event-type a? --destination default --path /x "
                     "--mode live");
        QTest::newRow("rate that is too high") << split("simulator traffic --rate 1001");
        QTest::newRow("unknown mode") << split("simulator wordpress explode");
        QTest::newRow("scenario without an id") << split("simulator run");
        QTest::newRow("token without a reason") << split("tokens create --name x --role viewer");
        QTest::newRow("unknown role") << split("tokens create --name x --role king --reason x");
        QTest::newRow("expiry that is none")
            << split("tokens create --name x --role viewer --expires soon --reason x");
        QTest::newRow("bulk of nothing") << split("bulk plan reenqueue");
        QTest::newRow("bulk of two kinds")
            << split("bulk plan reenqueue --all --id 01a1e9b4-ed58-7327-b569-6ed663e67889");
        QTest::newRow("bulk action that is none") << split("bulk plan delete --all");
        QTest::newRow("bulk by an id that is none") << split("bulk plan retry --id 7");
        QTest::newRow("bulk by a field that there is not")
            << split("bulk plan retry --filter "
                     "{\"field\":\"colour\",\"operator\":\"is\",\"values\":[\"red\"]}");
        QTest::newRow("bulk without a reason") << split("bulk start reenqueue --all");
        QTest::newRow("too many requests") << split("simulator requests --limit 501");
        QTest::newRow("one bad id of two")
            << split("dlq reenqueue 01a1e9b4-ed58-7327-b569-6ed663e67889 ../events/1");
    }

    void badUseIsExitCodeTwo()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(!outcome.errors.isEmpty() || !outcome.output.isEmpty());
    }

    void withJsonErrorsAreAnObject_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        const auto row = [](const char *text, int exitCode) {
            QTest::newRow(text) << QString::fromLatin1(text).split(u' ') << exitCode;
        };
        row("events list --json --colour red", 2);
        row("events list --json --status bogus", 2);
        row("jobs show --json ../whoami", 2);
        row("serve --json --listen nowhere", 2);
        row("events show --json 01a1e9b4-ed58-7327-b569-6ed663e67889", 1);
        row("dlq reenqueue --json 01a1e9b4-ed58-7327-b569-6ed663e67889", 1);
        row("events list --json --connection nowhere", 1);
        row("events list --json --database host=127.0.0.1\u00a0port=1", 1);
        row("serve --json --listen 127.0.0.1:0 --env /nowhere", 1);
    }

    void withJsonErrorsAreAnObject()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        for (QString &argument : arguments)
            argument.replace(QChar(0xa0), u' ');
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.exitCode, exitCode);
        QCOMPARE(outcome.output, QByteArray());
        QCOMPARE(outcome.errors.count('\n'), 1);
        const QJsonObject error = QJsonDocument::fromJson(outcome.errors).object();
        QVERIFY2(!error.value(u"message").toString().isEmpty(), outcome.errors.constData());
        QVERIFY(!error.value(u"kind").toString().isEmpty());
    }

    void anErrorNamesTheIdItIsAbout()
    {
        const QString id = QStringLiteral("01a1e9b4-ed58-7327-b569-6ed663e67889");
        const Outcome outcome =
            run({QStringLiteral("jobs"), QStringLiteral("show"), id, QStringLiteral("--json")});
        QCOMPARE(QJsonDocument::fromJson(outcome.errors).object().value(u"id").toString(), id);
    }

    void anErrorSaysWhatIsMeant_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("scenario") << QStringLiteral("simulator run nope") << 1
                                  << QByteArray("black_friday");
        QTest::newRow("http") << QStringLiteral(
            "destinations add clear --base-url http://wp.example --bearer-file %1 "
            "--signing-secret-file %1")
                              << 2 << QByteArray("--allow-http");
        QTest::newRow("payload") << QStringLiteral("normalize /nonexist") << 1
                                 << QByteArray("could not be read");
    }
    void anErrorSaysWhatIsMeant()
    {
        QFETCH(QString, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, words);
        const QString file = m_gateway->home() + QStringLiteral("/data/admin.token");
        const Outcome outcome = run(arguments.replace(QStringLiteral("%1"), file).split(u' '));
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY2(outcome.errors.contains(words), outcome.errors.constData());
    }

    void aFailureAtRunTimeIsExitCodeOne_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto split = [](const QString &text) { return text.split(u' '); };
        const QString token = m_gateway->home() + QStringLiteral("/empty.token");
        QFile file(token);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QTest::newRow("empty token file")
            << split(QStringLiteral("events list --url http://127.0.0.1:1 --token-file ") + token);
        QTest::newRow("plain http over the network")
            << split(QStringLiteral("events list --url http://gateway.invalid"));
        QTest::newRow("weak sslmode over the network")
            << split(QStringLiteral("events list --url http://127.0.0.1:1 --database"))
                + QStringList{QStringLiteral("host=db.invalid sslmode=prefer")};
        QTest::newRow("no gateway there")
            << split(QStringLiteral("events list --url http://127.0.0.1:1"));
    }

    void aFailureAtRunTimeIsExitCodeOne()
    {
        QFETCH(QStringList, arguments);
        if (!arguments.contains(QStringLiteral("--token-file")))
            arguments << QStringLiteral("--token-file")
                      << m_gateway->home() + QStringLiteral("/data/admin.token");
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(!outcome.errors.isEmpty());
        const bool goesInClear = arguments.join(u' ').contains(QStringLiteral(".invalid"));
        QCOMPARE(outcome.errors.contains("in clear"), goesInClear);
    }

    void aMissingDatabaseIsExitCodeOneAndReadsWell()
    {
        const Outcome outcome =
            run({QStringLiteral("events"), QStringLiteral("list"), QStringLiteral("--database"),
                 database(QStringLiteral("nowhere"))});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(!outcome.errors.contains("LOCATION"), outcome.errors.constData());
        QVERIFY2(!outcome.errors.contains("\xEF\xBF\xBD"), outcome.errors.constData());
        QVERIFY(outcome.errors.contains("\n  "));
    }

    void aDatabaseOfAnotherContractIsAnError()
    {
        const auto cluster = TestCluster::start();
        const QStringList list{QStringLiteral("events"), QStringLiteral("list"),
                               QStringLiteral("--database"),
                               QString::fromStdString(cluster->conninfo())};
        const Outcome without = run(list);
        QCOMPARE(without.exitCode, 1);
        QVERIFY2(without.errors.contains("schema “console”"), without.errors.constData());

        postgres::SessionOptions options;
        options.conninfo = cluster->conninfo();
        auto session = postgres::Session::connect(options);
        QVERIFY(session);
        QVERIFY(session->executeScript(
            "CREATE SCHEMA console;"
            "CREATE FUNCTION console.contract(OUT version integer, OUT environment text) "
            "LANGUAGE sql AS $$ SELECT 2, 'staging' $$"));
        const Outcome newer = run(list);
        QCOMPARE(newer.exitCode, 1);
        QVERIFY2(newer.errors.contains("contract version 2"), newer.errors.constData());
    }

    void aGatewayOfANewerContractIsAskedForNothing_data()
    {
        QTest::addColumn<QString>("command");
        const QString id = QStringLiteral(" 01a1e9b4-ed58-7327-b569-6ed663e67889");
        QTest::newRow("list") << QStringLiteral("events list");
        QTest::newRow("show") << QStringLiteral("jobs show") + id;
        QTest::newRow("action") << QStringLiteral("dlq reenqueue") + id;
    }

    /// Through the API alone: no database that would say so first.
    void aGatewayOfANewerContractIsAskedForNothing()
    {
        QFETCH(QString, command);
        const TinyServer gateway([](const TinyRequest &) {
            return TinyServer::answer(200,
                                      R"({"actor":"ops","role":"admin","environment":"staging",)"
                                      R"("capabilities":[],"versions":{"contract":2}})",
                                      "Content-Type: application/json\r\n");
        });
        const Outcome outcome =
            run(command.split(u' ')
                + QStringList{QStringLiteral("--url"), QString::fromStdString(gateway.url()),
                              QStringLiteral("--token-file"),
                              m_gateway->home() + QStringLiteral("/data/admin.token")});
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(outcome.output, QByteArray());
        QVERIFY2(outcome.errors.contains("contract version 2"), outcome.errors.constData());
        QCOMPARE(gateway.requests().size(), std::size_t{1});
        QVERIFY(gateway.requests()[0].head.starts_with("GET /admin/v1/whoami "));
    }

    void serveAnnouncesItselfAsJson()
    {
        Program second{builtProgram(QStringLiteral("gatehousectl"))};
        second.start({QStringLiteral("serve"), QStringLiteral("--json"), QStringLiteral("--listen"),
                      QStringLiteral("127.0.0.1:0"), QStringLiteral("--ephemeral")});
        const QString line = second.waitForLine(QStringLiteral("{"));
        const QJsonObject announced = QJsonDocument::fromJson(line.toUtf8()).object();
        QVERIFY2(announced.value(u"listening")
                     .toString()
                     .startsWith(QStringLiteral("http://127.0.0.1:")),
                 second.errors().constData());
        QCOMPARE(announced.value(u"admin"), announced.value(u"listening"));
        second.terminate();
        QVERIFY(second.waitForEnd());
        QCOMPARE(second.exitCode(), 0);
    }

    void aConnectionIsTestedStepByStep()
    {
        const QStringList test{QStringLiteral("connections"), QStringLiteral("test"),
                               QStringLiteral("local"), QStringLiteral("--json")};
        const Outcome passed = run(test);
        QVERIFY2(passed.exitCode == 0, passed.output.constData());
        QCOMPARE(passed.objects().size(), 12);
        QVERIFY(run(test.mid(0, 3)).output.contains("Postgres: authentication"));
        const QString name = QStringLiteral("away");
        writeConnection(name, QStringLiteral("http://127.0.0.1:1"));
        const Outcome failed = run({test.at(0), test.at(1), name, test.at(3)});
        QCOMPARE(failed.exitCode, 1);
        QVERIFY(failed.output.contains("not_reached"));
    }

    void aConnectionIsExportedAndImportedWithItsExceptionsConfirmed()
    {
        const QString name = QStringLiteral("plain");
        writeConnection(name, QStringLiteral("http://gateway.invalid"), R"(["plain_http"])");
        const Outcome exported =
            run({QStringLiteral("connections"), QStringLiteral("export"), name});
        QCOMPARE(exported.exitCode, 0);
        QVERIFY(!exported.output.contains("token"));
        QFile file(m_gateway->home() + QStringLiteral("/exported.json"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(exported.output) > 0);
        file.close();
        QStringList import{QStringLiteral("connections"), QStringLiteral("import"),
                           file.fileName()};
        const Outcome refused = run(import);
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(refused.errors.contains("plain_http"));
        import += QStringLiteral("--allow-exceptions");
        QCOMPARE(run(import).exitCode, 0);
        const Outcome listed = run({QStringLiteral("connections"), QStringLiteral("list")});
        QVERIFY2(listed.output.contains("plain-2"), listed.output.constData());
    }

    void anEmptyListSaysNone()
    {
        const QStringList arguments{QStringLiteral("events"), QStringLiteral("list"),
                                    QStringLiteral("--tenant"), QStringLiteral("nobody")};
        const Outcome text = run(arguments);
        QCOMPARE(text.exitCode, 0);
        QCOMPARE(text.output, QByteArray());
        QCOMPARE(text.errors, QByteArray("none\n"));
        const Outcome json = run(arguments + QStringList{QStringLiteral("--json")});
        QCOMPARE(json.output + json.errors, QByteArray());
    }

    void listAndShowWriteTheSameTime()
    {
        const QJsonObject listed =
            run({QStringLiteral("events"), QStringLiteral("list"), QStringLiteral("--limit"),
                 QStringLiteral("1"), QStringLiteral("--json")})
                .objects()
                .value(0);
        const QString id = listed.value(u"id").toString();
        const QJsonObject shown =
            run({QStringLiteral("events"), QStringLiteral("show"), id, QStringLiteral("--json")})
                .objects()
                .value(0);
        QVERIFY(listed.value(u"received_at").toString().endsWith(u'Z'));
        for (const char *name : {"received_at", "updated_at", "occurred_at"})
            QCOMPARE(shown.value(QLatin1String(name)), listed.value(QLatin1String(name)));
    }

    void showPrintsWhatIsNestedIndented()
    {
        const QString id =
            run({QStringLiteral("events"), QStringLiteral("list"), QStringLiteral("--limit"),
                 QStringLiteral("1"), QStringLiteral("--json")})
                .objects()
                .value(0)
                .value(u"id")
                .toString();
        const Outcome shown = run({QStringLiteral("events"), QStringLiteral("show"), id});
        QCOMPARE(shown.exitCode, 0);
        QVERIFY2(shown.output.contains("\npayload:\n  "), shown.output.constData());
        QVERIFY2(shown.output.contains("\n    - Content-Type: application/json\n"),
                 shown.output.constData());
        QVERIFY2(!shown.output.contains('{'), shown.output.constData());
    }

    void unknownIdFails()
    {
        const Outcome outcome = run({QStringLiteral("events"), QStringLiteral("show"),
                                     QStringLiteral("01a1e9b4-ed58-7327-b569-6ed663e67889")});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(!outcome.errors.isEmpty());
    }

    void takenPortIsExplained()
    {
        Program second{builtProgram(QStringLiteral("gatehousectl"))};
        second.setHome(m_gateway->home());
        const QString address = QString::fromStdString(m_url).section(QStringLiteral("//"), 1);
        QCOMPARE(
            second.run({QStringLiteral("serve"), QStringLiteral("--listen"), address,
                        QStringLiteral("--data"), m_gateway->home() + QStringLiteral("/data")}),
            1);
        QVERIFY2(second.errors().contains(address.section(u':', 1).toLatin1()),
                 second.errors().constData());
    }

    void remoteAddressNeedsConsent()
    {
        Program second{builtProgram(QStringLiteral("gatehousectl"))};
        second.setHome(m_gateway->home());
        QVERIFY(second.run({QStringLiteral("serve"), QStringLiteral("--listen"),
                            QStringLiteral("0.0.0.0:0"), QStringLiteral("--data"),
                            m_gateway->home() + QStringLiteral("/data")})
                != 0);
        QVERIFY2(second.errors().contains("--allow-remote"), second.errors().constData());
    }

    void listsWorkThroughTheApiAlone()
    {
        const Outcome outcome = run(
            {QStringLiteral("events"), QStringLiteral("list"), QStringLiteral("--url"),
             QString::fromStdString(m_url), QStringLiteral("--token-file"),
             m_gateway->home() + QStringLiteral("/data/admin.token"), QStringLiteral("--json")});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        QVERIFY(!outcome.objects().isEmpty());
    }

    void listsTakeConditionsOfAnyKind_data()
    {
        QTest::addColumn<bool>("throughTheApi");
        QTest::newRow("database") << false;
        QTest::newRow("API") << true;
    }
    void listsTakeConditionsOfAnyKind()
    {
        QFETCH(bool, throughTheApi);
        sendStripe(std::string("evt_condition_") + (throughTheApi ? "api" : "database"));
        QStringList arguments = QStringLiteral("events list --json --source stripe").split(u' ');
        for (const char *condition :
             {"{'field':'provider_event_id','operator':'contains','values':['EVT_CONDITION']}",
              "{'field':'provider_event_id','operator':'is','values':['*_api'],'negated':true}"})
            arguments << QStringLiteral("--filter")
                      << QString::fromLatin1(condition).replace(u'\'', u'"');
        if (throughTheApi)
            arguments << QStringLiteral("--url") << QString::fromStdString(m_url)
                      << QStringLiteral("--token-file")
                      << m_gateway->home() + QStringLiteral("/data/admin.token");
        const Outcome outcome = run(arguments);
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        const QList<QJsonObject> events = outcome.objects();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0][u"provider_event_id"].toString(),
                 QStringLiteral("evt_condition_database"));
    }
};

QTEST_GUILESS_MAIN(CommandsTest)
#include "commands_test.moc"
