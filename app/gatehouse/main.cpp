#include "app/gatehouse/console.h"
#include "app/gatehouse/dialogshots.h"
#include "app/gatehouse/endsignals.h"
#include "app/gatehouse/linkinbox.h"
#include "app/gatehouse/localstart.h"
#include "app/gatehouse/options.h"
#include "app/gatehouse/profileopener.h"
#include "app/gatehouse/sampleprofiles.h"
#include "app/gatehouse/shots.h"
#include "app/gatehouse/startupreport.h"
#include "app/gatehouse/startwindow.h"
#include "services/core/coredumps.h"
#include "services/core/terminaltext.h"
#include "translations/translations.h"
#include "ui/connections/connectiondialog.h"

#include <QApplication>
#include <QScreen>
#include <QTemporaryDir>

using namespace gatehouse;

namespace {

/// Far more than the slowest start takes: whatever is not painted by then has a reason.
constexpr std::chrono::seconds startupPatience{20};

/// The program from its options to its end: first the start window, then the console.
class Program : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(Program)

public:
    Program(app::Options options, QApplication &application);

    void start();

private:
    void openFirst();
    void takeLinks();
    void openLink(const QString &link);
    void startLocal();
    void startFailed(const Error &error);
    static void endWith(const Error &error);
    void makeStartWindow();
    void retry();
    void openLocal(const ConnectionProfile &profile);
    void openProfile(const ConnectionProfile &profile);
    void open(const ConnectionProfile &profile, const Credentials &credentials);
    void switchTo(const ConnectionProfile &profile);
    ConnectionProfiles profiles() const;
    void showConnections(QWidget *parent);
    void show();

    app::Options m_options;
    SystemClock m_clock;
    Log m_log{m_clock, streamSink(stderr), LogLevel::Warning};
    QTemporaryDir m_temporary; ///< what an ephemeral console remembers
    std::unique_ptr<QSettings> m_settings;
    widgets::Appearance m_appearance;
    std::unique_ptr<app::LocalStart> m_local; ///< outlives the console, which uses it
    app::ProfileOpener m_opener;
    app::LinkInbox m_links{app::linkSocket()};
    bool m_isFirst = true; ///< the local gateway was not shown yet
    ConnectionProfile m_opening; ///< the last that was asked for
    std::unique_ptr<app::StartWindow> m_startWindow;
    std::unique_ptr<app::Console> m_console;
    std::unique_ptr<app::StartupReport> m_startupReport; ///< last: it watches the console's window
};

