#include "app/gatehousectl/replayrun.h"

#include "app/gatehousectl/credentials.h"
#include "app/gatehousectl/preparationoptions.h"
#include "app/gatehousectl/quitonsignal.h"
#include "services/core/privatefile.h"
#include "services/core/whendone.h"
#include "services/replay/ledgerentry.h"
#include "services/replay/replay.h"
#include "services/replay/report.h"

#include <QCoreApplication>

#include <memory>
#include <optional>

namespace gatehouse::cli {

namespace {

using replay::Fixture;
using replay::ItemResult;
using replay::Report;

struct ReplayRunText
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::cli::ReplayRun)
};

QString toText(const std::string &text)
{
    return QString::fromStdString(text);
}

/// One replay from reading its events to its reports.
class ReplayRun : public QObject
{
public:
    explicit ReplayRun(const ReplayOptions &options)
        : m_options(options)
        , m_output(options.json)
        , m_journalFile(options.journal.empty() ? replay::Journal::defaultFile()
                                                : toText(options.journal))
    {
    }

    void begin();

private:
    void fail(const Error &error)
    {
        printError(error, m_options.json);
        QCoreApplication::exit(Failed);
    }
    void openLedger();
    void readEvents();
    Result<> readResumed();
    void readSecrets();
    void prepare(const replay::SigningSecrets &secrets);
    void dryRun(const replay::Preparer &preparer);
    void writeDown(replay::Preparer preparer);
    void tellPlan(replay::Preparer preparer);
    void start(replay::Preparer preparer, std::optional<Timestamp> allowedUntil);
    void ended(const replay::Ending &ending);
    void tellOutcome(const Report &report, const replay::Ending &ending);
    void print(const ItemResult &result) const;
    Result<> saveReports(const Report &report) const;
    int exitCode(const Report &report, const replay::Ending &ending) const;
    QJsonObject ledgerBody(const QString &phase, const QJsonObject &detail) const;

    const ReplayOptions &m_options;
    Output m_output;
    QString m_journalFile;
    SystemClock m_clock;
    replay::Target m_target;
    std::vector<Fixture> m_fixtures;
    QString m_id;
    replay::Plan m_plan;
    std::optional<Gateway> m_ledger;
    std::unique_ptr<replay::Replay> m_replay;
};

void ReplayRun::begin()
{
    auto target = targetFor(m_options.target, m_options.url, m_options.secretFiles);
    if (!target) {
        fail(target.error());
        return;
    }
    m_target = std::move(*target);
    m_plan = m_options.plan;
    if (m_options.ledger.empty())
        readEvents();
    else
        openLedger();
}

void ReplayRun::openLedger()
{
    const auto profile = ConnectionProfiles().load(toText(m_options.ledger));
    if (!profile) {
        fail(profile.error());
        return;
    }
    whenDone(credentialsOf(*profile, this), this,
             [this, profile = *profile](const Result<Credentials> &credentials) {
                 auto gateway = credentials ? cli::connect(profile, *credentials, m_clock)
                                            : Result<Gateway>(failure(credentials.error()));
                 if (!gateway) {
                     fail(gateway.error());
                     return;
                 }
                 m_ledger.emplace(std::move(*gateway));
                 readEvents();
             });
}

Result<> ReplayRun::readResumed()
{
    auto journal = replay::Journal::open(m_journalFile);
    if (!journal)
        return failure(journal.error());
    m_id = toText(m_options.resume);
    const auto known = journal->replay(m_id);
    if (!known)
        return failure(known.error());
    m_plan = replay::Plan::fromJson(known->plan);
    if (const auto owned = journal->own(m_id); !owned)
        return owned;
    QList<ItemResult::Outcome> again;
    if (m_options.sendsUnknown)
        again += ItemResult::Outcome::Unknown;
    if (m_options.sendsFailed)
        again += {ItemResult::Outcome::Differs, ItemResult::Outcome::Refused,
                  ItemResult::Outcome::NoAnswer, ItemResult::Outcome::NotSent};
    if (const auto planned = journal->planAgain(m_id, again); !planned)
        return failure(planned.error());
    auto fixtures = journal->fixtures(m_id);
    if (!fixtures)
        return failure(fixtures.error());
    m_fixtures = std::move(*fixtures);
    return {};
}

