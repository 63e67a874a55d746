#include "ui/pages/alerts/alertkinds.h"
#include "ui/pages/alerts/kindparts.h"

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using namespace parts;
using Kind = EntryField::Kind;

namespace {

constexpr double longestMinutes = 24 * 60;

QList<EntryChoice> ruleKinds()
{
    return {{u"measure"_s, AlertKindTexts::tr("something measured")},
            {u"dead_letter_group"_s, AlertKindTexts::tr("a new dead-letter group")},
            {u"breaker_opened"_s, AlertKindTexts::tr("a circuit breaker opened")},
            {u"bad_signatures"_s, AlertKindTexts::tr("repeated bad signatures")},
            {u"secret_overdue"_s, AlertKindTexts::tr("a secret overdue")}};
}

QList<EntryChoice> measureChoices()
{
    return {{u"ingest"_s, AlertKindTexts::tr("requests that come in")},
            {u"delivery"_s, AlertKindTexts::tr("delivery tries")},
            {u"job"_s, AlertKindTexts::tr("jobs that end")},
            {u"ai"_s, AlertKindTexts::tr("AI calls")},
            {u"dead_letters_open"_s, AlertKindTexts::tr("open dead letters")},
            {u"jobs_waiting"_s, AlertKindTexts::tr("waiting jobs")},
            {u"oldest_job_seconds"_s, AlertKindTexts::tr("age of the oldest job, s")},
            {u"breakers_open"_s, AlertKindTexts::tr("open circuit breakers")}};
}

bool isAi(const QJsonObject &rule)
{
    return text(rule, u"measure"_s) == "ai"_L1;
}

/// Requests that come in have no latency of their own.
bool hasLatency(const QJsonObject &rule)
{
    return text(rule, u"measure"_s) != "ingest"_L1;
}

QList<EntryChoice> valueChoices()
{
    return {{u"error_rate"_s, AlertKindTexts::tr("errors, %")},
            {u"errors"_s, AlertKindTexts::tr("errors")},
            {u"calls"_s, AlertKindTexts::tr("calls")},
            {u"p50_ms"_s, AlertKindTexts::tr("latency p50, ms"), hasLatency},
            {u"p95_ms"_s, AlertKindTexts::tr("latency p95, ms"), hasLatency},
            {u"p99_ms"_s, AlertKindTexts::tr("latency p99, ms"), hasLatency},
            {u"cost_usd"_s, AlertKindTexts::tr("cost, USD"), isAi},
            {u"tokens_prompt"_s, AlertKindTexts::tr("prompt tokens"), isAi},
            {u"tokens_completion"_s, AlertKindTexts::tr("completion tokens"), isAi},
            {u"cache_hits"_s, AlertKindTexts::tr("cache hits"), isAi},
            {u"unpriced"_s, AlertKindTexts::tr("calls without a price"), isAi}};
}

const QStringList &countedMeasures()
{
    static const QStringList measures{u"ingest"_s, u"delivery"_s, u"job"_s, u"ai"_s};
    return measures;
}

bool isMeasure(const QJsonObject &rule)
{
    return text(rule, u"kind"_s) == "measure"_L1;
}

bool isCounted(const QJsonObject &rule)
{
    return isMeasure(rule) && countedMeasures().contains(text(rule, u"measure"_s));
}

/// What a few calls tell little of.
bool isShare(const QJsonObject &rule)
{
    const QString value = text(rule, u"value"_s);
    return isCounted(rule) && (value == "error_rate"_L1 || value.endsWith("_ms"_L1));
}

bool hasThreshold(const QJsonObject &rule)
{
    return isMeasure(rule) || text(rule, u"kind"_s) == "bad_signatures"_L1;
}

QList<EntryField> thresholdFields()
{
    return {{.member = u"window_seconds"_s,
             .title = AlertKindTexts::tr("In the last"),
             .kind = Kind::Whole,
             .least = 1,
             .most = longestMinutes,
             .suffix = AlertKindTexts::tr(" min"),
             .factor = 60,
             .isOf = hasThreshold},
            {.member = u"comparison"_s,
             .title = AlertKindTexts::tr("Fires"),
             .kind = Kind::Choice,
             .choices = {{u"above"_s, AlertKindTexts::tr("above the threshold")},
                         {u"below"_s, AlertKindTexts::tr("below the threshold")}},
             .isOf = isMeasure},
            {.member = u"threshold"_s,
             .title = AlertKindTexts::tr("Threshold"),
             .kind = Kind::Decimal,
             .isOf = hasThreshold},
            {.member = u"clear_threshold"_s,
             .title = AlertKindTexts::tr("Over again at"),
             .kind = Kind::Decimal,
             .isOf = hasThreshold},
            {.member = u"for_seconds"_s,
             .title = AlertKindTexts::tr("After it held for"),
             .kind = Kind::Whole,
             .most = longestMinutes,
             .suffix = AlertKindTexts::tr(" min"),
             .factor = 60,
             .isOf = isMeasure},
            {.member = u"minimum_calls"_s,
             .title = AlertKindTexts::tr("Not of fewer calls than"),
             .kind = Kind::Whole,
             .most = 1e9,
             .isOf = isShare}};
}

QList<EntryField> ruleFields()
{
    QList<EntryField> fields{
        nameField(),
        enabledField(),
        {.member = u"kind"_s,
         .title = AlertKindTexts::tr("About"),
         .kind = Kind::Choice,
         .choices = ruleKinds()},
        {.member = u"severity"_s,
         .title = AlertKindTexts::tr("Severity"),
         .kind = Kind::Choice,
         .choices = severities()},
        {.member = u"measure"_s,
         .title = AlertKindTexts::tr("Measured"),
         .kind = Kind::Choice,
         .choices = measureChoices(),
         .isOf = isMeasure},
        {.member = u"value"_s,
         .title = AlertKindTexts::tr("Of these"),
         .kind = Kind::Choice,
         .choices = valueChoices(),
         .isOf = isCounted},
        {.member = u"filter"_s,
         .title = AlertKindTexts::tr("Only where"),
         .kind = Kind::Conditions,
         .hint = AlertKindTexts::tr("source = stripe; route != …"),
         .isOf = isMeasure},
    };
    EntryField tenant = tenantField();
    tenant.isOf = [](const QJsonObject &rule) {
        return text(rule, u"kind"_s) != "breaker_opened"_L1
            && !(isMeasure(rule) && text(rule, u"measure"_s) == "breakers_open"_L1);
    };
    fields += tenant;
    return fields + thresholdFields();
}

/// "errors, % of delivery tries above 2 in 15 min"
QString conditionOf(const QJsonObject &rule)
{
    if (!hasThreshold(rule))
        return titled(ruleKinds(), text(rule, u"kind"_s));
    const QString threshold = numberText(rule[u"threshold"].toDouble());
    const int minutes = rule[u"window_seconds"].toInt() / 60;
    if (!isMeasure(rule))
        return AlertKindTexts::tr("%1 bad signatures in %2 min").arg(threshold).arg(minutes);
    const QString measure = titled(measureChoices(), text(rule, u"measure"_s));
    const QString what = isCounted(rule)
        ? measure + u", "_s + titled(valueChoices(), text(rule, u"value"_s))
        : measure;
    const bool isBelow = text(rule, u"comparison"_s) == "below"_L1;
    return (isBelow ? AlertKindTexts::tr("%1 below %2 in %3 min")
                    : AlertKindTexts::tr("%1 above %2 in %3 min"))
        .arg(what, threshold)
        .arg(minutes);
}

/// Groups, breakers, secrets and gauges do not wait for measures.
QString ruleTrialText(const QJsonObject &answer, const QJsonObject &rule)
{
    return isCounted(rule) && answer[u"measured_until"].isNull() ? nothingMeasuredText()
                                                                 : dryRunText(answer);
}

} // namespace

