#include "services/signing/jwt.h"

#include "services/core/log.h"
#include "services/signing/base64.h"
#include "services/signing/jwk.h"
#include "services/signing/verification.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace gatehouse::signing {

namespace {

constexpr std::size_t largestToken = std::size_t{8} * 1024;
constexpr std::size_t longestTokenId = 255;
constexpr std::chrono::seconds longestLifetime{300};

/// header.claims.signature, as they stand.
struct TokenParts
{
    std::string_view header;
    std::string_view claims;
    std::string_view signature;
    std::string_view signedText; ///< header.claims
};

tl::unexpected<JwtRefusal> tokenRefused(std::string code, std::string diagnosis)
{
    return tl::unexpected(JwtRefusal{std::move(code), std::move(diagnosis)});
}

tl::unexpected<JwtRefusal> tokenMalformed(std::string diagnosis)
{
    return tokenRefused("token_malformed", std::move(diagnosis));
}

std::optional<TokenParts> splitToken(std::string_view token)
{
    const std::size_t first = token.find('.');
    const std::size_t second = token.find('.', first == token.npos ? first : first + 1);
    if (token.size() > largestToken || second == token.npos
        || token.find('.', second + 1) != token.npos)
        return std::nullopt;
    return TokenParts{token.substr(0, first), token.substr(first + 1, second - first - 1),
                      token.substr(second + 1), token.substr(0, second)};
}

std::optional<QJsonObject> decodedObject(std::string_view base64)
{
    const auto text = fromBase64Url(base64);
    if (!text)
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(*text));
    if (!document.isObject())
        return std::nullopt;
    return document.object();
}

/// Empty for anything but a string.
std::string textClaim(const QJsonObject &claims, QLatin1String name)
{
    return claims.value(name).toString().toStdString();
}

/// A NumericDate (RFC 7519, section 2), cut to the second; nothing for anything else.
std::optional<std::chrono::sys_seconds> timeClaim(const QJsonObject &claims, QLatin1String name)
{
    constexpr double latest = 253402300799; // 9999-12-31T23:59:59Z
    const QJsonValue value = claims.value(name);
    const double number = value.toDouble(-1);
    if (!value.isDouble() || !(number >= 0) || number > latest)
        return std::nullopt;
    return std::chrono::sys_seconds(
        std::chrono::seconds(static_cast<std::int64_t>(std::floor(number))));
}

bool hasAudience(const QJsonValue &claim, const std::string &audience)
{
    const QJsonArray audiences = claim.isArray() ? claim.toArray() : QJsonArray{claim};
    return std::any_of(audiences.begin(), audiences.end(), [&](const QJsonValue &item) {
        return item.isString() && item.toString().toStdString() == audience;
    });
}

/// Whether the header can be understood at all.
std::optional<JwtRefusal> wrongHeader(const QJsonObject &header)
{
    if (header.contains(QLatin1String("crit")))
        return JwtRefusal{"token_malformed",
                          "The token needs extensions (crit) that are not "
                          "known here. Send a token without them."};
    const QJsonValue keyId = header.value(QLatin1String("kid"));
    if (keyId.isUndefined() || keyId.isString())
        return std::nullopt;
    return JwtRefusal{"token_malformed", "The token's key id (kid) is not a text."};
}

tl::unexpected<JwtRefusal> keyUnknown()
{
    return tokenRefused(
        "token_key_unknown",
        "The token names a key (kid) that is not valid here: it was never stored, or "
        "its time is over. Let the sender use the key that is active, or store its "
        "public half.");
}

tl::unexpected<JwtRefusal> wrongAlgorithm(const std::string &expected)
{
    return tokenRefused("token_algorithm",
                        "The token is not signed with " + expected
                            + ", which is the algorithm that is set here. Let the sender use it.");
}

