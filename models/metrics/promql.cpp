#include "models/metrics/promql.h"

#include "models/metrics/request.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace gatehouse::metrics::prometheus {

using namespace Qt::StringLiterals;
using collection::Condition;

namespace {

struct PromQlTexts
{
    Q_DECLARE_TR_FUNCTIONS(PromQlTexts)
};

/// A counter, all of whose increase is calls of one outcome.
struct Counter
{
    QLatin1StringView name;
    QLatin1StringView matcher; ///< of our own
    bool isError = false;
    QLatin1StringView outcome; ///< as the rollups call it
};

/// How a measure is told: by counters that are added up, and a histogram of the same calls.
struct Telling
{
    std::vector<Counter> counters;
    std::vector<std::string_view> labels; ///< of the measure that the counters have
    QLatin1StringView histogram = {}; ///< empty: none
    double microseconds = 1; ///< of its unit
};

Telling ingestTelling()
{
    return {{{"webhook_ingest_count"_L1, "outcome=\"queued\""_L1, false, "accepted"_L1},
             {"webhook_ingest_fail_count"_L1, {}, true, "refused"_L1}},
            {"source", "tenant"}};
}

Telling deliveryTelling()
{
    return {{{"job_duration_ms_count"_L1, "outcome=\"succeeded\""_L1, false, {}},
             {"job_duration_ms_count"_L1, "outcome!=\"succeeded\""_L1, true, {}}},
            {"source"},
            "job_duration_ms_bucket"_L1,
            1000};
}

/// By what was answered, which the histogram does not tell.
Telling answerTelling()
{
    const auto name = "wordpress_http_total"_L1;
    return {{{name, "class=\"2xx\""_L1, false, "2xx"_L1},
             {name, "class=\"3xx\""_L1, true, "3xx"_L1},
             {name, "class=\"4xx\""_L1, true, "4xx"_L1},
             {name, "class=\"5xx\""_L1, true, "5xx"_L1},
             {name, "class=\"none\""_L1, true, "no_answer"_L1}},
            {}};
}

bool restricts(const Condition &condition)
{
    return condition.isRestricting();
}

/// All labels that a request is about.
std::vector<std::string> labelsIn(const MetricRequest &request)
{
    std::vector<std::string> labels;
    if (!request.by.empty())
        labels.push_back(request.by);
    for (const Condition &condition : request.filter.conditions) {
        if (restricts(condition))
            labels.push_back(condition.field.toStdString());
    }
    return labels;
}

bool isAbout(const MetricRequest &request, const std::string &label)
{
    const auto labels = labelsIn(request);
    return std::find(labels.begin(), labels.end(), label) != labels.end();
}

std::optional<Telling> tellingOf(const MetricRequest &request)
{
    if (request.measure == "ingest")
        return ingestTelling();
    if (request.measure == "delivery")
        return isAbout(request, "outcome") ? answerTelling() : deliveryTelling();
    return std::nullopt;
}

bool tells(const Telling &telling, const std::string &label)
{
    return (label == "outcome" && !telling.counters.front().outcome.isEmpty())
        || std::find(telling.labels.begin(), telling.labels.end(), label) != telling.labels.end();
}

/// What a chip means, as one expression that a whole value matches.
QString patternOf(const Condition &condition)
{
    QStringList alternatives;
    for (const QString &value : condition.values) {
        if (condition.comparison == collection::Operator::Contains) {
            alternatives += "(?i:.*"_L1 + escaped(value) + ".*)"_L1;
            continue;
        }
        QStringList parts;
        for (const QString &part : value.split(u'*'))
            parts += escaped(part);
        alternatives += parts.join(".*"_L1);
    }
    return "(?s:"_L1 + alternatives.join(u'|') + u')';
}

/// Of an outcome, which no label tells.
bool holds(const Condition &condition, QLatin1StringView outcome)
{
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(patternOf(condition)));
    return pattern.match(QString(outcome)).hasMatch() != condition.negated;
}

bool allows(const collection::Filter &filter, const Counter &counter)
{
    return std::all_of(filter.conditions.begin(), filter.conditions.end(),
                       [&](const Condition &condition) {
                           return !restricts(condition) || condition.field != "outcome"_L1
                               || holds(condition, counter.outcome);
                       });
}

/// `{job="gateways",source=~"..."}`
QString selectorOf(const collection::Filter &filter, const QString &job, const QString &own)
{
    QStringList matchers;
    if (!own.isEmpty())
        matchers += own;
    if (!job.isEmpty())
        matchers += "job="_L1 + literal(job);
    for (const Condition &condition : filter.conditions) {
        if (restricts(condition) && condition.field != "outcome"_L1)
            matchers += condition.field + (condition.negated ? "!~"_L1 : "=~"_L1)
                + literal(patternOf(condition));
    }
    return u'{' + matchers.join(u',') + u'}';
}

