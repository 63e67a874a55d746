#include "runninggateway.h"
#include "tests/services/gateway/support/prometheustext.h"

#include <QTest>

using namespace gatehouse::test;

/// GET /metrics of a whole gateway, over HTTP.
class MetricsEndpointTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestCluster> m_cluster;
    int m_databases = 0;

    static double value(const RunningGateway &gateway, const char *series)
    {
        const PrometheusText text(gateway.get("/metrics").body);
        return text.error().empty() ? text.value(series) : -2;
    }

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void cleanupTestCase() { m_cluster.reset(); }

    void isPrometheusText()
    {
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(200); });
        const RunningGateway gateway(*m_cluster, "metrics_format", wordpress);
        QCOMPARE(gateway.send("evt_1").status, 202);
        const auto answer = gateway.getFromListener("/metrics");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.headers.find("Content-Type").value_or(""),
                 std::string_view("text/plain; version=0.0.4; charset=utf-8"));
        QCOMPARE(PrometheusText(answer.body).error(), std::string());
        QVERIFY(answer.body.find("whsec") == std::string::npos);
        QVERIFY(answer.body.find("token") == std::string::npos);
    }

    void countsWhatHttpRefused_data()
    {
        QTest::addColumn<std::string>("path");
        QTest::addColumn<std::string>("rest");
        QTest::addColumn<int>("status");
        QTest::addColumn<std::string>("labels");
        const std::string stripe = "/api/webhooks/stripe/ingest?tenant=acme";
        const std::string chunks = "Transfer-Encoding: chunked\r\n\r\n";
        const std::string lengths = "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}";
        const std::string large = "X-Large: " + std::string(40000, 'x') + "\r\n\r\n";
        QTest::newRow("chunks") << stripe << chunks + "zz\r\n"
                                << 400
                                << std::string(
                                       R"(source="stripe",tenant="acme",code="ambiguous_framing")");
        QTest::newRow("two lengths")
            << stripe << lengths << 400
            << std::string(R"(source="stripe",tenant="",code="ambiguous_framing")");
        QTest::newRow("large head")
            << stripe << large << 431
            << std::string(R"(source="stripe",tenant="",code="headers_too_large")");
        QTest::newRow("of nobody")
            << std::string("/api/webhooks/nobody/ingest") << lengths << 400
            << std::string(R"(source="unknown",tenant="",code="ambiguous_framing")");
        QTest::newRow("no length")
            << stripe << std::string("\r\n") << 411
            << std::string(R"(source="stripe",tenant="acme",code="length_required")");
    }
    void countsWhatHttpRefused()
    {
        QFETCH(std::string, path);
        QFETCH(std::string, rest);
        QFETCH(int, status);
        QFETCH(std::string, labels);
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(200); });
        const RunningGateway gateway(*m_cluster, "metrics_http" + std::to_string(++m_databases),
                                     wordpress);
        const auto answer = gateway.sendRaw("POST " + path
                                            + " HTTP/1.1\r\nHost: localhost\r\n"
                                              "Content-Type: application/json\r\n"
                                            + rest);
        QCOMPARE(answer.status, status);
        QCOMPARE(value(gateway, ("webhook_ingest_fail_count{" + labels + "}").c_str()), 1.0);
    }

    void countsWhatIngestAnswered()
    {
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(200); });
        const RunningGateway gateway(*m_cluster, "metrics_ingest", wordpress);
        QCOMPARE(gateway.send("evt_1").status, 202);
        QCOMPARE(gateway.send("evt_2").status, 202);
        QCOMPARE(gateway.send("evt_2").status, 200);
        QCOMPARE(gateway.send("evt_3", {}, "whsec_wrong").status, 401);
        QCOMPARE(gateway.getFromListener("/api/webhooks/nobody/ingest").status, 404);
        const PrometheusText text(gateway.get("/metrics").body);
        QCOMPARE(text.error(), std::string());
        const auto taken = [&](const std::string &outcome) {
            return text.value("webhook_ingest_count{source=\"stripe\",tenant=\"acme\",outcome=\""
                              + outcome + "\"}");
        };
        QCOMPARE(taken("queued"), 2.0);
        QCOMPARE(taken("duplicate"), 1.0);
        QCOMPARE(text.value("webhook_ingest_fail_count"
                            R"({source="stripe",tenant="acme",code="signature_mismatch"})"),
                 1.0);
        QCOMPARE(text.value("webhook_ingest_fail_count"
                            R"({source="unknown",tenant="",code="unknown_source"})"),
                 1.0);
        QCOMPARE(text.value(
                     R"(webhook_ingest_duration_seconds_count{source="stripe",result="accepted"})"),
                 3.0);
        QTRY_VERIFY(value(gateway, "commit_batch_events_count") >= 3); // counted after the answer
        QTRY_COMPARE(value(gateway, "commit_queue_events"),
                     0.0); // refusals are written after the answer
    }

    void countsDeliveriesAndRetries()
    {
        std::atomic<int> tries = 0;
        const TinyServer wordpress(
            [&](const TinyRequest &) { return TinyServer::answer(++tries == 1 ? 503 : 200); });
        const RunningGateway gateway(*m_cluster, "metrics_delivery", wordpress);
        QCOMPARE(gateway.send("evt_1").status, 202);
        QTRY_COMPARE(value(gateway, R"(wordpress_http_total{class="2xx"})"), 1.0);
        QCOMPARE(value(gateway, R"(wordpress_http_total{class="5xx"})"), 1.0);
        QCOMPARE(value(gateway, R"(job_retry_count{source="stripe",cause="http_5xx"})"), 1.0);
        QCOMPARE(
            value(
                gateway,
                R"(job_duration_ms_count{destination="default",outcome="retry",source="stripe"})"),
            1.0);
        QCOMPARE(
            value(
                gateway,
                R"(job_duration_ms_count{destination="default",outcome="succeeded",source="stripe"})"),
            1.0);
        QCOMPARE(value(gateway, "job_in_flight"), 0.0);
        const std::string host = wordpress.url().substr(7);
        QCOMPARE(value(gateway, ("circuit_breaker_open{host=\"" + host + "\"}").c_str()), 0.0);
        QVERIFY(value(gateway, R"(job_queue_depth{state="queued"})") >= 0);
    }

    void countsDeadLettersByRootCause()
    {
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(422); });
        const RunningGateway gateway(*m_cluster, "metrics_dead", wordpress);
        QCOMPARE(gateway.send("evt_1").status, 202);
        QTRY_COMPARE(value(gateway, R"(dead_letter_total{root_cause="http_4xx"})"), 1.0);
        QCOMPARE(value(gateway, R"(dead_letter_total{root_cause="http_5xx"})"), 0.0);
        QCOMPARE(value(gateway, R"(wordpress_http_total{class="4xx"})"), 1.0);
    }

    void saysThatABreakerIsOpen()
    {
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(503); });
        const RunningGateway gateway(*m_cluster, "metrics_breaker", wordpress);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(gateway.send("evt_" + std::to_string(i)).status, 202);
        const std::string host = "{host=\"" + wordpress.url().substr(7) + "\"}";
        QTRY_COMPARE(value(gateway, ("circuit_breaker_open" + host).c_str()), 1.0);
        QCOMPARE(value(gateway, ("circuit_breaker_opened_total" + host).c_str()), 1.0);
    }

    void aRemoteListenerDoesNotShowThem()
    {
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(200); });
        const RunningGateway gateway(*m_cluster, "metrics_remote", wordpress, "0.0.0.0");
        QCOMPARE(gateway.getFromListener("/metrics").status, 404);
        QCOMPARE(gateway.get("/metrics").status, 200);
    }

    void nothingBesideIsMetrics()
    {
        const TinyServer wordpress([](const TinyRequest &) { return TinyServer::answer(200); });
        const RunningGateway gateway(*m_cluster, "metrics_paths", wordpress);
        QCOMPARE(gateway.getFromListener("/metrics?format=x").status, 200);
        QCOMPARE(gateway.getFromListener("/metrics/").status, 404);
        QCOMPARE(gateway.getFromListener("/metricsx").status, 404);
    }
};

QTEST_GUILESS_MAIN(MetricsEndpointTest)
#include "metricsendpoint_test.moc"
