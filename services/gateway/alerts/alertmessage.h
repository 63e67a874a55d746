#pragma once

#include "services/core/uuid.h"

#include <optional>
#include <string>
#include <vector>

/// What people are told of an alert, in plain English, as bytes to be sent.
namespace gatehouse::gateway {

struct AlertMessage
{
    Uuid notice; ///< whose message this is; null: a test
    std::string environment; ///< local, staging, production; empty: not said
    std::string what; ///< fired or resolved, or test
    std::string rule;
    std::string severity;
    std::string subject; ///< for people
    std::optional<std::string> tenant;
    double value = 0;
    std::optional<double> threshold;
    std::string unit;
    Timestamp firedAt;
    std::optional<Timestamp> resolvedAt;
    std::string kind = {}; ///< of the rule, or budget
};

/// To see whether a channel works.
AlertMessage testMessage(const std::string &environment, Timestamp now);

/// A JSON object as Slack's incoming webhooks take it. What came from elsewhere is text there, and
/// no link, mention or markup.
std::string slackBody(const AlertMessage &message);

/// Of an e-mail.
struct MailHead
{
    std::string from;
    std::vector<std::string> to;
    Timestamp date;
};
/// text/plain in UTF-8 with its headers (RFC 5322, 2045, 2047). The Message-ID is the notice's, so
/// a server can tell that it has a second try already.
std::string mailText(const AlertMessage &message, const MailHead &head);

} // namespace gatehouse::gateway
