#include "services/connections/environmentname.h"

#include <QTest>

using namespace gatehouse;

class EnvironmentNameTest : public QObject
{
    Q_OBJECT

private slots:
    void theMoreDangerousWordCounts_data()
    {
        QTest::addColumn<QString>("stated");
        QTest::addColumn<QString>("told");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("overrules");
        const auto row = [](const char *stated, const char *told, const char *name,
                            bool overrules) {
            QTest::addRow("%s, %s", stated, told)
                << QString::fromLatin1(stated) << QString::fromLatin1(told)
                << QString::fromLatin1(name) << overrules;
        };
        row("", "", "", false);
        row("", "production", "production", false);
        row("staging", "", "staging", false);
        row("local", "local", "local", false);
        row("local", "production", "production", true);
        row("staging", "production", "production", true);
        row("local", "europe", "europe", true);
        row("production", "local", "production", false);
        row("europe", "staging", "europe", false);
    }

    void theMoreDangerousWordCounts()
    {
        QFETCH(QString, stated);
        QFETCH(QString, told);
        QFETCH(QString, name);
        QFETCH(bool, overrules);
        QCOMPARE(environmentName(stated, told), (EnvironmentName{name, overrules}));
    }
};

QTEST_GUILESS_MAIN(EnvironmentNameTest)
#include "environmentname_test.moc"
