#include "schemefixture.h"
#include "services/core/hex.h"
#include "services/signing/digest.h"
#include "services/signing/slackscheme.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::signing;
using Outcome = Verification::Outcome;

namespace {

// The vector of Slack's documentation.
const std::string secret = "8f742231b10e8888abcd99yyyzzz85a5";
const std::string other = "another secret";
const std::string body =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
    "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
    "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
    "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121"
    ".803a0bc887a14d10d2c447fce8b6703c";
const std::string good = "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
const Timestamp signedAt{std::chrono::seconds(1531420618)};

HeaderList headers()
{
    return {{"X-Slack-Signature", "v0=" + good}, {"X-Slack-Request-Timestamp", "1531420618"}};
}

Verification verify(const HeaderList &headers, const std::string &sentBody = body,
                    const std::vector<std::string> &secrets = {secret}, Timestamp now = signedAt)
{
    return verifyWith(SlackScheme(), headers, sentBody, secrets, now);
}

} // namespace

class SlackSchemeTest : public QObject
{
    Q_OBJECT

private slots:
    void theVectorIsValid() { QCOMPARE(verify(headers()).outcome, Outcome::Valid); }

    void everyByteOfTheBodyCounts()
    {
        QCOMPARE(verify(headers(), body + "\n").code, std::string("signature_mismatch"));
        QCOMPARE(verify(headers(), body.substr(1)).code, std::string("signature_mismatch"));
    }

    void theSecondSecretIsTriedToo()
    {
        const auto verification = verify(headers(), body, {other, secret});
        QCOMPARE(verification.outcome, Outcome::Valid);
        QCOMPARE(verification.secretIndex, std::size_t{1});
    }

    void noOtherSecretMatches()
    {
        for (const std::string &wrong : {other, std::string(), secret + " "})
            QCOMPARE(verify(headers(), body, {wrong}).code, std::string("signature_mismatch"));
    }

    void theDiagnosisHoldsNoSecretAndNoDigest()
    {
        const std::string diagnosis = verify(headers(), body + " ").diagnosis;
        QCOMPARE(diagnosis.find(secret), std::string::npos);
        QCOMPARE(diagnosis.find(good.substr(0, 16)), std::string::npos);
    }

    void eachRequiredHeaderIsAskedFor_data()
    {
        QTest::addColumn<std::string>("name");
        for (const char *name : {"X-Slack-Signature", "X-Slack-Request-Timestamp"})
            QTest::newRow(name) << std::string(name);
    }
    void eachRequiredHeaderIsAskedFor()
    {
        QFETCH(std::string, name);
        const auto verification = verify(without(headers(), name));
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QCOMPARE(verification.code, std::string("header_missing"));
        QVERIFY2(verification.diagnosis.find(name) != std::string::npos,
                 verification.diagnosis.c_str());
    }

    void anEmptyRequiredHeaderIsMissing()
    {
        for (const char *name : {"X-Slack-Request-Timestamp"})
            QCOMPARE(verify(with(headers(), name, " ")).outcome, Outcome::HeaderMissing);
    }

    void aMalformedSignatureIsRefused_data()
    {
        QTest::addColumn<std::string>("signature");
        QTest::newRow("empty") << std::string();
        QTest::newRow("one digit short") << "v0=" + good.substr(1);
        QTest::newRow("one digit more") << "v0=" + good + "0";
        QTest::newRow("not hex") << "v0=" + std::string(64, 'x');
        QTest::newRow("base64") << std::string("v0=aXQgaXMgbm90IGhleCBidXQgYmFzZTY0IG9mIDMyYnk=");
        QTest::newRow("prefix alone") << std::string("v0=");
        QTest::newRow("no prefix") << good;
        QTest::newRow("prefix in upper case") << "V0=" + good;
    }
    void aMalformedSignatureIsRefused()
    {
        QFETCH(std::string, signature);
        const auto verification = verify(with(headers(), "X-Slack-Signature", signature));
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
        QCOMPARE(verification.code, std::string("signature_malformed"));
    }

    void hexDigitsCompareWithoutCase()
    {
        const std::string upper = QString::fromStdString(good).toUpper().toStdString();
        QCOMPARE(verify(with(headers(), "X-Slack-Signature", "v0=" + upper)).outcome,
                 Outcome::Valid);
    }

    void skewPassesAtExactlyTheLimitBothWays_data()
    {
        QTest::addColumn<qint64>("age");
        QTest::addColumn<bool>("passes");
        QTest::newRow("at the limit, past") << qint64{300} << true;
        QTest::newRow("beyond it, past") << qint64{301} << false;
        QTest::newRow("at the limit, future") << qint64{-300} << true;
        QTest::newRow("beyond it, future") << qint64{-301} << false;
    }
    void skewPassesAtExactlyTheLimitBothWays()
    {
        QFETCH(qint64, age);
        QFETCH(bool, passes);
        const Timestamp now = signedAt + std::chrono::seconds(age);
        QCOMPARE(verify(headers(), body, {secret}, now).outcome,
                 passes ? Outcome::Valid : Outcome::TimeSkew);
    }

    void anOldForgeryIsAMismatchNotASkew()
    {
        const Timestamp late = signedAt + std::chrono::hours(1);
        QCOMPARE(verify(headers(), "{}", {secret}, late).code, std::string("signature_mismatch"));
    }

    void theTimestampIsSigned()
    {
        const auto verification =
            verify(with(headers(), "X-Slack-Request-Timestamp", "1531420619"));
        QCOMPARE(verification.code, std::string("signature_mismatch"));
    }

    void aForgeryWithoutAUsableTimeIsAMismatch()
    {
        const auto verification = verify(with(headers(), "X-Slack-Request-Timestamp", "soon"));
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
    }

    void aSignedTimestampThatIsNoneIsUnusable()
    {
        const HeaderList sent{
            {"X-Slack-Request-Timestamp", "soon"},
            {"X-Slack-Signature", "v0=" + toHex(asBytes(hmacSha256(secret, "v0:soon:" + body)))}};
        QCOMPARE(verify(sent).code, std::string("header_unusable"));
        QCOMPARE(verify(sent).outcome, Outcome::HeaderMissing);
    }

    void whatItSignsIsThePublishedForm()
    {
        const HeaderList expected{{"X-Slack-Request-Timestamp", "1531420618"},
                                  {"X-Slack-Signature", "v0=" + good}};
        QCOMPARE(SlackScheme().sign({"", {}, body}, secret, signedAt), expected);
    }
};

QTEST_GUILESS_MAIN(SlackSchemeTest)
#include "slackscheme_test.moc"
