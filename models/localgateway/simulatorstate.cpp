#include "models/localgateway/simulatorstate.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace gatehouse::localgateway {

using namespace Qt::StringLiterals;

namespace {

struct ScenarioTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::localgateway::Scenario)
};

StandInState standInState(const QJsonObject &json)
{
    StandInState state;
    state.mode = json["mode"_L1].toString();
    state.status = json["status"_L1].toInt();
    state.delayMs = json["delay_ms"_L1].toInt();
    if (const QJsonValue seconds = json["retry_after_seconds"_L1]; seconds.isDouble())
        state.retryAfterSeconds = seconds.toInt();
    if (const QJsonValue seconds = json["seconds_left"_L1]; seconds.isDouble())
        state.secondsLeft = seconds.toDouble();
    return state;
}

TrafficState trafficState(const QJsonObject &json)
{
    TrafficState state;
    state.isRunning = json["running"_L1].toBool();
    state.rate = json["rate"_L1].toDouble();
    state.badSignatureShare = json["bad_signature_share"_L1].toDouble();
    state.duplicateShare = json["duplicate_share"_L1].toDouble();
    state.failingShare = json["failing_share"_L1].toDouble();
    state.clockSkewSeconds = json["clock_skew_seconds"_L1].toInt();
    state.sent = json["counts"_L1]["sent"_L1].toInteger();
    const QJsonArray sources = json["sources"_L1].toArray();
    for (const auto &source : sources) {
        state.sources.append({source["source"_L1].toString(), source["rate"_L1].toDouble(),
                              source["sent"_L1].toInteger()});
    }
    return state;
}

std::optional<RunningScenario> runningScenario(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    return RunningScenario{json["id"_L1].toString(), json["seconds"_L1].toDouble(),
                           json["seconds_left"_L1].toDouble()};
}

/// What a scenario that this console knows is called; else as the gateway says.
Scenario translated(const Scenario &scenario)
{
    const QString &id = scenario.id;
    if (id == "wordpress_outage"_L1)
        return {id, ScenarioTexts::tr("WordPress outage and recovery"),
                ScenarioTexts::tr("503 for 90 s, then fine")};
    if (id == "black_friday"_L1)
        return {id, ScenarioTexts::tr("Black Friday burst"),
                ScenarioTexts::tr("1,000 a second for 60 s")};
    if (id == "retry_storm"_L1)
        return {id, ScenarioTexts::tr("Provider retry storm"),
                ScenarioTexts::tr("every event 8 times, out of order")};
    if (id == "clock_skew"_L1)
        return {id, ScenarioTexts::tr("Clock skew"),
                ScenarioTexts::tr("timestamps 290 to 310 s old")};
    if (id == "key_mix_up"_L1)
        return {id, ScenarioTexts::tr("Key mix-up"),
                ScenarioTexts::tr("one tenant signed with the secret of another")};
    return scenario;
}

} // namespace

Result<SimulatorState> simulatorState(const QJsonObject &answer)
{
    const QJsonValue wordpress = answer["wordpress"_L1];
    const QJsonValue traffic = answer["traffic"_L1];
    if (!wordpress.isObject() || !traffic.isObject()) {
        return failure(ErrorKind::Invalid,
                       ScenarioTexts::tr("The gateway's simulator is of another version than this "
                                         "console. Use both of one version."));
    }
    return SimulatorState{standInState(wordpress.toObject()), trafficState(traffic.toObject()),
                          runningScenario(answer["scenario"_L1])};
}

QList<Scenario> scenarios(const QJsonObject &answer)
{
    QList<Scenario> known;
    const QJsonArray items = answer["items"_L1].toArray();
    for (const auto &item : items) {
        known.append(translated(
            {item["id"_L1].toString(), item["title"_L1].toString(), item["text"_L1].toString()}));
    }
    return known;
}

} // namespace gatehouse::localgateway
