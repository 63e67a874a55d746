#include "services/gateway/admin/eventtypeglob.h"

#include <QTest>

using gatehouse::gateway::admin::globFault;

class EventTypeGlobTest : public QObject
{
    Q_OBJECT

private slots:
    void globs_data();
    void globs();
};

void EventTypeGlobTest::globs_data()
{
    QTest::addColumn<QString>("glob");
    QTest::addColumn<bool>("isGood");
    for (const char *good : {"*", "order*", "orders/paid", "contact.propertyChange", "a_b%c",
                             "*.created", "a*b*c*d*", "order-event:1"})
        QTest::newRow(good) << good << true;
    for (const char *bad :
         {"", "**", "a*b*c*d*e*", "order?", "[a-z]", "{a,b}", "!a", "a\\*", "a b", "a\n"})
        QTest::newRow(*bad ? bad : "empty") << bad << false;
    QTest::newRow("longest") << QString(128, u'a') << true;
    QTest::newRow("too long") << QString(129, u'a') << false;
    QTest::newRow("umlaut") << QStringLiteral("\u00e4") << false;
}

void EventTypeGlobTest::globs()
{
    QFETCH(QString, glob);
    QTEST(!globFault(glob.toStdString()).has_value(), "isGood");
}

QTEST_GUILESS_MAIN(EventTypeGlobTest)
#include "eventtypeglob_test.moc"
