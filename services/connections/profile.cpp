#include "services/connections/profile.h"

#include "services/connections/profilejson.h"
#include "services/core/random.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>

namespace gatehouse {

namespace {

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

Error badProxy()
{
    return {ErrorKind::Invalid,
            ProfileText::tr("This is no proxy. It is written like http://proxy.example:3128 or "
                            "socks5://proxy.example:1080, without a user name."),
            {},
            {}};
}

} // namespace

Result<Proxy> proxyOf(const QString &text)
{
    if (text.isEmpty())
        return Proxy();
    if (text == QLatin1String("system"))
        return Proxy{Proxy::Kind::System, {}, 0};
    const QUrl url(text, QUrl::StrictMode);
    const bool isSocks = url.scheme() == QLatin1String("socks5");
    const bool isKnown = isSocks || url.scheme() == QLatin1String("http");
    const bool isBare =
        url.userInfo().isEmpty() && url.path().size() <= 1 && !url.hasQuery() && !url.hasFragment();
    if (!url.isValid() || !isKnown || !isBare || url.host().isEmpty() || url.port() <= 0)
        return failure(badProxy());
    return Proxy{isSocks ? Proxy::Kind::Socks5 : Proxy::Kind::Http, url.host(),
                 quint16(url.port())};
}

QString proxyText(const Proxy &proxy)
{
    switch (proxy.kind) {
    case Proxy::Kind::None:
        break;
    case Proxy::Kind::System:
        return QStringLiteral("system");
    case Proxy::Kind::Http:
    case Proxy::Kind::Socks5:
        QUrl url;
        url.setScheme(proxy.kind == Proxy::Kind::Http ? QStringLiteral("http")
                                                      : QStringLiteral("socks5"));
        url.setHost(proxy.host);
        url.setPort(proxy.port);
        return url.toString();
    }
    return {};
}

QStringList ConnectionProfile::colours()
{
    return {QStringLiteral("grey"), QStringLiteral("amber"), QStringLiteral("blue"),
            QStringLiteral("green"), QStringLiteral("violet")};
}

QString newSecretsId()
{
    return QString::fromStdString(randomHex(8));
}

Result<> checkProfileName(const QString &name)
{
    if (isName(name))
        return {};
    return failure(
        ErrorKind::Invalid,
        ProfileText::tr("“%1” is no name for a connection. Use letters, digits, - and _.")
            .arg(name));
}

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
    if (auto checked = checkProfileName(name); !checked)
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
    return profileFromJson(name, document.object());
}

Result<> ConnectionProfiles::save(const ConnectionProfile &profile) const
{
    if (auto checked = checkProfileName(profile.name); !checked)
        return checked;
    if (auto checked = checkHoldsNoSecret(profile); !checked)
        return checked;
    if (auto made = makeFolder(); !made)
        return made;
    QSaveFile file(pathOf(profile.name));
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly)
        && file.write(QJsonDocument(toJson(profile)).toJson()) > 0 && file.commit();
    if (!written) {
        return failure(ErrorKind::Unavailable,
                       ProfileText::tr("The connection could not be saved in %1: %2")
                           .arg(file.fileName(), file.errorString()));
    }
    return {};
}

Result<> ConnectionProfiles::remove(const QString &name) const
{
    if (auto checked = checkProfileName(name); !checked)
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
