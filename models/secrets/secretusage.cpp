#include "models/secrets/secretusage.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace gatehouse::secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostBars = 60;
constexpr qint64 shortestSpan = 30; // minutes
constexpr qint64 longestSpan = qint64(24) * 60;

struct UsageTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::secrets::SecretUsage)
};

SecretVersion versionOf(const QJsonValue &json)
{
    return {json["id"_L1].toString(),
            json["version"_L1].toInteger(),
            json["state"_L1].toString(),
            json["fingerprint"_L1].toString(),
            timeOf(json["active_since"_L1]),
            timeOf(json["expires_at"_L1]),
            timeOf(json["revoked_at"_L1]),
            timeOf(json["last_used_at"_L1]),
            json["uses_since_rotation"_L1].toInteger()};
}

/// The two that are compared; zeros where there are not so many.
QPair<qint64, qint64> comparedVersions(const SecretUsage &usage)
{
    QList<qint64> valid;
    for (const SecretVersion &each : usage.versions) {
        if (each.state != "revoked"_L1 || valid.isEmpty())
            valid.append(each.version);
    }
    std::sort(valid.begin(), valid.end());
    if (valid.isEmpty())
        return {};
    return {valid.size() > 1 ? valid.first() : 0, valid.last()};
}

/// In minutes.
qint64 spanOf(const SecretUsage &usage, const QDateTime &end)
{
    const qint64 known =
        usage.minutes.isEmpty() ? 0 : usage.minutes.first().minute.secsTo(end) / 60;
    return std::clamp(known, shortestSpan, longestSpan);
}

} // namespace

QDateTime timeOf(const QJsonValue &json)
{
    return QDateTime::fromString(json.toString(), Qt::ISODateWithMs);
}

Verdict verdictOf(const QJsonValue &json)
{
    if (!json.isObject())
        return Verdict::None;
    const QString code = json["code"_L1].toString();
    if (code == "new_unused"_L1)
        return Verdict::NewUnused;
    if (code == "old_in_use"_L1)
        return Verdict::OldInUse;
    return code == "safe"_L1 ? Verdict::Safe : Verdict::LateRetry;
}

const SecretVersion *SecretUsage::inState(QStringView state) const
{
    const auto found = std::find_if(versions.cbegin(), versions.cend(),
                                    [&](const SecretVersion &each) { return each.state == state; });
    return found == versions.cend() ? nullptr : &*found;
}

qint64 SecretUsage::requests(qint64 version, const QDateTime &from) const
{
    qint64 sum = 0;
    for (const MinuteOfUse &each : minutes)
        sum += each.version == version && each.minute >= from ? each.requests : 0;
    return sum;
}

Result<SecretUsage> secretUsage(const QString &source, const QString &tenant,
                                const QJsonObject &answer)
{
    if (!answer["versions"_L1].isArray() || !answer["minutes"_L1].isArray()) {
        return failure(
            ErrorKind::Invalid,
            UsageTexts::tr("The gateway's secrets are of another version than this console. "
                           "Use both of one version."));
    }
    SecretUsage usage;
    usage.source = source;
    usage.tenant = tenant;
    usage.rotatedAt = timeOf(answer["rotated_at"_L1]);
    const QJsonArray versions = answer["versions"_L1].toArray();
    for (const auto &each : versions)
        usage.versions.append(versionOf(each));
    const QJsonArray minutes = answer["minutes"_L1].toArray();
    for (const auto &each : minutes) {
        const QJsonValue row = each;
        usage.minutes.append({timeOf(row[0]), row[1].toInteger(), row[2].toInteger()});
    }
    if (const QJsonValue seconds = answer["retry_window_seconds"_L1]; seconds.isDouble())
        usage.retryWindow = seconds.toInteger();
    usage.verdict = verdictOf(answer["verdict"_L1]);
    usage.safeFrom = timeOf(answer["verdict"_L1]["safe_from"_L1]);
    return usage;
}

UsageBars usageBars(const SecretUsage &usage, const QDateTime &now)
{
    // The minute that runs belongs to it.
    const QDateTime end = now.addSecs(60 - now.toSecsSinceEpoch() % 60);
    const qint64 span = spanOf(usage, end);
    UsageBars bars;
    bars.minutes = int((span + mostBars - 1) / mostBars);
    const qint64 count = (span + bars.minutes - 1) / bars.minutes;
    bars.from = end.addSecs(-count * bars.minutes * 60);
    bars.older = bars.newer = QList<qint64>(count, 0);
    const auto [older, newer] = comparedVersions(usage);
    for (const MinuteOfUse &each : usage.minutes) {
        const qint64 seconds = bars.from.secsTo(each.minute);
        const qint64 at = seconds / (qint64(60) * bars.minutes);
        if (seconds < 0 || at >= count || (each.version != older && each.version != newer))
            continue;
        (each.version == older ? bars.older : bars.newer)[at] += each.requests;
    }
    return bars;
}

} // namespace gatehouse::secrets
