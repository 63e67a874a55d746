#include "ingestharness.h"

#include <QJsonArray>
#include <QTest>

#include <future>

using namespace gatehouse;
using namespace gatehouse::gateway;

namespace {

const std::string body = R"({"id":"evt_1","type":"invoice.paid"})";

QJsonObject explanationOf(const IncomingEvent &event)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(*event.explanationJson)).object();
}

} // namespace

class RefusedRequestsTest : public QObject
{
    Q_OBJECT

private slots:
    void aForgedRequestIsRecordedWithItsDiagnosis()
    {
        IngestHarness harness;
        harness.call(harness.stripe(body, "whsec_wrong"));
        QCOMPARE(harness.sink.refused.size(), std::size_t{1});
        const IncomingEvent &event = harness.sink.refused.front();
        QCOMPARE(event.source, std::string("stripe"));
        QCOMPARE(event.tenant.value(), std::string("acme"));
        QCOMPARE(event.refusalError, std::string("401 signature mismatch"));
        QVERIFY(event.refusalDiagnosis.starts_with("Refused with 401: "));
        QVERIFY2(event.refusalDiagnosis.find("either secret") != std::string::npos,
                 event.refusalDiagnosis.c_str());
        QVERIFY(event.keepBody);
        QCOMPARE(event.rawBody, body);
        QVERIFY(event.idempotencyKey.empty());
        QVERIFY(!event.requestUrl.empty());
        QVERIFY(event.refusalDiagnosis.find("whsec_") == std::string::npos);
    }

    void theExplanationNamesEverySecretAndHoldsNone()
    {
        IngestHarness harness;
        harness.call(harness.stripe(body, "whsec_wrong"));
        const IncomingEvent &event = harness.sink.refused.front();
        const QJsonObject json = explanationOf(event);
        QCOMPARE(json[u"valid"].toBool(true), false);
        QCOMPARE(json[u"code"].toString(), QStringLiteral("signature_mismatch"));
        QStringList tried;
        for (const auto &secret : json[u"secrets"].toArray())
            tried << secret.toObject()[u"label"].toString() + u' '
                    + secret.toObject()[u"tenant"].toString();
        QCOMPARE(tried,
                 (QStringList{QStringLiteral("version 1 "), QStringLiteral("version 2 "),
                              QStringLiteral("version 1 globex")}));
        QVERIFY(event.explanationJson->find("whsec_") == std::string::npos);
    }

    void anotherTenantsSecretIsFoundAndNotNamedInTheDiagnosis()
    {
        IngestHarness harness;
        harness.call(harness.stripe(body, "whsec_globex"));
        const IncomingEvent &event = harness.sink.refused.front();
        QCOMPARE(explanationOf(event)[u"nearest"].toObject()[u"kind"].toString(),
                 QStringLiteral("other_tenant"));
        QVERIFY(event.refusalDiagnosis.find("another tenant") != std::string::npos);
        QVERIFY(event.refusalDiagnosis.find("globex") == std::string::npos);
    }

    void onlySignaturesWithinTheCapAreExplained()
    {
        IngestHarness harness;
        harness.call(harness.stripe("not JSON"));
        QVERIFY(!harness.sink.refused.back().explanationJson);
        for (int i = 0; i < 20; ++i)
            harness.call(harness.stripe(body, "whsec_wrong"));
        QVERIFY(harness.sink.refused[19].explanationJson.has_value());
        QVERIFY(!harness.sink.refused[20].explanationJson);
        QVERIFY(harness.sink.refused[20].refusalDiagnosis.find("either secret")
                != std::string::npos);
    }

