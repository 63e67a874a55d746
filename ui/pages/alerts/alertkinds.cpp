#include "ui/pages/alerts/alertkinds.h"

#include "models/collection/celltext.h"
#include "ui/pages/alerts/conditionstext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using Kind = EntryField::Kind;

namespace {

struct AlertKindTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::AlertKinds)
};

constexpr double longestMinutes = 24 * 60;

QString text(const QJsonObject &entry, const QString &member)
{
    return entry[member].toString();
}

QString numberText(double value)
{
    return collection::displayLocale().toString(value, 'g', 6);
}

QString titled(const QList<EntryChoice> &choices, const QString &value)
{
    for (const EntryChoice &choice : choices) {
        if (choice.value == value)
            return choice.title;
    }
    return value;
}

/// "A; B", without what is empty.
QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u"; "_s);
}

EntryCall removalById(const QString &path, const QJsonObject &entry)
{
    return {path + u'/' + text(entry, u"id"_s) + u"/delete"_s, {}};
}

std::function<bool(const QJsonObject &)> isOneOf(const QString &member, const QStringList &values)
{
    return
        [member, values](const QJsonObject &entry) { return values.contains(text(entry, member)); };
}

EntryField nameField()
{
    return {.member = u"name"_s, .title = AlertKindTexts::tr("Name")};
}

EntryField enabledField()
{
    return {.member = u"is_enabled"_s,
            .title = AlertKindTexts::tr("Switched on"),
            .kind = Kind::Switch};
}

EntryField tenantField()
{
    return {.member = u"tenant"_s,
            .title = AlertKindTexts::tr("Tenant"),
            .isOptional = true,
            .hint = AlertKindTexts::tr("all together")};
}

QList<EntryChoice> severities()
{
    return {{u"warning"_s, AlertKindTexts::tr("warning")},
            {u"critical"_s, AlertKindTexts::tr("critical")}};
}

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

QList<EntryChoice> valueChoices()
{
    return {{u"error_rate"_s, AlertKindTexts::tr("errors, %")},
            {u"errors"_s, AlertKindTexts::tr("errors")},
            {u"calls"_s, AlertKindTexts::tr("calls")},
            {u"p50_ms"_s, AlertKindTexts::tr("latency p50, ms")},
            {u"p95_ms"_s, AlertKindTexts::tr("latency p95, ms")},
            {u"p99_ms"_s, AlertKindTexts::tr("latency p99, ms")},
            {u"cost_usd"_s, AlertKindTexts::tr("cost, USD")},
            {u"tokens_prompt"_s, AlertKindTexts::tr("prompt tokens")},
            {u"tokens_completion"_s, AlertKindTexts::tr("completion tokens")},
            {u"cache_hits"_s, AlertKindTexts::tr("cache hits")},
            {u"unpriced"_s, AlertKindTexts::tr("calls without a price")}};
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

QString offText(const QJsonObject &entry)
{
    return entry[u"is_enabled"].toBool(true) ? QString() : AlertKindTexts::tr("off");
}

QString momentText(const QString &rfc3339)
{
    const auto at = QDateTime::fromString(rfc3339, Qt::ISODateWithMs).toLocalTime();
    return collection::displayLocale().toString(at, u"d MMM HH:mm"_s);
}

/// What a dry run over the last day found, as far as that is measured.
QString dryRunText(const QJsonObject &answer)
{
    if (answer.contains(u"measured_until"_s) && answer[u"measured_until"].isNull())
        return AlertKindTexts::tr("Nothing is measured yet, so nothing can be tried.");
    const QJsonArray fired = answer[u"would_fire"].toArray();
    const QJsonValue peak = answer[u"peak"];
    const QString unit = text(answer, u"unit"_s);
    const QString most = peak.isDouble()
        ? AlertKindTexts::tr("The most extreme value was %1.")
              .arg(numberText(peak.toDouble()) + (unit.isEmpty() ? unit : QChar::Nbsp + unit))
        : QString();
    const QString from = momentText(text(answer, u"from"_s));
    const QString until = momentText(text(answer, u"until"_s));
    if (fired.isEmpty())
        return AlertKindTexts::tr("From %1 to %2 it would not have fired.").arg(from, until) + u' '
            + most;
    const QJsonObject last = fired.last().toObject();
    const QString times = answer[u"is_cut"].toBool()
        ? AlertKindTexts::tr("%1 times and more").arg(fired.size())
        : fired.size() == 1 ? AlertKindTexts::tr("once")
                            : AlertKindTexts::tr("%1 times").arg(fired.size());
    return AlertKindTexts::tr("From %1 to %2 it would have fired %3, at last on %4: %5.")
               .arg(from, until, times, momentText(text(last, u"fired_at"_s)),
                    text(last, u"subject_text"_s))
        + u' ' + most;
}

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
    return joined({spent + u' ' + periodText(text(budget, u"period"_s)), whose, offText(budget)});
}

