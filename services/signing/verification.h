#pragma once

#include "services/signing/scheme.h"

#include <functional>
#include <optional>

namespace gatehouse::signing {

// What the schemes share: finding headers, trying secrets, and the words of a diagnosis.

/// The first header of that name, compared without case.
std::optional<std::string_view> findHeader(const HeaderList &headers, std::string_view name);

/// Without blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// A time since 1970 written in 1 to 15 ASCII digits; nothing for anything else. At most 10^15: in
/// seconds it lasts in 64 bits of milliseconds.
std::optional<std::int64_t> parseUnixTime(std::string_view digits);

/// The whole seconds and milliseconds since 1970, in digits, as senders write them.
std::string unixSeconds(Timestamp time);
std::string unixMilliseconds(Timestamp time);

/// The 32 bytes of a SHA-256 in hex of either case; nothing for anything else.
std::optional<std::string> parseHexDigest(std::string_view hex);

/// The 32 bytes of a SHA-256 in padded standard base64; nothing for anything else.
std::optional<std::string> parseBase64Digest(std::string_view base64);

/// Whether two names of headers are one: ASCII letters in either case.
bool sameName(std::string_view a, std::string_view b);

/// 4120 becomes "4,120".
std::string grouped(std::int64_t number);

/// Which secret makes a digest that is among the candidates (raw bytes). Every secret is tried with
/// every candidate, whatever matched before, so that the time tells nothing.
std::optional<std::size_t> matchingSecret(
    std::span<const std::string> secrets, std::span<const std::string> candidates,
    const std::function<std::string(std::string_view secret)> &digestUnder);

Verification valid(std::size_t secretIndex, std::string signedId = {});
Verification headerMissing(std::string_view header, std::string_view advice);
/// `expected` says what it should hold: "a time in Unix seconds".
Verification headerUnusable(std::string_view header, std::string_view expected);
Verification signatureMalformed(std::string diagnosis);
/// `finding` goes on with "the body under either secret": "No v1 signature matches".
Verification signatureMismatch(std::string_view finding, std::size_t secretCount);

/// Nothing when `signedAt` (since 1970) is within the limit, the limit included, both ways. The
/// sender's clock rounds down to `step`, so ours does.
std::optional<Verification> timeSkew(std::chrono::milliseconds signedAt,
                                     std::chrono::milliseconds step, Timestamp now,
                                     std::chrono::seconds limit);

/// How long ago that was, to the step; negative when it is still to come.
std::chrono::milliseconds ageOf(std::chrono::milliseconds signedAt, std::chrono::milliseconds step,
                                Timestamp now);

/// "4,120 s ago", "20 s in the future". Rounded away from zero, so that 300.2 s is not called 300.
std::string ageText(std::chrono::milliseconds age);

} // namespace gatehouse::signing
