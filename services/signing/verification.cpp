#include "services/signing/verification.h"

#include "services/core/hex.h"
#include "services/signing/base64.h"
#include "services/signing/digest.h"

#include <algorithm>
#include <charconv>

namespace gatehouse::signing {

namespace {

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string secretsTried(std::size_t count)
{
    if (count == 1)
        return "the secret";
    return count == 2 ? "either secret" : "any of the " + std::to_string(count) + " secrets";
}

} // namespace

bool sameName(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lowered(x) == lowered(y); });
}

std::optional<std::string_view> findHeader(const HeaderList &headers, std::string_view name)
{
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [&](const auto &field) { return sameName(field.first, name); });
    if (found == headers.end())
        return std::nullopt;
    return found->second;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::int64_t> parseUnixTime(std::string_view digits)
{
    constexpr std::size_t mostDigits = 15; // far beyond any date, and no sum of it overflows
    const bool isNumber = !digits.empty() && digits.size() <= mostDigits
        && digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (!isNumber)
        return std::nullopt;
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::string unixSeconds(Timestamp time)
{
    return std::to_string(
        std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count());
}

std::string unixMilliseconds(Timestamp time)
{
    return std::to_string(
        std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

std::optional<std::string> parseHexDigest(std::string_view hex)
{
    constexpr std::size_t digestDigits = 64;
    return hex.size() == digestDigits ? fromHex(hex) : std::nullopt;
}

std::optional<std::string> parseBase64Digest(std::string_view base64)
{
    constexpr std::size_t digestDigits = 44;
    auto bytes = base64.size() == digestDigits ? fromBase64(base64) : std::nullopt;
    return bytes && bytes->size() == 32 ? bytes : std::nullopt;
}

std::string grouped(std::int64_t number)
{
    std::string digits = std::to_string(number);
    for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

std::optional<std::size_t> matchingSecret(
    std::span<const std::string> secrets, std::span<const std::string> candidates,
    const std::function<std::string(std::string_view secret)> &digestUnder)
{
    std::optional<std::size_t> match;
    for (std::size_t i = 0; i < secrets.size(); ++i) {
        const std::string digest = digestUnder(secrets[i]);
        for (const std::string &candidate : candidates) {
            const bool same = equalsInConstantTime(digest, candidate) && !digest.empty();
            if (same && !match)
                match = i;
        }
    }
    return match;
}

Verification valid(std::size_t secretIndex, std::string signedId)
{
    return {.outcome = Verification::Outcome::Valid,
            .code = "valid",
            .diagnosis = {},
            .secretIndex = secretIndex,
            .signedId = std::move(signedId)};
}

Verification headerMissing(std::string_view header, std::string_view advice)
{
    std::string diagnosis = "The header " + std::string(header) + " is missing. ";
    diagnosis += advice;
    return {.outcome = Verification::Outcome::HeaderMissing,
            .code = "header_missing",
            .diagnosis = std::move(diagnosis)};
}

Verification headerUnusable(std::string_view header, std::string_view expected)
{
    std::string diagnosis = "The header " + std::string(header) + " does not hold ";
    diagnosis.append(expected).append(". The sender writes it in another way.");
    return {.outcome = Verification::Outcome::HeaderMissing,
            .code = "header_unusable",
            .diagnosis = std::move(diagnosis)};
}

Verification signatureMalformed(std::string diagnosis)
{
    return {.outcome = Verification::Outcome::SignatureMismatch,
            .code = "signature_malformed",
            .diagnosis = std::move(diagnosis)};
}

Verification signatureMismatch(std::string_view finding, std::size_t secretCount)
{
    std::string diagnosis;
    if (secretCount == 0) {
        diagnosis =
            "No secret is stored for this source and tenant. Store the endpoint's signing secret.";
    } else {
        diagnosis = std::string(finding) + " the body under " + secretsTried(secretCount)
            + ". Check that the endpoint's signing secret is the one that was tried, and that no "
              "proxy changes the body.";
    }
    return {.outcome = Verification::Outcome::SignatureMismatch,
            .code = "signature_mismatch",
            .diagnosis = std::move(diagnosis)};
}

std::chrono::milliseconds ageOf(std::chrono::milliseconds signedAt, std::chrono::milliseconds step,
                                Timestamp now)
{
    const auto since =
        std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch()).count();
    return std::chrono::milliseconds(since - since % step.count()) - signedAt;
}

std::string ageText(std::chrono::milliseconds age)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(std::chrono::abs(age)).count();
    return grouped(seconds) + (age.count() >= 0 ? " s ago" : " s in the future");
}

std::optional<Verification> timeSkew(std::chrono::milliseconds signedAt,
                                     std::chrono::milliseconds step, Timestamp now,
                                     std::chrono::seconds limit)
{
    const std::chrono::milliseconds age = ageOf(signedAt, step, now);
    if (age <= limit && age >= -limit)
        return std::nullopt;
    const std::string advice = age.count() > 0
        ? "It was held back on its way, is a replay, or a clock is wrong."
        : "The sender's clock is ahead, or ours is behind.";
    return Verification{.outcome = Verification::Outcome::TimeSkew,
                        .code = "timestamp_skew",
                        .diagnosis = "The signature matches, but it was signed " + ageText(age)
                            + "; the limit is " + grouped(limit.count()) + " s. " + advice};
}

} // namespace gatehouse::signing
