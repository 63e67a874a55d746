#include "models/alerts/alertcollection.h"

#include "models/collection/celltext.h"

#include <QCoreApplication>
#include <QLocale>

namespace gatehouse::alerts {

using namespace Qt::StringLiterals;
using collection::CellKind;
using collection::Column;
using collection::Descriptor;
using collection::FilterField;
using collection::FilterType;

namespace {

struct AlertTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::alerts::AlertCollection)
};

QList<Column> columns()
{
    return {
        {u"fired_at"_s, AlertTexts::tr("Age"), CellKind::Time, 64},
        {u"state"_s, AlertTexts::tr("State"), CellKind::Status, 90},
        {u"severity"_s, AlertTexts::tr("Severity"), CellKind::Text, 72},
        {u"rule"_s, AlertTexts::tr("Rule"), CellKind::Text, 160},
        {u"subject_text"_s, AlertTexts::tr("What"), CellKind::Text, 130, true},
        {u"tenant"_s, AlertTexts::tr("Tenant"), CellKind::Text, 76, false, 1},
        {u"acknowledged_by"_s, AlertTexts::tr("Seen by"), CellKind::Text, 80, false, 1},
        {u"resolved_at"_s, AlertTexts::tr("Over since"), CellKind::Time, 80, false, 1},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"id"_s, AlertTexts::tr("Alert id"), CellKind::Mono},
        {u"value"_s, AlertTexts::tr("Measured"), CellKind::Number},
        {u"threshold"_s, AlertTexts::tr("Threshold"), CellKind::Number},
        {u"unit"_s, AlertTexts::tr("Unit"), CellKind::Text},
        {u"kind"_s, AlertTexts::tr("Kind"), CellKind::Text},
        {u"subject"_s, AlertTexts::tr("Subject"), CellKind::Mono},
        {u"source"_s, AlertTexts::tr("Source"), CellKind::Text},
        {u"acknowledged_at"_s, AlertTexts::tr("Seen"), CellKind::Time},
        {u"note"_s, AlertTexts::tr("Note"), CellKind::Text},
        {u"rule_id"_s, AlertTexts::tr("Rule id"), CellKind::Mono},
        {u"budget_id"_s, AlertTexts::tr("Budget id"), CellKind::Mono},
    };
}

QList<FilterField> filters()
{
    return {
        {u"state"_s,
         AlertTexts::tr("State"),
         FilterType::Choice,
         {u"firing"_s, u"acknowledged"_s, u"resolved"_s},
         false,
         {},
         {u"firing"_s}},
        {u"severity"_s,
         AlertTexts::tr("Severity"),
         FilterType::Choice,
         {u"critical"_s, u"warning"_s}},
        {u"kind"_s,
         AlertTexts::tr("Kind"),
         FilterType::Choice,
         {u"measure"_s, u"dead_letter_group"_s, u"breaker_opened"_s, u"bad_signatures"_s,
          u"secret_overdue"_s, u"budget"_s}},
        {u"rule"_s, AlertTexts::tr("Rule"), FilterType::Text, {}},
        {u"tenant"_s, AlertTexts::tr("Tenant"), FilterType::Text, {}},
        {u"subject"_s, AlertTexts::tr("Subject"), FilterType::Text, {}},
        {u"fired_at"_s, AlertTexts::tr("Time"), FilterType::Time, {}},
        {u"id"_s, AlertTexts::tr("Alert id"), FilterType::Uuid, {}},
        {u"rule_id"_s, AlertTexts::tr("Rule id"), FilterType::Uuid, {}},
        {u"budget_id"_s, AlertTexts::tr("Budget id"), FilterType::Uuid, {}},
    };
}

void addWords(Descriptor &alerts)
{
    alerts.title = AlertTexts::tr("Alerts");
    alerts.singular = AlertTexts::tr("alert");
    alerts.emptyTitle = AlertTexts::tr("Nothing has fired yet");
    alerts.emptyText = AlertTexts::tr(
        "The gateway looks at its rules once a minute: a new group of dead letters, an open "
        "circuit breaker, deliveries that fail, refused signatures, overdue secrets, budgets.");
}

} // namespace

Descriptor alertCollection()
{
    Descriptor alerts;
    alerts.id = u"alerts"_s;
    addWords(alerts);
    alerts.icon = u"notifications"_s;
    alerts.view = u"console.alerts"_s;
    alerts.apiPath = u"alerts"_s;
    alerts.sortColumn = u"fired_at"_s;
    alerts.sortIsTimeOfId = true;
    alerts.statusColumn = u"state"_s;
    alerts.headline = u"rule"_s;
    alerts.subtitle = {u"severity"_s, u"tenant"_s};
    alerts.columns = columns();
    alerts.detailColumns = detailColumns();
    alerts.filters = filters();
    alerts.detailTabs = {u"summary"_s};
    return alerts;
}

QString measuredText(const QVariant &value, const QVariant &threshold, const QString &unit)
{
    if (!value.isValid() || !threshold.isValid())
        return {};
    const QLocale locale = collection::displayLocale();
    const auto text = [&](const QVariant &number) {
        const QString shown = locale.toString(number.toDouble(), 'g', 6);
        return unit.isEmpty() ? shown : shown + QChar::Nbsp + unit;
    };
    return value.toDouble() < threshold.toDouble()
        ? AlertTexts::tr("%1, under %2").arg(text(value), text(threshold))
        : AlertTexts::tr("%1, over %2").arg(text(value), text(threshold));
}

} // namespace gatehouse::alerts
