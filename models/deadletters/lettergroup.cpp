#include "models/deadletters/lettergroup.h"

#include "models/collection/apiquery.h"

#include <QJsonArray>

namespace gatehouse::deadletters {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostGroups = 500; ///< an answer may hold what it likes
constexpr qsizetype mostNames = 100;
constexpr qsizetype hoursOfTrend = 24;

QStringList namesOf(const QJsonValue &value)
{
    QStringList names;
    for (const auto &name : value.toArray()) {
        if (names.size() == mostNames)
            break;
        if (name.isString())
            names += name.toString();
    }
    return names;
}

QList<qint64> trendOf(const QJsonValue &value)
{
    QList<qint64> trend;
    for (const auto &count : value.toArray()) {
        if (trend.size() == hoursOfTrend)
            break;
        trend += std::max<qint64>(0, count.toInteger());
    }
    return trend;
}

LetterGroup groupOf(const QJsonValue &item)
{
    return {
        .id = item[u"id"_s].toString(),
        .rootCause = item[u"root_cause"_s].toString(),
        .fingerprint = item[u"fingerprint"_s].toString(),
        .destination = item[u"destination"_s].toString(),
        .path = item[u"path"_s].toString(),
        .error = item[u"error"_s].toString(),
        .open = item[u"open"_s].toInteger(),
        .total = item[u"total"_s].toInteger(),
        .firstSeen = collection::apiTime(item[u"first_seen"_s].toString()),
        .lastSeen = collection::apiTime(item[u"last_seen"_s].toString()),
        .tenants = namesOf(item[u"tenants"_s]),
        .sources = namesOf(item[u"sources"_s]),
        .trend = trendOf(item[u"trend"_s]),
        .state = item[u"state"_s].toString(),
        .owner = item[u"owner"_s].toString(),
        .note = item[u"note"_s].toString(),
    };
}

} // namespace

QList<LetterGroup> letterGroups(const QJsonObject &answer)
{
    QList<LetterGroup> groups;
    for (const auto &item : answer[u"items"_s].toArray()) {
        if (groups.size() == mostGroups)
            break;
        groups += groupOf(item);
    }
    return groups;
}

collection::Filter lettersOf(const LetterGroup &group)
{
    return {{collection::Condition::is(u"root_cause"_s, group.rootCause),
             collection::Condition::is(u"fingerprint"_s, group.fingerprint),
             collection::Condition::is(u"destination"_s, group.destination),
             collection::Condition::is(u"path"_s, group.path)}};
}

} // namespace gatehouse::deadletters
