#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace gatehouse {

/// Fills with bytes of the kernel's cryptographic generator (getrandom(2)). Never fails: a process
/// without entropy cannot go on and is ended.
void fillRandom(std::span<std::uint8_t> bytes);

/// `bytes` random bytes in lower-case hex: for tokens, passwords and secrets.
std::string randomHex(std::size_t bytes);

/// Uniform in [0, 1), for jitter and sampling.
double randomFraction();

} // namespace gatehouse
