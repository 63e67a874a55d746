#include "app/gatehouse/startupreport.h"

#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::app;
using namespace std::chrono_literals;

/// What a start is reported to be that never shows a row.
class StartupReportTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    SystemClock m_clock;
    QSettings m_settings{m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    widgets::Appearance m_appearance{*qApp, widgets::SchemeChoice::Light};

    /// A console whose database is on that port of this machine.
    std::unique_ptr<Console> open(quint16 port)
    {
        ConnectionProfile profile;
        profile.name = QStringLiteral("test");
        profile.url = QUrl(QStringLiteral("http://127.0.0.1:1"));
        profile.tokenFile = m_folder.filePath(QStringLiteral("token"));
        profile.database = QStringLiteral("host=127.0.0.1 port=%1 dbname=x user=x").arg(port);
        auto console = Console::open(profile, {m_clock, m_settings, &m_appearance});
        if (!console)
            qFatal("%s", qPrintable(console.error().message));
        (*console)->window().show();
        return std::move(*console);
    }

private slots:
    void initTestCase()
    {
        QFile token(m_folder.filePath(QStringLiteral("token")));
        QVERIFY(token.open(QIODevice::WriteOnly));
        token.write("token\n");
        token.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }

    void aDatabaseThatIsAwayEndsTheWait()
    {
        const auto console = open(1);
        const StartupReport report(*console, 1h);
        QSignalSpy gaveUp(&report, &StartupReport::gaveUp);
        QTRY_COMPARE(gaveUp.count(), 1);
        QVERIFY(!gaveUp[0][0].value<Error>().message.isEmpty());
    }

    void aDatabaseThatDoesNotAnswerIsWaitedForSoLong()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const auto console = open(silent.serverPort());
        const StartupReport report(*console, 200ms);
        QSignalSpy gaveUp(&report, &StartupReport::gaveUp);
        QTRY_COMPARE(gaveUp.count(), 1);
        const QString message = gaveUp[0][0].value<Error>().message;
        QVERIFY2(message.contains(QStringLiteral("0.2 s")), qPrintable(message));
    }
};

QTEST_MAIN(StartupReportTest)
#include "startupreport_test.moc"
