#include "models/histogram/postgreshistogram.h"

#include "models/collection/sqlquery.h"
#include "models/histogram/countquery.h"
#include "services/browsing/rollups.h"
#include "services/postgres/connection.h"

#include <algorithm>
#include <iterator>

namespace gatehouse::histogram {

namespace {

StatusCounts countsByStatus(const browsing::StatusCounts &counted)
{
    StatusCounts counts;
    for (const auto &[status, rows] : counted)
        counts[QString::fromStdString(status)] = rows;
    return counts;
}

Result<CountAnswer> counted(postgres::Session &session, const CountQuery &query,
                            std::size_t buckets)
{
    const auto counts = browsing::countsOf(session, query.statement, buckets);
    if (!counts)
        return failure(counts.error());
    CountAnswer answer{{}, query.from};
    std::transform(counts->begin(), counts->end(), std::back_inserter(answer.counts),
                   countsByStatus);
    return answer;
}

} // namespace

PostgresHistogram::PostgresHistogram(collection::Descriptor descriptor,
                                     postgres::Connection &connection)
    : m_descriptor(std::move(descriptor))
    , m_connection(connection)
    , m_hasRollups(std::make_shared<std::optional<bool>>())
{
}

QFuture<Result<CountAnswer>> PostgresHistogram::count(const CountRequest &request)
{
    const CountFrom best = bestFor(request);
    auto rows = countQuery(m_descriptor, request, CountFrom::Rows);
    auto quick = countQuery(m_descriptor, request, best);
    if (!rows || !quick)
        return QtFuture::makeReadyFuture(
            Result<CountAnswer>(failure(rows ? quick.error() : rows.error())));
    return m_connection.run<CountAnswer>(
        [rows = std::move(*rows), quick = std::move(*quick), best, known = m_hasRollups,
         buckets = request.edges.size() - 1](postgres::Session &session) -> Result<CountAnswer> {
            if (best == CountFrom::Rows)
                return counted(session, rows, buckets);
            const auto has = browsing::hasRollups(session, *known);
            if (!has)
                return failure(has.error());
            return counted(session, *has ? quick : rows, buckets);
        });
}

QFuture<Result<TimeRange>> PostgresHistogram::extent()
{
    return m_connection.run<TimeRange>([statement = collection::endsStatement(m_descriptor, {})](
                                           postgres::Session &session) -> Result<TimeRange> {
        return session.execute(statement.sql, statement.parameters)
            .map([](const postgres::Rows &ends) {
                return ends.isEmpty()
                    ? TimeRange{}
                    : TimeRange{ends.get<Timestamp>(0, 2),
                                ends.get<Timestamp>(0, 0) + std::chrono::microseconds(1)};
            });
    });
}

} // namespace gatehouse::histogram
