#include "models/metrics/clickhousesql.h"

#include "models/collection/filtervalue.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gatehouse::metrics::clickhouse {

namespace {

using browsing::MetricCell;
using browsing::MetricSeries;
using collection::Condition;

constexpr int columns = 12; ///< of measureStatement()'s rows
constexpr std::uint64_t greatestCount = 1'000'000'000'000; ///< of a bucket of a series
constexpr std::uint64_t greatestTokens = 9'000'000'000'000'000'000;

std::int64_t secondsOf(Timestamp time)
{
    return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}

QByteArray numberOf(Timestamp time)
{
    return QByteArray::number(qint64(secondsOf(time)));
}

/// What one value of a chip means.
QByteArray alternativeOf(const Condition &condition, const QString &value)
{
    const QByteArray column = condition.field.toLatin1();
    if (condition.comparison == collection::Operator::Contains)
        return "positionCaseInsensitiveUTF8(" + column + ", " + literal(value) + ") > 0";
    if (value.contains(u'*'))
        return column + " LIKE " + literal(collection::wildcardPattern(value));
    return column + " = " + literal(value);
}

bool areEven(const std::vector<Timestamp> &edges)
{
    const auto width = edges[1] - edges[0];
    return std::adjacent_find(edges.begin(), edges.end(),
                              [&](Timestamp one, Timestamp next) { return next - one != width; })
        == edges.end();
}

/// The number of the bucket that a minute is in, from 0.
QByteArray bucketOf(const std::vector<Timestamp> &edges)
{
    if (areEven(edges))
        return "toInt32(intDiv(toUInt32(minute) - " + numberOf(edges[0]) + ", "
            + QByteArray::number(qint64(secondsOf(edges[1]) - secondsOf(edges[0]))) + "))";
    QByteArray list;
    for (const Timestamp edge : edges)
        list += (list.isEmpty() ? "" : ",") + numberOf(edge);
    return "toInt32(arrayCount(edge -> edge <= toUInt32(minute), [" + list + "])) - 1";
}

/// Reads what was asked for, and remembers that something was not.
class Reader
{
public:
    bool isTrue() const { return m_isTrue; }
    void require(bool condition) { m_isTrue = m_isTrue && condition; }

    /// Numbers of 64 bits are texts, since JSON's are not as exact; later versions may say them
    /// as numbers all the same.
    std::uint64_t whole(const QJsonValue &value, std::uint64_t most)
    {
        bool isWhole = false;
        std::uint64_t read = 0;
        if (value.isString())
            read = value.toString().toULongLong(&isWhole);
        else if (const double number = value.toDouble(-1);
                 number >= 0 && std::floor(number) == number) {
            read =
                number < 18e18 ? std::uint64_t(number) : std::numeric_limits<std::uint64_t>::max();
            isWhole = true;
        }
        require(isWhole && read <= most);
        return m_isTrue ? read : 0;
    }
    std::int64_t count(const QJsonValue &value)
    {
        return std::int64_t(whole(value, greatestCount));
    }
    /// Senders tell tokens, so their sum may be anything.
    std::int64_t tokens(const QJsonValue &value)
    {
        return std::int64_t(
            std::min(whole(value, std::numeric_limits<std::uint64_t>::max()), greatestTokens));
    }
    double amount(const QJsonValue &value)
    {
        const double read = value.toDouble(-1);
        require(std::isfinite(read) && read >= 0);
        return m_isTrue ? read : 0;
    }
    QJsonArray array(const QJsonValue &value)
    {
        require(value.isArray());
        return value.toArray();
    }

    Histogram histogram(const QJsonArray &buckets, const QJsonArray &counts)
    {
        require(buckets.size() == counts.size());
        std::vector<Histogram::Count> all;
        for (qsizetype i = 0; m_isTrue && i < buckets.size(); ++i) {
            const auto most = std::uint64_t(std::numeric_limits<Bucket>::max());
            all.push_back({Bucket(whole(buckets[i], most)), count(counts[i])});
        }
        return Histogram(all);
    }

    MetricCell cell(const QJsonArray &row)
    {
        MetricCell cell;
        cell.calls = count(row[3]);
        cell.errors = count(row[4]);
        cell.tokensPrompt = tokens(row[5]);
        cell.tokensCompletion = tokens(row[6]);
        cell.costUsd = amount(row[7]);
        cell.cacheHits = count(row[8]);
        cell.unpriced = count(row[9]);
        cell.latency = histogram(array(row[10]), array(row[11]));
        require(cell.errors <= cell.calls && cell.cacheHits <= cell.calls
                && cell.unpriced <= cell.calls && cell.latency.size() <= cell.calls);
        return cell;
    }

private:
    bool m_isTrue = true;
};

tl::unexpected<Error> notAsAsked(const char *detail)
{
    return failure(ErrorKind::Invalid, {}, QString::fromLatin1(detail));
}

} // namespace

