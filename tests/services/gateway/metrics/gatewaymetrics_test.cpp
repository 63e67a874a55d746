#include "services/gateway/metrics/gatewaymetrics.h"
#include "tests/services/gateway/support/prometheustext.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace std::chrono_literals;
using gatehouse::test::PrometheusText;

class GatewayMetricsTest : public QObject
{
    Q_OBJECT

    GatewayMetrics m_metrics{"1.2.3", Timestamp(1794922327500ms)};
    double value(const char *series) { return PrometheusText(m_metrics.text()).value(series); }

private slots:
    void aFreshGatewayHasItsZeros()
    {
        const PrometheusText text(m_metrics.text());
        QCOMPARE(text.error(), std::string());
        QCOMPARE(text.value(R"(wordpress_http_total{class="none"})"), 0.0);
        QCOMPARE(text.value(R"(wordpress_http_total{class="2xx"})"), 0.0);
        QCOMPARE(text.value(R"(dead_letter_total{root_cause="poison"})"), 0.0);
        QCOMPARE(text.value(R"(gatehouse_build_info{version="1.2.3"})"), 1.0);
        QCOMPARE(text.value("process_start_time_seconds"), 1794922327.5);
        QCOMPARE(text.value("database_up"), 1.0);
        QVERIFY(text.value("process_resident_memory_bytes") > 1e6);
    }

    void theSeedsNamesHaveTheirTypes()
    {
        const PrometheusText text(m_metrics.text());
        QCOMPARE(text.type("webhook_ingest_count"), std::string("counter"));
        QCOMPARE(text.type("webhook_ingest_fail_count"), std::string("counter"));
        QCOMPARE(text.type("job_duration_ms"), std::string("histogram"));
        QCOMPARE(text.type("job_retry_count"), std::string("counter"));
        QCOMPARE(text.type("wordpress_http_total"), std::string("counter"));
    }

    void answersAreCountedByClass_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("200") << 200 << QByteArray("2xx");
        QTest::newRow("302") << 302 << QByteArray("3xx");
        QTest::newRow("404") << 404 << QByteArray("4xx");
        QTest::newRow("599") << 599 << QByteArray("5xx");
        QTest::newRow("no answer") << 0 << QByteArray("none");
        QTest::newRow("nonsense") << 999 << QByteArray("none");
    }
    void answersAreCountedByClass()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, name);
        const QByteArray series = "wordpress_http_total{class=\"" + name + "\"}";
        const double before = value(series.constData());
        m_metrics.deliveryTried("default", "stripe", status, "retry", 1500us);
        QCOMPARE(value(series.constData()), before + 1);
    }

    void aTryIsMeasuredInMilliseconds()
    {
        m_metrics.deliveryTried("shop", "stripe", 200, "succeeded", 1500us);
        QCOMPARE(
            value(R"(job_duration_ms_sum{destination="shop",outcome="succeeded",source="stripe"})"),
            1.5);
        QCOMPARE(
            value(
                R"(job_duration_ms_bucket{destination="shop",outcome="succeeded",source="stripe"} le=2)"),
            1.0);
    }

    void ingestIsMeasuredInSeconds()
    {
        m_metrics.ingestTook("stripe", GatewayMetrics::Ingest::Refused, 250ms);
        QCOMPARE(value(R"(webhook_ingest_duration_seconds_sum{source="stripe",result="refused"})"),
                 0.25);
    }

    void theBreakerIsOpenOrNot()
    {
        m_metrics.breakerIs("wp:80", true);
        m_metrics.breakerOpened("wp:80");
        QCOMPARE(value(R"(circuit_breaker_open{host="wp:80"})"), 1.0);
        m_metrics.breakerIs("wp:80", false);
        QCOMPARE(value(R"(circuit_breaker_open{host="wp:80"})"), 0.0);
        QCOMPARE(value(R"(circuit_breaker_opened_total{host="wp:80"})"), 1.0);
    }
};

QTEST_GUILESS_MAIN(GatewayMetricsTest)
#include "gatewaymetrics_test.moc"
