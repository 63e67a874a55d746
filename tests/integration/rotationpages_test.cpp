#include "app/gatehouse/console.h"
#include "services/gateway/gateway.h"
#include "tests/integration/support/pagedriver.h"
#include "tests/integration/support/webhooks.h"
#include "tests/support/testcluster.h"
#include "ui/widgets/keyvalueview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCryptographicHash>
#include <QDialog>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;

/// Tokens and destinations are rotated on a real gateway and a real Postgres, by keys and clicks.
class RotationPagesTest : public QObject, protected test::PageDriver
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
    int m_calls = 0;

    test::Answer call(const std::string &method, const std::string &path, const std::string &body,
                      const std::string &token = "test-admin-token")
    {
        return test::adminRequest(method, m_gateway->url() + "/admin/v1/" + path, token, body,
                                  "call-" + std::to_string(++m_calls));
    }
    static QJsonObject json(const test::Answer &answer)
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    }
    std::string makeToken(const std::string &name, const std::string &role)
    {
        const test::Answer made =
            call("POST", "tokens",
                 R"({"name":")" + name + R"(","role":")" + role + R"(","reason":"test"})");
        return json(made)[QStringLiteral("token")].toString().toStdString();
    }
    bool isAccepted(const std::string &token)
    {
        return call("GET", "whoami", {}, token).status == 200;
    }

    void open(const QString &page, const QByteArray &token = "test-admin-token")
    {
        QFile file(m_folder.filePath(QStringLiteral("token")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(token);
        file.close();
        ConnectionProfile profile;
        profile.name = QStringLiteral("test");
        profile.url = QUrl(QString::fromStdString(m_gateway->url()));
        profile.tokenFile = file.fileName();
        profile.database =
            QString::fromStdString(m_cluster->conninfo("gatehouse_console", "gatehouse"));
        auto console = app::Console::open(profile, {m_clock, *m_settings, &m_appearance});
        QVERIFY2(console, console ? "" : qPrintable(console.error().message));
        m_console = std::move(*console);
        m_console->window().resize(1440, 900);
        m_console->window().show();
        m_console->window().setLive(true);
        m_console->window().showPage(page);
        m_page = m_console->collectionPage(page);
        drive(m_page, page);
    }

    std::string shownSecret()
    {
        if (!QTest::qWaitFor([this] { return find<QDialog>("newSecretDialog") != nullptr; },
                             patience))
            return {};
        click("copySecret");
        const std::string secret = QGuiApplication::clipboard()->text().toStdString();
        click("closeSecret");
        return secret;
    }
    QString factNamed(const QString &label)
    {
        for (const auto *view : m_page->findChildren<widgets::KeyValueView *>()) {
            for (const widgets::KeyValue &line : view->rows()) {
                if (line.label == label)
                    return line.value;
            }
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings.ini")),
                                                 QSettings::IniFormat);
        m_cluster = test::TestCluster::start();
        QVERIFY(m_cluster);
        gateway::GatewayConfig config;
        config.database = m_cluster->conninfo("gatehouse_owner", "gatehouse");
        config.adminToken = "test-admin-token";
        config.hmacSharedSecret = "shared";
        config.masterKeyFile = m_folder.filePath(QStringLiteral("master.key")).toStdString();
        auto started = gateway::Gateway::start(config, m_clock, m_log);
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        m_gateway = std::move(*started);
        const test::Answer made =
            call("POST", "destinations",
                 R"({"name":"shop","base_url":"https://shop.example.com","reason":"test",)"
                 R"("auth":{"type":"bearer","token":"t-0123456789"},)"
                 R"("signing_secret":"0123456789abcdef0123456789abcdef"})");
        QVERIFY2(made.status == 201, made.body.c_str());
    }
    void cleanup() { m_console.reset(); }
    void cleanupTestCase()
    {
        m_gateway.reset();
        m_cluster.reset();
    }

    void theTokensModelKeepsItsWord()
    {
        open(QStringLiteral("tokens"));
        const QAbstractItemModelTester tester(m_page->model());
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(QStringLiteral("admin")).isValid(), patience);
    }

    void aTokenIsMadeAndShownOnce()
    {
        open(QStringLiteral("tokens"));
        click("button-addToken");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("nameField"), patience);
        QVERIFY(!find<QPushButton>("confirmAction")->isEnabled());
        QTest::keyClicks(find<QLineEdit>("nameField"), QStringLiteral("anna"));
        find<QComboBox>("roleField")->setFocus();
        QTest::keyClicks(find<QComboBox>("roleField"), QStringLiteral("sup"));
        QTest::keyClicks(find<QLineEdit>("tenantsField"), QStringLiteral("acme, globex"));
        confirm();
        const std::string token = shownSecret();
        QVERIFY(token.starts_with("gatehouse_"));
        const QJsonObject whoami = json(call("GET", "whoami", {}, token));
        QCOMPARE(whoami[u"actor"].toString(), QStringLiteral("anna"));
        QCOMPARE(whoami[u"role"].toString(), QStringLiteral("support"));
        QCOMPARE(whoami[u"tenants"].toArray().size(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(QStringLiteral("anna")).isValid(), patience);
    }

    void bothTokensAreValidUntilTheFormerOneIsEnded()
    {
        const std::string former = makeToken("ben", "viewer");
        open(QStringLiteral("tokens"));
        select(QStringLiteral("ben"));
        QVERIFY(!button("action-retire")->isEnabled());
        click("action-rotate");
        confirm();
        const std::string token = shownSecret();
        QVERIFY(isAccepted(former) && isAccepted(token));
        select(QStringLiteral("ben"));
        click("action-retire");
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(!isAccepted(former), patience);
        QVERIFY(isAccepted(token));
    }

    void aRevokedTokenLeavesTheList()
    {
        const std::string token = makeToken("carl", "viewer");
        open(QStringLiteral("tokens"));
        select(QStringLiteral("carl"));
        click("action-revoke");
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(!rowOf(QStringLiteral("carl")).isValid(), patience);
        QVERIFY(!isAccepted(token));
    }

    void whoMayNotSeesWhy()
    {
        const std::string token = makeToken("reader", "viewer");
        open(QStringLiteral("destinations"), QByteArray::fromStdString(token));
        select(QStringLiteral("shop"));
        QTRY_VERIFY_WITH_TIMEOUT(button("action-rotate")
                                     ->toolTip()
                                     .contains(QStringLiteral("lacks the capability destinations")),
                                 patience);
        QVERIFY(!button("action-rotate")->isEnabled());
        m_console->window().showPage(QStringLiteral("tokens"));
        m_page = m_console->collectionPage(QStringLiteral("tokens"));
        QTRY_VERIFY_WITH_TIMEOUT(!button("button-addToken")->isEnabled(), patience);
    }

    void aDestinationHasASummaryAndItsSigning()
    {
        open(QStringLiteral("destinations"));
        const auto *tabs = m_page->findChild<QTabWidget *>(QStringLiteral("detailTabs"));
        QStringList titles;
        for (int tab = 0; tab < tabs->count(); ++tab)
            titles += tabs->tabText(tab);
        QCOMPARE(titles, (QStringList{QStringLiteral("Summary"), QStringLiteral("Signing")}));
    }

    void aSigningSecretIsRotatedAndRolledBack()
    {
        const auto fingerprint = [this] {
            return json(call("GET", "destinations/shop", {}))[u"signing_secret_fingerprint"]
                .toString();
        };
        const QString former = fingerprint();
        open(QStringLiteral("destinations"));
        select(QStringLiteral("shop"));
        click("action-rotate");
        QTRY_VERIFY_WITH_TIMEOUT(find<QCheckBox>("receiverReady"), patience);
        click("copySigning");
        const QByteArray secret = QGuiApplication::clipboard()->text().toUtf8();
        QCOMPARE(secret.size(), 64);
        QTest::keyClicks(find<QLineEdit>("reasonField"), QStringLiteral("quarterly"));
        QVERIFY(!find<QPushButton>("confirmAction")->isEnabled());
        QTest::mouseClick(find<QCheckBox>("receiverReady"), Qt::LeftButton, {},
                          QPoint(8, find<QCheckBox>("receiverReady")->height() / 2));
        click("confirmAction");
        QTRY_COMPARE_WITH_TIMEOUT(
            fingerprint(),
            QString::fromLatin1(
                QCryptographicHash::hash(secret, QCryptographicHash::Sha256).toHex().left(8)),
            patience);
        // The list has read it, too.
        QTRY_VERIFY_WITH_TIMEOUT(
            !rowOf(QStringLiteral("shop")).siblingAtColumn(4).data().toString().isEmpty(),
            patience);
        select(QStringLiteral("shop"));
        m_page->findChild<QTabWidget *>(QStringLiteral("detailTabs"))->setCurrentIndex(1);
        auto *verdict = m_page->findChild<QLabel *>(QStringLiteral("signingVerdict"));
        const bool isUntried = QTest::qWaitFor(
            [&] { return verdict->text().contains(QStringLiteral("No delivery was taken")); },
            patience);
        QVERIFY2(isUntried, qPrintable(verdict->text()));
        QVERIFY(!factNamed(QStringLiteral("Former secret kept until")).isEmpty());
        click("action-rollback");
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(fingerprint(), former, patience);
    }
};

QTEST_MAIN(RotationPagesTest)
#include "rotationpages_test.moc"
