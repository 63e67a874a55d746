// Bearer tokens of the WordPress bridge, as the endpoint asks for them.
#include "fixedbearerkeys.h"
#include "ingestharness.h"
#include "tests/support/examplekeys.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using signing::JwtAlgorithm;

namespace {

const signing::JwtOptions jwt{JwtAlgorithm::Es256, test::ecPublicPem, "https://shop.example",
                              "gatehouse"};

std::string token(const std::string &id, const std::string &subject, Timestamp now,
                  const signing::JwtOptions &options = jwt)
{
    const auto signer =
        std::move(signing::JwtSigner::create(JwtAlgorithm::Es256, test::ecPrivatePem).value());
    return signer.sign(
        signing::jwtClaimsJson(options, subject, id, now, std::chrono::seconds(240)));
}

/// An endpoint that asks for tokens.
struct Bridge
{
    explicit Bridge(int requestsPerMinute = 0)
        : keys(jwt)
        , check(keys, clock)
        , harness(options(requestsPerMinute))
    {
    }
    IngestOptions options(int requestsPerMinute) const
    {
        IngestOptions options;
        options.bearerCheck = &check;
        options.requestsPerMinute = requestsPerMinute;
        return options;
    }
    http::Request request(const std::string &key,
                          const std::string &secret = IngestHarness::otherSecret) const
    {
        const std::string body = R"({"event_type":"post.published","idempotency_key":")" + key
            + R"(","occurred_at":")" + toRfc3339(clock.now()) + R"("})";
        return harness.signedBy("wordpress", body, {{"X-Idempotency-Key", key}}, secret);
    }
    http::Response send(const std::string &key, const std::string &bearer)
    {
        http::Request sent = request(key);
        sent.headers.add("Authorization", "Bearer " + bearer);
        return harness.call(std::move(sent)).value();
    }

    test::ManualClock clock;
    test::FixedBearerKeys keys;
    JwtBearerCheck check;
    IngestHarness harness;
};

bool hasChallenge(const http::Response &answer, std::string_view part)
{
    const auto challenge = answer.headers.find("WWW-Authenticate");
    return challenge && challenge->starts_with("Bearer realm=")
        && challenge->find(part) != std::string_view::npos;
}

} // namespace

class BearerCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void aGoodTokenGoesWithTheEvent()
    {
        Bridge bridge;
        QCOMPARE(bridge.send("k-1", token("t-1", "site", bridge.clock.now())).status, 202);
        const IncomingEvent &event = bridge.harness.sink.submitted.front();
        QCOMPARE(event.token->id, std::string("t-1"));
        QVERIFY(event.token->expires > bridge.clock.now() + std::chrono::seconds(238));
        QVERIFY(event.headersJson.find("[redacted]") != std::string::npos);
    }

    void theKeyOfAGoodTokenIsCounted()
    {
        Bridge bridge;
        bridge.send("k-1", "abc");
        QCOMPARE(bridge.keys.usedKeys.size(), std::size_t{0});
        bridge.send("k-2", token("t-1", "site", bridge.clock.now()));
        QCOMPARE(bridge.keys.usedKeys.size(), std::size_t{1});
        QCOMPARE(bridge.keys.usedKeys.front().size(), std::size_t{43});
    }

    void withoutKeysNoTokenIsAskedFor()
    {
        Bridge bridge;
        bridge.keys.forget();
        QCOMPARE(bridge.harness.call(bridge.request("k-1"))->status, 202);
        QCOMPARE(bridge.send("k-2", "no token at all").status, 202);
    }

    void aTokenIsAskedFor()
    {
        Bridge bridge;
        const auto answer = bridge.harness.call(bridge.request("k-1"));
        QCOMPARE(answer->status, 401);
        QCOMPARE(IngestHarness::code(*answer), QStringLiteral("token_missing"));
        QVERIFY(hasChallenge(*answer, ""));
        QVERIFY(!hasChallenge(*answer, "error="));
        QCOMPARE(bridge.harness.sink.refused.size(), std::size_t{1});
    }

    void aBadTokenIsRefused_data()
    {
        QTest::addColumn<QString>("bearer");
        QTest::addColumn<QString>("code");
        const Timestamp now = Bridge().clock.now();
        const auto row = [](const char *name, const std::string &bearer, const char *code) {
            QTest::newRow(name) << QString::fromStdString(bearer) << QString::fromUtf8(code);
        };
        row("no JWT", "abc", "token_malformed");
        row("expired", token("t", "s", now - std::chrono::minutes(10)), "token_expired");
        row("not yet", token("t", "s", now + std::chrono::seconds(30)), "token_not_yet_valid");
        row("changed", token("t", "s", now) + "A", "token_signature");
        row("no id", token("", "s", now), "token_id_missing");
        row("issuer", token("t", "s", now, {JwtAlgorithm::Es256, "", "x", "gatehouse"}),
            "token_issuer");
        row("audience",
            token("t", "s", now, {JwtAlgorithm::Es256, "", "https://shop.example", "x"}),
            "token_audience");
    }
    void aBadTokenIsRefused()
    {
        QFETCH(QString, bearer);
        QFETCH(QString, code);
        Bridge bridge;
        const http::Response answer = bridge.send("k-1", bearer.toStdString());
        QCOMPARE(answer.status, 401);
        QCOMPARE(IngestHarness::code(answer), code);
        QVERIFY(hasChallenge(answer, R"(error="invalid_token")"));
        QVERIFY(bridge.harness.sink.submitted.empty());
    }

    void twoTokensAreRefused()
    {
        Bridge bridge;
        http::Request request = bridge.request("k-1");
        for (int i = 0; i < 2; ++i)
            request.headers.add("Authorization", "Bearer " + token("t", "s", bridge.clock.now()));
        QCOMPARE(IngestHarness::code(*bridge.harness.call(request)),
                 QStringLiteral("token_malformed"));
    }

    void theSignatureIsJudgedFirst()
    {
        Bridge bridge;
        QCOMPARE(IngestHarness::code(*bridge.harness.call(bridge.request("k-1", "wrong"))),
                 QStringLiteral("signature_mismatch"));
    }

    void aTokenThatWasUsedForAnotherKeyIs401()
    {
        Bridge bridge;
        bridge.harness.sink.error = Error{ErrorKind::Denied, QStringLiteral("used"), {}, {}};
        const http::Response answer = bridge.send("k-1", token("t-1", "site", bridge.clock.now()));
        QCOMPARE(answer.status, 401);
        QCOMPARE(IngestHarness::code(answer), QStringLiteral("token_reused"));
        QVERIFY(hasChallenge(answer, R"(error="invalid_token")"));
        const IncomingEvent &refused = bridge.harness.sink.refused.front();
        QVERIFY(refused.rawBody.find("k-1") != std::string::npos);
        QVERIFY(refused.idempotencyKey.empty());
    }

    void eachSubjectHasItsLimit()
    {
        Bridge bridge(2);
        int number = 0;
        const auto send = [&](const char *subject) {
            const std::string id = std::to_string(++number);
            http::Request request = bridge.request("k-" + id);
            request.remoteAddress = "198.51.100." + id;
            request.headers.add("Authorization",
                                "Bearer " + token(id, subject, bridge.clock.now()));
            return bridge.harness.call(std::move(request)).value();
        };
        QCOMPARE(send("one").status, 202);
        QCOMPARE(send("one").status, 202);
        const http::Response refused = send("one");
        QCOMPARE(refused.status, 429);
        QCOMPARE(IngestHarness::code(refused), QStringLiteral("rate_limited"));
        QVERIFY(refused.headers.find("Retry-After").has_value());
        QCOMPARE(send("two").status, 202);
        QCOMPARE(send("").status, 202);
    }
};

QTEST_GUILESS_MAIN(BearerCheckTest)
#include "bearercheck_test.moc"
