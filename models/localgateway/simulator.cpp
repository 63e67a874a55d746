#include "models/localgateway/simulator.h"

#include "services/core/whendone.h"

namespace gatehouse::localgateway {

using namespace Qt::StringLiterals;

Simulator::Simulator(AdminClient &api, QObject *parent)
    : QObject(parent)
    , m_api(api)
{
    m_poll.setInterval(std::chrono::seconds(1));
    connect(&m_poll, &QTimer::timeout, this, &Simulator::read);
}

void Simulator::setOn(bool on)
{
    if (on == m_poll.isActive())
        return;
    if (!on)
        return m_poll.stop();
    m_poll.start();
    read();
}

void Simulator::read()
{
    if (m_isReading)
        return;
    m_isReading = true;
    if (m_scenarios.isEmpty())
        readScenarios();
    whenDone(m_api.get(u"simulator/status"_s), this, [this](const Result<QJsonObject> &answer) {
        m_isReading = false;
        take(answer);
    });
}

void Simulator::readScenarios()
{
    whenDone(m_api.get(u"simulator/scenarios"_s), this, [this](const Result<QJsonObject> &answer) {
        if (!answer || !m_scenarios.isEmpty())
            return;
        m_scenarios = localgateway::scenarios(*answer);
        emit scenariosChanged();
    });
}

void Simulator::take(const Result<QJsonObject> &answer)
{
    const Result<SimulatorState> state = answer ? simulatorState(*answer) : failure(answer.error());
    m_error = state ? std::optional<Error>() : state.error();
    if (state)
        m_state = *state;
    emit changed();
}

/// Each answer says what the simulator does now.
void Simulator::tell(const QString &path, const QJsonObject &body)
{
    whenDone(m_api.post(path, body), this, [this](const Result<QJsonObject> &answer) {
        if (answer)
            take(answer);
        else
            emit refused(answer.error());
    });
}

void Simulator::startTraffic(const Traffic &traffic)
{
    QJsonObject rates;
    for (const auto &[source, rate] : traffic.rates)
        rates.insert(source, rate);
    tell(u"simulator/traffic"_s,
         {{u"sources"_s, rates},
          {u"bad_signature_share"_s, traffic.badSignatureShare},
          {u"duplicate_share"_s, traffic.duplicateShare},
          {u"failing_share"_s, traffic.failingShare},
          {u"clock_skew_seconds"_s, traffic.clockSkewSeconds}});
}

void Simulator::stopTraffic()
{
    tell(u"simulator/traffic/stop"_s, {});
}

void Simulator::setStandIn(const StandIn &standIn)
{
    QJsonObject body{
        {u"mode"_s, standIn.mode}, {u"status"_s, standIn.status}, {u"delay_ms"_s, standIn.delayMs}};
    if (standIn.retryAfterSeconds > 0)
        body.insert(u"retry_after_seconds"_s, standIn.retryAfterSeconds);
    if (standIn.forSeconds > 0)
        body.insert(u"for_seconds"_s, standIn.forSeconds);
    tell(u"simulator/wordpress"_s, body);
}

void Simulator::runScenario(const QString &id)
{
    tell(u"simulator/scenarios/"_s + AdminClient::segment(id) + u"/run"_s, {});
}

void Simulator::stopScenario()
{
    tell(u"simulator/scenarios/stop"_s, {});
}

} // namespace gatehouse::localgateway
