#include "services/gateway/seed/seededevent.h"

#include "services/core/hex.h"
#include "services/core/log.h"
#include "services/signing/base64.h"
#include "services/signing/digest.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace gatehouse::gateway {

using std::chrono::microseconds;
using std::chrono::seconds;

namespace {

constexpr std::string_view alphanumeric =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr double tenantSkew = 1.15; ///< Zipf's exponent
constexpr double tenantHasSource = 0.45;
constexpr double newOrder = 0.4; ///< so an order has two or three events
constexpr double seldomRefused = 0.0015;
constexpr double refusedWithWrongSecret = 0.9;
constexpr std::uint32_t customersOfLargest = 20'000;
constexpr std::uint32_t firstOrder = 10'000;
// Serials have twelve digits. A step that shares no factor with their number visits each once.
constexpr std::uint64_t firstSerial = 100'000'000'000;
constexpr std::uint64_t serials = 900'000'000'000;
constexpr std::uint64_t serialStep = 556'231'847'539;

constexpr std::array firstNames = {"Ada",  "Grace",   "Linus",  "Margaret", "Dennis",  "Radia",
                                   "Ken",  "Barbara", "Edsger", "Frances",  "Niklaus", "Hedy",
                                   "Tony", "Adele",   "Bjarne", "Karen"};
constexpr std::array lastNames = {"Keller",    "Okafor", "Nilsen", "Moreau", "Tanaka",  "Silva",
                                  "Novak",     "Haddad", "Brandt", "Costa",  "Ivanova", "Murphy",
                                  "Lindqvist", "Osei",   "Romano", "Vasquez"};

std::uint64_t mixed(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t x = a * 0x9e3779b97f4a7c15ULL + b;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// So that a later run with the same seed makes other events.
std::uint64_t seedOf(const SeedPlan &plan)
{
    return mixed(plan.seed, static_cast<std::uint64_t>(plan.end.time_since_epoch().count()));
}

double trafficOf(std::size_t tenant)
{
    return 1 / std::pow(static_cast<double>(tenant + 1), tenantSkew);
}

/// The largest have all sources, others some of them.
bool hasSource(std::size_t tenant, const EventKind &kind)
{
    constexpr std::size_t largest = 2;
    const std::uint64_t source = mixed(kind.source.size(),
                                       static_cast<unsigned char>(kind.source[0])
                                           + 256U * static_cast<unsigned char>(kind.source[2]));
    const double lot = static_cast<double>(mixed(source, tenant) >> 11) * 0x1.0p-53;
    return tenant < largest || lot < tenantHasSource;
}

Weighted senders(const std::vector<EventKind> &kinds)
{
    std::vector<double> weights;
    for (std::size_t tenant = 0; tenant < tenantNames().size(); ++tenant) {
        for (const EventKind &kind : kinds)
            weights.push_back(hasSource(tenant, kind) ? trafficOf(tenant) * kind.weight : 0);
    }
    return Weighted(weights);
}

/// Of which it has most.
std::string mainSource(std::size_t tenant, const std::vector<EventKind> &kinds)
{
    const EventKind *most = nullptr;
    for (const EventKind &kind : kinds) {
        if (hasSource(tenant, kind) && (!most || kind.weight > most->weight))
            most = &kind;
    }
    return most ? most->source : std::string();
}

std::string padded(std::uint64_t number, std::size_t digits)
{
    std::string text = std::to_string(number);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Who placed an order, always the same; early customers have most.
std::uint32_t customerOf(std::size_t tenant, std::uint32_t order)
{
    const double lot = static_cast<double>(mixed(order, tenant) >> 11) * 0x1.0p-53;
    const double customers = 30 + customersOfLargest * trafficOf(tenant);
    return static_cast<std::uint32_t>(customers * lot * lot);
}

void setCustomer(SlotValues &values, std::size_t tenant, std::uint32_t customer)
{
    const std::uint64_t lot = mixed(customer, tenant + 1000);
    const std::string first = firstNames[lot % firstNames.size()];
    const std::string last = lastNames[lot / firstNames.size() % lastNames.size()];
    values[Slot::Customer] = "Cust" + padded(tenant, 3) + padded(customer, 7);
    values[Slot::Email] = lowered(first + '.' + last) + std::to_string(customer) + "@example.com";
    values[Slot::Name] = first + ' ' + last;
}

void roll(std::string &text, Dice &dice, std::size_t count, std::string_view alphabet)
{
    text.clear();
    dice.letters(text, count, alphabet);
}

void rollHex(std::string &text, Dice &dice, std::size_t count)
{
    text.clear();
    dice.hex(text, count);
}

std::string asUuid(std::string text)
{
    for (const std::size_t at : {20, 16, 12, 8})
        text.insert(at, 1, '-');
    return text;
}

} // namespace

const std::vector<std::string> &tenantNames()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made;
        for (const char *ending : {"", "-eu", "-labs"}) {
            for (const char *name : {"acme",      "globex",   "initech", "umbrella",   "hooli",
                                     "stark",     "wayne",    "wonka",   "tyrell",     "cyberdyne",
                                     "soylent",   "vandelay", "dunder",  "pied-piper", "oscorp",
                                     "gringotts", "duff",     "monarch", "zorg",       "bluth"})
                made.push_back(std::string(name) + ending);
        }
        return made;
    }();
    return names;
}