std::optional<JwtRefusal> wrongParties(const QJsonObject &claims, const std::string &issuer,
                                       const std::string &audience)
{
    if (textClaim(claims, QLatin1String("iss")) != issuer)
        return JwtRefusal{"token_issuer",
                          "The token's issuer (iss) is not the one that is set "
                          "here. Compare it with the sender's settings."};
    if (!hasAudience(claims.value(QLatin1String("aud")), audience))
        return JwtRefusal{"token_audience",
                          "The token is not for us: its audience (aud) is not "
                          "the one that is set here."};
    return std::nullopt;
}

std::optional<JwtRefusal> wrongExpiry(const QJsonObject &claims, std::chrono::sys_seconds now)
{
    const auto expires = timeClaim(claims, QLatin1String("exp"));
    if (!expires)
        return JwtRefusal{"token_lifetime",
                          "The token has no time of expiry (exp) in Unix "
                          "seconds. It must end within 300 s."};
    if (now >= *expires)
        return JwtRefusal{"token_expired",
                          "The token expired " + ageText(now - *expires)
                              + ". Let the sender make a new one for each request."};
    if (*expires - now > longestLifetime)
        return JwtRefusal{"token_lifetime",
                          "The token is valid for " + grouped((*expires - now).count())
                              + " s more; the limit is 300 s. Let the sender make it shorter, or "
                                "compare the clocks."};
    return std::nullopt;
}

std::optional<JwtRefusal> wrongTimes(const QJsonObject &claims, std::chrono::sys_seconds now)
{
    if (auto refusal = wrongExpiry(claims, now))
        return refusal;
    if (!claims.contains(QLatin1String("nbf")))
        return std::nullopt;
    const auto begins = timeClaim(claims, QLatin1String("nbf"));
    if (begins && *begins <= now)
        return std::nullopt;
    return JwtRefusal{"token_not_yet_valid",
                      "The token is not valid yet (nbf). The sender's "
                      "clock is ahead, or ours is behind."};
}

JwtOutcome claimsOf(const QJsonObject &claims, const std::string &keyId)
{
    JwtClaims result{.subject = textClaim(claims, QLatin1String("sub")),
                     .keyId = keyId,
                     .id = textClaim(claims, QLatin1String("jti")),
                     .expires = timeClaim(claims, QLatin1String("exp")).value()};
    if (result.id.empty() || result.id.size() > longestTokenId)
        return tokenRefused("token_id_missing",
                            "The token has no usable id (jti) of 1 to 255 "
                            "bytes, so a second use could not be seen.");
    return result;
}

} // namespace

JwtVerifier::JwtVerifier(std::vector<Key> keys)
    : m_keys(std::move(keys))
{
}

tl::expected<JwtVerifier, std::string> JwtVerifier::create(std::span<const JwtOptions> keys)
{
    std::vector<Key> usable;
    for (const JwtOptions &options : keys) {
        if (options.issuer.empty() || options.audience.empty())
            return tl::unexpected(std::string("Issuer and audience of the tokens must be set."));
        auto key = AsymmetricKey::fromPublicPem(options.algorithm, options.publicKeyPem);
        if (!key)
            return tl::unexpected(std::move(key.error()));
        std::string id = keyIdOf(*key);
        usable.push_back({std::move(*key), std::move(id), options.issuer, options.audience});
    }
    return JwtVerifier(std::move(usable));
}

/// The keys that a token with this header can be signed with, by its `kid` or by its `alg`; never
/// none.
tl::expected<JwtVerifier::Candidates, JwtRefusal> JwtVerifier::candidatesFor(
    const QJsonObject &header) const
{
    const bool namesKey = header.contains(QLatin1String("kid"));
    const std::string keyId = textClaim(header, QLatin1String("kid"));
    const std::string algorithm = textClaim(header, QLatin1String("alg"));
    Candidates candidates;
    std::string expected;
    for (const Key &key : m_keys) {
        if (namesKey && key.id != keyId)
            continue;
        const std::string_view name = jwtAlgorithmName(key.key.algorithm());
        if (expected.find(name) == std::string::npos)
            expected.append(expected.empty() ? "" : " or ").append(name);
        if (algorithm == name)
            candidates.push_back(&key);
    }
    if (expected.empty())
        return keyUnknown();
    if (candidates.empty())
        return wrongAlgorithm(expected);
    return candidates;
}

