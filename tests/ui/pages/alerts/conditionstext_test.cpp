#include "ui/pages/alerts/conditionstext.h"

#include <QJsonDocument>
#include <QTest>

using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

class ConditionsTextTest : public QObject
{
    Q_OBJECT

private slots:
    void aLineIsWhatItWasMadeOf_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("nothing") << QString();
        QTest::newRow("one") << u"source = stripe"_s;
        QTest::newRow("several values") << u"source = stripe | github"_s;
        QTest::newRow("negated") << u"route != shop /orders"_s;
        QTest::newRow("a part") << u"model ~ mini"_s;
        QTest::newRow("not a part") << u"model !~ mini"_s;
        QTest::newRow("several") << u"tenant = acme; outcome != 2xx"_s;
    }
    void aLineIsWhatItWasMadeOf()
    {
        QFETCH(QString, line);
        const auto conditions = readConditions(line);
        QVERIFY(conditions);
        QCOMPARE(conditionsText(*conditions), line);
    }

    void aConditionIsAsMeasuresAreFiltered()
    {
        const auto conditions = readConditions(u"source != stripe | git hub "_s);
        QVERIFY(conditions);
        QCOMPARE(QJsonDocument(*conditions).toJson(QJsonDocument::Compact),
                 QByteArray(R"([{"field":"source","negated":true,"operator":"is",)"
                            R"("values":["stripe","git hub"]}])"));
    }

    void whatCannotBeReadIsNoFilter_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("words") << u"stripe"_s;
        QTest::newRow("no value") << u"source ="_s;
        QTest::newRow("nothing but bars") << u"source = | |"_s;
        QTest::newRow("one of two") << u"source = stripe; github"_s;
    }
    void whatCannotBeReadIsNoFilter()
    {
        QFETCH(QString, line);
        QVERIFY(!readConditions(line));
    }
};

QTEST_GUILESS_MAIN(ConditionsTextTest)
#include "conditionstext_test.moc"