    void theAnswerKnowsTheRecordAndTheSenderDoesNot()
    {
        IngestHarness harness;
        const auto answer = harness.call(harness.stripe(body, "whsec_wrong"));
        QCOMPARE(answer->recordedAs.value(), harness.sink.refused.back().id);
        QVERIFY(answer->body.find(answer->recordedAs->toString()) == std::string::npos);
        http::Request get = harness.stripe(body);
        get.method = "GET";
        const auto unread = harness.call(get);
        QCOMPARE(unread->recordedAs.value(), harness.sink.refused.back().id);
        const auto taken = harness.call(harness.stripe(body));
        QCOMPARE(taken->recordedAs.value(), harness.sink.submitted.back().id);
    }

    void whatTheCapAdmitsNoRecordOfHasNone()
    {
        IngestHarness harness;
        for (int i = 0; i < 600; ++i)
            QVERIFY(harness.call(harness.stripe("not JSON"))->recordedAs);
        QVERIFY(!harness.call(harness.stripe("not JSON"))->recordedAs);
        QVERIFY(!harness.call(harness.stripe(body, "whsec_wrong"))->recordedAs);
    }

    void anExplanationHoldsNoNul()
    {
        IngestHarness harness;
        const std::string nul = std::string("{\"a\":\"\\\\u0000\"}") + '\0';
        harness.call(harness.stripe(nul, "whsec_wrong"));
        const std::string &json = *harness.sink.refused.front().explanationJson;
        QVERIFY(json.find("\\ufffd") != std::string::npos);
        const QString start = explanationOf(harness.sink.refused.front())[u"signed_text"]
                                  .toObject()[u"start"]
                                  .toString();
        QVERIFY(start.contains(QStringLiteral("\\\\u0000")));
        QVERIFY(!start.contains(QChar(u'\0')));
    }

    void theSenderDoesNotWaitForTheExplanation()
    {
        std::promise<void> release;
        IngestOptions options;
        auto background = std::make_unique<BackgroundWork>();
        options.background = background.get();
        IngestHarness harness(options);
        background->submit([&] { release.get_future().wait(); });
        QCOMPARE(harness.call(harness.stripe(body, "whsec_wrong"))->status, 401);
        QVERIFY(harness.sink.refused.empty());
        release.set_value();
        background.reset();
        QVERIFY(harness.sink.refused.front().explanationJson.has_value());
    }

    void everyRefusalOfAKnownSourceIsRecorded()
    {
        IngestHarness harness;
        http::Request get = harness.stripe(body);
        get.method = "GET";
        harness.call(get);
        http::Request form = harness.stripe(body);
        form.headers.set("Content-Type", "application/x-www-form-urlencoded");
        harness.call(form);
        harness.call(IngestHarness::request("/api/webhooks/stripe/ingest?tenant=initech", body));
        harness.call(harness.stripe("not JSON"));
        QStringList codes;
        for (const IncomingEvent &event : harness.sink.refused)
            codes << QString::fromStdString(event.refusalError);
        QCOMPARE(codes,
                 (QStringList{QStringLiteral("405 method not allowed"),
                              QStringLiteral("415 unsupported media type"),
                              QStringLiteral("404 unknown tenant"),
                              QStringLiteral("400 invalid json")}));
        QVERIFY(!harness.sink.refused[2].tenant);
    }

    void whatIsNotTakenIsLoggedWhole()
    {
        IngestHarness harness;
        harness.sink.error = Error{ErrorKind::Unavailable, QStringLiteral("away"), {}, {}};
        QCOMPARE(harness.call(harness.stripe(body))->status, 503);
        QCOMPARE(harness.lines.size(), std::size_t{1});
        const QJsonObject line =
            QJsonDocument::fromJson(QByteArray::fromStdString(harness.lines.front())).object();
        QCOMPARE(line[QStringLiteral("event_id")].toString().toStdString(),
                 harness.sink.submitted.front().id.toString());
        QCOMPARE(line[QStringLiteral("tenant")].toString(), QStringLiteral("acme"));
        QCOMPARE(line[QStringLiteral("source")].toString(), QStringLiteral("stripe"));
        QCOMPARE(line[QStringLiteral("outcome")].toString(), QStringLiteral("unavailable"));
        QVERIFY(line[QStringLiteral("latency_ms")].isDouble());
    }

