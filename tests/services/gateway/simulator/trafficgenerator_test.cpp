#include "services/gateway/http/server.h"
#include "services/gateway/simulator/simulatedfailure.h"
#include "services/gateway/simulator/trafficgenerator.h"
#include "services/gateway/simulator/trafficsource.h"
#include "tests/support/examplekeys.h"
#include "tests/support/manualclock.h"

#include <QElapsedTimer>
#include <QTest>

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <set>

namespace gatehouse::gateway {

namespace {

const TrafficMix onlyValid{0, 0, 0};
constexpr int mostUnderWay = 65;
constexpr const char *otherSecret = "whsec_c2VjcmV0IG9mIHRoZSBvdGhlciBlaWdodA==";

TrafficOptions options()
{
    TrafficOptions options;
    options.seed = 7;
    options.secrets["stripe"] = {{"acme", "whsec_acme"}, {"globex", "whsec_globex"}};
    options.secrets["github"] = {{"acme", "gh-secret"}};
    return options;
}

constexpr std::array otherSources = {"hubspot",  "shopify",   "slack", "woocommerce",
                                     "standard", "wordpress", "ai",    "wpmedia"};

TrafficOptions allSources()
{
    TrafficOptions all = options();
    for (const char *source : otherSources)
        all.secrets[source] = {{"acme", otherSecret}};
    return all;
}

TrafficOptions withBridge()
{
    TrafficOptions all = allSources();
    auto signer = signing::JwtSigner::create(signing::JwtAlgorithm::Es256, test::ecPrivatePem);
    all.bridge =
        BridgeTokens{std::move(signer.value()),
                     {signing::JwtAlgorithm::Es256, test::ecPublicPem, "bridge", "gatehouse"}};
    return all;
}

std::string secretOf(const std::string &source, const std::string &tenant)
{
    const TrafficOptions all = allSources();
    for (const auto &[known, secret] : all.secrets.at(source)) {
        if (known == tenant)
            return secret;
    }
    return {};
}

bool isVerified(const std::string &source, const std::string &tenant,
                const signing::HeaderList &headers, const std::string &body, Timestamp now,
                const std::string &url = {})
{
    for (const auto &scheme : signing::makeSchemes()) {
        if (scheme->source() != source)
            continue;
        const std::string secret = secretOf(source, tenant);
        const signing::Message message{url, headers, body};
        return scheme->verify(message, {&secret, 1}, now).outcome
            == signing::Verification::Outcome::Valid;
    }
    return false;
}

std::string headerOf(const TrafficMessage &message, std::string_view name)
{
    for (const auto &[key, value] : message.headers) {
        if (key == name)
            return value;
    }
    return {};
}

/// Answers like a gateway and keeps what came.
class Capture : public http::Endpoint
{
public:
    void respond(http::Request request, http::Reply reply) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(request);
        }
        http::Response answer = http::jsonResponse(202, "{}");
        answer.fault.delay = delay;
        reply(std::move(answer));
    }
    std::vector<http::Request> requests() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }
    int count() const { return static_cast<int>(requests().size()); }

    std::atomic<std::chrono::milliseconds> delay{};

private:
    mutable std::mutex m_mutex;
    std::vector<http::Request> m_requests;
};

} // namespace

class TrafficGeneratorTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void messagesOfOneSeedAreTheSame();
    void withoutASeedIdsDiffer();
    void everyMessageIsFilledInAndJson();
    void everyMessageIsSignedForItsTenant();
    void everySourceIsSignedAsItsProviderDoes();
    void badSignaturesDoNotVerify();
    void duplicatesCarryTheSameBodyAndAValidSignature();
    void whatIsTooOldIsNotSentAgain();
    void failingMessagesAskTheStandInToFail();
    void mixesTheSharesThatWereAskedFor();
    void sourcesWeighAsTheyAreAskedTo();
    void sourcesThatAreNotAskedForSendNothing();
    void skewedClocksSignAnotherTime();
    void theSkewIsSpread();
    void aRetryStormSendsEachEventEightTimesOutOfOrder();
    void aKeyMixUpSignsOneTenantWithTheSecretOfAnother();
    void whatIsWrongOnPurposeSaysSo();
    void withoutSecretsThereIsNothingToSend();
    void aSourceThatIsLeftOutSaysWhy();
    void theBridgeSendsATokenForEachRequest();
    void withoutAKeyTheBridgeSendsNoToken();

    void sendsSignedWebhooksOverHttp();
    void waitsForTheGatewaysUrl();
    void sendsSteadilyUntilStopped();
    void sendsInBursts();
    void tellsWhatEachSourceSends();
    void keepsAHighRateThoughAnswersAreSlow();
    void countsAGatewayThatIsAway();
    void endsWhileTrafficRuns();

private:
    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
    std::unique_ptr<Capture> m_capture;
    std::unique_ptr<http::Server> m_server;
};

void TrafficGeneratorTest::init()
{
    m_capture = std::make_unique<Capture>();
    http::ServerOptions serverOptions;
    serverOptions.mayBreak = true;
    auto started = http::Server::start(
        serverOptions, [this](const http::RequestHead &) { return m_capture.get(); }, m_log);
    QVERIFY(started);
    m_server = std::move(*started);
}

void TrafficGeneratorTest::cleanup()
{
    m_server->stop(std::chrono::seconds(1));
    m_server.reset();
}

void TrafficGeneratorTest::messagesOfOneSeedAreTheSame()
{
    TrafficSource one(options(), m_clock), two(options(), m_clock);
    for (int i = 0; i < 50; ++i) {
        const TrafficMessage a = one.next({}, "http://x"), b = two.next({}, "http://x");
        QCOMPARE(a.target, b.target);
        QCOMPARE(static_cast<int>(a.kind), static_cast<int>(b.kind));
        QCOMPARE(a.body.size(), b.body.size()); // times within may differ
    }
}

void TrafficGeneratorTest::withoutASeedIdsDiffer()
{
    TrafficOptions unseeded = options();
    unseeded.seed.reset();
    TrafficSource one(unseeded, m_clock), two(unseeded, m_clock);
    std::set<std::string> bodies;
    for (int i = 0; i < 20; ++i) {
        bodies.insert(one.next(onlyValid, "http://x").body);
        bodies.insert(two.next(onlyValid, "http://x").body);
    }
    QCOMPARE(bodies.size(), std::size_t(40));
}

void TrafficGeneratorTest::everyMessageIsFilledInAndJson()
{
    TrafficSource source(options(), m_clock);
    for (int i = 0; i < 200; ++i) {
        const TrafficMessage message = source.next({}, "http://x");
        QVERIFY2(message.body.find("{{") == std::string::npos, message.body.c_str());
        boost::system::error_code error;
        (void)boost::json::parse(message.body, error);
        QVERIFY2(!error, message.body.c_str());
    }
}

void TrafficGeneratorTest::everyMessageIsSignedForItsTenant()
{
    TrafficSource source(options(), m_clock);
    std::set<std::string> senders;
    for (int i = 0; i < 200; ++i) {
        const TrafficMessage message = source.next(onlyValid, "http://x");
        QVERIFY(isVerified(message.source, message.tenant, message.headers, message.body,
                           m_clock.now()));
        senders.insert(message.source + '/' + message.tenant);
    }
    QCOMPARE(senders.size(), std::size_t(3));
}

void TrafficGeneratorTest::everySourceIsSignedAsItsProviderDoes()
{
    TrafficSource source(allSources(), m_clock);
    std::set<std::string> sources;
    for (int i = 0; i < 400; ++i) {
        const TrafficMessage message = source.next(onlyValid, "http://x");
        QVERIFY2(isVerified(message.source, message.tenant, message.headers, message.body,
                            m_clock.now(), "http://x" + message.target),
                 message.source.c_str());
        std::set<std::string> names;
        for (const auto &[name, value] : message.headers)
            QVERIFY2(names.insert(name).second, name.c_str());
        sources.insert(message.source);
    }
    QCOMPARE(sources.size(), std::size_t(10));
}

