#include "ui/pages/alerts/alertkinds.h"
#include "ui/pages/alerts/kindparts.h"

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using namespace parts;
using Kind = EntryField::Kind;

namespace {

QString periodText(const QString &period)
{
    return period == "day"_L1 ? AlertKindTexts::tr("a day") : AlertKindTexts::tr("a month");
}

QString budgetSummary(const QJsonObject &budget)
{
    const QJsonValue used = budget[u"used_usd"];
    const QString limit = numberText(budget[u"limit_usd"].toDouble());
    const QString whose = text(budget, u"tenant"_s);
    const QString spent = used.isDouble()
        ? AlertKindTexts::tr("%1 of %2 USD used").arg(numberText(used.toDouble()), limit)
        : AlertKindTexts::tr("%1 USD").arg(limit);
    return joined({offText(budget), spent + u' ' + periodText(text(budget, u"period"_s)), whose});
}

} // namespace

EntryKind budgets()
{
    return {
        .id = u"budgets"_s,
        .title = AlertKindTexts::tr("Budgets"),
        .singular = AlertKindTexts::tr("Budget"),
        .path = u"budgets"_s,
        .member = u"budgets"_s,
        .capability = u"alerts"_s,
        .emptyText = AlertKindTexts::tr("There are no budgets: AI work may cost what it does."),
        .fields = {nameField(),
                   enabledField(),
                   tenantField(),
                   {.member = u"period"_s,
                    .title = AlertKindTexts::tr("In"),
                    .kind = Kind::Choice,
                    .choices = {{u"day"_s, AlertKindTexts::tr("a day of UTC")},
                                {u"month"_s, AlertKindTexts::tr("a month of UTC")}}},
                   {.member = u"limit_usd"_s,
                    .title = AlertKindTexts::tr("At most"),
                    .kind = Kind::Decimal,
                    .least = 0.0001,
                    .suffix = AlertKindTexts::tr(" USD")},
                   {.member = u"warn_at_percent"_s,
                    .title = AlertKindTexts::tr("Warn at"),
                    .kind = Kind::Whole,
                    .least = 1,
                    .most = 100,
                    .suffix = u" %"_s}},
        .fresh = {{u"name"_s, AlertKindTexts::tr("New budget")},
                  {u"is_enabled"_s, true},
                  {u"period"_s, u"month"_s},
                  {u"limit_usd"_s, 100},
                  {u"warn_at_percent"_s, 80}},
        .name = [](const QJsonObject &budget) { return text(budget, u"name"_s); },
        .summary = budgetSummary,
        .removal = [](const QJsonObject &budget) { return removalById(u"budgets"_s, budget); },
        .trialTitle = AlertKindTexts::tr("Try on this period and the last"),
        .trial =
            [](const QJsonObject &budget) {
                return EntryCall{u"budgets/dry-run"_s, {{u"budget"_s, budget}}};
            },
        .trialText =
            [](const QJsonObject &answer, const QJsonObject &) {
                return answer[u"measured_until"].isNull() ? nothingMeasuredText()
                                                          : dryRunText(answer);
            },
    };
}

} // namespace gatehouse::ui
