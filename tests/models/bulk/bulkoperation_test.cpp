#include "models/bulk/bulkoperation.h"
#include "models/deadletters/deadlettercollection.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;
using bulk::Operation;
using bulk::Wish;

namespace {

collection::Condition condition(const QString &field, const QString &value)
{
    return {field, collection::Operator::Is, {value}, false, true};
}

QJsonObject bodyOf(const Wish &wish, bool isDryRun)
{
    return *bulk::wishBody(deadletters::deadLetterCollection(), wish, isDryRun);
}

} // namespace

class BulkOperationTest : public QObject
{
    Q_OBJECT

private slots:
    void selectedRowsAreNamedOneByOne()
    {
        const Uuid id = *Uuid::parse("01a1e9b4-ed58-7327-b569-6ed663e67889");
        const QJsonObject body = bodyOf({.action = u"reenqueue"_s, .ids = {id}}, true);
        QCOMPARE(body[u"selection"_s],
                 (QJsonObject{{u"ids"_s, QJsonArray{QString::fromStdString(id.toString())}}}));
    }

    void aFilterIsSentAsTheListsHaveIt()
    {
        collection::Condition off = condition(u"source"_s, u"stripe"_s);
        off.enabled = false;
        const Wish wish{.action = u"discard"_s,
                        .filter = {{condition(u"tenant"_s, u"acme"_s), off}}};
        const QJsonArray conditions = bodyOf(wish, true)[u"selection"_s][u"filter"_s].toArray();
        QCOMPARE(conditions.size(), 1);
        QCOMPARE(conditions[0][u"field"_s].toString(), u"tenant"_s);
        QCOMPARE(conditions[0][u"values"_s].toArray(), QJsonArray{u"acme"_s});
    }

    void withoutAFilterAllIsSaidInSoManyWords()
    {
        const QJsonObject body = bodyOf({.action = u"reenqueue"_s}, true);
        QCOMPARE(body[u"selection"_s], (QJsonObject{{u"all"_s, true}}));
    }

    void aFilterThatCannotBeUsedIsRefused()
    {
        const Wish wish{.action = u"discard"_s, .filter = {{condition(u"nothing"_s, u"x"_s)}}};
        const auto body = bulk::wishBody(deadletters::deadLetterCollection(), wish, true);
        QVERIFY(!body);
        QCOMPARE(body.error().kind, ErrorKind::Invalid);
    }

    void onlyTheStartNeedsReasonAndName()
    {
        const Wish wish{
            .action = u"discard"_s, .confirm = u"production"_s, .reason = u"an outage"_s};
        const QJsonObject plan = bodyOf(wish, true);
        QVERIFY(plan[u"dry_run"_s].toBool());
        QVERIFY(!plan.contains(u"reason"_s) && !plan.contains(u"confirm"_s));
        const QJsonObject start = bodyOf(wish, false);
        QVERIFY(!start.contains(u"dry_run"_s));
        QCOMPARE(start[u"reason"_s].toString(), u"an outage"_s);
        QCOMPARE(start[u"confirm"_s].toString(), u"production"_s);
    }

    void aPlanThatLiesAboutItsTypesIsEmpty()
    {
        const bulk::Plan plan = bulk::planOf(
            QJsonDocument::fromJson(R"({"selected":"many","by_tenant":{"a":1},"estimated_ai":7})")
                .object());
        QCOMPARE(plan.selected, 0);
        QVERIFY(plan.byTenant.isEmpty());
        QCOMPARE(plan.aiCost, std::nullopt);
    }

    void whatCanBeAskedDependsOnTheState_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("pause");
        QTest::addColumn<bool>("resume");
        QTest::addColumn<bool>("over");
        QTest::newRow("planned") << u"planned"_s << true << false << false;
        QTest::newRow("running") << u"running"_s << true << false << false;
        QTest::newRow("paused") << u"paused"_s << false << true << false;
        QTest::newRow("stopped") << u"stopped"_s << false << true << false;
        QTest::newRow("cancelled") << u"cancelled"_s << false << false << true;
        QTest::newRow("finished") << u"finished"_s << false << false << true;
    }

    void whatCanBeAskedDependsOnTheState()
    {
        QFETCH(const QString, state);
        const Operation operation = bulk::operationOf({{u"state"_s, state}});
        QTEST(operation.canPause(), "pause");
        QTEST(operation.canResume(), "resume");
        QTEST(operation.isOver(), "over");
    }
};

QTEST_GUILESS_MAIN(BulkOperationTest)
#include "bulkoperation_test.moc"
