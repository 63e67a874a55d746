#include "services/gateway/simulator/trafficsource.h"

#include "services/core/random.h"
#include "services/core/uuid.h"
#include "services/gateway/simulator/simulatedfailure.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>
#include <set>

namespace gatehouse::gateway {

namespace {

constexpr std::string_view alphanumeric =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::string_view hexDigits = "0123456789abcdef";
constexpr std::size_t customers = 40;
constexpr std::size_t mostRecent = 32;
constexpr std::chrono::minutes longestMemory{4};
constexpr std::size_t eventsInTheAir = 16; // whose copies are sent out of order
// Its deliveries have routes from the start, so only they can fail.
constexpr std::string_view deliveredSource = "stripe";
constexpr std::string_view bridgeSource = "wordpress";
constexpr std::chrono::seconds tokenLife{120};

constexpr std::array firstNames = {"Ada",    "Grace", "Linus", "Margaret",
                                   "Dennis", "Radia", "Ken",   "Barbara"};
constexpr std::array lastNames = {"Keller", "Okafor", "Nilsen", "Moreau",
                                  "Tanaka", "Silva",  "Novak",  "Haddad"};

/// Refused for good, but not again; away for all tries, but not for ever; refused for ever.
const std::array failures = {SimulatedFailure{422, 1}, SimulatedFailure{503, 5},
                             SimulatedFailure{422, std::nullopt}};

std::uint64_t randomSeed()
{
    std::array<std::uint8_t, 8> bytes{};
    fillRandom(bytes);
    std::uint64_t seed = 0;
    for (const std::uint8_t byte : bytes)
        seed = seed << 8 | byte;
    return seed;
}

std::string skewText(std::chrono::seconds skew)
{
    return "clock " + std::to_string(std::abs(skew.count())) + " s "
        + (skew.count() < 0 ? "behind" : "ahead");
}

/// Sets data.object.metadata.gatehouse_simulate, as far as the payload has that shape.
std::string withSimulatedFailure(const std::string &payload, const SimulatedFailure &wished)
{
    boost::system::error_code error;
    boost::json::value json = boost::json::parse(payload, error);
    boost::json::value *object = error ? nullptr : json.find_pointer("/data/object", error);
    if (!object || !object->is_object())
        return payload;
    boost::json::value &metadata = object->as_object()["metadata"];
    if (!metadata.is_object())
        metadata.emplace_object();
    metadata.as_object()[boost::json::string_view(simulateMember.data(), simulateMember.size())] =
        toString(wished);
    return boost::json::serialize(json);
}

} // namespace

TrafficSource::TrafficSource(const TrafficOptions &options, const Clock &clock)
    : m_clock(clock)
    , m_publicUrl(options.publicUrl)
    , m_bridge(options.bridge)
    , m_signsWith(options.signsWith)
    , m_random(options.seed ? *options.seed : randomSeed())
    , m_schemes(signing::makeSchemes())
{
    while (m_publicUrl.ends_with('/'))
        m_publicUrl.pop_back();
    for (const auto &[source, tenants] : options.secrets) {
        if (!options.leftOut.contains(source))
            addSenders(source, tenants);
    }
}

TrafficSource::~TrafficSource() = default;

void TrafficSource::addSenders(const std::string &source,
                               const std::vector<std::pair<std::string, std::string>> &tenants)
{
    const auto scheme = std::find_if(m_schemes.begin(), m_schemes.end(),
                                     [&](const auto &known) { return known->source() == source; });
    std::vector<Fixture> &fixtures = m_fixtures[source];
    fixtures = fixturesOf(source);
    if (scheme == m_schemes.end() || fixtures.empty())
        return;
    for (const auto &[tenant, secret] : tenants)
        m_senders.push_back({source, tenant, secret, scheme->get(), &fixtures});
}

std::map<std::string, std::vector<std::string>> TrafficSource::tenants() const
{
    std::map<std::string, std::set<std::string>> found; // a tenant may have two secrets
    for (const Sender &sender : m_senders)
        found[sender.source].insert(sender.tenant);
    std::map<std::string, std::vector<std::string>> tenants;
    for (const auto &[source, names] : found)
        tenants[source].assign(names.begin(), names.end());
    return tenants;
}

double TrafficSource::fraction()
{
    return static_cast<double>(m_random() >> 11) * 0x1.0p-53;
}

std::size_t TrafficSource::below(std::size_t bound)
{
    return std::min(bound - 1, static_cast<std::size_t>(fraction() * static_cast<double>(bound)));
}

std::string TrafficSource::letters(std::size_t count, std::string_view alphabet)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += alphabet[below(alphabet.size())];
    return text;
}

