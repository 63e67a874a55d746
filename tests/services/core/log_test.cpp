#include "services/core/log.h"
#include "tests/support/manualclock.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse;

class LogTest : public QObject
{
    Q_OBJECT

    test::ManualClock m_clock;
    std::vector<std::string> m_lines;
    Log m_log{m_clock, [this](std::string_view line) { m_lines.emplace_back(line); }};

    QJsonObject onlyLine() const
    {
        return m_lines.size() == 1
            ? QJsonDocument::fromJson(QByteArray::fromStdString(m_lines.front())).object()
            : QJsonObject();
    }

private slots:
    void init() { m_lines.clear(); }

    void lineIsOneJsonObjectWithTimeAndLevel()
    {
        m_log.info(
            "event accepted",
            {{"tenant", "acme"}, {"latency_ms", 1.5}, {"new", true}, {"size", std::int64_t(1842)}});
        const QJsonObject line = onlyLine();
        QCOMPARE(line.value(u"level").toString(), QStringLiteral("info"));
        QCOMPARE(line.value(u"time").toString(), QStringLiteral("2026-11-17T13:32:07.000Z"));
        QCOMPARE(line.value(u"message").toString(), QStringLiteral("event accepted"));
        QCOMPARE(line.value(u"tenant").toString(), QStringLiteral("acme"));
        QCOMPARE(line.value(u"latency_ms").toDouble(), 1.5);
        QCOMPARE(line.value(u"new").toBool(), true);
        QCOMPARE(line.value(u"size").toInteger(), 1842);
    }

    void valuesOfSecretKeysAreRedacted_data()
    {
        QTest::addColumn<QString>("key");
        for (const char *key : {"Authorization", "token", "client_secret", "PASSWORD", "Set-Cookie",
                                "X-Signature", "api-key", "credentials"})
            QTest::newRow(key) << QString::fromLatin1(key);
    }

    void valuesOfSecretKeysAreRedacted()
    {
        QFETCH(QString, key);
        const std::string name = key.toStdString();
        m_log.info("x", {{name, "whsec_hidden"}});
        QCOMPARE(m_lines.size(), std::size_t(1));
        QVERIFY(m_lines.front().find("whsec_hidden") == std::string::npos);
        QCOMPARE(onlyLine().value(key).toString(), QStringLiteral("[redacted]"));
    }

    void userInfoOfUrlsIsRedacted()
    {
        m_log.info("connect to postgresql://me:pa@ss@db/x",
                   {{"url", "https://a:b@host/p?q=1 ftp://c@d"}});
        QVERIFY(m_lines.front().find("pa@ss") == std::string::npos);
        QVERIFY(m_lines.front().find("a:b") == std::string::npos);
        QCOMPARE(onlyLine().value(u"url").toString(),
                 QStringLiteral("https://[redacted]@host/p?q=1 ftp://[redacted]@d"));
    }

    void hostileTextStaysOneValidLine()
    {
        m_log.info("a\nb\"\\", {{"bytes", std::string_view("\xff\x00\x1b[31m", 7)}});
        QVERIFY(m_lines.front().find('\n') == std::string::npos);
        QCOMPARE(onlyLine().value(u"message").toString(), QStringLiteral("a\nb\"\\"));
    }

    void linesBelowTheThresholdAreDropped()
    {
        m_log.debug("noise");
        QVERIFY(m_lines.empty());
    }

    void numbersThatJsonLacksBecomeNull()
    {
        m_log.info("x", {{"ratio", std::numeric_limits<double>::quiet_NaN()}});
        QVERIFY(onlyLine().value(u"ratio").isNull());
    }
};

QTEST_GUILESS_MAIN(LogTest)
#include "log_test.moc"
