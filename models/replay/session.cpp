#include "models/replay/session.h"

#include "services/core/inpool.h"
#include "services/core/whendone.h"
#include "services/replay/ledgerentry.h"
#include "services/signing/digest.h"

namespace gatehouse::replay {

using Outcome = ItemResult::Outcome;

/// What was run last, as it was put together then.
struct Session::Run
{
    std::optional<Target> target; ///< nothing: it is not saved any more
    Plan plan;
    std::optional<SigningSecrets> secrets; ///< nothing: not read yet
    qint64 events = 0;
    QString id; ///< empty: not written down yet
    QString reason;
    bool wasStarted = false; ///< something may have been sent
    bool isOfEvents = true; ///< the events that are set are still its own
    bool plansAgain = false; ///< what failed, once the ledger has taken it
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
    signing::freeThreadState();
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

/// Unless another program has taken it up meanwhile.
Result<> forget(const QString &journalFile, const QString &id)
{
    auto journal = Journal::open(journalFile);
    const auto owned = journal ? journal->own(id) : Result<>(failure(journal.error()));
    return owned ? journal->remove(id) : owned;
}

/// The seed of a fresh key is in the journal, so it is the same one.
Result<DeliveryRequest> requestOf(const Preparer &preparer, const QString &journalFile,
                                  const QString &id, qint64 position, Timestamp time)
{
    auto journal = Journal::open(journalFile);
    auto item =
        journal ? journal->item(id, position) : Result<JournalledItem>(failure(journal.error()));
    if (!item)
        return failure(item.error());
    return preparer.requestAt(time, item->fixture, item->seed);
}

/// Whichever secrets are kept for it.
bool isSame(std::optional<Target> one, const std::optional<Target> &other)
{
    if (one && other)
        one->storedSecrets = other->storedSecrets;
    return one == other;
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
    forgetOpened();
    if (m_run)
        m_run->isOfEvents = false;
    m_events = std::move(events);
    forgetSecrets();
}

void Session::setTarget(const std::optional<Target> &target)
{
    if (m_state != State::Editing)
        return;
    forgetOpened();
    m_target = target;
    forgetSecrets();
}

void Session::open(const Report &report)
{
    if (m_state != State::Editing)
        return;
    m_run = std::make_unique<Run>();
    if (m_target && m_target->name == report.replay.target && wentTo(report.replay.plan, *m_target))
        m_run->target = m_target;
    m_run->plan = Plan::fromJson(report.replay.plan);
    m_run->events = qint64(report.fixtures.size());
    m_run->id = report.replay.id;
    m_run->wasStarted = true;
    m_events = report.fixtures;
    m_plan = m_run->plan;
    m_results.setEvents(m_events, std::vector<Prediction>(m_events.size()));
    m_results.take(report.results);
    forgetSecrets();
    emit stateChanged();
}

/// Its secrets would never come: those of other events are read, or of another target.
void Session::forgetOpened()
{
    if (!m_run || m_run->secrets)
        return;
    m_run.reset();
    m_results.setEvents({}, {});
    emit stateChanged();
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

QString Session::runId() const
{
    return m_run ? m_run->id : QString();
}

std::optional<Target> Session::resultsTarget() const
{
    return m_run ? m_run->target : std::nullopt;
}

bool Session::canSendMore() const
{
    return hasRun() && m_run->target && m_run->secrets && isSame(m_target, m_run->target);
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
    const bool needsStore = replay::needsCredentialStore(*m_target, m_plan.preparation);
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
        const bool isSameWay = m_run && isSame(m_target, m_run->target)
            && m_plan.preparation.toJson() == m_run->plan.preparation.toJson();
        if (isSameWay && m_run->isOfEvents)
            m_run->secrets = secrets;
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
    m_run->target = m_target;
    m_run->plan = m_plan;
    m_run->secrets = m_secrets;
    m_run->events = qint64(m_events.size());
    m_run->reason = reason;
    m_results.setEvents(m_events, m_forecast->predictions);
    setState(State::Starting);
    whenDone(writeDown(m_services.journalFile, *m_target, m_plan, m_events, m_services.clock), this,
             [this](const Result<QString> &id) {
                 if (!id)
                     return giveUp(id.error());
                 m_run->id = *id;
                 tellPlan();
             });
}

void Session::goOn(const QString &reason)
{
    if (!canSendMore() || m_state != State::Editing)
        return;
    begin(reason, false);
}

/// What failed is planned again once the ledger has taken it: a refusal leaves all as it was.
void Session::begin(const QString &reason, bool plansAgain)
{
    m_run->reason = reason;
    m_run->plansAgain = plansAgain;
    m_run->replay.reset();
    setState(State::Starting);
    tellPlan();
}

void Session::runAgain(const QString &reason)
{
    if (canSendMore() && m_state == State::Editing)
        begin(reason, true);
}

/// Before anything is sent; for production the answer says until when it may be.
void Session::tellPlan()
{
    const auto entry = ledgerEntry(m_run->id, QStringLiteral("plan"), *m_run->target, m_run->events,
                                   planForLedger(m_run->plan), m_run->reason);
    whenDone(m_services.api.post(QStringLiteral("replays"), entry), this,
             [this](const Result<QJsonObject> &answer) {
                 if (!answer)
                     giveUp(answer.error());
                 else if (m_run->plansAgain && m_state != State::Stopping)
                     planAgain(allowedUntil(*answer));
                 else
                     start(allowedUntil(*answer));
             });
}

void Session::planAgain(std::optional<Timestamp> until)
{
    const auto planning = inPool<void>(
        [file = m_services.journalFile, id = m_run->id] { return planFailedAgain(file, id); });
    whenDone(planning, this, [this, until](const Result<> &planned) {
        if (planned)
            start(until);
        else
            giveUp(planned.error());
    });
}

void Session::start(std::optional<Timestamp> until)
{
    if (m_state == State::Stopping)
        return giveUp(
            {ErrorKind::Cancelled, tr("It was stopped before anything was sent."), {}, {}});
    m_run->replay = std::make_unique<Replay>(m_services.journalFile, m_run->id, m_services.clock);
    Replay *replay = m_run->replay.get();
    connect(replay, &Replay::progressed, this, &Session::progressed);
    connect(replay, &Replay::itemsDone, &m_results, &ResultModel::take);
    connect(replay, &Replay::finished, this, &Session::end);
    connect(replay, &Replay::failed, this, &Session::giveUp);
    Preparer preparer(*m_run->target, m_run->plan.preparation, *m_run->secrets, m_maskKey,
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
    if (m_state == State::Starting)
        setState(State::Stopping);
    else if (m_run && m_run->replay)
        m_run->replay->cancel();
}

void Session::end(const Ending &ending)
{
    setState(State::Editing);
    emit ended(ending);
    const auto entry = ledgerEntry(m_run->id, QStringLiteral("outcome"), *m_run->target,
                                   m_run->events, countsOf(m_results.results()), m_run->reason);
    whenDone(m_services.api.post(QStringLiteral("replays"), entry), this,
             [this](const Result<QJsonObject> &answer) {
                 if (!answer)
                     emit ledgerFailed(answer.error());
             });
}

QFuture<Result<DeliveryRequest>> Session::request(int row) const
{
    const bool isRun = hasRun() && m_run->target && m_run->secrets;
    if (!isRun && (m_run || !m_target || !m_secrets))
        return QtFuture::makeReadyFuture(Result<DeliveryRequest>(
            failure(ErrorKind::Unavailable, tr("It is known once there is a target."))));
    const ItemResult &result = m_results.result(row);
    const bool wasSent = result.sentAt != Timestamp();
    const auto preparer = std::make_shared<Preparer>(
        isRun ? *m_run->target : *m_target, isRun ? m_run->plan.preparation : m_plan.preparation,
        isRun ? *m_run->secrets : *m_secrets, m_maskKey, m_services.clock);
    const Timestamp time = wasSent ? result.sentAt : m_services.clock.now();
    return inPool<DeliveryRequest>([preparer, time, file = m_services.journalFile,
                                    id = isRun ? m_run->id : QString(), row,
                                    event = m_results.event(row)]() -> Result<DeliveryRequest> {
        auto request = id.isEmpty() ? preparer->requestAt(time, event, Uuid{})
                                    : requestOf(*preparer, file, id, row, time);
        signing::freeThreadState();
        return request;
    });
}

QFuture<Result<Report>> Session::report() const
{
    return readReport(m_services.journalFile, runId());
}

} // namespace gatehouse::replay
