#include "schemevectors.h"

using namespace gatehouse;
using namespace gatehouse::signing;

namespace {

const SchemeVector vector = standardVector();
const SchemeVector svix = standardVector("svix-");
const std::string id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const std::string v1 = "v1," + vector.digest;
const std::string wrong = "v1," + std::string(43, 'A') + "=";

/// All of the family is good, but for the id.
HeaderList forged(const SchemeVector &family)
{
    return with(family.headers(), family.beside.front().first, "msg_other");
}

} // namespace

class StandardSchemeTest : public QObject
{
    Q_OBJECT

private slots:
    void aSecretThatIsNoKeyMatchesNothing()
    {
        for (const std::string secret : {"whsec_", "whsec_not base64"})
            QCOMPARE(verify(vector, {.secrets = std::vector{secret}}).code,
                     std::string("signature_mismatch"));
    }

    void ofSeveralSignaturesAnyMayMatch_data()
    {
        QTest::addColumn<std::string>("signature");
        QTest::addColumn<std::string>("code");
        const std::string valid = "valid";
        const std::string malformed = "signature_malformed";
        const std::string digest = vector.digest;
        QTest::newRow("the second") << wrong + " " + v1 << valid;
        QTest::newRow("the first") << v1 + " " + wrong << valid;
        QTest::newRow("two blanks between") << wrong + "  " + v1 << valid;
        QTest::newRow("a malformed one before it") << "v1,zz " + v1 << valid;
        QTest::newRow("an asymmetric one beside it") << "v1a," + digest + " " + v1 << valid;
        QTest::newRow("unknown versions beside it") << "v2," + digest + " x " + v1 << valid;
        QTest::newRow("none matches") << wrong + " " + wrong << std::string("signature_mismatch");
        QTest::newRow("v1a alone") << "v1a," + digest << malformed;
        QTest::newRow("v2 alone") << "v2," + digest << malformed;
        QTest::newRow("separated by a comma") << wrong + "," + v1 << malformed;
    }
    void ofSeveralSignaturesAnyMayMatch()
    {
        QFETCH(std::string, signature);
        QFETCH(std::string, code);
        QCOMPARE(verifyWithSignature(vector, signature).code, code);
    }

    void familiesAreNotMixed()
    {
        const HeaderList sent = with(vector.added(), "svix-id", id);
        QCOMPARE(verify(vector, {.headers = sent}).outcome, Outcome::HeaderMissing);
    }

    void onlyTheSignedIdCounts_data()
    {
        QTest::addColumn<HeaderList>("sent");
        QTest::newRow("webhook alone") << vector.headers();
        QTest::newRow("svix alone") << svix.headers();
        QTest::newRow("an unsigned webhook-id beside svix")
            << joined({{"webhook-id", "msg_other"}}, svix.headers());
        QTest::newRow("an unsigned svix-id beside webhook")
            << joined({{"svix-id", "msg_other"}}, vector.headers());
        QTest::newRow("a forged webhook family beside svix")
            << joined(forged(vector), svix.headers());
        QTest::newRow("a forged svix family beside webhook")
            << joined(forged(svix), vector.headers());
    }
    void onlyTheSignedIdCounts()
    {
        QFETCH(HeaderList, sent);
        const auto verification = verify(vector, {.headers = sent});
        QCOMPARE(verification.outcome, Outcome::Valid);
        QCOMPARE(verification.signedId, id);
    }

    void idAndTimestampAreSigned()
    {
        for (const char *name : {"webhook-id", "webhook-timestamp"}) {
            const HeaderList sent = with(vector.headers(), name, "1614265331");
            QCOMPARE(verify(vector, {.headers = sent}).code, std::string("signature_mismatch"));
        }
    }

    void theSecretMayStandWithoutItsPrefix()
    {
        QCOMPARE(verify(vector, {.secrets = std::vector{vector.secret.substr(6)}}).outcome,
                 Outcome::Valid);
    }

    void aMessageWithoutAnIdGetsOne()
    {
        const HeaderList made = sign(vector, {.headers = HeaderList()});
        QCOMPARE(made.front().first, std::string("webhook-id"));
        QVERIFY(made.front().second.starts_with("msg_"));
        QCOMPARE(verify(vector, {.headers = made}).signedId, made.front().second);
    }
};

QTEST_GUILESS_MAIN(StandardSchemeTest)
#include "standardscheme_test.moc"
