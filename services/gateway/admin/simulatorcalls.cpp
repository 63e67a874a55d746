#include "services/gateway/admin/simulatorcalls.h"

#include "services/gateway/admin/change.h"
#include "services/gateway/simulator/scenariorunner.h"
#include "services/gateway/simulator/standinwordpress.h"
#include "services/gateway/simulator/trafficgenerator.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

namespace gatehouse::gateway::admin {

namespace {

using Mode = StandInBehaviour::Mode;

constexpr std::array modes = {std::pair(std::string_view("accept"), Mode::Accept),
                              std::pair(std::string_view("fail"), Mode::Fail),
                              std::pair(std::string_view("hang"), Mode::Hang),
                              std::pair(std::string_view("drop"), Mode::Drop),
                              std::pair(std::string_view("reset"), Mode::Reset),
                              std::pair(std::string_view("cut"), Mode::Cut)};

bool hasSimulator(const Call &call)
{
    const AdminOptions &options = call.options;
    return options.wordpress && options.traffic && options.scenarios;
}

double secondsOf(std::chrono::milliseconds time)
{
    return std::chrono::duration<double>(time).count();
}

boost::json::object wordPressJson(const StandInWordPress &wordpress)
{
    const StandInBehaviour behaviour = wordpress.behaviour();
    const StandInCounts counts = wordpress.counts();
    std::string_view mode;
    for (const auto &[name, known] : modes) {
        if (known == behaviour.mode)
            mode = name;
    }
    boost::json::value retryAfter, left; // null where there is none
    if (behaviour.retryAfter)
        retryAfter = behaviour.retryAfter->count();
    if (behaviour.lasts)
        left = secondsOf(*behaviour.lasts);
    return {{"url", wordpress.url()},
            {"mode", boost::json::string_view(mode.data(), mode.size())},
            {"status", behaviour.status},
            {"failing_share", behaviour.failingShare},
            {"delay_ms", behaviour.delay.count()},
            {"retry_after_seconds", retryAfter},
            {"seconds_left", left},
            {"counts",
             {{"accepted", counts.accepted},
              {"duplicates", counts.duplicates},
              {"failed", counts.failed},
              {"hung", counts.hung},
              {"dropped", counts.dropped},
              {"reset", counts.reset},
              {"cut", counts.cut},
              {"refused", counts.refused}}}};
}

boost::json::array sourcesJson(const TrafficStatus &status)
{
    boost::json::array sources;
    for (const TrafficSourceStatus &each : status.sources) {
        boost::json::object source{
            {"source", each.source},
            {"rate", each.rate},
            {"sent", each.sent},
            {"tenants", boost::json::array(each.tenants.begin(), each.tenants.end())}};
        if (!each.leftOut.empty())
            source["left_out"] = each.leftOut;
        sources.push_back(std::move(source));
    }
    return sources;
}

boost::json::object trafficJson(const TrafficGenerator &traffic)
{
    const TrafficStatus status = traffic.status();
    const auto &[rate, burst, mix] = status.plan;
    return {{"running", status.isRunning},
            {"rate", rate},
            {"burst", burst},
            {"bad_signature_share", mix.badSignatureShare},
            {"duplicate_share", mix.duplicateShare},
            {"failing_share", mix.failingShare},
            {"clock_skew_seconds", mix.clockSkew.count()},
            {"sources", sourcesJson(status)},
            {"counts",
             {{"waiting", status.waiting},
              {"sent", status.sent},
              {"accepted", status.accepted},
              {"duplicates", status.duplicates},
              {"refused", status.refused},
              {"failed", status.failed}}}};
}

boost::json::value scenarioJson(const ScenarioRunner &scenarios)
{
    const auto running = scenarios.running();
    if (!running)
        return nullptr;
    return {{"id", running->id},
            {"seconds", secondsOf(running->time)},
            {"seconds_left", secondsOf(running->left)}};
}

http::Response simulatorStatus(const Call &call)
{
    const boost::json::object json{{"wordpress", wordPressJson(*call.options.wordpress)},
                                   {"traffic", trafficJson(*call.options.traffic)},
                                   {"scenario", scenarioJson(*call.options.scenarios)}};
    return http::jsonResponse(200, boost::json::serialize(json));
}

Outcome badField(std::string_view name, std::string_view why)
{
    return {http::problem(400, "field_invalid",
                          "The field '" + std::string(name) + "' " + std::string(why)),
            std::nullopt};
}

/// Reads a number between the bounds into `value`, when it is there. The refusal, when it is not
/// one.
std::optional<Outcome> takeNumber(const boost::json::object &body, std::string_view name,
                                  double lowest, double highest, double &value)
{
    const auto *given = body.if_contains(boost::json::string_view(name.data(), name.size()));
    if (!given)
        return std::nullopt;
    boost::system::error_code error;
    const double number = given->is_number() ? given->to_number<double>(error) : lowest - 1;
    if (error || !(number >= lowest && number <= highest))
        return badField(name,
                        "must be a number from " + std::to_string(static_cast<int>(lowest)) + " to "
                            + std::to_string(static_cast<int>(highest)) + '.');
    value = number;
    return std::nullopt;
}

/// The first name that is not among the known ones.
std::optional<Outcome> unknownField(const boost::json::object &body,
                                    std::initializer_list<boost::json::string_view> known)
{
    for (const auto &member : body) {
        if (std::find(known.begin(), known.end(), member.key()) == known.end())
            return badField(std::string(member.key()), "is not known here.");
    }
    return std::nullopt;
}

/// A number that may be there, and where it goes.
struct Number
{
    const char *name;
    double lowest;
    double highest;
    double *value;
};

std::optional<Outcome> takeNumbers(const boost::json::object &body,
                                   std::initializer_list<Number> numbers)
{
    for (const auto &[name, lowest, highest, value] : numbers) {
        if (auto bad = takeNumber(body, name, lowest, highest, *value))
            return bad;
    }
    return std::nullopt;
}

struct TrafficWish
{
    double rate = 0;
    double burst = 1;
    double count = 0;
    double clockSkew = 0;
    TrafficMix mix;
};

/// Whether the source may be asked for so many; none may be asked of any that there is.
bool canSend(const TrafficStatus &status, boost::json::string_view name, double rate)
{
    return std::any_of(status.sources.begin(), status.sources.end(), [&](const auto &source) {
        return boost::json::string_view(source.source) == name
            && (rate <= 0 || !source.tenants.empty());
    });
}

/// Rates by source; together they are the rate.
std::optional<Outcome> takeSources(const boost::json::object &body, const TrafficGenerator &traffic,
                                   TrafficWish &wish)
{
    const auto *given = body.if_contains("sources");
    if (!given)
        return std::nullopt;
    if (!given->is_object() || body.contains("rate"))
        return badField("sources", "must be an object of rates by source, instead of 'rate'.");
    const TrafficStatus status = traffic.status();
    for (const auto &[name, unused] : given->get_object()) {
        double rate = 0;
        if (auto bad = takeNumber(given->get_object(), std::string(name), 0,
                                  TrafficGenerator::highestRate, rate))
            return bad;
        if (!canSend(status, name, rate))
            return badField("sources", "names one that sends nothing here.");
        if (rate > 0)
            wish.mix.sources.emplace(name, rate);
        wish.rate += rate;
    }
    if (wish.rate > TrafficGenerator::highestRate)
        return badField("sources", "are more than 1000 a second together.");
    return std::nullopt;
}

std::optional<Outcome> readTraffic(const boost::json::object &body, const TrafficGenerator &traffic,
                                   TrafficWish &wish)
{
    if (auto bad =
            unknownField(body,
                         {"rate", "sources", "burst", "count", "bad_signature_share",
                          "duplicate_share", "failing_share", "clock_skew_seconds", "reason"}))
        return bad;
    if (auto bad = takeNumbers(body,
                               {{"rate", 0, TrafficGenerator::highestRate, &wish.rate},
                                {"count", 0, TrafficGenerator::highestCount, &wish.count},
                                {"burst", 1, 1000, &wish.burst},
                                {"bad_signature_share", 0, 1, &wish.mix.badSignatureShare},
                                {"duplicate_share", 0, 1, &wish.mix.duplicateShare},
                                {"failing_share", 0, 1, &wish.mix.failingShare},
                                {"clock_skew_seconds", -600, 600, &wish.clockSkew}}))
        return bad;
    if (auto bad = takeSources(body, traffic, wish))
        return bad;
    if (wish.rate <= 0 && wish.count < 1)
        return badField("rate", "or 'count' must be given and greater than 0.");
    wish.mix.clockSkew = std::chrono::seconds(std::lround(wish.clockSkew));
    return std::nullopt;
}

/// The simulator is not in the database, so it is switched before the commit: if that fails, the
/// switch was made all the same, which its status shows.
Outcome switched(const ChangeRequest &request, std::string action, std::string target)
{
    return {simulatorStatus(request.call),
            LedgerEntry{std::move(action), "simulator", std::move(target), request.reason,
                        boost::json::serialize(request.body)}};
}

Result<Outcome> doStartTraffic(const ChangeRequest &request, postgres::Session &)
{
    TrafficWish wish;
    TrafficGenerator &traffic = *request.call.options.traffic;
    if (auto bad = readTraffic(request.body, traffic, wish))
        return std::move(*bad);
    if (wish.rate > 0)
        traffic.start({wish.rate, static_cast<int>(wish.burst), wish.mix});
    if (wish.count >= 1)
        traffic.sendNow(static_cast<int>(wish.count), wish.mix);
    return switched(request, "simulator.traffic", "traffic");
}

Result<Outcome> doStopTraffic(const ChangeRequest &request, postgres::Session &)
{
    request.call.options.traffic->stop();
    return switched(request, "simulator.traffic.stop", "traffic");
}

std::optional<Outcome> readFault(const boost::json::object &body, StandInBehaviour &behaviour)
{
    double status = behaviour.status;
    double delay = 0;
    double retryAfter = -1;
    double lasts = -1;
    if (auto bad = takeNumbers(body,
                               {{"status", 300, 599, &status},
                                {"failing_share", 0, 1, &behaviour.failingShare},
                                {"delay_ms", 0, 60000, &delay},
                                {"retry_after_seconds", 0, 3600, &retryAfter},
                                {"for_seconds", 1, 3600, &lasts}}))
        return bad;
    behaviour.status = static_cast<int>(status);
    behaviour.delay = std::chrono::milliseconds(std::lround(delay));
    if (retryAfter >= 0)
        behaviour.retryAfter = std::chrono::seconds(std::lround(retryAfter));
    if (lasts > 0)
        behaviour.lasts = std::chrono::milliseconds(std::lround(lasts * 1000));
    return std::nullopt;
}

std::optional<Outcome> readBehaviour(const boost::json::object &body, StandInBehaviour &behaviour)
{
    if (auto bad = unknownField(body,
                                {"mode", "status", "failing_share", "delay_ms",
                                 "retry_after_seconds", "for_seconds", "reason"}))
        return bad;
    const auto *given = body.if_contains("mode");
    const auto mode = std::find_if(modes.begin(), modes.end(), [given](const auto &known) {
        return given && given->is_string()
            && given->as_string()
            == boost::json::string_view(known.first.data(), known.first.size());
    });
    if (mode == modes.end())
        return badField("mode", "must be accept, fail, hang, drop, reset or cut.");
    behaviour.mode = mode->second;
    return readFault(body, behaviour);
}

Result<Outcome> doSetWordPress(const ChangeRequest &request, postgres::Session &)
{
    StandInBehaviour behaviour;
    if (auto bad = readBehaviour(request.body, behaviour))
        return std::move(*bad);
    request.call.options.wordpress->setBehaviour(behaviour);
    return switched(request, "simulator.wordpress", "wordpress");
}

Result<Outcome> doRunScenario(const ChangeRequest &request, postgres::Session &)
{
    const std::string &id = request.call.parameters.front();
    if (auto bad = unknownField(request.body, {"reason"}))
        return std::move(*bad);
    if (!request.call.options.scenarios->run(id))
        return Outcome{notFound(), std::nullopt};
    return switched(request, "simulator.scenario", id);
}

Result<Outcome> doStopScenario(const ChangeRequest &request, postgres::Session &)
{
    request.call.options.scenarios->stop();
    return switched(request, "simulator.scenario.stop", "scenario");
}

Result<http::Response> changeSimulator(const Call &call, postgres::Session &session,
                                       const Change &work)
{
    if (!hasSimulator(call))
        return noSimulator();
    return change(call, session, Reason::Optional, work);
}

} // namespace

http::Response noSimulator()
{
    return http::problem(404, "not_found",
                         "This gateway has no simulator: only a local one has, or one that was "
                         "started with --simulator.");
}

Result<http::Response> showSimulator(const Call &call, postgres::Session &)
{
    return hasSimulator(call) ? simulatorStatus(call) : noSimulator();
}

Result<http::Response> startTraffic(const Call &call, postgres::Session &session)
{
    return changeSimulator(call, session, doStartTraffic);
}

Result<http::Response> stopTraffic(const Call &call, postgres::Session &session)
{
    return changeSimulator(call, session, doStopTraffic);
}

Result<http::Response> setWordPress(const Call &call, postgres::Session &session)
{
    return changeSimulator(call, session, doSetWordPress);
}

Result<http::Response> listScenarios(const Call &call, postgres::Session &)
{
    if (!hasSimulator(call))
        return noSimulator();
    boost::json::array items;
    for (const Scenario &scenario : call.options.scenarios->scenarios()) {
        items.push_back(boost::json::object{{"id", scenario.id},
                                            {"title", scenario.title},
                                            {"text", scenario.text},
                                            {"seconds", secondsOf(scenario.time)}});
    }
    const boost::json::object json{{"items", std::move(items)}, {"next", nullptr}};
    return http::jsonResponse(200, boost::json::serialize(json));
}

Result<http::Response> runScenario(const Call &call, postgres::Session &session)
{
    return changeSimulator(call, session, doRunScenario);
}

Result<http::Response> stopScenario(const Call &call, postgres::Session &session)
{
    return changeSimulator(call, session, doStopScenario);
}

} // namespace gatehouse::gateway::admin
