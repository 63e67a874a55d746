#pragma once

#include <QList>
#include <QString>

#include <optional>

class QJsonObject;

namespace gatehouse::alerts {

/// What AI systems may cost in a day or a month, and what they did by now.
struct Budget
{
    QString name;
    QString tenant; ///< empty: everybody's
    bool isOfDay = false; ///< else of a month; of UTC
    double limitUsd = 0;
    double warnAtPercent = 0;
    double usedUsd = 0;
    double usedPercent() const { return usedUsd / limitUsd * 100; }
    bool operator==(const Budget &) const = default;
};

/// Of an answer of GET budgets, those that are switched on and measured.
QList<Budget> budgetsOf(const QJsonObject &answer);

/// The one of which the largest share is used; nothing where there is none.
std::optional<Budget> tightest(const QList<Budget> &budgets);

} // namespace gatehouse::alerts
