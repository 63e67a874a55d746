#include "models/jwtkeys/keyusage.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace gatehouse::jwtkeys {

using namespace Qt::StringLiterals;
using secrets::timeOf;

namespace {

struct UsageTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::jwtkeys::KeyUsage)
};

Key keyOf(const QJsonValue &json)
{
    return {json["id"_L1].toString(),        json["kid"_L1].toString(),
            json["algorithm"_L1].toString(), json["state"_L1].toString(),
            timeOf(json["active_since"_L1]), timeOf(json["expires_at"_L1]),
            timeOf(json["last_used_at"_L1]), json["uses_since_rotation"_L1].toInteger()};
}

} // namespace

const Key *KeyUsage::inState(QStringView state) const
{
    const auto found = std::find_if(keys.cbegin(), keys.cend(),
                                    [&](const Key &each) { return each.state == state; });
    return found == keys.cend() ? nullptr : &*found;
}

qint64 KeyUsage::tokens(const QString &kid, const QDateTime &from) const
{
    qint64 sum = 0;
    for (const MinuteOfTokens &each : minutes)
        sum += each.kid == kid && each.minute >= from ? each.tokens : 0;
    return sum;
}

Result<KeyUsage> keyUsage(const QJsonObject &answer)
{
    if (!answer["keys"_L1].isArray() || !answer["minutes"_L1].isArray()) {
        return failure(
            ErrorKind::Invalid,
            UsageTexts::tr("The gateway's JWT keys are of another version than this console. "
                           "Use both of one version."));
    }
    KeyUsage usage;
    usage.rotatedAt = timeOf(answer["rotated_at"_L1]);
    const QJsonArray keys = answer["keys"_L1].toArray();
    for (const auto &each : keys)
        usage.keys.append(keyOf(each));
    const QJsonArray minutes = answer["minutes"_L1].toArray();
    for (const auto &each : minutes) {
        const QJsonValue row = each;
        usage.minutes.append({timeOf(row[0]), row[1].toString(), row[2].toInteger()});
    }
    usage.verdict = secrets::verdictOf(answer["verdict"_L1]);
    usage.safeFrom = timeOf(answer["verdict"_L1]["safe_from"_L1]);
    return usage;
}

} // namespace gatehouse::jwtkeys