EntryKind alertRules()
{
    return {
        .id = u"alertRules"_s,
        .title = AlertKindTexts::tr("Alert rules"),
        .singular = AlertKindTexts::tr("Rule"),
        .path = u"alert-rules"_s,
        .member = u"rules"_s,
        .capability = u"alerts"_s,
        .emptyText = AlertKindTexts::tr("There are no rules: nothing fires."),
        .fields = ruleFields(),
        .fresh = {{u"name"_s, AlertKindTexts::tr("New rule")},
                  {u"kind"_s, u"measure"_s},
                  {u"severity"_s, u"warning"_s},
                  {u"is_enabled"_s, true},
                  {u"measure"_s, u"delivery"_s},
                  {u"value"_s, u"error_rate"_s},
                  {u"window_seconds"_s, 900},
                  {u"comparison"_s, u"above"_s},
                  {u"threshold"_s, 5},
                  {u"clear_threshold"_s, 4},
                  {u"for_seconds"_s, 0},
                  {u"minimum_calls"_s, 20}},
        .name = [](const QJsonObject &rule) { return text(rule, u"name"_s); },
        .summary =
            [](const QJsonObject &rule) {
                return joined({offText(rule), titled(severities(), text(rule, u"severity"_s)),
                               conditionOf(rule), text(rule, u"tenant"_s)});
            },
        .removal = [](const QJsonObject &rule) { return removalById(u"alert-rules"_s, rule); },
        .whyKept =
            [](const QJsonObject &rule) {
                return rule[u"is_built_in"].toBool()
                    ? AlertKindTexts::tr("It came with the gateway: switch it off instead.")
                    : QString();
            },
        .trialTitle = AlertKindTexts::tr("Try on the last 24 hours"),
        .trial =
            [](const QJsonObject &rule) {
                return EntryCall{u"alert-rules/dry-run"_s, {{u"rule"_s, rule}, {u"hours"_s, 24}}};
            },
        .trialText = ruleTrialText,
    };
}

} // namespace gatehouse::ui
