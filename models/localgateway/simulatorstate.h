#pragma once

#include "services/core/result.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::localgateway {

/// How the stand-in for WordPress answers; the words are the API's.
struct StandInState
{
    QString mode; ///< accept, fail, hang, drop, reset, cut
    int status = 503; ///< of fail
    int delayMs = 0;
    std::optional<int> retryAfterSeconds;
    std::optional<double> secondsLeft; ///< then it accepts again; nothing: until it is changed
};

struct SourceState
{
    QString source;
    double rate = 0; ///< a second
    qint64 sent = 0;
    bool operator==(const SourceState &) const = default;
};

struct TrafficState
{
    bool isRunning = false;
    double rate = 0; ///< of all sources, a second
    double badSignatureShare = 0; ///< 0 to 1, as the other shares
    double duplicateShare = 0;
    double failingShare = 0;
    int clockSkewSeconds = 0;
    QList<SourceState> sources;
    qint64 sent = 0;
};

struct RunningScenario
{
    QString id;
    double seconds = 0;
    double secondsLeft = 0;
};

/// GET simulator/status.
struct SimulatorState
{
    StandInState wordpress;
    TrafficState traffic;
    std::optional<RunningScenario> scenario;
};

/// Invalid when it is not of that shape: a gateway of another version.
Result<SimulatorState> simulatorState(const QJsonObject &answer);

/// A scripted fault or kind of traffic; title and text are translated where the id is known.
struct Scenario
{
    QString id;
    QString title;
    QString text;
};

/// GET simulator/scenarios.
QList<Scenario> scenarios(const QJsonObject &answer);

} // namespace gatehouse::localgateway
