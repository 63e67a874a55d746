#pragma once

#include "app/gatehouse/options.h"
#include "models/tasks/tasklist.h"
#include "services/admin_api/adminclient.h"
#include "services/connections/access.h"
#include "services/connections/profile.h"
#include "services/core/clock.h"
#include "services/postgres/connection.h"
#include "ui/collection/collectionpage.h"
#include "ui/collection/countwatch.h"
#include "ui/collection/livefeed.h"
#include "ui/pages/localgateway/localgatewaypage.h"
#include "ui/pages/replay/replaypage.h"
#include "ui/pages/tabs/pageservices.h"
#include "ui/pages/workbench/workbenchpage.h"
#include "ui/shell/alerttray.h"
#include "ui/shell/desktopnotifier.h"
#include "ui/shell/mainwindow.h"
#include "ui/views/viewcontroller.h"

#include <QJsonObject>
#include <QMap>
#include <QPointer>
#include <QSettings>

#include <memory>

namespace gatehouse::metrics {
class MetricSource;
}

namespace gatehouse::app {

/// The window on one gateway, with the services behind it: builds them, hands them over, registers
/// the pages and routes what one knows to what another shows. Nothing else lives here. A profile
/// without a database is for a token that has none: then everything is read through the API, and
/// asked again every few seconds instead of listened for.
class Console : public QObject
{
    Q_OBJECT

public:
    /// Invalid or Denied when the profile's token cannot be read. The display options are its own.
    /// Denied also for a profile that is not safe and does not say so. Without a token in
    /// `credentials` it comes from the profile's file.
    static Result<std::unique_ptr<Console>> open(const ConnectionProfile &profile,
                                                 const ui::ShellServices &shell,
                                                 const Credentials &credentials = {});
    ~Console() override;

    ui::MainWindow &window() { return *m_window; }
    /// A command line that sends a first webhook, for who has none yet.
    void setFirstWebhook(const QString &commandLine);
    /// What keeps the local gateway's own Postgres from working; nothing: it works again.
    void showClusterTrouble(const std::optional<Error> &trouble);
    /// Where the local gateway keeps its data, for its page.
    void setPlace(const QString &text);
    /// Where journal and targets of replays are, in place of the person's own; before the page of
    /// replays is shown.
    void setReplayFolder(const QString &folder);
    /// Made if it was not; nullptr for a page of another kind.
    ui::CollectionPage *collectionPage(const QString &id);
    /// Shows the view that a link names, or a notice why that cannot be.
    void openLink(const QString &text);
    /// Asks the local gateway's generator for so many signed webhooks. `shares` is of the members
    /// of simulator/traffic that say what is wrong with how many; without them the generator
    /// decides. A refusal is said on the page that is shown.
    void sendTraffic(int count, const QJsonObject &shares = {});

