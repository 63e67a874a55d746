// A token is good for one event, over HTTP and over two gateways on one database.
#include "fixedbearerkeys.h"
#include "front.h"
#include "services/core/log.h"
#include "signedrequest.h"
#include "tests/support/examplekeys.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using signing::JwtAlgorithm;
using test::RawClient;
using test::signedRequest;

namespace {

constexpr const char *secret = "bridge secret";
const signing::JwtOptions jwt{JwtAlgorithm::Es256, test::ecPublicPem, "https://shop.example",
                              "gatehouse"};

std::string token(const std::string &id)
{
    const auto signer =
        std::move(signing::JwtSigner::create(JwtAlgorithm::Es256, test::ecPrivatePem).value());
    return signer.sign(
        signing::jwtClaimsJson(jwt, "site", id, SystemClock().now(), std::chrono::seconds(200)));
}

std::string request(const std::string &key, const std::string &tokenId,
                    const std::string &signedWith = secret)
{
    const std::string body = R"({"event_type":"post.published","idempotency_key":")" + key
        + R"(","occurred_at":")" + toRfc3339(SystemClock().now()) + R"("})";
    return signedRequest(
        "wordpress", "acme", signedWith, body,
        {{"X-Idempotency-Key", key}, {"Authorization", "Bearer " + token(tokenId)}});
}

} // namespace

class BearerWireTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }

    void aTokenIsGoodForOneEvent()
    {
        Doors doors(*m_cluster, "bearerwire");
        RawClient one(doors.one.port());
        RawClient two(doors.two.port());
        QCOMPARE(member(one.exchange(request("k-1", "t-1", "forged")), QStringLiteral("code")),
                 QStringLiteral("signature_mismatch"));
        const auto first = one.exchange(request("k-1", "t-1"));
        QCOMPARE(first.status, 202);
        const auto again = two.exchange(request("k-1", "t-1"));
        QCOMPARE(again.status, 200);
        QCOMPARE(eventId(again), eventId(first));
        const auto other = two.exchange(request("k-2", "t-1"));
        QCOMPARE(other.status, 401);
        QCOMPARE(member(other, QStringLiteral("code")), QStringLiteral("token_reused"));
        QVERIFY(other.headers.find("WWW-Authenticate").has_value());
        QCOMPARE(two.exchange(request("k-2", "t-2")).status, 202);
        QTRY_COMPARE(doors.database.cell("SELECT count(*) FROM gatehouse.webhook_event"
                                         " WHERE NOT signature_valid"),
                     u"2");
        QCOMPARE(doors.database.cell("SELECT count(*) FROM gatehouse.webhook_payload"
                                     " WHERE headers::text LIKE '%Bearer%'"),
                 u"0");
    }

private:
    static IngestOptions asking(const BearerCheck &check)
    {
        IngestOptions options;
        options.bearerCheck = &check;
        return options;
    }
    /// Two gateways on one database.
    struct Doors
    {
        Doors(test::TestCluster &cluster, const std::string &name)
            : database(cluster, name)
            , keys(jwt)
            , check(keys, database.clock)
            , one(database, {{"wordpress", secret}}, asking(check))
            , two(database, {{"wordpress", secret}}, asking(check))
        {
        }
        test::GatewayDatabase database;
        test::FixedBearerKeys keys;
        JwtBearerCheck check;
        FrontDoor one;
        FrontDoor two;
    };
    std::unique_ptr<test::TestCluster> m_cluster;
};

QTEST_GUILESS_MAIN(BearerWireTest)
#include "bearerwire_test.moc"
