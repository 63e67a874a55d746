#include "app/gatehouse/console.h"
#include "services/core/uuid.h"
#include "services/gateway/gateway.h"
#include "services/postgres/session.h"
#include "services/signing/jwt.h"
#include "services/signing/keypair.h"
#include "tests/integration/support/pagedriver.h"
#include "tests/integration/support/webhooks.h"
#include "tests/support/testcluster.h"
#include "ui/widgets/codeblock.h"
#include "ui/widgets/noticestrip.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;
using signing::JwtAlgorithm;

/// JWT keys are rotated on a real gateway and a real Postgres, by keys and clicks.
class JwtKeysPageTest : public QObject, protected test::PageDriver
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

    static constexpr const char *issuer = "https://wp.example";

    QJsonObject call(const std::string &method, const std::string &path, const QJsonObject &body)
    {
        const std::string text = QJsonDocument(body).toJson().toStdString();
        const test::Answer answer = test::adminRequest(
            method, m_gateway->url() + "/admin/v1/" + path, "test-admin-token",
            method == "GET" ? std::string() : text, "call-" + std::to_string(++m_calls));
        return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    }
    /// The answer, with the private half.
    QJsonObject rotate(const QString &algorithm)
    {
        return call("POST", "jwt-keys/rotate",
                    {{u"algorithm"_s, algorithm},
                     {u"issuer"_s, QString::fromLatin1(issuer)},
                     {u"audience"_s, u"gatehouse"_s},
                     {u"reason"_s, u"test"_s}});
    }
    QString stateOf(const QString &kid)
    {
        const QJsonArray items = call("GET", "jwt-keys", {})[u"items"].toArray();
        for (const auto &item : items) {
            const QJsonObject key = item.toObject();
            if (key[u"kid"].toString() == kid)
                return key[u"state"].toString();
        }
        return {};
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

    /// A webhook of the bridge with a token that this key signed.
    int send(JwtAlgorithm algorithm, const QString &privatePem)
    {
        const std::string url = m_gateway->url() + "/api/webhooks/wordpress/ingest?tenant=acme";
        const std::string key = randomUuid().toString();
        const QJsonObject event{
            {u"event_type"_s, u"post.published"_s},
            {u"idempotency_key"_s, QString::fromStdString(key)},
            {u"occurred_at"_s, QString::fromStdString(toRfc3339(m_clock.now()))}};
        const std::string body = QJsonDocument(event).toJson().toStdString();
        signing::HeaderList headers{{"X-Idempotency-Key", key}};
        for (const auto &scheme : signing::makeSchemes()) {
            if (scheme->source() == "wordpress")
                for (auto &header : scheme->sign({url, headers, body}, "site_test", m_clock.now()))
                    headers.push_back(std::move(header));
        }
        const signing::JwtOptions parties{algorithm, {}, issuer, "gatehouse"};
        const auto signer = signing::JwtSigner::create(algorithm, privatePem.toStdString());
        if (!signer)
            return 0;
        const std::string claims =
            signing::jwtClaimsJson(parties, "site", key, m_clock.now(), std::chrono::seconds(60));
        headers.emplace_back("Authorization", "Bearer " + signer->sign(claims));
        return test::postJson(url, headers, body).status;
    }
    /// Once: ingest knows a new key a moment after it was told.
    bool isTaken(JwtAlgorithm algorithm, const QString &privatePem)
    {
        return QTest::qWaitFor([&] { return send(algorithm, privatePem) == 202; }, patience);
    }

    void open(const QByteArray &token = "test-admin-token", bool hasDatabase = true)
    {
        QFile file(m_folder.filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(token);
        file.close();
        ConnectionProfile profile;
        profile.name = u"test"_s;
        profile.url = QUrl(QString::fromStdString(m_gateway->url()));
        profile.tokenFile = file.fileName();
        if (hasDatabase)
            profile.database =
                QString::fromStdString(m_cluster->conninfo("gatehouse_console", "gatehouse"));
        auto console = app::Console::open(profile, {m_clock, *m_settings, &m_appearance});
        QVERIFY2(console, console ? "" : qPrintable(console.error().message));
        m_console = std::move(*console);
        m_console->window().resize(1440, 900);
        m_console->window().show();
        m_console->window().setLive(true);
        m_console->window().showPage(u"jwt-keys"_s);
        m_page = m_console->collectionPage(u"jwt-keys"_s);
        drive(m_page, u"jwt-keys"_s);
    }

    /// What lies over something else in the dialog; nullptr: nothing does.
    static const QWidget *overlapping(const QWidget &dialog)
    {
        const auto parts = dialog.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
        for (const QWidget *one : parts) {
            for (const QWidget *other : parts) {
                if (one != other && one->isVisible() && other->isVisible()
                    && one->geometry().intersects(other->geometry()))
                    return one;
            }
        }
        return nullptr;
    }
    QString verdict() { return find<widgets::NoticeStrip>("keyVerdict")->title(); }
    QString cell(int row, int column)
    {
        return find<QTableView>("keysTable")->model()->index(row, column).data().toString();
    }

private slots:
    void initTestCase()
    {
        m_settings =
            std::make_unique<QSettings>(m_folder.filePath(u"settings"_s), QSettings::IniFormat);
        m_cluster = test::TestCluster::start();
        QVERIFY(m_cluster);
        gateway::GatewayConfig config;
        config.database = m_cluster->conninfo("gatehouse_owner");
        config.adminToken = "test-admin-token";
        config.hmacSharedSecret = "shared";
        config.providerSecrets = {{"wordpress", {{"acme", "site_test"}}}};
        auto started = gateway::Gateway::start(config, m_clock, m_log);
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        m_gateway = std::move(*started);
    }
    void init() { sql("TRUNCATE gatehouse.jwt_key CASCADE"); }
    void cleanup() { m_console.reset(); }
    void cleanupTestCase()
    {
        m_gateway.reset();
        m_cluster.reset();
    }

    void theModelKeepsItsWord()
    {
        const QString kid = rotate(u"ES256"_s)[u"kid"].toString();
        open();
        const QAbstractItemModelTester tester(m_page->model());
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(kid).isValid(), patience);
    }

    void theStatusCountsThemByTheirName()
    {
        rotate(u"ES256"_s);
        rotate(u"ES256"_s);
        open();
        QTRY_COMPARE_WITH_TIMEOUT(m_page->statusText(), u"2 JWT keys (exact)"_s, patience);
    }

    void onlyATabWithButtonsHasAStripForThem()
    {
        const QString kid = rotate(u"ES256"_s)[u"kid"].toString();
        open();
        select(kid);
        QTRY_VERIFY_WITH_TIMEOUT(button("action-rotate")->isVisible(), patience);
        int strips = 0;
        for (const QWidget *bar : m_page->findChildren<QWidget *>(u"actionBar"_s))
            strips += bar->isVisible() ? 1 : 0;
        QCOMPARE(strips, 1);
    }

    void theFirstKeyIsMadeAndItsPrivateHalfShownOnce()
    {
        open();
        click("button-addKey");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("issuerField"), patience);
        QTest::keyClicks(find<QLineEdit>("issuerField"), QString::fromLatin1(issuer));
        QTest::keyClicks(find<QLineEdit>("audienceField"), u"gatehouse"_s);
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(find<QDialog>("newSecretDialog"), patience);
        QVERIFY(!find<QLabel>("newSecret")->text().contains(u"PRIVATE"_s));
        click("showSecret");
        auto *shown = find<QLabel>("newSecret");
        QVERIFY(shown->text().contains(u"PRIVATE"_s));
        QTRY_VERIFY(shown->width() >= shown->sizeHint().width());
        QTRY_VERIFY(shown->height() >= shown->sizeHint().height());
        click("copySecret");
        const QString privateHalf = QGuiApplication::clipboard()->text();
        click("closeSecret");
        QVERIFY(privateHalf.startsWith(u"-----BEGIN PRIVATE KEY-----"_s));
        QVERIFY(isTaken(JwtAlgorithm::Es256, privateHalf));
        QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 1, patience);
        QTRY_COMPARE(table()->currentIndex().row(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("keyState")->text().contains(u"alone is valid"_s),
                                 patience);
    }

    void aFirstKeyWithoutPartiesIsRefusedInWords()
    {
        open();
        click("button-addKey");
        confirm();
        auto *strip = m_page->findChild<widgets::NoticeStrip *>(u"noticeStrip"_s);
        QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), patience);
        QVERIFY2(strip->text().contains(u"needs issuer and audience"_s), qPrintable(strip->text()));
    }

    void aRotationIsFollowedByWhatEachKeyVerified()
    {
        const QJsonObject former = rotate(u"ES256"_s);
        open();
        select(former[u"kid"].toString());
        click("action-rotate");
        QTRY_VERIFY_WITH_TIMEOUT(find<QComboBox>("algorithmField"), patience);
        find<QComboBox>("algorithmField")->setFocus();
        QTest::keyClicks(find<QComboBox>("algorithmField"), u"RS"_s);
        QCOMPARE(find<QSpinBox>("overlapField")->value(), 24);
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(find<QDialog>("newSecretDialog"), patience);
        click("copySecret");
        const QString fresh = QGuiApplication::clipboard()->text();
        click("closeSecret");
        QTRY_VERIFY_WITH_TIMEOUT(verdict().endsWith(u"has not signed anything yet"_s), patience);
        QTRY_VERIFY_WITH_TIMEOUT(button("action-rotate")->toolTip().contains(u"under way"_s),
                                 patience);

        QVERIFY(isTaken(JwtAlgorithm::Rs256, fresh));
        for (int i = 0; i < 2; ++i)
            QCOMPARE(send(JwtAlgorithm::Es256, former[u"private_key"].toString()), 202);
        QTRY_VERIFY_WITH_TIMEOUT(verdict().endsWith(u"is still in use"_s), patience);
        QCOMPARE(cell(0, 1), u"active"_s);
        QCOMPARE(cell(0, 2), u"1"_s);
        QCOMPARE(cell(1, 1), u"retiring"_s);
        QCOMPARE(cell(1, 2), u"2"_s);
        QCOMPARE(cell(1, 3), u"2"_s);
        QTRY_COMPARE(table()->currentIndex().row(), 0); // the new one is gone to
        QVERIFY(rowOf(former[u"kid"].toString()).row() == 1);
    }

    void anOverlapIsExtended()
    {
        const QString former = rotate(u"ES256"_s)[u"kid"].toString();
        rotate(u"ES256"_s);
        open();
        select(former);
        click("action-extend");
        QTRY_VERIFY_WITH_TIMEOUT(find<QSpinBox>("overlapField"), patience);
        find<QSpinBox>("overlapField")->setValue(7 * 24);
        confirm();
        const auto ends = [&] {
            const QJsonArray keys = call("GET", "jwt-keys/usage", {})[u"keys"].toArray();
            return QDateTime::fromString(keys[1][u"expires_at"].toString(), Qt::ISODateWithMs);
        };
        QTRY_VERIFY_WITH_TIMEOUT(QDateTime::currentDateTimeUtc().daysTo(ends()) >= 6, patience);
    }

    void aRotationIsRolledBackAndTheNewerKeyRetired()
    {
        const QString former = rotate(u"ES256"_s)[u"kid"].toString();
        const QString fresh = rotate(u"ES256"_s)[u"kid"].toString();
        open();
        select(former); // and stays so, whatever is done to the other one
        click("action-rollback");
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(former), u"active"_s, patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            find<QLabel>("keyState")
                ->text()
                .contains(fresh.left(8) + u"… stays valid until it is retired"_s),
            patience);
        click("action-retire");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("reasonField"), patience);
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(fresh), u"revoked"_s, patience);
        QCOMPARE(stateOf(former), u"active"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rowOf(fresh).siblingAtColumn(2).data().toString(), u"revoked"_s,
                                  patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            button("action-retire")->toolTip().contains(u"no rotation under way"_s), patience);
        QCOMPARE(table()->currentIndex().siblingAtColumn(0).data().toString(), former);
    }

    void aPrivateHalfThatIsPastedIsNotSent()
    {
        const QString kid = rotate(u"ES256"_s)[u"kid"].toString();
        const auto pair = signing::makeKeyPair(JwtAlgorithm::Es256);
        QVERIFY(pair);
        open();
        select(kid);
        click("action-rotate");
        QTRY_VERIFY_WITH_TIMEOUT(find<QRadioButton>("pasted"), patience);
        QTest::mouseClick(find<QRadioButton>("pasted"), Qt::LeftButton, {}, QPoint(8, 8));
        QTest::keyClicks(find<QLineEdit>("reasonField"), u"quarterly"_s);
        QVERIFY(!button("confirmAction")->isEnabled());
        auto *field = find<QPlainTextEdit>("publicKeyField");
        field->setPlainText(QString::fromStdString(pair->privatePem));
        QVERIFY(!button("confirmAction")->isEnabled());
        QVERIFY(find<QLabel>("publicKeyProblem")->isVisible());
        QTRY_VERIFY(!overlapping(*field->window()));
        field->setPlainText(QString::fromStdString(pair->publicPem));
        QVERIFY(!find<QLabel>("publicKeyProblem")->isVisible());
        click("confirmAction");
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(kid), u"retiring"_s, patience);
        QVERIFY(!find<QDialog>("newSecretDialog"));
        QVERIFY(isTaken(JwtAlgorithm::Es256, QString::fromStdString(pair->privatePem)));
    }

    void thePublicHalfIsCopiedAsItIsPublished()
    {
        const QString kid = rotate(u"ES256"_s)[u"kid"].toString();
        open();
        select(kid);
        m_page->findChild<QTabWidget *>(u"detailTabs"_s)->setCurrentIndex(2);
        auto *jwk = m_page->findChild<widgets::CodeBlock *>(u"publicKeyJwk"_s);
        QTRY_VERIFY_WITH_TIMEOUT(jwk->isVisible(), patience);
        QTest::mouseClick(jwk->copyButton(), Qt::LeftButton);
        const QJsonObject copied =
            QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
        const test::Answer published =
            test::adminRequest("GET", m_gateway->url() + "/.well-known/jwks.json", {});
        const QJsonObject set =
            QJsonDocument::fromJson(QByteArray::fromStdString(published.body)).object();
        QCOMPARE(copied, set[u"keys"].toArray().first().toObject());
        auto *pem = m_page->findChild<widgets::CodeBlock *>(u"publicKeyPem"_s);
        QVERIFY(pem->code().startsWith(u"-----BEGIN PUBLIC KEY-----"_s));
    }

    void withoutADatabaseTheSameIsShownAndDone()
    {
        const QString former = rotate(u"ES256"_s)[u"kid"].toString();
        const QString fresh = rotate(u"RS256"_s)[u"kid"].toString();
        open("test-admin-token", false);
        select(former);
        QVERIFY(rowOf(fresh).isValid());
        click("action-retire");
        confirm();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(former), u"revoked"_s, patience);
        QTRY_COMPARE_WITH_TIMEOUT(rowOf(former).siblingAtColumn(2).data().toString(), u"revoked"_s,
                                  patience);
    }

    void whoMayNotIsToldWhy()
    {
        const QString kid = rotate(u"ES256"_s)[u"kid"].toString();
        const QJsonObject reader =
            call("POST", "tokens",
                 {{u"name"_s, u"reader"_s}, {u"role"_s, u"viewer"_s}, {u"reason"_s, u"test"_s}});
        open(reader[u"token"].toString().toUtf8());
        select(kid);
        for (const char *name : {"action-rotate", "action-extend", "action-rollback",
                                 "action-retire", "button-addKey"}) {
            QTRY_VERIFY_WITH_TIMEOUT(
                button(name)->toolTip().contains(u"lacks the capability secrets"_s), patience);
            QVERIFY(!button(name)->isEnabled());
        }
    }
};

QTEST_MAIN(JwtKeysPageTest)
#include "jwtkeyspage_test.moc"