    /// Begins a rotation of that secret at the local gateway; what it makes is shown to nobody.
    void startRotation(const QString &source, const QString &tenant);
    /// The same of the JWT keys.
    void startKeyRotation();
    /// Re-enqueues what is dead, slowly, cancels that in its midst, and shows what comes of each on
    /// the page of bulk outcomes.
    void recoverLetters();
    /// Fills the page of replays with events and a target that leads to this gateway; only with a
    /// folder of its own (setReplayFolder).
    void fillReplay();
    /// Has the gateway mask personal data, and the page of events show it so.
    void maskPersonalData();
    /// Gives the local gateway some budgets, and some channels that are switched off: nobody is
    /// told.
    void addSampleAlerting();

signals:
    /// After each try that failed, too.
    void databaseLost(const gatehouse::Error &error);

private:
    Console(const ConnectionProfile &profile, const Access &access, const ui::ShellServices &shell);
    ui::PageEntry overviewEntry();
    ui::PageServices pageServices();
    QList<ui::PageEntry> pageEntries();
    void registerPage(ui::CollectionPage *page);
    ui::Page *makeOverviewPage(QWidget *parent);
    ui::Page *makeMetricsPage(QWidget *parent);
    ui::Page *makeLocalGatewayPage(QWidget *parent);
    ui::Page *makeReplayPage(const ui::PageServices &services, QWidget *parent);
    QList<views::SavedView> eventViews() const;
    ui::Page *makeWorkbenchPage(QWidget *parent);
    void lookUp();
    void openWorkbench(const QString &source, const ui::EventPayload &message);
    void cancelRecovery(const QString &id);
    void openReplay(const std::vector<replay::Fixture> &events);
    void showRow(const QString &pageId, const Uuid &row);
    void showFilter(const QString &pageId, const collection::Filter &filter);
    void connectDatabase(const postgres::SessionOptions &options);
    std::shared_ptr<collection::Source> source(const collection::Descriptor &descriptor);
    std::shared_ptr<histogram::HistogramSource> histogram(const collection::Descriptor &descriptor);
    std::shared_ptr<completion::ValueSource> values(const collection::Descriptor &descriptor);
    std::shared_ptr<collection::Source> countingSource(const collection::Descriptor &descriptor);
    std::shared_ptr<metrics::MetricSource> metricSource();
    std::shared_ptr<metrics::MetricSource> chosenMetricSource();
    void addViews(QSettings &settings);
    void watchApi();
    void watchDatabase();
    void apiChanged(const ui::ConnectionStatus &status);
    void sourceIsReady(bool ready);
    void databaseChanged(const postgres::ConnectionState &state);
    void askContract();
    void askWhoami();
    void takeWhoami(const Whoami &whoami);
    void takeContract(const QString &from, const Result<> &checked);
    ui::Environment environment() const;
    void showEnvironment();
    void watchCount(const QString &pageId, const collection::Descriptor &descriptor,
                    const collection::Filter &filter);
    bool mayMakeTraffic() const;
    void addTrafficCommand();
    void addRetentionCommand();
    void tellOfTasks();
    void tellOfAlerts();
    void showAlerts();
    void offerTraffic();
    void fillEmptyState(ui::CollectionPage &page);

    ConnectionProfile m_profile;
    const Clock &m_clock;
    std::unique_ptr<postgres::Connection> m_database; ///< nullptr: the profile names none
    std::unique_ptr<postgres::Connection> m_counts; ///< for histograms, which no page waits behind
    std::unique_ptr<postgres::Listener> m_listener; ///< there with the database
    std::optional<postgres::SessionOptions> m_countingOptions; ///< there with the database
    std::unique_ptr<postgres::Connection> m_countingDatabase; ///< of the views, and for look-ups
    std::optional<MeasureAccess> m_measures; ///< nothing: the gateway's own rollups
    AdminClient m_api;
    std::optional<Whoami> m_actor;
    bool m_wasReady = true; ///< what the lists come from: the database, else the API
    bool m_contractIsAsked = false; ///< on this connection to the database
    QMap<QString, QString> m_contractProblems; ///< by who said it: database, api
    QString m_shownProblem;
    QAction *m_traffic = nullptr;
    QString m_firstWebhook;
    QString m_place;
    QString m_replayFolder; ///< empty: the person's own
    QPointer<ui::LocalGatewayPage> m_localGateway; ///< owned by the window
    QPointer<ui::WorkbenchPage> m_workbench; ///< likewise
    QPointer<ui::ReplayPage> m_replay; ///< likewise
    ui::LiveFeed m_heartbeat; ///< of the API's status; takes no hints
    ui::LiveFeed m_counting; ///< of the sidebar's counts
    QList<ui::CollectionPage *> m_pages; ///< owned by the window
    QList<collection::Descriptor> m_collections; ///< of the pages
    widgets::DisplayOptions m_display;
    tasks::TaskList m_tasks; ///< outlives the pages, whose work it lists
    ui::DesktopNotifier m_notifier;
    ui::DesktopNotifier m_alertNotifier;
    ui::AlertTray m_alertTray;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<views::SavedViews> m_savedViews;
    std::unique_ptr<ui::ViewController> m_views; ///< goes before the window that it looks after
};

} // namespace gatehouse::app
