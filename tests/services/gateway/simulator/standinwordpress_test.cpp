#include "services/core/hex.h"
#include "services/gateway/simulator/standinwordpress.h"
#include "services/signing/digest.h"
#include "tests/support/manualclock.h"

#include <QTest>

#include <curl/curl.h>

#include <thread>

namespace gatehouse::gateway {

namespace {

const std::string secret = "shared-secret";

struct Delivery
{
    std::string path = "/wp-json/ai-guy/v1/order-event";
    std::string body = R"({"event_id":"1"})";
    std::string key = "key-1";
    std::string signedWith = secret;
    long timeoutMilliseconds = 10000;
};

struct Answer
{
    int status = 0; ///< 0: none
    CURLcode code = CURLE_OK;
    curl_off_t retryAfter = 0; ///< seconds
    std::string body;
};

std::size_t keep(char *data, std::size_t size, std::size_t count, void *into)
{
    static_cast<std::string *>(into)->append(data, size * count);
    return size * count;
}

} // namespace

class StandInWordPressTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_wordpress.reset(); }

    void acceptsASignedDelivery();
    void refuses_data();
    void refuses();
    void answersAFinishedKeyAsDuplicate();
    void failsOnDemand();
    void aFailedKeyIsNotFinished();
    void failsAShareOfTheDeliveries();
    void hangsUntilTheBehaviourChanges();
    void dropsTheConnection();
    void resetsTheConnection();
    void cutsTheAnswer();
    void delaysTheAnswer();
    void asksToComeBackLater();
    void aBehaviourEndsWithItsTime();
    void tellsWhatIsLeftOfABehaviour();
    void whatHangsIsLetGoWhenTheTimeIsOver();
    void endsWhileDeliveriesHang();
    void aPayloadCanAskToBeFailedAlways();
    void aPayloadCanAskToBeFailedAFewTimes();

private:
    Answer send(const Delivery &delivery) const;
    Answer sendNumber(int number, const std::string &body = R"({"event_id":"1"})") const
    {
        return send({.body = body, .key = "key-" + std::to_string(number)});
    }

    test::ManualClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
    std::unique_ptr<StandInWordPress> m_wordpress;
};

void StandInWordPressTest::init()
{
    auto started = StandInWordPress::start({.sharedSecret = secret}, m_clock, m_log);
    QVERIFY(started);
    m_wordpress = std::move(*started);
}

Answer StandInWordPressTest::send(const Delivery &delivery) const
{
    Answer answer;
    const std::string signature =
        toHex(asBytes(signing::hmacSha256(delivery.signedWith, delivery.body)));
    curl_slist *headers = curl_slist_append(nullptr, ("X-Signature: sha256=" + signature).c_str());
    if (!delivery.key.empty())
        headers = curl_slist_append(headers, ("Idempotency-Key: " + delivery.key).c_str());
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, (m_wordpress->url() + delivery.path).c_str());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, delivery.timeoutMilliseconds);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(delivery.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, delivery.body.c_str());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer.body);
    answer.code = curl_easy_perform(easy);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &answer.retryAfter);
    curl_easy_cleanup(easy);
    curl_slist_free_all(headers);
    return answer;
}

void StandInWordPressTest::acceptsASignedDelivery()
{
    QCOMPARE(send({}).status, 200);
    QCOMPARE(send({.path = "/wp-json/ai-guy/v1/user-sync", .key = "key-2"}).status, 200);
    QCOMPARE(m_wordpress->counts().accepted, 2);
}

void StandInWordPressTest::refuses_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<int>("status");
    const QByteArray path = "/wp-json/ai-guy/v1/order-event";
    QTest::newRow("wrong signature") << path << QByteArray("k") << QByteArray("wrong") << 401;
    QTest::newRow("no key") << path << QByteArray() << QByteArray::fromStdString(secret) << 400;
    QTest::newRow("unknown path") << QByteArray("/wp-json/other") << QByteArray("k")
                                  << QByteArray::fromStdString(secret) << 404;
}

