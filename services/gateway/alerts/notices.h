#pragma once

#include "services/gateway/alerts/alertchannel.h"

#include <optional>

/// Messages that wait to be sent, as rows.
namespace gatehouse::gateway {

/// So many tries are made of a message, each after a minute, two, four, ... an hour at most.
constexpr int mostNoticeTries = 12;

/// A message that is this process's to send now.
struct ClaimedNotice
{
    Uuid id;
    Uuid channelId;
    int attempt = 1;
    Result<AlertChannel> channel; ///< or why its secret cannot be opened
    AlertMessage message;
};

/// The next one that is due and whose channel's secret this vault opens; its next try is set, so
/// that whoever dies with it is followed by another. Of an alert's messages to a channel the former
/// goes first, and when it failed the other one does, too. Nothing: none is due. What has used up
/// its tries becomes `failed`.
Result<std::optional<ClaimedNotice>> claimNotice(postgres::Session &session,
                                                 const secrets::Vault *vault, Timestamp now,
                                                 const std::vector<Uuid> &without = {});

/// What came of the try.
Result<> recordNotice(postgres::Session &session, const ClaimedNotice &notice,
                      const SendingOutcome &outcome, Timestamp now);

/// What the database calls its environment.
Result<std::string> environmentOf(postgres::Session &session);

} // namespace gatehouse::gateway