std::string TrafficSource::uuid()
{
    Uuid id;
    for (std::uint8_t &byte : id.bytes)
        byte = static_cast<std::uint8_t>(below(256));
    id.bytes[6] = static_cast<std::uint8_t>(0x40 | (id.bytes[6] & 0x0f));
    id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
    return id.toString();
}

FixtureValues TrafficSource::values(const std::string &tenant, Timestamp now)
{
    const std::size_t customer = below(customers);
    const std::string first = firstNames[customer % firstNames.size()];
    const std::string last = lastNames[customer / firstNames.size() % lastNames.size()];
    const std::string number = std::to_string(customer);
    std::string email = first + '.' + last + number + "@example.com";
    std::transform(email.begin(), email.end(), email.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return {.id = letters(24, alphanumeric),
            .serial = std::to_string(100000000000 + below(800000000000)),
            .sha = letters(40, hexDigits),
            .order = std::to_string(1000 + below(900000)),
            .amount = std::to_string(500 + below(50000)),
            .customer = "Gatehouse" + std::string(5 - number.size(), '0') + number,
            .email = std::move(email),
            .name = first + ' ' + last,
            .tenant = tenant,
            .now = now,
            .uuid = uuid()};
}

/// Sources weigh as they are asked to, whatever the number of their tenants.
double TrafficSource::weightOf(const Sender &sender, TrafficMessage::Kind kind,
                               const TrafficMix &mix) const
{
    if (kind == TrafficMessage::Kind::Failing && sender.source != deliveredSource)
        return 0;
    if (mix.sources.empty())
        return 1;
    const auto found = mix.sources.find(sender.source);
    const auto tenants =
        std::count_if(m_senders.begin(), m_senders.end(),
                      [&](const Sender &other) { return other.source == sender.source; });
    return found == mix.sources.end() ? 0 : found->second / static_cast<double>(tenants);
}

bool TrafficSource::canFail(const TrafficMix &mix) const
{
    return std::any_of(m_senders.begin(), m_senders.end(), [&](const Sender &sender) {
        return weightOf(sender, TrafficMessage::Kind::Failing, mix) > 0;
    });
}

std::vector<const TrafficMessage *> TrafficSource::recent(const TrafficMix &mix) const
{
    std::vector<const TrafficMessage *> found;
    for (const auto &[time, message] : m_recent) {
        if (mix.sources.empty() || mix.sources.contains(message.source))
            found.push_back(&message);
    }
    return found;
}

TrafficMessage::Kind TrafficSource::pickKind(const TrafficMix &mix)
{
    using Kind = TrafficMessage::Kind;
    double at = fraction();
    if (at < mix.badSignatureShare)
        return Kind::BadSignature;
    at -= mix.badSignatureShare;
    if (at < mix.duplicateShare)
        return recent(mix).empty() ? Kind::Valid : Kind::Duplicate;
    at -= mix.duplicateShare;
    return at < mix.failingShare && canFail(mix) ? Kind::Failing : Kind::Valid;
}

/// Any, when none of them is asked for.
const TrafficSource::Sender &TrafficSource::pickSender(TrafficMessage::Kind kind,
                                                       const TrafficMix &mix)
{
    std::vector<double> weights;
    for (const Sender &sender : m_senders)
        weights.push_back(weightOf(sender, kind, mix));
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    double at = fraction() * total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (at < weights[i])
            return m_senders[i];
        at -= weights[i];
    }
    return m_senders[below(m_senders.size())];
}

std::chrono::seconds TrafficSource::pickSkew(const TrafficMix &mix)
{
    if (mix.clockSpread.count() <= 0)
        return mix.clockSkew;
    const auto range = static_cast<std::size_t>(2 * mix.clockSpread.count() + 1);
    return mix.clockSkew - mix.clockSpread + std::chrono::seconds(below(range));
}

TrafficMessage TrafficSource::make(TrafficMessage::Kind kind, const TrafficMix &mix, Timestamp now)
{
    const Sender &sender = pickSender(kind, mix);
    const Fixture &fixture = (*sender.fixtures)[below(sender.fixtures->size())];
    TrafficMessage message;
    message.kind = kind;
    message.source = sender.source;
    message.tenant = sender.tenant;
    message.target = "/api/webhooks/" + sender.source + "/ingest?tenant=" + sender.tenant;
    const FixtureValues filling = values(sender.tenant, now);
    message.body = filledFixture(fixture.text, filling);
    if (kind == TrafficMessage::Kind::Failing)
        message.body = withSimulatedFailure(message.body, failures[below(failures.size())]);
    message.headers = providerHeaders(sender.source, fixture.name, message.body, filling);
    message.headers.emplace_back("Content-Type", "application/json");
    return message;
}

