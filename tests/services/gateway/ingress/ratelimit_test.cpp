// The rate limit and the proxies as the endpoint uses them.
#include "ingestharness.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;

namespace {

const std::string body = R"({"id":"evt_1","type":"invoice.paid"})";

IngestOptions options(int requestsPerMinute, const char *proxies = nullptr)
{
    IngestOptions options;
    options.requestsPerMinute = requestsPerMinute;
    if (proxies)
        options.proxies = TrustedProxies({Network::parse(proxies).value()});
    return options;
}

http::Request from(http::Request request, const std::string &address)
{
    request.remoteAddress = address;
    return request;
}

http::Request forwarded(http::Request request, const char *address)
{
    request.headers.add("X-Forwarded-For", address);
    return request;
}

} // namespace

class RateLimitTest : public QObject
{
    Q_OBJECT

private slots:
    void theLimitIsKeptByAddress()
    {
        IngestHarness harness(options(2));
        const http::Request request = harness.stripe(body);
        QCOMPARE(harness.call(request)->status, 202);
        QCOMPARE(harness.call(request)->status, 202);
        harness.clock.advance(std::chrono::seconds(20));
        const auto refused = harness.call(request);
        QCOMPARE(refused->status, 429);
        QCOMPARE(IngestHarness::code(*refused), QStringLiteral("rate_limited"));
        QCOMPARE(refused->headers.find("Retry-After").value_or(""), std::string_view("40"));
        QCOMPARE(harness.call(from(request, "198.51.100.1"))->status, 202);
        harness.clock.advance(std::chrono::seconds(40));
        QCOMPARE(harness.call(request)->status, 202);
    }

    void itIsJudgedRightAfterTheRoute()
    {
        IngestHarness harness(options(1));
        http::Request wrong = harness.stripe(body);
        wrong.method = "GET";
        QCOMPARE(harness.call(wrong)->status, 405);
        QCOMPARE(harness.call(wrong)->status, 429);
        QCOMPARE(harness.call(IngestHarness::request("/api/webhooks/paypal/ingest", body))->status,
                 404);
    }

    void noLimitIsAsked()
    {
        IngestHarness harness(options(0));
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(harness.call(harness.stripe(body))->status, 202);
    }

    void whatIsRefusedIsRecordedWithinTheCaps()
    {
        IngestHarness harness(options(1));
        for (int i = 0; i < 1000; ++i)
            harness.call(harness.stripe(body));
        QCOMPARE(harness.sink.submitted.size(), std::size_t{1});
        QCOMPARE(harness.sink.refused.size(), std::size_t{600});
        QVERIFY(harness.sink.refused.front().refusalDiagnosis.find("GATEHOUSE_RATE_LIMIT")
                != std::string::npos);
    }

    void theClientBehindATrustedProxyIsCounted()
    {
        IngestHarness harness(options(1, "203.0.113.0/24"));
        const http::Request request = harness.stripe(body);
        QCOMPARE(harness.call(forwarded(request, "198.51.100.1"))->status, 202);
        QCOMPARE(harness.call(forwarded(request, "198.51.100.2"))->status, 202);
        QCOMPARE(harness.call(forwarded(request, "198.51.100.9, 198.51.100.2"))->status, 429);
        QCOMPARE(harness.sink.submitted.front().sourceIp, std::string("198.51.100.1"));
    }

    void nobodyElseMayNameTheClient()
    {
        IngestHarness harness(options(1, "10.0.0.0/8"));
        const http::Request request = harness.stripe(body);
        QCOMPARE(harness.call(forwarded(request, "198.51.100.1"))->status, 202);
        QCOMPARE(harness.call(forwarded(request, "198.51.100.2"))->status, 429);
        QCOMPARE(harness.sink.submitted.front().sourceIp, std::string("203.0.113.7"));
    }

    void hubspotSignsTheSchemeThatTheProxySaw_data()
    {
        QTest::addColumn<QString>("proxies");
        QTest::addColumn<int>("status");
        QTest::newRow("trusted") << QStringLiteral("203.0.113.7") << 202;
        QTest::newRow("not trusted") << QStringLiteral("10.0.0.0/8") << 401;
    }
    void hubspotSignsTheSchemeThatTheProxySaw()
    {
        QFETCH(QString, proxies);
        QFETCH(int, status);
        IngestHarness harness(options(0, qPrintable(proxies)));
        const std::string batch = R"([{"eventId":1,"subscriptionType":"deal.creation"}])";
        http::Request request = IngestHarness::request("/api/webhooks/hubspot/ingest", batch);
        request.headers.add("X-Forwarded-Proto", "https");
        const std::string url = calledUrl(request, {}, "https");
        for (const auto &scheme : signing::makeSchemes()) {
            const signing::Message message{url, request.headers.fields(), request.body};
            if (scheme->source() != "hubspot")
                continue;
            for (auto &[name, value] :
                 scheme->sign(message, IngestHarness::otherSecret, harness.clock.now()))
                request.headers.add(name, value);
        }
        QCOMPARE(harness.call(request)->status, status);
        if (status == 202)
            QCOMPARE(harness.sink.submitted.front().requestUrl, url);
    }
};

QTEST_GUILESS_MAIN(RateLimitTest)
#include "ratelimit_test.moc"
