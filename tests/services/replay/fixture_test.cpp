#include "services/replay/fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::replay;
using namespace std::chrono_literals;

namespace {

Fixture full()
{
    Fixture fixture;
    fixture.source = "stripe";
    fixture.tenant = "acme";
    fixture.eventType = "invoice.paid";
    fixture.eventId = "01a1e9b4-ed58-7327-b569-6ed663e67889";
    fixture.providerId = "evt_1";
    fixture.receivedAt = Timestamp(1763389927385ms);
    fixture.url = "https://hooks.example/api/webhooks/stripe/ingest?tenant=acme";
    fixture.headers = {{"Stripe-Signature", "t=1,v1=ab"}, {"X-Twice", "1"}, {"X-Twice", "2"}};
    fixture.body = "{ \"amount\": 12345678901234567890.10, \"name\": \"M\xc3\xbcller\" }\n";
    fixture.expected = Expectation{202, "{\"status\":\"queued\"}"};
    return fixture;
}

} // namespace

class FixtureTest : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadAgain()
    {
        const QByteArray line = lineOf(full());
        QCOMPARE(line.count('\n'), 1);
        const auto read = fixtureOfLine(line);
        QVERIFY(read.has_value());
        QVERIFY(*read == full());
    }

    void everyBodyComesBackByteForByte_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("zero byte") << QByteArray("a\0b", 3);
        QTest::newRow("no UTF-8") << QByteArray("\xff\xfe{}");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}");
        QTest::newRow("line ends") << QByteArray("{\r\n}\n");
        QTest::newRow("beyond the BMP") << QByteArray("\xf0\x9f\x8e\x81");
    }
    void everyBodyComesBackByteForByte()
    {
        QFETCH(QByteArray, body);
        Fixture fixture = full();
        fixture.body = body.toStdString();
        const auto read = fixtureOfLine(lineOf(fixture));
        QVERIFY(read.has_value());
        QCOMPARE(QByteArray::fromStdString(read->body), body);
    }

    void handWrittenHeadersAndAnswersMayBeObjects()
    {
        const auto read = fixtureOfLine(
            "{\"source\":\"github\",\"headers\":{\"X-GitHub-Event\":\"push\"},\"body\":\"{}\","
            "\"expect\":{\"status\":202,\"body\":{\"status\":\"queued\"}}}");
        QVERIFY(read.has_value());
        QCOMPARE(read->headers.size(), std::size_t(1));
        QCOMPARE(read->method, std::string("POST"));
        QCOMPARE(read->expected->body, std::string("{\"status\":\"queued\"}"));
    }

    void aFileCutInTheMiddleSaysWhereAndWhy()
    {
        const QByteArray file = lineOf(full()) + '\n' + lineOf(full()).chopped(20);
        const auto read = readFixtures(file);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().kind, ErrorKind::Invalid);
        QVERIFY2(
            read.error().message.startsWith(QLatin1String("Line 3 cannot be used: it is no JSON")),
            qPrintable(read.error().message));
        QVERIFY(
            read.error().message.endsWith(QLatin1String("The file seems to be cut off there.")));
    }

    void whatCannotBeUsedSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("why");
        QTest::newRow("no body") << QByteArray("{\"source\":\"ai\"}") << "neither";
        QTest::newRow("number") << QByteArray("{\"source\":7,\"body\":\"\"}") << "source";
        QTest::newRow("base64") << QByteArray("{\"body_base64\":\"!\"}") << "base64";
        QTest::newRow("time") << QByteArray("{\"body\":\"\",\"received_at\":\"noon\"}")
                              << "received_at";
        QTest::newRow("header") << QByteArray("{\"body\":\"\",\"headers\":[[\"A\"]]}") << "headers";
        QTest::newRow("smuggled") << QByteArray(
            "{\"body\":\"\",\"headers\":[[\"A\",\"b\\r\\nC: d\"]]}")
                                  << "headers";
        QTest::newRow("expectation") << QByteArray("{\"body\":\"\",\"expect\":{}}") << "expect";
        QTest::newRow("list") << QByteArray("[]") << "object";
    }
    void whatCannotBeUsedSaysWhy()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, why);
        const auto read = fixtureOfLine(line);
        QVERIFY(!read.has_value());
        QVERIFY2(read.error().message.contains(why), qPrintable(read.error().message));
    }

    void capturesAreReadAsWell_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("HAR") << QByteArray(
            "{\"log\":{\"entries\":[{\"request\":{\"method\":\"POST\",\"url\":\"https://h.example/"
            "api/webhooks/slack/"
            "ingest?tenant=acme\",\"headers\":[],\"postData\":{\"text\":\"{}\"}}}]}}");
        QTest::newRow("indented HAR") << QByteArray(
            "{\n\"log\":{\"entries\":[{\"request\":{\"method\":\"POST\",\"url\":"
            "\"https://h.example/hook?tenant=acme\",\"headers\":[{\"name\":\"X-Slack-Signature\","
            "\"value\":\"v0=1\"}],\"postData\":{\"text\":\"{}\"}}}]}}");
        QTest::newRow("curl") << QByteArray(
            "curl 'https://h.example/hook?tenant=acme' -H 'X-Slack-Signature: v0=1' -d '{}'");
    }
    void capturesAreReadAsWell()
    {
        QFETCH(QByteArray, text);
        const auto read = readFixtures(text);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->size(), std::size_t(1));
        QCOMPARE(read->front().source, std::string("slack"));
        QCOMPARE(read->front().tenant, std::string("acme"));
        QCOMPARE(read->front().body, std::string("{}"));
    }

    void aWrittenFileIsReadAgainAndIsPrivate()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("set.ndjson"));
        QVERIFY(writeFixtureFile(name, {full(), full()}).has_value());
        QCOMPARE(QFile::permissions(name) & (QFileDevice::ReadGroup | QFileDevice::ReadOther),
                 QFileDevice::Permissions());
        const auto read = readFixtureFile(name);
        QVERIFY(read.has_value());
        QVERIFY(*read == std::vector<Fixture>({full(), full()}));
    }

    void aFileThatIsNotThereIsUnavailable()
    {
        const auto read = readFixtureFile(QStringLiteral("/nonexistent.ndjson"));
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().kind, ErrorKind::Unavailable);
    }
};

QTEST_GUILESS_MAIN(FixtureTest)
#include "fixture_test.moc"
