#include "services/secrets/rotationverdict.h"

#include <algorithm>
#include <array>

namespace gatehouse::secrets {

using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

constexpr seconds stillInUse = 1h;

struct RetryWindow
{
    std::string_view source;
    seconds window;
};

// Stripe: "up to three days". HubSpot: ten tries over 24 h. Shopify: eight over four hours. Slack:
// three, the last after about an hour. Standard: Svix's schedule, 27 h 35 min. GitHub and
// WooCommerce never try again by themselves. WordPress: our plugin's, a day. Whoever calls back for
// ai and wpmedia is the house's own: a day.
constexpr std::array windows = {
    RetryWindow{"stripe", 72h},  RetryWindow{"hubspot", 24h},      RetryWindow{"shopify", 4h},
    RetryWindow{"slack", 65min}, RetryWindow{"standard", 1655min}, RetryWindow{"wordpress", 24h},
    RetryWindow{"ai", 24h},      RetryWindow{"wpmedia", 24h},
};

} // namespace

std::optional<seconds> retryWindowOf(std::string_view source)
{
    const auto found = std::find_if(windows.begin(), windows.end(),
                                    [&](const RetryWindow &each) { return each.source == source; });
    return found == windows.end() ? std::nullopt : std::optional(found->window);
}

RotationVerdict judgeRotation(const RotationEvidence &evidence)
{
    using Kind = RotationVerdict::Kind;
    if (!evidence.newLastUsed)
        return {Kind::NewUnused, {}};
    // An event that was signed with the old one for the last time can be repeated that long.
    const Timestamp lastSigned =
        std::max(evidence.rotatedAt, evidence.oldLastUsed.value_or(evidence.rotatedAt));
    const Timestamp safeFrom = lastSigned + std::max(evidence.retryWindow.value_or(0s), stillInUse);
    const bool isInUse = evidence.oldLastUsed && evidence.now - *evidence.oldLastUsed < stillInUse;
    if (isInUse)
        return {Kind::OldInUse, safeFrom};
    return {evidence.now < safeFrom ? Kind::LateRetry : Kind::Safe, safeFrom};
}

std::string_view codeOf(RotationVerdict::Kind kind)
{
    constexpr std::array<std::string_view, 4> codes = {"new_unused", "old_in_use", "late_retry",
                                                       "safe"};
    return codes.at(static_cast<std::size_t>(kind));
}

} // namespace gatehouse::secrets
