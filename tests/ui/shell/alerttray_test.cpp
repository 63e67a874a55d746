#include "ui/shell/alerttray.h"

#include <QSystemTrayIcon>
#include <QTest>

using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

class AlertTrayTest : public QObject
{
    Q_OBJECT

private slots:
    void itSaysHowManyFireAndWhere()
    {
        AlertTray tray;
        QCOMPARE(tray.text(), QString());
        tray.show(1, u"staging"_s);
        QCOMPARE(tray.text(), u"An alert fires: staging"_s);
        tray.show(3, u"staging"_s);
        QCOMPARE(tray.text(), u"3 alerts fire: staging"_s);
    }

    void whereNothingFiresThereIsNoIcon()
    {
        AlertTray tray;
        tray.show(3, u"staging"_s);
        QCOMPARE(tray.isShown(), QSystemTrayIcon::isSystemTrayAvailable());
        tray.show(0, u"staging"_s);
        QCOMPARE(tray.text(), QString());
        QVERIFY(!tray.isShown());
    }
};

QTEST_MAIN(AlertTrayTest)
#include "alerttray_test.moc"
