#pragma once

#include "models/collection/apicaller.h"
#include "models/histogram/source.h"

namespace gatehouse {
class AdminClient;
}

namespace gatehouse::histogram {

/// Counts from the admin API, for a token without database access: those of PostgresHistogram, of
/// the rows that the token is for.
class ApiHistogram final : public HistogramSource
{
public:
    /// What is referred to outlives the source.
    ApiHistogram(collection::Descriptor descriptor, AdminClient &client);
    ApiHistogram(collection::Descriptor descriptor, collection::ApiGet get);

    QFuture<Result<CountAnswer>> count(const CountRequest &request) override;
    QFuture<Result<TimeRange>> extent() override;

private:
    collection::Descriptor m_descriptor;
    collection::ApiCaller m_caller;
};

} // namespace gatehouse::histogram
