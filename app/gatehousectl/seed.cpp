#include "app/gatehousectl/seed.h"

#include "app/gatehousectl/output.h"
#include "services/cluster/privatecluster.h"
#include "services/core/log.h"
#include "services/gateway/seed/seeder.h"
#include "services/postgres/conninfo.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QLocale>

#include <csignal>
#include <ctime>
#include <optional>
#include <unistd.h>

namespace gatehouse::cli {

namespace {

using gateway::SeedProgress;
using std::chrono::milliseconds;

struct SeedText
{
    Q_DECLARE_TR_FUNCTIONS(SeedText)
};

constexpr milliseconds progressInterval{500};

/// Blocked as long as this is there, so that they wait to be asked for.
class EndSignals
{
public:
    EndSignals()
    {
        sigemptyset(&m_ends);
        sigaddset(&m_ends, SIGTERM);
        sigaddset(&m_ends, SIGINT);
        pthread_sigmask(SIG_BLOCK, &m_ends, &m_before);
    }
    ~EndSignals() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    EndSignals(const EndSignals &) = delete;
    EndSignals &operator=(const EndSignals &) = delete;
    /// Whether one has come; stays so.
    bool hasCome()
    {
        const timespec atOnce{};
        m_hasCome = m_hasCome || sigtimedwait(&m_ends, nullptr, &atOnce) > 0;
        return m_hasCome;
    }

private:
    sigset_t m_ends{};
    sigset_t m_before{};
    bool m_hasCome = false;
};

/// One line that is written again and again; in a file each is a line of its own.
class ProgressLine
{
public:
    explicit ProgressLine(std::int64_t events)
        : m_events(events)
        , m_isTerminal(isatty(STDERR_FILENO) == 1)
    {
    }
    void show(const SeedProgress &progress)
    {
        const bool isLast = progress.done.events == m_events || progress.isMakingIndexes;
        if (!isLast && progress.took - m_shown < progressInterval)
            return;
        m_shown = progress.took;
        std::fprintf(stderr, m_isTerminal ? "\r\033[K%s" : "%s\n",
                     qUtf8Printable(textOf(progress)));
        m_isOpen = m_isTerminal;
    }
    void close()
    {
        if (std::exchange(m_isOpen, false))
            std::fputc('\n', stderr);
    }

private:
    QString textOf(const SeedProgress &progress) const
    {
        const QLocale locale;
        if (progress.isMakingIndexes)
            return SeedText::tr("%1 events are copied, %2 a second; their indexes are being made")
                .arg(locale.toString(qlonglong(progress.done.events)),
                     locale.toString(qlonglong(progress.eventsPerSecond())));
        const auto left = std::chrono::ceil<std::chrono::seconds>(progress.remaining(m_events));
        return SeedText::tr("%1 of %2 events, %3 a second, %4 s to go")
            .arg(locale.toString(qlonglong(progress.done.events)),
                 locale.toString(qlonglong(m_events)),
                 locale.toString(qlonglong(progress.eventsPerSecond())),
                 locale.toString(qlonglong(left.count())));
    }

    std::int64_t m_events;
    bool m_isTerminal;
    bool m_isOpen = false;
    std::chrono::duration<double> m_shown{0};
};

Result<> checkUsage(const SeedCommandOptions &options)
{
    return gateway::checkSeedPlan({options.events, options.days, {}, options.seed}).and_then([&] {
        return postgres::checkConninfo(options.database);
    });
}

Result<SeedProgress> run(const SeedCommandOptions &options, EndSignals &ends)
{
    const SystemClock clock;
    Log log(clock, streamSink(stderr), LogLevel::Warning);
    gateway::SeedOptions seeding;
    seeding.database = options.database;
    seeding.adds = options.adds;
    std::unique_ptr<cluster::PrivateCluster> cluster;
    if (options.database.empty()) {
        auto started =
            cluster::PrivateCluster::start({.folder = options.data, .binaries = {}}, log);
        if (!started)
            return failure(started.error());
        cluster = std::move(*started);
        seeding.database = cluster->conninfo("gatehouse_owner");
    }
    seeding.plan = {options.events, options.days, clock.now(), options.seed};
    ProgressLine line(options.events);
    gateway::SeedWatch watch;
    watch.stops = [&ends] { return ends.hasCome(); };
    if (!options.json)
        watch.progress = [&line](const SeedProgress &progress) { line.show(progress); };
    auto done = gateway::seed(seeding, clock, log, watch);
    line.close();
    return done;
}

void tell(const SeedProgress &progress, bool json)
{
    const auto number = [](double value) { return QJsonValue(qRound64(value)); };
    const gateway::SeedCounts &done = progress.done;
    Output(json).object(
        {{QStringLiteral("events"), qint64(done.events)},
         {QStringLiteral("jobs"), qint64(done.jobs)},
         {QStringLiteral("deliveries"), qint64(done.deliveries)},
         {QStringLiteral("dead_letters"), qint64(done.deadLetters)},
         {QStringLiteral("seconds"), std::round(progress.took.count() * 10) / 10},
         {QStringLiteral("events_per_second"), number(progress.eventsPerSecond())}});
}

Error interrupted()
{
    return {
        ErrorKind::Cancelled,
        SeedText::tr("It was stopped before all events were made. What is there is whole; add more "
                     "with --add."),
        {},
        {}};
}

} // namespace

int seed(const SeedCommandOptions &options)
{
    if (const auto usable = checkUsage(options); !usable) {
        printError(usable.error(), options.json);
        return UsageError;
    }
    EndSignals ends;
    const auto done = run(options, ends);
    if (!done) {
        printError(done.error(), options.json);
        return Failed;
    }
    tell(*done, options.json);
    if (done->done.events == options.events)
        return Done;
    printError(interrupted(), options.json);
    return Failed;
}

} // namespace gatehouse::cli
