#include "tests/integration/support/program.h"
#include "tests/integration/support/webhooks.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse::test;

/// gatehousectl as a person uses it: one gateway with its own cluster, and commands beside it that
/// find it by themselves.
class CommandsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Program> m_gateway;
    std::string m_url;
    QString m_token;
    QString m_profileFolder;

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
        Program command{QStringLiteral(GATEHOUSECTL)};
        command.setHome(m_gateway->home());
        Outcome outcome;
        outcome.exitCode = command.run(arguments);
        outcome.output = command.output();
        outcome.errors = command.errors();
        return outcome;
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

    void sendStripe(const std::string &id)
    {
        StripeSender stripe(m_url, "acme", "whsec_test");
        const Answer answer = stripe.send(id, "invoice.paid");
        QVERIFY2(answer.status == 202, answer.body.c_str());
    }

    QList<QJsonObject> letters()
    {
        return run({QStringLiteral("dlq"), QStringLiteral("list"), QStringLiteral("--state"),
                    QStringLiteral("open"), QStringLiteral("--json")})
            .objects();
    }

private slots:
    void initTestCase()
    {
        m_gateway = std::make_unique<Program>(QStringLiteral(GATEHOUSECTL));
        m_gateway->setVariable(QStringLiteral("PROVIDER_SECRETS_STRIPE"),
                               QStringLiteral("acme:whsec_test"));
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

    void listTextHasHeadingsAndIds()
    {
        const Outcome outcome = run({QStringLiteral("jobs"), QStringLiteral("list")});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.output.startsWith("ID"));
        QVERIFY(outcome.output.count('\n') >= 2);
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
    }

    void badUseIsExitCodeTwo()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(!outcome.errors.isEmpty() || !outcome.output.isEmpty());
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
        Program second{QStringLiteral(GATEHOUSECTL)};
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
        Program second{QStringLiteral(GATEHOUSECTL)};
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
};

QTEST_GUILESS_MAIN(CommandsTest)
#include "commands_test.moc"
