#include "services/signing/scheme.h"
#include "services/signing/verification.h"
#include "tests/integration/support/program.h"
#include "tests/integration/support/webhooks.h"
#include "tests/services/gateway/support/tinyserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;

/// Events of a real gateway go to a developer's machine while `gatehousectl listen` runs.
class ListenTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Program> m_gateway;
    std::unique_ptr<StripeSender> m_stripe;
    QString m_secretFile;

    std::unique_ptr<Program> listening(const TinyServer &server, const QStringList &rest = {})
    {
        auto program = std::make_unique<Program>(builtProgram(QStringLiteral("gatehousectl")));
        program->setHome(m_gateway->home());
        program->start(QStringList{QStringLiteral("listen"), QStringLiteral("--forward"),
                                   QString::fromStdString(server.url()) + QStringLiteral("/hook"),
                                   QStringLiteral("--secret-file"),
                                   QStringLiteral("stripe=") + m_secretFile}
                       + rest);
        return program;
    }
    /// Once it says so, what follows is forwarded.
    static bool isReady(Program &program)
    {
        return !program.waitForLine(QStringLiteral("Events since ")).isEmpty();
    }

    static QStringList idsAt(const TinyServer &server)
    {
        QStringList ids;
        for (const TinyRequest &request : server.requests())
            ids += QJsonDocument::fromJson(QByteArray::fromStdString(request.body))
                       .object()[u"id"]
                       .toString();
        return ids;
    }
    static std::string ok(const TinyRequest &) { return TinyServer::answer(200, "{}"); }

