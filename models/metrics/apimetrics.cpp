#include "models/metrics/apimetrics.h"

#include "models/collection/apiquery.h"
#include "models/metrics/metricjson.h"
#include "services/admin_api/adminclient.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace gatehouse::metrics {

using namespace Qt::StringLiterals;
using collection::addApiItem;
using collection::apiTimeText;

namespace {

struct ApiMetricsTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::ApiMetrics)
};

constexpr std::int64_t mostSteps = 1440; ///< the API takes fewer than 1,500
constexpr std::int64_t longestStep = std::int64_t{366} * 24 * 60; ///< minutes
constexpr std::size_t mostCalls = 40;
constexpr int mostOfPart = 50; ///< series

/// One call of the API: steps of one length, each within one bucket of the request.
struct Call
{
    AskedSteps asked;
    RequestPart part; ///< the steps' edges, and whose buckets they are
};

QString apiSourceName()
{
    return ApiMetricsTexts::tr("Rollups through the API");
}

Error tooManySteps()
{
    return {ErrorKind::Invalid,
            ApiMetricsTexts::tr("These are too many steps for the gateway's API. Take a shorter "
                                "range."),
            {},
            {}};
}

std::int64_t minutesOf(Timestamp time)
{
    return std::chrono::floor<std::chrono::minutes>(time.time_since_epoch()).count();
}

/// In minutes: the longest that has all edges among the ends of its steps.
std::int64_t stepFor(const std::vector<Timestamp> &edges)
{
    const std::int64_t common = std::accumulate(
        edges.begin(), edges.end(), std::int64_t(0),
        [](std::int64_t step, Timestamp edge) { return std::gcd(step, minutesOf(edge)); });
    return common > longestStep ? 1 : std::max<std::int64_t>(common, 1);
}

Call callOf(const RequestPart &part, Timestamp from, Timestamp until, std::chrono::minutes step)
{
    Call call;
    call.asked = {from, step, std::size_t((until - from) / step), mostOfPart, false};
    for (Timestamp at = from; at < until; at += step) {
        const auto behind = std::upper_bound(part.edges.begin(), part.edges.end(), at);
        call.part.edges.push_back(at);
        call.part.buckets.push_back(part.buckets[std::size_t(behind - part.edges.begin()) - 1]);
    }
    call.part.edges.push_back(until);
    return call;
}

void addCalls(std::vector<Call> &calls, const RequestPart &part)
{
    const std::chrono::minutes step(stepFor(part.edges));
    for (Timestamp from = part.edges.front();
         from < part.edges.back() && calls.size() <= mostCalls;) {
        const Timestamp until = std::min<Timestamp>(part.edges.back(), from + step * mostSteps);
        calls.push_back(callOf(part, from, until, step));
        from = until;
    }
}

QUrlQuery queryOf(const MetricRequest &request, QUrlQuery query)
{
    addApiItem(query, u"measure"_s, QString::fromStdString(request.measure));
    if (!request.by.empty())
        addApiItem(query, u"by"_s, QString::fromStdString(request.by));
    if (request.tellsLatencies)
        addApiItem(query, u"histograms"_s, u"true"_s);
    return query;
}

QUrlQuery withSteps(QUrlQuery query, const AskedSteps &asked)
{
    addApiItem(query, u"from"_s, apiTimeText(asked.from));
    addApiItem(query, u"until"_s, apiTimeText(asked.from + asked.step * std::int64_t(asked.count)));
    addApiItem(query, u"step"_s, QString::number(asked.step.count()) + u's');
    addApiItem(query, u"top"_s, QString::number(asked.most));
    return query;
}

} // namespace

struct ApiMetrics::Reading
{
    SharedPromise<MetricAnswer> promise;
    QUrlQuery query; ///< without the steps
    int most = 10;
    bool hasLabel = false;
    bool isGauge = false;
    std::vector<Call> calls;
    std::size_t next = 0;
    PartMerger merger;

    Result<> take(const Call &call, const QJsonObject &json)
    {
        const auto add = [&](const auto &told) -> Result<> {
            if (!told)
                return failure(told.error());
            merger.add(call.part, *told);
            return {};
        };
        return isGauge ? add(gaugesOf(json, call.asked)) : add(metricsOf(json, call.asked));
    }
};

ApiMetrics::ApiMetrics(AdminClient &client, const Clock &clock)
    : ApiMetrics(
        [&client](const QString &path, const QUrlQuery &query) { return client.get(path, query); },
        clock)
{
}

ApiMetrics::ApiMetrics(collection::ApiGet get, const Clock &clock)
    : m_clock(clock)
    , m_caller(std::move(get))
{
}

QString ApiMetrics::name() const
{
    return apiSourceName();
}

QFuture<Result<MetricAnswer>> ApiMetrics::read(const MetricRequest &request)
{
    const auto refused = [](const Error &error) {
        return QtFuture::makeReadyFuture(Result<MetricAnswer>(failure(error)));
    };
    if (const auto valid = validate(request); !valid)
        return refused(valid.error());
    const auto filter = apiFilterQuery(labelDescriptor(request.measure), request.filter);
    if (!filter)
        return refused(filter.error());
    const RequestParts parts = partsOf(request, m_clock.now());
    std::vector<Call> calls;
    for (const RequestPart &part : parts.parts)
        addCalls(calls, part);
    if (calls.size() > mostCalls)
        return refused(tooManySteps());
    const bool isWhole = calls.size() == 1
        && (!isGauge(request.measure) || calls[0].asked.count + 1 == request.edges.size());
    for (Call &call : calls) {
        call.asked.hasLabel = !request.by.empty();
        call.asked.hasLatencies = request.tellsLatencies;
        call.asked.isLongest = request.measure == "oldest_job_seconds";
        call.asked.most = isWhole ? request.most : mostOfPart;
    }
    const auto reading = std::make_shared<Reading>(
        Reading{startedPromise<MetricAnswer>(), queryOf(request, *filter), request.most,
                !request.by.empty(), isGauge(request.measure), std::move(calls), 0,
                PartMerger(parts.measuredFrom)});
    askNext(reading);
    return reading->promise->future();
}

void ApiMetrics::askNext(const std::shared_ptr<Reading> &reading)
{
    if (reading->next == reading->calls.size()) {
        fulfil<MetricAnswer>(reading->promise,
                             std::move(reading->merger).taken(reading->most, reading->hasLabel));
        return;
    }
    const Call &call = reading->calls[reading->next++];
    m_caller.callFor(reading->promise, u"metrics/query"_s, withSteps(reading->query, call.asked),
                     [this, reading, &call](const Result<QJsonObject> &json) {
                         const auto taken =
                             json ? reading->take(call, *json) : Result<>(failure(json.error()));
                         if (taken)
                             askNext(reading);
                         else
                             fulfil<MetricAnswer>(reading->promise, failure(taken.error()));
                     });
}

} // namespace gatehouse::metrics