Program::Program(app::Options options, QApplication &application)
    : m_options(std::move(options))
    , m_settings(m_options.local.ephemeral ? new QSettings(
                     m_temporary.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
                                           : new QSettings)
    , m_appearance(application,
                   m_options.scheme.value_or(widgets::schemeChoice(
                       m_settings->value(QStringLiteral("window/scheme")).toString())))
{
}

void Program::start()
{
    connect(&m_opener, &app::ProfileOpener::ready, this, &Program::open);
    connect(&m_opener, &app::ProfileOpener::failed, this, &Program::startFailed);
    connect(&m_opener, &app::ProfileOpener::passphraseNeeded, this, [this] {
        makeStartWindow();
        m_startWindow->askPassphrase();
    });
    if (!m_options.isLinkAlone)
        return openFirst();
    auto *handover =
        new app::LinkHandover(app::linkSocket(), app::LinkInbox::defaultPatience, this);
    connect(handover, &app::LinkHandover::taken, this, [] { QCoreApplication::exit(0); });
    connect(handover, &app::LinkHandover::notTaken, this, &Program::openFirst);
    handover->send(m_options.link);
}

void Program::openFirst()
{
    takeLinks();
    if (m_options.profile)
        openProfile(*m_options.profile);
    else
        startLocal();
}

/// A window that shows samples, or is measured, is nobody's to send links to.
void Program::takeLinks()
{
    if (m_options.local.ephemeral || !m_options.shotsFolder.isEmpty() || m_options.reportsStartup)
        return;
    connect(&m_links, &app::LinkInbox::linkArrived, this, &Program::openLink);
    m_links.open();
}

/// Later, where no console is open yet.
void Program::openLink(const QString &link)
{
    if (!m_console) {
        m_options.link = link;
        return;
    }
    m_console->openLink(link);
    m_console->window().show();
    m_console->window().raise();
    m_console->window().activateWindow();
}

void Program::makeStartWindow()
{
    if (m_startWindow)
        return;
    m_startWindow = std::make_unique<app::StartWindow>();
    connect(m_startWindow.get(), &app::StartWindow::passphraseGiven, this,
            [this](const QString &passphrase) {
                m_opener.unlock(secrets::Secret(passphrase.toStdString()));
            });
    connect(m_startWindow.get(), &app::StartWindow::connectionsRequested, this,
            [this] { showConnections(m_startWindow.get()); });
    connect(m_startWindow.get(), &app::StartWindow::retryRequested, this, &Program::retry);
    m_startWindow->show();
}

void Program::retry()
{
    if (m_opening.url.isEmpty())
        m_local->start();
    else
        openProfile(m_opening);
}

void Program::startLocal()
{
    makeStartWindow();
    m_local = std::make_unique<app::LocalStart>(m_options.local, m_clock, m_log);
    connect(m_local.get(), &app::LocalStart::progressed, m_startWindow.get(),
            &app::StartWindow::showStep);
    connect(m_local.get(), &app::LocalStart::failed, this, &Program::startFailed);
    connect(m_local.get(), &app::LocalStart::started, this, &Program::openLocal);
    m_local->start();
}

/// Nobody looks at the window of a picture or a measurement, so nobody would press its button.
void Program::startFailed(const Error &error)
{
    const bool isWatched = m_options.shotsFolder.isEmpty() && !m_options.reportsStartup;
    if (isWatched && m_startWindow)
        m_startWindow->showError(error);
    else if (isWatched && m_console)
        m_console->window().showNotice(QStringLiteral("connection"), widgets::NoticeKind::Error,
                                       error.message);
    else
        endWith(error);
}

void Program::endWith(const Error &error)
{
    std::fprintf(stderr, "gatehouse: %s\n", qUtf8Printable(terminalText(error)));
    QCoreApplication::exit(1);
}

/// A person may have chosen another connection while the local gateway started.
void Program::openLocal(const ConnectionProfile &profile)
{
    if (m_opening.name.isEmpty())
        openProfile(profile);
}

void Program::openProfile(const ConnectionProfile &profile)
{
    m_opening = profile;
    m_opener.open(profile);
}

void Program::open(const ConnectionProfile &profile, const Credentials &credentials)
{
    auto console = app::Console::open(profile, {m_clock, *m_settings, &m_appearance}, credentials);
    if (!console) {
        startFailed(console.error());
        return;
    }
    m_startupReport.reset();
    m_console = std::move(*console);
    if (m_options.local.ephemeral || !m_options.shotsFolder.isEmpty())
        m_console->setReplayFolder(m_temporary.path());
    m_console->window().offerConnections();
    connect(&m_console->window(), &ui::MainWindow::connectionsRequested, this,
            [this] { showConnections(&m_console->window()); });
    const bool isOwn =
        m_local && profile.environment == QLatin1String("local") && !m_local->place().isEmpty();
    if (isOwn) {
        m_console->setFirstWebhook(m_local->firstWebhook());
        m_console->setPlace(m_local->place());
        connect(m_local.get(), &app::LocalStart::clusterTroubleChanged, m_console.get(),
                &app::Console::showClusterTrouble);
    }
    if (isOwn && std::exchange(m_isFirst, false) && m_options.firstTraffic > 0) {
        // Pictures are to show what fails and what is refused, whatever the dice say.
        const bool isForShots = !m_options.shotsFolder.isEmpty();
        const QJsonObject shares{{QStringLiteral("failing_share"), 0.3},
                                 {QStringLiteral("bad_signature_share"), 0.15}};
        if (isForShots) {
            m_console->startRotation(QStringLiteral("stripe"), QStringLiteral("acme"));
            m_console->startKeyRotation();
        }
        m_console->sendTraffic(m_options.firstTraffic, isForShots ? shares : QJsonObject());
    }
    if (!m_options.link.isEmpty())
        m_console->openLink(std::exchange(m_options.link, {}));
    show();
    if (m_startWindow)
        m_startWindow.release()->deleteLater();
}

/// After the dialog's own code has returned: its window goes with the console.
void Program::switchTo(const ConnectionProfile &profile)
{
    QMetaObject::invokeMethod(
        this, [this, profile] { openProfile(profile); }, Qt::QueuedConnection);
}

/// A picture shows nobody's own.
ConnectionProfiles Program::profiles() const
{
    if (m_options.shotsFolder.isEmpty())
        return ConnectionProfiles();
    const auto samples =
        app::sampleProfiles(m_temporary.filePath(QStringLiteral("connections")), m_opening);
    return samples.value_or(ConnectionProfiles());
}

void Program::showConnections(QWidget *parent)
{
    auto *dialog = new ui::ConnectionDialog(profiles(), m_clock, m_opening.name, parent);
    connect(dialog, &ui::ConnectionDialog::connectRequested, this, &Program::switchTo);
    m_opener.withStore(dialog, [dialog](const std::shared_ptr<CredentialStore> &store) {
        dialog->setStore(store);
    });
    dialog->open();
}

void Program::show()
{
    ui::MainWindow &window = m_console->window();
    if (!m_options.shotsFolder.isEmpty()) {
        auto *shots = new app::Shots(*m_console, m_appearance, m_options.shotsFolder, this);
        auto *dialogs = new app::DialogShots(*m_console, m_appearance, m_options.shotsFolder, this);
        connect(shots, &app::Shots::finished, dialogs, [this, dialogs](bool pagesAreComplete) {
            connect(dialogs, &app::DialogShots::finished, this, [pagesAreComplete](bool complete) {
                QCoreApplication::exit(pagesAreComplete && complete ? 0 : 1);
            });
            dialogs->start();
        });
        shots->start();
        return;
    }
    if (m_options.reportsStartup) {
        m_startupReport = std::make_unique<app::StartupReport>(*m_console, startupPatience);
        connect(m_startupReport.get(), &app::StartupReport::gaveUp, this, &Program::endWith);
    }
    window.show();
    if (m_options.fillsScreen)
        window.setGeometry(window.screen()->geometry());
}

/// An exit code when the program ends without a window.
std::optional<int> endWithoutWindow(int argc, char **argv)
{
    if (!app::asksForWords(argc, argv) && app::hasDisplay(argc, argv))
        return std::nullopt;
    QCoreApplication application(argc, argv);
    installTranslation(application);
    if (app::asksForWords(argc, argv))
        return app::parseOptions(argc, argv).error();
    std::fprintf(stderr, "gatehouse: %s\n",
                 qUtf8Printable(Program::tr("There is no display to open the window on. ./dev run "
                                            "opens one that can be looked at by VNC; "
                                            "gatehousectl does the same work without a window.")));
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    forbidCoreDumps();
    QCoreApplication::setApplicationName(QStringLiteral("gatehouse"));
    QCoreApplication::setOrganizationName(QStringLiteral("gatehouse"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GATEHOUSE_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("gatehouse"));
    if (const auto exitCode = endWithoutWindow(argc, argv))
        return *exitCode;
    const app::EndSignals endSignals;
    QApplication application(argc, argv);
    installTranslation(application);

    auto options = app::parseOptions(argc, argv);
    if (!options)
        return options.error();
    Program program(std::move(*options), application);
    // In the event loop: it may have to end the program, which only a running loop can.
    QMetaObject::invokeMethod(&program, &Program::start, Qt::QueuedConnection);
    return QApplication::exec();
}
