#include "services/gateway/admin/simulatorcalls.h"

#include "services/gateway/admin/change.h"
#include "services/gateway/simulator/standinwordpress.h"
#include "services/gateway/simulator/trafficgenerator.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <tuple>

namespace gatehouse::gateway::admin {

namespace {

using Mode = StandInBehaviour::Mode;

constexpr std::array modes = {std::pair(std::string_view("accept"), Mode::Accept),
                              std::pair(std::string_view("fail"), Mode::Fail),
                              std::pair(std::string_view("hang"), Mode::Hang),
                              std::pair(std::string_view("drop"), Mode::Drop)};

bool hasSimulator(const Call &call)
{
    return call.options.wordpress && call.options.traffic;
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
    return {{"url", wordpress.url()},
            {"mode", boost::json::string_view(mode.data(), mode.size())},
            {"status", behaviour.status},
            {"failing_share", behaviour.failingShare},
            {"counts",
             {{"accepted", counts.accepted},
              {"duplicates", counts.duplicates},
              {"failed", counts.failed},
              {"hung", counts.hung},
              {"dropped", counts.dropped},
              {"refused", counts.refused}}}};
}

boost::json::object trafficJson(const TrafficGenerator &traffic)
{
    const TrafficStatus status = traffic.status();
    return {{"running", status.isRunning},
            {"rate", status.rate},
            {"burst", status.burst},
            {"bad_signature_share", status.mix.badSignatureShare},
            {"duplicate_share", status.mix.duplicateShare},
            {"failing_share", status.mix.failingShare},
            {"counts",
             {{"waiting", status.waiting},
              {"sent", status.sent},
              {"accepted", status.accepted},
              {"duplicates", status.duplicates},
              {"refused", status.refused},
              {"failed", status.failed}}}};
}

http::Response simulatorStatus(const Call &call)
{
    const boost::json::object json{{"wordpress", wordPressJson(*call.options.wordpress)},
                                   {"traffic", trafficJson(*call.options.traffic)}};
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

struct TrafficWish
{
    double rate = 0;
    double burst = 1;
    double count = 0;
    TrafficMix mix;
};

std::optional<Outcome> readTraffic(const boost::json::object &body, TrafficWish &wish)
{
    if (auto bad = unknownField(body,
                                {"rate", "burst", "count", "bad_signature_share", "duplicate_share",
                                 "failing_share", "reason"}))
        return bad;
    const std::array fields{
        std::tuple("rate", TrafficGenerator::highestRate, &wish.rate),
        std::tuple("count", double{TrafficGenerator::highestCount}, &wish.count),
        std::tuple("bad_signature_share", 1.0, &wish.mix.badSignatureShare),
        std::tuple("duplicate_share", 1.0, &wish.mix.duplicateShare),
        std::tuple("failing_share", 1.0, &wish.mix.failingShare),
    };
    for (const auto &[name, highest, value] : fields) {
        if (auto bad = takeNumber(body, name, 0, highest, *value))
            return bad;
    }
    if (auto bad = takeNumber(body, "burst", 1, 1000, wish.burst))
        return bad;
    if (wish.rate <= 0 && wish.count < 1)
        return badField("rate", "or 'count' must be given and greater than 0.");
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
    if (auto bad = readTraffic(request.body, wish))
        return std::move(*bad);
    TrafficGenerator &traffic = *request.call.options.traffic;
    if (wish.rate > 0)
        traffic.start(wish.rate, static_cast<int>(wish.burst), wish.mix);
    if (wish.count >= 1)
        traffic.sendNow(static_cast<int>(wish.count), wish.mix);
    return switched(request, "simulator.traffic", "traffic");
}

Result<Outcome> doStopTraffic(const ChangeRequest &request, postgres::Session &)
{
    request.call.options.traffic->stop();
    return switched(request, "simulator.traffic.stop", "traffic");
}

std::optional<Outcome> readBehaviour(const boost::json::object &body, StandInBehaviour &behaviour)
{
    if (auto bad = unknownField(body, {"mode", "status", "failing_share", "reason"}))
        return bad;
    const auto *given = body.if_contains("mode");
    const auto mode = std::find_if(modes.begin(), modes.end(), [given](const auto &known) {
        return given && given->is_string()
            && given->as_string()
            == boost::json::string_view(known.first.data(), known.first.size());
    });
    if (mode == modes.end())
        return badField("mode", "must be accept, fail, hang or drop.");
    behaviour.mode = mode->second;
    double status = behaviour.status;
    if (auto bad = takeNumber(body, "status", 300, 599, status))
        return bad;
    behaviour.status = static_cast<int>(status);
    return takeNumber(body, "failing_share", 0, 1, behaviour.failingShare);
}

Result<Outcome> doSetWordPress(const ChangeRequest &request, postgres::Session &)
{
    StandInBehaviour behaviour;
    if (auto bad = readBehaviour(request.body, behaviour))
        return std::move(*bad);
    request.call.options.wordpress->setBehaviour(behaviour);
    return switched(request, "simulator.wordpress", "wordpress");
}

Result<http::Response> changeSimulator(const Call &call, postgres::Session &session,
                                       const Change &work)
{
    if (!hasSimulator(call))
        return notFound();
    return change(call, session, Reason::Optional, work);
}

} // namespace

Result<http::Response> showSimulator(const Call &call, postgres::Session &)
{
    return hasSimulator(call) ? simulatorStatus(call) : notFound();
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

} // namespace gatehouse::gateway::admin
