#pragma once

#include "models/replay/resultmodel.h"
#include "services/admin_api/adminclient.h"
#include "services/connections/credentialstore.h"
#include "services/replay/plan.h"
#include "services/replay/replay.h"
#include "services/replay/report.h"
#include "services/replay/target.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace gatehouse::replay {

/// What a session works with. What is referred to outlives it.
struct SessionServices
{
    AdminClient &api; ///< whose ledger is told of plan and outcome
    const Clock &clock;
    QString journalFile;
    OpenStore openStore; ///< for the target's signing secrets; asked for only when they are needed
};

/// How many of the events will come to what, and the first reason that was given for it.
struct Forecast
{
    struct Part
    {
        qint64 events = 0;
        QString reason;
    };
    QMap<Prediction::Kind, Part> parts;
    std::vector<Prediction> predictions; ///< one for each event
};

/// One replay as a person puts it together, from its events to what came of it. In the GUI thread;
/// nothing blocks it: files, journal, secrets and predictions are other threads' work.
class Session final : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Editing, ///< it can be changed, and run
        Starting, ///< written down, and told to the ledger
        Stopping, ///< before it has begun
        Running,
    };

    explicit Session(const SessionServices &services, QObject *parent = nullptr);
    ~Session() override;

    /// These three do nothing while it runs; after each, a prediction follows.
    void setEvents(std::vector<Fixture> events);
    void setTarget(const std::optional<Target> &target);
    /// One from the journal, as if it had been run here and then stopped: its events and what
    /// became of them. goOn() and runAgain() send as its own plan says, and only if the target that
    /// is set is the one that it was sent to.
    void open(const Report &report);
    /// A prediction follows when it changes what is sent.
    void setPlan(const Plan &plan);
    /// The target's secrets are others now.
    void forgetSecrets();

    const std::vector<Fixture> &events() const { return m_events; }
    const std::optional<Target> &target() const { return m_target; }
    const Plan &plan() const { return m_plan; }
    State state() const { return m_state; }
    /// Nothing until it is known.
    const std::optional<Forecast> &forecast() const { return m_forecast; }
    /// Whether report() has something to tell.
    bool hasRun() const;
    /// The id of what was run last, in journal and ledger; empty: nothing was.
    QString runId() const;
    /// To which it was sent; nothing: nothing was run, or its target is not saved any more.
    std::optional<Target> resultsTarget() const;
    /// Whether goOn() and runAgain() can send: the target that is set is the very one that it was
    /// sent to, and its secrets were read.
    bool canSendMore() const;
    ResultModel *results() { return &m_results; }

    /// Shows in the results, in place of the last run's, what is predicted of each event; sends
    /// nothing.
    void dryRun();
    /// Sends all events. With a forecast only.
    void run(const QString &reason);
    /// Sends those of the last run that were never sent; what is unknown stays so.
    void goOn(const QString &reason);
    /// Sends those of the last run once more, to the same target under the same keys, that came to
    /// another end than was predicted, and those that were never sent.
    void runAgain(const QString &reason);
    void stop();

    /// What was sent for an event of the results, bit by bit; for one that was not sent, what would
    /// be now. Until the next run, and while the target's secrets stay the same.
    QFuture<Result<DeliveryRequest>> request(int row) const;
    /// Of what was run last; Unavailable without.
    QFuture<Result<Report>> report() const;

signals:
    /// Or what there is to tell of a run.
    void stateChanged();
    void forecastChanged();
    /// Why nothing can be predicted, and so nothing sent.
    void unpredictable(const gatehouse::Error &error);
    void progressed(const gatehouse::replay::Progress &progress);
    // One of these after each run() and runAgain().
    void ended(const gatehouse::replay::Ending &ending);
    void failed(const gatehouse::Error &error);
    /// The replay is over, but the ledger was not told of its outcome.
    void ledgerFailed(const gatehouse::Error &error);

private:
    struct Run;

    void predict();
    void forgetOpened();
    void readSecrets(const std::function<void(const Result<SigningSecrets> &)> &then);
    void predictWith(const SigningSecrets &secrets, int round);
    void setState(State state);
    void begin(const QString &reason, bool plansAgain);
    void tellPlan();
    void planAgain(std::optional<Timestamp> until);
    void start(std::optional<Timestamp> until);
    void giveUp(const Error &error);
    void end(const Ending &ending);

    SessionServices m_services;
    std::vector<Fixture> m_events;
    std::optional<Target> m_target;
    Plan m_plan;
    State m_state = State::Editing;
    int m_round = 0; ///< of predictions: an older one's answer does not count
    std::optional<SigningSecrets> m_secrets; ///< of these events and this target
    bool m_hasStored = false; ///< what the store has is among them
    std::string m_maskKey; ///< empty: not read yet
    std::optional<Forecast> m_forecast;
    ResultModel m_results;
    std::unique_ptr<Run> m_run; ///< the last one
};

} // namespace gatehouse::replay
