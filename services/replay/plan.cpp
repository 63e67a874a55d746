#include "services/replay/plan.h"

#include <algorithm>
#include <array>
#include <limits>

namespace gatehouse::replay {

namespace {

QJsonObject destinationOf(const Target &target)
{
    return {{QStringLiteral("url"), target.url},
            {QStringLiteral("connection"), target.connection},
            {QStringLiteral("environment"), target.environment}};
}

} // namespace

QJsonObject Plan::toJson() const
{
    return {
        {QStringLiteral("preparation"), preparation.toJson()},
        {QStringLiteral("pace"),
         pace.kind == Pace::Kind::Rate ? QStringLiteral("rate") : QStringLiteral("as_recorded")},
        {QStringLiteral("per_second"), pace.perSecond},
        {QStringLiteral("scale"), pace.scale},
        {QStringLiteral("concurrency"), concurrency},
        {QStringLiteral("ramp"), isRamped},
        {QStringLiteral("stop_ratio"), stopRatio},
        {QStringLiteral("window"), window}};
}

QJsonObject journalledPlan(const Plan &plan, const Target &target)
{
    QJsonObject json = plan.toJson();
    json.insert(QStringLiteral("target"), destinationOf(target));
    return json;
}

bool wentTo(const QJsonObject &journalledPlan, const Target &target)
{
    return journalledPlan[u"target"].toObject() == destinationOf(target);
}

Plan Plan::fromJson(const QJsonObject &json)
{
    Plan plan;
    plan.preparation = Preparation::fromJson(json[u"preparation"].toObject());
    if (json[u"pace"] == QLatin1String("as_recorded"))
        plan.pace.kind = Pace::Kind::AsRecorded;
    plan.pace.perSecond = json[u"per_second"].toDouble(plan.pace.perSecond);
    plan.pace.scale = json[u"scale"].toDouble(plan.pace.scale);
    plan.concurrency = json[u"concurrency"].toInt(plan.concurrency);
    plan.isRamped = json[u"ramp"].toBool();
    plan.stopRatio = json[u"stop_ratio"].toDouble(plan.stopRatio);
    plan.window = json[u"window"].toInt(plan.window);
    return plan;
}

namespace {

/// A recording's times are foreign, and more does not fit.
std::chrono::nanoseconds within(std::chrono::duration<double> time)
{
    constexpr std::chrono::duration<double> longest = std::chrono::years(100);
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::min(time, longest));
}

} // namespace

std::chrono::nanoseconds Pacer::due(std::optional<Timestamp> receivedAt)
{
    using std::chrono::nanoseconds;
    if (m_pace.kind == Pace::Kind::Rate) {
        const std::chrono::duration<double> at(
            m_pace.perSecond > 0 ? double(m_index++) / m_pace.perSecond : 0);
        return within(at);
    }
    if (!receivedAt)
        return m_last;
    m_first = m_first.value_or(*receivedAt);
    const std::chrono::duration<double> spacing = *receivedAt - *m_first;
    m_last = std::max(m_last, within(spacing / std::max(m_pace.scale, 0.001)));
    return m_last;
}

std::size_t rampLimit(std::size_t answered)
{
    std::size_t limit = 0;
    for (const std::size_t lot : {1, 2, 5, 20}) {
        limit += lot;
        if (answered < limit)
            return limit;
    }
    return std::numeric_limits<std::size_t>::max();
}

void FailureWindow::add(bool isFailure)
{
    m_last.push_back(isFailure);
    m_failures += isFailure ? 1 : 0;
    if (m_last.size() > m_size) {
        m_failures -= m_last.front() ? 1 : 0;
        m_last.pop_front();
    }
}

double FailureWindow::ratio() const
{
    return m_last.empty() ? 0 : double(m_failures) / double(m_last.size());
}

bool FailureWindow::isOver() const
{
    return m_last.size() == m_size && ratio() > m_ratio;
}

} // namespace gatehouse::replay
