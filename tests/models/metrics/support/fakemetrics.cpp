#include "tests/models/metrics/support/fakemetrics.h"

namespace gatehouse::test {

using metrics::MetricAnswer;
using metrics::MetricRequest;

Result<MetricAnswer> FakeMetrics::resultOf(const MetricRequest &request) const
{
    if (error)
        return failure(*error);
    browsing::MetricSeries series{request.by.empty() ? "" : "stripe", false, {}};
    for (std::size_t bucket = 0; bucket + 1 < request.edges.size(); ++bucket) {
        browsing::MetricCell &cell = series.cells[bucket];
        cell.calls = 1;
        cell.latency.add(latency);
    }
    return MetricAnswer{std::nullopt, measuredUntil.value_or(request.edges.back()), {series}};
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
