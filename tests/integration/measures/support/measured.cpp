#include "tests/integration/measures/support/measured.h"

#include "services/core/log.h"
#include "services/gateway/rollups/rollup.h"
#include "services/gateway/store/migrator.h"

#include <QFutureWatcher>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace gatehouse::test {

namespace {

template <typename T>
void require(const Result<T> &result)
{
    if (!result)
        qFatal("%s %s", qPrintable(result.error().message), qPrintable(result.error().detail));
}

bool areSame(const browsing::MetricCell &one, const browsing::MetricCell &two)
{
    return one.calls == two.calls && one.errors == two.errors
        && one.latency.counts() == two.latency.counts() && one.tokensPrompt == two.tokensPrompt
        && one.tokensCompletion == two.tokensCompletion
        && std::abs(one.costUsd - two.costUsd) < 1e-6 && one.cacheHits == two.cacheHits
        && one.unpriced == two.unpriced;
}

} // namespace

Result<metrics::MetricAnswer> answerOf(const QFuture<Result<metrics::MetricAnswer>> &future)
{
    QFutureWatcher<Result<metrics::MetricAnswer>> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if ((finished.isEmpty() && !finished.wait(60'000)) || future.resultCount() == 0)
        return failure(ErrorKind::Cancelled, {});
    return future.result();
}

MeasuredPostgres::MeasuredPostgres()
    : m_cluster(TestCluster::start())
{
    postgres::SessionOptions options;
    options.conninfo = ownerConninfo();
    auto session = postgres::Session::connect(options);
    require(session);
    m_owner = std::make_unique<postgres::Session>(std::move(*session));
    const SystemClock clock;
    Log log{clock, [](std::string_view) {}, LogLevel::Error};
    require(gateway::migrate(*m_owner, clock, log));
    run("SELECT gatehouse.ensure_partitions((now() - interval '1 month')::date, 3)");
}

MeasuredPostgres::~MeasuredPostgres() = default;

void MeasuredPostgres::run(const std::string &sql, const postgres::Parameters &parameters)
{
    require(m_owner->execute(sql, parameters));
}

postgres::Rows MeasuredPostgres::rows(const std::string &sql)
{
    auto rows = m_owner->execute(sql);
    require(rows);
    return std::move(*rows);
}

void MeasuredPostgres::rollUp(Timestamp now)
{
    bool isBehind = true;
    while (isBehind) {
        const auto report = gateway::rollUp(*m_owner, now);
        require(report);
        isBehind = report->isBehind;
    }
}

std::string MeasuredPostgres::consoleConninfo() const
{
    return m_cluster->conninfo("gatehouse_console");
}

std::string MeasuredPostgres::ownerConninfo() const
{
    return m_cluster->conninfo("gatehouse_owner");
}

QByteArray difference(const metrics::MetricAnswer &one, const metrics::MetricAnswer &two)
{
    if (one.series.size() != two.series.size())
        return QByteArray::number(int(one.series.size())) + " series, and "
            + QByteArray::number(int(two.series.size()));
    for (std::size_t i = 0; i < one.series.size(); ++i) {
        const auto &first = one.series[i], &second = two.series[i];
        if (first.value != second.value || first.isOther != second.isOther
            || first.cells.size() != second.cells.size())
            return QByteArray::fromStdString(first.value + " and " + second.value);
        for (const auto &[bucket, cell] : first.cells) {
            if (!second.cells.contains(bucket) || !areSame(cell, second.cells.at(bucket)))
                return QByteArray::fromStdString(first.value) + ", bucket "
                    + QByteArray::number(qulonglong(bucket));
        }
    }
    return {};
}

} // namespace gatehouse::test