    void unknownSourcesAreNotRecorded()
    {
        IngestHarness harness;
        harness.call(IngestHarness::request("/api/webhooks/paypal/ingest", body));
        harness.call(IngestHarness::request("/favicon.ico", body));
        QVERIFY(harness.sink.refused.empty());
        QVERIFY(harness.lines.empty());
    }

    void aBodyOverTheLimitIsRecordedAndTheServersAnswerKept()
    {
        IngestHarness harness;
        const auto answer = harness.endpoint->bodyRefused(
            harness.stripe(body), http::problem(413, "too_large", "Too large."));
        QCOMPARE(answer.status, 413);
        QCOMPARE(IngestHarness::code(answer), QStringLiteral("too_large"));
        QCOMPARE(harness.sink.refused.front().refusalError, std::string("413 body too large"));
    }

    void aBodyThatCannotBeReadIsRecordedUnderTheCodeOfItsAnswer_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<std::string>("code");
        QTest::newRow("framing") << 400 << std::string("ambiguous framing");
        QTest::newRow("too slow") << 408 << std::string("request timeout");
    }
    void aBodyThatCannotBeReadIsRecordedUnderTheCodeOfItsAnswer()
    {
        QFETCH(int, status);
        QFETCH(std::string, code);
        IngestHarness harness;
        harness.endpoint->bodyRefused(harness.stripe(body), http::problem(status, "x", "x"));
        QCOMPARE(harness.sink.refused.back().refusalError, std::to_string(status) + ' ' + code);
    }

    void onlyGithubIsToldOfItsSetting()
    {
        IngestHarness harness;
        for (http::Request form : {harness.stripe(body), harness.github(body)}) {
            form.headers.set("Content-Type", "application/x-www-form-urlencoded");
            QCOMPARE(harness.call(form)->status, 415);
            QCOMPARE(harness.sink.refused.back().refusalDiagnosis.find("GitHub")
                         != std::string::npos,
                     harness.sink.refused.back().source == "github");
        }
    }

    void aFloodKeeps20BodiesAnd600RecordsAMinute()
    {
        IngestHarness harness;
        const http::Request forged = harness.stripe(body, "whsec_wrong");
        for (int i = 0; i < 700; ++i)
            QCOMPARE(harness.call(forged)->status, 401);
        QCOMPARE(harness.sink.refused.size(), std::size_t{600});
        QCOMPARE(harness.lines.size(), std::size_t{600});
        for (std::size_t i = 0; i < 600; ++i) {
            QCOMPARE(harness.sink.refused[i].keepBody, i < 20);
            QCOMPARE(harness.sink.refused[i].requestUrl.empty(), i >= 20);
            QCOMPARE(harness.sink.refused[i].rawBody, body);
        }
    }

    void theNextMinuteIsCountedAnew()
    {
        IngestHarness harness;
        for (int i = 0; i < 601; ++i)
            harness.call(harness.stripe(body, "whsec_wrong"));
        harness.clock.advance(std::chrono::seconds(59));
        harness.call(harness.stripe(body, "whsec_wrong"));
        QCOMPARE(harness.sink.refused.size(), std::size_t{600});
        harness.clock.advance(std::chrono::seconds(1));
        harness.call(harness.stripe(body, "whsec_wrong"));
        QCOMPARE(harness.sink.refused.size(), std::size_t{601});
        QVERIFY(harness.sink.refused.back().keepBody);
    }

    void aFloodOfOneSourceLeavesTheOthersTheirRecords()
    {
        IngestHarness harness;
        for (int i = 0; i < 601; ++i)
            harness.call(harness.stripe(body, "whsec_wrong"));
        harness.call(IngestHarness::request("/api/webhooks/github/ingest", body));
        QCOMPARE(harness.sink.refused.back().source, std::string("github"));
        QVERIFY(harness.sink.refused.back().keepBody);
    }

    void credentialsAreRedactedAndSignaturesKept()
    {
        IngestHarness harness;
        http::Request request = harness.stripe(body);
        request.headers.add("authorization", "Bearer abc");
        request.headers.add("COOKIE", "session=abc");
        request.headers.add("Proxy-Authorization", "Basic abc");
        request.headers.add("X-Odd", "quote\" and \xFF");
        harness.call(request);
        const std::string &json = harness.sink.submitted.front().headersJson;
        const QJsonArray headers = QJsonDocument::fromJson(QByteArray::fromStdString(json)).array();
        QCOMPARE(headers.size(), static_cast<qsizetype>(request.headers.fields().size()));
        const auto pair = [](const char *name, QString value) {
            return QJsonArray{QString::fromUtf8(name), std::move(value)};
        };
        QCOMPARE(headers.at(0).toArray(), pair("Host", QStringLiteral("hooks.example.com:8737")));
        for (const char *name : {"authorization", "COOKIE", "Proxy-Authorization"})
            QVERIFY(headers.contains(pair(name, QStringLiteral("[redacted]"))));
        QVERIFY(headers.contains(pair("X-Odd", QStringLiteral("quote\" and \uFFFD"))));
        QVERIFY(json.find("abc") == std::string::npos);
        QVERIFY(json.find("v1=") != std::string::npos);
    }

    void thePublicUrlReplacesTheHost()
    {
        IngestHarness harness("https://hooks.shop.example/base/");
        harness.call(harness.stripe(body));
        QCOMPARE(
            harness.sink.submitted.front().requestUrl,
            std::string("https://hooks.shop.example/base/api/webhooks/stripe/ingest?tenant=acme"));
    }

    void theUserAgentIsCut()
    {
        IngestHarness harness;
        http::Request request = harness.stripe(body);
        request.headers.set("User-Agent", std::string(2000, 'x'));
        harness.call(request);
        QCOMPARE(harness.sink.submitted.front().userAgent, std::string(512, 'x'));
    }

    void onlyAValidTraceIsContinued_data()
    {
        QTest::addColumn<std::string>("traceparent");
        QTest::addColumn<bool>("isContinued");
        const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        const std::string parent = "00f067aa0ba902b7";
        QTest::newRow("valid") << "00-" + trace + "-" + parent + "-01" << true;
        QTest::newRow("a later version") << "01-" + trace + "-" + parent + "-01-more" << true;
        QTest::newRow("more in version 00") << "00-" + trace + "-" + parent + "-01-more" << false;
        QTest::newRow("version ff") << "ff-" + trace + "-" + parent + "-01" << false;
        QTest::newRow("zero trace") << "00-" + std::string(32, '0') + "-" + parent + "-01" << false;
        QTest::newRow("zero parent") << "00-" + trace + "-" + std::string(16, '0') + "-01" << false;
        QTest::newRow("upper case")
            << "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + parent + "-01" << false;
        QTest::newRow("short") << "00-" + trace + "-" + parent << false;
        QTest::newRow("empty") << std::string() << false;
    }
    void onlyAValidTraceIsContinued()
    {
        QFETCH(std::string, traceparent);
        QFETCH(bool, isContinued);
        IngestHarness harness;
        http::Request request = harness.stripe(body);
        request.headers.add("traceparent", traceparent);
        harness.call(request);
        const std::string &trace = harness.sink.submitted.front().traceId;
        QCOMPARE(trace == "4bf92f3577b34da6a3ce929d0e0e4736", isContinued);
        QCOMPARE(trace.size(), std::size_t{32});
        QCOMPARE(trace.find_first_not_of("0123456789abcdef"), std::string::npos);
    }
};

QTEST_GUILESS_MAIN(RefusedRequestsTest)
#include "refusedrequests_test.moc"