private slots:
    void initTestCase()
    {
        m_gateway = std::make_unique<Program>(builtProgram(QStringLiteral("gatehousectl")));
        m_gateway->setVariable(QStringLiteral("PROVIDER_SECRETS_STRIPE"),
                               QStringLiteral("acme:whsec_of_the_gateway"));
        m_gateway->start({QStringLiteral("serve"), QStringLiteral("--listen"),
                          QStringLiteral("127.0.0.1:0"), QStringLiteral("--data"),
                          m_gateway->home() + QStringLiteral("/data")});
        const QString line = m_gateway->waitForLine(QStringLiteral("listening on "));
        QVERIFY2(!line.isEmpty(), m_gateway->errors().constData());
        m_stripe = std::make_unique<StripeSender>(line.section(u' ', -1).toStdString(), "acme",
                                                  "whsec_of_the_gateway");
        m_secretFile = m_gateway->home() + QStringLiteral("/stripe.secret");
        QFile file(m_secretFile);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("whsec_of_the_developer\n") > 0);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    }
    void cleanupTestCase()
    {
        m_gateway->terminate();
        QVERIFY(m_gateway->waitForEnd());
    }

    void newEventsArriveSignedForTheDeveloper()
    {
        TinyServer server(ok);
        const auto program = listening(server);
        QVERIFY2(isReady(*program), program->errors().constData());
        QCOMPARE(m_stripe->send("evt_new").status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(idsAt(server), QStringList{QStringLiteral("evt_new")}, 60'000);
        const TinyRequest request = server.requests().front();
        QVERIFY(request.head.starts_with("POST /hook "));
        for (const auto &scheme : signing::makeSchemes()) {
            if (scheme->source() != "stripe")
                continue;
            const std::vector<std::string> secrets{"whsec_of_the_developer"};
            const auto told = scheme->verify(
                {{}, {{"Stripe-Signature", request.header("Stripe-Signature")}}, request.body},
                secrets, SystemClock().now());
            QCOMPARE(told.outcome, signing::Verification::Outcome::Valid);
        }
        program->terminate();
        QVERIFY(program->waitForEnd());
        QVERIFY2(program->exitCode() == 0, program->errors().constData());
    }

    void whatCameWhileItWasOffIsCaughtUpWith()
    {
        TinyServer server(ok);
        auto program = listening(server);
        QVERIFY(isReady(*program));
        QCOMPARE(m_stripe->send("evt_before").status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(idsAt(server).size(), 1, 60'000);
        QVERIFY(!program->waitForLine(QStringLiteral("20")).isEmpty()); // with its time in front
        program->kill();
        QVERIFY(program->waitForEnd());
        QCOMPARE(m_stripe->send("evt_meanwhile").status, 202);
        program = listening(server);
        QVERIFY(isReady(*program));
        QCOMPARE(m_stripe->send("evt_after").status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(
            idsAt(server),
            (QStringList{QStringLiteral("evt_before"), QStringLiteral("evt_meanwhile"),
                         QStringLiteral("evt_after")}),
            60'000);
    }

    void sinceNowLeavesOutWhatCameMeanwhile()
    {
        TinyServer server(ok);
        auto program = listening(server);
        QVERIFY(isReady(*program));
        program->terminate();
        QVERIFY(program->waitForEnd());
        QCOMPARE(m_stripe->send("evt_left_out").status, 202);
        program = listening(server, {QStringLiteral("--since"), QStringLiteral("now")});
        QVERIFY2(isReady(*program), program->errors().constData());
        QCOMPARE(m_stripe->send("evt_since").status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(idsAt(server), QStringList{QStringLiteral("evt_since")}, 60'000);
    }

    void eventsWaitForADeveloperWhoIsAway()
    {
        std::atomic<int> requests = 0;
        TinyServer server([&](const TinyRequest &) {
            // No HTTP at all, so no answer.
            return ++requests == 1 ? std::string("\r\n") : TinyServer::answer(500);
        });
        const auto program = listening(server);
        QVERIFY(isReady(*program));
        QCOMPARE(m_stripe->send("evt_first").status, 202);
        QCOMPARE(m_stripe->send("evt_second").status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(idsAt(server).join(u' '),
                                  QStringLiteral("evt_first evt_first evt_second"), 90'000);
        QVERIFY(program->errors().contains("tried again"));
    }

    void onlyEventsOfTheFilterAreForwarded()
    {
        TinyServer server(ok);
        const auto program =
            listening(server, {QStringLiteral("--event-type"), QStringLiteral("invoice.*")});
        QVERIFY(isReady(*program));
        QCOMPARE(m_stripe->send("evt_other", "customer.created").status, 202);
        QCOMPARE(m_stripe->send("evt_invoice", "invoice.paid").status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(idsAt(server), QStringList{QStringLiteral("evt_invoice")},
                                  60'000);
    }

    void whatCannotBeIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("says");
        const QString patchFile = m_gateway->home() + QStringLiteral("/none.patch");
        QFile patch(patchFile);
        QVERIFY(patch.open(QIODevice::WriteOnly) && patch.write("[1]") > 0);
        patch.close();
        QTest::newRow("nobody") << QStringList{} << 2 << QByteArray("--forward URL or --target");
        QTest::newRow("time") << QStringList{QStringLiteral("--forward"),
                                             QStringLiteral("http://127.0.0.1:1/"),
                                             QStringLiteral("--since"), QStringLiteral("soon")}
                              << 2 << QByteArray("--since is now, a span");
        QTest::newRow("patch") << QStringList{QStringLiteral("--forward"),
                                              QStringLiteral("http://127.0.0.1:1/"),
                                              QStringLiteral("--patch"), patchFile}
                               << 2 << QByteArray("Operation 1 of the patch");
        QTest::newRow("elsewhere")
            << QStringList{QStringLiteral("--forward"), QStringLiteral("https://example.com/")} << 1
            << QByteArray("");
        QTest::newRow("target") << QStringList{QStringLiteral("--target"), QStringLiteral("none")}
                                << 1 << QByteArray("none");
    }
    void whatCannotBeIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, says);
        Program program(builtProgram(QStringLiteral("gatehousectl")));
        program.setHome(m_gateway->home());
        QCOMPARE(program.run(QStringList{QStringLiteral("listen")} + arguments), exitCode);
        const QByteArray errors = program.errors();
        QVERIFY2(!errors.isEmpty() && errors.contains(says), errors.constData());
    }

    void anEventWithoutASecretEndsItAndSaysWhatIsMissing()
    {
        TinyServer server(ok);
        Program program(builtProgram(QStringLiteral("gatehousectl")));
        program.setHome(m_gateway->home());
        QCOMPARE(program.run({QStringLiteral("listen"), QStringLiteral("--forward"),
                              QString::fromStdString(server.url()), QStringLiteral("--since"),
                              QStringLiteral("1h")}),
                 1);
        QVERIFY2(program.errors().contains("stripe secret"), program.errors().constData());
        QVERIFY(server.requests().empty());
    }
};

QTEST_GUILESS_MAIN(ListenTest)
#include "listen_test.moc"
