#include "schemefixture.h"
#include "services/signing/wordpressscheme.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::signing;
using Outcome = Verification::Outcome;

namespace {

const std::string secret = "per-site-secret";
const std::string other = "another secret";
const std::string body =
    R"({"idempotency_key":"k-1","occurred_at":"2026-11-17T14:32:07Z","type":"user.updated"})";
/// Computed apart from this code, in Python: hmac.new(secret, body, sha256).
const std::string good = "e3a257eefba498f943556f9d2da88391c1737f83f0a30dd8378a458cb92ed636";
const Timestamp signedAt{std::chrono::seconds(1794922327) + std::chrono::hours(1)};

HeaderList headers()
{
    return {{"X-Signature", "sha256=" + good}, {"X-Idempotency-Key", "k-1"}};
}

Verification verify(const HeaderList &headers, const std::string &sentBody = body,
                    const std::vector<std::string> &secrets = {secret}, Timestamp now = signedAt)
{
    return verifyWith(WordpressScheme(), headers, sentBody, secrets, now);
}

/// Signs the body as it is, whatever it holds.
Verification verifySigned(const std::string &sentBody)
{
    HeaderList sent = WordpressScheme().sign({"", {}, sentBody}, secret, signedAt);
    sent.emplace_back("X-Idempotency-Key", "k-1");
    return verify(sent, sentBody);
}

} // namespace

class WordpressSchemeTest : public QObject
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
        for (const char *name : {"X-Signature", "X-Idempotency-Key"})
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
        for (const char *name : {"X-Idempotency-Key"})
            QCOMPARE(verify(with(headers(), name, " ")).outcome, Outcome::HeaderMissing);
    }

    void aMalformedSignatureIsRefused_data()
    {
        QTest::addColumn<std::string>("signature");
        QTest::newRow("empty") << std::string();
        QTest::newRow("one digit short") << "sha256=" + good.substr(1);
        QTest::newRow("one digit more") << "sha256=" + good + "0";
        QTest::newRow("not hex") << "sha256=" + std::string(64, 'x');
        QTest::newRow("base64") << std::string(
            "sha256=aXQgaXMgbm90IGhleCBidXQgYmFzZTY0IG9mIDMyYnk=");
        QTest::newRow("prefix alone") << std::string("sha256=");
        QTest::newRow("no prefix") << good;
        QTest::newRow("prefix in upper case") << "SHA256=" + good;
    }
    void aMalformedSignatureIsRefused()
    {
        QFETCH(std::string, signature);
        const auto verification = verify(with(headers(), "X-Signature", signature));
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
        QCOMPARE(verification.code, std::string("signature_malformed"));
    }

    void hexDigitsCompareWithoutCase()
    {
        const std::string upper = QString::fromStdString(good).toUpper().toStdString();
        QCOMPARE(verify(with(headers(), "X-Signature", "sha256=" + upper)).outcome, Outcome::Valid);
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

    void theTimeIsTheBodys_data()
    {
        QTest::addColumn<std::string>("sent");
        QTest::addColumn<std::string>("code");
        const std::string at = R"("occurred_at":)";
        const std::string missing = "missing_field";
        const std::string unusable = "unusable_field";
        QTest::newRow("with an offset")
            << "{" + at + R"("2026-11-17T15:32:07.250+01:00"})" << std::string("valid");
        QTest::newRow("too old") << "{" + at + R"("2026-11-17T13:32:07Z"})"
                                 << std::string("timestamp_skew");
        QTest::newRow("the last of two counts") << "{" + at + R"("2020-01-01T00:00:00Z",)" + at
                + R"("2026-11-17T14:32:07Z"})" << std::string("valid");
        QTest::newRow("not at the top")
            << R"({"data":{)" + at + R"("2026-11-17T14:32:07Z"}})" << missing;
        QTest::newRow("none") << std::string("{}") << missing;
        QTest::newRow("null") << "{" + at + "null}" << unusable;
        QTest::newRow("a number") << "{" + at + "1794925927}" << unusable;
        QTest::newRow("without an offset") << "{" + at + R"("2026-11-17T14:32:07"})" << unusable;
        QTest::newRow("a day alone") << "{" + at + R"("2026-11-17"})" << unusable;
        QTest::newRow("not a day") << "{" + at + R"("2026-02-30T14:32:07Z"})" << unusable;
    }
    void theTimeIsTheBodys()
    {
        QFETCH(std::string, sent);
        QFETCH(std::string, code);
        QCOMPARE(verifySigned(sent).code, code);
    }

    void aBodyWithoutItsTimeIsA400()
    {
        QCOMPARE(verifySigned("{}").outcome, Outcome::HeaderMissing);
    }

    void aBodyThatIsNoObjectIsLeftToWhoReadsIt_data()
    {
        QTest::addColumn<std::string>("sent");
        for (const char *text : {"", "not json", "{", "[1]", "7", R"({"occurred_at":)"})
            QTest::newRow(text) << std::string(text);
    }
    void aBodyThatIsNoObjectIsLeftToWhoReadsIt()
    {
        QFETCH(std::string, sent);
        QCOMPARE(verifySigned(sent).outcome, Outcome::Valid);
    }

    void whatItSignsIsThePublishedForm()
    {
        const HeaderList expected{{"X-Signature", "sha256=" + good}};
        QCOMPARE(WordpressScheme().sign({"", {}, body}, secret, signedAt), expected);
    }
};

QTEST_GUILESS_MAIN(WordpressSchemeTest)
#include "wordpressscheme_test.moc"
