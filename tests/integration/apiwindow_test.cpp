#include "app/gatehouse/console.h"
#include "services/gateway/gateway.h"
#include "services/postgres/session.h"
#include "tests/integration/support/webhooks.h"
#include "tests/support/testcluster.h"
#include "ui/pages/tabs/apidetailreader.h"
#include "ui/pages/tabs/pgdetailreader.h"
#include "ui/shell/connectionlabel.h"
#include "ui/shell/sidebar.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/payloadview.h"

#include <QDialog>
#include <QFile>
#include <QFutureWatcher>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using collection::WindowModel;

/// The whole console without a database, on a real gateway, for a token that is limited to a
/// tenant: what it shows, it has from the API.
class ApiWindowTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    SystemClock m_clock;
    widgets::Appearance m_appearance{*qApp, widgets::SchemeChoice::Light};
    Log m_log{m_clock, [](std::string_view) {}, LogLevel::Error};
    std::unique_ptr<test::TestCluster> m_cluster;
    std::unique_ptr<gateway::Gateway> m_gateway;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<app::Console> m_console;
    std::string m_token, m_tokenId; ///< of role support, for acme
    int m_keys = 0;

    static constexpr int patience = 20'000;

    QJsonObject post(const std::string &path, const std::string &body)
    {
        const test::Answer answer =
            test::adminRequest("POST", m_gateway->url() + "/admin/v1/" + path, "test-admin-token",
                               body, "key-" + std::to_string(++m_keys));
        if (answer.status >= 300)
            qFatal("%s: %s", path.c_str(), answer.body.c_str());
        return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    }

    void makeToken(const std::string &name)
    {
        const QJsonObject made = post(
            "tokens",
            R"({"name":")" + name + R"(","role":"support","tenants":["acme"],"reason":"a test"})");
        m_token = made[u"token"].toString().toStdString();
        m_tokenId = made[u"id"].toString().toStdString();
    }

    void open()
    {
        QFile file(m_folder.filePath(QStringLiteral("token")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(QByteArray::fromStdString(m_token));
        file.close();
        ConnectionProfile profile;
        profile.name = QStringLiteral("acme's");
        profile.url = QUrl(QString::fromStdString(m_gateway->url()));
        profile.tokenFile = file.fileName();
        auto console = app::Console::open(profile, {m_clock, *m_settings, &m_appearance});
        QVERIFY2(console, console ? "" : qPrintable(console.error().message));
        m_console = std::move(*console);
        m_console->window().resize(1440, 900);
        m_console->window().show();
        m_console->window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&m_console->window()));
        m_console->window().setLive(true);
    }

    void send(const char *tenant, const std::string &id, const std::string &type)
    {
        test::StripeSender stripe(m_gateway->url(), tenant, std::string("whsec_") + tenant);
        const test::Answer answer = stripe.send(id, type);
        QVERIFY2(answer.status == 202, answer.body.c_str());
    }

    QTableView *show(const char *pageId)
    {
        const QString id = QString::fromLatin1(pageId);
        m_console->window().showPage(id);
        return page(pageId)->findChild<QTableView *>(id + QStringLiteral("Table"));
    }

    ui::CollectionPage *page(const char *id)
    {
        return m_console->collectionPage(QString::fromLatin1(id));
    }

    template <typename Widget>
    Widget *find(const char *pageId, const char *name)
    {
        return page(pageId)->findChild<Widget *>(QString::fromLatin1(name));
    }

    static QString statusOf(const QTableView *table, int row = 0)
    {
        return table->model()->index(row, 0).data(WindowModel::StatusRole).toString();
    }

    /// All that is written in the table.
    static QString allText(const QTableView *table)
    {
        QString text;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            for (int column = 0; column < table->model()->columnCount(); ++column)
                text += table->model()->index(row, column).data().toString() + u'\n';
        }
        return text;
    }

    void openTab(const char *pageId, const char *tab)
    {
        auto *tabs = page(pageId)->findChild<QTabWidget *>(QStringLiteral("detailTabs"));
        auto *wanted = find<QWidget>(pageId, (std::string("tab-") + tab).c_str());
        QVERIFY(tabs && wanted);
        tabs->setCurrentWidget(wanted);
    }

    bool timelineSays(const char *pageId, const QString &title)
    {
        const auto lines =
            find<QWidget>(pageId, "tab-timeline")->findChildren<widgets::ElidedLabel *>();
        return std::any_of(lines.begin(), lines.end(),
                           [&](const auto *line) { return line->text() == title; });
    }

    /// In a notice that is to be seen above the page's rows.
    bool isSaid(const char *pageId, const QString &text)
    {
        const auto strips = page(pageId)->findChildren<widgets::NoticeStrip *>();
        return std::any_of(strips.begin(), strips.end(), [&](const auto *notice) {
            return notice->isVisible() && (notice->title() + notice->text()).contains(text);
        });
    }

    QString sidebarCount(const char *pageId)
    {
        const auto *sidebar = m_console->window().findChild<ui::Sidebar *>();
        const QAbstractItemModel *pages = sidebar->model();
        for (int row = 0; row < pages->rowCount(); ++row) {
            const QModelIndex index = pages->index(row, 0);
            if (index.data(ui::Sidebar::IdRole).toString() == QString::fromLatin1(pageId))
                return index.data(ui::Sidebar::CountRole).toString();
        }
        return {};
    }

    static collection::Filter typeContains(const char *text)
    {
        return {{{QStringLiteral("event_type"),
                  collection::Operator::Contains,
                  {QString::fromLatin1(text)}}}};
    }

    template <typename T>
    static Result<T> answerOf(const QFuture<Result<T>> &future)
    {
        QFutureWatcher<Result<T>> watcher;
        QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
        watcher.setFuture(future);
        if ((finished.isEmpty() && !finished.wait(patience)) || future.resultCount() == 0)
            return failure(ErrorKind::Cancelled, {});
        return future.result();
    }

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        gateway::GatewayConfig config;
        config.database = m_cluster->conninfo();
        config.adminToken = "test-admin-token";
        config.hmacSharedSecret = "shared";
        config.providerSecrets = {{"stripe", {{"acme", "whsec_acme"}, {"globex", "whsec_globex"}}}};
        config.masterKeyFile = m_folder.filePath(QStringLiteral("master.key")).toStdString();
        config.simulator = true;
        auto started = gateway::Gateway::start(config, m_clock, m_log);
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        m_gateway = std::move(*started);
        m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings")),
                                                 QSettings::IniFormat);
        post("simulator/wordpress", R"({"mode":"fail","status":422})");
        for (const char *tenant : {"acme", "globex"}) {
            send(tenant, std::string("evt_paid_") + tenant, "invoice.paid");
            send(tenant, std::string("evt_plain_") + tenant, "ping.received");
        }
        makeToken("support of acme");
    }

    void cleanup() { m_console.reset(); }

    void cleanupTestCase()
    {
        m_gateway.reset();
        m_cluster.reset();
    }

    void everyPageShowsTheRowsOfItsTenantAlone_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<int>("rows");
        QTest::newRow("events") << QByteArray("events") << 2;
        QTest::newRow("jobs") << QByteArray("jobs") << 1;
        QTest::newRow("dead letters") << QByteArray("dead-letters") << 1;
        QTest::newRow("deliveries") << QByteArray("deliveries") << 1;
        QTest::newRow("secrets") << QByteArray("secrets") << 1;
    }
    void everyPageShowsTheRowsOfItsTenantAlone()
    {
        QFETCH(QByteArray, id);
        QFETCH(int, rows);
        open();
        const QTableView *table = show(id.constData());
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), rows, patience);
        QVERIFY(allText(table).contains(QStringLiteral("acme")));
        QVERIFY(!allText(table).contains(QStringLiteral("globex")));
        const QString exact = QString::number(rows) + u' ';
        QTRY_VERIFY_WITH_TIMEOUT(m_console->window()
                                     .findChild<QLabel *>(QStringLiteral("pageStatus"))
                                     ->text()
                                     .startsWith(exact),
                                 patience);
        QVERIFY(!isSaid(id.constData(), {}));
    }

    void theStatusLineSaysWhereTheRowsComeFrom()
    {
        open();
        const auto label = [this](const char *name) {
            return m_console->window().findChild<ui::ConnectionLabel *>(QString::fromLatin1(name));
        };
        QCOMPARE(label("databaseStatus")->accessibleName(),
                 QStringLiteral("Reading through the API"));
        QTRY_VERIFY_WITH_TIMEOUT(label("apiStatus")->accessibleName().contains(u"ms"), patience);
    }

    void theSidebarCountsTheTenantsOwn()
    {
        open();
        QTRY_COMPARE_WITH_TIMEOUT(sidebarCount("dead-letters"), QStringLiteral("1"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(sidebarCount("events"), QStringLiteral("2"), patience);
    }

    void anEventArrivesWithoutAClick()
    {
        open();
        const QTableView *table = show("events");
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, patience);
        send("acme", "evt_arrives", "customer.arrives");
        QTRY_VERIFY_WITH_TIMEOUT(allText(table).contains(QStringLiteral("customer.arrives")),
                                 patience);
    }

    void filtersOfAnyKindWork()
    {
        open();
        const QTableView *table = show("events");
        page("events")->setFilter(typeContains("NVOICE.pa"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
        QVERIFY(allText(table).contains(QStringLiteral("invoice.paid")));
        collection::Filter opposite = typeContains("invoice");
        opposite.conditions[0].negated = true;
        page("events")->setFilter(opposite);
        QTRY_VERIFY_WITH_TIMEOUT(!allText(table).isEmpty()
                                     && !allText(table).contains(QStringLiteral("invoice")),
                                 patience);
    }

    void theDetailIsReadThroughTheApi()
    {
        open();
        QTableView *table = show("events");
        page("events")->setFilter(typeContains("invoice.paid"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
        QTest::keyClick(table, Qt::Key_J);
        openTab("events", "payload");
        const auto *view =
            find<QWidget>("events", "tab-payload")->findChild<widgets::PayloadView *>();
        QTRY_VERIFY_WITH_TIMEOUT(view->payload().contains("evt_paid_acme"), patience);
        openTab("events", "headers");
        const auto *headers = find<QWidget>("events", "tab-headers")->findChild<QTableView *>();
        QTRY_VERIFY_WITH_TIMEOUT(headers->model()->rowCount() > 0, patience);
        openTab("events", "timeline");
        QTRY_VERIFY_WITH_TIMEOUT(timelineSays("events", QStringLiteral("Try 1 failed")), patience);
        openTab("events", "deliveries");
        const auto *tries = find<QTableView>("events", "triesTable");
        QTRY_COMPARE_WITH_TIMEOUT(tries->model()->rowCount(), 1, patience);
    }

    void anExplanationThatIsWithheldSaysWhy()
    {
        test::StripeSender stripe(m_gateway->url(), "acme", "whsec_acme");
        QCOMPARE(stripe.sendForged("evt_forged").status, 401);
        open();
        QTableView *table = show("events");
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("discarded"), patience);
        QTest::keyClick(table, Qt::Key_J);
        openTab("events", "signature");
        const auto isSaidBelow = [this] {
            const auto labels = find<QWidget>("events", "tab-signature")->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [](const auto *label) {
                return label->isVisible()
                    && label->text().contains(QStringLiteral("not for this token"));
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSaidBelow(), patience);
    }

    void theDetailsAreThoseOfTheDatabase()
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_console_payload");
        postgres::Connection database(options);
        AdminClient api(QUrl(QString::fromStdString(m_gateway->url())),
                        QByteArray::fromStdString(m_token));
        ui::PgDetailReader fromDatabase(database, api);
        ui::ApiDetailReader fromApi(api);
        auto session = postgres::Session::connect(options);
        const auto rows = session->execute("SELECT id FROM console.events WHERE tenant = 'acme'"
                                           " AND event_type = 'invoice.paid'");
        const Uuid id = rows->get<Uuid>(0, 0);

        const auto stored = answerOf(fromDatabase.payload(id));
        const auto payload = answerOf(fromApi.payload(id));
        QVERIFY(stored && payload);
        QCOMPARE(payload->body, stored->body);
        QCOMPARE(payload->headers, stored->headers);
        QCOMPARE(payload->requestUrl, stored->requestUrl);
        QCOMPARE(QJsonDocument::fromJson(payload->canonical.toUtf8()),
                 QJsonDocument::fromJson(stored->canonical.toUtf8()));

        const auto storedTries = answerOf(fromDatabase.tries(ui::TriesOf::Event, id));
        const auto tries = answerOf(fromApi.tries(ui::TriesOf::Event, id));
        QVERIFY(storedTries && tries);
        QCOMPARE(tries->size(), storedTries->size());
        const ui::DeliveryTry &one = tries->first();
        const ui::DeliveryTry &other = storedTries->first();
        QVERIFY(one.at == other.at);
        QCOMPARE(one.attempt, other.attempt);
        QCOMPARE(one.durationMs, other.durationMs);
        QCOMPARE(one.url, other.url);
        QCOMPARE(one.requestHeaders, other.requestHeaders);
        QCOMPARE(one.responseStatus, other.responseStatus);
        QCOMPARE(one.responseHeaders, other.responseHeaders);
        QCOMPARE(one.responseBody, other.responseBody);
        QCOMPARE(one.error, other.error);
    }

    /// What there is of each kind, in the event itself and in another one of its trace.
    void theTimelineIsThatOfTheDatabase()
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_console_payload");
        postgres::Connection database(options);
        AdminClient api(QUrl(QString::fromStdString(m_gateway->url())),
                        QByteArray::fromStdString(m_token));
        ui::PgDetailReader fromDatabase(database, api);
        ui::ApiDetailReader fromApi(api);
        send("acme", "evt_traced_1", "customer.created");
        send("acme", "evt_traced_2", "customer.created");
        options.conninfo = m_cluster->conninfo();
        auto owner = postgres::Session::connect(options);
        QVERIFY(owner);
        QVERIFY(owner->execute("UPDATE gatehouse.webhook_event SET trace_id = 'one trace' WHERE"
                               " provider_event_id IN ('evt_traced_1', 'evt_traced_2')"));
        QVERIFY(owner->execute(
            "INSERT INTO gatehouse.job_wait SELECT id, created_at + interval '1 second',"
            " 'The circuit breaker of shop:443 is open' FROM gatehouse.job_execution"));
        const auto rows = owner->execute("SELECT id FROM gatehouse.webhook_event"
                                         " WHERE provider_event_id = 'evt_traced_1'");
        const Uuid id = rows->get<Uuid>(0, 0);
        post("events/" + id.toString() + "/discard", R"({"reason":"a test"})");

        const auto storedTimeline = answerOf(fromDatabase.timeline(id));
        const auto timeline = answerOf(fromApi.timeline(id));
        QVERIFY(storedTimeline && timeline);
        QSet<QString> events;
        for (const ui::Happening &happening : timeline->happenings)
            events += QString::fromStdString(happening.event->toString());
        QCOMPARE(events.size(), 2);
        QCOMPARE(timeline->isCut, storedTimeline->isCut);
        QCOMPARE(timeline->hasMoreEvents, storedTimeline->hasMoreEvents);
        QCOMPARE(timeline->happenings.size(), storedTimeline->happenings.size());
        for (qsizetype i = 0; i < timeline->happenings.size(); ++i) {
            const ui::Happening &told = timeline->happenings[i];
            const ui::Happening &kept = storedTimeline->happenings[i];
            QVERIFY(told.kind == kept.kind && told.at == kept.at);
            QCOMPARE(told.status, kept.status);
            QCOMPARE(told.text, kept.text);
            QCOMPARE(told.number, kept.number);
            QCOMPARE(told.durationMs, kept.durationMs);
            QVERIFY(told.until == kept.until && told.event == kept.event && told.job == kept.job);
            QVERIFY(told.delivery == kept.delivery);
        }
    }

    void aFailedEventIsReenqueuedByKeyAndRecovers()
    {
        open();
        QTableView *table = show("events");
        page("events")->setFilter(typeContains("invoice.paid"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("failed"), patience);
        post("simulator/wordpress", R"({"mode":"accept"})");
        QTest::keyClick(table, Qt::Key_J);
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("events", "action-reenqueue")->isEnabled(),
                                 patience);
        QTest::keyClick(table, Qt::Key_E);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("processed"), patience);
        const QTableView *ledger = show("ledger");
        QTRY_VERIFY_WITH_TIMEOUT(allText(ledger).contains(QStringLiteral("support of acme")),
                                 patience);
        QVERIFY(!allText(ledger).contains(QStringLiteral("globex")));
    }

    void whatIsFilteredIsExported()
    {
        open();
        QTableView *table = show("events");
        page("events")->setFilter(typeContains("ping."));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
        QTest::keyClick(table, Qt::Key_E, Qt::ControlModifier);
        auto *dialog = page("events")->findChild<QDialog *>(QStringLiteral("exportDialog"));
        QVERIFY(dialog);
        const QString file = m_folder.filePath(QStringLiteral("out.csv"));
        dialog->findChild<QLineEdit *>(QStringLiteral("exportFile"))->setText(file);
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("confirmExport")),
                          Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(isSaid("events", QStringLiteral("Exported one row")), patience);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray lines = written.readAll();
        QVERIFY(lines.contains("ping.received") && lines.contains("acme"));
        QVERIFY(!lines.contains("globex"));
    }

    /// Its chain has gaps for it, which is no break.
    void theChainIsNotVerifiedWithALimitedToken()
    {
        open();
        show("ledger");
        auto *verify = page("ledger")->findChild<QAction *>(QStringLiteral("verify"));
        QVERIFY(verify);
        verify->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(isSaid("ledger", QStringLiteral("limited to")), patience);
    }

    void aTokenThatWasRevokedIsSaidOnThePage()
    {
        makeToken("soon revoked");
        open();
        const QTableView *table = show("events");
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, patience);
        post("tokens/" + m_tokenId + "/revoke", R"({"reason":"a test"})");
        QTRY_VERIFY_WITH_TIMEOUT(isSaid("events", QStringLiteral("token")), patience);
        QVERIFY(table->model()->rowCount() > 0); // what was read stays to be seen
    }
};

QTEST_MAIN(ApiWindowTest)
#include "apiwindow_test.moc"
