#include "services/replay/ledgerentry.h"

#include "services/signing/rfc3339.h"

#include <QJsonArray>

namespace gatehouse::replay {

QJsonObject planForLedger(const Plan &plan)
{
    QJsonObject json = plan.toJson();
    QJsonObject preparation = json[u"preparation"].toObject();
    QJsonArray names;
    for (const auto &[name, value] : plan.preparation.addedHeaders)
        names += QString::fromStdString(name);
    preparation.insert(QStringLiteral("added_headers"), names);
    preparation.insert(QStringLiteral("patch"), !plan.preparation.patch.empty());
    json.insert(QStringLiteral("preparation"), preparation);
    return json;
}

QJsonObject ledgerEntry(const QString &id, const QString &phase, const Target &target,
                        qint64 events, const QJsonObject &detail, const QString &reason)
{
    const QString environment =
        target.environment.isEmpty() ? QStringLiteral("unknown") : target.environment;
    return {{QStringLiteral("id"), id},
            {QStringLiteral("phase"), phase},
            {QStringLiteral("target"), target.name},
            {QStringLiteral("environment"), environment},
            {QStringLiteral("events"), events},
            {QStringLiteral("detail"), detail},
            {QStringLiteral("reason"), reason}};
}

std::optional<Timestamp> allowedUntil(const QJsonObject &answer)
{
    const std::string text = answer[u"allowed_until"].toString().toStdString();
    if (const auto time = signing::parseRfc3339(text))
        return Timestamp(*time);
    return {};
}

} // namespace gatehouse::replay
