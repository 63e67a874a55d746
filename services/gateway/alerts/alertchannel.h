#pragma once

#include "services/gateway/alerts/alertmessage.h"
#include "services/postgres/session.h"
#include "services/secrets/vault.h"
#include "services/sending/httpsender.h"

#include <stop_token>

namespace gatehouse::gateway {

/// Where alerts are told: a row of gatehouse.alert_channel, its secret in clear.
struct AlertChannel
{
    Uuid id;
    std::string name;
    std::string kind; ///< slack or email
    std::string smtpUrl; ///< of e-mail, as the next four
    std::string from;
    std::vector<std::string> to;
    std::string user; ///< empty: without a login
    secrets::Secret secret; ///< the webhook's URL, or the user's password
};

/// Under which a channel's secret is sealed (services/secrets/vault.h).
std::string alertChannelIdentity(const Uuid &channel);

/// Its columns for channelAt(), of a table that is called so.
std::string channelColumns(const std::string &table);
/// The channel whose columns begin there. Conflict, Invalid: its secret cannot be opened.
Result<AlertChannel> channelAt(const postgres::Rows &rows, int row, int column,
                               const secrets::Vault *vault);

/// What came of one try.
struct SendingOutcome
{
    std::string error; ///< one line of plain English with the host; empty: it was taken
    std::chrono::milliseconds retryAfter{0}; ///< the least wait that was asked for
    bool isSent() const { return error.empty(); }
};

/// Blocks, until there is an answer, so long has passed (of a webhook ten seconds at the most) or a
/// stop was requested. Nothing is redirected; off loopback all goes by TLS.
SendingOutcome sendMessage(const AlertChannel &channel, const AlertMessage &message, Timestamp now,
                           const std::stop_token &stop,
                           const std::string &certificateAuthorities = {},
                           std::chrono::milliseconds longest = std::chrono::seconds(20));

} // namespace gatehouse::gateway
