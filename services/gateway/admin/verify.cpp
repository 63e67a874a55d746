#include "services/gateway/admin/verify.h"

#include "services/gateway/admin/change.h"
#include "services/gateway/admin/eventpayload.h"
#include "services/gateway/admin/scope.h"
#include "services/signing/base64.h"
#include "services/signing/digest.h"
#include "services/signing/scheme.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <variant>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t largestMessage = std::size_t{512} * 1024;

/// What is asked for, checked.
struct VerifyWish
{
    std::string source, url, body, tenant;
    std::optional<std::string> secret;
    signing::HeaderList headers;
};

http::Response badInput(std::string_view name, std::string_view why)
{
    return http::problem(400, "field_invalid",
                         "The field '" + std::string(name) + "' " + std::string(why));
}

/// Reads a text into `value`, when it is there.
std::optional<http::Response> takeText(const boost::json::object &given, std::string_view name,
                                       std::optional<std::string> &value)
{
    const auto *found = given.if_contains(boost::json::string_view(name.data(), name.size()));
    if (!found || found->is_null())
        return std::nullopt;
    if (!found->is_string())
        return badInput(name, "must be a text.");
    value = std::string(found->as_string());
    return std::nullopt;
}

/// `["Name", "value"]`, as stored events have them.
bool addPair(const boost::json::value &item, signing::HeaderList &headers)
{
    const auto *pair = item.if_array();
    if (!pair || pair->size() != 2 || !pair->at(0).is_string() || !pair->at(1).is_string())
        return false;
    headers.emplace_back(std::string(pair->at(0).as_string()),
                         std::string(pair->at(1).as_string()));
    return true;
}

std::optional<http::Response> takeHeaders(const boost::json::object &given,
                                          signing::HeaderList &headers)
{
    const auto *found = given.if_contains("headers");
    bool isGood = found && (found->is_object() || found->is_array());
    if (isGood && found->is_object()) {
        for (const auto &member : found->as_object())
            isGood = addPair(boost::json::array{member.key(), member.value()}, headers) && isGood;
    } else if (isGood) {
        for (const auto &item : found->as_array())
            isGood = addPair(item, headers) && isGood;
    }
    return isGood ? std::nullopt
                  : std::optional(badInput("headers",
                                           "must be an object of texts, or a list of "
                                           "[\"Name\", \"value\"]."));
}

std::optional<http::Response> takeMessage(const boost::json::object &given, std::string &body)
{
    std::optional<std::string> text;
    std::optional<std::string> base64;
    for (auto bad : {takeText(given, "body", text), takeText(given, "body_base64", base64)}) {
        if (bad)
            return bad;
    }
    if (text.has_value() == base64.has_value())
        return badInput("body", "or 'body_base64' must be given, and not both.");
    auto bytes = base64 ? signing::fromBase64(*base64) : text;
    if (!bytes)
        return badInput("body_base64", "must be padded standard base64.");
    if (bytes->size() > largestMessage)
        return http::problem(413, "body_too_large", "The message's body is over 512 KiB.");
    body = std::move(*bytes);
    return std::nullopt;
}

std::optional<http::Response> unknownMember(const boost::json::object &given)
{
    constexpr std::array<std::string_view, 7> known{"source",      "headers", "url",   "body",
                                                    "body_base64", "tenant",  "secret"};
    for (const auto &member : given) {
        const std::string_view name(member.key().data(), member.key().size());
        if (std::find(known.begin(), known.end(), name) == known.end())
            return badInput(name, "is not known here.");
    }
    return std::nullopt;
}

std::optional<http::Response> readWish(const boost::json::object &given, VerifyWish &wish)
{
    std::optional<std::string> source;
    std::optional<std::string> url;
    std::optional<std::string> tenant;
    for (auto bad :
         {unknownMember(given), takeText(given, "source", source), takeText(given, "url", url),
          takeText(given, "tenant", tenant), takeText(given, "secret", wish.secret),
          takeHeaders(given, wish.headers), takeMessage(given, wish.body)}) {
        if (bad)
            return bad;
    }
    if (!source)
        return badInput("source", "is missing.");
    if (wish.secret && wish.secret->empty())
        return badInput("secret", "must not be empty.");
    wish.source = std::move(*source);
    wish.url = url.value_or("");
    wish.tenant = tenant.value_or("");
    return std::nullopt;
}

void wipeAll(std::vector<signing::CandidateSecret> &candidates)
{
    for (signing::CandidateSecret &candidate : candidates)
        signing::wipe(candidate.secret);
}

/// The name under which the source has that tenant; empty: it has none of it.
std::string knownTenant(const Call &call, const std::string &source, const std::string &tenant)
{
    TenantSecrets found = call.options.secrets(source, tenant);
    wipeAll(found.candidates);
    return found.tenant;
}

/// The source's only tenant, as far as the actor may know: others' tenants are none.
std::string onlyTenant(const Call &call, const std::string &source)
{
    if (!call.actor.tenants)
        return knownTenant(call, source, "");
    std::string only;
    for (const std::string &tenant : *call.actor.tenants) {
        if (knownTenant(call, source, tenant).empty())
            continue;
        if (!only.empty())
            return {};
        only = tenant;
    }
    return only;
}