void ReplayRun::readEvents()
{
    if (!m_options.resume.empty()) {
        if (const auto read = readResumed(); !read) {
            fail(read.error());
            return;
        }
        readSecrets();
        return;
    }
    auto fixtures = replay::readFixtureFile(toText(m_options.file));
    if (!fixtures) {
        fail(fixtures.error());
        return;
    }
    m_fixtures = std::move(*fixtures);
    readSecrets();
}

void ReplayRun::readSecrets()
{
    const auto read = [this](const std::shared_ptr<CredentialStore> &store) {
        whenDone(replay::readSigningSecrets(m_target, m_fixtures, store), this,
                 [this, store](const Result<replay::SigningSecrets> &secrets) {
                     if (secrets)
                         prepare(*secrets);
                     else
                         fail(secrets.error());
                 });
    };
    if (!replay::needsCredentialStore(m_target, m_plan.preparation)) {
        read(nullptr);
        return;
    }
    whenDone(openedStore(this), this,
             [this, read](const Result<std::shared_ptr<CredentialStore>> &store) {
                 if (store)
                     read(*store);
                 else
                     fail(store.error());
             });
}

void ReplayRun::prepare(const replay::SigningSecrets &secrets)
{
    auto journal = replay::Journal::open(m_journalFile);
    auto key = journal ? journal->maskKey() : Result<std::string>(failure(journal.error()));
    if (!key) {
        fail(key.error());
        return;
    }
    replay::Preparer preparer(m_target, m_plan.preparation, secrets, std::move(*key), m_clock);
    if (m_options.isDryRun)
        dryRun(preparer);
    else if (m_id.isEmpty())
        writeDown(std::move(preparer));
    else
        tellPlan(std::move(preparer));
}

void ReplayRun::dryRun(const replay::Preparer &preparer)
{
    qint64 position = 0;
    for (const Fixture &fixture : m_fixtures) {
        const replay::Prediction told = preparer.prediction(fixture);
        m_output.object({{QStringLiteral("position"), position++},
                         {QStringLiteral("event_type"), toText(fixture.eventType)},
                         {QStringLiteral("prediction"), replay::predictionName(told.kind)},
                         {QStringLiteral("status"), told.status},
                         {QStringLiteral("reason"), told.reason}});
    }
    QCoreApplication::exit(Done);
}

void ReplayRun::writeDown(replay::Preparer preparer)
{
    const auto shared = std::make_shared<replay::Preparer>(std::move(preparer));
    whenDone(replay::writeDown(m_journalFile, m_target, m_plan, m_fixtures, m_clock), this,
             [this, shared](const Result<QString> &id) {
                 if (!id) {
                     fail(id.error());
                     return;
                 }
                 m_id = *id;
                 if (!m_options.json)
                     std::fprintf(stderr, "%s\n",
                                  qUtf8Printable(ReplayRunText::tr("replay %1").arg(m_id)));
                 tellPlan(std::move(*shared));
             });
}

QJsonObject ReplayRun::ledgerBody(const QString &phase, const QJsonObject &detail) const
{
    return replay::ledgerEntry(m_id, phase, m_target, qint64(m_fixtures.size()), detail,
                               toText(m_options.reason));
}

/// Before anything is sent; for production the answer says until when it may be.
void ReplayRun::tellPlan(replay::Preparer preparer)
{
    if (!m_ledger) {
        start(std::move(preparer), std::nullopt);
        return;
    }
    const auto shared = std::make_shared<replay::Preparer>(std::move(preparer));
    const auto body = ledgerBody(QStringLiteral("plan"), replay::planForLedger(m_plan));
    whenDone(m_ledger->api->post(QStringLiteral("replays"), body), this,
             [this, shared](const Result<QJsonObject> &answer) {
                 if (!answer) {
                     fail(answer.error());
                     return;
                 }
                 start(std::move(*shared), replay::allowedUntil(*answer));
             });
}