void TrafficGeneratorTest::whatIsTooOldIsNotSentAgain()
{
    test::ManualClock clock;
    TrafficSource source(allSources(), clock);
    const TrafficMessage first = source.next(onlyValid, "http://x");
    clock.advance(std::chrono::minutes(4));
    QVERIFY(source.next({0, 1, 0}, "http://x").kind == TrafficMessage::Kind::Duplicate);
    clock.advance(std::chrono::seconds(1));
    const TrafficMessage later = source.next({0, 1, 0}, "http://x");
    QVERIFY(later.kind == TrafficMessage::Kind::Valid);
    QVERIFY(later.body != first.body);
}

void TrafficGeneratorTest::badSignaturesDoNotVerify()
{
    TrafficSource source(allSources(), m_clock);
    for (int i = 0; i < 100; ++i) {
        const TrafficMessage message = source.next({1, 0, 0}, "http://x");
        QVERIFY(!isVerified(message.source, message.tenant, message.headers, message.body,
                            m_clock.now(), "http://x" + message.target));
    }
}

void TrafficGeneratorTest::duplicatesCarryTheSameBodyAndAValidSignature()
{
    TrafficSource source(options(), m_clock);
    const TrafficMessage first = source.next(onlyValid, "http://x");
    const TrafficMessage second = source.next({0, 1, 0}, "http://x");
    QVERIFY(second.kind == TrafficMessage::Kind::Duplicate);
    QCOMPARE(second.body, first.body);
    QVERIFY(isVerified(second.source, second.tenant, second.headers, second.body, m_clock.now()));
}

void TrafficGeneratorTest::failingMessagesAskTheStandInToFail()
{
    TrafficSource source(options(), m_clock);
    std::set<std::string> wishes;
    for (int i = 0; i < 40; ++i) {
        const TrafficMessage message = source.next({0, 0, 1}, "http://x");
        QCOMPARE(message.source, std::string("stripe"));
        const auto wished = simulatedFailure(message.body);
        QVERIFY2(wished, message.body.c_str());
        wishes.insert(toString(*wished));
        QVERIFY(isVerified(message.source, message.tenant, message.headers, message.body,
                           m_clock.now()));
    }
    QCOMPARE(wishes.size(), std::size_t(3));
}

void TrafficGeneratorTest::mixesTheSharesThatWereAskedFor()
{
    TrafficSource source(options(), m_clock);
    std::map<TrafficMessage::Kind, int> counts;
    for (int i = 0; i < 1000; ++i)
        ++counts[source.next({0.1, 0.2, 0.3}, "http://x").kind];
    const auto isNear = [&](TrafficMessage::Kind kind, int expected) {
        return std::abs(counts[kind] - expected) < 60;
    };
    QVERIFY(isNear(TrafficMessage::Kind::BadSignature, 100));
    QVERIFY(isNear(TrafficMessage::Kind::Duplicate, 200));
    QVERIFY(isNear(TrafficMessage::Kind::Failing, 300));
    QVERIFY(isNear(TrafficMessage::Kind::Valid, 400));
}

void TrafficGeneratorTest::sourcesWeighAsTheyAreAskedTo()
{
    TrafficSource source(options(), m_clock);
    TrafficMix mix = onlyValid;
    mix.sources = {{"stripe", 3}, {"github", 1}};
    int stripe = 0;
    for (int i = 0; i < 1000; ++i)
        stripe += source.next(mix, "http://x").source == "stripe" ? 1 : 0;
    QVERIFY(std::abs(stripe - 750) < 60);
}

void TrafficGeneratorTest::sourcesThatAreNotAskedForSendNothing()
{
    TrafficSource source(options(), m_clock);
    TrafficMix mix;
    for (int i = 0; i < 100; ++i)
        source.next(mix, "http://x"); // to be repeated, not all of them
    mix.sources = {{"github", 1}};
    for (int i = 0; i < 200; ++i)
        QCOMPARE(source.next(mix, "http://x").source, std::string("github"));
}

