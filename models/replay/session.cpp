#include "models/replay/session.h"

#include "services/core/inpool.h"
#include "services/core/whendone.h"
#include "services/replay/ledgerentry.h"

namespace gatehouse::replay {

using Outcome = ItemResult::Outcome;

/// What was run last, as it was put together then.
struct Session::Run
{
    Target target;
    Plan plan;
    SigningSecrets secrets;
    qint64 events = 0;
    QString id; ///< empty: not written down yet
    QString reason;
    bool wasStarted = false; ///< something may have been sent
    std::unique_ptr<Replay> replay;
};

namespace {

/// What predicting needs, and what comes of it.
struct Outlook
{
    std::string maskKey;
    Forecast forecast;
};

Result<Outlook> outlookOf(const std::vector<Fixture> &events, const Target &target,
                          const Preparation &preparation, const SigningSecrets &secrets,
                          const QString &journalFile, const Clock &clock)
{
    auto journal = Journal::open(journalFile);
    auto key = journal ? journal->maskKey() : Result<std::string>(failure(journal.error()));
    if (!key)
        return failure(key.error());
    const Preparer preparer(target, preparation, secrets, *key, clock);
    Outlook outlook{std::move(*key), {}};
    for (const Fixture &event : events) {
        Prediction prediction = preparer.prediction(event);
        Forecast::Part &part = outlook.forecast.parts[prediction.kind];
        ++part.events;
        if (part.reason.isEmpty())
            part.reason = prediction.reason;
        outlook.forecast.predictions.push_back(std::move(prediction));
    }
    return outlook;
}

Result<> planFailedAgain(const QString &journalFile, const QString &id)
{
    auto journal = Journal::open(journalFile);
    if (!journal)
        return failure(journal.error());
    if (const auto owned = journal->own(id); !owned)
        return owned;
    const auto planned = journal->planAgain(id,
                                            {Outcome::Differs, Outcome::Refused, Outcome::NoAnswer,
                                             Outcome::NotSent, Outcome::Unknown});
    return planned ? Result<>() : failure(planned.error());
}

Result<> forget(const QString &journalFile, const QString &id)
{
    auto journal = Journal::open(journalFile);
    return journal ? journal->remove(id) : Result<>(failure(journal.error()));
}

QJsonObject countsOf(const QList<ItemResult> &results)
{
    QJsonObject json;
    const auto counts = outcomeCounts(results);
    for (auto count = counts.begin(); count != counts.end(); ++count)
        json.insert(count.key(), count.value());
    return json;
}

} // namespace

Session::Session(const SessionServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
}

Session::~Session() = default;

void Session::setEvents(std::vector<Fixture> events)
{
    if (m_state != State::Editing)
        return;
    m_events = std::move(events);
    forgetSecrets();
}

void Session::setTarget(const std::optional<Target> &target)
{
    if (m_state != State::Editing)
        return;
    m_target = target;
    forgetSecrets();
}

void Session::setPlan(const Plan &plan)
{
    const bool sendsElse = plan.preparation.toJson() != m_plan.preparation.toJson();
    m_plan = plan;
    if (sendsElse)
        predict();
}

void Session::forgetSecrets()
{
    m_secrets.reset();
    predict();
}

bool Session::hasRun() const
{
    return m_run && m_run->wasStarted;
}

void Session::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        emit stateChanged();
}

void Session::predict()
{
    const int round = ++m_round;
    m_forecast.reset();
    emit forecastChanged();
    if (m_events.empty() || !m_target)
        return;
    readSecrets([this, round](const Result<SigningSecrets> &secrets) {
        if (round != m_round)
            return;
        if (secrets)
            predictWith(*secrets, round);
        else
            emit unpredictable(secrets.error());
    });
}

/// The store is opened only for who needs it: it may ask the person something.
void Session::readSecrets(const std::function<void(const Result<SigningSecrets> &)> &then)
{
    const bool needsStore = m_plan.preparation.signature == Preparation::Signature::Now
        && m_target->secretFiles.empty() && !m_target->secretsId.isEmpty();
    if (m_secrets && (m_hasStored || !needsStore))
        return then(*m_secrets);
    const auto read = [this, then,
                       round = m_round](const Result<std::shared_ptr<CredentialStore>> &store) {
        if (round != m_round)
            return;
        if (!store)
            return then(failure(store.error()));
        // The store goes along, since it is read from after this has returned.
        whenDone(readSigningSecrets(*m_target, m_events, *store), this,
                 [then, store](const Result<SigningSecrets> &secrets) { then(secrets); });
    };
    m_secrets.reset(); // what is known so far is not what is asked for
    m_hasStored = needsStore;
    if (needsStore)
        whenDone(m_services.openStore(), this, read);
    else
        read(std::shared_ptr<CredentialStore>());
}

