#include "services/connections/profiletransfer.h"

#include "services/connections/profilejson.h"
#include "services/postgres/conninfo.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace gatehouse {

namespace {

struct TransferText
{
    Q_DECLARE_TR_FUNCTIONS(TransferText)
};

constexpr qint64 largestFile = 256LL * 1024;
constexpr qsizetype mostProfiles = 100;
constexpr QLatin1String versionKey("gatehouse_connections");
constexpr QLatin1String listKey("connections");
constexpr QLatin1String nameKey("name");

Error noExport(const QString &detail)
{
    return {ErrorKind::Invalid,
            TransferText::tr("This file is no export of connections. Export them again where they "
                             "are."),
            detail,
            {}};
}

Result<> checkNamesNoSecret(const ConnectionProfile &profile)
{
    if (auto checked = checkHoldsNoSecret(profile); !checked)
        return checked;
    const auto target = postgres::targetOf(profile.database.toStdString());
    const QUrl &measures = profile.measures.url;
    const bool names = !profile.tokenFile.isEmpty() || profile.storesPassword
        || profile.measures.storesSecret || measures.hasQuery() || measures.hasFragment()
        || !profile.secretsId.isEmpty() || !profile.apiTls.key.isEmpty()
        || !profile.databaseTls.key.isEmpty()
        || (target && (target->namesPasswordFile || target->namesKeyOrService))
        || profile.url.hasQuery() || profile.url.hasFragment();
    if (!names)
        return {};
    return failure(ErrorKind::Invalid,
                   TransferText::tr("The connection “%1” says where secrets are kept on this "
                                    "machine, which an import may not. Take token_file, keys, "
                                    "passfile and service out of the file, and what follows a ? or "
                                    "# in its address.")
                       .arg(profile.name));
}

Result<ConnectionProfile> profileOf(const QJsonValue &value)
{
    QJsonObject object = value.toObject();
    const QString name = object.take(nameKey).toString();
    if (auto checked = checkProfileName(name); !checked)
        return failure(checked.error());
    auto profile = profileFromJson(name, object);
    if (!profile)
        return profile;
    if (auto checked = checkNamesNoSecret(*profile); !checked)
        return failure(checked.error());
    profile->secretsId = newSecretsId();
    profile->isImported = true;
    return profile;
}

ConnectionProfile withoutOwn(ConnectionProfile profile)
{
    profile.tokenFile.clear();
    profile.storesPassword = false;
    profile.measures.storesSecret = false;
    profile.secretsId.clear();
    profile.isImported = false;
    for (TlsFiles *files : {&profile.apiTls, &profile.databaseTls}) {
        files->certificate.clear();
        files->key.clear();
    }
    return profile;
}

} // namespace

QByteArray exportProfiles(const QList<ConnectionProfile> &profiles)
{
    QJsonArray list;
    for (const ConnectionProfile &profile : profiles) {
        QJsonObject object = toJson(withoutOwn(profile));
        object.insert(nameKey, profile.name);
        list += object;
    }
    return QJsonDocument(QJsonObject{{versionKey, 1}, {listKey, list}}).toJson();
}

Result<QList<ConnectionProfile>> importProfiles(const QByteArray &file)
{
    if (file.size() > largestFile)
        return failure(noExport(QStringLiteral("more than 256 KiB")));
    QJsonParseError problem;
    const QJsonObject json = QJsonDocument::fromJson(file, &problem).object();
    const QJsonValue list = json.value(listKey);
    if (json.value(versionKey).toInt() != 1 || !list.isArray() || json.size() != 2)
        return failure(noExport(problem.errorString()));
    const QJsonArray array = list.toArray();
    if (array.size() > mostProfiles)
        return failure(noExport(QStringLiteral("more than 100 connections")));
    QList<ConnectionProfile> profiles;
    QStringList names;
    for (const auto &value : array) {
        auto profile = profileOf(value);
        if (!profile)
            return failure(profile.error());
        if (names.contains(profile->name))
            return failure(noExport(QStringLiteral("twice: ") + profile->name));
        names += profile->name;
        profiles += *profile;
    }
    return profiles;
}

Result<QList<ConnectionProfile>> importProfilesFrom(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorKind::NotFound,
            TransferText::tr("The file %1 cannot be read: %2").arg(path, file.errorString()));
    return importProfiles(file.read(largestFile + 1));
}

QString freeName(const QString &name, const QStringList &taken)
{
    QString free = name;
    for (int number = 2; taken.contains(free); ++number)
        free = name.left(60) + u'-' + QString::number(number);
    return free;
}

} // namespace gatehouse