void TrafficGeneratorTest::skewedClocksSignAnotherTime()
{
    TrafficSource source(allSources(), m_clock);
    TrafficMix mix = onlyValid;
    mix.clockSkew = std::chrono::seconds(-400);
    for (int i = 0; i < 200; ++i) {
        const TrafficMessage message = source.next(mix, "http://x");
        const std::string url = "http://x" + message.target;
        QVERIFY2(isVerified(message.source, message.tenant, message.headers, message.body,
                            m_clock.now() + mix.clockSkew, url),
                 message.source.c_str());
        if (message.source == "stripe")
            QVERIFY(!isVerified(message.source, message.tenant, message.headers, message.body,
                                m_clock.now(), url));
    }
}

void TrafficGeneratorTest::theSkewIsSpread()
{
    const test::ManualClock clock;
    TrafficSource source(options(), clock);
    TrafficMix mix = onlyValid;
    mix.sources = {{"stripe", 1}};
    mix.clockSkew = std::chrono::seconds(-300);
    mix.clockSpread = std::chrono::seconds(10);
    std::set<std::string> skews;
    for (int i = 0; i < 400; ++i)
        skews.insert(headerOf(source.next(mix, "http://x"), simulatedHeader));
    QCOMPARE(skews.size(), std::size_t(21));
    QVERIFY(skews.contains("clock 290 s behind") && skews.contains("clock 310 s behind"));
}

void TrafficGeneratorTest::aRetryStormSendsEachEventEightTimesOutOfOrder()
{
    TrafficSource source(options(), m_clock);
    TrafficMix mix = onlyValid;
    mix.copies = 8;
    std::map<std::string, int> sent;
    int repeatedAtOnce = 0;
    std::string before;
    for (int i = 0; i < 4000; ++i) {
        const TrafficMessage message = source.next(mix, "http://x");
        QVERIFY(isVerified(message.source, message.tenant, message.headers, message.body,
                           m_clock.now()));
        ++sent[message.body];
        repeatedAtOnce += message.body == before ? 1 : 0;
        before = message.body;
    }
    const auto whole = std::count_if(sent.begin(), sent.end(),
                                     [](const auto &event) { return event.second == 8; });
    QVERIFY(whole > 460); // the others are still in the air
    QVERIFY(
        std::all_of(sent.begin(), sent.end(), [](const auto &event) { return event.second <= 8; }));
    QVERIFY(repeatedAtOnce < 1000);
}

void TrafficGeneratorTest::aKeyMixUpSignsOneTenantWithTheSecretOfAnother()
{
    TrafficSource source(options(), m_clock);
    TrafficMix mix = onlyValid;
    mix.isKeyMixUp = true;
    for (int i = 0; i < 200; ++i) {
        const TrafficMessage message = source.next(mix, "http://x");
        const bool isMixedUp = message.source == "stripe" && message.tenant == "acme";
        QVERIFY(isVerified(message.source, isMixedUp ? "globex" : message.tenant, message.headers,
                           message.body, m_clock.now()));
    }
}

void TrafficGeneratorTest::whatIsWrongOnPurposeSaysSo()
{
    TrafficSource source(options(), m_clock);
    QCOMPARE(headerOf(source.next({1, 0, 0}, "http://x"), simulatedHeader),
             std::string("wrong secret"));
    QCOMPARE(headerOf(source.next(onlyValid, "http://x"), simulatedHeader), std::string());
    TrafficMix mixUp = onlyValid;
    mixUp.isKeyMixUp = true;
    std::set<std::string> said;
    for (int i = 0; i < 100; ++i)
        said.insert(headerOf(source.next(mixUp, "http://x"), simulatedHeader));
    QVERIFY(said == std::set<std::string>({"", "secret of globex"}));
}

