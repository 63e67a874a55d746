#include "adminharness.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;

/// What models cost; that calls are priced by it is tested in store/agentevents_test.cpp.
class PricesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;

    Answer set(const std::string &prices) const
    {
        return m_harness->post("prices", R"({"reason":"r","prices":[)" + prices + "]}");
    }
    /// "large@openai 2026-11-01: 2.5 10"; null amounts are "-".
    static QStringList told(const Answer &answer)
    {
        QStringList all;
        const QJsonArray prices = answer.json()[u"prices"].toArray();
        const auto amount = [](const QJsonValue &value) {
            return value.isNull() ? QStringLiteral("-") : QString::number(value.toDouble());
        };
        for (const auto &price : prices)
            all += price[u"model"].toString() + u'@' + price[u"provider"].toString() + u' '
                + price[u"valid_from"].toString() + u' ' + amount(price[u"usd_per_million_prompt"])
                + u' ' + amount(price[u"usd_per_million_completion"]) + u' '
                + amount(price[u"usd_per_million_cached"]);
        return all;
    }

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init() { m_harness = std::make_unique<AdminHarness>(*m_cluster); }
    void cleanup() { m_harness.reset(); }

    void pricesAreSetAndTakenAway()
    {
        const Answer first =
            set(R"({"model":"small","valid_from":"2026-11-01",)"
                R"("usd_per_million_prompt":0.15,"usd_per_million_completion":0.6},)"
                R"({"model":"large","provider":"openai","valid_from":"2026-11-01",)"
                R"("usd_per_million_prompt":2.5,"usd_per_million_completion":10,)"
                R"("usd_per_million_cached":1.25})");
        QCOMPARE(told(first),
                 (QStringList{QStringLiteral("large@openai 2026-11-01 2.5 10 1.25"),
                              QStringLiteral("small@ 2026-11-01 0.15 0.6 -")}));
        set(R"({"model":"small","valid_from":"2026-12-01","usd_per_million_prompt":0.1,)"
            R"("usd_per_million_completion":0.4})");
        QCOMPARE(told(m_harness->get("prices")).size(), 3);
        const Answer last = set(R"({"model":"small","valid_from":"2026-11-01"},)"
                                R"({"model":"large","provider":"openai","valid_from":"2026-11-01",)"
                                R"("usd_per_million_prompt":2,"usd_per_million_completion":8})");
        QCOMPARE(told(last),
                 (QStringList{QStringLiteral("large@openai 2026-11-01 2 8 -"),
                              QStringLiteral("small@ 2026-12-01 0.1 0.4 -")}));
    }

    void theLedgerTellsWhatWasAndWhatIs()
    {
        set(R"({"model":"large","valid_from":"2026-11-01","usd_per_million_prompt":1,)"
            R"("usd_per_million_completion":2})");
        set(R"({"model":"large","valid_from":"2026-11-01","usd_per_million_prompt":3,)"
            R"("usd_per_million_completion":2})");
        const QJsonObject entry = m_harness->get("audit").items()[0].toObject();
        QCOMPARE(entry[u"action"].toString(), QStringLiteral("prices.change"));
        const QJsonValue change = entry[u"detail"][u"changes"][0];
        QCOMPARE(change[u"before"][u"usd_per_million_prompt"].toDouble(), 1.0);
        QCOMPARE(change[u"after"][u"usd_per_million_prompt"].toDouble(), 3.0);
    }

    void aPriceThatCannotBeUsedIsRefused_data()
    {
        QTest::addColumn<std::string>("price");
        QTest::newRow("no model") << std::string(R"({"valid_from":"2026-11-01"})");
        QTest::newRow("no day") << std::string(R"({"model":"large"})");
        QTest::newRow("no such day")
            << std::string(R"({"model":"large","valid_from":"2026-02-30"})");
        QTest::newRow("a time") << std::string(
            R"({"model":"large","valid_from":"2026-11-01T00:00:00Z"})");
        QTest::newRow("one amount") << std::string(
            R"({"model":"large","valid_from":"2026-11-01","usd_per_million_prompt":1})");
        QTest::newRow("cached alone") << std::string(
            R"({"model":"large","valid_from":"2026-11-01","usd_per_million_cached":1})");
        QTest::newRow("below nothing")
            << std::string(R"({"model":"large","valid_from":"2026-11-01",)"
                           R"("usd_per_million_prompt":-1,"usd_per_million_completion":1})");
        QTest::newRow("a word") << std::string(
            R"({"model":"large","valid_from":"2026-11-01","usd_per_million_prompt":"1",)"
            R"("usd_per_million_completion":1})");
        QTest::newRow("another member")
            << std::string(R"({"model":"large","valid_from":"2026-11-01","price":1})");
    }
    void aPriceThatCannotBeUsedIsRefused()
    {
        QFETCH(std::string, price);
        const std::string good = R"({"model":"small","valid_from":"2026-11-01",)"
                                 R"("usd_per_million_prompt":1,"usd_per_million_completion":1},)";
        QCOMPARE(set(good + price).status, 400);
        QCOMPARE(told(m_harness->get("prices")), QStringList()); // all or nothing
    }
};

QTEST_GUILESS_MAIN(PricesTest)
#include "prices_test.moc"