QString channelSummary(const QJsonObject &channel)
{
    const bool isSlack = text(channel, u"kind"_s) == "slack"_L1;
    QStringList recipients;
    for (const auto &each : channel[u"to"].toArray())
        recipients += each.toString();
    const QString where = isSlack ? text(channel, u"host"_s) : recipients.join(u", "_s);
    return joined({isSlack ? AlertKindTexts::tr("webhook") : AlertKindTexts::tr("e-mail"), where,
                   offText(channel)});
}

QList<EntryField> channelFields()
{
    const auto isSlack = isOneOf(u"kind"_s, {u"slack"_s});
    const auto isEmail = isOneOf(u"kind"_s, {u"email"_s});
    return {
        nameField(),
        enabledField(),
        {.member = u"kind"_s,
         .title = AlertKindTexts::tr("Kind"),
         .kind = Kind::Choice,
         .choices = {{u"slack"_s, AlertKindTexts::tr("webhook, as Slack takes it")},
                     {u"email"_s, AlertKindTexts::tr("e-mail")}}},
        {.member = u"minimum_severity"_s,
         .title = AlertKindTexts::tr("From severity"),
         .kind = Kind::Choice,
         .choices = severities()},
        {.member = u"url"_s,
         .title = AlertKindTexts::tr("URL"),
         .kind = Kind::Secret,
         .hint = AlertKindTexts::tr("is a secret; as it is, if left empty"),
         .isOf = isSlack},
        {.member = u"smtp_url"_s,
         .title = AlertKindTexts::tr("Mail server"),
         .hint = u"smtp://mail.example.com:587"_s,
         .isOf = isEmail},
        {.member = u"from"_s, .title = AlertKindTexts::tr("From"), .isOf = isEmail},
        {.member = u"to"_s,
         .title = AlertKindTexts::tr("To"),
         .kind = Kind::Texts,
         .hint = AlertKindTexts::tr("with commas between"),
         .isOf = isEmail},
        {.member = u"user"_s,
         .title = AlertKindTexts::tr("Login"),
         .isOptional = true,
         .hint = AlertKindTexts::tr("none"),
         .isOf = isEmail},
        {.member = u"password"_s,
         .title = AlertKindTexts::tr("Password"),
         .kind = Kind::Secret,
         .hint = AlertKindTexts::tr("as it is, if left empty"),
         .isOf = isEmail},
    };
}

/// What a price is known by; so it is taken away.
QJsonObject withoutAmounts(const QJsonObject &price)
{
    return {{u"model"_s, price[u"model"]},
            {u"provider"_s, price[u"provider"]},
            {u"valid_from"_s, price[u"valid_from"]}};
}

EntryField amountField(const QString &member, const QString &title)
{
    return {.member = member,
            .title = title,
            .kind = Kind::Decimal,
            .most = 1e6,
            .suffix = AlertKindTexts::tr(" USD")};
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
                return joined({titled(severities(), text(rule, u"severity"_s)), conditionOf(rule),
                               text(rule, u"tenant"_s), offText(rule)});
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
        .trialText = dryRunText,
    };
}

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
    };
}