void TrafficGeneratorTest::aSourceThatIsLeftOutSaysWhy()
{
    TrafficOptions all = allSources();
    all.leftOut["wordpress"] = "needs a token";
    TrafficSource source(all, m_clock);
    for (int i = 0; i < 400; ++i)
        QVERIFY(source.next({}, "http://x").source != "wordpress");
    const TrafficStatus status = TrafficGenerator(all, m_clock, m_log).status();
    QCOMPARE(status.sources.size(), std::size_t(10));
    const auto found = std::find_if(status.sources.begin(), status.sources.end(),
                                    [](const auto &each) { return each.source == "wordpress"; });
    QCOMPARE(found->leftOut, std::string("needs a token"));
    QVERIFY(found->tenants.empty());
}

void TrafficGeneratorTest::theBridgeSendsATokenForEachRequest()
{
    const TrafficOptions traffic = withBridge();
    const auto verifier = signing::JwtVerifier::create(traffic.bridge->options);
    TrafficSource source(traffic, m_clock);
    std::set<std::string> ids;
    int tokens = 0;
    for (int i = 0; i < 200; ++i) {
        const TrafficMessage message = source.next({0, 0.5, 0}, "http://x");
        const std::string authorization = headerOf(message, "Authorization");
        QCOMPARE(authorization.empty(), message.source != "wordpress");
        if (authorization.empty())
            continue;
        const auto claims = verifier->verify(*signing::bearerToken(authorization), m_clock.now());
        QVERIFY2(claims.has_value(), claims ? "" : claims.error().code.c_str());
        QVERIFY(isVerified("wordpress", "acme", message.headers, message.body, m_clock.now()));
        ids.insert(claims->id);
        ++tokens;
    }
    QVERIFY(tokens > 0);
    QCOMPARE(int(ids.size()), tokens); // those of duplicates, too
    const TrafficStatus status = TrafficGenerator(traffic, m_clock, m_log).status();
    for (const TrafficSourceStatus &each : status.sources)
        QVERIFY2(each.leftOut.empty(), each.source.c_str());
}

void TrafficGeneratorTest::withoutAKeyTheBridgeSendsNoToken()
{
    TrafficSource source(allSources(), m_clock);
    for (int i = 0; i < 200; ++i)
        QVERIFY(headerOf(source.next({}, "http://x"), "Authorization").empty());
}

void TrafficGeneratorTest::tellsWhatEachSourceSends()
{
    TrafficGenerator generator(options(), m_clock, m_log);
    generator.setGatewayUrl(m_server->url());
    generator.sendNow(30, onlyValid);
    QTRY_COMPARE_WITH_TIMEOUT(generator.status().sent, 30, 20000);
    const TrafficStatus status = generator.status();
    QCOMPARE(status.sources[0].source, std::string("github"));
    QCOMPARE(status.sources[1].tenants, (std::vector<std::string>{"acme", "globex"}));
    QCOMPARE(status.sources[0].sent + status.sources[1].sent, 30);
    QVERIFY(status.sources[1].sent > 0);
    generator.start({6, 1, onlyValid});
    QCOMPARE(generator.status().sources[1].rate, 4.0); // two of three tenants
    TrafficMix weighted = onlyValid;
    weighted.sources = {{"github", 5}};
    generator.start({5, 1, weighted});
    QCOMPARE(generator.status().sources[0].rate, 5.0);
    QCOMPARE(generator.status().sources[1].rate, 0.0);
}

/// One after the other it would be 50 a second.
void TrafficGeneratorTest::keepsAHighRateThoughAnswersAreSlow()
{
    m_capture->delay = std::chrono::milliseconds(20);
    TrafficGenerator generator(options(), m_clock, m_log);
    generator.setGatewayUrl(m_server->url());
    QElapsedTimer time;
    time.start();
    generator.start({400, 1, onlyValid});
    QTRY_VERIFY_WITH_TIMEOUT(m_capture->count() >= 200, 20000);
    QVERIFY2(time.elapsed() < 2000, qPrintable(QString::number(time.elapsed())));
}

