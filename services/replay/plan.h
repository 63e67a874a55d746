#pragma once

#include "services/core/clock.h"
#include "services/replay/preparation.h"

#include <QJsonObject>

#include <chrono>
#include <deque>
#include <optional>

namespace gatehouse::replay {

/// When each event is sent.
struct Pace
{
    enum class Kind { Rate, AsRecorded };
    Kind kind = Kind::Rate;
    double perSecond = 10; ///< Rate; 0: as fast as answers come
    double scale = 1; ///< AsRecorded: 10 is ten times as fast as they came
};

/// Everything that is asked for but the events and the target.
struct Plan
{
    Preparation preparation;
    Pace pace;
    int concurrency = 4; ///< at most so many without an answer
    /// 1, 2, 5, then 20 at first, each lot only when the one before is answered; then all.
    bool isRamped = false;
    /// Stops when more than this share of the last `window` answers failed; 1: never.
    double stopRatio = 1;
    int window = 20;

    QJsonObject toJson() const;
    static Plan fromJson(const QJsonObject &json);
};

/// A plan as the journal has it, with where it goes: a target may be changed under the same name.
QJsonObject journalledPlan(const Plan &plan, const Target &target);
/// Whether it went there; not of one that was written down before that was kept.
bool wentTo(const QJsonObject &journalledPlan, const Target &target);

/// Says when the next event is due, from the start of a run. Pure.
class Pacer
{
public:
    explicit Pacer(Pace pace)
        : m_pace(pace)
    {
    }
    /// Of the events of a run, one after the other; never before the one that was asked for last.
    std::chrono::nanoseconds due(std::optional<Timestamp> receivedAt);

private:
    Pace m_pace;
    std::int64_t m_index = 0;
    std::optional<Timestamp> m_first;
    std::chrono::nanoseconds m_last{0};
};

/// How many may have been sent in a ramp when so many are answered.
std::size_t rampLimit(std::size_t answered);

/// The last answers, and whether too many of them failed.
class FailureWindow
{
public:
    FailureWindow(double ratio, int window)
        : m_ratio(ratio)
        , m_size(std::size_t(std::max(window, 1)))
    {
    }
    void add(bool isFailure);
    /// Not before the window is full.
    bool isOver() const;
    double ratio() const; ///< of what is in it

private:
    double m_ratio;
    std::size_t m_size;
    std::deque<bool> m_last;
    std::size_t m_failures = 0;
};

} // namespace gatehouse::replay