EventSource::EventSource(const SeedPlan &plan, const std::vector<EventKind> &kinds)
    : m_kinds(kinds)
    , m_dice(seedOf(plan))
    , m_history(plan)
    , m_senders(senders(kinds))
    , m_lastOrder(tenantNames().size(), firstOrder)
    , m_serial(seedOf(plan) % serials)
{
    for (std::size_t tenant = 0; tenant < m_history.wrongSecrets().size(); ++tenant)
        m_wrongSources.push_back(mainSource(tenant, kinds));
}

void EventSource::next(SeededEvent &event)
{
    event.receivedAt = m_history.next(m_dice);
    event.id = m_dice.id(event.receivedAt);
    pickSender(event);
    pickOrder(event);
    setTimes(event);
    fill(event);
    setBody(event);
    event.isRefused = isRefused(event);
}

void EventSource::pickSender(SeededEvent &event)
{
    const std::size_t sender = m_senders.pick(m_dice);
    event.tenant = sender / m_kinds.size();
    event.kind = sender % m_kinds.size();
}

/// A new one, or one of the last.
void EventSource::pickOrder(SeededEvent &event)
{
    std::uint32_t &last = m_lastOrder[event.tenant];
    std::uint32_t order = last;
    if (m_dice.happens(newOrder)) {
        order = ++last;
    } else {
        const double back = -40 * std::log(1 - m_dice.fraction());
        order -= std::min(static_cast<std::uint32_t>(back), last - firstOrder);
    }
    event.values[Slot::Order] = std::to_string(order);
    setCustomer(event.values, event.tenant, customerOf(event.tenant, order));
}

/// Most are sent at once, some again and again before they arrive.
void EventSource::setTimes(SeededEvent &event)
{
    const auto delay =
        seconds(m_dice.happens(0.97) ? m_dice.between(0, 3) : m_dice.between(4, 240));
    event.sentAt = std::chrono::floor<seconds>(event.receivedAt) - delay;
    event.values[Slot::UnixSeconds] = std::to_string(
        std::chrono::duration_cast<seconds>(event.sentAt.time_since_epoch()).count());
    event.values[Slot::DateTime] = toRfc3339(event.sentAt).substr(0, 19);
}

void EventSource::fill(SeededEvent &event)
{
    SlotValues &values = event.values;
    values[Slot::Tenant] = tenantNames()[event.tenant];
    values[Slot::EventId] = event.id.toString();
    values[Slot::DeliveryId] = m_dice.id().toString();
    values[Slot::Serial] = std::to_string(firstSerial + m_serial);
    m_serial = (m_serial + serialStep) % serials;
    values[Slot::Amount] = std::to_string(m_dice.between(490, 60'000));
    roll(values[Slot::Id], m_dice, 24, alphanumeric);
    rollHex(values[Slot::Sha], m_dice, 40);
    values[Slot::ShaStart] = values[Slot::Sha].substr(0, 32);
    values[Slot::ShaUuid] = asUuid(values[Slot::ShaStart]);
    rollHex(event.traceId, m_dice, 32);
    event.sourceIp = "203.0.113." + std::to_string(1 + mixed(event.tenant, event.kind) % 250);
}

void EventSource::setBody(SeededEvent &event) const
{
    SlotValues &values = event.values;
    event.body.clear();
    m_kinds[event.kind].body.appendTo(event.body, values);
    event.bodyHash = signing::sha256(event.body);
    values[Slot::BodySize] = std::to_string(event.body.size());
    values[Slot::BodyHash] = toHex(asBytes(event.bodyHash));
    values[Slot::SignatureHex] = values[Slot::BodyHash];
    values[Slot::SignatureBase64] = signing::toBase64(event.bodyHash);
}

bool EventSource::isRefused(const SeededEvent &event)
{
    const auto &periods = m_history.wrongSecrets();
    const bool isWrong = event.tenant < periods.size()
        && periods[event.tenant].contains(event.receivedAt)
        && m_kinds[event.kind].source == m_wrongSources[event.tenant];
    return m_dice.happens(isWrong ? refusedWithWrongSecret : seldomRefused);
}

} // namespace gatehouse::gateway
