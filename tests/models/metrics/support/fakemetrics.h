#pragma once

#include "models/metrics/source.h"

#include <QPromise>

#include <functional>
#include <memory>

namespace gatehouse::test {

/// One call with that latency in each of the buckets that it is asked for, or what `series` and
/// `gauges` say. Answers at once, or when told to.
class FakeMetrics final : public metrics::MetricSource
{
public:
    bool isHolding = false; ///< keeps requests until answer() is called
    std::optional<Error> error; ///< given instead of an answer
    std::optional<Timestamp> measuredUntil;
    std::int64_t latency = 100'000; ///< microseconds
    /// In place of that: of what is asked for.
    std::function<std::vector<browsing::MetricSeries>(const metrics::MetricRequest &)> series;
    std::function<std::vector<browsing::GaugeSeries>(const metrics::MetricRequest &)> gauges;
    std::vector<metrics::MetricRequest> requests; ///< all there ever were
    QString notMeasured; ///< why it tells nothing
    std::string unknownLabel;
    bool areRowsElsewhere = false; ///< in no list of the gateway

    QString name() const override { return QStringLiteral("Fake"); }
    bool countsTheGatewaysRows() const override { return !areRowsElsewhere; }
    bool knows(std::string_view measure, std::string_view label) const override
    {
        return label != unknownLabel && MetricSource::knows(measure, label);
    }
    QFuture<Result<metrics::MetricAnswer>> read(const metrics::MetricRequest &request) override;

    int held() const { return int(m_held.size()); }
    bool isCancelled(int position) const
    {
        return m_held[std::size_t(position)].promise->isCanceled();
    }
    /// Answers the request held at that position, with what there is now.
    void answer(int position = 0);

private:
    struct Held
    {
        metrics::MetricRequest request;
        std::shared_ptr<QPromise<Result<metrics::MetricAnswer>>> promise;
    };
    Result<metrics::MetricAnswer> resultOf(const metrics::MetricRequest &request) const;
    std::vector<browsing::MetricSeries> oneCallEach(const metrics::MetricRequest &request) const;
    std::vector<Held> m_held;
};

} // namespace gatehouse::test
