#include "services/core/log.h"
#include "services/core/random.h"
#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/query.h"
#include "services/gateway/admin/rotationusage.h"
#include "services/gateway/admin/scope.h"
#include "services/gateway/admin/secrets.h"
#include "services/gateway/admin/secrettarget.h"
#include "services/postgres/session.h"
#include "services/secrets/rotationverdict.h"
#include "services/signing/scheme.h"

#include <boost/json.hpp>

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::int64_t longestPolicy = 3650;

constexpr UsageSpec secretUsage{.rows =
                                    "gatehouse.provider_secret WHERE source = $2 AND tenant = $3",
                                .minutes = "gatehouse.secret_minute",
                                .minuteOf = "secret_id",
                                .label = "version",
                                .members = "'version', v.version, 'fingerprint', v.fingerprint",
                                .listName = "versions",
                                .order = "v.version DESC"};

/// What every provider's scheme can sign: all the members that some take the id or the time from.
std::string testBody(Timestamp now)
{
    return boost::json::serialize(boost::json::object{{"id", "evt_gatehouse_test"},
                                                      {"type", "gatehouse.test"},
                                                      {"event_id", "gatehouse_test"},
                                                      {"job_id", "gatehouse_test"},
                                                      {"idempotency_key", "gatehouse_test"},
                                                      {"occurred_at", toRfc3339(now)}});
}

/// What senders add to a message that no scheme signs, and ingest asks for.
const signing::HeaderList &unsignedHeaders()
{
    static const signing::HeaderList headers = [] {
        signing::HeaderList list;
        for (const char *name :
             {"X-GitHub-Event", "X-GitHub-Delivery", "X-Shopify-Topic", "X-Shopify-Shop-Domain",
              "X-Shopify-API-Version", "X-Shopify-Webhook-Id", "X-WC-Webhook-Topic",
              "X-WC-Webhook-Delivery-ID", "X-Idempotency-Key"})
            list.emplace_back(name, "gatehouse_test");
        return list;
    }();
    return headers;
}

/// How ingest would judge a message that was signed with this secret just now.
signing::Verification tryOut(const signing::Scheme &scheme, const std::string &secret,
                             const std::vector<std::string> &valid, Timestamp now)
{
    static constexpr std::string_view url = "http://gatehouse.test/";
    const std::string body = testBody(now);
    signing::HeaderList headers = unsignedHeaders();
    for (auto &header : scheme.sign({url, headers, body}, secret, now))
        headers.push_back(std::move(header));
    return scheme.verify({url, headers, body}, valid, now);
}

boost::json::object outcomeOf(const signing::Verification &verification, std::string_view signedBy)
{
    const bool isValid = verification.outcome == signing::Verification::Outcome::Valid;
    return {{"signed_with", signedBy},
            {"outcome", isValid ? "accepted" : "refused"},
            {"code", isValid ? boost::json::value() : boost::json::value(verification.code)}};
}

const signing::Scheme &schemeOf(const std::vector<std::unique_ptr<signing::Scheme>> &schemes,
                                const std::string &source)
{
    return **std::find_if(schemes.begin(), schemes.end(),
                          [&](const auto &scheme) { return scheme->source() == source; });
}

boost::json::array tryAll(const Call &call, const SecretTarget &target)
{
    const auto schemes = signing::makeSchemes();
    const signing::Scheme &scheme = schemeOf(schemes, target.source);
    std::vector<signing::CandidateSecret> candidates =
        call.options.secrets(target.source, target.tenant).candidates;
    std::erase_if(candidates, [](const auto &each) { return !signing::isAccepted(each); });
    std::vector<std::string> valid;
    valid.reserve(candidates.size());
    for (const auto &candidate : candidates)
        valid.push_back(candidate.secret);
    boost::json::array results;
    for (const auto &candidate : candidates)
        results.push_back(
            outcomeOf(tryOut(scheme, candidate.secret, valid, call.clock.now()), candidate.label));
    const std::string nobodys = target.source == "standard" ? "bm9ib2R5" : randomHex(32);
    results.push_back(outcomeOf(tryOut(scheme, nobodys, valid, call.clock.now()), "none of them"));
    return results;
}

Result<Outcome> doTest(const ChangeRequest &request, postgres::Session &)
{
    BodyReader reader(request.body, {});
    if (reader.refusal())
        return refused(*reader.refusal());
    const auto target = secretTarget(request.call);
    if (!target || !request.call.options.secrets)
        return refused(notFound());
    const boost::json::array results = tryAll(request.call, *target);
    if (results.size() < 2)
        return refused(notFound());
    const boost::json::object detail{
        {"source", target->source}, {"tenant", target->tenant}, {"results", results}};
    return Outcome{
        http::jsonResponse(200, boost::json::serialize(boost::json::object{{"results", results}})),
        LedgerEntry{"secrets.test", "secret", target->source + '/' + target->tenant, request.reason,
                    boost::json::serialize(detail)}};
}

constexpr std::string_view readPolicy =
    "SELECT jsonb_build_object('days', days)::text FROM gatehouse.secret_policy WHERE source = $1"
    " FOR UPDATE";

constexpr std::string_view writePolicy = R"(
INSERT INTO gatehouse.secret_policy (source, days, changed_by) VALUES ($1, $2, $3)
    ON CONFLICT (source) DO UPDATE SET days = excluded.days, changed_by = excluded.changed_by,
       changed_at = now())";

Result<Outcome> doSetPolicy(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {"days"});
    const auto days = reader.number("days", 1, longestPolicy, 0);
    if (!reader.has("days"))
        reader.refuse("days", "is missing.");
    if (reader.refusal())
        return refused(*reader.refusal());
    const Call &call = request.call;
    const std::string &source = call.parameters.front();
    if (unknownSource(call.actor, source))
        return refused(notFound());
    if (call.actor.tenants)
        return refused(outsideScope());
    const auto before = session.execute(readPolicy, {source});
    if (!before)
        return failure(before.error());
    const auto written = session.execute(writePolicy, {source, days, call.actor.name});
    if (!written)
        return failure(written.error());
    const boost::json::object answer{{"source", source}, {"days", days}};
    boost::json::object detail = answer;
    detail["before"] =
        stateOf(before->isEmpty() ? std::nullopt : before->find<std::string>(0, 0), {"days"});
    detail["after"] = {{"days", days}};
    return Outcome{http::jsonResponse(200, boost::json::serialize(answer)),
                   LedgerEntry{"secrets.policy", "secret_policy", source, request.reason,
                               boost::json::serialize(detail)}};
}

} // namespace

Result<http::Response> showSecretUsage(const Call &call, postgres::Session &session)
{
    const auto target = secretTarget(call);
    if (!target)
        return notFound();
    return answerUsage(call, session, secretUsage, {target->source, target->tenant},
                       secrets::retryWindowOf(target->source));
}

Result<http::Response> testSecret(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Optional, doTest);
}

Result<http::Response> listSecretPolicies(const Call &call, postgres::Session &session)
{
    Query query;
    requireScope(query, {call.actor.tokenId, {}, {}, {}, call.actor.sources}, {"", "source"});
    return session
        .execute("SELECT jsonb_build_object('items', coalesce(jsonb_agg(to_jsonb(p) ORDER BY "
                 "p.source), '[]'), 'next', NULL)::text FROM (SELECT * FROM console.secret_policies"
                     + query.where() + ") p",
                 query.parameters())
        .map([](const postgres::Rows &rows) {
            return http::jsonResponse(200, rows.get<std::string>(0, 0));
        });
}

Result<http::Response> setSecretPolicy(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doSetPolicy);
}

} // namespace gatehouse::gateway::admin
