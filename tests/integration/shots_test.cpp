#include "tests/integration/support/program.h"

#include <QDir>
#include <QImage>
#include <QSet>
#include <QTest>

using namespace gatehouse::test;

/// `./dev shots DIR`, without the script around it.
class ShotsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QTemporaryDir m_shots; ///< of one run: it takes a minute

private slots:
    void initTestCase()
    {
        Program console{builtProgram(QStringLiteral("gatehouse"))};
        console.setVariable(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        const int exitCode = console.run(
            {QStringLiteral("--ephemeral"), QStringLiteral("--shots"), m_shots.path()}, 240'000);
        QVERIFY2(exitCode == 0, console.errors().constData());
    }

    void everyPageIsWrittenInBothSchemesAndSizes_data()
    {
        QTest::addColumn<QString>("page");
        for (const char *page :
             {"events", "events-signature", "events-canonical", "events-view", "jobs",
              "dead-letters", "bulk-items", "deliveries", "agent-events", "secrets", "jwt-keys",
              "jwt-keys-public-key", "tokens", "destinations", "ledger", "local-gateway", "replay",
              "metrics", "overview"})
            QTest::newRow(page) << QString::fromLatin1(page);
    }
    void everyPageIsWrittenInBothSchemesAndSizes()
    {
        QFETCH(QString, page);
        for (const char *scheme : {"light", "dark"}) {
            for (const QSize size : {QSize(1440, 900), QSize(1024, 700)}) {
                const QString name = QStringLiteral("%1-%2-%3x%4.png")
                                         .arg(page, QLatin1String(scheme))
                                         .arg(size.width())
                                         .arg(size.height());
                const QImage image(m_shots.filePath(name));
                QVERIFY2(image.size() == size, qPrintable(name));
                QVERIFY2(distinctColours(image) > 50,
                         qPrintable(name + QStringLiteral(" looks empty")));
            }
        }
    }

    void everyDialogIsWrittenInBothSchemes_data()
    {
        QTest::addColumn<QString>("dialog");
        for (const char *dialog : {"connections", "retention", "reveal", "export", "filter",
                                   "save-view", "alert-rules", "budgets", "alert-channels"})
            QTest::newRow(dialog) << QString::fromLatin1(dialog);
    }
    void everyDialogIsWrittenInBothSchemes()
    {
        QFETCH(QString, dialog);
        for (const char *scheme : {"light", "dark"}) {
            const QString name =
                QStringLiteral("%1-dialog-%2.png").arg(dialog, QLatin1String(scheme));
            const QImage image(m_shots.filePath(name));
            QVERIFY2(distinctColours(image) > 20,
                     qPrintable(name + QStringLiteral(" looks empty")));
        }
    }

    void aStartThatFailsEndsTheProgram_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString shots = m_folder.path();
        const QString nowhere = QStringLiteral("/proc/nowhere");
        QTest::newRow("shots") << QStringList{QStringLiteral("--data"), nowhere,
                                              QStringLiteral("--shots"), shots};
        QTest::newRow("startup") << QStringList{QStringLiteral("--data"), nowhere,
                                                QStringLiteral("--report-startup")};
        QTest::newRow("startup without a database") << QStringList{
            QStringLiteral("--url"),           QStringLiteral("http://127.0.0.1:1"),
            QStringLiteral("--token-file"),    tokenFile(),
            QStringLiteral("--database"),      QStringLiteral("host=127.0.0.1 port=1"),
            QStringLiteral("--report-startup")};
        QTest::newRow("no token") << QStringList{QStringLiteral("--url"),
                                                 QStringLiteral("http://127.0.0.1:1"),
                                                 QStringLiteral("--token-file"), nowhere};
    }

    void aStartThatFailsEndsTheProgram()
    {
        QFETCH(QStringList, arguments);
        Program console{builtProgram(QStringLiteral("gatehouse"))};
        console.setVariable(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        QCOMPARE(console.run(arguments, 30'000), 1);
        QVERIFY2(console.errors().contains("gatehouse: "), console.errors().constData());
    }

    void sigtermEndsTheWindowAndItsPostgres()
    {
        Program console{builtProgram(QStringLiteral("gatehouse"))};
        console.setVariable(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        const QString data = console.home() + QStringLiteral("/data");
        console.start({QStringLiteral("--data"), data, QStringLiteral("--listen"),
                       QStringLiteral("127.0.0.1:0"), QStringLiteral("--report-startup")});
        QVERIFY2(!console.waitForLine(QStringLiteral("first paint with data")).isEmpty(),
                 console.errors().constData());
        QVERIFY(QFile::exists(data + QStringLiteral("/postgres/postmaster.pid")));
        console.terminate();
        QVERIFY(console.waitForEnd());
        QVERIFY2(console.endedNormally(), console.errors().constData());
        QCOMPARE(console.exitCode(), 0);
        QVERIFY(!QFile::exists(data + QStringLiteral("/postgres/postmaster.pid")));
    }

private:
    QString tokenFile() const
    {
        QFile file(m_folder.filePath(QStringLiteral("token")));
        file.open(QIODevice::WriteOnly);
        file.write("token");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return file.fileName();
    }

    static qsizetype distinctColours(const QImage &image)
    {
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3) {
            for (int x = 0; x < image.width(); x += 3)
                colours.insert(image.pixel(x, y));
        }
        return colours.size();
    }
};

QTEST_GUILESS_MAIN(ShotsTest)
#include "shots_test.moc"
