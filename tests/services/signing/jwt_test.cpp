#include "services/signing/base64.h"
#include "services/signing/digest.h"
#include "services/signing/jwk.h"
#include "services/signing/jwt.h"
#include "services/signing/keypair.h"
#include "tests/support/examplekeys.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::signing;
using namespace gatehouse::test;

Q_DECLARE_METATYPE(JwtAlgorithm)

namespace {

constexpr std::int64_t nowSeconds = 1794922327;
const Timestamp now{std::chrono::seconds(nowSeconds) + std::chrono::milliseconds(999)};

JwtOptions options(JwtAlgorithm algorithm = JwtAlgorithm::Rs256)
{
    return {algorithm, algorithm == JwtAlgorithm::Rs256 ? rsaPublicPem : ecPublicPem,
            "https://shop.example", "gatehouse"};
}

JwtVerifier verifier(JwtAlgorithm algorithm = JwtAlgorithm::Rs256)
{
    return std::move(JwtVerifier::create(options(algorithm)).value());
}

JwtSigner signer(JwtAlgorithm algorithm = JwtAlgorithm::Rs256, const std::string &keyId = {})
{
    const std::string &pem = algorithm == JwtAlgorithm::Rs256 ? rsaPrivatePem : ecPrivatePem;
    return std::move(JwtSigner::create(algorithm, pem, keyId).value());
}

std::string idOf(JwtAlgorithm algorithm)
{
    return keyIdOf(
        AsymmetricKey::fromPublicPem(algorithm, options(algorithm).publicKeyPem).value());
}

std::string lowerCase(std::string text)
{
    for (char &c : text)
        c = char(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

std::string goodClaims()
{
    return jwtClaimsJson(options(), "site-1", "token-1", now, std::chrono::seconds(240));
}

/// The good claims with one text of them replaced.
std::string claimsWith(const std::string &part, const std::string &by)
{
    std::string claims = goodClaims();
    const std::size_t at = claims.find(part);
    return at == std::string::npos ? std::string() : claims.replace(at, part.size(), by);
}

std::string at(std::int64_t secondsFromNow)
{
    return std::to_string(nowSeconds + secondsFromNow);
}

std::string codeOf(const JwtOutcome &outcome)
{
    return outcome ? std::string("valid") : outcome.error().code;
}

std::string verifyClaims(const std::string &claims)
{
    return codeOf(verifier().verify(signer().sign(claims), now));
}

/// A token with a header and signature of one's own.
std::string forged(const std::string &header, const std::string &signature,
                   const std::string &claims = goodClaims())
{
    return toBase64Url(header) + "." + toBase64Url(claims) + "." + toBase64Url(signature);
}

} // namespace

class JwtTest : public QObject
{
    Q_OBJECT

private slots:
    void aGoodTokenGivesItsClaims_data()
    {
        QTest::addColumn<JwtAlgorithm>("algorithm");
        QTest::newRow("RS256") << JwtAlgorithm::Rs256;
        QTest::newRow("ES256") << JwtAlgorithm::Es256;
    }
    void aGoodTokenGivesItsClaims()
    {
        QFETCH(JwtAlgorithm, algorithm);
        const auto outcome = verifier(algorithm).verify(signer(algorithm).sign(goodClaims()), now);
        QVERIFY2(outcome.has_value(), codeOf(outcome).c_str());
        QCOMPARE(outcome->subject, std::string("site-1"));
        QCOMPARE(outcome->id, std::string("token-1"));
        QCOMPARE(outcome->expires.time_since_epoch().count(), nowSeconds + 240);
    }

    void theKeyThatVerifiedIsNamed()
    {
        const auto outcome = verifier().verify(signer().sign(goodClaims()), now);
        QVERIFY(outcome.has_value());
        QCOMPARE(outcome->keyId, idOf(JwtAlgorithm::Rs256));
    }

    void anyOfSeveralKeysVerifies_data()
    {
        QTest::addColumn<std::string>("token");
        QTest::addColumn<std::string>("code");
        const std::string rsaId = idOf(JwtAlgorithm::Rs256);
        const std::string ecId = idOf(JwtAlgorithm::Es256);
        const auto signedBy = [](const JwtSigner &key) { return key.sign(goodClaims()); };
        const auto named = [&](JwtAlgorithm algorithm, const std::string &id) {
            return signedBy(signer(algorithm, id));
        };
        const auto stranger = makeKeyPair(JwtAlgorithm::Es256);
        QTest::newRow("RS256 without kid")
            << named(JwtAlgorithm::Rs256, "") << std::string("valid");
        QTest::newRow("ES256 without kid")
            << named(JwtAlgorithm::Es256, "") << std::string("valid");
        QTest::newRow("RS256 with its kid")
            << named(JwtAlgorithm::Rs256, rsaId) << std::string("valid");
        QTest::newRow("ES256 with its kid")
            << named(JwtAlgorithm::Es256, ecId) << std::string("valid");
        QTest::newRow("the other's kid")
            << named(JwtAlgorithm::Es256, rsaId) << std::string("token_algorithm");
        QTest::newRow("kid of nobody")
            << named(JwtAlgorithm::Es256, "nobody") << std::string("token_key_unknown");
        QTest::newRow("kid in another case")
            << named(JwtAlgorithm::Es256, lowerCase(ecId)) << std::string("token_key_unknown");
        QTest::newRow("kid and another's signature")
            << signedBy(JwtSigner::create(JwtAlgorithm::Es256, stranger->privatePem, ecId).value())
            << std::string("token_signature");
        QTest::newRow("without kid and a stranger's")
            << signedBy(JwtSigner::create(JwtAlgorithm::Es256, stranger->privatePem).value())
            << std::string("token_signature");
        QTest::newRow("kid empty")
            << forged(R"({"alg":"ES256","kid":""})", "x") << std::string("token_key_unknown");
        QTest::newRow("kid a number")
            << forged(R"({"alg":"ES256","kid":7})", "x") << std::string("token_malformed");
        QTest::newRow("kid null") << forged(R"({"alg":"ES256","kid":null})", "x")
                                  << std::string("token_malformed");
        QTest::newRow("none with a kid") << forged(R"({"alg":"none","kid":")" + ecId + R"("})", "")
                                         << std::string("token_algorithm");
    }
    void anyOfSeveralKeysVerifies()
    {
        QFETCH(std::string, token);
        QFETCH(std::string, code);
        const std::vector<JwtOptions> both{options(JwtAlgorithm::Rs256),
                                           options(JwtAlgorithm::Es256)};
        QCOMPARE(codeOf(JwtVerifier::create(both)->verify(token, now)), code);
    }

    void eachKeyHasItsOwnParties()
    {
        JwtOptions other = options(JwtAlgorithm::Es256);
        other.issuer = "https://other.example";
        const std::vector<JwtOptions> both{options(JwtAlgorithm::Rs256), other};
        const auto set = JwtVerifier::create(both).value();
        const std::string otherClaims = claimsWith("https://shop.example", "https://other.example");
        QCOMPARE(codeOf(set.verify(signer(JwtAlgorithm::Es256).sign(otherClaims), now)),
                 std::string("valid"));
        QCOMPARE(codeOf(set.verify(signer(JwtAlgorithm::Es256).sign(goodClaims()), now)),
                 std::string("token_issuer"));
        QCOMPARE(codeOf(set.verify(signer(JwtAlgorithm::Rs256).sign(otherClaims), now)),
                 std::string("token_issuer"));
    }

    void withoutAKeyNothingIsValid()
    {
        const auto none = JwtVerifier::create(std::span<const JwtOptions>()).value();
        QCOMPARE(codeOf(none.verify(signer().sign(goodClaims()), now)),
                 std::string("token_key_unknown"));
    }

    void theSignerNamesItsKeyWhenItIsToldTo()
    {
        const auto headerOf = [](const std::string &token) {
            return fromBase64Url(token.substr(0, token.find('.'))).value();
        };
        QCOMPARE(headerOf(signer(JwtAlgorithm::Es256, "k-1").sign("{}")),
                 std::string("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"k-1\"}"));
        QCOMPARE(headerOf(signer(JwtAlgorithm::Es256).sign("{}")),
                 std::string("{\"alg\":\"ES256\",\"typ\":\"JWT\"}"));
    }

    /// PHP escapes the slashes of the issuer.
    void escapesInClaimsAreRead()
    {
        QCOMPARE(verifyClaims(claimsWith("https://shop", "https:\\/\\/shop")),
                 std::string("valid"));
    }

    void onlyTheConfiguredAlgorithmIsAccepted_data()
    {
        QTest::addColumn<std::string>("token");
        const std::string head =
            toBase64Url(R"({"alg":"HS256","typ":"JWT"})") + "." + toBase64Url(goodClaims());
        QTest::newRow("none") << forged(R"({"alg":"none"})", "");
        QTest::newRow("none with a signature") << forged(R"({"alg":"none"})", "x");
        QTest::newRow("HS256 with the public key")
            << head + "." + toBase64Url(hmacSha256(rsaPublicPem, head));
        QTest::newRow("ES256") << signer(JwtAlgorithm::Es256).sign(goodClaims());
        QTest::newRow("lower case") << forged(R"({"alg":"rs256"})", "x");
        QTest::newRow("RS512") << forged(R"({"alg":"RS512"})", "x");
        QTest::newRow("no algorithm") << forged(R"({"typ":"JWT"})", "x");
        QTest::newRow("a list") << forged(R"({"alg":["RS256"]})", "x");
    }
    void onlyTheConfiguredAlgorithmIsAccepted()
    {
        QFETCH(std::string, token);
        QCOMPARE(codeOf(verifier().verify(token, now)), std::string("token_algorithm"));
    }

    void everyByteOfTheTokenIsSigned()
    {
        const std::string token = signer().sign(goodClaims());
        const std::string other = signer().sign(claimsWith("site-1", "site-2"));
        const std::string mixed =
            other.substr(0, other.rfind('.')) + token.substr(token.rfind('.'));
        QCOMPARE(codeOf(verifier().verify(mixed, now)), std::string("token_signature"));
        QCOMPARE(
            codeOf(verifier().verify(forged(R"({"alg":"RS256"})", std::string(256, 'x')), now)),
            std::string("token_signature"));
        QCOMPARE(codeOf(verifier().verify(forged(R"({"alg":"RS256"})", ""), now)),
                 std::string("token_signature"));
    }

    /// OpenSSL's own form of an ECDSA signature is not the one of tokens.
    void aDerSignatureIsRefused()
    {
        const std::string der = "\x30\x06\x02\x01\x01\x02\x01\x01";
        QCOMPARE(
            codeOf(verifier(JwtAlgorithm::Es256).verify(forged(R"({"alg":"ES256"})", der), now)),
            std::string("token_signature"));
    }

    void whatIsNoTokenIsRefused_data()
    {
        QTest::addColumn<std::string>("token");
        const std::string token = signer().sign(goodClaims());
        QTest::newRow("empty") << std::string();
        QTest::newRow("one part") << std::string("abc");
        QTest::newRow("two parts") << token.substr(0, token.rfind('.'));
        QTest::newRow("four parts") << token + ".x";
        QTest::newRow("dots alone") << std::string("..");
        QTest::newRow("padded") << token + "=";
        QTest::newRow("a blank behind") << token + " ";
        QTest::newRow("a header that is no JSON") << forged("alg", "x");
        QTest::newRow("a header that is a list") << forged("[]", "x");
        QTest::newRow("extensions") << forged(R"({"alg":"RS256","crit":["x"],"x":1})", "x");
        QTest::newRow("enormous") << token + std::string(9000, 'A');
        QTest::newRow("claims that are a list") << signer().sign("[]");
        QTest::newRow("claims that are no JSON") << signer().sign("iss");
    }
    void whatIsNoTokenIsRefused()
    {
        QFETCH(std::string, token);
        QCOMPARE(codeOf(verifier().verify(token, now)), std::string("token_malformed"));
    }

    void eachClaimIsJudged_data()
    {
        QTest::addColumn<std::string>("claims");
        QTest::addColumn<std::string>("code");
        const auto exp = [](const std::string &value) {
            return claimsWith("\"exp\":" + at(240), "\"exp\":" + value);
        };
        const auto nbf = [](const std::string &value) {
            return claimsWith("\"nbf\":" + at(0), "\"nbf\":" + value);
        };
        const auto aud = [](const std::string &value) {
            return claimsWith("\"gatehouse\"", value);
        };
        const auto jti = [](const std::string &value) { return claimsWith("\"token-1\"", value); };
        const std::string valid = "valid";
        const std::string lifetime = "token_lifetime";
        const std::string expired = "token_expired";
        const std::string early = "token_not_yet_valid";
        const std::string audience = "token_audience";
        const std::string issuer = "token_issuer";
        const std::string missingId = "token_id_missing";
        QTest::newRow("exp at the limit") << exp(at(300)) << valid;
        QTest::newRow("exp beyond it") << exp(at(301)) << lifetime;
        QTest::newRow("exp in a second") << exp(at(1)) << valid;
        QTest::newRow("exp now") << exp(at(0)) << expired;
        QTest::newRow("exp past") << exp(at(-1)) << expired;
        QTest::newRow("exp with a fraction") << exp(at(10) + ".5") << valid;
        QTest::newRow("exp as a text") << exp("\"" + at(240) + "\"") << lifetime;
        QTest::newRow("exp negative") << exp("-1") << lifetime;
        QTest::newRow("exp enormous") << exp("1e300") << lifetime;
        QTest::newRow("no exp") << claimsWith("\"exp\"", "\"expires\"") << lifetime;
        QTest::newRow("nbf past") << nbf(at(-1)) << valid;
        QTest::newRow("nbf ahead") << nbf(at(1)) << early;
        QTest::newRow("nbf as a text") << nbf("\"0\"") << early;
        QTest::newRow("no nbf") << claimsWith("\"nbf\"", "\"begins\"") << valid;
        QTest::newRow("aud in a list") << aud(R"(["other","gatehouse"])") << valid;
        QTest::newRow("aud of another") << aud("\"other\"") << audience;
        QTest::newRow("aud of others") << aud(R"(["a","b"])") << audience;
        QTest::newRow("aud empty") << aud("[]") << audience;
        QTest::newRow("aud within a text") << aud("\"gatehouse2\"") << audience;
        QTest::newRow("aud an object") << aud(R"({"gatehouse":1})") << audience;
        QTest::newRow("no aud") << claimsWith("\"aud\"", "\"audience\"") << audience;
        QTest::newRow("iss of another") << claimsWith("shop.example", "shop.test") << issuer;
        QTest::newRow("iss with a slash") << claimsWith("shop.example", "shop.example/") << issuer;
        QTest::newRow("iss in a list")
            << claimsWith("\"https://shop.example\"", "[\"https://shop.example\"]") << issuer;
        QTest::newRow("no iss") << claimsWith("\"iss\"", "\"issuer\"") << issuer;
        QTest::newRow("jti empty") << jti("\"\"") << missingId;
        QTest::newRow("jti a number") << jti("7") << missingId;
        QTest::newRow("jti of 255") << jti("\"" + std::string(255, 'x') + "\"") << valid;
        QTest::newRow("jti of 256") << jti("\"" + std::string(256, 'x') + "\"") << missingId;
        QTest::newRow("no jti") << claimsWith("\"jti\"", "\"id\"") << missingId;
        QTest::newRow("no sub") << claimsWith("\"sub\"", "\"subject\"") << valid;
        QTest::newRow("nothing") << std::string("{}") << issuer;
    }
    void eachClaimIsJudged()
    {
        QFETCH(std::string, claims);
        QFETCH(std::string, code);
        QVERIFY(!claims.empty());
        QCOMPARE(verifyClaims(claims), code);
    }

    void theDiagnosisSaysWhatToDo()
    {
        const auto outcome = verifier().verify(
            signer().sign(claimsWith("\"exp\":" + at(240), "\"exp\":" + at(4120))), now);
        QCOMPARE(outcome.error().diagnosis,
                 std::string("The token is valid for 4,120 s more; the limit is 300 s. Let the "
                             "sender make it shorter, or compare the clocks."));
    }

    void settingsThatCannotWorkAreRefused()
    {
        JwtOptions other = options();
        other.publicKeyPem = ecPublicPem;
        QVERIFY(!JwtVerifier::create(other));
        JwtOptions anybody = options();
        anybody.issuer.clear();
        QVERIFY(!JwtVerifier::create(anybody));
        QVERIFY(!JwtSigner::create(JwtAlgorithm::Rs256, rsaPublicPem));
    }

    void theBearerTokenIsTakenFromTheHeader_data()
    {
        QTest::addColumn<std::string>("header");
        QTest::addColumn<std::string>("token");
        QTest::newRow("as usual") << std::string("Bearer a.b.c") << std::string("a.b.c");
        QTest::newRow("another case") << std::string("bEARER a.b.c") << std::string("a.b.c");
        QTest::newRow("more blanks") << std::string(" Bearer   a.b.c ") << std::string("a.b.c");
        QTest::newRow("Basic") << std::string("Basic YTpi") << std::string();
        QTest::newRow("no scheme") << std::string("a.b.c") << std::string();
        QTest::newRow("scheme alone") << std::string("Bearer ") << std::string();
        QTest::newRow("empty") << std::string() << std::string();
    }
    void theBearerTokenIsTakenFromTheHeader()
    {
        QFETCH(std::string, header);
        QFETCH(std::string, token);
        QCOMPARE(std::string(bearerToken(header).value_or("")), token);
        QCOMPARE(bearerToken(header).has_value(), !token.empty());
    }
};

QTEST_GUILESS_MAIN(JwtTest)
#include "jwt_test.moc"
