#pragma once

#include "models/metrics/source.h"

#include <QByteArray>
#include <QJsonObject>

/// What ClickHouse is asked, and what it answers (FORMAT JSONCompact). Its HTTP interface has no
/// parameters in versions as old as Debian's 18.16, so values stand in the statement.
namespace gatehouse::metrics::clickhouse {

/// As a string literal: the very same bytes of UTF-8, whatever they are. The only way by which a
/// text of somebody else's gets into a statement.
QByteArray literal(const QString &text);

/// A condition for each chip that restricts something, each with AND before it; of a request that
/// is valid.
QByteArray conditionsOf(const collection::Filter &filter);

/// Until when calls have arrived, of those since that time: one row of how many minutes of series
/// there are, and the last one.
QByteArray progressStatement(std::optional<Timestamp> since);
/// Of a valid request for the measure "ai": a row for each bucket and series.
QByteArray measureStatement(const MetricRequest &request);

/// Nothing: no call has arrived. Invalid where the answer is not what was asked for, as below.
Result<std::optional<Timestamp>> lastMinuteOf(const QJsonObject &json);
/// Also where there are buckets that were not asked for, or numbers that cannot be.
Result<std::vector<browsing::MetricSeries>> seriesOf(const QJsonObject &json,
                                                     const MetricRequest &request);

} // namespace gatehouse::metrics::clickhouse
