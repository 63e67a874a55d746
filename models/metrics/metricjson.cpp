#include "models/metrics/metricjson.h"

#include "models/collection/apiquery.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace gatehouse::metrics {

using namespace Qt::StringLiterals;
using browsing::GaugeCell;
using browsing::MetricCell;

namespace {

struct MetricJsonTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::ApiMetrics)
};

Error notAsAsked()
{
    return {ErrorKind::Bug,
            MetricJsonTexts::tr("The gateway's answer has no measures as they were asked for. Is "
                                "it a gateway of another version?"),
            {},
            {}};
}

/// Of one cell; all of an answer together then fit 64 bits.
constexpr double greatestCount = 1e12;
/// Tokens are what senders tell, and summed up to this at the most.
constexpr double greatestTokens = 9e18;
constexpr qsizetype mostBuckets = 4096; ///< more than a histogram has

/// Reads what was promised, and remembers that something was not.
class Reader
{
public:
    explicit Reader(const AskedSteps &asked)
        : m_asked(asked)
    {
    }

    /// browsing::Metrics or Gauges
    template <typename Told>
    Result<Told> told(const QJsonObject &json);

private:
    void require(bool condition) { m_isTrue = m_isTrue && condition; }
    QJsonArray array(const QJsonValue &value)
    {
        require(value.isArray());
        return value.toArray();
    }
    double number(const QJsonValue &value)
    {
        const double read = value.toDouble(-1);
        require(value.isDouble() && std::isfinite(read) && read >= 0);
        return m_isTrue ? read : 0;
    }
    std::int64_t count(const QJsonValue &value)
    {
        const double read = number(value);
        require(std::floor(read) == read && read <= greatestCount);
        return m_isTrue ? std::int64_t(read) : 0;
    }
    /// Of the measure "ai" alone.
    double amount(const QJsonObject &json, QLatin1StringView name)
    {
        return json.contains(name) ? number(json[name]) : 0;
    }
    std::int64_t tokens(const QJsonObject &json, QLatin1StringView name)
    {
        return std::int64_t(std::min(amount(json, name), greatestTokens));
    }
    Histogram histogram(const QJsonObject &json);
    void read(const QJsonObject &json, MetricCell &cell);
    void read(const QJsonObject &json, GaugeCell &cell);
    std::size_t stepOf(const QJsonValue &time);
    template <typename Cell>
    void read(const QJsonObject &json, browsing::LabelledSeries<Cell> &series);

    const AskedSteps &m_asked;
    bool m_isTrue = true;
};

Histogram Reader::histogram(const QJsonObject &json)
{
    const QJsonArray buckets = array(json["buckets"_L1]), counts = array(json["counts"_L1]);
    require(buckets.size() == counts.size() && buckets.size() <= mostBuckets);
    std::vector<Histogram::Count> all;
    for (qsizetype i = 0; m_isTrue && i < buckets.size(); ++i) {
        const std::int64_t bucket = count(buckets[i]);
        require(bucket < mostBuckets);
        all.push_back({Bucket(m_isTrue ? bucket : 0), count(counts[i])});
    }
    return Histogram(all);
}

void Reader::read(const QJsonObject &json, MetricCell &cell)
{
    cell.calls = count(json["calls"_L1]);
    cell.errors = count(json["errors"_L1]);
    if (m_asked.hasLatencies)
        cell.latency = histogram(json["latency_us"_L1].toObject());
    cell.tokensPrompt = tokens(json, "tokens_prompt"_L1);
    cell.tokensCompletion = tokens(json, "tokens_completion"_L1);
    cell.costUsd = amount(json, "cost_usd"_L1);
    cell.cacheHits = json.contains("cache_hits"_L1) ? count(json["cache_hits"_L1]) : 0;
    cell.unpriced = json.contains("unpriced"_L1) ? count(json["unpriced"_L1]) : 0;
    require(cell.errors <= cell.calls && cell.latency.size() <= cell.calls
            && cell.cacheHits <= cell.calls && cell.unpriced <= cell.calls);
}

void Reader::read(const QJsonObject &json, GaugeCell &cell)
{
    cell = {number(json["amount"_L1]), m_asked.isLongest};
}

std::size_t Reader::stepOf(const QJsonValue &time)
{
    const auto at = collection::apiTime(time.toString());
    require(at.has_value());
    const auto since = at.value_or(m_asked.from) - m_asked.from;
    require(since >= since.zero() && since % m_asked.step == since.zero()
            && std::size_t(since / m_asked.step) < m_asked.count);
    return m_isTrue ? std::size_t(since / m_asked.step) : 0;
}

template <typename Cell>
void Reader::read(const QJsonObject &json, browsing::LabelledSeries<Cell> &series)
{
    const QJsonValue value = json["value"_L1];
    series.value = value.toString().toStdString();
    series.isOther = json["is_other"_L1].toBool();
    require(json["is_other"_L1].isBool());
    require(m_asked.hasLabel && !series.isOther ? value.isString() : value.isNull());
    const QJsonArray buckets = array(json["buckets"_L1]);
    require(std::size_t(buckets.size()) <= m_asked.count);
    for (qsizetype i = 0; m_isTrue && i < buckets.size(); ++i) {
        const QJsonObject bucket = buckets[i].toObject();
        const auto [cell, isNew] = series.cells.try_emplace(stepOf(bucket["at"_L1]));
        require(isNew);
        read(bucket, cell->second);
    }
}

template <typename Told>
Result<Told> Reader::told(const QJsonObject &json)
{
    Told told;
    const QJsonValue until = json["measured_until"_L1];
    told.measuredUntil = collection::apiTime(until.toString());
    require(until.isNull() || told.measuredUntil);
    require(collection::apiTime(json["from"_L1].toString()) == m_asked.from);
    require(json["step_seconds"_L1].toInteger() == m_asked.step.count());
    const QJsonArray all = array(json["series"_L1]);
    require(all.size() <= m_asked.most + 1);
    for (qsizetype i = 0; m_isTrue && i < all.size(); ++i)
        read(all[i].toObject(), told.series.emplace_back());
    if (!m_isTrue)
        return failure(notAsAsked());
    return told;
}

} // namespace

Result<browsing::Metrics> metricsOf(const QJsonObject &json, const AskedSteps &asked)
{
    return Reader(asked).told<browsing::Metrics>(json);
}

Result<browsing::Gauges> gaugesOf(const QJsonObject &json, const AskedSteps &asked)
{
    return Reader(asked).told<browsing::Gauges>(json);
}

} // namespace gatehouse::metrics
