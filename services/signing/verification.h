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

/// Seconds since 1970 written in 1 to 15 ASCII digits; nothing for anything else.
std::optional<std::chrono::seconds> parseUnixSeconds(std::string_view digits);

/// The 32 bytes of a SHA-256 in hex of either case; nothing for anything else.
std::optional<std::string> parseHexDigest(std::string_view hex);

/// Which secret makes a digest that is among the candidates (raw bytes). Every secret is tried with
/// every candidate, whatever matched before, so that the time tells nothing.
std::optional<std::size_t> matchingSecret(
    std::span<const std::string> secrets, std::span<const std::string> candidates,
    const std::function<std::string(std::string_view secret)> &digestUnder);

Verification valid(std::size_t secretIndex);
Verification headerMissing(std::string_view header, std::string_view advice);
Verification signatureMalformed(std::string diagnosis);
/// `finding` goes on with "the body under either secret": "No v1 signature matches".
Verification signatureMismatch(std::string_view finding, std::size_t secretCount);

/// Nothing when `signedAt` is within the limit, to the second, the limit included, both ways.
std::optional<Verification> timeSkew(std::chrono::seconds signedAt, Timestamp now,
                                     std::chrono::seconds limit);

} // namespace gatehouse::signing
