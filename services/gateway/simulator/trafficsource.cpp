#include "services/gateway/simulator/trafficsource.h"

#include "services/core/random.h"
#include "services/core/uuid.h"
#include "services/gateway/simulator/simulatedfailure.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace gatehouse::gateway {

namespace {

constexpr std::string_view alphanumeric =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::string_view hexDigits = "0123456789abcdef";
constexpr std::size_t customers = 40;
constexpr std::size_t mostRecent = 32;
constexpr std::chrono::minutes longestMemory{4};
// Its deliveries have routes from the start, so only they can fail.
constexpr std::string_view deliveredSource = "stripe";

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
    , m_random(options.seed ? *options.seed : randomSeed())
    , m_schemes(signing::makeSchemes())
{
    while (m_publicUrl.ends_with('/'))
        m_publicUrl.pop_back();
    for (const auto &[source, tenants] : options.secrets)
        addSenders(source, tenants);
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

FixtureValues TrafficSource::values(const std::string &tenant)
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
            .now = m_clock.now(),
            .uuid = uuid()};
}

TrafficMessage::Kind TrafficSource::pickKind(const TrafficMix &mix)
{
    using Kind = TrafficMessage::Kind;
    double at = fraction();
    if (at < mix.badSignatureShare)
        return Kind::BadSignature;
    at -= mix.badSignatureShare;
    if (at < mix.duplicateShare)
        return m_recent.empty() ? Kind::Valid : Kind::Duplicate;
    at -= mix.duplicateShare;
    const bool canFail = std::any_of(m_senders.begin(), m_senders.end(), [](const Sender &sender) {
        return sender.source == deliveredSource;
    });
    return at < mix.failingShare && canFail ? Kind::Failing : Kind::Valid;
}

const TrafficSource::Sender &TrafficSource::pickSender(TrafficMessage::Kind kind)
{
    if (kind != TrafficMessage::Kind::Failing)
        return m_senders[below(m_senders.size())];
    std::vector<const Sender *> delivered;
    for (const Sender &sender : m_senders) {
        if (sender.source == deliveredSource)
            delivered.push_back(&sender);
    }
    return *delivered[below(delivered.size())];
}

TrafficMessage TrafficSource::make(TrafficMessage::Kind kind)
{
    const Sender &sender = pickSender(kind);
    const Fixture &fixture = (*sender.fixtures)[below(sender.fixtures->size())];
    TrafficMessage message;
    message.kind = kind;
    message.source = sender.source;
    message.tenant = sender.tenant;
    message.target = "/api/webhooks/" + sender.source + "/ingest?tenant=" + sender.tenant;
    const FixtureValues filling = values(sender.tenant);
    message.body = filledFixture(fixture.text, filling);
    if (kind == TrafficMessage::Kind::Failing)
        message.body = withSimulatedFailure(message.body, failures[below(failures.size())]);
    message.headers = providerHeaders(sender.source, fixture.name, message.body, filling);
    message.headers.emplace_back("Content-Type", "application/json");
    return message;
}

void TrafficSource::sign(TrafficMessage &message, const std::string &gatewayUrl)
{
    const auto sender = std::find_if(m_senders.begin(), m_senders.end(), [&](const Sender &known) {
        return known.source == message.source && known.tenant == message.tenant;
    });
    const bool isWrong = message.kind == TrafficMessage::Kind::BadSignature;
    const std::string secret = isWrong ? "not-" + sender->secret : sender->secret;
    const std::string url = (m_publicUrl.empty() ? gatewayUrl : m_publicUrl) + message.target;
    const signing::Message text{url, message.headers, message.body};
    for (auto &header : sender->scheme->sign(text, secret, m_clock.now()))
        message.headers.push_back(std::move(header));
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

TrafficMessage TrafficSource::next(const TrafficMix &mix, const std::string &gatewayUrl)
{
    forgetOld();
    const TrafficMessage::Kind kind = pickKind(mix);
    TrafficMessage message;
    if (kind == TrafficMessage::Kind::Duplicate) {
        message = m_recent[below(m_recent.size())].second;
        message.kind = kind;
    } else {
        message = make(kind);
    }
    if (kind == TrafficMessage::Kind::Valid)
        remember(message);
    sign(message, gatewayUrl);
    return message;
}

} // namespace gatehouse::gateway