QString windowOf(std::chrono::seconds width)
{
    return u"[%1s]"_s.arg(width.count());
}

Query samplesQuery(const QString &job, std::chrono::seconds width)
{
    return {Kind::Samples,
            "max(count_over_time(gatehouse_build_info"_L1 + selectorOf({}, job, {})
                + windowOf(width) + "))"_L1};
}

/// Several gateways on one database say the same of it, so the greatest counts. A breaker's series
/// is there when its host was called; before, none is open.
QString gaugeExpression(const std::string &gauge, const QString &job, std::chrono::seconds width)
{
    const auto last = [&](QLatin1StringView name, const QString &own = {}) {
        return "last_over_time("_L1 + name + selectorOf({}, job, own) + windowOf(width) + u')';
    };
    if (gauge == "dead_letters_open")
        return "max("_L1 + last("dead_letter_open"_L1) + u')';
    if (gauge == "jobs_waiting")
        return "max("_L1 + last("job_queue_depth"_L1, u"state=\"queued\""_s) + u')';
    return "sum(max by (host) ("_L1 + last("circuit_breaker_open"_L1) + ")) or 0 * max("_L1
        + last("gatehouse_build_info"_L1) + u')';
}

Error notTold(const QString &message)
{
    return {ErrorKind::NotFound, message, {}, {}};
}

Error unknownLabel()
{
    return notTold(PromQlTexts::tr("Prometheus does not know that label of it: the gateway's own "
                                   "/metrics has few, so that their number is bounded."));
}

Result<Plan> gaugePlan(const MetricRequest &request, const QString &job, std::chrono::seconds width)
{
    if (request.measure == "oldest_job_seconds")
        return failure(notTold(PromQlTexts::tr("Prometheus does not know how long jobs wait.")));
    if (!labelsIn(request).empty())
        return failure(unknownLabel());
    return Plan{
        {samplesQuery(job, width), {Kind::Gauge, gaugeExpression(request.measure, job, width)}}};
}

} // namespace

QString literal(const QString &text)
{
    QString quoted = u"\""_s;
    for (const QChar character : text) {
        if (character == u'"' || character == u'\\')
            quoted += u'\\';
        if (character < u' ')
            quoted += u"\\x%1"_s.arg(int(character.unicode()), 2, 16, QChar(u'0'));
        else
            quoted += character;
    }
    return quoted + u'"';
}

QString escaped(const QString &text)
{
    QString plain;
    for (const QChar character : text) {
        if (u"\\.+*?()|[]{}^$"_s.contains(character))
            plain += u'\\';
        plain += character;
    }
    return plain;
}

Result<Plan> planOf(const MetricRequest &request, const QString &job, std::chrono::seconds width)
{
    if (isGauge(request.measure))
        return gaugePlan(request, job, width);
    const auto telling = tellingOf(request);
    if (!telling)
        return failure(
            notTold(request.measure == "job"
                        ? PromQlTexts::tr("Prometheus knows the tries, and not how jobs end.")
                        : PromQlTexts::tr("Prometheus does not know calls of AI systems.")));
    for (const std::string &label : labelsIn(request)) {
        if (!tells(*telling, label))
            return failure(unknownLabel());
    }
    const bool isByLabel = !request.by.empty() && request.by != "outcome";
    const QString by = isByLabel ? QString::fromStdString(request.by) : QString();
    Plan plan{{samplesQuery(job, width)}, telling->microseconds};
    const auto increase = [&](QLatin1StringView name, QLatin1StringView own) {
        return "(increase("_L1 + name + selectorOf(request.filter, job, QString(own))
            + windowOf(width) + "))"_L1;
    };
    for (const Counter &counter : telling->counters) {
        if (allows(request.filter, counter))
            plan.queries.push_back(
                {counter.isError ? Kind::Errors : Kind::Calls,
                 "sum by ("_L1 + by + u')' + increase(counter.name, counter.matcher),
                 request.by == "outcome"
                     ? std::string(counter.outcome.data(), std::size_t(counter.outcome.size()))
                     : std::string()});
    }
    if (!telling->histogram.isEmpty())
        plan.queries.push_back({Kind::Latencies,
                                "sum by (le"_L1 + (by.isEmpty() ? by : u',' + by) + u')'
                                    + increase(telling->histogram, {})});
    return plan;
}

QString lastSample(const QString &job)
{
    return "max(timestamp(gatehouse_build_info"_L1 + selectorOf({}, job, {}) + "))"_L1;
}

bool knows(std::string_view measure, std::string_view label)
{
    MetricRequest request;
    request.measure = measure;
    request.by = label;
    const auto telling = tellingOf(request);
    return telling && tells(*telling, request.by);
}

} // namespace gatehouse::metrics::prometheus
