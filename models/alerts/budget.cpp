#include "models/alerts/budget.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace gatehouse::alerts {

QList<Budget> budgetsOf(const QJsonObject &answer)
{
    QList<Budget> budgets;
    for (const auto &value : answer[u"budgets"].toArray()) {
        const QJsonObject budget = value.toObject();
        const double limit = budget[u"limit_usd"].toDouble();
        if (!budget[u"is_enabled"].toBool() || !budget[u"used_usd"].isDouble() || limit <= 0)
            continue;
        budgets += Budget{budget[u"name"].toString(),
                          budget[u"tenant"].toString(),
                          budget[u"period"].toString() == QLatin1String("day"),
                          limit,
                          budget[u"warn_at_percent"].toDouble(),
                          budget[u"used_usd"].toDouble()};
    }
    return budgets;
}

std::optional<Budget> tightest(const QList<Budget> &budgets)
{
    const auto found = std::max_element(budgets.cbegin(), budgets.cend(),
                                        [](const Budget &one, const Budget &other) {
                                            return one.usedPercent() < other.usedPercent();
                                        });
    return found == budgets.cend() ? std::nullopt : std::optional(*found);
}

} // namespace gatehouse::alerts