const TrafficSource::Sender &TrafficSource::senderOf(const TrafficMessage &message) const
{
    return *std::find_if(m_senders.begin(), m_senders.end(), [&](const Sender &known) {
        return known.source == message.source && known.tenant == message.tenant;
    });
}

/// The source's second tenant, for its first; else null.
const TrafficSource::Sender *TrafficSource::mixedUpWith(const Sender &sender) const
{
    const Sender *first = nullptr;
    for (const Sender &known : m_senders) {
        if (known.source != sender.source)
            continue;
        if (!first)
            first = &known;
        else if (known.tenant != first->tenant)
            return sender.tenant == first->tenant ? &known : nullptr;
    }
    return nullptr;
}

/// By the sender's clock, as the rest of it. A token is good for one event, so its id is new each
/// time, whatever the seed: a gateway may remember those of an earlier start.
void TrafficSource::addToken(TrafficMessage &message, Timestamp now) const
{
    if (!m_bridge || message.source != bridgeSource)
        return;
    const std::string site = "https://" + message.tenant + ".site.example";
    const std::string claims =
        signing::jwtClaimsJson(m_bridge->options, site, randomUuid().toString(), now, tokenLife);
    message.headers.emplace_back("Authorization", "Bearer " + m_bridge->signer.sign(claims));
}

std::string TrafficSource::secretOf(const Sender &sender) const
{
    return m_signsWith ? m_signsWith(sender.source, sender.tenant, sender.secret) : sender.secret;
}

void TrafficSource::sign(TrafficMessage &message, const TrafficMix &mix,
                         const std::string &gatewayUrl, Timestamp now)
{
    const Sender &sender = senderOf(message);
    std::string secret = secretOf(sender);
    std::string wrong;
    if (message.kind == TrafficMessage::Kind::BadSignature) {
        secret.insert(0, "not-");
        wrong = "wrong secret";
    } else if (const Sender *other = mix.isKeyMixUp ? mixedUpWith(sender) : nullptr) {
        secret = secretOf(*other);
        wrong = "secret of " + other->tenant;
    } else if (mix.clockSkew.count() != 0) {
        wrong = skewText(std::chrono::round<std::chrono::seconds>(now - m_clock.now()));
    }
    const std::string url = (m_publicUrl.empty() ? gatewayUrl : m_publicUrl) + message.target;
    const signing::Message text{url, message.headers, message.body};
    for (auto &header : sender.scheme->sign(text, secret, now))
        message.headers.push_back(std::move(header));
    addToken(message, now);
    if (!wrong.empty())
        message.headers.emplace_back(simulatedHeader, std::move(wrong));
}

void TrafficSource::remember(const TrafficMessage &message)
{
    m_recent.emplace_back(m_clock.now(), message);
    if (m_recent.size() > mostRecent)
        m_recent.pop_front();
}

/// Some payloads carry a time that a gateway holds against its clock.
void TrafficSource::forgetOld()
{
    while (!m_recent.empty() && m_recent.front().first + longestMemory < m_clock.now())
        m_recent.pop_front();
}

TrafficMessage TrafficSource::pick(const TrafficMix &mix, Timestamp now)
{
    const TrafficMessage::Kind kind = pickKind(mix);
    if (kind == TrafficMessage::Kind::Duplicate) {
        const auto known = recent(mix);
        TrafficMessage message = *known[below(known.size())];
        message.kind = kind;
        return message;
    }
    TrafficMessage message = make(kind, mix, now);
    if (kind == TrafficMessage::Kind::Valid && mix.clockSkew.count() == 0)
        remember(message);
    return message;
}

TrafficMessage TrafficSource::pickCopy(const TrafficMix &mix, Timestamp now)
{
    const auto copies = static_cast<std::size_t>(mix.copies);
    while (m_copies.size() <= copies * (eventsInTheAir - 1))
        m_copies.insert(m_copies.end(), copies, make(TrafficMessage::Kind::Valid, mix, now));
    std::swap(m_copies[below(m_copies.size())], m_copies.back());
    TrafficMessage message = std::move(m_copies.back());
    m_copies.pop_back();
    return message;
}

TrafficMessage TrafficSource::next(const TrafficMix &mix, const std::string &gatewayUrl)
{
    forgetOld();
    if (mix.copies <= 1)
        m_copies.clear();
    const Timestamp now = m_clock.now() + pickSkew(mix);
    TrafficMessage message = mix.copies > 1 ? pickCopy(mix, now) : pick(mix, now);
    sign(message, mix, gatewayUrl, now);
    return message;
}

} // namespace gatehouse::gateway
