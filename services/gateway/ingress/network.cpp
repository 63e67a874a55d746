#include "services/gateway/ingress/network.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>

namespace gatehouse::gateway {

namespace {

constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int allBits = 128;

bool isWrittenAsV4(std::string_view text)
{
    return text.find(':') == std::string_view::npos;
}

/// The bits of the address that lie behind the prefix, as a mask of its byte.
unsigned char hostMask(int byte, int prefix)
{
    const int networkBits = std::clamp(prefix - byte * 8, 0, 8);
    return static_cast<unsigned char>(0xff >> networkBits);
}

/// The digits after the slash; nothing when they are not a number from 0 to `most`.
std::optional<int> parsePrefix(std::string_view digits, int most)
{
    int prefix = 0;
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    const bool isNumber = problem == std::errc{} && end == digits.data() + digits.size();
    return isNumber && prefix >= 0 && prefix <= most ? std::optional(prefix) : std::nullopt;
}

} // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    const std::string plain(text.substr(0, text.find('%')));
    IpAddress address;
    if (inet_pton(AF_INET6, plain.c_str(), address.m_bytes.data()) == 1)
        return address;
    std::copy(mapped.begin(), mapped.end(), address.m_bytes.begin());
    if (inet_pton(AF_INET, plain.c_str(), address.m_bytes.data() + mapped.size()) == 1)
        return address;
    return std::nullopt;
}

bool IpAddress::isV4() const
{
    return std::equal(mapped.begin(), mapped.end(), m_bytes.begin());
}

std::string IpAddress::toString() const
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (isV4())
        inet_ntop(AF_INET, m_bytes.data() + mapped.size(), text.data(), text.size());
    else
        inet_ntop(AF_INET6, m_bytes.data(), text.data(), text.size());
    return text.data();
}

std::optional<Network> Network::parse(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const auto address = IpAddress::parse(text.substr(0, slash));
    if (!address || text.find('%') != std::string_view::npos)
        return std::nullopt;
    const int offset = isWrittenAsV4(text) ? IpAddress::mappedBits : 0;
    const auto prefix = slash == std::string_view::npos
        ? std::optional(allBits - offset)
        : parsePrefix(text.substr(slash + 1), allBits - offset);
    if (!prefix)
        return std::nullopt;
    Network network;
    network.m_base = *address;
    network.m_prefix = offset + *prefix;
    for (int byte = 0; byte < 16; ++byte) {
        if ((address->m_bytes[static_cast<std::size_t>(byte)] & hostMask(byte, network.m_prefix))
            != 0)
            return std::nullopt;
    }
    return network;
}

bool Network::contains(const IpAddress &address) const
{
    if (address.isV4() && !m_base.isV4())
        return false;
    for (int byte = 0; byte < 16; ++byte) {
        const auto i = static_cast<std::size_t>(byte);
        const int difference = m_base.m_bytes[i] ^ address.m_bytes[i];
        if ((difference & ~hostMask(byte, m_prefix) & 0xff) != 0)
            return false;
    }
    return true;
}

} // namespace gatehouse::gateway
