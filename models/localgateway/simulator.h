#pragma once

#include "models/localgateway/simulatorstate.h"
#include "services/admin_api/adminclient.h"

#include <QTimer>

namespace gatehouse::localgateway {

/// The simulator of a local gateway as its page sees it: what it does, read once a second while it
/// is on, and what it is told to do. In the GUI thread.
class Simulator : public QObject
{
    Q_OBJECT

public:
    /// `api` outlives it.
    explicit Simulator(AdminClient &api, QObject *parent = nullptr);

    /// Off at first.
    void setOn(bool on);
    /// At once, beside what is read each second.
    void read();

    /// Nothing until the gateway has answered.
    const std::optional<SimulatorState> &state() const { return m_state; }
    const QList<Scenario> &scenarios() const { return m_scenarios; }
    /// Of the last reading; nothing: it succeeded. NotFound: this gateway has no simulator.
    const std::optional<Error> &error() const { return m_error; }

    /// Each source's webhooks a second; nothing but these is sent.
    struct Traffic
    {
        QList<QPair<QString, double>> rates;
        double badSignatureShare = 0;
        double duplicateShare = 0;
        double failingShare = 0;
        int clockSkewSeconds = 0;
    };
    void startTraffic(const Traffic &traffic);
    void stopTraffic();

    struct StandIn
    {
        QString mode;
        int status = 503;
        int delayMs = 0;
        int retryAfterSeconds = 0; ///< 0: no Retry-After
        int forSeconds = 0; ///< 0: until it is changed
    };
    void setStandIn(const StandIn &standIn);

    void runScenario(const QString &id);
    void stopScenario();

signals:
    void changed();
    void scenariosChanged();
    /// What it was told to do, it did not.
    void refused(const gatehouse::Error &error);

private:
    void readScenarios();
    void take(const Result<QJsonObject> &answer);
    void tell(const QString &path, const QJsonObject &body);

    AdminClient &m_api;
    QTimer m_poll;
    bool m_isReading = false;
    std::optional<SimulatorState> m_state;
    std::optional<Error> m_error;
    QList<Scenario> m_scenarios;
};

} // namespace gatehouse::localgateway
