#include "services/postgres/conninfo.h"

#include "services/postgres/sqlstate.h"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <string_view>

namespace gatehouse::postgres {

namespace {

struct OptionsFreer
{
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, OptionsFreer>;

bool isConninfo(const std::string &text)
{
    return text.starts_with("postgresql://") || text.starts_with("postgres://")
        || text.find('=') != std::string::npos;
}

/// A text that is no conninfo is the name of a database to libpq; here it is taken for a slip.
Result<Options> parse(const std::string &conninfo)
{
    if (conninfo.find('\0') != std::string::npos || (!conninfo.empty() && !isConninfo(conninfo)))
        return failure(badConninfo("neither keyword=value pairs nor a postgresql:// address"));
    char *message = nullptr;
    if (PQconninfoOption *parsed = PQconninfoParse(conninfo.c_str(), &message))
        return Options(parsed);
    const Error error = badConninfo(message ? message : "");
    PQfreemem(message);
    return failure(error);
}

using Values = std::map<std::string, std::string, std::less<>>;

void overwrite(Values &values, const PQconninfoOption *option)
{
    for (; option && option->keyword; ++option) {
        if (option->val)
            values[option->keyword] = option->val;
    }
}

std::string valueOf(const Values &values, std::string_view keyword)
{
    const auto found = values.find(keyword);
    return found == values.end() ? std::string() : found->second;
}

std::vector<std::string> split(const std::string &list)
{
    std::vector<std::string> parts(1);
    for (const char character : list) {
        if (character == ',')
            parts.emplace_back();
        else
            parts.back() += character;
    }
    return parts;
}

/// As libpq: one port, or one for each server; an empty one is the default.
std::uint16_t portOf(const std::vector<std::string> &ports, std::size_t server)
{
    const std::string &text = ports.size() == 1 ? ports.front()
        : server < ports.size()                 ? ports[server]
                                                : std::string();
    std::uint16_t port = 0;
    std::from_chars(text.data(), text.data() + text.size(), port);
    return port != 0 ? port : std::uint16_t(5432);
}

std::vector<ServerAddress> serversOf(const Values &values)
{
    const auto hosts = split(valueOf(values, "host"));
    const auto addresses = split(valueOf(values, "hostaddr"));
    const auto ports = split(valueOf(values, "port"));
    std::vector<ServerAddress> servers(std::max(hosts.size(), addresses.size()));
    for (std::size_t at = 0; at < servers.size(); ++at) {
        servers[at] = {at < hosts.size() ? hosts[at] : std::string(),
                       at < addresses.size() ? addresses[at] : std::string(), portOf(ports, at)};
        if (servers[at].host.empty() && servers[at].address.empty())
            servers[at].host = "/var/run/postgresql"; // as Debian's libpq was built
    }
    return servers;
}

/// Only what can be nothing else: "127.1" or "127.0.0.1.example" are not.
bool isLoopbackAddress(std::string_view address)
{
    int numbers = 0;
    while (!address.empty()) {
        unsigned number = 0;
        const auto [end, problem] =
            std::from_chars(address.data(), address.data() + address.size(), number);
        if (problem != std::errc() || number > 255 || (numbers == 0 && number != 127))
            return false;
        ++numbers;
        address.remove_prefix(std::size_t(end - address.data()));
        if (address.starts_with('.') && address.size() > 1)
            address.remove_prefix(1);
        else if (!address.empty())
            return false;
    }
    return numbers == 4;
}

} // namespace

Result<> checkConninfo(const std::string &conninfo)
{
    const auto parsed = parse(conninfo);
    return parsed ? Result<>() : failure(parsed.error());
}

bool ServerAddress::isSocket() const
{
    return address.empty() && (host.starts_with('/') || host.starts_with('@'));
}

bool ServerAddress::isThisMachine() const
{
    const std::string &where = address.empty() ? host : address;
    return isSocket() || (address.empty() && where == "localhost") || where == "::1"
        || isLoopbackAddress(where);
}

bool ConninfoTarget::isThisMachine() const
{
    return !hasService
        && std::all_of(servers.begin(), servers.end(),
                       [](const ServerAddress &server) { return server.isThisMachine(); });
}

Result<ConninfoTarget> targetOf(const std::string &conninfo)
{
    const auto parsed = parse(conninfo);
    if (!parsed)
        return failure(parsed.error());
    Values stated;
    overwrite(stated, parsed->get());
    const Options defaults(PQconndefaults());
    Values values;
    overwrite(values, defaults.get());
    overwrite(values, parsed->get());
    ConninfoTarget target;
    target.servers = serversOf(values);
    target.hasService = !valueOf(values, "service").empty();
    target.sslMode = valueOf(stated, "sslmode");
    target.sslRootCertificate = valueOf(stated, "sslrootcert");
    target.namesPasswordFile = stated.contains("passfile");
    target.namesKeyOrService =
        stated.contains("service") || stated.contains("sslkey") || stated.contains("sslcert");
    target.hasPassword = stated.contains("password") || stated.contains("sslpassword");
    return target;
}

} // namespace gatehouse::postgres
