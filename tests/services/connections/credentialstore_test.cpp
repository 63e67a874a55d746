#include "services/connections/access.h"
#include "services/connections/credentialstore.h"
#include "services/connections/keychainstore.h"
#include "services/connections/profile.h"
#include "services/connections/sealedstore.h"
#include "services/core/whendone.h"

#include <QFile>
#include <QLockFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace gatehouse;

namespace {

template <typename T>
std::optional<Result<T>> wait(const QFuture<Result<T>> &future)
{
    std::optional<Result<T>> got;
    QObject receiver;
    whenDone(future, &receiver, [&got](Result<T> result) { got.emplace(std::move(result)); });
    (void)QTest::qWaitFor([&got] { return got.has_value(); }, 20'000);
    return got;
}

secrets::Secret secret(std::string_view text)
{
    return secrets::Secret(text);
}

/// A session bus with a keyring of its own, unlocked.
class Desktop
{
public:
    explicit Desktop(const QString &home)
    {
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--session"), QStringLiteral("--nofork"),
                     QStringLiteral("--print-address")});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead())
            return;
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        qputenv("XDG_DATA_HOME", home.toUtf8());
        m_keyring.start(QStringLiteral("gnome-keyring-daemon"),
                        {QStringLiteral("--unlock"), QStringLiteral("--foreground"),
                         QStringLiteral("--components=secrets")});
        if (!m_keyring.waitForStarted())
            return;
        m_keyring.write("passphrase\n");
        m_keyring.closeWriteChannel();
        m_isUp = m_keyring.waitForReadyRead();
    }
    ~Desktop()
    {
        for (QProcess *process : {&m_keyring, &m_bus}) {
            process->kill();
            process->waitForFinished();
        }
    }
    bool isUp() const { return m_isUp; }

private:
    QProcess m_bus, m_keyring;
    bool m_isUp = false;
};

} // namespace

class CredentialStoreTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Desktop> m_desktop;

    const CredentialId m_token{QStringLiteral("stage"), CredentialId::Kind::Token};
    const CredentialId m_password{QStringLiteral("stage"), CredentialId::Kind::Password};

    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    std::unique_ptr<SealedStore> unlocked(const QString &file, const char *passphrase = "phrase")
    {
        auto store = std::make_unique<SealedStore>(file);
        if (!wait(store->unlock(secret(passphrase)))->has_value())
            qFatal("not unlocked");
        return store;
    }

    bool hasDesktop()
    {
        const QString keyring = QStringLiteral("gnome-keyring-daemon");
        if (!m_desktop && !QStandardPaths::findExecutable(keyring).isEmpty()) {
            m_desktop = std::make_unique<Desktop>(m_folder.path());
            if (!m_desktop->isUp())
                qFatal("the keyring did not start");
        }
        return m_desktop != nullptr;
    }