JwtOutcome JwtVerifier::verify(std::string_view token, Timestamp now) const
{
    const auto parts = splitToken(token);
    const auto header = parts ? decodedObject(parts->header) : std::nullopt;
    const auto signature = parts ? fromBase64Url(parts->signature) : std::nullopt;
    if (!header || !signature)
        return tokenMalformed("The bearer token is not a JWT: three parts in base64url without "
                              "padding, at most 8 KiB.");
    if (auto refusal = wrongHeader(*header))
        return tl::unexpected(std::move(*refusal));
    const auto candidates = candidatesFor(*header);
    if (!candidates)
        return tl::unexpected(candidates.error());
    const auto signer =
        std::find_if(candidates->begin(), candidates->end(), [&](const Key *candidate) {
            return candidate->key.verifies(parts->signedText, *signature);
        });
    if (signer == candidates->end())
        return tokenRefused("token_signature",
                            "The token's signature does not match the public "
                            "key that is set here. Store the sender's key.");
    const auto claims = decodedObject(parts->claims);
    if (!claims)
        return tokenMalformed("The token's claims are not a JSON object.");
    if (auto refusal = wrongParties(*claims, (*signer)->issuer, (*signer)->audience))
        return tl::unexpected(std::move(*refusal));
    if (auto refusal = wrongTimes(*claims, std::chrono::floor<std::chrono::seconds>(now)))
        return tl::unexpected(std::move(*refusal));
    return claimsOf(*claims, (*signer)->id);
}

JwtSigner::JwtSigner(AsymmetricKey key, std::string keyId)
    : m_key(std::move(key))
    , m_keyId(std::move(keyId))
{
}

tl::expected<JwtSigner, std::string> JwtSigner::create(JwtAlgorithm algorithm,
                                                       std::string_view privateKeyPem,
                                                       std::string keyId)
{
    auto key = AsymmetricKey::fromPrivatePem(algorithm, privateKeyPem);
    if (!key)
        return tl::unexpected(std::move(key.error()));
    return JwtSigner(std::move(*key), std::move(keyId));
}

std::string JwtSigner::sign(std::string_view claimsJson) const
{
    const std::string keyId = m_keyId.empty() ? "" : ",\"kid\":" + jsonQuoted(m_keyId);
    const std::string header = "{\"alg\":\"" + std::string(jwtAlgorithmName(m_key.algorithm()))
        + "\",\"typ\":\"JWT\"" + keyId + "}";
    std::string token = toBase64Url(header) + "." + toBase64Url(claimsJson);
    const std::string signature = m_key.sign(token);
    return token + "." + toBase64Url(signature);
}

std::string jwtClaimsJson(const JwtOptions &options, std::string_view subject, std::string_view id,
                          Timestamp now, std::chrono::seconds lifetime)
{
    const std::string begins = unixSeconds(now);
    return "{\"iss\":" + jsonQuoted(options.issuer) + ",\"aud\":" + jsonQuoted(options.audience)
        + ",\"sub\":" + jsonQuoted(subject) + ",\"jti\":" + jsonQuoted(id) + ",\"iat\":" + begins
        + ",\"nbf\":" + begins + ",\"exp\":" + unixSeconds(now + lifetime) + "}";
}

std::optional<std::string_view> bearerToken(std::string_view authorization)
{
    constexpr std::string_view scheme = "bearer ";
    authorization = trimmed(authorization);
    const bool isBearer = authorization.size() > scheme.size()
        && std::equal(scheme.begin(), scheme.end(), authorization.begin(), [](char a, char b) {
                              return a == std::tolower(static_cast<unsigned char>(b));
                          });
    if (!isBearer)
        return std::nullopt;
    return trimmed(authorization.substr(scheme.size()));
}

} // namespace gatehouse::signing
