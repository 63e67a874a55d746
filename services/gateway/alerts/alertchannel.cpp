#include "services/gateway/alerts/alertchannel.h"

#include "services/gateway/delivery/retryafter.h"
#include "services/sending/mailsender.h"

#include <algorithm>

namespace gatehouse::gateway {

namespace {

constexpr std::chrono::milliseconds longestWait{1000};
constexpr std::chrono::milliseconds webhookTimeout{10000};
constexpr std::size_t longestCode = 64;

/// " no_service": what Slack calls it. Any other text may hold what was sent.
std::string slackCode(const std::string &body)
{
    const bool isCode = !body.empty() && body.size() <= longestCode
        && body.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
    return isCode ? ' ' + body : std::string();
}

std::string slackFault(const DeliveryResponse &answer, const std::string &host)
{
    if (answer.failure != DeliveryResponse::Failure::None)
        return host + ": " + answer.error;
    if (answer.status >= 200 && answer.status < 300)
        return {};
    return host + ": HTTP " + std::to_string(answer.status) + slackCode(answer.body);
}

DeliveryResponse askSlack(const AlertChannel &channel, const AlertMessage &message,
                          const std::stop_token &stop, const HttpSenderOptions &options)
{
    HttpSender sender(options);
    std::optional<DeliveryResponse> answer;
    sender.send({std::string(channel.secret.view()),
                 {{"Content-Type", "application/json"}},
                 slackBody(message)},
                [&answer](DeliveryResponse response) { answer = std::move(response); });
    const std::stop_callback wake(stop, [&sender] { sender.wakeup(); });
    while (!answer && !stop.stop_requested())
        sender.perform(longestWait);
    if (answer)
        return std::move(*answer);
    DeliveryResponse stopped;
    stopped.failure = DeliveryResponse::Failure::Timeout;
    stopped.error = "the gateway is being stopped";
    return stopped;
}

SendingOutcome sendToSlack(const AlertChannel &channel, const AlertMessage &message, Timestamp now,
                           const std::stop_token &stop, const HttpSenderOptions &options)
{
    const std::string url(channel.secret.view());
    const std::string host = hostOf(url);
    if (host.empty() || (url.starts_with("http:") && !leadsToLoopback(url)))
        return {"The webhook's URL cannot be used.", {}};
    const auto answer = askSlack(channel, message, stop, options);
    return {slackFault(answer, host), retryAfter(answer.header("Retry-After").value_or(""), now)};
}

SendingOutcome sendByMail(const AlertChannel &channel, const AlertMessage &message, Timestamp now,
                          const std::stop_token &stop, const MailOptions &options)
{
    MailRequest mail;
    mail.url = channel.smtpUrl;
    mail.user = channel.user;
    mail.password = channel.secret.view();
    mail.from = channel.from;
    mail.to = channel.to;
    mail.message = mailText(message, {channel.from, channel.to, now});
    return {sendMail(mail, stop, options), {}};
}

} // namespace

std::string alertChannelIdentity(const Uuid &channel)
{
    return "alert_channel/" + channel.toString() + "/secret";
}

std::string channelColumns(const std::string &table)
{
    std::string columns;
    for (const char *column :
         {"id", "name", "kind", "coalesce(smtp_url, '')", "coalesce(sender, '')", "recipients",
          "coalesce(login, '')", "secret"}) {
        std::string named = column;
        const std::size_t at = named.starts_with("coalesce(") ? std::string("coalesce(").size() : 0;
        named.insert(at, table + '.');
        columns += (columns.empty() ? "" : ", ") + named;
    }
    return columns;
}

Result<AlertChannel> channelAt(const postgres::Rows &rows, int row, int column,
                               const secrets::Vault *vault)
{
    AlertChannel channel;
    channel.id = rows.get<Uuid>(row, column);
    channel.name = rows.get<std::string>(row, column + 1);
    channel.kind = rows.get<std::string>(row, column + 2);
    channel.smtpUrl = rows.get<std::string>(row, column + 3);
    channel.from = rows.get<std::string>(row, column + 4);
    for (const auto &to : rows.get<postgres::Array<std::string>>(row, column + 5))
        channel.to.push_back(to.value_or(""));
    channel.user = rows.get<std::string>(row, column + 6);
    const auto sealed = rows.find<postgres::Bytes>(row, column + 7);
    if (!sealed)
        return channel;
    if (!vault)
        return failure(ErrorKind::Conflict,
                       QStringLiteral("This gateway has no master key to open the secret with."));
    return vault->unseal(sealed->data, alertChannelIdentity(channel.id))
        .map([&channel](secrets::Secret &&secret) {
            channel.secret = std::move(secret);
            return std::move(channel);
        });
}

SendingOutcome sendMessage(const AlertChannel &channel, const AlertMessage &message, Timestamp now,
                           const std::stop_token &stop, const std::string &certificateAuthorities,
                           std::chrono::milliseconds longest)
{
    return channel.kind == "slack"
        ? sendToSlack(channel, message, now, stop,
                      {std::min(webhookTimeout, longest), {}, certificateAuthorities})
        : sendByMail(channel, message, now, stop, {longest, certificateAuthorities});
}

} // namespace gatehouse::gateway