void TrafficGeneratorTest::withoutSecretsThereIsNothingToSend()
{
    TrafficOptions none;
    none.secrets["nosuchsource"] = {{"acme", "secret"}};
    QVERIFY(!TrafficSource(none, m_clock).isUsable());
    TrafficGenerator generator(none, m_clock, m_log);
    generator.setGatewayUrl(m_server->url());
    generator.sendNow(3);
    QCOMPARE(generator.status().sent, 0);
}

void TrafficGeneratorTest::sendsSignedWebhooksOverHttp()
{
    TrafficGenerator generator(options(), m_clock, m_log);
    generator.setGatewayUrl(m_server->url());
    generator.sendNow(40, onlyValid);
    QTRY_COMPARE_WITH_TIMEOUT(generator.status().sent, 40, 20000);
    QCOMPARE(generator.status().accepted, 40);
    QCOMPARE(generator.status().waiting, 0);
    for (const http::Request &request : m_capture->requests()) {
        QCOMPARE(request.method, std::string("POST"));
        const std::string path(request.path());
        const std::string source = path.substr(14, path.rfind('/') - 14);
        QCOMPARE(path, "/api/webhooks/" + source + "/ingest");
        QVERIFY(isVerified(source, request.query("tenant").value_or(""), request.headers.fields(),
                           request.body, m_clock.now()));
    }
}

void TrafficGeneratorTest::waitsForTheGatewaysUrl()
{
    TrafficGenerator generator(options(), m_clock, m_log);
    generator.sendNow(3, onlyValid);
    QCOMPARE(generator.status().waiting, 3);
    generator.setGatewayUrl(m_server->url());
    QTRY_COMPARE_WITH_TIMEOUT(m_capture->count(), 3, 20000);
}

void TrafficGeneratorTest::sendsSteadilyUntilStopped()
{
    TrafficGenerator generator(options(), m_clock, m_log);
    generator.setGatewayUrl(m_server->url());
    generator.start({200, 1, onlyValid});
    QVERIFY(generator.status().isRunning);
    QTRY_VERIFY_WITH_TIMEOUT(m_capture->count() >= 10, 20000);
    generator.stop();
    QVERIFY(!generator.status().isRunning);
    // The thread is alive, and only this one follows what was under way.
    generator.sendNow(1, onlyValid);
    const std::int64_t sent = generator.status().sent;
    QTRY_COMPARE_WITH_TIMEOUT(generator.status().waiting, 0, 20000);
    QVERIFY(generator.status().sent <= sent + mostUnderWay);
}

void TrafficGeneratorTest::sendsInBursts()
{
    TrafficGenerator generator(options(), m_clock, m_log);
    generator.setGatewayUrl(m_server->url());
    generator.start({0.1, 25, onlyValid}); // the next burst is minutes away
    QTRY_COMPARE_WITH_TIMEOUT(m_capture->count(), 25, 20000);
    QCOMPARE(generator.status().plan.burst, 25);
}

void TrafficGeneratorTest::countsAGatewayThatIsAway()
{
    TrafficGenerator generator(options(), m_clock, m_log);
    generator.setGatewayUrl("http://127.0.0.1:1");
    generator.sendNow(2, onlyValid);
    QTRY_COMPARE_WITH_TIMEOUT(generator.status().failed, 2, 20000);
}

void TrafficGeneratorTest::endsWhileTrafficRuns()
{
    auto generator = std::make_unique<TrafficGenerator>(options(), m_clock, m_log);
    generator->setGatewayUrl(m_server->url());
    generator->start({1000, 10, onlyValid});
    QTRY_VERIFY_WITH_TIMEOUT(m_capture->count() > 0, 20000);
    QElapsedTimer ending;
    ending.start();
    generator.reset();
    QVERIFY(ending.elapsed() < 5000);
}

} // namespace gatehouse::gateway

QTEST_GUILESS_MAIN(gatehouse::gateway::TrafficGeneratorTest)
#include "trafficgenerator_test.moc"