EntryKind alertChannels()
{
    return {
        .id = u"alertChannels"_s,
        .title = AlertKindTexts::tr("Who is told of alerts"),
        .singular = AlertKindTexts::tr("Channel"),
        .path = u"alert-channels"_s,
        .member = u"channels"_s,
        .capability = u"alerts"_s,
        .emptyText = AlertKindTexts::tr("Alerts are seen in this window alone. Add a webhook, as "
                                        "Slack takes it, or an e-mail address."),
        .fields = channelFields(),
        .fresh = {{u"name"_s, AlertKindTexts::tr("New channel")},
                  {u"kind"_s, u"slack"_s},
                  {u"is_enabled"_s, true},
                  {u"minimum_severity"_s, u"warning"_s}},
        .name = [](const QJsonObject &channel) { return text(channel, u"name"_s); },
        .summary = channelSummary,
        .removal =
            [](const QJsonObject &channel) { return removalById(u"alert-channels"_s, channel); },
        .trialTitle = AlertKindTexts::tr("Send a test message"),
        .isTriedAsStored = true,
        .trial =
            [](const QJsonObject &channel) {
                return EntryCall{u"alert-channels/"_s + text(channel, u"id"_s) + u"/test"_s,
                                 {{u"reason"_s, u"test from the console"_s}}};
            },
        .trialText =
            [](const QJsonObject &answer) {
                return answer[u"is_sent"].toBool()
                    ? AlertKindTexts::tr("The message was taken.")
                    : AlertKindTexts::tr("It was not sent: %1").arg(text(answer, u"error"_s));
            },
    };
}

EntryKind modelPrices()
{
    return {
        .id = u"modelPrices"_s,
        .title = AlertKindTexts::tr("What models cost"),
        .singular = AlertKindTexts::tr("Price"),
        .path = u"prices"_s,
        .member = u"prices"_s,
        .capability = u"prices"_s,
        .emptyText = AlertKindTexts::tr("No prices are known: calls cost what their senders say."),
        .fields = {{.member = u"model"_s, .title = AlertKindTexts::tr("Model")},
                   {.member = u"provider"_s,
                    .title = AlertKindTexts::tr("Provider"),
                    .isOptional = true,
                    .hint = AlertKindTexts::tr("any")},
                   {.member = u"valid_from"_s,
                    .title = AlertKindTexts::tr("From the day"),
                    .hint = u"2026-11-01"_s},
                   amountField(u"usd_per_million_prompt"_s,
                               AlertKindTexts::tr("A million prompt tokens")),
                   amountField(u"usd_per_million_completion"_s,
                               AlertKindTexts::tr("A million completion tokens")),
                   {.member = u"usd_per_million_cached"_s,
                    .title = AlertKindTexts::tr("A million cached tokens"),
                    .kind = Kind::Decimal,
                    .most = 1e6,
                    .suffix = AlertKindTexts::tr(" USD"),
                    .isOptional = true,
                    .hint = AlertKindTexts::tr("as the prompt")}},
        .fresh = {{u"model"_s, AlertKindTexts::tr("new-model")},
                  {u"valid_from"_s, QDate::currentDate().toString(Qt::ISODate)}},
        .name =
            [](const QJsonObject &price) {
                const QString provider = text(price, u"provider"_s);
                return text(price, u"model"_s)
                    + (provider.isEmpty() ? provider : u" ("_s + provider + u')');
            },
        .summary =
            [](const QJsonObject &price) {
                return AlertKindTexts::tr("%1 and %2 USD from %3")
                    .arg(numberText(price[u"usd_per_million_prompt"].toDouble()),
                         numberText(price[u"usd_per_million_completion"].toDouble()),
                         text(price, u"valid_from"_s));
            },
        .removal =
            [](const QJsonObject &price) {
                return EntryCall{u"prices"_s, {{u"prices"_s, QJsonArray{withoutAmounts(price)}}}};
            },
        .former =
            [](const QJsonObject &stored, const QJsonObject &price) {
                return withoutAmounts(stored) == withoutAmounts(price)
                    ? std::nullopt
                    : std::optional(withoutAmounts(stored));
            },
    };
}

} // namespace gatehouse::ui
