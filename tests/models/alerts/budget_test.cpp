#include "models/alerts/budget.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse::alerts;
using namespace Qt::StringLiterals;

class BudgetTest : public QObject
{
    Q_OBJECT

private slots:
    void onlyThoseThatCountAreRead()
    {
        const auto answer = QJsonDocument::fromJson(R"({"budgets":[
            {"name":"on","tenant":"acme","period":"day","limit_usd":50,"warn_at_percent":80,
             "is_enabled":true,"used_usd":12.5},
            {"name":"off","period":"day","limit_usd":50,"is_enabled":false,"used_usd":1},
            {"name":"not measured","period":"day","limit_usd":50,"is_enabled":true,"used_usd":null},
            {"name":"nonsense","period":"day","limit_usd":0,"is_enabled":true,"used_usd":1}]})");
        const QList<Budget> expected{{u"on"_s, u"acme"_s, true, 50, 80, 12.5}};
        QCOMPARE(budgetsOf(answer.object()), expected);
    }

    void theTightestIsThatOfWhichMostIsUsed()
    {
        const Budget loose{u"loose"_s, {}, true, 1000, 80, 100};
        const Budget tight{u"tight"_s, {}, true, 10, 80, 9};
        QCOMPARE(tightest({loose, tight}), std::optional(tight));
        QCOMPARE(tightest({}), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(BudgetTest)
#include "budget_test.moc"
