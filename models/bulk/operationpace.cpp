#include "models/bulk/operationpace.h"

#include "models/collection/apiquery.h"

#include <QJsonArray>

#include <algorithm>

namespace gatehouse::bulk {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostParts = 2500; ///< an answer may hold what it likes
constexpr qint64 longestBucket = qint64(366) * 24 * 3600;

std::optional<Timestamp> timeIn(const QJsonValue &json, QLatin1String name)
{
    return collection::apiTime(json[name].toString());
}

std::optional<TimeRange> rangeIn(const QJsonValue &json)
{
    const auto from = timeIn(json, "from"_L1), until = timeIn(json, "until"_L1);
    if (!from || !until || *from >= *until)
        return std::nullopt;
    return TimeRange{*from, *until};
}

template <typename Read>
void readParts(const QJsonValue &list, Read read)
{
    const QJsonArray parts = list.toArray();
    for (qsizetype at = 0; at < std::min(parts.size(), mostParts); ++at)
        read(parts[at]);
}

} // namespace

std::optional<double> Pace::average() const
{
    std::chrono::microseconds worked{0};
    for (const Step &step : plan)
        worked += step.time.length();
    if (worked < std::chrono::seconds(1))
        return std::nullopt;
    qint64 items = 0;
    for (const Bucket &each : buckets)
        items += each.settled();
    return double(items) / std::chrono::duration<double>(worked).count();
}

double Pace::fastest() const
{
    qint64 most = 0;
    for (const Bucket &each : buckets)
        most = std::max(most, each.settled());
    return perSecond(most);
}

Pace paceOf(const QJsonObject &answer)
{
    Pace pace;
    const auto time = rangeIn(answer);
    const qint64 width = answer[u"bucket_seconds"_s].toInteger();
    if (!time || width < 1 || width > longestBucket)
        return pace;
    pace.time = *time;
    pace.bucket = std::chrono::seconds(width);
    readParts(answer[u"buckets"_s], [&](const QJsonValue &part) {
        if (const auto at = timeIn(part, "at"_L1))
            pace.buckets += {*at, part["done"_L1].toInteger(), part["not_eligible"_L1].toInteger(),
                             part["failed"_L1].toInteger()};
    });
    readParts(answer[u"plan"_s], [&](const QJsonValue &part) {
        if (const auto range = rangeIn(part))
            pace.plan += {*range, part["per_second"_L1].toInteger()};
    });
    readParts(answer[u"ends"_s], [&](const QJsonValue &part) {
        if (const auto at = timeIn(part, "at"_L1))
            pace.ends += {*at, part["state"_L1].toString()};
    });
    return pace;
}

} // namespace gatehouse::bulk