void StandInWordPressTest::refuses()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, secret);
    QFETCH(int, status);
    QCOMPARE(send({.path = path.toStdString(),
                   .key = key.toStdString(),
                   .signedWith = secret.toStdString()})
                 .status,
             status);
    QCOMPARE(m_wordpress->counts().refused, 1);
    QCOMPARE(m_wordpress->counts().accepted, 0);
}

void StandInWordPressTest::answersAFinishedKeyAsDuplicate()
{
    QCOMPARE(send({}).status, 200);
    const Answer again = send({});
    QCOMPARE(again.status, 200);
    QCOMPARE(again.body, std::string(R"({"duplicate":true})"));
    QCOMPARE(m_wordpress->counts().accepted, 1);
    QCOMPARE(m_wordpress->counts().duplicates, 1);
}

void StandInWordPressTest::failsOnDemand()
{
    m_wordpress->setBehaviour({.mode = StandInBehaviour::Mode::Fail, .status = 500});
    QCOMPARE(send({}).status, 500);
    m_wordpress->setBehaviour({});
    QCOMPARE(send({}).status, 200);
    QCOMPARE(m_wordpress->counts().failed, 1);
}

void StandInWordPressTest::aFailedKeyIsNotFinished()
{
    m_wordpress->setBehaviour({.failingShare = 1});
    QCOMPARE(send({}).status, 503);
    m_wordpress->setBehaviour({});
    QCOMPARE(send({}).body, std::string(R"({"ok":true})"));
}

void StandInWordPressTest::failsAShareOfTheDeliveries()
{
    m_wordpress->setBehaviour({.failingShare = 0.5});
    for (int i = 0; i < 60; ++i)
        sendNumber(i);
    const StandInCounts counts = m_wordpress->counts();
    QCOMPARE(counts.accepted + counts.failed, 60);
    QVERIFY(counts.accepted >= 15 && counts.failed >= 15);
}

void StandInWordPressTest::hangsUntilTheBehaviourChanges()
{
    m_wordpress->setBehaviour({.mode = StandInBehaviour::Mode::Hang});
    QCOMPARE(send({.timeoutMilliseconds = 100}).code, CURLE_OPERATION_TIMEDOUT);
    Answer answer;
    std::thread waiting([&] { answer = send({}); });
    const auto wait = [this] { return m_wordpress->counts().hung; };
    QTRY_COMPARE_WITH_TIMEOUT(wait(), 2, 10000);
    m_wordpress->setBehaviour({});
    waiting.join();
    QCOMPARE(answer.status, 0);
    QCOMPARE(answer.code, CURLE_GOT_NOTHING);
}

void StandInWordPressTest::dropsTheConnection()
{
    m_wordpress->setBehaviour({.mode = StandInBehaviour::Mode::Drop});
    QCOMPARE(send({}).code, CURLE_GOT_NOTHING);
    QCOMPARE(m_wordpress->counts().dropped, 1);
}

void StandInWordPressTest::resetsTheConnection()
{
    m_wordpress->setBehaviour({.mode = StandInBehaviour::Mode::Reset});
    QCOMPARE(send({}).code, CURLE_RECV_ERROR);
    QCOMPARE(m_wordpress->counts().reset, 1);
}

void StandInWordPressTest::cutsTheAnswer()
{
    m_wordpress->setBehaviour({.mode = StandInBehaviour::Mode::Cut});
    const Answer answer = send({});
    QCOMPARE(answer.code, CURLE_PARTIAL_FILE);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string(R"({"ok")"));
    QCOMPARE(m_wordpress->counts().cut, 1);
}

