#include "app/gatehouse/console.h"

#include "app/gatehouse/samplealerting.h"
#include "app/gatehouse/samplereplay.h"
#include "models/agentevents/agenteventcollection.h"
#include "models/alerts/alertcollection.h"
#include "models/alerts/alertfollower.h"
#include "models/bulk/itemcollection.h"
#include "models/collection/apisource.h"
#include "models/collection/contract.h"
#include "models/collection/postgressource.h"
#include "models/completion/apivalues.h"
#include "models/completion/postgresvalues.h"
#include "models/deadletters/deadlettercollection.h"
#include "models/deliveries/deliverycollection.h"
#include "models/destinations/destinationcollection.h"
#include "models/events/eventcollection.h"
#include "models/histogram/apihistogram.h"
#include "models/histogram/postgreshistogram.h"
#include "models/jobs/jobcollection.h"
#include "models/jwtkeys/jwtkeycollection.h"
#include "models/ledger/ledgercollection.h"
#include "models/metrics/apimetrics.h"
#include "models/metrics/chosensource.h"
#include "models/metrics/postgresmetrics.h"
#include "models/secrets/secretcollection.h"
#include "models/tokens/tokencollection.h"
#include "services/connections/environmentname.h"
#include "services/core/whendone.h"
#include "ui/pages/agentevents/agenteventspage.h"
#include "ui/pages/alerts/alertspage.h"
#include "ui/pages/bulk/bulkitemspage.h"
#include "ui/pages/deadletters/deadletterspage.h"
#include "ui/pages/deliveries/deliveriespage.h"
#include "ui/pages/destinations/destinationspage.h"
#include "ui/pages/events/eventspage.h"
#include "ui/pages/jobs/jobspage.h"
#include "ui/pages/jwtkeys/jwtkeyspage.h"
#include "ui/pages/ledger/ledgerpage.h"
#include "ui/pages/lookup/palettelookup.h"
#include "ui/pages/metrics/metricspage.h"
#include "ui/pages/overview/overviewpage.h"
#include "ui/pages/retention/retentiondialog.h"
#include "ui/pages/secrets/secretspage.h"
#include "ui/pages/tabs/pagefactory.h"
#include "ui/pages/tokens/tokenspage.h"
#include "ui/widgets/emptystate.h"

#include <QDir>
#include <QHostAddress>
#include <QPushButton>
#include <QTimer>

