#include "app/gatehouse/profileopener.h"
#include "app/gatehouse/startwindow.h"
#include "services/connections/profile.h"
#include "services/connections/sealedstore.h"
#include "services/core/whendone.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::app;

/// From a profile to its secrets, and the one question on that way.
class ProfileOpenerTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    static ConnectionProfile stored()
    {
        ConnectionProfile profile;
        profile.name = QStringLiteral("stage");
        profile.url = QUrl(QStringLiteral("https://hooks.example"));
        return profile;
    }

    template <typename T>
    static void finish(const QFuture<Result<T>> &future)
    {
        bool isDone = false;
        QObject receiver;
        whenDone(future, &receiver, [&](const Result<T> &result) { isDone = bool(result); });
        if (!QTest::qWaitFor([&] { return isDone; }, 10'000))
            qFatal("the store does not work");
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        SealedStore store(SealedStore::fileIn(m_folder->path()));
        finish(store.unlock(secrets::Secret(std::string_view("phrase"))));
        finish(store.write({QStringLiteral("stage"), CredentialId::Kind::Token},
                           secrets::Secret(std::string_view("token-1"))));
    }

    void aSealedTokenIsUnlockedOncePerStart()
    {
        ProfileOpener opener(m_folder->path());
        QSignalSpy asked(&opener, &ProfileOpener::passphraseNeeded);
        QStringList tokens;
        connect(&opener, &ProfileOpener::ready, this,
                [&](const ConnectionProfile &, const Credentials &credentials) {
                    tokens += QString::fromStdString(std::string(credentials.token->view()));
                });
        opener.open(stored());
        QTRY_COMPARE(asked.size(), 1);
        opener.unlock(secrets::Secret(std::string_view("phrase")));
        QTRY_COMPARE(tokens, QStringList{QStringLiteral("token-1")});
        opener.open(stored());
        QTRY_COMPARE(tokens.size(), 2);
        QCOMPARE(asked.size(), 1);
    }

    void aWrongPassphraseIsSaidAndAskedForAgain()
    {
        ProfileOpener opener(m_folder->path());
        QSignalSpy asked(&opener, &ProfileOpener::passphraseNeeded);
        QSignalSpy failed(&opener, &ProfileOpener::failed);
        opener.open(stored());
        QTRY_COMPARE(asked.size(), 1);
        opener.unlock(secrets::Secret(std::string_view("other")));
        QTRY_COMPARE(failed.size(), 1);
        opener.open(stored());
        QTRY_COMPARE(asked.size(), 2);
    }

    void aConnectionWithoutAStoredTokenFails()
    {
        ProfileOpener opener(m_folder->path());
        QSignalSpy asked(&opener, &ProfileOpener::passphraseNeeded);
        QSignalSpy failed(&opener, &ProfileOpener::failed);
        ConnectionProfile unknown = stored();
        unknown.name = QStringLiteral("unknown");
        opener.open(unknown);
        QTRY_COMPARE(asked.size(), 1);
        opener.unlock(secrets::Secret(std::string_view("phrase")));
        QTRY_COMPARE(failed.size(), 1);
    }

    void theStartWindowAsksForThePassphrase()
    {
        StartWindow window;
        window.show();
        auto *field = window.findChild<QLineEdit *>(QStringLiteral("startPassphrase"));
        QVERIFY(!field->isVisible());
        QSignalSpy given(&window, &StartWindow::passphraseGiven);
        window.askPassphrase();
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("phrase"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(given.size(), 1);
        QCOMPARE(given.constFirst().constFirst().toString(), QStringLiteral("phrase"));
        QVERIFY(!field->isVisible());
        QCOMPARE(field->text(), QString());
    }

    void theStartWindowLeadsToTheConnections()
    {
        StartWindow window;
        window.show();
        QSignalSpy requested(&window, &StartWindow::connectionsRequested);
        QTest::mouseClick(window.findChild<QPushButton *>(QStringLiteral("startConnections")),
                          Qt::LeftButton);
        QCOMPARE(requested.size(), 1);
    }
};

QTEST_MAIN(ProfileOpenerTest)
#include "profileopener_test.moc"
