#include "app/gatehousectl/metricscommand.h"

#include "app/gatehousectl/commands.h"
#include "app/gatehousectl/invocation.h"
#include "app/gatehousectl/queryoptions.h"
#include "app/gatehousectl/usagereportcommand.h"
#include "models/collection/celltext.h"
#include "services/browsing/gauges.h"
#include "services/browsing/metrics.h"
#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QLocale>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace gatehouse::cli {

namespace {

struct MetricsText
{
    Q_DECLARE_TR_FUNCTIONS(MetricsCommandText)
};

constexpr int numberWidth = 12;
constexpr int timeWidth = 22;

QString numberText(const QJsonValue &value, int decimals = 0)
{
    const QString text = value.isNull()
        ? QStringLiteral("-")
        : collection::displayLocale().toString(value.toDouble(), 'f', decimals);
    return text.rightJustified(numberWidth);
}

QString timeColumn(const QString &time)
{
    return QString(time).remove(QStringLiteral(".000000")).leftJustified(timeWidth);
}

QString seriesName(const QJsonObject &answer, const QJsonObject &series)
{
    if (series[u"is_other"].toBool())
        return MetricsText::tr("(others)");
    if (answer[u"by"].isNull())
        return MetricsText::tr("(all)");
    const QString value = series[u"value"].toString();
    return value.isEmpty() ? MetricsText::tr("(none)") : value;
}

/// A column of the table.
struct Number
{
    QLatin1StringView member;
    QString heading;
    int decimals = 0;
};

bool isGauge(const QJsonObject &answer)
{
    const std::string measure = answer[u"measure"].toString().toStdString();
    return std::find(browsing::gauges.begin(), browsing::gauges.end(), measure)
        != browsing::gauges.end();
}

QList<Number> numbersOf(const QJsonObject &answer)
{
    using namespace Qt::StringLiterals;
    const std::string measure = answer[u"measure"].toString().toStdString();
    if (isGauge(answer))
        return measure == "oldest_job_seconds"
            ? QList<Number>{{"amount"_L1, MetricsText::tr("seconds"), 1}}
            : QList<Number>{{"amount"_L1, MetricsText::tr("open")}};
    QList<Number> numbers{{"calls"_L1, MetricsText::tr("calls")},
                          {"errors"_L1, MetricsText::tr("errors")},
                          {"p50_ms"_L1, MetricsText::tr("p50 ms"), 1},
                          {"p95_ms"_L1, MetricsText::tr("p95 ms"), 1},
                          {"p99_ms"_L1, MetricsText::tr("p99 ms"), 1}};
    if (measure == "ai") {
        numbers += {{"tokens_prompt"_L1, MetricsText::tr("tokens in")},
                    {"tokens_completion"_L1, MetricsText::tr("tokens out")},
                    {"cost_usd"_L1, MetricsText::tr("USD"), 4},
                    {"cache_hits"_L1, MetricsText::tr("cache hits")},
                    {"unpriced"_L1, MetricsText::tr("unpriced")}};
    }
    return numbers;
}

void tellBucket(const QJsonObject &answer, const QJsonObject &series, QJsonObject bucket,
                const Output &output)
{
    if (output.isJson()) {
        for (const char *member : {"value", "is_other"})
            bucket[QLatin1StringView(member)] = series[QLatin1StringView(member)];
        for (const char *member : {"measure", "by", "step_seconds"})
            bucket[QLatin1StringView(member)] = answer[QLatin1StringView(member)];
        output.object(bucket);
        return;
    }
    QString line = timeColumn(bucket[u"at"].toString());
    for (const Number &number : numbersOf(answer))
        line += numberText(bucket[number.member], number.decimals);
    output.text(line + QStringLiteral("  ") + seriesName(answer, series));
}

void tellHeadings(const QJsonObject &answer, const Output &output)
{
    QString line = MetricsText::tr("from (UTC)").leftJustified(timeWidth);
    for (const Number &number : numbersOf(answer))
        line += number.heading.rightJustified(numberWidth);
    output.text(line + QStringLiteral("  ") + MetricsText::tr("series"));
}

/// How far it is measured is no row, so it goes to standard error.
void tellMeasuredUntil(const QJsonObject &answer)
{
    const QString until = answer[u"measured_until"].toString();
    const QString text = until.isEmpty()
        ? MetricsText::tr("Nothing was measured yet.")
        : (isGauge(answer) ? MetricsText::tr("In steps of %1 s; the gateway last looked at %2.")
                           : MetricsText::tr("In steps of %1 s; all before %2 is measured."))
              .arg(answer[u"step_seconds"].toInteger())
              .arg(timeColumn(until).trimmed());
    std::fprintf(stderr, "%s\n", qUtf8Printable(text));
}

void tellMetrics(const QJsonObject &answer, const Output &output)
{
    if (!output.isJson())
        tellHeadings(answer, output);
    const QJsonArray all = answer[u"series"].toArray();
    for (const auto &series : all) {
        const QJsonArray buckets = series[u"buckets"].toArray();
        for (const auto &bucket : buckets)
            tellBucket(answer, series.toObject(), bucket.toObject(), output);
    }
    tellMeasuredUntil(answer);
}

template <std::size_t size>
std::vector<std::string> namesOf(const std::array<std::string_view, size> &names)
{
    return {names.begin(), names.end()};
}

std::vector<std::string> measureNames()
{
    std::vector<std::string> names = namesOf(browsing::measures);
    const std::vector<std::string> gauges = namesOf(browsing::gauges);
    names.insert(names.end(), gauges.begin(), gauges.end());
    return names;
}

void addWishes(CLI::App &command, QueryOptions &options)
{
    options
        .addWish(command, "measure", "measure",
                 MetricsText::tr("ingest, delivery, job; ai: calls of AI systems; or a gauge: what "
                                 "stood open"))
        ->required()
        ->check(CLI::IsMember(measureNames()));
    options
        .addWish(command, "--by", "by",
                 MetricsText::tr("A series for each value of this label of the measure"))
        ->check(CLI::IsMember(namesOf(browsing::metricLabels)));
    options.addWish(command, "--from", "from", MetricsText::tr("RFC 3339; 24 h before the end"));
    options.addWish(command, "--until", "until", MetricsText::tr("RFC 3339; now"));
    options.addWish(command, "--step", "step",
                    MetricsText::tr("15min, 1h, 7d; else a round one that fits"));
    options.addWish(command, "--top", "top",
                    MetricsText::tr("So many series, and the others as one (10)"));
}

void addLabels(CLI::App &command, QueryOptions &options)
{
    const auto label = [&](const char *name, const char *column, const QString &help) {
        options.addLabel(command, name, column, help);
    };
    label("--source", "source",
          MetricsText::tr("Only of this source; several times: of any of them"));
    label("--tenant", "tenant", MetricsText::tr("Likewise, as all below"));
    label("--event-type", "event_type", MetricsText::tr("With * for any characters"));
    label("--route", "route", MetricsText::tr("Destination and path, as --by route tells them"));
    label("--outcome", "outcome", MetricsText::tr("How it ended"));
    label("--service", "service", MetricsText::tr("Of AI calls, as all below: who made them"));
    label("--env", "env", MetricsText::tr("Where it runs: production, staging"));
    label("--agent", "agent", MetricsText::tr("The agent's name"));
    label("--model", "model", MetricsText::tr("The model's name"));
    label("--provider", "provider", MetricsText::tr("Whose model it is"));
    label("--status", "status", MetricsText::tr("“ok”, or what went wrong"));
}

void query(const Gateway &gateway, const QueryOptions &options, const Output &output,
           const Finish &finish)
{
    checkApi(gateway, output, finish,
             [api = gateway.api.get(), query = options.query(), output, finish] {
                 whenDone(api->get(QStringLiteral("metrics/query"), query), qApp,
                          [output, finish](const Result<QJsonObject> &answer) {
                              if (answer)
                                  tellMetrics(*answer, output);
                              else
                                  printError(answer.error(), output.isJson());
                              finish(answer ? Done : Failed);
                          });
             });
}

} // namespace

void addMetrics(CLI::App &app, Invocation &invocation)
{
    CLI::App *group =
        app.add_subcommand("metrics", MetricsText::tr("What was measured").toStdString());
    group->require_subcommand(1);
    CLI::App *command = group->add_subcommand(
        "query", MetricsText::tr("Calls, errors and latency over time").toStdString());
    addConnectionOptions(*command, invocation);
    const auto options = std::make_shared<QueryOptions>();
    addWishes(*command, *options);
    addLabels(*command, *options);
    command->callback([&invocation, options] {
        invocation.run = [&invocation, options](const Gateway &gateway, const Finish &finish) {
            query(gateway, *options, Output(invocation.json), finish);
        };
    });
    addUsageReport(*group, invocation);
}

} // namespace gatehouse::cli
