#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::gateway {

/// An IPv4 or IPv6 address. An IPv4 one that is written as IPv6 (::ffff:10.0.0.1) is the IPv4 one.
class IpAddress
{
public:
    /// Without brackets and port; a zone (fe80::1%eth0) is left out.
    static std::optional<IpAddress> parse(std::string_view text);
    /// As it is usually written: "10.0.0.1", "2001:db8::1".
    std::string toString() const;
    bool operator==(const IpAddress &) const = default;

private:
    friend class Network;
    static constexpr int mappedBits = 96; ///< in front of the 32 bits of an IPv4 address

    bool isV4() const;

    std::array<unsigned char, 16> m_bytes{};
};

/// A network in CIDR notation: `10.0.0.0/8`, `fd00::/8`; an address alone is a network of one.
class Network
{
public:
    /// Nothing, too, for bits beyond the prefix: `10.0.0.1/8` may mean the network or the address.
    static std::optional<Network> parse(std::string_view text);
    /// An IPv6 network holds no IPv4 address, not even ::/0.
    bool contains(const IpAddress &address) const;

private:
    IpAddress m_base;
    int m_prefix = 0; ///< of the 128 bits
};

} // namespace gatehouse::gateway
