#include "app/gatehouse/console.h"
#include "services/gateway/gateway.h"
#include "services/postgres/session.h"
#include "tests/integration/support/webhooks.h"
#include "tests/services/gateway/support/tinyserver.h"
#include "tests/support/testcluster.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/payloadview.h"

#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using collection::WindowModel;

/// Counts the windows that come up beside the main window.
class StrayWindows : public QObject
{
public:
    int count = 0;

    bool eventFilter(QObject *object, QEvent *event) override
    {
        const auto *widget = qobject_cast<QWidget *>(object);
        if (event->type() == QEvent::Show && widget && widget->isWindow()
            && !qobject_cast<const ui::MainWindow *>(widget))
            ++count;
        return false;
    }
};

/// The whole console on a real gateway and a real Postgres: what a person does with keys and
/// clicks, and what is to be seen then.
class WindowTest : public QObject
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
    int m_keys = 0;

    static constexpr int patience = 20'000;

    ConnectionProfile profile(const char *role) const
    {
        ConnectionProfile profile;
        profile.name = QStringLiteral("test");
        profile.url = QUrl(QString::fromStdString(m_gateway->url()));
        profile.tokenFile = m_folder.filePath(QStringLiteral("token"));
        profile.database = QString::fromStdString(m_cluster->conninfo(role));
        return profile;
    }

    void open(const char *role) { open(profile(role)); }

    void open(const ConnectionProfile &profile)
    {
        auto console = app::Console::open(profile, {m_clock, *m_settings, &m_appearance});
        QVERIFY2(console, console ? "" : qPrintable(console.error().message));
        m_console = std::move(*console);
        m_console->window().resize(1440, 900);
        m_console->window().show();
        m_console->window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&m_console->window()));
        m_console->window().setLive(true);
    }

    void sql(const std::string &statement)
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo();
        auto session = postgres::Session::connect(options);
        QVERIFY2(session, session ? "" : qPrintable(session.error().detail));
        const auto done = session->execute(statement);
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    }

    widgets::NoticeStrip *notice(const char *name)
    {
        return m_console->window().findChild<widgets::NoticeStrip *>(QString::fromLatin1(name));
    }

    /// The stand-in for WordPress answers so from now on.
    void wordpress(const std::string &behaviour)
    {
        const test::Answer answer =
            test::adminRequest("POST", m_gateway->url() + "/admin/v1/simulator/wordpress",
                               "test-admin-token", behaviour, "wp-" + std::to_string(++m_keys));
        QVERIFY2(answer.status == 200, answer.body.c_str());
    }

    void sendWebhook(const std::string &id, const std::string &type = "invoice.paid")
    {
        test::StripeSender stripe(m_gateway->url(), "acme", "whsec_test");
        const test::Answer answer = stripe.send(id, type);
        QVERIFY2(answer.status == 202, answer.body.c_str());
    }

    QTableView *show(const char *pageId)
    {
        const QString id = QString::fromLatin1(pageId);
        m_console->window().showPage(id);
        return m_console->collectionPage(id)->findChild<QTableView *>(id + QStringLiteral("Table"));
    }

    static QString statusOf(const QTableView *table, int row = 0)
    {
        return table->model()->index(row, 0).data(WindowModel::StatusRole).toString();
    }

    /// Whether a cell of the first row says \a text.
    static bool rowSays(const QTableView *table, const QByteArray &text)
    {
        for (int column = 0; column < table->model()->columnCount(); ++column) {
            if (table->model()->index(0, column).data().toString() == QString::fromLatin1(text))
                return true;
        }
        return false;
    }

    template <typename Widget>
    Widget *find(const char *pageId, const char *name)
    {
        return m_console->collectionPage(QString::fromLatin1(pageId))
            ->findChild<Widget *>(QString::fromLatin1(name));
    }

    void openTab(const char *pageId, const QString &title)
    {
        auto *tabs =
            m_console->collectionPage(QString::fromLatin1(pageId))->findChild<QTabWidget *>();
        QVERIFY(tabs);
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title)
                tabs->setCurrentIndex(i);
        }
        QCOMPARE(tabs->tabText(tabs->currentIndex()), title);
    }

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        QFile token(m_folder.filePath(QStringLiteral("token")));
        QVERIFY(token.open(QIODevice::WriteOnly));
        token.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        token.write("test-admin-token\n");
        token.close();
        gateway::GatewayConfig config;
        config.database = m_cluster->conninfo();
        config.adminToken = "test-admin-token";
        config.hmacSharedSecret = "shared";
        config.providerSecrets = {{"stripe", {{"acme", "whsec_test"}}}};
        config.simulator = true;
        auto started = gateway::Gateway::start(config, m_clock, m_log);
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        m_gateway = std::move(*started);
        m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings")),
                                                 QSettings::IniFormat);
    }

    void cleanup() { m_console.reset(); }

    void cleanupTestCase()
    {
        m_gateway.reset();
        m_cluster.reset();
    }

    void anEventArrivesWithoutAClick()
    {
        open("gatehouse_console_payload");
        QTableView *table = show("events");
        sendWebhook("evt_arrives");
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("processed"), patience);
    }

    /// One that did would flash, and take the keys away from the main window.
    void noPageOpensAWindowOfItsOwn()
    {
        StrayWindows stray;
        qApp->installEventFilter(&stray);
        open("gatehouse_console_payload");
        for (const char *page : {"events", "jobs", "dead-letters"})
            QTRY_VERIFY(show(page)->isVisible() || find<QWidget>(page, "emptyState")->isVisible());
        QCOMPARE(stray.count, 0);
        QVERIFY(m_console->window().isActiveWindow());
    }

    void aFailedEventIsReenqueuedByKeyAndRecovers()
    {
        wordpress(R"({"mode":"fail","status":422})");
        open("gatehouse_console_payload");
        QTableView *table = show("events");
        sendWebhook("evt_by_key");
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("failed"), patience);
        wordpress(R"({"mode":"accept"})");

        QTest::keyClick(table, Qt::Key_J);
        auto *button = find<QPushButton>("events", "action-reenqueue");
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patience); // whoami has answered
        QTest::keyClick(table, Qt::Key_E);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("processed"), patience);
    }

    void aDeadLetterIsReenqueuedByClickAndRecovers()
    {
        wordpress(R"({"mode":"fail","status":422})");
        open("gatehouse_console_payload");
        QTableView *table = show("dead-letters");
        sendWebhook("evt_by_click");
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("open"), patience);
        wordpress(R"({"mode":"accept"})");

        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(0, 1)).center());
        auto *button = find<QPushButton>("dead-letters", "action-reenqueue");
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patience);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("recovered"), patience);
    }

    void aDiscardIsUndoneByKey()
    {
        wordpress(R"({"mode":"fail","status":422})");
        open("gatehouse_console_payload");
        QTableView *table = show("dead-letters");
        sendWebhook("evt_undone");
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("open"), patience);
        const auto *undo = find<QPushButton>("dead-letters", "button-undo");
        QVERIFY(!undo->isVisible());
        QTest::keyClick(table, Qt::Key_J);
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("dead-letters", "action-discard")->isEnabled(),
                                 patience);
        QTest::keyClick(table, Qt::Key_X);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("dead-letters", "reasonField"), patience);
        QTest::keyClicks(find<QLineEdit>("dead-letters", "reasonField"),
                         QStringLiteral("by mistake"));
        QTest::mouseClick(find<QPushButton>("dead-letters", "confirmAction"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("discarded"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(undo->isVisible(), patience);
        m_console->window().activateWindow(); // as a desktop does when a dialog goes
        QVERIFY(QTest::qWaitForWindowActive(&m_console->window()));
        QTest::keyClick(table, Qt::Key_U);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("open"), patience);
        QVERIFY(!undo->isVisible());
    }

    void aGroupOfDeadLettersShowsItsLetters()
    {
        wordpress(R"({"mode":"fail","status":422})");
        open("gatehouse_console_payload");
        QTableView *table = show("dead-letters");
        sendWebhook("evt_grouped");
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("open"), patience);
        auto *groups = find<QWidget>("dead-letters", "groupPanel");
        QTRY_VERIFY_WITH_TIMEOUT(groups->isVisible(), patience);
        const auto *list = groups->findChild<QTableView *>();
        const QModelIndex all = list->model()->index(0, 4);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(all).center());
        QTRY_COMPARE_WITH_TIMEOUT(QString::number(table->model()->rowCount()),
                                  all.data().toString(), patience);
        QVERIFY(
            m_console->collectionPage(QStringLiteral("dead-letters"))->filter().isRestricting());
    }

    void allDeadLettersAreRecoveredAtOnce()
    {
        sql("UPDATE gatehouse.dead_letter SET state = 'recovered'"); // those of the tests before
        wordpress(R"({"mode":"fail","status":422})");
        open("gatehouse_console_payload");
        QTableView *table = show("dead-letters");
        for (const char *id : {"evt_bulk_1", "evt_bulk_2", "evt_bulk_3"})
            sendWebhook(id);
        ui::CollectionPage *page = m_console->collectionPage(QStringLiteral("dead-letters"));
        page->setFilter(
            {{{QStringLiteral("state"), collection::Operator::Is, {QStringLiteral("open")}}}});
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 3, patience);
        wordpress(R"({"mode":"accept"})");

        const auto *actor = m_console->window().findChild<QLabel *>(QStringLiteral("actorLabel"));
        QTRY_VERIFY_WITH_TIMEOUT(!actor->text().isEmpty(), patience); // who may do what is known
        QTest::mouseClick(find<QPushButton>("dead-letters", "button-bulk"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("dead-letters", "reasonField"), patience);
        QTest::keyClicks(find<QLineEdit>("dead-letters", "reasonField"), QStringLiteral("INC-482"));
        auto *confirm = find<QPushButton>("dead-letters", "confirmAction");
        QTRY_VERIFY_WITH_TIMEOUT(confirm->isEnabled(), patience);
        QTest::mouseClick(confirm, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(find<widgets::NoticeStrip>("dead-letters", "bulkNotice")->title(),
                                  QStringLiteral("Re-enqueue: done, 3 of 3"), patience);
        page->setFilter({});
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("recovered"), patience);
    }

    void aDeadJobIsRetriedByKey()
    {
        wordpress(R"({"mode":"fail","status":422})");
        open("gatehouse_console_payload");
        QTableView *table = show("jobs");
        sendWebhook("evt_job");
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("dead"), patience);
        wordpress(R"({"mode":"accept"})");

        QTest::keyClick(table, Qt::Key_J);
        auto *button = find<QPushButton>("jobs", "action-retry");
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patience);
        QTest::keyClick(table, Qt::Key_E);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("succeeded"), patience);
    }

    void anEnvironmentThatNobodyStatedComesFromTheGateway()
    {
        open("gatehouse_console");
        QVERIFY(m_console->window().windowTitle().contains(QStringLiteral("127.0.0.1")));
        auto *traffic = m_console->window().findChild<QAction *>(QStringLiteral("trafficCommand"));
        QVERIFY(!traffic->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(traffic->isVisible(), patience);
        QVERIFY(m_console->window().windowTitle().contains(QStringLiteral("local, this machine")));
    }

    void aProductionGatewayIsNotTakenForALocalOne()
    {
        sql("UPDATE gatehouse.setting SET value = 'production' WHERE name = 'environment'");
        ConnectionProfile stated = profile("gatehouse_console");
        stated.environment = QStringLiteral("local");
        open(stated);
        const auto undo = qScopeGuard([&] {
            sql("UPDATE gatehouse.setting SET value = 'local' WHERE name = 'environment'");
        });
        QTRY_VERIFY_WITH_TIMEOUT(
            m_console->window().windowTitle().contains(QStringLiteral("production")), patience);
        auto *traffic = m_console->window().findChild<QAction *>(QStringLiteral("trafficCommand"));
        QVERIFY(!traffic->isVisible());
        QVERIFY(notice("notice-environment")->isVisible());
    }

    void aGatewayOfANewerContractIsSaidAboveThePages()
    {
        sql("ALTER FUNCTION console.contract() RENAME TO contract_1");
        sql("CREATE FUNCTION console.contract(OUT version integer, OUT environment text) "
            "LANGUAGE sql AS $$ SELECT 2, 'local' $$");
        const auto undo = qScopeGuard([&] {
            sql("DROP FUNCTION console.contract()");
            sql("ALTER FUNCTION console.contract_1() RENAME TO contract");
        });
        sql("GRANT EXECUTE ON FUNCTION console.contract() TO PUBLIC");
        open("gatehouse_console");
        QTRY_VERIFY_WITH_TIMEOUT(notice("notice-contract"), patience);
        QVERIFY(notice("notice-contract")->title().contains(QStringLiteral("version 2")));
    }

    void anApiOfANewerContractIsSaidAboveThePagesToo()
    {
        const test::TinyServer newer([](const test::TinyRequest &) {
            return test::TinyServer::answer(200, R"({"versions":{"contract":2}})",
                                            "Content-Type: application/json\r\n");
        });
        ConnectionProfile behind = profile("gatehouse_console");
        behind.url = QUrl(QString::fromStdString(newer.url()));
        open(behind);
        QTRY_VERIFY_WITH_TIMEOUT(notice("notice-contract"), patience);
        QVERIFY(notice("notice-contract")->title().contains(QStringLiteral("version 2")));
    }

    void aProfileThatWouldSendInClearIsRefused()
    {
        ConnectionProfile far = profile("gatehouse_console");
        far.url = QUrl(QStringLiteral("http://hooks.example"));
        const auto console = app::Console::open(far, {m_clock, *m_settings, &m_appearance});
        QVERIFY(!console);
        QCOMPARE(console.error().kind, ErrorKind::Denied);
    }

    void anExceptionOfTheProfileIsMarked()
    {
        ConnectionProfile far = profile("gatehouse_console");
        far.url = QUrl(QStringLiteral("http://gateway.invalid"));
        far.exceptions = {SafetyException::PlainHttp};
        open(far);
        auto *status = m_console->window().findChild<QWidget *>(QStringLiteral("apiStatus"));
        QVERIFY(status->accessibleName().contains(QStringLiteral("not encrypted")));
    }

    void aRefusedStartOfTrafficIsSaidOnThePage()
    {
        open("gatehouse_console");
        show("events");
        m_console->sendTraffic(-1);
        auto *strip = find<widgets::NoticeStrip>("events", "noticeStrip");
        QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), patience);
        QVERIFY2(strip->title().contains(QStringLiteral("not sent")), qPrintable(strip->title()));
    }

    void whatIsPastedIsFoundAndOpened()
    {
        sendWebhook("evt_sought");
        sendWebhook("evt_other");
        open("gatehouse_console");
        show("jobs");
        QTest::keyClick(&m_console->window(), Qt::Key_K, Qt::ControlModifier);
        auto *field = m_console->window().findChild<QLineEdit *>(QStringLiteral("commandField"));
        QTest::keyClicks(field, QStringLiteral("evt_sought"));
        auto *found = m_console->window().findChild<QListView *>(QStringLiteral("commandList"));
        QTRY_VERIFY_WITH_TIMEOUT(
            found->currentIndex().data().toString() == QLatin1String("invoice.paid"), patience);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_console->window().currentPageId(), QStringLiteral("events"));
        const auto *model = m_console->collectionPage(QStringLiteral("events"))->model();
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(model->cell(0, QStringLiteral("provider_event_id")).toString(),
                                  QStringLiteral("evt_sought"), patience);
    }

    void anEventIsCopiedAsCurlByKey()
    {
        open("gatehouse_console_payload");
        QTableView *table = show("events");
        sendWebhook("evt_curl", "charge.captured");
        QTRY_VERIFY_WITH_TIMEOUT(rowSays(table, "charge.captured"), patience);
        QTest::keyClick(table, Qt::Key_J);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(
            QGuiApplication::clipboard()->text().contains(QStringLiteral("evt_curl")), patience);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("printf")));
    }

    void thePayloadIsRead_data()
    {
        QTest::addColumn<QByteArray>("role");
        QTest::addColumn<QByteArray>("type"); // tells its row from those of earlier tests
        QTest::newRow("from the database")
            << QByteArray("gatehouse_console_payload") << QByteArray("charge.refunded");
        QTest::newRow("from the API, the role may not see payloads")
            << QByteArray("gatehouse_console") << QByteArray("charge.failed");
    }

    void thePayloadIsRead()
    {
        QFETCH(QByteArray, role);
        QFETCH(QByteArray, type);
        open(role.constData());
        QTableView *table = show("events");
        sendWebhook("evt_payload_" + role.toStdString(), type.toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(rowSays(table, type), patience);
        QTest::keyClick(table, Qt::Key_J);
        openTab("events", QStringLiteral("Payload"));
        // Within the open tab: the one of the deliveries holds a view of this kind, too.
        const auto *tabs =
            m_console->collectionPage(QStringLiteral("events"))->findChild<QTabWidget *>();
        const auto *view = tabs->currentWidget()->findChild<widgets::PayloadView *>();
        QVERIFY(view);
        QTRY_VERIFY_WITH_TIMEOUT(view->payload().contains("evt_payload_" + role), patience);
    }

    void theHeadersAreRead_data() { thePayloadIsRead_data(); }

    void theHeadersAreRead()
    {
        QFETCH(QByteArray, role);
        open(role.constData());
        QTableView *table = show("events");
        const std::string type = "invoice.of_" + role.toStdString();
        sendWebhook("evt_headers_" + role.toStdString(), type);
        QTRY_VERIFY_WITH_TIMEOUT(rowSays(table, QByteArray::fromStdString(type)), patience);
        QTest::keyClick(table, Qt::Key_J);
        openTab("events", QStringLiteral("Headers"));
        const auto *headers = find<QWidget>("events", "tab-headers")->findChild<QTableView *>();
        QTRY_VERIFY_WITH_TIMEOUT(headers->model()->rowCount() > 0, patience);
    }

    void aRefusedSignatureIsExplained_data()
    {
        QTest::addColumn<QByteArray>("role");
        QTest::addColumn<bool>("seesTheSignedText");
        QTest::newRow("from the database") << QByteArray("gatehouse_console_payload") << true;
        QTest::newRow("from the API") << QByteArray("gatehouse_console") << false;
    }

    void aRefusedSignatureIsExplained()
    {
        QFETCH(QByteArray, role);
        open(role.constData());
        QTableView *table = show("events");
        test::StripeSender stripe(m_gateway->url(), "acme", "whsec_test");
        QCOMPARE(stripe.sendForged("evt_forged").status, 401);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("discarded"), patience);
        QTest::keyClick(table, Qt::Key_J);
        openTab("events", QStringLiteral("Signature"));
        const auto *verdict = find<widgets::NoticeStrip>("events", "signatureVerdict");
        QTRY_VERIFY_WITH_TIMEOUT(verdict->isVisible(), patience);
        QVERIFY2(verdict->title().startsWith(QStringLiteral("Refused with 401: ")),
                 qPrintable(verdict->title()));
        QCOMPARE(find<QTableView>("events", "signatureSecrets")->model()->rowCount(), 1);
        QTEST(find<QWidget>("events", "signatureText")->isVisible(), "seesTheSignedText");
        QTest::mouseClick(find<QPushButton>("events", "signatureCopy"), Qt::LeftButton);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.startsWith(verdict->title()), qPrintable(copied));
        QVERIFY(!copied.contains(QStringLiteral("whsec_")));
        QVERIFY(!copied.contains(QRegularExpression(QStringLiteral("[0-9a-f]{64}"))));
    }

    void aDryRunIsNoFailure()
    {
        sql("UPDATE gatehouse.route SET mode = 'dry_run'");
        const auto live = qScopeGuard([this] { sql("UPDATE gatehouse.route SET mode = 'live'"); });
        open("gatehouse_console_payload");
        QTableView *table = show("events");
        sendWebhook("evt_dry", "invoice.dry");
        QTRY_VERIFY_WITH_TIMEOUT(rowSays(table, "invoice.dry"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(table), QStringLiteral("processed"), patience);
        QTest::keyClick(table, Qt::Key_J);
        openTab("events", QStringLiteral("Timeline"));
        const auto says = [this](const QString &title) {
            const auto lines =
                find<QWidget>("events", "tab-timeline")->findChildren<widgets::ElidedLabel *>();
            return std::any_of(lines.begin(), lines.end(),
                               [&](const auto *line) { return line->text() == title; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Dry run: built, not sent")), patience);
        QVERIFY(!says(QStringLiteral("Try 1 failed")));
        openTab("events", QStringLiteral("Deliveries"));
        const auto *tries = find<QTableView>("events", "triesTable");
        QTRY_COMPARE_WITH_TIMEOUT(tries->model()->rowCount(), 1, patience);
        QCOMPARE(tries->model()->index(0, 2).data().toString(), QStringLiteral("dry run"));
    }
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
