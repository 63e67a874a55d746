#include "services/connections/profile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>

namespace gatehouse {

namespace {

constexpr qint64 maxProfileSize = 64LL * 1024;
constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

struct ProfileText
{
    Q_DECLARE_TR_FUNCTIONS(ProfileText)
};

bool isName(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[A-Za-z0-9_-]{1,64}\\z"));
    return pattern.match(name).hasMatch();
}

Result<> checkName(const QString &name)
{
    if (isName(name))
        return {};
    return failure(
        ErrorKind::Invalid,
        ProfileText::tr("“%1” is no name for a connection. Use letters, digits, - and _.")
            .arg(name));
}

Result<ConnectionProfile> fromJson(const QString &name, const QJsonObject &object)
{
    ConnectionProfile profile;
    profile.name = name;
    profile.environment = object.value(u"environment").toString();
    profile.url = QUrl(object.value(u"url").toString(), QUrl::StrictMode);
    profile.tokenFile = object.value(u"token_file").toString();
    profile.database = object.value(u"database").toString();
    const bool web = profile.url.scheme() == QLatin1String("http")
        || profile.url.scheme() == QLatin1String("https");
    if (!profile.url.isValid() || !web || profile.url.host().isEmpty()) {
        return failure(ErrorKind::Invalid,
                       ProfileText::tr("The connection “%1” has no usable url. It is written like "
                                       "http://127.0.0.1:8737.")
                           .arg(name));
    }
    return profile;
}

} // namespace

ConnectionProfiles::ConnectionProfiles(QString folder)
    : m_folder(std::move(folder))
{
}

QString ConnectionProfiles::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/gatehouse/connections");
}

QString ConnectionProfiles::pathOf(const QString &name) const
{
    return m_folder + u'/' + name + QStringLiteral(".json");
}

Result<> ConnectionProfiles::makeFolder() const
{
    if (QDir().mkpath(m_folder))
        return {};
    return failure(ErrorKind::Unavailable,
                   ProfileText::tr("The folder %1 could not be made.").arg(m_folder));
}

bool ConnectionProfiles::exists(const QString &name) const
{
    return QFile::exists(pathOf(name));
}

QStringList ConnectionProfiles::names() const
{
    QStringList names =
        QDir(m_folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name.chop(5);
    names.removeIf([](const QString &name) { return !isName(name); });
    return names;
}

Result<ConnectionProfile> ConnectionProfiles::load(const QString &name) const
{
    if (auto checked = checkName(name); !checked)
        return failure(checked.error());
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly)) {
        const QString known = names().isEmpty()
            ? ProfileText::tr("There is none yet.")
            : ProfileText::tr("There are: %1.").arg(names().join(u", "));
        return failure(ErrorKind::NotFound,
                       ProfileText::tr("There is no saved connection “%1”. %2").arg(name, known));
    }
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(maxProfileSize), &problem);
    if (!document.isObject()) {
        return failure(
            ErrorKind::Invalid,
            ProfileText::tr("The file %1 is damaged: %2. Delete it and save the connection again.")
                .arg(file.fileName(), problem.errorString()));
    }
    return fromJson(name, document.object());
}

Result<> ConnectionProfiles::save(const ConnectionProfile &profile) const
{
    if (auto checked = checkName(profile.name); !checked)
        return checked;
    QJsonObject object{{QStringLiteral("url"), profile.url.toString()},
                       {QStringLiteral("token_file"), profile.tokenFile},
                       {QStringLiteral("database"), profile.database}};
    if (!profile.environment.isEmpty())
        object.insert(QStringLiteral("environment"), profile.environment);
    if (auto made = makeFolder(); !made)
        return made;
    QSaveFile file(pathOf(profile.name));
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly)
        && file.write(QJsonDocument(object).toJson()) > 0 && file.commit();
    if (!written) {
        return failure(ErrorKind::Unavailable,
                       ProfileText::tr("The connection could not be saved in %1: %2")
                           .arg(file.fileName(), file.errorString()));
    }
    return {};
}

Result<> ConnectionProfiles::remove(const QString &name) const
{
    if (auto checked = checkName(name); !checked)
        return checked;
    QFile file(pathOf(name));
    if (file.exists() && !file.remove()) {
        return failure(ErrorKind::Unavailable,
                       ProfileText::tr("The connection could not be removed from %1: %2")
                           .arg(file.fileName(), file.errorString()));
    }
    return {};
}

Result<QByteArray> readTokenFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(
            ErrorKind::NotFound,
            ProfileText::tr("The file %1 cannot be read: %2").arg(path, file.errorString()));
    }
    constexpr auto others =
        QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    if (file.permissions() & others) {
        return failure(
            ErrorKind::Denied,
            ProfileText::tr("Others may read %1, which holds a secret. Run: chmod 600 %1")
                .arg(path));
    }
    const QByteArray token = file.readLine(4096).trimmed();
    if (token.isEmpty())
        return failure(ErrorKind::Invalid, ProfileText::tr("The file %1 is empty.").arg(path));
    return token;
}

} // namespace gatehouse
