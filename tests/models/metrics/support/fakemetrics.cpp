#include "tests/models/metrics/support/fakemetrics.h"

namespace gatehouse::test {

using metrics::MetricAnswer;
using metrics::MetricRequest;

Result<MetricAnswer> FakeMetrics::resultOf(const MetricRequest &request) const
{
    if (error)
        return failure(*error);
    if (!notMeasured.isEmpty()) {
        MetricAnswer nothing;
        nothing.notMeasured = notMeasured;
        return nothing;
    }
    MetricAnswer answer{std::nullopt, measuredUntil.value_or(request.edges.back()), {}};
    if (gauges)
        answer.gauges = gauges(request);
    answer.series = series ? series(request) : oneCallEach(request);
    return answer;
}

std::vector<browsing::MetricSeries> FakeMetrics::oneCallEach(const MetricRequest &request) const
{
    browsing::MetricSeries one{request.by.empty() ? "" : "stripe", false, {}};
    for (std::size_t bucket = 0; bucket + 1 < request.edges.size(); ++bucket) {
        browsing::MetricCell &cell = one.cells[bucket];
        cell.calls = 1;
        cell.latency.add(latency);
    }
    return {one};
}

QFuture<Result<MetricAnswer>> FakeMetrics::read(const MetricRequest &request)
{
    requests.push_back(request);
    if (!isHolding)
        return QtFuture::makeReadyFuture(resultOf(request));
    auto promise = std::make_shared<QPromise<Result<MetricAnswer>>>();
    promise->start();
    m_held.push_back({request, promise});
    return promise->future();
}

void FakeMetrics::answer(int position)
{
    const Held held = m_held[std::size_t(position)];
    m_held.erase(m_held.begin() + position);
    held.promise->addResult(resultOf(held.request));
    held.promise->finish();
}

} // namespace gatehouse::test
