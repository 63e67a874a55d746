#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// One e-mail and the server that takes it.
struct MailRequest
{
    std::string url; ///< smtp://host:port or smtps://host:port, without user
    std::string user; ///< empty: without a login
    std::string_view password; ///< somebody else's, who keeps it meanwhile
    std::string from; ///< an address alone
    std::vector<std::string> to;
    std::string message; ///< headers and body, lines end with CRLF (RFC 5322)
};

struct MailOptions
{
    std::chrono::milliseconds timeout{20000};
    std::string certificateAuthorities; ///< a PEM file; empty: the system's
};

/// Why the server did not take it, as one line of plain English with the server's host; nothing
/// about the password. Empty: it did.
///
/// Blocks, until the server has answered, the time is up or a stop was requested. Off loopback
/// without TLS from the start (smtps) the server has to offer STARTTLS, else nothing is sent, and
/// certificates are verified. An answer that does not come says nothing of whether it was taken.
std::string sendMail(const MailRequest &mail, const std::stop_token &stop,
                     const MailOptions &options = {});

/// `host:port` of an smtp or smtps URL that has nothing but them; empty: it is none.
std::string mailHostOf(const std::string &url);

/// Whether the URL's host is this machine, by its name or number.
bool leadsToLoopback(const std::string &url);

} // namespace gatehouse