/// The tenant's secrets as far as the actor may know of them; nothing when there is no such tenant
/// for this actor.
std::vector<signing::CandidateSecret> storedSecrets(const Call &call, const VerifyWish &wish)
{
    if (!call.options.secrets)
        return {};
    const std::string tenant = wish.tenant.empty() ? onlyTenant(call, wish.source) : wish.tenant;
    if (tenant.empty())
        return {};
    TenantSecrets stored = call.options.secrets(wish.source, tenant);
    if (!isWithin(call.actor.tenants, stored.tenant))
        return {};
    std::erase_if(stored.candidates, [&](signing::CandidateSecret &candidate) {
        const bool isHidden =
            !candidate.tenant.empty() && !isWithin(call.actor.tenants, candidate.tenant);
        if (isHidden)
            signing::wipe(candidate.secret);
        return isHidden;
    });
    return std::move(stored.candidates);
}

/// Without what it quotes of the body, which is not for everybody who may ask.
std::string withoutSignedText(const std::string &explanation)
{
    boost::json::object json = boost::json::parse(explanation).as_object();
    json.erase("signed_text");
    return boost::json::serialize(json);
}

enum class Quotes { Body, Nothing };

http::Response diagnose(const Call &call, const VerifyWish &wish, Timestamp at, Quotes quotes)
{
    const auto schemes = signing::makeSchemes();
    const auto scheme = std::find_if(schemes.begin(), schemes.end(), [&](const auto &known) {
        return known->source() == wish.source;
    });
    if (scheme == schemes.end() || !isWithin(call.actor.sources, wish.source))
        return badInput("source", "is no source that is known here.");
    std::vector<signing::CandidateSecret> candidates;
    if (wish.secret)
        candidates.push_back({.secret = *wish.secret, .label = "the given secret"});
    else
        candidates = storedSecrets(call, wish);
    if (candidates.empty())
        return http::problem(404, "unknown_tenant",
                             "The source has no such tenant, or the tenant must be named. Name "
                             "one, or give a secret.");
    const auto diagnosis = (*scheme)->explain({wish.url, wish.headers, wish.body}, candidates, at);
    wipeAll(candidates);
    const std::string json = toJson(diagnosis);
    return http::jsonResponse(200, quotes == Quotes::Body ? json : withoutSignedText(json));
}

/// The event that is named, and nothing beside it.
std::variant<Uuid, http::Response> readEventId(const boost::json::object &given)
{
    const auto *text = given.at("event_id").if_string();
    const auto id = text ? Uuid::parse({text->data(), text->size()}) : std::nullopt;
    if (!id)
        return badInput("event_id", "must be an event's id.");
    if (given.size() > 1)
        return badInput("event_id",
                        "says all: source, headers, url, body and secret must not "
                        "stand beside it.");
    return *id;
}

/// A message as it is stored; the tenant is as it was known when it came.
VerifyWish wishOf(EventPayload payload)
{
    VerifyWish wish;
    wish.source = payload.owner.source;
    wish.tenant = payload.owner.tenant;
    wish.url = std::move(payload.requestUrl);
    wish.body = std::move(*payload.body);
    boost::system::error_code bad;
    const boost::json::value headers = boost::json::parse(payload.headersJson, bad);
    if (const auto *pairs = headers.if_array()) {
        for (const auto &pair : *pairs)
            addPair(pair, wish.headers);
    }
    return wish;
}

/// As of the time when the event came, since all that is old would be refused for its age.
Result<http::Response> verifyStored(const Call &call, postgres::Session &session, const Uuid &event)
{
    auto payload = readPayload(call, session, event);
    if (!payload)
        return failure(payload.error());
    if (!*payload || !isWithin(call.actor.sources, (*payload)->owner.source)
        || !isWithin(call.actor.tenants, (*payload)->owner.tenant))
        return notFound();
    if ((*payload)->whyClosed)
        return bodySealed();
    if (!(*payload)->body)
        return http::problem(409, "body_not_kept",
                             "The body of this event is not kept any more, so its signature "
                             "cannot be verified again.");
    return diagnose(call, wishOf(std::move(**payload)), event.time(), Quotes::Nothing);
}

} // namespace

Result<http::Response> verifyMessage(const Call &call, postgres::Session &session)
{
    const auto given = parseBody(call.request.body);
    if (const auto *refused = std::get_if<http::Response>(&given))
        return *refused;
    const auto &json = std::get<boost::json::object>(given);
    if (json.contains("event_id")) {
        const auto event = readEventId(json);
        if (const auto *refused = std::get_if<http::Response>(&event))
            return *refused;
        return verifyStored(call, session, std::get<Uuid>(event));
    }
    VerifyWish wish;
    if (auto bad = readWish(json, wish))
        return std::move(*bad);
    http::Response answer = diagnose(call, wish, call.clock.now(), Quotes::Body);
    if (wish.secret)
        signing::wipe(*wish.secret);
    return answer;
}

} // namespace gatehouse::gateway::admin
