#pragma once

#include "models/metrics/source.h"
#include "services/postgres/session.h"
#include "tests/support/testcluster.h"

#include <memory>

/// What the tests of several sources of measures have in common.
namespace gatehouse::test {

/// Waits for it.
Result<metrics::MetricAnswer> answerOf(const QFuture<Result<metrics::MetricAnswer>> &future);

/// A Postgres of the gateway, migrated, whose measures are counted by the gateway's own roll-up.
class MeasuredPostgres
{
public:
    MeasuredPostgres();
    ~MeasuredPostgres();

    /// Ends the test when it fails.
    void run(const std::string &sql, const postgres::Parameters &parameters = {});
    postgres::Rows rows(const std::string &sql);
    void rollUp(Timestamp now);
    std::string consoleConninfo() const;
    std::string ownerConninfo() const;

private:
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<postgres::Session> m_owner;
};

/// Empty: both tell the same, but for how far they are measured.
QByteArray difference(const metrics::MetricAnswer &one, const metrics::MetricAnswer &two);

} // namespace gatehouse::test
