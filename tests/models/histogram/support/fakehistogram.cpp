#include "tests/models/histogram/support/fakehistogram.h"

#include <algorithm>

namespace gatehouse::test {

using histogram::CountAnswer;
using histogram::CountRequest;

Result<CountAnswer> FakeHistogram::resultOf(const CountRequest &request) const
{
    if (error)
        return failure(*error);
    CountAnswer answer;
    answer.from = hasRollups ? request.range.from
                             : std::max(request.range.from, request.range.until - request.slice);
    answer.counts.resize(request.edges.size() - 1);
    for (const Row &row : rows) {
        const auto behind = std::upper_bound(request.edges.begin(), request.edges.end(), row.time);
        const auto bucket = behind - request.edges.begin() - 1;
        if (answer.from <= row.time && row.time < request.range.until)
            ++answer.counts[static_cast<std::size_t>(bucket)][row.status];
    }
    return answer;
}

QFuture<Result<CountAnswer>> FakeHistogram::count(const CountRequest &request)
{
    requests.push_back(request);
    if (!isHolding)
        return QtFuture::makeReadyFuture(resultOf(request));
    auto promise = std::make_shared<QPromise<Result<CountAnswer>>>();
    promise->start();
    m_held.push_back({request, promise});
    return promise->future();
}

QFuture<Result<TimeRange>> FakeHistogram::extent()
{
    if (rows.empty())
        return QtFuture::makeReadyFuture(Result<TimeRange>(TimeRange{}));
    const auto byTime = [](const Row &one, const Row &other) { return one.time < other.time; };
    const auto [oldest, newest] = std::minmax_element(rows.begin(), rows.end(), byTime);
    return QtFuture::makeReadyFuture(
        Result<TimeRange>(TimeRange{oldest->time, newest->time + std::chrono::microseconds(1)}));
}

bool FakeHistogram::isCancelled(int position) const
{
    return m_held[static_cast<std::size_t>(position)].promise->isCanceled();
}

void FakeHistogram::answer(int position)
{
    const Held held = m_held[static_cast<std::size_t>(position)];
    m_held.erase(m_held.begin() + position);
    held.promise->addResult(resultOf(held.request));
    held.promise->finish();
}

} // namespace gatehouse::test