void StandInWordPressTest::delaysTheAnswer()
{
    m_wordpress->setBehaviour({.delay = std::chrono::seconds(30)});
    QCOMPARE(send({.timeoutMilliseconds = 100}).code, CURLE_OPERATION_TIMEDOUT);
    m_wordpress->setBehaviour({.delay = std::chrono::milliseconds(1)});
    QCOMPARE(send({}).body, std::string(R"({"duplicate":true})")); // it was late, not lost
}

void StandInWordPressTest::asksToComeBackLater()
{
    m_wordpress->setBehaviour({.mode = StandInBehaviour::Mode::Fail,
                               .status = 429,
                               .retryAfter = std::chrono::seconds(30)});
    const Answer answer = send({});
    QCOMPARE(answer.status, 429);
    QCOMPARE(answer.retryAfter, curl_off_t(30));
}

void StandInWordPressTest::aBehaviourEndsWithItsTime()
{
    m_wordpress->setBehaviour(
        {.mode = StandInBehaviour::Mode::Fail, .lasts = std::chrono::seconds(90)});
    m_clock.advance(std::chrono::milliseconds(89999));
    QCOMPARE(send({}).status, 503);
    m_clock.advance(std::chrono::milliseconds(1));
    QCOMPARE(send({}).status, 200);
    QVERIFY(m_wordpress->behaviour() == StandInBehaviour());
}

void StandInWordPressTest::tellsWhatIsLeftOfABehaviour()
{
    m_wordpress->setBehaviour({.lasts = std::chrono::seconds(90)});
    m_clock.advance(std::chrono::seconds(60));
    QVERIFY(m_wordpress->behaviour().lasts == std::chrono::seconds(30));
    m_wordpress->setBehaviour({});
    QVERIFY(!m_wordpress->behaviour().lasts);
}

void StandInWordPressTest::whatHangsIsLetGoWhenTheTimeIsOver()
{
    m_wordpress->setBehaviour(
        {.mode = StandInBehaviour::Mode::Hang, .lasts = std::chrono::seconds(5)});
    Answer answer;
    std::thread waiting([&] { answer = send({}); });
    const auto hung = [this] { return m_wordpress->counts().hung; };
    QTRY_COMPARE_WITH_TIMEOUT(hung(), 1, 10000);
    m_clock.advance(std::chrono::seconds(5));
    QCOMPARE(send({.key = "key-2"}).status, 200);
    waiting.join();
    QCOMPARE(answer.code, CURLE_GOT_NOTHING);
}

void StandInWordPressTest::endsWhileDeliveriesHang()
{
    m_wordpress->setBehaviour({.mode = StandInBehaviour::Mode::Hang});
    Answer answer;
    std::thread waiting([this, &answer] { answer = send({}); });
    const auto wait = [this] { return m_wordpress->counts().hung; };
    QTRY_COMPARE_WITH_TIMEOUT(wait(), 1, 10000);
    StandInWordPress *ending = m_wordpress.release();
    delete ending;
    waiting.join();
    QVERIFY(answer.code != CURLE_OPERATION_TIMEDOUT);
}

void StandInWordPressTest::aPayloadCanAskToBeFailedAlways()
{
    const std::string body = R"({"raw":{"metadata":{ "gatehouse_simulate" : "422" }}})";
    for (int i = 0; i < 7; ++i)
        QCOMPARE(sendNumber(1, body).status, 422);
}

void StandInWordPressTest::aPayloadCanAskToBeFailedAFewTimes()
{
    const std::string body = R"({"raw":{"metadata":{"gatehouse_simulate":"503x2"}}})";
    QCOMPARE(sendNumber(1, body).status, 503);
    QCOMPARE(sendNumber(1, body).status, 503);
    QCOMPARE(sendNumber(1, body).status, 200);
    QCOMPARE(sendNumber(2, body).status, 503);
}

} // namespace gatehouse::gateway

QTEST_GUILESS_MAIN(gatehouse::gateway::StandInWordPressTest)
#include "standinwordpress_test.moc"
