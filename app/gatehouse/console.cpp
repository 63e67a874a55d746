#include "app/gatehouse/console.h"

#include "models/collection/postgressource.h"
#include "models/deadletters/deadlettercollection.h"
#include "models/events/eventcollection.h"
#include "models/jobs/jobcollection.h"
#include "services/core/whendone.h"
#include "ui/pages/deadletters/deadletterspage.h"
#include "ui/pages/events/eventspage.h"
#include "ui/pages/jobs/jobspage.h"
#include "ui/widgets/emptystate.h"

#include <QPushButton>

namespace gatehouse::app {

namespace {

using namespace std::chrono_literals;

constexpr auto hintInterval = 250ms;
/// A page never takes so long; what does is a filter that no index serves.
constexpr auto statementTimeout = 30s;

postgres::SessionOptions sessionOptions(const ConnectionProfile &profile)
{
    postgres::SessionOptions options;
    options.conninfo = profile.database.toStdString();
    options.applicationName = "gatehouse";
    options.statementTimeout = statementTimeout;
    return options;
}

ui::ConnectionStatus statusOf(const postgres::ConnectionState &state)
{
    using Phase = postgres::ConnectionState::Phase;
    ui::ConnectionStatus status;
    status.phase = state.phase == Phase::Ready ? ui::ConnectionStatus::Phase::Ready
        : state.phase == Phase::Lost           ? ui::ConnectionStatus::Phase::Lost
                                               : ui::ConnectionStatus::Phase::Connecting;
    status.latency = state.latency;
    status.error = state.error;
    return status;
}

ui::Environment environmentOf(const ConnectionProfile &profile)
{
    const bool local = profile.environment == QLatin1String("local");
    return {profile.environment, local ? Console::tr("this machine") : profile.name};
}

collection::Filter openLetters()
{
    collection::Condition open;
    open.field = QStringLiteral("state");
    open.values = {QStringLiteral("open")};
    return {{open}};
}

} // namespace

Result<std::unique_ptr<Console>> Console::open(const ConnectionProfile &profile,
                                               const ui::ShellServices &shell)
{
    auto token = readTokenFile(profile.tokenFile);
    if (!token)
        return failure(token.error());
    if (profile.database.isEmpty()) {
        return failure(
            ErrorKind::Invalid,
            tr("The connection “%1” names no database to read from. Add one with --database.")
                .arg(profile.name));
    }
    return std::unique_ptr<Console>(new Console(profile, *token, shell));
}

Console::Console(const ConnectionProfile &profile, QByteArray token, const ui::ShellServices &shell)
    : m_profile(profile)
    , m_clock(shell.clock)
    , m_database(sessionOptions(profile))
    , m_listener(sessionOptions(profile), {"gatehouse_events"}, hintInterval)
    , m_api(profile.url, std::move(token))
{
    m_window = std::make_unique<ui::MainWindow>(pageEntries(), environmentOf(profile), shell);
    watchConnections();
    addTrafficCommand();
    watchCount(QStringLiteral("events"), events::eventCollection(), {});
    watchCount(QStringLiteral("jobs"), jobs::jobCollection(), {});
    watchCount(QStringLiteral("dead-letters"), deadletters::deadLetterCollection(), openLetters());
    connect(&m_heartbeat, &ui::LiveFeed::due, this, &Console::askWhoami);
    m_heartbeat.setPolling(true);
    m_heartbeat.setOn(true);
}

Console::~Console() = default;

/// The page registry: one line for each page.
QList<ui::PageEntry> Console::pageEntries()
{
    const ui::PageServices services{
        .database = m_database,
        .api = m_api,
        .clock = m_clock,
        .environment = environmentOf(m_profile),
        .actor = [this] { return m_actor; },
        .source = [this](const collection::Descriptor &descriptor)
            -> std::shared_ptr<collection::Source> {
            return std::make_shared<collection::PostgresSource>(descriptor, m_database);
        },
    };
    const auto entry = [this, services](const collection::Descriptor &descriptor, auto make,
                                        bool countIsNews) {
        return ui::PageEntry{descriptor.id,
                             descriptor.title,
                             descriptor.icon,
                             {},
                             [this, services, make](QWidget *parent) {
                                 ui::CollectionPage *page = make(services, parent);
                                 registerPage(page);
                                 return page;
                             },
                             countIsNews};
    };
    return {entry(events::eventCollection(), ui::makeEventsPage, false),
            entry(jobs::jobCollection(), ui::makeJobsPage, false),
            entry(deadletters::deadLetterCollection(), ui::makeDeadLettersPage, true)};
}

void Console::registerPage(ui::CollectionPage *page)
{
    m_pages += page;
    connect(page, &QObject::destroyed, this, [this, page] { m_pages.removeOne(page); });
    connect(page, &ui::CollectionPage::retryRequested, &m_database,
            &postgres::Connection::retryNow);
    fillEmptyState(*page);
}

ui::CollectionPage *Console::collectionPage(const QString &id)
{
    return qobject_cast<ui::CollectionPage *>(m_window->page(id));
}

void Console::watchConnections()
{
    connect(&m_database, &postgres::Connection::stateChanged, this,
            [this, wasReady = true](const postgres::ConnectionState &state) mutable {
                m_window->setDatabaseStatus(statusOf(state));
                const bool ready = state.phase == postgres::ConnectionState::Phase::Ready;
                if (ready && !wasReady) {
                    for (ui::CollectionPage *page : std::as_const(m_pages))
                        page->sourceReturned();
                }
                wasReady = ready;
            });
    connect(&m_api, &AdminClient::answered, this, [this](std::chrono::milliseconds latency) {
        m_window->setApiStatus({ui::ConnectionStatus::Phase::Ready, latency, {}});
    });
    connect(&m_api, &AdminClient::unreachable, this, [this](const Error &error) {
        m_window->setApiStatus({ui::ConnectionStatus::Phase::Lost, {}, error});
    });
    const auto hint = [this] {
        m_heartbeat.hint();
        for (ui::CollectionPage *page : std::as_const(m_pages))
            page->changed();
    };
    connect(&m_listener, &postgres::Listener::notified, this, hint);
    connect(&m_listener, &postgres::Listener::listening, this, [this, hint] {
        for (ui::CollectionPage *page : std::as_const(m_pages))
            page->setPolling(false);
        hint();
    });
    connect(&m_listener, &postgres::Listener::lost, this, [this] {
        for (ui::CollectionPage *page : std::as_const(m_pages))
            page->setPolling(true);
    });
}

/// Also tells whether the API is there.
void Console::askWhoami()
{
    whenDone(m_api.whoami(), this, [this](const Result<Whoami> &whoami) {
        if (!whoami)
            return;
        m_actor = *whoami;
        m_window->setActor(whoami->actor + QStringLiteral(", ") + whoami->role);
        for (ui::CollectionPage *page : std::as_const(m_pages))
            page->updateActor();
    });
}

/// The sidebar's number of a page, whether or not the page was ever opened.
void Console::watchCount(const QString &pageId, const collection::Descriptor &descriptor,
                         const collection::Filter &filter)
{
    auto source = std::make_shared<collection::PostgresSource>(descriptor, m_database);
    auto *watch = new ui::CountWatch(std::move(source), filter, m_window.get());
    connect(watch, &ui::CountWatch::counted, this,
            [this, pageId](const ui::PageCount &count) { m_window->setCount(pageId, count); });
    connect(&m_heartbeat, &ui::LiveFeed::due, watch, &ui::CountWatch::refresh);
}

void Console::addTrafficCommand()
{
    if (m_profile.environment != QLatin1String("local"))
        return;
    auto *command = new QAction(tr("Send 60 signed test webhooks"), m_window.get());
    connect(command, &QAction::triggered, this, [this] { sendTraffic(60); });
    m_window->addCommand(command);
}

void Console::sendTraffic(int count, std::optional<double> failingShare)
{
    QJsonObject wish{{QStringLiteral("count"), count}};
    if (failingShare)
        wish.insert(QStringLiteral("failing_share"), *failingShare);
    m_api.post(QStringLiteral("simulator/traffic"), wish);
}

/// A new gateway teaches how to get a first event.
void Console::fillEmptyState(ui::CollectionPage &page)
{
    if (m_profile.environment != QLatin1String("local"))
        return;
    QPushButton *start = page.emptyState()->addCard(
        {tr("Make traffic"), tr("Signed events of the providers, some of which fail."),
         tr("Send 60 webhooks"), QStringLiteral("media-playback-start"), true});
    start->setObjectName(QStringLiteral("startTraffic"));
    connect(start, &QPushButton::clicked, this, [this] { sendTraffic(60); });
}

} // namespace gatehouse::app
