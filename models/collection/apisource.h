#pragma once

#include "models/collection/source.h"

#include <QJsonObject>
#include <QUrlQuery>

#include <functional>
#include <memory>

namespace gatehouse {
class AdminClient;
}

namespace gatehouse::collection {

/// Rows from the lists of the admin API, for a token without database access. Its limits:
///
/// - The API pages downwards only, with an opaque cursor. This source remembers the cursors that it
/// was
///   given (for the last filter) and finds a place from the nearest one above it, so reading
///   upwards reads downwards from there. A place that is more than some thousand rows below any of
///   them (a saved position) is Invalid, with a message that sends people to the top.
/// - The API's filters are: any of several values, * in texts, whole numbers, bounds. Negation,
///   Contains, "no value" and two conditions on one field are Invalid, with a message that says so.
/// - Counts are exact up to one API page (500 rows) and Invalid beyond: the API does not count.
class ApiSource final : public Source
{
public:
    /// GET of a path below /admin/v1.
    using Get =
        std::function<QFuture<Result<QJsonObject>>(const QString &path, const QUrlQuery &query)>;

    /// What is referred to outlives the source.
    ApiSource(Descriptor descriptor, AdminClient &client, const Clock &clock);
    ApiSource(Descriptor descriptor, Get get, const Clock &clock);
    ~ApiSource() override;

    QFuture<Result<Page>> page(const PageRequest &request) override;
    QFuture<Result<Row>> row(const Uuid &id) override;
    QFuture<Result<Count>> count(const Filter &filter) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::collection
