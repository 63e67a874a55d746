#include "services/connections/profiletransfer.h"
#include "services/connections/sealedstore.h"
#include "services/core/whendone.h"
#include "tests/support/manualclock.h"
#include "tests/support/tlsserver.h"
#include "ui/connections/connectiondialog.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPromise>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

namespace {

/// Answers when it is told to, as a keychain that asks the person first.
class SlowStore : public CredentialStore
{
public:
    QFuture<Result<secrets::Secret>> read(const CredentialId &) override { return {}; }
    QFuture<Result<>> write(const CredentialId &id, secrets::Secret) override
    {
        return asked(QStringLiteral("write ") + id.toString());
    }
    QFuture<Result<>> remove(const CredentialId &id) override
    {
        return asked(QStringLiteral("remove ") + id.toString());
    }
    QString place() const override { return QStringLiteral("somewhere"); }

    /// The one that waits.
    void answer(const Result<> &result = {})
    {
        m_waiting->addResult(result);
        m_waiting->finish();
    }
    QStringList calls;

private:
    QFuture<Result<>> asked(const QString &call)
    {
        calls += call;
        m_waiting = std::make_shared<QPromise<Result<>>>();
        m_waiting->start();
        return m_waiting->future();
    }
    std::shared_ptr<QPromise<Result<>>> m_waiting;
};

} // namespace

class ConnectionDialogTest : public QObject
{
    Q_OBJECT

    widgets::Appearance m_appearance{*qApp, widgets::SchemeChoice::Light};
    test::ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ConnectionProfiles> m_profiles;
    QPointer<ConnectionDialog> m_dialog;

    static ConnectionProfile sample(const char *name)
    {
        ConnectionProfile profile;
        profile.name = QString::fromLatin1(name);
        profile.environment = QStringLiteral("staging");
        profile.url = QUrl(QStringLiteral("https://hooks.example"));
        profile.tokenFile = QStringLiteral("/run/token");
        return profile;
    }

    void open(const char *current = "")
    {
        m_dialog = new ConnectionDialog(*m_profiles, m_clock, QString::fromLatin1(current));
        m_dialog->open();
    }

    template <typename Widget = QWidget>
    Widget *find(const char *name)
    {
        auto *found = m_dialog->findChild<Widget *>(QString::fromLatin1(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }

    void type(const char *field, const char *text)
    {
        auto *edit = find<QLineEdit>(field);
        edit->selectAll();
        QTest::keyClicks(edit, QString::fromLatin1(text));
    }

    void click(const char *button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }

    QString notice()
    {
        auto *strip = find<widgets::NoticeStrip>("connectionNotice");
        return strip->isVisible() ? strip->title() + u' ' + strip->text() : QString();
    }

    QListWidget *list() { return find<QListWidget>("connectionList"); }
    std::shared_ptr<SealedStore> makeStore() const
    {
        return std::make_shared<SealedStore>(SealedStore::fileIn(m_folder->path()));
    }
    template <typename T>
    static std::optional<Result<T>> wait(const QFuture<Result<T>> &future)
    {
        std::optional<Result<T>> got;
        QObject receiver;
        whenDone(future, &receiver, [&got](Result<T> result) { got.emplace(std::move(result)); });
        (void)QTest::qWaitFor([&got] { return got.has_value(); }, 20'000);
        return got;
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_profiles =
            std::make_unique<ConnectionProfiles>(m_folder->filePath(QStringLiteral("saved")));
        QVERIFY(m_profiles->save(sample("eu")));
        QVERIFY(m_profiles->save(sample("stage")));
    }

    void cleanup() { delete m_dialog; }

    void theOpenOneIsShownFirst()
    {
        open("stage");
        QCOMPARE(list()->count(), 2);
        QCOMPARE(list()->currentItem()->text(), QStringLiteral("stage"));
        QCOMPARE(find<QLineEdit>("urlField")->text(), QStringLiteral("https://hooks.example"));
        QVERIFY(!find("saveButton")->isEnabled());
        QVERIFY(find<QLineEdit>("nameField")->isReadOnly());
    }

    void aNewOneIsMadeByKeysAndSaved()
    {
        open();
        click("addConnection");
        type("nameField", "us");
        type("urlField", "https://us.example");
        type("databaseField", "host=db.example dbname=gateway");
        find<QComboBox>("sslModeField")->setCurrentIndex(2);
        type("caField", "/ca.pem");
        type("tokenFileField", "/run/us");
        click("saveButton");
        QCOMPARE(notice(), QString());
        const auto saved = m_profiles->load(QStringLiteral("us"));
        QVERIFY(saved);
        QCOMPARE(saved->url, QUrl(QStringLiteral("https://us.example")));
        QCOMPARE(saved->sslMode, QStringLiteral("verify-ca"));
        QCOMPARE(saved->apiTls.authorities, QStringLiteral("/ca.pem"));
        QCOMPARE(saved->tokenFile, QStringLiteral("/run/us"));
        QVERIFY(!find("saveButton")->isEnabled());
    }

    void whatCannotBeUsedIsNotSaved_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("name") << QByteArray("nameField") << QByteArray("a/b");
        QTest::newRow("taken name") << QByteArray("nameField") << QByteArray("stage");
        QTest::newRow("address") << QByteArray("urlField") << QByteArray("hooks");
        QTest::newRow("conninfo") << QByteArray("databaseField") << QByteArray("gateway");
        QTest::newRow("password in the conninfo")
            << QByteArray("databaseField") << QByteArray("host=a password=x");
    }

    void whatCannotBeUsedIsNotSaved()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, text);
        open();
        click("addConnection");
        type("urlField", "https://us.example");
        type(field.constData(), text.constData());
        click("saveButton");
        QVERIFY(notice().contains(QStringLiteral("Not saved")));
        QCOMPARE(m_profiles->names().size(), 2);
    }

