#include "services/gateway/alerts/budgetlook.h"

#include <QLocale>
#include <QString>

namespace gatehouse::gateway {

namespace {

std::chrono::sys_days dayOf(Timestamp time)
{
    return std::chrono::floor<std::chrono::days>(time);
}

/// "2026-11-17", or "2026-11" of a month.
std::string nameOf(const Budget &budget, Timestamp from)
{
    const std::chrono::year_month_day day(dayOf(from));
    const auto twoDigits = [](unsigned number) {
        return (number < 10 ? "-0" : "-") + std::to_string(number);
    };
    const std::string month = std::to_string(int(day.year())) + twoDigits(unsigned(day.month()));
    return budget.isMonthly ? month : month + twoDigits(unsigned(day.day()));
}

/// "50" or "49.5": all of it, and the same wherever the process runs.
std::string amountText(double amount)
{
    return QString::number(amount, 'f', QLocale::FloatingPointShortest).toStdString();
}

Reading readingOf(const Budget &budget, const std::string &period, const std::string &severity,
                  int percent)
{
    const std::string limit = amountText(budget.limitUsd);
    Reading reading;
    reading.subject = period + '/' + severity + '/' + limit;
    reading.subjectText = std::to_string(percent) + " % of " + limit + " USD in " + period;
    reading.tenant = budget.tenant;
    reading.severity = severity;
    reading.threshold = budget.limitUsd * percent / 100;
    reading.unit = "USD";
    return reading;
}

} // namespace

TimeRange periodOf(const Budget &budget, Timestamp now)
{
    using std::chrono::sys_days;
    const sys_days today = dayOf(now);
    if (!budget.isMonthly)
        return {today, today + std::chrono::days(1)};
    const std::chrono::year_month_day day(today);
    const auto month = day.year() / day.month();
    return {sys_days(month / 1), sys_days((month + std::chrono::months(1)) / 1)};
}

Look judge(const Budget &budget, double usedUsd, Timestamp at)
{
    const std::string period = nameOf(budget, periodOf(budget, at).from);
    Look look{true, {}};
    const auto add = [&](const std::string &severity, int percent) {
        Reading reading = readingOf(budget, period, severity, percent);
        reading.value = usedUsd;
        reading.fires = true;
        if (usedUsd >= *reading.threshold)
            look.readings.push_back(std::move(reading));
    };
    if (budget.warnAtPercent < 100) // else it would be told twice
        add("warning", budget.warnAtPercent);
    add("critical", 100);
    return look;
}

} // namespace gatehouse::gateway
