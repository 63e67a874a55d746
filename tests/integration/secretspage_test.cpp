#include "app/gatehouse/console.h"
#include "services/gateway/gateway.h"
#include "services/postgres/session.h"
#include "tests/integration/support/webhooks.h"
#include "tests/support/testcluster.h"
#include "ui/collection/actiondialog.h"
#include "ui/collection/shapes.h"
#include "ui/shell/sidebar.h"
#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace gatehouse;

/// The page of secrets on a real gateway and a real Postgres, by keys and clicks.
class SecretsPageTest : public QObject
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
    ui::CollectionPage *m_page = nullptr;

    static constexpr int patience = 20'000;

    std::unique_ptr<gateway::Gateway> startGateway(const char *database, bool hasMasterKey)
    {
        gateway::GatewayConfig config;
        config.database = m_cluster->conninfo("gatehouse_owner", database);
        config.adminToken = "test-admin-token";
        config.hmacSharedSecret = "shared";
        config.providerSecrets = {{"stripe", {{"acme", "whsec_test"}, {"globex", "whsec_globex"}}}};
        config.simulator = true;
        if (hasMasterKey)
            config.masterKeyFile = m_folder.filePath(QStringLiteral("master.key")).toStdString();
        auto started = gateway::Gateway::start(config, m_clock, m_log);
        return started ? std::move(*started) : nullptr;
    }

    QString tokenFile(const QByteArray &token)
    {
        QFile file(m_folder.filePath(QStringLiteral("token")));
        file.open(QIODevice::WriteOnly);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(token);
        return file.fileName();
    }

    void open(const gateway::Gateway &gateway, const char *database = "gatehouse",
              const QByteArray &token = "test-admin-token")
    {
        ConnectionProfile profile;
        profile.name = QStringLiteral("test");
        profile.url = QUrl(QString::fromStdString(gateway.url()));
        profile.tokenFile = tokenFile(token);
        profile.database =
            QString::fromStdString(m_cluster->conninfo("gatehouse_console", database));
        auto console = app::Console::open(profile, {m_clock, *m_settings, &m_appearance});
        QVERIFY2(console, console ? "" : qPrintable(console.error().message));
        m_console = std::move(*console);
        m_console->window().resize(1440, 900);
        m_console->window().show();
        m_console->window().setLive(true);
        m_console->window().showPage(QStringLiteral("secrets"));
        m_page = m_console->collectionPage(QStringLiteral("secrets"));
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

    template <typename Widget>
    Widget *find(const char *name)
    {
        return m_console->window().findChild<Widget *>(QString::fromLatin1(name));
    }

    QTableView *table() { return find<QTableView>("secretsTable"); }

    /// By the tenant, as a person does.
    void select(const char *tenant)
    {
        const auto row = [&] {
            for (int row = 0; row < table()->model()->rowCount(); ++row) {
                const QModelIndex cell = table()->model()->index(row, 1);
                if (cell.data().toString() == QLatin1String(tenant))
                    return cell;
            }
            return QModelIndex();
        };
        QTRY_VERIFY_WITH_TIMEOUT(row().isValid(), patience);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                          table()->visualRect(row()).center());
        QTRY_VERIFY_WITH_TIMEOUT(
            find<widgets::ElidedLabel>("rotationTitle")->text().endsWith(QLatin1String(tenant)),
            patience);
    }

    /// Once the gateway has said that it may be done.
    void click(const char *name)
    {
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(name) && find<QPushButton>(name)->isEnabled(),
                                 patience);
        QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton);
    }

    /// Says why in the dialog that is open, and does it.
    void confirm()
    {
        QTRY_VERIFY(find<ui::ActionDialog>("actionDialog"));
        QTest::keyClicks(find<QLineEdit>("reasonField"), QStringLiteral("rotation test"));
        click("confirmAction");
        QTRY_VERIFY(!find<ui::ActionDialog>("actionDialog"));
    }

    /// What the dialog that is open says.
    QString dialogText()
    {
        QStringList texts;
        for (const QLabel *label : find<ui::ActionDialog>("actionDialog")->findChildren<QLabel *>())
            texts += label->text();
        return texts.join(u' ');
    }

    static bool isShownAnywhere(const QString &secret)
    {
        for (const QWidget *widget : QApplication::allWidgets()) {
            const auto *label = qobject_cast<const QLabel *>(widget);
            const auto *line = qobject_cast<const QLineEdit *>(widget);
            if ((label && label->text().contains(secret)) || (line && line->text() == secret))
                return true;
        }
        return false;
    }

    QString versions() { return find<widgets::ElidedLabel>("rotationVersions")->text(); }

    QString stateOf(int row)
    {
        return find<QTableView>("versionsTable")->model()->index(row, 1).data().toString();
    }

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        m_gateway = startGateway("gatehouse", true);
        QVERIFY(m_gateway);
        m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings")),
                                                 QSettings::IniFormat);
    }

    void cleanup() { m_console.reset(); }

    void cleanupTestCase()
    {
        m_gateway.reset();
        m_cluster.reset();
    }

    void aMadeSecretIsShownOnceAndGoneAfterwards()
    {
        open(*m_gateway);
        select("acme");
        QTRY_COMPARE_WITH_TIMEOUT(versions(), QStringLiteral("version 1"), patience);
        QVERIFY(!find<QPushButton>("action-retire")->isEnabled());
        click("action-rotate");
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(find<QDialog>("newSecretDialog"), patience);
        const QString dots = find<QLabel>("newSecret")->text();
        QCOMPARE(dots, QString(dots.size(), u'•'));
        QTest::mouseClick(find<QPushButton>("showSecret"), Qt::LeftButton);
        const QString secret = find<QLabel>("newSecret")->text();
        QTest::mouseClick(find<QPushButton>("showSecret"), Qt::LeftButton);
        QCOMPARE(find<QLabel>("newSecret")->text(), dots);
        QVERIFY(secret.size() > 20);
        click("copySecret");
        QCOMPARE(QGuiApplication::clipboard()->text(), secret);
        QTest::keyClick(find<QDialog>("newSecretDialog"), Qt::Key_Escape); // closes nothing
        QVERIFY(find<QDialog>("newSecretDialog")->isVisible());
        click("closeSecret");
        QTRY_VERIFY(!find<QDialog>("newSecretDialog"));
        QVERIFY(!isShownAnywhere(secret));
        QTRY_COMPARE_WITH_TIMEOUT(versions(), QStringLiteral("version 1 to 2"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(table()->model()->index(0, 2).data().toString(),
                                  QStringLiteral("2"), patience);
        QTRY_COMPARE(table()->currentIndex().row(), 0); // the new one is the selected one
    }

    void aTestEventSaysWhatIsAccepted()
    {
        open(*m_gateway);
        select("acme");
        click("action-test");
        QTRY_VERIFY_WITH_TIMEOUT(
            find<QLabel>("testResult")->text().contains(QStringLiteral("version 2: accepted")),
            patience);
        const QString said = find<QLabel>("testResult")->text();
        QVERIFY2(said.contains(QStringLiteral("version 1: accepted")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("with neither: refused")), qPrintable(said));
    }

    void anOverlapIsExtendedAndARotationRolledBack()
    {
        open(*m_gateway);
        select("acme");
        click("action-extend");
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(versions(), QStringLiteral("version 1 to 2"), patience);
        click("action-rollback");
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(versions(), QStringLiteral("version 2 to 1"), patience);
        click("action-rollback");
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(versions(), QStringLiteral("version 1 to 2"), patience);
    }

    void theFormerVersionIsRetiredInSpiteOfTheVerdict()
    {
        open(*m_gateway);
        select("acme");
        auto *verdict = find<widgets::NoticeStrip>("rotationVerdict");
        QTRY_COMPARE_WITH_TIMEOUT(
            verdict->title(), QStringLiteral("Version 2 has not signed anything yet"), patience);
        QCOMPARE(find<QPushButton>("action-retire")->text(),
                 QStringLiteral("Retire version 1 now…"));
        QVERIFY(
            find<QPushButton>("action-rotate")->toolTip().contains(QStringLiteral("under way")));
        click("action-retire");
        QTRY_VERIFY(find<ui::ActionDialog>("actionDialog"));
        QVERIFY2(dialogText().contains(verdict->title()), qPrintable(dialogText()));
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(versions(), QStringLiteral("version 2"), patience);
        QCOMPARE(stateOf(0), QStringLiteral("active"));
        QCOMPARE(stateOf(1), QStringLiteral("revoked"));
        QVERIFY(find<QPushButton>("action-retire")
                    ->toolTip()
                    .contains(QStringLiteral("no rotation under way")));
        test::StripeSender stripe(m_gateway->url(), "acme", "whsec_test");
        QCOMPARE(stripe.send("evt_old").status, 401);
    }

    void whatWasPastedSignsFromThenOn()
    {
        open(*m_gateway);
        select("globex");
        click("action-rotate");
        QTRY_VERIFY(find<QRadioButton>("pasted"));
        QTest::mouseClick(find<QRadioButton>("pasted"), Qt::LeftButton, {}, QPoint(8, 8));
        auto *field = find<QLineEdit>("secretField");
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QTest::keyClicks(field, QStringLiteral("whsec_of_stripe"));
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(versions(), QStringLiteral("version 1 to 2"), patience);
        QVERIFY(!find<QDialog>("newSecretDialog"));
        QVERIFY(!isShownAnywhere(QStringLiteral("whsec_of_stripe")));
        test::StripeSender stripe(m_gateway->url(), "globex", "whsec_of_stripe");
        QCOMPARE(stripe.send("evt_pasted").status, 202);
        QTRY_VERIFY_WITH_TIMEOUT(find<widgets::NoticeStrip>("rotationVerdict")
                                     ->title()
                                     .contains(QStringLiteral("late retry")),
                                 patience);
    }

    void aFirstSecretIsAdded()
    {
        open(*m_gateway);
        click("button-addSecret");
        QTRY_VERIFY(find<QLineEdit>("tenantField"));
        QTest::keyClicks(find<QLineEdit>("tenantField"), QStringLiteral("initech"));
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(find<QDialog>("newSecretDialog"), patience);
        click("closeSecret");
        select("initech");
    }

    void aRotationIsSeenWhereTheDueDateStands()
    {
        open(*m_gateway); // globex is being rotated, acme is not
        QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 3, patience);
        const QRgb rotating =
            widgets::Theme::of(table()).tone(ui::paintedShape(u"retiring")).text.rgb();
        for (int row = 0; row < 3; ++row) {
            const QRect due = table()->visualRect(table()->model()->index(row, 4));
            const QImage image = table()->viewport()->grab(due).toImage();
            int painted = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    painted += image.pixel(x, y) == rotating ? 1 : 0;
            const QString tenant = table()->model()->index(row, 1).data().toString();
            QCOMPARE(painted > 0, tenant == QLatin1String("globex"));
        }
    }

    void whatHasToBeDoneFirstStandsFirst()
    {
        sql("UPDATE gatehouse.provider_secret SET active_since = now() - interval '95 days'"
            " WHERE tenant = 'acme' AND state = 'active'");
        open(*m_gateway);
        const auto tenants = [this] {
            QStringList shown;
            for (int row = 0; row < table()->model()->rowCount(); ++row)
                shown += table()->model()->index(row, 1).data().toString();
            return shown;
        };
        // One is overdue, one is being rotated until tomorrow, one is due in a quarter.
        const QStringList urgent{QStringLiteral("acme"), QStringLiteral("globex"),
                                 QStringLiteral("initech")};
        QTRY_COMPARE_WITH_TIMEOUT(tenants(), urgent, patience);
    }

    void whatIsDueIsCountedInTheSidebar()
    {
        sql("UPDATE gatehouse.provider_secret SET active_since = now() - CASE tenant WHEN 'initech'"
            " THEN interval '100 days' ELSE interval '1 day' END WHERE state = 'active'");
        open(*m_gateway);
        const auto badge = [this] {
            const QAbstractItemModel *pages = find<ui::Sidebar>("sidebar")->model();
            for (int row = 0; row < pages->rowCount(); ++row) {
                const QModelIndex page = pages->index(row, 0);
                if (page.data(ui::Sidebar::IdRole).toString() == QLatin1String("secrets"))
                    return page.data(ui::Sidebar::CountRole).toString();
            }
            return QString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(badge(), QStringLiteral("1 due"), patience);
    }

    void whoMayNotIsToldWhy()
    {
        const test::Answer answer =
            test::adminRequest("POST", m_gateway->url() + "/admin/v1/tokens", "test-admin-token",
                               R"({"name":"reader","role":"viewer","reason":"test"})", "token-1");
        QVERIFY2(answer.status == 201, answer.body.c_str());
        const QByteArray token =
            QJsonDocument::fromJson(QByteArray::fromStdString(answer.body))[QStringLiteral("token")]
                .toString()
                .toUtf8();
        open(*m_gateway, "gatehouse", token);
        select("acme");
        for (const char *name :
             {"action-rotate", "action-test", "action-retire", "button-addSecret"}) {
            QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(name)->toolTip().contains(
                                         QStringLiteral("lacks the capability secrets")),
                                     patience);
            QVERIFY(!find<QPushButton>(name)->isEnabled());
        }
    }

    void aGatewayWithoutAMasterKeySaysSoInWords()
    {
        m_cluster->createDatabase("keyless");
        const auto keyless = startGateway("keyless", false);
        QVERIFY(keyless);
        open(*keyless, "keyless");
        click("button-addSecret");
        QTRY_VERIFY(find<QLineEdit>("tenantField"));
        QTest::keyClicks(find<QLineEdit>("tenantField"), QStringLiteral("acme"));
        confirm();
        auto *strip = m_page->findChild<widgets::NoticeStrip *>(QStringLiteral("noticeStrip"));
        QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), patience);
        QVERIFY2(strip->text().contains(QStringLiteral("no master key")),
                 qPrintable(strip->text()));
        m_console.reset();
    }

    void aCopiedSecretLeavesTheClipboard()
    {
        QPushButton button;
        widgets::copySecretFrom(&button, QStringLiteral("whsec_brief"),
                                std::chrono::milliseconds(50));
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("whsec_brief"));
        QTRY_VERIFY(QGuiApplication::clipboard()->text().isEmpty());
        widgets::copySecretFrom(&button, QStringLiteral("whsec_brief"),
                                std::chrono::milliseconds(50));
        QGuiApplication::clipboard()->setText(QStringLiteral("something else"));
        bool isPast = false; // a timer that runs out after the other
        QTimer::singleShot(std::chrono::milliseconds(60), this, [&isPast] { isPast = true; });
        QTRY_VERIFY(isPast);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("something else"));
    }
};

QTEST_MAIN(SecretsPageTest)
#include "secretspage_test.moc"