void ReplayRun::start(replay::Preparer preparer, std::optional<Timestamp> allowedUntil)
{
    m_replay = std::make_unique<replay::Replay>(m_journalFile, m_id, m_clock);
    QObject::connect(m_replay.get(), &replay::Replay::itemsDone, this,
                     [this](const QList<ItemResult> &results) {
                         for (const ItemResult &result : results)
                             print(result);
                         Output::flush();
                     });
    QObject::connect(m_replay.get(), &replay::Replay::finished, this, &ReplayRun::ended);
    QObject::connect(m_replay.get(), &replay::Replay::failed, this, &ReplayRun::fail);
    if (const auto started = m_replay->start(std::move(preparer), m_plan, allowedUntil); !started)
        fail(started.error());
}

void ReplayRun::print(const ItemResult &result) const
{
    const Fixture &fixture = m_fixtures.at(std::size_t(result.position));
    if (m_output.isJson()) {
        m_output.object({{QStringLiteral("position"), result.position},
                         {QStringLiteral("event_type"), toText(fixture.eventType)},
                         {QStringLiteral("outcome"), replay::outcomeName(result.outcome)},
                         {QStringLiteral("expected_status"), result.expectedStatus},
                         {QStringLiteral("status"), result.status},
                         {QStringLiteral("latency_ms"), double(result.latency.count()) / 1000},
                         {QStringLiteral("difference"), result.difference}});
        return;
    }
    m_output.text(QStringLiteral("%1 %2 %3 %4 ms  %5  %6")
                      .arg(result.position + 1, 6)
                      .arg(replay::outcomeName(result.outcome), -13)
                      .arg(result.status, 3)
                      .arg(double(result.latency.count()) / 1000, 8, 'f', 1)
                      .arg(toText(fixture.eventType), result.difference)
                      .trimmed());
}

Result<> ReplayRun::saveReports(const Report &report) const
{
    for (const auto &[file, bytes] :
         {std::pair(m_options.junitFile, replay::junitReport(report)),
          std::pair(m_options.htmlFile, replay::htmlReport(report)),
          std::pair(m_options.reportFile, replay::jsonReport(report))}) {
        const auto saved = file.empty() ? Result<>() : writePrivateFile(toText(file), bytes);
        if (!saved)
            return saved;
    }
    if (m_options.fixtureFile.empty())
        return {};
    return replay::writeFixtureFile(toText(m_options.fixtureFile), withExpectations(report));
}

int ReplayRun::exitCode(const Report &report, const replay::Ending &ending) const
{
    using Outcome = ItemResult::Outcome;
    for (const ItemResult &result : report.results) {
        const bool isAnswered = result.status != 0;
        if (!isAnswered || (m_options.expects && result.outcome != Outcome::AsPredicted))
            return Failed;
    }
    return ending.kind == replay::Ending::Kind::Finished ? Done : Failed;
}

void ReplayRun::ended(const replay::Ending &ending)
{
    if (!ending.reason.isEmpty())
        printError({ErrorKind::Cancelled, ending.reason, {}, {}}, m_options.json, m_id);
    whenDone(replay::readReport(m_journalFile, m_id), this,
             [this, ending](const Result<Report> &report) {
                 const auto saved = report ? saveReports(*report) : failure(report.error());
                 if (saved)
                     tellOutcome(*report, ending);
                 else
                     fail(saved.error());
             });
}

void ReplayRun::tellOutcome(const Report &report, const replay::Ending &ending)
{
    const int code = exitCode(report, ending);
    if (!m_ledger) {
        QCoreApplication::exit(code);
        return;
    }
    QJsonObject counts;
    const auto counted = replay::outcomeCounts(report.results);
    for (auto count = counted.begin(); count != counted.end(); ++count)
        counts.insert(count.key(), count.value());
    const auto body = ledgerBody(QStringLiteral("outcome"), counts);
    whenDone(m_ledger->api->post(QStringLiteral("replays"), body), this,
             [this, code](const Result<QJsonObject> &answer) {
                 if (!answer)
                     fail(answer.error());
                 else
                     QCoreApplication::exit(code);
             });
}

} // namespace

int runReplay(const ReplayOptions &options)
{
    const QuitOnSignal ending(Failed);
    ReplayRun run(options);
    QMetaObject::invokeMethod(
        &run, [&run] { run.begin(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace gatehouse::cli
