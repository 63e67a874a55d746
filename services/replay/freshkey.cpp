#include "services/replay/freshkey.h"

#include "services/core/hex.h"
#include "services/core/log.h"
#include "services/privacy/documentwalk.h"
#include "services/signing/verification.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cctype>

namespace gatehouse::replay {

namespace {

struct FreshKeyTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::replay::FreshKey)
};

/// Where a source has the ids of an event (docs/wire-formats.md).
struct KeyPlace
{
    enum class Form { Hex, Uuid, Number };
    std::string_view source;
    bool isHeader = false; ///< else a member of the body, or of each of its elements
    std::string_view name;
    std::string_view prefix; ///< of what is written there
    Form form = Form::Hex;
};

using Form = KeyPlace::Form;
constexpr std::array<KeyPlace, 14> places{{
    {"stripe", false, "id", "evt_", Form::Hex},
    {"github", true, "X-GitHub-Delivery", "", Form::Uuid},
    {"hubspot", false, "eventId", "", Form::Number},
    {"shopify", true, "X-Shopify-Webhook-Id", "", Form::Uuid},
    {"shopify", true, "X-Shopify-Event-Id", "", Form::Uuid},
    {"shopify", true, "shopify-webhook-id", "", Form::Uuid},
    {"shopify", true, "shopify-event-id", "", Form::Uuid},
    {"slack", false, "event_id", "Ev", Form::Hex},
    {"woocommerce", true, "X-WC-Webhook-Delivery-ID", "", Form::Hex},
    {"standard", true, "webhook-id", "msg_", Form::Hex},
    {"standard", true, "svix-id", "msg_", Form::Hex},
    {"wordpress", false, "idempotency_key", "", Form::Uuid},
    {"wordpress", true, "X-Idempotency-Key", "", Form::Uuid},
    {"ai", false, "idempotency_key", "", Form::Uuid},
}};

std::uint64_t numberOf(const Uuid &seed, std::size_t index)
{
    std::uint64_t number = 0;
    for (std::size_t i = 8; i < seed.bytes.size(); ++i)
        number = number << 8 | seed.bytes[i];
    constexpr std::uint64_t largestExact = std::uint64_t{1} << 53; // as JavaScript counts
    return (number + index) % largestExact;
}

std::string idFor(const KeyPlace &place, const Uuid &seed, std::size_t index)
{
    if (place.form == Form::Number)
        return std::to_string(numberOf(seed, index));
    if (place.form == Form::Uuid)
        return seed.toString();
    return std::string(place.prefix) + toHex(seed.bytes);
}

bool replaceHeader(Fixture &fixture, const KeyPlace &place, const Uuid &seed)
{
    bool isFound = false;
    for (auto &[name, value] : fixture.headers) {
        if (!signing::sameName(name, place.name))
            continue;
        value = idFor(place, seed, 0);
        isFound = true;
    }
    return isFound;
}

/// Of the body's top level, or that of its elements where it is a list (HubSpot's batches).
bool replaceMember(Fixture &fixture, const KeyPlace &place, const Uuid &seed)
{
    std::size_t found = 0;
    const std::string top = "/body/" + std::string(place.name);
    const auto isThere = [&](const std::string &pointer) {
        if (pointer == top)
            return true;
        const std::size_t end = pointer.find('/', 6);
        return end != std::string::npos && pointer.find_first_not_of("0123456789", 6) == end
            && pointer.substr(end + 1) == place.name;
    };
    const auto rewrite = [&](const signing::JsonNode &, const std::string &pointer,
                             const privacy::Place &) -> std::optional<std::string> {
        if (!isThere(pointer))
            return std::nullopt;
        const std::string id = idFor(place, seed, found++);
        return place.form == Form::Number ? id : jsonQuoted(id);
    };
    auto body = privacy::walked("body", fixture.body, rewrite);
    if (!body || found == 0)
        return false;
    fixture.body = std::move(*body);
    return true;
}

tl::unexpected<Error> noFreshKey(const Fixture &fixture)
{
    const QString source = QString::fromStdString(fixture.source);
    const bool isKnown = std::any_of(places.begin(), places.end(), [&](const KeyPlace &place) {
        return place.source == fixture.source;
    });
    if (isKnown)
        return failure(
            ErrorKind::Invalid,
            FreshKeyTexts::tr("This %1 event has no id that could be another one.").arg(source));
    if (fixture.source == "wpmedia")
        return failure(
            ErrorKind::Invalid,
            FreshKeyTexts::tr("A %1 event has no id: it is known by its body. It becomes "
                              "another one by a change of that, such as a JSON patch.")
                .arg(source));
    return failure(
        ErrorKind::Invalid,
        FreshKeyTexts::tr("Where “%1” has the id of an event is not known.").arg(source));
}

} // namespace

Result<Fixture> withFreshKey(Fixture fixture, const Uuid &seed)
{
    bool isFresh = false;
    for (const KeyPlace &place : places) {
        if (place.source != fixture.source)
            continue;
        const bool isReplaced = place.isHeader ? replaceHeader(fixture, place, seed)
                                               : replaceMember(fixture, place, seed);
        if (isReplaced && !isFresh)
            fixture.providerId = idFor(place, seed, 0);
        isFresh = isFresh || isReplaced;
    }
    if (!isFresh)
        return noFreshKey(fixture);
    return fixture;
}

} // namespace gatehouse::replay
