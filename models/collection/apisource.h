#pragma once

#include "models/collection/apicaller.h"
#include "models/collection/source.h"

#include <memory>

namespace gatehouse {
class AdminClient;
}

namespace gatehouse::collection {

/// Rows from the lists of the admin API, for a token without database access. What it gives is what
/// PostgresSource gives of the rows that the token is for, with three differences: it is not
/// sorted by what is masked (Invalid); a filter of more than some twenty thousand characters is
/// Invalid, since it does not fit into a URL; and a token that is limited to tenants or sources has
/// no estimate of a count beyond 10,000 (see Count), nor of what a sort takes.
class ApiSource final : public Source
{
public:
    using Get = ApiGet;

    /// What is referred to outlives the source.
    ApiSource(Descriptor descriptor, AdminClient &client);
    ApiSource(Descriptor descriptor, ApiGet get);
    ~ApiSource() override;

    QFuture<Result<Page>> page(const PageRequest &request) override;
    QFuture<Result<Row>> row(const Uuid &id) override;
    QFuture<Result<Count>> count(const Filter &filter) override;
    /// Invalid: the API's lists are in the order of time, in either direction.
    QFuture<Result<SortCost>> sortCost(const Filter &filter, const Sort &sort) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::collection