    void aDraftWaitsWhileAnotherIsLookedAt()
    {
        open("eu");
        type("urlField", "https://changed.example");
        list()->setCurrentRow(1);
        QCOMPARE(find<QLineEdit>("urlField")->text(), QStringLiteral("https://hooks.example"));
        list()->setCurrentRow(0);
        QCOMPARE(find<QLineEdit>("urlField")->text(), QStringLiteral("https://changed.example"));
        QVERIFY(find("saveButton")->isEnabled());
        QCOMPARE(m_profiles->load(QStringLiteral("eu"))->url.host(),
                 QStringLiteral("hooks.example"));
    }

    void aCopyHasAFreeNameAndNoPassword()
    {
        ConnectionProfile kept = sample("eu");
        kept.storesPassword = true;
        QVERIFY(m_profiles->save(kept));
        open("eu");
        click("copyConnection");
        QCOMPARE(list()->currentItem()->text(), QStringLiteral("eu-2"));
        click("saveButton");
        QVERIFY(!m_profiles->load(QStringLiteral("eu-2"))->storesPassword);
    }

    void deletingIsAskedFirst()
    {
        open("stage");
        click("removeConnection");
        QVERIFY(m_profiles->exists(QStringLiteral("stage")));
        QVERIFY(notice().contains(QStringLiteral("stage")));
        click("confirmRemove");
        QVERIFY(!m_profiles->exists(QStringLiteral("stage")));
        QCOMPARE(list()->count(), 1);
    }

