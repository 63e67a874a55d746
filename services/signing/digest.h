#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::signing {

/// HMAC-SHA256 (RFC 2104), 32 raw bytes; empty when OpenSSL refuses, which matches no signature.
std::string hmacSha256(std::string_view key, std::string_view text);

/// SHA-256, 32 raw bytes.
std::string sha256(std::string_view text);

/// What may be shown of a secret: the first 8 hex digits of its SHA-256.
std::string fingerprint(std::string_view secret);

/// True when both are the same; takes as long for every pair of one length.
bool equalsInConstantTime(std::string_view a, std::string_view b);

/// Overwrites the bytes in a way that the compiler does not remove, then empties the string.
void wipe(std::string &secret);

/// Frees what OpenSSL keeps for the calling thread, which otherwise goes when the thread ends: a
/// pool's thread may end after OpenSSL itself at the end of a program, and its part would be lost.
void freeThreadState();

} // namespace gatehouse::signing
