#include "runninggateway.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace gatehouse::test;

/// What a whole gateway writes into its log about a webhook, and which trace it goes on with.
class LogLinesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestCluster> m_cluster;

    static QList<QJsonObject> lines(const RunningGateway &gateway, const char *message)
    {
        QList<QJsonObject> found;
        for (const std::string &line : gateway.lines()) {
            const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
            if (object[QStringLiteral("message")].toString() == QLatin1String(message))
                found.append(object);
        }
        return found;
    }

    static QStringList missing(const QJsonObject &line, const QStringList &keys)
    {
        QStringList missing;
        for (const QString &key : keys) {
            if (!line.contains(key))
                missing.append(key);
        }
        return missing;
    }

    static bool anyLineHas(const RunningGateway &gateway, const char *text)
    {
        const auto lines = gateway.lines();
        return std::any_of(lines.begin(), lines.end(), [text](const std::string &line) {
            return line.find(text) != std::string::npos;
        });
    }

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void cleanupTestCase() { m_cluster.reset(); }

    void everyIngestLineSaysWhatHappenedToWhat_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("accepted") << QByteArray(RunningGateway::secret)
                                  << QByteArray("webhook accepted") << QStringLiteral("queued");
        QTest::newRow("refused") << QByteArray("whsec_wrong") << QByteArray("webhook refused")
                                 << QStringLiteral("signature_mismatch");
    }
    void everyIngestLineSaysWhatHappenedToWhat()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QByteArray, message);
        QFETCH(QString, outcome);
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(200); });
        const RunningGateway gateway(*m_cluster, "log_" + outcome.toStdString(), wordpress);
        gateway.send("evt_1", {}, secret.toStdString());
        QTRY_COMPARE(lines(gateway, message.constData()).size(), 1);
        const QJsonObject line = lines(gateway, message.constData()).front();
        QCOMPARE(
            missing(line,
                    {QStringLiteral("event_id"), QStringLiteral("tenant"), QStringLiteral("source"),
                     QStringLiteral("outcome"), QStringLiteral("latency_ms")}),
            QStringList());
        QCOMPARE(line[QStringLiteral("outcome")].toString(), outcome);
        QCOMPARE(line[QStringLiteral("tenant")].toString(), QStringLiteral("acme"));
        QCOMPARE(line[QStringLiteral("source")].toString(), QStringLiteral("stripe"));
        QVERIFY(line[QStringLiteral("latency_ms")].isDouble());
    }

    void everyDeliveryLineSaysWhatHappenedToWhat()
    {
        std::atomic<int> tries = 0;
        const TinyServer wordpress(
            [&](const TinyRequest &) { return TinyServer::answer(++tries == 1 ? 503 : 200); });
        const RunningGateway gateway(*m_cluster, "log_delivery", wordpress);
        const auto answer = gateway.send("evt_1");
        const QString eventId = QJsonDocument::fromJson(QByteArray::fromStdString(answer.body))
                                    .object()[QStringLiteral("event_id")]
                                    .toString();
        QTRY_COMPARE(lines(gateway, "delivery").size(), 2);
        const auto found = lines(gateway, "delivery");
        for (const QJsonObject &line : found) {
            QCOMPARE(missing(line,
                             {QStringLiteral("job_id"), QStringLiteral("event_id"),
                              QStringLiteral("tenant"), QStringLiteral("destination"),
                              QStringLiteral("status"), QStringLiteral("latency_ms"),
                              QStringLiteral("attempt")}),
                     QStringList());
            QCOMPARE(line[QStringLiteral("event_id")].toString(), eventId);
            QCOMPARE(line[QStringLiteral("tenant")].toString(), QStringLiteral("acme"));
            QCOMPARE(line[QStringLiteral("destination")].toString(), QStringLiteral("default"));
        }
        QCOMPARE(found[0][QStringLiteral("status")].toInt(), 503);
        QCOMPARE(found[0][QStringLiteral("outcome")].toString(), QStringLiteral("retry"));
        QCOMPARE(found[0][QStringLiteral("level")].toString(), QStringLiteral("info"));
        QCOMPARE(found[1][QStringLiteral("attempt")].toInt(), 2);
        QCOMPARE(found[1][QStringLiteral("outcome")].toString(), QStringLiteral("succeeded"));
        QCOMPARE(found[1][QStringLiteral("level")].toString(), QStringLiteral("debug"));
    }

    void aDeadLetterSaysOfWhat()
    {
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(422); });
        const RunningGateway gateway(*m_cluster, "log_dead", wordpress);
        gateway.send("evt_1");
        QTRY_COMPARE(lines(gateway, "dead letter").size(), 1);
        QCOMPARE(missing(lines(gateway, "dead letter").front(),
                         {QStringLiteral("job_id"), QStringLiteral("event_id"),
                          QStringLiteral("tenant"), QStringLiteral("destination"),
                          QStringLiteral("root_cause"), QStringLiteral("attempt")}),
                 QStringList());
    }

    void neitherSecretsNorBodiesAreLogged()
    {
        const TinyServer wordpress(
            [](const TinyRequest &) { return TinyServer::answer(500, "the answer's body"); });
        const RunningGateway gateway(*m_cluster, "log_secrets", wordpress);
        gateway.send("evt_1");
        gateway.send("evt_2", {}, "whsec_wrong");
        QTRY_VERIFY(!lines(gateway, "delivery").isEmpty());
        for (const char *secret : {RunningGateway::secret, "whsec_wrong", "wordpress-token",
                                   "shared", RunningGateway::adminToken, "ch_1", "answer's body"})
            QVERIFY2(!anyLineHas(gateway, secret), secret);
    }

    void aTraceGoesOnToWordPress()
    {
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(200); });
        const RunningGateway gateway(*m_cluster, "log_trace", wordpress);
        const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        const std::string span = "00f067aa0ba902b7";
        gateway.send("evt_1", "traceparent: 00-" + trace + '-' + span + "-01\r\n");
        QTRY_COMPARE(wordpress.requests().size(), std::size_t(1));
        const QString sent =
            QString::fromStdString(wordpress.requests().front().header("traceparent"));
        const QRegularExpression form(QStringLiteral("^00-([0-9a-f]{32})-([0-9a-f]{16})-01$"));
        const auto match = form.match(sent);
        QVERIFY2(match.hasMatch(), qPrintable(sent));
        QCOMPARE(match.captured(1).toStdString(), trace);
        QVERIFY(match.captured(2).toStdString() != span);
    }
};

QTEST_GUILESS_MAIN(LogLinesTest)
#include "loglines_test.moc"