    void secretsGoIntoTheSealedFileAloneOnceItIsUnlocked()
    {
        const auto store = makeStore();
        open("stage");
        m_dialog->setStore(store);
        type("tokenField", "planted-token");
        click("saveButton");
        QVERIFY(notice().contains(QStringLiteral("passphrase")));
        type("passphraseField", "phrase");
        click("unlockButton");
        QTRY_VERIFY(!store->isLocked());
        QTRY_VERIFY(!find("passphraseField")->isVisible());
        click("saveButton");
        QTRY_COMPARE(m_profiles->load(QStringLiteral("stage"))->tokenFile, QString());
        QCOMPARE(find<QLineEdit>("tokenField")->text(), QString());
        const auto token = wait(store->read({QStringLiteral("stage"), CredentialId::Kind::Token}));
        QVERIFY(*token);
        QCOMPARE(std::string((*token)->view()), std::string("planted-token"));
        QFile file(m_profiles->folder() + QStringLiteral("/stage.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("planted"));
    }

    void whatMeasuresAreReadFromIsSaved()
    {
        const auto store = std::make_shared<SlowStore>();
        open("stage");
        m_dialog->setStore(store);
        auto *source = find<QComboBox>("metricsSource");
        find<ProfileForm>("profileForm")->setCurrentWidget(source->parentWidget()->parentWidget());
        QVERIFY(!find<QLineEdit>("metricsUrlField")->isEnabled());
        source->setFocus();
        QTest::keyClick(source, Qt::Key_Down);
        QCOMPARE(source->currentIndex(), 1);
        QVERIFY(!find<QLineEdit>("metricsJobField")->isEnabled());
        type("metricsUrlField", "https://clickhouse.example:8443");
        type("metricsUserField", "reader");
        type("metricsSecretField", "planted-secret");
        type("metricsDatabaseField", "calls");
        click("saveButton");
        QTRY_COMPARE(store->calls, QStringList{QStringLiteral("write stage/metrics")});
        store->answer();
        QTRY_VERIFY(m_profiles->load(QStringLiteral("stage"))->measures.storesSecret);
        const MeasureServer saved = m_profiles->load(QStringLiteral("stage"))->measures;
        QVERIFY(saved.kind == MeasureServer::Kind::ClickHouse);
        QCOMPARE(saved.url, QUrl(QStringLiteral("https://clickhouse.example:8443")));
        QCOMPARE(saved.user, QStringLiteral("reader"));
        QCOMPARE(saved.database, QStringLiteral("calls"));
        QCOMPARE(find<QLineEdit>("metricsSecretField")->text(), QString());
    }

    void whatIsSavedIsTheOneThatWasShownThen()
    {
        const auto store = std::make_shared<SlowStore>();
        open("stage");
        m_dialog->setStore(store);
        type("tokenField", "typed");
        click("saveButton");
        QCOMPARE(store->calls, QStringList{QStringLiteral("write stage/token")});
        QVERIFY(!find("profileForm")->isEnabled());
        list()->setCurrentRow(0);
        QVERIFY(find("profileForm")->isEnabled());
        store->answer();
        QTRY_COMPARE(m_profiles->load(QStringLiteral("stage"))->tokenFile, QString());
        QCOMPARE(list()->item(0)->text(), QStringLiteral("eu"));
        QCOMPARE(find<QLineEdit>("nameField")->text(), QStringLiteral("eu"));
        QCOMPARE(m_profiles->load(QStringLiteral("eu"))->tokenFile, QStringLiteral("/run/token"));
        list()->setCurrentRow(1);
        QCOMPARE(find<QLineEdit>("nameField")->text(), QStringLiteral("stage"));
        QVERIFY(!find("saveButton")->isEnabled());
    }

    void aConnectionGoesWhenItsSecretsAreGone()
    {
        const auto store = std::make_shared<SlowStore>();
        open("stage");
        m_dialog->setStore(store);
        click("removeConnection");
        click("confirmRemove");
        QVERIFY(m_profiles->exists(QStringLiteral("stage")));
        list()->setCurrentRow(0);
        store->answer();
        QTRY_COMPARE(store->calls.size(), 2);
        store->answer();
        QTRY_COMPARE(store->calls.size(), 3);
        store->answer();
        QTRY_VERIFY(!m_profiles->exists(QStringLiteral("stage")));
        QCOMPARE(store->calls,
                 (QStringList{QStringLiteral("remove stage/token"),
                              QStringLiteral("remove stage/password"),
                              QStringLiteral("remove stage/metrics")}));
        QCOMPARE(list()->count(), 1);
        QCOMPARE(find<QLineEdit>("nameField")->text(), QStringLiteral("eu"));
    }

    void aConnectionStaysWithSecretsThatDo()
    {
        const auto store = std::make_shared<SlowStore>();
        open("stage");
        m_dialog->setStore(store);
        click("removeConnection");
        click("confirmRemove");
        store->answer(failure(ErrorKind::Denied, QStringLiteral("The keychain is locked.")));
        QTRY_VERIFY(notice().contains(QStringLiteral("The keychain is locked.")));
        QVERIFY(m_profiles->exists(QStringLiteral("stage")));
        QVERIFY(find("removeConnection")->isEnabled());
    }

    void secretsOfAConnectionThatCannotBeSavedAreForgotten()
    {
        const auto store = std::make_shared<SlowStore>();
        open();
        m_dialog->setStore(store);
        click("addConnection");
        type("nameField", "third");
        type("urlField", "https://third.example");
        type("tokenField", "a token that is long");
        const QString folder = m_folder->filePath(QStringLiteral("saved"));
        QVERIFY(QDir(folder).removeRecursively());
        QFile inTheWay(folder);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        click("saveButton");
        QTRY_COMPARE(store->calls.size(), 1);
        QVERIFY(store->calls.constFirst().startsWith(QStringLiteral("write ")));
        store->answer();
        QTRY_COMPARE(store->calls.size(), 4);
        QCOMPARE(
            QString(store->calls.at(1)).replace(QStringLiteral("remove"), QStringLiteral("write")),
            store->calls.constFirst());
        QVERIFY(notice().contains(QStringLiteral("Not saved")));
    }

    void untilTheKeychainIsFoundWhatItHasIsNotDeleted()
    {
        ConnectionProfile kept = sample("stage");
        kept.tokenFile.clear();
        QVERIFY(m_profiles->save(kept));
        open("stage");
        click("removeConnection");
        click("confirmRemove");
        QVERIFY(notice().contains(QStringLiteral("Not deleted")));
        QVERIFY(m_profiles->exists(QStringLiteral("stage")));
    }

    void oneOfAnEarlierNameHasSecretsOfItsOwn_data()
    {
        QTest::addColumn<bool>("isImport");
        QTest::newRow("imported") << true;
        QTest::newRow("new") << false;
    }
    void oneOfAnEarlierNameHasSecretsOfItsOwn()
    {
        QFETCH(bool, isImport);
        QVERIFY(m_profiles->remove(QStringLiteral("stage"))); // its secrets stay
        open();
        ConnectionProfile again = sample("stage");
        again.tokenFile.clear();
        if (isImport) {
            QFile file(m_folder->filePath(QStringLiteral("export.json")));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(exportProfiles({again})) > 0);
            file.close();
            m_dialog->importFrom(file.fileName());
        } else {
            click("addConnection");
            type("nameField", "stage");
            type("urlField", "https://hooks.example");
            click("saveButton");
        }
        const auto saved = m_profiles->load(QStringLiteral("stage"));
        QVERIFY(saved);
        QCOMPARE(saved->isImported, isImport);
        QVERIFY(credentialIdOf(*saved, CredentialId::Kind::Token).connection
                != QStringLiteral("stage"));
    }

    void anImportOfExceptionsIsConfirmedFirst()
    {
        ConnectionProfile unsafe = sample("stage");
        unsafe.tokenFile.clear();
        unsafe.exceptions = {SafetyException::PlainHttp};
        QFile file(m_folder->filePath(QStringLiteral("export.json")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(exportProfiles({unsafe})) > 0);
        file.close();
        open();
        m_dialog->importFrom(file.fileName());
        QVERIFY(notice().contains(QStringLiteral("plain_http")));
        QCOMPARE(m_profiles->names().size(), 2);
        click("confirmImport");
        QVERIFY(m_profiles->exists(QStringLiteral("stage-2")));
        QVERIFY(m_profiles->load(QStringLiteral("stage"))->exceptions.isEmpty());
        QVERIFY(find<QCheckBox>("allowPlainHttp")->isChecked());
    }

    void aHostileImportIsRefused()
    {
        QFile file(m_folder->filePath(QStringLiteral("export.json")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("[[[[") > 0);
        file.close();
        open();
        m_dialog->importFrom(file.fileName());
        QVERIFY(notice().contains(QStringLiteral("Nothing was imported")));
    }

    void anExportHoldsNoSecret()
    {
        open("stage");
        const QString path = m_folder->filePath(QStringLiteral("out.json"));
        m_dialog->exportTo(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.contains("hooks.example"));
        QVERIFY(!content.contains("/run/token"));
    }

    void connectingSavesAndTells()
    {
        open("stage");
        QSignalSpy asked(m_dialog, &ConnectionDialog::connectRequested);
        type("urlField", "https://changed.example");
        click("connectButton");
        QCOMPARE(asked.size(), 1);
        QCOMPARE(m_profiles->load(QStringLiteral("stage"))->url.host(),
                 QStringLiteral("changed.example"));
    }

    void whatIsNotSafeIsNotConnectedTo()
    {
        open("stage");
        QSignalSpy asked(m_dialog, &ConnectionDialog::connectRequested);
        type("urlField", "http://hooks.example");
        click("connectButton");
        QVERIFY(notice().contains(QStringLiteral("plain_http")));
        QCOMPARE(asked.size(), 0);
        find<ProfileForm>("profileForm")->setCurrentIndex(1);
        find<QCheckBox>("allowPlainHttp")->click();
        click("connectButton");
        QCOMPARE(asked.size(), 1);
    }

    void theTestShowsItsStepsAndTheFix()
    {
        const test::Authority authority(m_folder->path(), QStringLiteral("authority"));
        test::TlsServer server(authority.issue(QStringLiteral("right")));
        ConnectionProfile profile = sample("tls");
        profile.url = server.url();
        QVERIFY(m_profiles->save(profile));
        open("tls");
        m_dialog->setStore(makeStore());
        type("tokenField", "typed-token");
        click("testButton");
        auto *summary = find<QLabel>("testSummary");
        QTRY_VERIFY2(summary->text().contains(QStringLiteral("1 of 8 failed")),
                     qPrintable(summary->text()));
        QVERIFY(find<widgets::ElidedLabel>("step-api-authentication")
                    ->text()
                    .contains(QStringLiteral("not reached")));
        QVERIFY(find<widgets::NoticeStrip>("testFix")->text().contains(QStringLiteral("CA")));
        type("caField", qPrintable(authority.file()));
        server.answer = "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n";
        click("testButton");
        QTRY_VERIFY(find<widgets::NoticeStrip>("testFix")->text().contains(
            QStringLiteral("gatehousectl tokens create")));
        QVERIFY(server.requests().constFirst().contains("bearer typed-token"));
    }
};

QTEST_MAIN(ConnectionDialogTest)
#include "connectiondialog_test.moc"
