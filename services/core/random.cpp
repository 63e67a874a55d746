#include "services/core/random.h"

#include "services/core/hex.h"

#include <cerrno>
#include <cstdlib>
#include <sys/random.h>
#include <vector>

namespace gatehouse {

void fillRandom(std::span<std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        const ssize_t got = getrandom(bytes.data(), bytes.size(), 0);
        if (got < 0 && errno != EINTR)
            std::abort();
        if (got > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
}

std::string randomHex(std::size_t bytes)
{
    std::vector<std::uint8_t> buffer(bytes);
    fillRandom(buffer);
    return toHex(buffer);
}

double randomFraction()
{
    std::uint64_t bits = 0;
    fillRandom({reinterpret_cast<std::uint8_t *>(&bits), sizeof bits});
    // 53 bits are what a double holds exactly.
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

} // namespace gatehouse