QByteArray literal(const QString &text)
{
    QByteArray quoted = "'";
    for (const char byte : text.toUtf8()) {
        const auto code = std::uint8_t(byte);
        if (byte == '\'' || byte == '\\')
            quoted.append('\\').append(byte);
        else if (code < 0x20 || code == 0x7f)
            quoted += "\\x" + QByteArray(1, byte).toHex();
        else
            quoted += byte;
    }
    return quoted + '\'';
}

QByteArray conditionsOf(const collection::Filter &filter)
{
    QByteArray sql;
    for (const Condition &condition : filter.conditions) {
        if (!condition.isRestricting())
            continue;
        QByteArray any;
        for (const QString &value : condition.values)
            any += (any.isEmpty() ? "" : " OR ") + alternativeOf(condition, value);
        sql += (condition.negated ? " AND NOT (" : " AND (") + any + ')';
    }
    return sql;
}

QByteArray progressStatement(std::optional<Timestamp> since)
{
    const QByteArray where =
        since ? " WHERE minute >= toDateTime(" + numberOf(*since) + ')' : QByteArray();
    return "SELECT count(), toUInt32(max(minute)) FROM agent_metrics_1m" + where
        + " FORMAT JSONCompact";
}

QByteArray measureStatement(const MetricRequest &request)
{
    const QByteArray rows = " FROM agent_metrics_1m WHERE minute >= toDateTime("
        + numberOf(request.edges.front()) + ") AND minute < toDateTime("
        + numberOf(request.edges.back()) + ')' + conditionsOf(request.filter);
    const QByteArray by = request.by.empty() ? "''" : QByteArray::fromStdString(request.by);
    const QByteArray isTold = request.by.empty()
        ? "toUInt8(1)"
        : by + " IN (SELECT " + by + rows + " GROUP BY " + by + " ORDER BY sum(calls) DESC, " + by
            + " LIMIT " + QByteArray::number(request.most) + ')';
    return "SELECT " + bucketOf(request.edges) + " AS bucket, " + isTold
        + " AS is_told, if(is_told, " + by
        + ", '') AS label, sum(calls), sum(errors), sum(tokens_prompt), sum(tokens_completion),"
          " toFloat64(sum(cost_usd)), sum(cache_hits), sum(unpriced),"
          " (sumMap(latencyMap.bucket, latencyMap.calls) AS latencies).1, latencies.2"
        + rows + " GROUP BY bucket, is_told, label FORMAT JSONCompact";
}

Result<std::optional<Timestamp>> lastMinuteOf(const QJsonObject &json)
{
    Reader reader;
    const QJsonArray rows = reader.array(json[QLatin1StringView("data")]);
    const QJsonArray row = reader.array(rows.at(0));
    reader.require(rows.size() == 1 && row.size() == 2);
    const auto minutes = reader.whole(row.at(0), std::numeric_limits<std::uint64_t>::max());
    const auto last = reader.whole(row.at(1), std::numeric_limits<std::uint32_t>::max());
    if (!reader.isTrue())
        return notAsAsked("no progress");
    return minutes == 0 ? std::nullopt
                        : std::optional(Timestamp(std::chrono::seconds(std::int64_t(last))));
}

Result<std::vector<MetricSeries>> seriesOf(const QJsonObject &json, const MetricRequest &request)
{
    Reader reader;
    std::vector<MetricSeries> all;
    std::map<std::pair<bool, std::string>, std::size_t> known;
    const QJsonArray rows = reader.array(json[QLatin1StringView("data")]);
    for (qsizetype i = 0; reader.isTrue() && i < rows.size(); ++i) {
        const QJsonArray row = reader.array(rows[i]);
        reader.require(row.size() == columns && row[2].isString());
        const auto bucket = reader.whole(row.at(0), request.edges.size() - 2);
        const bool isOther = reader.whole(row.at(1), 1) == 0;
        const std::string value = row.at(2).toString().toStdString();
        const auto [place, isNew] = known.try_emplace({isOther, value}, all.size());
        if (isNew)
            all.push_back({value, isOther, {}});
        reader.require(all.size() <= std::size_t(request.most) + 1);
        if (!reader.isTrue())
            break;
        const auto [cell, isNewCell] = all[place->second].cells.try_emplace(std::size_t(bucket));
        reader.require(isNewCell);
        cell->second = reader.cell(row);
    }
    if (!reader.isTrue())
        return notAsAsked("rows of other columns, numbers or buckets");
    return all;
}

} // namespace gatehouse::metrics::clickhouse
