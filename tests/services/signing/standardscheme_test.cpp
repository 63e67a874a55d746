#include "schemefixture.h"
#include "services/signing/standardscheme.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::signing;
using Outcome = Verification::Outcome;

namespace {

// The vector of the Standard Webhooks libraries and of Svix's documentation.
const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string other = "whsec_YW5vdGhlciBzZWNyZXQgb2YgdGhlIHNhbWU=";
const std::string id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const std::string timestamp = "1614265330";
const std::string body = R"({"test": 2432232314})";
const std::string good = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const std::string wrong = std::string(43, 'A') + "=";
const Timestamp signedAt{std::chrono::seconds(1614265330)};

HeaderList family(const std::string &prefix, const std::string &signature,
                  const std::string &signedId = id)
{
    return {{prefix + "id", signedId},
            {prefix + "timestamp", timestamp},
            {prefix + "signature", signature}};
}

HeaderList headers()
{
    return family("webhook-", "v1," + good);
}

HeaderList joined(HeaderList first, const HeaderList &second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

Verification verify(const HeaderList &headers, const std::string &sentBody = body,
                    const std::vector<std::string> &secrets = {secret}, Timestamp now = signedAt)
{
    return verifyWith(StandardScheme(), headers, sentBody, secrets, now);
}

} // namespace

class StandardSchemeTest : public QObject
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
        for (const std::string &tried : {other, std::string(), std::string("whsec_"),
                                         std::string("whsec_not base64"), secret + " "})
            QCOMPARE(verify(headers(), body, {tried}).code, std::string("signature_mismatch"));
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
        for (const char *name : {"webhook-id", "webhook-timestamp", "webhook-signature"})
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

    void eachHeaderOfTheAliasIsAskedFor_data()
    {
        QTest::addColumn<std::string>("name");
        for (const char *name : {"svix-id", "svix-timestamp", "svix-signature"})
            QTest::newRow(name) << std::string(name);
    }
    void eachHeaderOfTheAliasIsAskedFor()
    {
        QFETCH(std::string, name);
        const auto verification = verify(without(family("svix-", "v1," + good), name));
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QCOMPARE(verification.code, std::string("header_missing"));
        QVERIFY2(verification.diagnosis.find(name) != std::string::npos,
                 verification.diagnosis.c_str());
    }

    void anEmptyRequiredHeaderIsMissing()
    {
        for (const char *name : {"webhook-id", "webhook-timestamp"})
            QCOMPARE(verify(with(headers(), name, " ")).outcome, Outcome::HeaderMissing);
    }

    void onlyPaddedStandardBase64IsRead_data()
    {
        QTest::addColumn<std::string>("signature");
        for (const auto &[name, text] : badBase64(good)) {
            if (std::string_view(name) != "blank")
                QTest::newRow(name) << "v1," + text;
        }
    }
    void onlyPaddedStandardBase64IsRead()
    {
        QFETCH(std::string, signature);
        const auto verification = verify(with(headers(), "webhook-signature", signature));
        QCOMPARE(verification.code, std::string("signature_malformed"));
    }

    void ofSeveralSignaturesAnyMayMatch_data()
    {
        QTest::addColumn<std::string>("signature");
        QTest::addColumn<std::string>("code");
        const std::string valid = "valid";
        const std::string v1 = "v1," + good;
        QTest::newRow("the second") << "v1," + wrong + " " + v1 << valid;
        QTest::newRow("the first") << v1 + " v1," + wrong << valid;
        QTest::newRow("two blanks between") << "v1," + wrong + "  " + v1 << valid;
        QTest::newRow("a malformed one before it") << "v1,zz " + v1 << valid;
        QTest::newRow("an asymmetric one beside it") << "v1a," + good + " " + v1 << valid;
        QTest::newRow("unknown versions beside it") << "v2," + good + " x " + v1 << valid;
        QTest::newRow("none matches")
            << "v1," + wrong + " v1," + wrong << std::string("signature_mismatch");
        const std::string malformed = "signature_malformed";
        QTest::newRow("v1a alone") << "v1a," + good << malformed;
        QTest::newRow("v2 alone") << "v2," + good << malformed;
        QTest::newRow("no version") << good << malformed;
        QTest::newRow("separated by a comma") << "v1," + wrong + "," + v1 << malformed;
        QTest::newRow("empty") << std::string() << malformed;
    }
    void ofSeveralSignaturesAnyMayMatch()
    {
        QFETCH(std::string, signature);
        QFETCH(std::string, code);
        QCOMPARE(verify(with(headers(), "webhook-signature", signature)).code, code);
    }

    void theAliasIsTakenToo()
    {
        QCOMPARE(verify(family("svix-", "v1," + good)).outcome, Outcome::Valid);
    }

    void familiesAreNotMixed()
    {
        HeaderList sent = without(headers(), "webhook-id");
        sent.emplace_back("svix-id", id);
        QCOMPARE(verify(sent).outcome, Outcome::HeaderMissing);
    }

    void onlyTheSignedIdCounts_data()
    {
        QTest::addColumn<HeaderList>("sent");
        const HeaderList webhook = headers();
        const HeaderList svix = family("svix-", "v1," + good);
        QTest::newRow("webhook alone") << webhook;
        QTest::newRow("svix alone") << svix;
        QTest::newRow("an unsigned webhook-id beside svix")
            << joined({{"webhook-id", "msg_other"}}, svix);
        QTest::newRow("an unsigned svix-id beside webhook")
            << joined({{"svix-id", "msg_other"}}, webhook);
        QTest::newRow("a forged webhook family beside svix")
            << joined(family("webhook-", "v1," + good, "msg_other"), svix);
        QTest::newRow("a forged svix family beside webhook")
            << joined(family("svix-", "v1," + good, "msg_other"), webhook);
    }
    void onlyTheSignedIdCounts()
    {
        QFETCH(HeaderList, sent);
        const auto verification = verify(sent);
        QCOMPARE(verification.outcome, Outcome::Valid);
        QCOMPARE(verification.signedId, id);
    }

    void idAndTimestampAreSigned()
    {
        for (const char *name : {"webhook-id", "webhook-timestamp"})
            QCOMPARE(verify(with(headers(), name, "1614265331")).code,
                     std::string("signature_mismatch"));
    }

    void theSecretMayStandWithoutItsPrefix()
    {
        QCOMPARE(verify(headers(), body, {secret.substr(6)}).outcome, Outcome::Valid);
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

    void whatItSignsIsThePublishedForm()
    {
        const HeaderList sent{{"webhook-id", id}};
        const HeaderList expected{{"webhook-timestamp", timestamp},
                                  {"webhook-signature", "v1," + good}};
        QCOMPARE(StandardScheme().sign({"", sent, body}, secret, signedAt), expected);
    }

    void itSignsInTheFamilyOfTheMessage()
    {
        const HeaderList sent{{"svix-id", id}};
        const HeaderList expected{{"svix-timestamp", timestamp}, {"svix-signature", "v1," + good}};
        QCOMPARE(StandardScheme().sign({"", sent, body}, secret, signedAt), expected);
    }

    void aMessageWithoutAnIdGetsOne()
    {
        const HeaderList made = StandardScheme().sign({"", {}, body}, secret, signedAt);
        QCOMPARE(made.front().first, std::string("webhook-id"));
        QVERIFY(made.front().second.starts_with("msg_"));
        QCOMPARE(verify(made).signedId, made.front().second);
    }
};

QTEST_GUILESS_MAIN(StandardSchemeTest)
#include "standardscheme_test.moc"