void Session::predictWith(const SigningSecrets &secrets, int round)
{
    const auto outlook =
        inPool<Outlook>([events = m_events, target = *m_target, preparation = m_plan.preparation,
                         secrets, file = m_services.journalFile, &clock = m_services.clock] {
            return outlookOf(events, target, preparation, secrets, file, clock);
        });
    whenDone(outlook, this, [this, round, secrets](const Result<Outlook> &known) {
        if (round != m_round)
            return;
        if (!known)
            return emit unpredictable(known.error());
        m_maskKey = known->maskKey;
        m_secrets = secrets;
        m_forecast = known->forecast;
        emit forecastChanged();
    });
}

void Session::dryRun()
{
    if (!m_forecast || m_state != State::Editing)
        return;
    m_run.reset();
    m_results.setEvents(m_events, m_forecast->predictions);
    emit stateChanged();
}

void Session::run(const QString &reason)
{
    if (!m_forecast || m_state != State::Editing)
        return;
    m_run = std::make_unique<Run>();
    m_run->target = *m_target;
    m_run->plan = m_plan;
    m_run->secrets = *m_secrets;
    m_run->events = qint64(m_events.size());
    m_run->reason = reason;
    m_results.setEvents(m_events, m_forecast->predictions);
    setState(State::Starting);
    whenDone(writeDown(m_services.journalFile, m_target->name, m_plan, m_events, m_services.clock),
             this, [this](const Result<QString> &id) {
                 if (!id)
                     return giveUp(id.error());
                 m_run->id = *id;
                 tellPlan();
             });
}

void Session::runAgain(const QString &reason)
{
    if (!hasRun() || m_state != State::Editing)
        return;
    m_run->reason = reason;
    m_run->replay.reset();
    setState(State::Starting);
    const auto planning = inPool<void>(
        [file = m_services.journalFile, id = m_run->id] { return planFailedAgain(file, id); });
    whenDone(planning, this, [this](const Result<> &planned) {
        if (planned)
            tellPlan();
        else
            giveUp(planned.error());
    });
}

/// Before anything is sent; for production the answer says until when it may be.
void Session::tellPlan()
{
    const auto entry = ledgerEntry(m_run->id, QStringLiteral("plan"), m_run->target, m_run->events,
                                   planForLedger(m_run->plan), m_run->reason);
    whenDone(m_services.api.post(QStringLiteral("replays"), entry), this,
             [this](const Result<QJsonObject> &answer) {
                 if (answer)
                     start(allowedUntil(*answer));
                 else
                     giveUp(answer.error());
             });
}

void Session::start(std::optional<Timestamp> until)
{
    m_run->replay = std::make_unique<Replay>(m_services.journalFile, m_run->id, m_services.clock);
    Replay *replay = m_run->replay.get();
    connect(replay, &Replay::progressed, this, &Session::progressed);
    connect(replay, &Replay::itemsDone, &m_results, &ResultModel::take);
    connect(replay, &Replay::finished, this, &Session::end);
    connect(replay, &Replay::failed, this, &Session::giveUp);
    Preparer preparer(m_run->target, m_run->plan.preparation, m_run->secrets, m_maskKey,
                      m_services.clock);
    if (const auto started = replay->start(std::move(preparer), m_run->plan, until); !started)
        return giveUp(started.error());
    m_run->wasStarted = true;
    setState(State::Running);
}

/// What was never begun is not offered to go on with.
void Session::giveUp(const Error &error)
{
    if (!m_run->wasStarted) {
        if (!m_run->id.isEmpty())
            inPool<void>(
                [file = m_services.journalFile, id = m_run->id] { return forget(file, id); });
        m_run.reset();
    }
    setState(State::Editing);
    emit failed(error);
}

void Session::stop()
{
    if (m_run && m_run->replay)
        m_run->replay->cancel();
}

void Session::end(const Ending &ending)
{
    setState(State::Editing);
    emit ended(ending);
    const auto entry = ledgerEntry(m_run->id, QStringLiteral("outcome"), m_run->target,
                                   m_run->events, countsOf(m_results.results()), m_run->reason);
    whenDone(m_services.api.post(QStringLiteral("replays"), entry), this,
             [this](const Result<QJsonObject> &answer) {
                 if (!answer)
                     emit ledgerFailed(answer.error());
             });
}

QFuture<Result<Report>> Session::report() const
{
    return inPool<Report>([file = m_services.journalFile, id = m_run ? m_run->id : QString()] {
        auto journal = Journal::open(file);
        return journal ? readReport(*journal, id) : Result<Report>(failure(journal.error()));
    });
}

} // namespace gatehouse::replay
