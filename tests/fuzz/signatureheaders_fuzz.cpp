#include "fuzztarget.h"
#include "services/signing/base64.h"
#include "services/signing/jwt.h"
#include "services/signing/scheme.h"
#include "services/signing/verification.h"
#include "tests/support/examplekeys.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

// The input is a source, a blank and what somebody adds to the body after it was signed, on one
// line; then headers, an empty line and the body. In the values of headers $0, $1, $2 stand for the
// values that the provider would send in the headers that it signs with; the header `url` is the
// URL that was called. With "jwt" for the source, the rest is the claims of a bearer token.

namespace gatehouse::signing {

namespace {

using fuzz::require;

constexpr Timestamp now{std::chrono::seconds(1794922327)};
const std::string newKey = "the newest key, for fuzzing only";
const std::string oldKey = "the key before, for fuzzing only";

/// A secret that every scheme takes: some use its text as the key, Standard Webhooks what it
/// encodes.
std::string secretOf(const std::string &key)
{
    return "whsec_" + toBase64(key);
}

const Scheme *schemeNamed(std::string_view source)
{
    static const auto schemes = makeSchemes();
    for (const auto &scheme : schemes) {
        if (scheme->source() == source)
            return scheme.get();
    }
    return nullptr;
}

/// What the sources must send beside the signature, each with the value that was given, if there is
/// one.
HeaderList headersBeside(const HeaderList &given)
{
    constexpr std::array<std::string_view, 10> names{
        "X-GitHub-Event",        "X-GitHub-Delivery",
        "X-Shopify-Topic",       "X-Shopify-Webhook-Id",
        "X-Shopify-Shop-Domain", "X-Shopify-API-Version",
        "X-WC-Webhook-Topic",    "X-WC-Webhook-Delivery-ID",
        "X-Idempotency-Key",     "webhook-id"};
    HeaderList headers;
    for (const std::string_view name : names) {
        const std::string_view value = findHeader(given, name).value_or("");
        headers.emplace_back(name, trimmed(value).empty() ? "given" : std::string(value));
    }
    return headers;
}

/// WordPress says in the body when it was; all else signs the time that sign() was given.
bool isRefusedForItsTime(const Scheme &scheme, const Verification &verification)
{
    return scheme.source() == "wordpress"
        && (verification.code.ends_with("_field")
            || verification.outcome == Verification::Outcome::TimeSkew);
}

void checkOwnSignature(const Scheme &scheme, const Message &message)
{
    HeaderList headers = headersBeside(message.headers);
    const HeaderList added =
        scheme.sign({message.url, headers, message.body}, secretOf(newKey), now);
    headers.insert(headers.end(), added.begin(), added.end());
    const Message sent{message.url, headers, message.body};
    const std::vector secrets{secretOf(oldKey), secretOf(newKey)};
    const Verification verification = scheme.verify(sent, secrets, now);
    require(isRefusedForItsTime(scheme, verification)
                || verification.outcome == Verification::Outcome::Valid,
            "what a scheme signed, it verifies");
    require(verification.outcome != Verification::Outcome::Valid || verification.secretIndex == 1,
            "it names the secret that matched");
    const auto others = std::span(secrets).first(1);
    require(scheme.verify(sent, others, now).outcome != Verification::Outcome::Valid,
            "another secret verifies nothing");
}

/// Puts the provider's values where the input asks for them. True when one was asked for.
bool fillIn(HeaderList &headers, const HeaderList &added)
{
    bool filled = false;
    for (auto &[name, value] : headers) {
        for (std::size_t i = 0; i < added.size(); ++i) {
            const std::size_t at = value.find("$" + std::to_string(i));
            if (at == std::string::npos)
                continue;
            value.replace(at, 2, added[i].second);
            filled = true;
        }
    }
    return filled;
}

std::vector<CandidateSecret> candidates()
{
    return {{.secret = secretOf(oldKey), .label = "version 1", .state = "retiring"},
            {.secret = secretOf(newKey), .label = "version 2", .state = "active"},
            {.secret = secretOf(newKey + "?"), .label = "version 3", .state = "pending"},
            {.secret = secretOf(oldKey + "?"), .label = "version 1", .tenant = "other"}};
}

/// The longest run of characters of the set.
std::size_t longestRun(std::string_view text, std::string_view characters)
{
    std::size_t longest = 0;
    while (!text.empty()) {
        const std::size_t run = std::min(text.find_first_not_of(characters), text.size());
        longest = std::max(longest, run);
        text.remove_prefix(std::min(run + 1, text.size()));
    }
    return longest;
}

constexpr std::string_view hexDigits = "0123456789abcdefABCDEF";
constexpr std::string_view base64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Of a computed signature eight digits may be shown. The URLs of the input, and the ends of the
/// signed text, are the sender's own words.
void requireNoDigest(const Diagnosis &shown, std::string_view url)
{
    Diagnosis diagnosis = shown;
    diagnosis.signedText = {};
    const std::string text = toJson(diagnosis);
    const std::size_t mostHex = std::max<std::size_t>(longestRun(url, hexDigits), 16);
    const std::size_t mostBase64 = std::max<std::size_t>(url.size(), 40);
    require(longestRun(text, hexDigits) <= mostHex, "no whole signature is shown in hex");
    require(longestRun(text, base64Digits) <= mostBase64, "no whole signature is shown in base64");
}

bool holdsSecret(std::string_view text)
{
    for (const std::string &key : {newKey, oldKey}) {
        if (text.find(key) != text.npos || text.find(toBase64(key)) != text.npos)
            return true;
    }
    return false;
}

void checkExplanation(const Scheme &scheme, const Message &message,
                      const Verification &verification)
{
    constexpr std::size_t mostDigests = 420;
    const Diagnosis diagnosis = scheme.explain(message, candidates(), now);
    const bool isValid = verification.outcome == Verification::Outcome::Valid;
    require((diagnosis.status == 0) == isValid, "the explanation agrees with the verdict");
    require(diagnosis.code == verification.code, "the explanation has the verdict's code");
    require(diagnosis.checks.size() == 4, "an explanation has four checks");
    require(diagnosis.digestsComputed <= mostDigests, "an explanation is bounded");
    requireNoDigest(diagnosis, message.url);
    const std::string text = toJson(diagnosis);
    QJsonParseError error;
    QJsonDocument::fromJson(QByteArray::fromStdString(text), &error);
    require(error.error == QJsonParseError::NoError, "an explanation is JSON");
    require(!holdsSecret(text), "no explanation shows a secret");
}

void checkMessage(const Scheme &scheme, const Message &message, std::string_view suffix)
{
    const HeaderList added = scheme.sign(message, secretOf(newKey), now);
    HeaderList headers = message.headers;
    const bool holdsSignature = fillIn(headers, added);
    const std::string body = std::string(message.body).append(suffix);
    const Message arrived{message.url, headers, body};
    const std::vector secrets{secretOf(oldKey), secretOf(newKey)};
    const Verification verification = scheme.verify(arrived, secrets, now);
    if (!holdsSignature || !suffix.empty())
        require(verification.outcome != Verification::Outcome::Valid,
                "nothing is valid that was not signed so");
    require(!verification.code.empty() || verification.outcome == Verification::Outcome::Valid,
            "a refusal has a code");
    require(!holdsSecret(verification.diagnosis), "no refusal shows a secret");
    checkExplanation(scheme, arrived, verification);
}

void checkScheme(const Scheme &scheme, std::string_view suffix, std::string_view rest)
{
    const HeaderList headers = fuzz::takeHeaders(rest);
    const std::string url(
        findHeader(headers, "url").value_or("https://hooks.example/api/webhooks?tenant=acme"));
    checkOwnSignature(scheme, {url, headers, rest});
    checkMessage(scheme, {url, headers, rest}, suffix);
}

const JwtOptions &jwtOptions()
{
    static const JwtOptions options{.algorithm = JwtAlgorithm::Es256,
                                    .publicKeyPem = test::ecPublicPem,
                                    .issuer = "https://site.example",
                                    .audience = "gatehouse"};
    return options;
}

void checkToken(std::string_view text)
{
    static const auto verifier = JwtVerifier::create(jwtOptions());
    static const auto signer = JwtSigner::create(JwtAlgorithm::Es256, test::ecPrivatePem);
    require(verifier && signer, "the example keys are keys");
    const std::string header = "Bearer " + std::string(text);
    const auto bearer = bearerToken(header);
    require(!bearer || !verifier->verify(*bearer, now), "no token is valid that was not signed");
    const auto claims = verifier->verify(signer->sign(text), now);
    if (!claims) {
        require(claims.error().code.starts_with("token_"), "a token's refusal has a code");
        return;
    }
    require(claims->expires > now && claims->expires <= now + std::chrono::seconds(300),
            "a token lives 300 s at most");
    require(!claims->id.empty() && claims->id.size() <= 255, "a token has an id");
    require(text.find(jwtOptions().audience) != text.npos || text.find('\\') != text.npos,
            "a token is for us");
}

} // namespace

} // namespace gatehouse::signing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace gatehouse;
    std::string_view rest = fuzz::asText(data, size);
    // libFuzzer sees what is searched for; a sender who knows a secret may well be shown it.
    if (signing::holdsSecret(rest))
        return 0;
    std::string_view suffix = fuzz::takeUntil(rest, "\n");
    const std::string_view source = fuzz::takeUntil(suffix, " ");
    if (source == "jwt")
        signing::checkToken(rest);
    else if (const signing::Scheme *scheme = signing::schemeNamed(source))
        signing::checkScheme(*scheme, suffix, rest);
    return 0;
}
