#include "services/gateway/abandonedurl.h"

#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <netinet/in.h>
#include <optional>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace gatehouse::gateway {

namespace {

constexpr std::string_view prefix = "http://127.0.0.1:";
constexpr unsigned short firstGivenPort = 32768; ///< net.ipv4.ip_local_port_range, by default

std::optional<unsigned short> portOf(const std::string &url)
{
    unsigned short port = 0;
    const char *end = url.data() + url.size();
    if (!url.starts_with(prefix))
        return std::nullopt;
    const auto [stop, problem] = std::from_chars(url.data() + prefix.size(), end, port);
    return problem == std::errc() && stop == end ? std::optional(port) : std::nullopt;
}

bool isRefused(unsigned short port)
{
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{1, 0};
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool refused =
        connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        && errno == ECONNREFUSED;
    close(descriptor);
    return refused;
}

} // namespace

bool isAbandonedStandIn(const std::string &url)
{
    const std::optional<unsigned short> port = portOf(url);
    return port && *port >= firstGivenPort && isRefused(*port);
}

} // namespace gatehouse::gateway