private slots:
    void initTestCase() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere"); }

    // First, since a bus that goes takes the process with it (GDBus).
    void withoutAKeychainThereIsTheSealedFile()
    {
        const auto store = wait(openCredentialStore(path("none")));
        QVERIFY((**store)->isLocked());
        QVERIFY((**store)->isNew());
    }

    void aSealedFileKeepsSecrets()
    {
        const QString file = path("keeps");
        QVERIFY(*wait(unlocked(file)->write(m_token, secret("token-1"))));
        QVERIFY(*wait(unlocked(file)->write(m_password, secret("pass-1"))));
        const auto token = wait(unlocked(file)->read(m_token));
        QCOMPARE(std::string((*token)->view()), std::string("token-1"));
        const auto password = wait(unlocked(file)->read(m_password));
        QCOMPARE(std::string((*password)->view()), std::string("pass-1"));
    }

    void aSealedFileHoldsNothingInClear()
    {
        const QString file = path("clear");
        QVERIFY(*wait(unlocked(file)->write(m_token, secret("planted-token"))));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray content = written.readAll();
        QVERIFY(!content.contains("planted"));
        QVERIFY(!content.contains(QByteArray("planted-token").toBase64().left(14)));
        QVERIFY(!content.contains("phrase"));
        QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void aLockedFileGivesNothing()
    {
        const QString file = path("locked");
        QVERIFY(*wait(unlocked(file)->write(m_token, secret("t"))));
        SealedStore store(file);
        QVERIFY(store.isLocked());
        QVERIFY(!store.isNew());
        QCOMPARE((*wait(store.read(m_token))).error().kind, ErrorKind::Denied);
        QCOMPARE((*wait(store.write(m_token, secret("x")))).error().kind, ErrorKind::Denied);
    }

    void anotherPassphraseIsRefused()
    {
        const QString file = path("other");
        QVERIFY(*wait(unlocked(file)->write(m_token, secret("t"))));
        SealedStore store(file);
        const auto opened = wait(store.unlock(secret("other")));
        QCOMPARE(opened->error().kind, ErrorKind::Denied);
        QVERIFY(store.isLocked());
    }

    void aSecretInAnotherPlaceIsRefused()
    {
        const QString file = path("moved");
        QVERIFY(*wait(unlocked(file)->write(m_token, secret("t"))));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray moved = written.readAll().replace("stage/token", "stage/password");
        written.close();
        QVERIFY(written.open(QIODevice::WriteOnly) && written.write(moved) > 0);
        written.close();
        QCOMPARE((*wait(unlocked(file)->read(m_password))).error().kind, ErrorKind::Invalid);
    }

    void twoWindowsDoNotWriteAtOnce()
    {
        const QString file = path("shared");
        const auto store = unlocked(file);
        QVERIFY(*wait(store->write(m_token, secret("t"))));
        QLockFile other(file + QStringLiteral(".lock"));
        QVERIFY(other.tryLock());
        QCOMPARE((*wait(store->write(m_password, secret("p")))).error().kind,
                 ErrorKind::Unavailable);
        QCOMPARE((*wait(store->remove(m_token))).error().kind, ErrorKind::Unavailable);
        other.unlock();
        QVERIFY(*wait(store->write(m_password, secret("p"))));
        QVERIFY(*wait(store->read(m_token)));
    }

    void aFileThatAnotherWindowBeganIsNotSpoiled()
    {
        const QString file = path("begun");
        const auto late = unlocked(file, "another phrase");
        QVERIFY(*wait(unlocked(file)->write(m_token, secret("t"))));
        QCOMPARE((*wait(late->write(m_password, secret("p")))).error().kind, ErrorKind::Conflict);
        QVERIFY(*wait(unlocked(file)->read(m_token)));
    }

    void whatIsRemovedIsNotFound()
    {
        const QString file = path("removed");
        const auto store = unlocked(file);
        QVERIFY(*wait(store->write(m_token, secret("t"))));
        QVERIFY(*wait(store->remove(m_token)));
        QVERIFY(*wait(store->remove(m_token)));
        QCOMPARE((*wait(store->read(m_token))).error().kind, ErrorKind::NotFound);
    }

    void aDamagedFileIsSaidToBe_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no json") << QByteArray("{");
        QTest::newRow("no salt") << QByteArray(R"({"version":1,"check":"QUJD","entries":{}})");
        QTest::newRow("other version")
            << QByteArray(R"({"version":2,"salt":"AAAAAAAAAAAAAAAAAAAAAA==","check":"QUJD"})");
        QTest::newRow("large") << QByteArray(2'000'000, ' ');
    }

    void aDamagedFileIsSaidToBe()
    {
        QFETCH(QByteArray, content);
        QFile file(path("damaged"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        SealedStore store(file.fileName());
        QCOMPARE((*wait(store.unlock(secret("phrase")))).error().kind, ErrorKind::Invalid);
    }

    void theKeychainKeepsSecrets()
    {
        if (!hasDesktop())
            QSKIP("there is no gnome-keyring here");
        KeychainStore store;
        QVERIFY(*wait(store.write(m_token, secret("token-2"))));
        const auto read = wait(store.read(m_token));
        QVERIFY2(*read, read->has_value() ? "" : qPrintable(read->error().detail));
        QCOMPARE(std::string((*read)->view()), std::string("token-2"));
        QVERIFY(*wait(store.remove(m_token)));
        QCOMPARE((*wait(store.read(m_token))).error().kind, ErrorKind::NotFound);
        QVERIFY(*wait(store.remove(m_token)));
    }

    void aKeychainThatWorksIsChosen()
    {
        if (!hasDesktop())
            QSKIP("there is no gnome-keyring here");
        const auto store = wait(openCredentialStore(path("chosen")));
        QVERIFY(dynamic_cast<KeychainStore *>((*store)->get()));
    }

    void aSealedFileThatIsThereGoesOnBeingUsed()
    {
        const QString folder = path("stays");
        QVERIFY(*wait(unlocked(SealedStore::fileIn(folder))->write(m_token, secret("t"))));
        const auto store = wait(openCredentialStore(folder));
        QVERIFY((**store)->isLocked());
    }

    void aProfileGetsWhatItNeeds()
    {
        auto store = std::shared_ptr<CredentialStore>(unlocked(path("needs")));
        QVERIFY(*wait(store->write(m_token, secret("t-1"))));
        QVERIFY(*wait(store->write(m_password, secret("p-1"))));
        ConnectionProfile profile;
        profile.name = QStringLiteral("stage");
        auto read = wait(readCredentials(profile, store));
        QCOMPARE(std::string((*read)->token->view()), std::string("t-1"));
        QVERIFY(!(*read)->password);
        profile.storesPassword = true;
        read = wait(readCredentials(profile, store));
        QCOMPARE(std::string((*read)->password->view()), std::string("p-1"));
        QVERIFY(!(*read)->measures);
        QVERIFY(*wait(
            store->write({QStringLiteral("stage"), CredentialId::Kind::Measures}, secret("m-1"))));
        profile.measures.storesSecret = true;
        read = wait(readCredentials(profile, store));
        QCOMPARE(std::string((*read)->measures->view()), std::string("m-1"));
        profile.name = QStringLiteral("unknown");
        QCOMPARE((*wait(readCredentials(profile, store))).error().kind, ErrorKind::NotFound);
    }

    void aTokenFileNeedsNoStore()
    {
        QFile file(path("token"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("gh_1\n") > 0);
        file.setPermissions(QFile::ReadOwner);
        file.close();
        ConnectionProfile profile;
        profile.tokenFile = file.fileName();
        QVERIFY(!needsStore(profile));
        const auto read = wait(readCredentials(profile, nullptr));
        QCOMPARE(std::string((*read)->token->view()), std::string("gh_1"));
    }
};

QTEST_GUILESS_MAIN(CredentialStoreTest)
#include "credentialstore_test.moc"
