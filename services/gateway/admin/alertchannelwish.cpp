#include "services/gateway/admin/alertchannelwish.h"

#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/wishlist.h"
#include "services/sending/httpsender.h"
#include "services/sending/mailsender.h"

#include <algorithm>
#include <array>

namespace gatehouse::gateway::admin {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t longestChannelName = 100;
constexpr std::size_t longestChannelUrl = 500;
constexpr std::size_t longestAddress = 254; // RFC 5321
constexpr std::size_t longestLogin = 255;
constexpr std::size_t longestPassword = 1024;
constexpr std::size_t mostRecipients = 20;
constexpr std::array channelKinds = {"slack"sv, "email"sv};
constexpr std::array channelSeverities = {"warning"sv, "critical"sv};

/// An address that can stand in a header and in a command as it is.
bool isAddress(const std::string &text)
{
    const std::size_t at = text.find('@');
    return isVisibleAscii(text) && at != std::string::npos && at > 0 && at + 1 < text.size()
        && text.find('@', at + 1) == std::string::npos
        && text.find_first_of("<>()[],;:\"\\") == std::string::npos && text.front() != '-';
}

void refuseOthers(BodyReader &reader, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        if (reader.has(name))
            reader.refuse(name, "does not go with this kind of channel.");
    }
}

void readSlack(BodyReader &reader, AlertChannelWish &wish)
{
    refuseOthers(reader, {"smtp_url", "from", "to", "user", "password"});
    auto url = reader.textIfAny("url", longestChannelUrl);
    if (!url) {
        if (!wish.id)
            reader.refuse("url", "is missing.");
        return;
    }
    wish.host = hostOf(*url);
    const bool isSafe = url->starts_with("https:") || leadsToLoopback(*url);
    if (wish.host.empty() || !isVisibleAscii(*url) || !isSafe
        || url->find_first_of("@#") != std::string::npos)
        reader.refuse("url",
                      "must be the https URL of an incoming webhook, without user and fragment.");
    wish.secret = secrets::Secret(std::move(*url));
}

void readLoginOf(BodyReader &reader, AlertChannelWish &wish)
{
    wish.user = reader.textIfAny("user", longestLogin).value_or("");
    if (auto password = reader.textIfAny("password", longestPassword))
        wish.secret = secrets::Secret(std::move(*password));
    if (wish.user.empty() && !wish.secret.isEmpty())
        reader.refuse("password", "goes with a 'user' alone.");
    if (!wish.user.empty() && wish.secret.isEmpty() && !wish.id)
        reader.refuse("password", "is missing.");
}

void readMail(BodyReader &reader, AlertChannelWish &wish)
{
    refuseOthers(reader, {"url"});
    wish.smtpUrl = reader.text("smtp_url", longestChannelUrl);
    wish.host = mailHostOf(wish.smtpUrl);
    if (wish.host.empty() || !isVisibleAscii(wish.smtpUrl))
        reader.refuse("smtp_url",
                      "must be like smtp://mail.example:587 or smtps://mail.example, without user "
                      "and path.");
    wish.from = reader.text("from", longestAddress);
    if (!isAddress(wish.from))
        reader.refuse("from", "must be an address like alerts@example.com.");
    wish.to = reader.textsIfAny("to", longestAddress, mostRecipients)
                  .value_or(std::vector<std::string>());
    if (wish.to.empty() || !std::all_of(wish.to.begin(), wish.to.end(), isAddress))
        reader.refuse("to", "must be a list of 1 to 20 addresses like anna@example.com.");
    readLoginOf(reader, wish);
}

} // namespace

std::variant<AlertChannelWish, http::Response> readAlertChannel(const boost::json::object &body)
{
    BodyReader reader(body,
                      {"id", "name", "kind", "is_enabled", "minimum_severity", "url", "smtp_url",
                       "from", "to", "user", "password"},
                      "channels.");
    AlertChannelWish wish;
    wish.id = readIdIfAny(reader);
    wish.name = reader.text("name", longestChannelName);
    wish.kind = reader.choice("kind", channelKinds);
    wish.isEnabled = !reader.has("is_enabled") || reader.flag("is_enabled");
    wish.minimumSeverity = reader.has("minimum_severity")
        ? reader.choice("minimum_severity", channelSeverities)
        : "warning";
    if (wish.isMail())
        readMail(reader, wish);
    else
        readSlack(reader, wish);
    if (reader.refusal())
        return *reader.refusal();
    return wish;
}

} // namespace gatehouse::gateway::admin
