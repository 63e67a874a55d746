#include "models/metrics/prometheusmetrics.h"

#include "models/collection/apiquery.h"
#include "services/core/clock.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace gatehouse::metrics {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct PrometheusTexts
{
    Q_DECLARE_TR_FUNCTIONS(PrometheusTexts)
};

/// Buckets of months are a run each, as are those of days about a change of clocks.
constexpr std::size_t mostRuns = 130;
constexpr int longestReason = 500;

QString timeText(Timestamp time)
{
    return QString::number(
        std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count());
}

/// As a form, since a filter may be longer than an address.
MetricServer::Question questionOf(const QString &path, const QString &expression,
                                  const QList<std::pair<QString, QString>> &more)
{
    QUrlQuery form;
    collection::addApiItem(form, u"query"_s, expression);
    for (const auto &[name, value] : more)
        collection::addApiItem(form, name, value);
    return {u"api/v1/"_s + path,
            {},
            form.toString(QUrl::FullyEncoded).toLatin1(),
            QByteArrayLiteral("application/x-www-form-urlencoded")};
}

/// {"status": "error", "errorType": "timeout", "error": "..."}; the words are the detail alone, as
/// they quote the query.
std::optional<Error> prometheusRefusal(const WebAnswer &answer)
{
    const QJsonObject json = QJsonDocument::fromJson(answer.body).object();
    const QString type = json["errorType"_L1].toString().left(longestReason);
    if (type.isEmpty())
        return std::nullopt;
    const bool isTimeout = type == "timeout"_L1 || type == "canceled"_L1;
    return Error{isTimeout                      ? ErrorKind::Timeout
                     : type == "unavailable"_L1 ? ErrorKind::Unavailable
                                                : ErrorKind::Invalid,
                 isTimeout ? PrometheusTexts::tr("This was too much for Prometheus. Take a shorter "
                                                 "range, or fewer series.")
                           : PrometheusTexts::tr("Prometheus refused to answer. Copy the details "
                                                 "to see why."),
                 type + u": "_s + json["error"_L1].toString().left(longestReason),
                 HttpStatus{answer.status, type.toStdString()}};
}

QFuture<Result<MetricAnswer>> ready(Result<MetricAnswer> answer)
{
    return QtFuture::makeReadyFuture(std::move(answer));
}

} // namespace

struct PrometheusMetrics::Reading
{
    SharedPromise<MetricAnswer> promise;
    MetricRequest request;
    std::vector<prometheus::Run> runs;
    std::vector<prometheus::Plan> plans; ///< one for each run
    prometheus::MatrixReader reader;
    std::size_t run = 0;
    std::size_t query = 0;
};

PrometheusMetrics::PrometheusMetrics(WebServer server, QString job, const Clock &clock)
    : m_server(std::move(server), u"Prometheus"_s, prometheusRefusal)
    , m_job(std::move(job))
    , m_clock(clock)
{
}

QString PrometheusMetrics::name() const
{
    return m_server.product();
}

bool PrometheusMetrics::knows(std::string_view measure, std::string_view label) const
{
    return prometheus::knows(measure, label);
}

QFuture<Result<MetricAnswer>> PrometheusMetrics::read(const MetricRequest &request)
{
    if (const auto valid = validate(request); !valid)
        return ready(failure(valid.error()));
    const std::vector<prometheus::Run> runs = prometheus::runsOf(request.edges);
    if (runs.size() > mostRuns)
        return ready(failure(ErrorKind::Invalid,
                             PrometheusTexts::tr("These are too many steps of unlike lengths for "
                                                 "Prometheus. Take a shorter range.")));
    std::vector<prometheus::Plan> plans;
    for (const prometheus::Run &run : runs) {
        auto plan = prometheus::planOf(request, m_job, run.width);
        if (!plan) {
            MetricAnswer answer;
            answer.notMeasured = plan.error().message;
            return ready(std::move(answer));
        }
        plans.push_back(std::move(*plan));
    }
    const auto reading =
        std::make_shared<Reading>(Reading{startedPromise<MetricAnswer>(), request, runs,
                                          std::move(plans), prometheus::MatrixReader(request)});
    readLast(reading);
    return reading->promise->future();
}

/// A sample behind the end of the range says that all of it was measured.
void PrometheusMetrics::readLast(const std::shared_ptr<Reading> &reading)
{
    const Timestamp at = std::min(m_clock.now(), reading->request.edges.back() + 1min);
    m_server.askFor(
        reading->promise,
        questionOf(u"query"_s, prometheus::lastSample(m_job), {{u"time"_s, timeText(at)}}),
        [this, reading](const Result<QJsonObject> &json) {
            const auto taken =
                json ? reading->reader.takeLast(*json) : Result<>(failure(json.error()));
            if (taken)
                readNext(reading);
            else
                fulfil<MetricAnswer>(
                    reading->promise,
                    failure(json ? m_server.notAsAsked(taken.error().detail) : taken.error()));
        });
}

void PrometheusMetrics::readNext(const std::shared_ptr<Reading> &reading)
{
    if (reading->run == reading->runs.size()) {
        const double microseconds = reading->plans.front().microseconds;
        fulfil<MetricAnswer>(reading->promise, std::move(reading->reader).answer(microseconds));
        return;
    }
    const prometheus::Run &run = reading->runs[reading->run];
    const auto &queries = reading->plans[reading->run].queries;
    const prometheus::Query &query = queries[reading->query];
    if (++reading->query == queries.size()) {
        reading->query = 0;
        ++reading->run;
    }
    const Timestamp last = run.from + run.width * std::int64_t(run.count);
    m_server.askFor(
        reading->promise,
        questionOf(u"query_range"_s, query.expression,
                   {{u"start"_s, timeText(run.from + run.width)},
                    {u"end"_s, timeText(last)},
                    {u"step"_s, QString::number(run.width.count())}}),
        [this, reading, query, run](const Result<QJsonObject> &json) {
            const auto taken =
                json ? reading->reader.take(*json, query, run) : Result<>(failure(json.error()));
            if (taken)
                readNext(reading);
            else
                fulfil<MetricAnswer>(
                    reading->promise,
                    failure(json ? m_server.notAsAsked(taken.error().detail) : taken.error()));
        });
}

} // namespace gatehouse::metrics
