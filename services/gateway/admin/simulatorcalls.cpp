#include "services/gateway/admin/simulatorcalls.h"

#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/simulator/scenariorunner.h"
#include "services/gateway/simulator/standinwordpress.h"
#include "services/gateway/simulator/trafficgenerator.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

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

/// What is switched, without what is counted.
boost::json::object switches(const Call &call)
{
    boost::json::object wordpress = wordPressJson(*call.options.wordpress);
    boost::json::object traffic = trafficJson(*call.options.traffic);
    for (const char *counted : {"url", "counts", "seconds_left", "sources"}) {
        wordpress.erase(counted);
        traffic.erase(counted);
    }
    const auto scenario = call.options.scenarios->running();
    return {{"wordpress", std::move(wordpress)},
            {"traffic", std::move(traffic)},
            {"scenario", scenario ? boost::json::value(scenario->id) : boost::json::value()}};
}

struct TrafficWish
{
    double rate = 0;
    double burst = 1;
    double count = 0;
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
void readSources(BodyReader &reader, const boost::json::object &body,
                 const TrafficGenerator &traffic, TrafficWish &wish)
{
    const auto *given = body.if_contains("sources");
    if (!given)
        return;
    if (!given->is_object() || body.contains("rate"))
        return reader.refuse("sources", "must be an object of rates by source, instead of 'rate'.");
    const TrafficStatus status = traffic.status();
    for (const auto &[name, value] : given->get_object()) {
        const double rate =
            reader.decimalOf(value, std::string(name), 0, TrafficGenerator::highestRate, 0);
        if (!canSend(status, name, rate))
            reader.refuse("sources", "names one that sends nothing here.");
        if (rate > 0)
            wish.mix.sources.emplace(name, rate);
        wish.rate += rate;
    }
    if (wish.rate > TrafficGenerator::highestRate)
        reader.refuse("sources", "are more than 1000 a second together.");
}

TrafficWish readTraffic(BodyReader &reader, const boost::json::object &body,
                        const TrafficGenerator &traffic)
{
    TrafficWish wish;
    wish.rate = reader.decimal("rate", 0, TrafficGenerator::highestRate, 0);
    wish.count = reader.decimal("count", 0, TrafficGenerator::highestCount, 0);
    wish.burst = reader.decimal("burst", 1, 1000, 1);
    TrafficMix &mix = wish.mix;
    mix.badSignatureShare = reader.decimal("bad_signature_share", 0, 1, mix.badSignatureShare);
    mix.duplicateShare = reader.decimal("duplicate_share", 0, 1, mix.duplicateShare);
    mix.failingShare = reader.decimal("failing_share", 0, 1, mix.failingShare);
    mix.clockSkew =
        std::chrono::seconds(std::lround(reader.decimal("clock_skew_seconds", -600, 600, 0)));
    readSources(reader, body, traffic, wish);
    if (wish.rate <= 0 && wish.count < 1)
        reader.refuse("rate", "or 'count' must be given and greater than 0.");
    return wish;
}

/// The simulator is not in the database, so it is switched before the commit: if that fails, the
/// switch was made all the same, which its status shows.
Outcome switched(const ChangeRequest &request, std::string action, std::string target,
                 boost::json::object before)
{
    boost::json::object detail = request.body;
    detail["before"] = std::move(before);
    detail["after"] = switches(request.call);
    return {simulatorStatus(request.call),
            LedgerEntry{std::move(action), "simulator", std::move(target), request.reason,
                        boost::json::serialize(detail)}};
}

Result<Outcome> doStartTraffic(const ChangeRequest &request, postgres::Session &)
{
    TrafficGenerator &traffic = *request.call.options.traffic;
    BodyReader reader(request.body,
                      {"rate", "sources", "burst", "count", "bad_signature_share",
                       "duplicate_share", "failing_share", "clock_skew_seconds"});
    const TrafficWish wish = readTraffic(reader, request.body, traffic);
    if (reader.refusal())
        return refused(*reader.refusal());
    auto before = switches(request.call);
    if (wish.rate > 0)
        traffic.start({wish.rate, static_cast<int>(wish.burst), wish.mix});
    if (wish.count >= 1)
        traffic.sendNow(static_cast<int>(wish.count), wish.mix);
    return switched(request, "simulator.traffic", "traffic", std::move(before));
}

Result<Outcome> doStopTraffic(const ChangeRequest &request, postgres::Session &)
{
    if (const BodyReader reader(request.body, {}); reader.refusal())
        return refused(*reader.refusal());
    auto before = switches(request.call);
    request.call.options.traffic->stop();
    return switched(request, "simulator.traffic.stop", "traffic", std::move(before));
}

void readMode(BodyReader &reader, const boost::json::object &body, StandInBehaviour &behaviour)
{
    const auto *given = body.if_contains("mode");
    const auto mode = std::find_if(modes.begin(), modes.end(), [given](const auto &known) {
        return given && given->is_string()
            && given->as_string()
            == boost::json::string_view(known.first.data(), known.first.size());
    });
    if (mode == modes.end())
        return reader.refuse("mode", "must be accept, fail, hang, drop, reset or cut.");
    behaviour.mode = mode->second;
}

StandInBehaviour readBehaviour(BodyReader &reader, const boost::json::object &body)
{
    StandInBehaviour behaviour;
    readMode(reader, body, behaviour);
    behaviour.status = static_cast<int>(reader.decimal("status", 300, 599, behaviour.status));
    behaviour.failingShare = reader.decimal("failing_share", 0, 1, behaviour.failingShare);
    behaviour.delay =
        std::chrono::milliseconds(std::lround(reader.decimal("delay_ms", 0, 60000, 0)));
    const double retryAfter = reader.decimal("retry_after_seconds", 0, 3600, -1);
    if (retryAfter >= 0)
        behaviour.retryAfter = std::chrono::seconds(std::lround(retryAfter));
    const double lasts = reader.decimal("for_seconds", 1, 3600, -1);
    if (lasts > 0)
        behaviour.lasts = std::chrono::milliseconds(std::lround(lasts * 1000));
    return behaviour;
}

Result<Outcome> doSetWordPress(const ChangeRequest &request, postgres::Session &)
{
    BodyReader reader(
        request.body,
        {"mode", "status", "failing_share", "delay_ms", "retry_after_seconds", "for_seconds"});
    const StandInBehaviour behaviour = readBehaviour(reader, request.body);
    if (reader.refusal())
        return refused(*reader.refusal());
    auto before = switches(request.call);
    request.call.options.wordpress->setBehaviour(behaviour);
    return switched(request, "simulator.wordpress", "wordpress", std::move(before));
}

std::string unknownScenario(const Call &call)
{
    std::string ids;
    for (const Scenario &scenario : call.options.scenarios->scenarios())
        ids.append(ids.empty() ? "" : ", ").append(scenario.id);
    return "There is no scenario of this name. There are: " + ids + ".";
}

Result<Outcome> doRunScenario(const ChangeRequest &request, postgres::Session &)
{
    const std::string &id = request.call.parameters.front();
    if (const BodyReader reader(request.body, {}); reader.refusal())
        return refused(*reader.refusal());
    auto before = switches(request.call);
    if (!request.call.options.scenarios->run(id))
        return refused(http::problem(404, "not_found", unknownScenario(request.call)));
    return switched(request, "simulator.scenario", id, std::move(before));
}

Result<Outcome> doStopScenario(const ChangeRequest &request, postgres::Session &)
{
    if (const BodyReader reader(request.body, {}); reader.refusal())
        return refused(*reader.refusal());
    auto before = switches(request.call);
    request.call.options.scenarios->stop();
    return switched(request, "simulator.scenario.stop", "scenario", std::move(before));
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
