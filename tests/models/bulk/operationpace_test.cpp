#include "models/bulk/itemcollection.h"
#include "models/bulk/operationpace.h"

#include <QJsonDocument>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::bulk;
using namespace Qt::StringLiterals;

namespace {

QJsonObject paceAnswer()
{
    return QJsonDocument::fromJson(R"({
        "from":"2026-11-27T12:00:00+00:00","until":"2026-11-27T12:00:10.5+00:00","bucket_seconds":2,
        "buckets":[{"at":"2026-11-27T12:00:00+00:00","done":3,"not_eligible":1,"failed":0},
                   {"at":"2026-11-27T12:00:04+00:00","done":6,"not_eligible":0,"failed":2}],
        "plan":[{"from":"2026-11-27T12:00:00.5+00:00","until":"2026-11-27T12:00:05.5+00:00","per_second":1},
                {"from":"2026-11-27T12:00:05.5+00:00","until":"2026-11-27T12:00:10.5+00:00","per_second":2}],
        "ends":[{"at":"2026-11-27T12:00:10.5+00:00","state":"stopped"}]})")
        .object();
}

} // namespace

class OperationPaceTest : public QObject
{
    Q_OBJECT

private slots:
    void itIsReadAsItWasTold()
    {
        const Pace pace = paceOf(paceAnswer());
        QCOMPARE(pace.time.length(), std::chrono::microseconds(10'500'000));
        QCOMPARE(pace.buckets.size(), 2);
        QCOMPARE(pace.buckets[1].settled(), 8);
        QCOMPARE(pace.perSecond(pace.buckets[1].settled()), 4.0);
        QCOMPARE(pace.plan[1].perSecond, 2);
        QCOMPARE(pace.ends[0].state, u"stopped"_s);
        QVERIFY(pace.isOver());
    }

    void theAverageIsOfTheTimeThatItWasWorkedOn()
    {
        const Pace pace = paceOf(paceAnswer());
        QCOMPARE(pace.average().value_or(0), 1.2); // 12 in 10 s
        QCOMPARE(pace.fastest(), 4.0);
    }

    void whatHasNotBegunIsEmpty()
    {
        const Pace pace = paceOf(
            QJsonDocument::fromJson(R"({"from":null,"until":null,"bucket_seconds":1,"buckets":[],)"
                                    R"("plan":[],"ends":[]})")
                .object());
        QVERIFY(pace.isEmpty());
        QVERIFY(!pace.isOver());
        QVERIFY(!pace.average());
    }

    void whatIsNoPaceIsLeftOut()
    {
        QJsonObject answer = paceAnswer();
        answer[u"buckets"_s] = QJsonArray{QJsonObject{{u"at"_s, u"soon"_s}}, 7};
        answer[u"plan"_s] = u"fast"_s;
        const Pace pace = paceOf(answer);
        QCOMPARE(pace.buckets.size(), 0);
        QCOMPARE(pace.plan.size(), 0);
        answer[u"bucket_seconds"_s] = 0;
        QVERIFY(paceOf(answer).isEmpty());
    }

    void aFilterNamesItsOperationAndOutcome()
    {
        const QString id = u"01a1e9b4-ed58-7327-b569-6ed663e67889"_s;
        collection::Filter filter = itemsOf(id, u"failed"_s);
        QCOMPARE(operationIdOf(filter), id);
        QCOMPARE(outcomeOf(filter), u"failed"_s);
        QVERIFY(collection::isIndexed(bulkItemCollection(), filter));
        QCOMPARE(outcomeOf(itemsOf(id)), QString());
        filter.conditions[0].negated = true;
        QCOMPARE(operationIdOf(filter), QString());
    }
};

QTEST_GUILESS_MAIN(OperationPaceTest)
#include "operationpace_test.moc"
