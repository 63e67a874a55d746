#pragma once

#include "models/collection/apicaller.h"
#include "models/metrics/request.h"

#include <memory>

namespace gatehouse {
class AdminClient;
class Clock;
} // namespace gatehouse

namespace gatehouse::metrics {

/// Measures from the admin API, for a token without database access: those of PostgresMetrics, of
/// the rows that the token is for. The API's steps are all of one length and begin with 1970 in
/// UTC, so for edges that are not, finer ones are asked for and added up here; of more than its
/// 1,500 in parts, one after the other. Each part tells its 50 first values: where there are more,
/// what is beyond is among the others.
class ApiMetrics final : public MetricSource
{
public:
    /// What is referred to outlives the source.
    ApiMetrics(AdminClient &client, const Clock &clock);
    ApiMetrics(collection::ApiGet get, const Clock &clock);

    QString name() const override;
    QFuture<Result<MetricAnswer>> read(const MetricRequest &request) override;

private:
    struct Reading;
    void askNext(const std::shared_ptr<Reading> &reading);

    const Clock &m_clock;
    collection::ApiCaller m_caller;
};

} // namespace gatehouse::metrics
