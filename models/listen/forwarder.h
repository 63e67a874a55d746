#pragma once

#include "models/listen/eventfollower.h"
#include "services/admin_api/adminclient.h"
#include "services/connections/credentialstore.h"
#include "services/replay/preparation.h"
#include "services/sending/httpsender.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace gatehouse::listen {

/// To whom, and as what.
struct ForwardPlan
{
    replay::Target target;
    replay::Preparation preparation;
    std::shared_ptr<CredentialStore> store; ///< of the target's secrets; may be null
    std::string maskKey;
};

/// What became of one event.
struct Forwarded
{
    Uuid id;
    Timestamp receivedAt;
    QString source, tenant, eventType;
    int status = 0; ///< of the answer; 0: it was not sent, `problem` says why
    std::chrono::microseconds latency{0};
    QString problem;
};

/// Sends the events of a filter to a developer's machine as they arrive, signed anew, one after the
/// other in their order. Who does not answer is asked again, with longer and longer pauses, until
/// there is an answer: nothing is left out meanwhile. Every answer counts, whatever its status.
/// An event that cannot be sent at all (its body was not kept, it cannot be masked) is told and
/// passed over. In the GUI thread.
class Forwarder : public QObject
{
    Q_OBJECT

public:
    /// `api` and `clock` outlive it; bodies are read through the API, masked where it masks them.
    Forwarder(std::shared_ptr<collection::Source> events, collection::Filter filter, Place place,
              AdminClient &api, ForwardPlan plan, const Clock &clock, QObject *parent = nullptr);
    ~Forwarder() override;

    /// Denied for production, whoever grants it: what arrives there has been delivered there.
    Result<> start();
    /// Of the next attempt to reach who did not answer.
    void setFirstPause(std::chrono::milliseconds pause);
    EventFollower &follower() { return m_follower; }

signals:
    /// The follower's place() is behind this event.
    void forwarded(const gatehouse::listen::Forwarded &event);
    void caughtUp();
    /// No answer, or no event; it is tried again after that pause.
    void waiting(const gatehouse::Error &error, std::chrono::milliseconds pause);
    /// It has ended: as it is asked for, no event can be sent.
    void failed(const gatehouse::Error &error);

private:
    void readEvent();
    void readBody();
    void readSecrets();
    void prepare(const replay::SigningSecrets &secrets);
    void send();
    void take(const DeliveryResponse &response);
    void pass(const QString &problem);
    void done(Forwarded forwarded);
    void meet(const Error &error, void (Forwarder::*step)());
    void retryLater(const Error &error, void (Forwarder::*step)());
    Forwarded current() const;

    EventFollower m_follower;
    AdminClient &m_api;
    ForwardPlan m_plan;
    const Clock &m_clock;
    std::chrono::milliseconds m_firstPause{1000};
    std::chrono::milliseconds m_pause{0}; ///< the last one; 0: none since an answer
    ArrivedEvent m_event; ///< what follows is of it
    QJsonObject m_json;
    replay::Fixture m_fixture;
    DeliveryRequest m_request;
    QTimer m_timer;
};

} // namespace gatehouse::listen