namespace gatehouse::app {

namespace {

using namespace std::chrono_literals;

constexpr auto hintInterval = 250ms;
/// Of an operation that begins with one item a second.
constexpr auto cancelAfter = 4s;
/// A page never takes so long; what does is a filter that no index serves.
constexpr auto statementTimeout = 30s;
/// A view's count stands in the sidebar, where nobody waits for it.
constexpr auto countTimeout = 5s;
/// Where nothing tells that there is news.
constexpr auto apiPollInterval = 5s;

/// A page is a few MB; what is so large is no answer of a gateway's views.
constexpr std::uint64_t largestAnswer = 256'000'000;

postgres::SessionOptions sessionOptions(const Access &access)
{
    postgres::SessionOptions options = *access.database;
    options.applicationName = "gatehouse";
    options.statementTimeout = statementTimeout;
    options.largestAnswer = largestAnswer;
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
    status.silence = state.silence;
    status.error = state.error;
    return status;
}

QString localName()
{
    return QStringLiteral("local");
}

bool isThisMachine(const QUrl &url)
{
    return url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
}

QString whereIs(const ConnectionProfile &profile, const QString &environment)
{
    if (environment.isEmpty())
        return profile.url.host();
    if (environment == localName() && isThisMachine(profile.url))
        return Console::tr("this machine");
    return profile.name;
}

collection::Filter openLetters()
{
    return {{collection::Condition::is(QStringLiteral("state"), QStringLiteral("open"))}};
}

} // namespace

Result<std::unique_ptr<Console>> Console::open(const ConnectionProfile &profile,
                                               const ui::ShellServices &shell,
                                               const Credentials &credentials)
{
    Credentials known = credentials;
    if (!known.token) {
        auto token = readTokenFile(profile.tokenFile);
        if (!token)
            return failure(token.error());
        known.token = std::make_shared<const secrets::Secret>(token->toStdString());
    }
    const auto access = accessTo(profile, known);
    if (!access)
        return failure(access.error());
    return std::unique_ptr<Console>(new Console(profile, *access, shell));
}

Console::Console(const ConnectionProfile &profile, const Access &access,
                 const ui::ShellServices &shell)
    : m_profile(profile)
    , m_clock(shell.clock)
    , m_measures(access.measures)
    , m_api(access.api)
    , m_tasks(shell.clock)
{
    if (access.database)
        connectDatabase(sessionOptions(access));
    ui::ShellServices own = shell;
    own.display = &m_display;
    own.tasks = &m_tasks;
    m_window = std::make_unique<ui::MainWindow>(pageEntries(), environment(), own);
    watchApi();
    if (m_database)
        watchDatabase();
    else
        m_window->setDatabaseStatus({ui::ConnectionStatus::Phase::Absent});
    addTrafficCommand();
    addRetentionCommand();
    tellOfTasks();
    tellOfAlerts();
    watchCount(QStringLiteral("events"), events::eventCollection(), {});
    watchCount(QStringLiteral("jobs"), jobs::jobCollection(), {});
    watchCount(QStringLiteral("dead-letters"), deadletters::deadLetterCollection(), openLetters());
    watchCount(QStringLiteral("secrets"), secrets::secretCollection(), ui::dueSecrets());
    addViews(shell.settings);
    lookUp();
    connect(&m_heartbeat, &ui::LiveFeed::due, this, &Console::askWhoami);
    for (ui::LiveFeed *feed : {&m_heartbeat, &m_counting}) {
        feed->setPolling(true, m_database ? ui::LiveFeed::pollInterval : apiPollInterval);
        feed->setOn(true);
    }
}

void Console::connectDatabase(const postgres::SessionOptions &options)
{
    m_database = std::make_unique<postgres::Connection>(options);
    m_counts = std::make_unique<postgres::Connection>(options);
    m_listener = std::make_unique<postgres::Listener>(
        options, std::vector<std::string>{"gatehouse_events"}, hintInterval);
    m_countingOptions = options;
    m_countingOptions->statementTimeout = countTimeout;
}

/// Over a connection of its own: a slow count would hold up the pages' reads.
std::shared_ptr<collection::Source> Console::countingSource(
    const collection::Descriptor &descriptor)
{
    if (!m_countingOptions || descriptor.view.isEmpty())
        return source(descriptor);
    if (!m_countingDatabase)
        m_countingDatabase = std::make_unique<postgres::Connection>(*m_countingOptions);
    return std::make_shared<collection::PostgresSource>(descriptor, *m_countingDatabase);
}

void Console::addViews(QSettings &settings)
{
    m_savedViews = std::make_unique<views::SavedViews>(settings, ui::firstViews());
    const ui::ViewServices services{
        .collections = m_collections,
        .source = [this](const collection::Descriptor &known) { return countingSource(known); },
        .page = [this](const QString &id) { return collectionPage(id); },
    };
    m_views =
        std::make_unique<ui::ViewController>(*m_savedViews, *m_window, services, m_window.get());
    for (ui::CollectionPage *page : std::as_const(m_pages))
        m_views->addTo(page);
    connect(&m_counting, &ui::LiveFeed::due, m_views.get(), &ui::ViewController::hint);
}

void Console::openLink(const QString &text)
{
    m_views->openLink(text);
}

std::shared_ptr<collection::Source> Console::source(const collection::Descriptor &descriptor)
{
    if (m_database && !descriptor.view.isEmpty())
        return std::make_shared<collection::PostgresSource>(descriptor, *m_database);
    return std::make_shared<collection::ApiSource>(descriptor, m_api);
}

std::shared_ptr<histogram::HistogramSource> Console::histogram(
    const collection::Descriptor &descriptor)
{
    if (!descriptor.hasHistogram)
        return nullptr;
    if (!m_counts)
        return std::make_shared<histogram::ApiHistogram>(descriptor, m_api);
    return std::make_shared<histogram::PostgresHistogram>(descriptor, *m_counts);
}

std::shared_ptr<completion::ValueSource> Console::values(const collection::Descriptor &descriptor)
{
    if (descriptor.view.isEmpty()) // nor does the API tell of these
        return nullptr;
    if (m_counts)
        return std::make_shared<completion::PostgresValues>(descriptor, *m_counts, m_clock);
    return std::make_shared<completion::ApiValues>(descriptor, m_api, m_clock);
}

/// Over the connection of the counts, so that no list waits for it.
std::shared_ptr<metrics::MetricSource> Console::metricSource()
{
    if (m_counts)
        return std::make_shared<metrics::PostgresMetrics>(*m_counts, m_clock);
    return std::make_shared<metrics::ApiMetrics>(m_api, m_clock);
}

Console::~Console() = default;

void Console::tellOfTasks()
{
    connect(m_window.get(), &ui::MainWindow::taskEndedUnseen, this,
            [this](const tasks::Task *task) { m_notifier.tell(task->title(), task->text()); });
    connect(&m_notifier, &ui::DesktopNotifier::pressed, this, [this] {
        m_window->raise();
        m_window->activateWindow();
        m_window->showTasks();
    });
}

/// What fires while the window is not looked at is told on the desktop; the list says the rest.
void Console::tellOfAlerts()
{
    auto *follower =
        new alerts::AlertFollower(countingSource(alerts::alertCollection()), m_window.get());
    connect(follower, &alerts::AlertFollower::firingChanged, this, [this, follower] {
        const std::optional<int> firing = follower->firing();
        m_window->setCount(QStringLiteral("alerts"),
                           {firing.value_or(0), !follower->areMore(), firing.has_value()});
        if (firing) // else they may still fire
            m_alertTray.show(*firing, environment().title());
    });
    connect(follower, &alerts::AlertFollower::fired, this,
            [this](const QList<alerts::Fired> &news) {
                const alerts::Fired &first = news.first();
                const QString title = news.size() == 1
                    ? first.rule
                    : tr("%1 alerts, the latest: %2").arg(news.size()).arg(first.rule);
                if (!m_window->isActiveWindow())
                    m_alertNotifier.tell(title, first.text);
            });
    connect(&m_alertNotifier, &ui::DesktopNotifier::pressed, this, &Console::showAlerts);
    connect(&m_alertTray, &ui::AlertTray::pressed, this, &Console::showAlerts);
    follower->start();
}

void Console::showAlerts()
{
    m_window->raise();
    m_window->activateWindow();
    m_window->showPage(alerts::alertCollection().id);
}

ui::PageEntry Console::overviewEntry()
{
    return {QStringLiteral("overview"),
            tr("Overview"),
            QStringLiteral("dashboard-show"),
            {},
            [this](QWidget *parent) { return makeOverviewPage(parent); }};
}

ui::PageServices Console::pageServices()
{
    return {
        .database = m_database.get(),
        .api = m_api,
        .clock = m_clock,
        .display = m_display,
        .environment = [this] { return environment(); },
        .actor = [this] { return m_actor; },
        .source = [this](const collection::Descriptor &descriptor) { return source(descriptor); },
        .histogram =
            [this](const collection::Descriptor &descriptor) { return histogram(descriptor); },
        .values = [this](const collection::Descriptor &descriptor) { return values(descriptor); },
        .tasks = &m_tasks,
        .openRow = [this](const QString &pageId, const Uuid &row) { showRow(pageId, row); },
        .openFilter = [this](const QString &pageId,
                             const collection::Filter &filter) { showFilter(pageId, filter); },
        .openWorkbench =
            [this](const QString &source, const ui::EventPayload &message) {
                openWorkbench(source, message);
            },
        .openReplay = [this](const std::vector<replay::Fixture> &events) { openReplay(events); },
    };
}

/// The page registry: one line for each page.
QList<ui::PageEntry> Console::pageEntries()
{
    const ui::PageServices services = pageServices();
    using Make = ui::CollectionPage *(*)(const ui::PageServices &, QWidget *);
    const auto entry = [this, services](const collection::Descriptor &descriptor, Make make,
                                        bool countIsNews, const QString &duty = {}) {
        m_collections += descriptor;
        return ui::PageEntry{descriptor.id,
                             descriptor.title,
                             descriptor.icon,
                             {},
                             [this, services, make](QWidget *parent) {
                                 ui::CollectionPage *page = make(services, parent);
                                 registerPage(page);
                                 return page;
                             },
                             countIsNews,
                             duty};
    };
    ui::PageEntry events = entry(events::eventCollection(), ui::makeEventsPage, false);
    events.isStart = true; // an empty one says how a first webhook is sent
    return {overviewEntry(),
            events,
            entry(jobs::jobCollection(), ui::makeJobsPage, false),
            entry(deadletters::deadLetterCollection(), ui::makeDeadLettersPage, true),
            entry(deliveries::deliveryCollection(), ui::makeDeliveriesPage, false),
            entry(agentevents::agentEventCollection(), ui::makeAgentEventsPage, false),
            entry(alerts::alertCollection(), ui::makeAlertsPage, true,
                  tr("%1 firing", "so many alerts")),
            entry(bulk::bulkItemCollection(), ui::makeBulkItemsPage, false),
            {QStringLiteral("replay"),
             tr("Replay"),
             QStringLiteral("edit-undo"),
             {},
             [this, services](QWidget *parent) { return makeReplayPage(services, parent); }},
            entry(secrets::secretCollection(), ui::makeSecretsPage, true,
                  tr("%1 due", "so many secrets")),
            entry(jwtkeys::jwtKeyCollection(), ui::makeJwtKeysPage, false),
            entry(tokens::tokenCollection(), ui::makeTokensPage, false),
            entry(destinations::destinationCollection(), ui::makeDestinationsPage, false),
            {QStringLiteral("metrics"),
             tr("Metrics"),
             QStringLiteral("office-chart-line"),
             {},
             [this](QWidget *parent) { return makeMetricsPage(parent); }},
            entry(ledger::ledgerCollection(), ui::makeLedgerPage, false),
            {QStringLiteral("local-gateway"), tr("Local gateway"), QStringLiteral("network-server"),
             tr("Tools"), [this](QWidget *parent) { return makeLocalGatewayPage(parent); }},
            {QStringLiteral("workbench"), tr("Signature workbench"), QStringLiteral("tools"),
             tr("Tools"), [this](QWidget *parent) { return makeWorkbenchPage(parent); }}};
}

/// Over the connection of the counts, so that no list waits for it.
ui::Page *Console::makeOverviewPage(QWidget *parent)
{
    const auto open = [this](const QString &pageId, const collection::Filter &filter) {
        if (filter.isEmpty())
            m_window->showPage(pageId);
        else
            showFilter(pageId, filter);
    };
    return new ui::OverviewPage({{metricSource(), m_clock, m_display},
                                 m_api,
                                 countingSource(secrets::secretCollection()),
                                 open},
                                parent);
}

/// What the connection names for it; the Overview is about the gateway, whose own rollups tell all.
std::shared_ptr<metrics::MetricSource> Console::chosenMetricSource()
{
    return m_measures ? metrics::chosenSource(*m_measures, m_clock) : metricSource();
}

ui::Page *Console::makeMetricsPage(QWidget *parent)
{
    return new ui::MetricsPage({{chosenMetricSource(), m_clock, m_display},
                                countingSource(ledger::ledgerCollection()),
                                [this](const QUrlQuery &query) {
                                    return m_api.get(QStringLiteral("metrics/report"), query);
                                },
                                [this] { return environment().title(); },
                                [this](const QString &pageId, const collection::Filter &filter) {
                                    showFilter(pageId, filter);
                                }},
                               parent);
}

ui::Page *Console::makeLocalGatewayPage(QWidget *parent)
{
    m_localGateway = new ui::LocalGatewayPage({m_api, m_clock, m_display}, parent);
    m_localGateway->setFirstWebhook(m_firstWebhook);
    m_localGateway->setPlace(m_place);
    connect(m_localGateway, &ui::LocalGatewayPage::eventRequested, this,
            [this](const Uuid &event) { showRow(QStringLiteral("events"), event); });
    return m_localGateway;
}

void Console::setReplayFolder(const QString &folder)
{
    m_replayFolder = folder;
}

ui::Page *Console::makeReplayPage(const ui::PageServices &services, QWidget *parent)
{
    const QDir folder(m_replayFolder);
    const bool isOwn = m_replayFolder.isEmpty();
    m_replay = new ui::ReplayPage(
        {
            .session = {.api = m_api,
                        .clock = m_clock,
                        .journalFile = isOwn ? replay::Journal::defaultFile()
                                             : folder.filePath(QStringLiteral("replays.sqlite")),
                        .openStore = [] { return openCredentialStore(credentialFolder()); }},
            .targetsFolder = isOwn ? replay::Targets::defaultFolder()
                                   : folder.filePath(QStringLiteral("targets")),
            .tasks = &m_tasks,
            .actor = [this] { return m_actor; },
            .views = [this] { return eventViews(); },
            .events =
                [services] {
                    const auto events = events::eventCollection();
                    return ui::EventsOfList{events, services.source(events),
                                            ui::makeDetailReader(services)};
                },
        },
        parent);
    return m_replay;
}

QList<views::SavedView> Console::eventViews() const
{
    QList<views::SavedView> views =
        m_savedViews ? m_savedViews->views() : QList<views::SavedView>();
    const QString events = events::eventCollection().id;
    views.removeIf([&](const views::SavedView &view) { return view.collection != events; });
    return views;
}

ui::Page *Console::makeWorkbenchPage(QWidget *parent)
{
    m_workbench = new ui::WorkbenchPage(m_clock, parent);
    return m_workbench;
}

/// Over the connection of the counts, so that no list waits for it.
void Console::lookUp()
{
    std::vector<lookup::Place> places;
    for (const collection::Descriptor &descriptor :
         {events::eventCollection(), jobs::jobCollection(), deadletters::deadLetterCollection(),
          deliveries::deliveryCollection(), agentevents::agentEventCollection()})
        places.push_back({descriptor, countingSource(descriptor)});
    const ui::PaletteLookup::Openers openers{
        [this](const QString &pageId, const Uuid &row) { showRow(pageId, row); },
        [this](const QString &pageId, const collection::Filter &filter) {
            showFilter(pageId, filter);
        }};
    new ui::PaletteLookup(std::move(places), *m_window, m_clock, openers, m_window.get());
}

void Console::openWorkbench(const QString &source, const ui::EventPayload &message)
{
    m_window->showPage(QStringLiteral("workbench"));
    if (m_workbench)
        m_workbench->load(source, message);
}

void Console::openReplay(const std::vector<replay::Fixture> &events)
{
    m_window->showPage(QStringLiteral("replay"));
    if (m_replay)
        m_replay->setEvents(events, tr("selected in %1").arg(environment().title()));
}

void Console::showRow(const QString &pageId, const Uuid &row)
{
    collectionPage(pageId)->showRow(row);
    m_window->showPage(pageId);
}

void Console::showFilter(const QString &pageId, const collection::Filter &filter)
{
    if (ui::CollectionPage *page = collectionPage(pageId))
        page->setFilter(filter);
    m_window->showPage(pageId);
}

void Console::setPlace(const QString &text)
{
    m_place = text;
    if (m_localGateway)
        m_localGateway->setPlace(text);
}

void Console::registerPage(ui::CollectionPage *page)
{
    m_pages += page;
    connect(page, &QObject::destroyed, this, [this, page] { m_pages.removeOne(page); });
    if (m_database)
        connect(page, &ui::CollectionPage::retryRequested, m_database.get(),
                &postgres::Connection::retryNow);
    else
        page->setPolling(true, apiPollInterval);
    if (m_views) // else it is the first, and the window is being made
        m_views->addTo(page);
    fillEmptyState(*page);
}

ui::CollectionPage *Console::collectionPage(const QString &id)
{
    return qobject_cast<ui::CollectionPage *>(m_window->page(id));
}

void Console::watchApi()
{
    connect(&m_api, &AdminClient::answered, this, [this](std::chrono::milliseconds latency) {
        apiChanged({ui::ConnectionStatus::Phase::Ready, latency, {}});
    });
    connect(&m_api, &AdminClient::notReady, this, [this](const Error &error) {
        apiChanged({ui::ConnectionStatus::Phase::NotReady, {}, error});
    });
    connect(&m_api, &AdminClient::unreachable, this, [this](const Error &error) {
        apiChanged({ui::ConnectionStatus::Phase::Lost, {}, error});
    });
}

void Console::apiChanged(const ui::ConnectionStatus &status)
{
    m_window->setApiStatus(status);
    const bool ready = status.phase == ui::ConnectionStatus::Phase::Ready;
    if (!m_database)
        sourceIsReady(ready);
}

/// The pages read again once what they read from is back.
void Console::sourceIsReady(bool ready)
{
    if (ready && !std::exchange(m_wasReady, ready)) {
        if (m_counts)
            m_counts->retryNow();
        for (ui::CollectionPage *page : std::as_const(m_pages))
            page->sourceReturned();
    }
    m_wasReady = ready;
}

void Console::watchDatabase()
{
    connect(m_database.get(), &postgres::Connection::stateChanged, this, &Console::databaseChanged);
    const auto hint = [this] {
        m_counting.hint();
        for (ui::CollectionPage *page : std::as_const(m_pages))
            page->changed();
    };
    connect(m_listener.get(), &postgres::Listener::notified, this, hint);
    connect(m_listener.get(), &postgres::Listener::listening, this, [this, hint] {
        for (ui::CollectionPage *page : std::as_const(m_pages))
            page->setPolling(false);
        hint();
    });
    connect(m_listener.get(), &postgres::Listener::lost, this, [this] {
        for (ui::CollectionPage *page : std::as_const(m_pages))
            page->setPolling(true);
    });
}

void Console::databaseChanged(const postgres::ConnectionState &state)
{
    m_window->setDatabaseStatus(statusOf(state));
    if (state.phase == postgres::ConnectionState::Phase::Lost)
        emit databaseLost(state.error);
    const bool ready = state.phase == postgres::ConnectionState::Phase::Ready;
    sourceIsReady(ready);
    if (ready && !m_contractIsAsked)
        askContract();
    m_contractIsAsked = ready;
}

/// A database that is away is said elsewhere; here counts what it is.
void Console::askContract()
{
    whenDone(collection::readContract(*m_database), this,
             [this](const Result<collection::Contract> &contract) {
                 if (contract)
                     takeContract(QStringLiteral("database"), {});
                 else if (contract.error().kind == ErrorKind::Invalid)
                     takeContract(QStringLiteral("database"), failure(contract.error()));
             });
}

/// What was dismissed stays so until it changes.
void Console::takeContract(const QString &from, const Result<> &checked)
{
    if (checked)
        m_contractProblems.remove(from);
    else
        m_contractProblems.insert(from, checked.error().message);
    const QString problem = m_contractProblems.isEmpty() ? QString() : m_contractProblems.first();
    if (problem == std::exchange(m_shownProblem, problem))
        return;
    if (problem.isEmpty())
        m_window->withdrawNotice(QStringLiteral("contract"));
    else
        m_window->showNotice(QStringLiteral("contract"), widgets::NoticeKind::Error, problem,
                             tr("What is shown here may be wrong or incomplete."));
}

/// Also tells whether the API is there.
void Console::askWhoami()
{
    whenDone(m_api.whoami(), this, [this](const Result<Whoami> &whoami) {
        if (whoami)
            takeWhoami(*whoami);
    });
}

void Console::takeWhoami(const Whoami &whoami)
{
    const bool isElsewhere = !m_actor || m_actor->environment != whoami.environment;
    m_actor = whoami;
    m_window->setActor(whoami.actor + QStringLiteral(", ") + whoami.role);
    for (ui::CollectionPage *page : std::as_const(m_pages))
        page->updateActor();
    if (isElsewhere)
        showEnvironment();
    if (m_replay)
        m_replay->refresh();
    offerTraffic();
    takeContract(QStringLiteral("api"), collection::checkContract(whoami.contractVersion));
}

ui::Environment Console::environment() const
{
    const QString told = m_actor ? m_actor->environment : QString();
    const auto [name, overrules] = environmentName(m_profile.environment, told);
    ui::Environment environment{name, whereIs(m_profile, name),
                                overrules ? QString() : m_profile.colour};
    for (const SafetyException exception : exceptionsInUse(m_profile)) {
        QString &warning = exception == SafetyException::WeakSslMode ? environment.databaseWarning
                                                                     : environment.apiWarning;
        warning +=
            (warning.isEmpty() ? QString() : QStringLiteral(" ")) + exceptionWarning(exception);
    }
    return environment;
}

void Console::showEnvironment()
{
    m_window->setEnvironment(environment());
    const QString notice = QStringLiteral("environment");
    if (environmentName(m_profile.environment, m_actor->environment).overrules) {
        m_window->showNotice(
            notice, widgets::NoticeKind::Warning,
            tr("This gateway says that it is %1; the connection “%2” says %3.")
                .arg(m_actor->environment, m_profile.name, m_profile.environment),
            tr("It is treated as %1. Correct the connection.").arg(m_actor->environment));
    } else {
        m_window->withdrawNotice(notice);
    }
}

/// The sidebar's number of a page, whether or not the page was ever opened.
void Console::watchCount(const QString &pageId, const collection::Descriptor &descriptor,
                         const collection::Filter &filter)
{
    auto *watch = new ui::CountWatch(source(descriptor), filter, m_window.get());
    connect(watch, &ui::CountWatch::counted, this,
            [this, pageId](const ui::PageCount &count) { m_window->setCount(pageId, count); });
    connect(&m_counting, &ui::LiveFeed::due, watch, &ui::CountWatch::refresh);
}

/// The gateway itself has to say that it is a local one.
bool Console::mayMakeTraffic() const
{
    return m_actor && m_actor->environment == localName()
        && environmentName(m_profile.environment, m_actor->environment).name == localName()
        && m_actor->capabilities.contains(QStringLiteral("simulator"));
}

void Console::addTrafficCommand()
{
    m_traffic = new QAction(tr("Send 60 signed test webhooks"), m_window.get());
    m_traffic->setObjectName(QStringLiteral("trafficCommand"));
    connect(m_traffic, &QAction::triggered, this, [this] { sendTraffic(60); });
    m_window->addCommand(m_traffic);
    offerTraffic();
}

void Console::addRetentionCommand()
{
    auto *command = new QAction(tr("Retention…"), m_window.get());
    command->setObjectName(QStringLiteral("retentionCommand"));
    connect(command, &QAction::triggered, this, [this] {
        auto *dialog = new ui::RetentionDialog(m_api, m_actor, environment(), m_window.get());
        dialog->open();
    });
    m_window->addCommand(command);
}

void Console::offerTraffic()
{
    m_traffic->setVisible(mayMakeTraffic());
    for (ui::CollectionPage *page : std::as_const(m_pages))
        fillEmptyState(*page);
}

void Console::sendTraffic(int count, const QJsonObject &shares)
{
    QJsonObject wish = shares;
    wish.insert(QStringLiteral("count"), count);
    whenDone(m_api.post(QStringLiteral("simulator/traffic"), wish), this,
             [this](const Result<QJsonObject> &answer) {
                 ui::CollectionPage *page = collectionPage(m_window->currentPageId());
                 if (!answer && page)
                     page->showFailure(tr("The test webhooks were not sent"), answer.error());
             });
}

void Console::startRotation(const QString &source, const QString &tenant)
{
    const QString path = QStringLiteral("secrets/%1/%2/rotate")
                             .arg(AdminClient::segment(source), AdminClient::segment(tenant));
    m_api.post(path, {{QStringLiteral("reason"), QStringLiteral("to be seen in a picture")}});
}

void Console::startKeyRotation()
{
    m_api.post(QStringLiteral("jwt-keys/rotate"),
               {{QStringLiteral("algorithm"), QStringLiteral("ES256")},
                {QStringLiteral("reason"), QStringLiteral("to be seen in a picture")}});
}

void Console::recoverLetters()
{
    if (m_place.isEmpty())
        return; // not of a gateway that is not this window's own
    const QJsonObject wish{
        {QStringLiteral("action"), QStringLiteral("reenqueue")},
        {QStringLiteral("selection"), QJsonObject{{QStringLiteral("all"), true}}},
        {QStringLiteral("rate_per_second"), 5},
        {QStringLiteral("ramp"), true},
        {QStringLiteral("stop_on_failure_ratio"), 0.5},
        {QStringLiteral("reason"), QStringLiteral("to be seen in a picture")}};
    whenDone(m_api.post(QStringLiteral("bulk-operations"), wish), this,
             [this](const Result<QJsonObject> &answer) {
                 if (!answer)
                     return;
                 const QString id = (*answer)[QStringLiteral("id")].toString();
                 showFilter(QStringLiteral("bulk-items"), bulk::itemsOf(id));
                 QTimer::singleShot(cancelAfter, this, [this, id] { cancelRecovery(id); });
             });
}

/// In the midst of it, so that its chart shows where it ended and its list what was not begun.
void Console::cancelRecovery(const QString &id)
{
    m_api.post(QStringLiteral("bulk-operations/%1/cancel").arg(id),
               {{QStringLiteral("reason"), QStringLiteral("to be seen in a picture")}});
}

void Console::fillReplay()
{
    const QString name = QStringLiteral("stage");
    if (m_replay && !m_replayFolder.isEmpty()
        && saveSampleTarget(m_replayFolder, name, m_profile.url)) {
        m_replay->setEvents(sampleEvents(), QStringLiteral("orders.ndjson"));
        m_replay->chooseTarget(name);
    }
}

void Console::maskPersonalData()
{
    const QJsonObject wish{{QStringLiteral("masking"), QStringLiteral("on")},
                           {QStringLiteral("reason"), QStringLiteral("to be seen in a picture")}};
    whenDone(m_api.post(QStringLiteral("privacy"), wish), this,
             [this](const Result<QJsonObject> &) {
                 collectionPage(QStringLiteral("events"))->refresh();
             });
}

void Console::addSampleAlerting()
{
    if (m_place.isEmpty())
        return; // not of a gateway that is not this window's own
    const QString reason = QStringLiteral("to be seen in a picture");
    m_api.post(QStringLiteral("budgets"),
               {{QStringLiteral("budgets"), sampleBudgets()}, {QStringLiteral("reason"), reason}});
    m_api.post(
        QStringLiteral("alert-channels"),
        {{QStringLiteral("channels"), sampleChannels()}, {QStringLiteral("reason"), reason}});
}

void Console::setFirstWebhook(const QString &commandLine)
{
    m_firstWebhook = commandLine;
    if (m_localGateway)
        m_localGateway->setFirstWebhook(commandLine);
    offerTraffic();
}

void Console::showClusterTrouble(const std::optional<Error> &trouble)
{
    const QString notice = QStringLiteral("cluster");
    if (trouble)
        m_window->showNotice(notice, widgets::NoticeKind::Error, trouble->message,
                             tr("It is tried again by itself. Nothing that was accepted is lost."));
    else
        m_window->withdrawNotice(notice);
}

/// A new gateway teaches how to get a first event.
void Console::fillEmptyState(ui::CollectionPage &page)
{
    if (!m_firstWebhook.isEmpty() && page.model()->descriptor().id == QLatin1String("events")) {
        page.emptyState()->setCode(tr("Or send one from a terminal; the gateway listens on %1.")
                                       .arg(m_profile.url.toString()),
                                   m_firstWebhook);
    }
    const QString name = QStringLiteral("startTraffic");
    const bool isPossible = mayMakeTraffic();
    auto *start = page.emptyState()->findChild<QPushButton *>(name);
    if (!start && isPossible) {
        start = page.emptyState()->addCard(
            {tr("Make traffic"), tr("Signed events of the providers, some of which fail."),
             tr("Send 60 webhooks"), QStringLiteral("media-playback-start"), true});
        start->setObjectName(name);
        connect(start, &QPushButton::clicked, this, [this] { sendTraffic(60); });
    }
    if (start)
        start->setEnabled(isPossible);
}

} // namespace gatehouse::app
