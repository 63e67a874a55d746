#include "services/connections/access.h"

#include "services/postgres/conninfo.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>

namespace gatehouse {

namespace {

struct AccessText
{
    Q_DECLARE_TR_FUNCTIONS(AccessText)
};

constexpr qint64 largestPem = 1024LL * 1024;

/// Debian's bundle, for libpq 15 knows no system's certificates of its own.
QString systemAuthorities()
{
    return QStringLiteral("/etc/ssl/certs/ca-certificates.crt");
}

bool isThisMachine(const QUrl &url)
{
    return url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
}

bool isPlain(const QUrl &url)
{
    return url.scheme() != QLatin1String("https") && !isThisMachine(url);
}

/// Whether libpq may go without TLS there.
bool isWeak(const QString &sslMode)
{
    return sslMode != QLatin1String("require") && !sslMode.startsWith(QLatin1String("verify-"));
}

bool verifies(const QString &sslMode)
{
    return sslMode.startsWith(QLatin1String("verify-"));
}

QString modeFor(const ConnectionProfile &profile, const postgres::ConninfoTarget &target)
{
    if (!target.sslMode.empty())
        return QString::fromStdString(target.sslMode);
    if (!profile.sslMode.isEmpty() || target.isThisMachine())
        return profile.sslMode;
    return QStringLiteral("verify-full");
}

Result<QByteArray> readPem(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        return file.read(largestPem);
    return failure(
        ErrorKind::NotFound,
        AccessText::tr("The file %1 of the connection cannot be read: %2. Correct its path.")
            .arg(path, file.errorString()));
}

Error unusablePem(const QString &path, const QString &what)
{
    return {ErrorKind::Invalid,
            AccessText::tr("The file %1 of the connection holds no %2 in PEM form. Choose another.")
                .arg(path, what),
            {},
            {}};
}

Result<QList<QSslCertificate>> readCertificates(const QString &path)
{
    const auto pem = readPem(path);
    if (!pem)
        return failure(pem.error());
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(*pem, QSsl::Pem);
    if (certificates.isEmpty())
        return failure(unusablePem(path, AccessText::tr("certificate")));
    return certificates;
}

Result<QSslKey> readKey(const QString &path)
{
    const auto pem = readPem(path);
    if (!pem)
        return failure(pem.error());
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        const QSslKey key(*pem, algorithm, QSsl::Pem);
        if (!key.isNull())
            return key;
    }
    return failure(unusablePem(path, AccessText::tr("private key without a passphrase")));
}

Result<> showOwn(QSslConfiguration &tls, const TlsFiles &files)
{
    const auto certificates = readCertificates(files.certificate);
    if (!certificates)
        return failure(certificates.error());
    const auto key = readKey(files.key);
    if (!key)
        return failure(key.error());
    tls.setLocalCertificateChain(*certificates);
    tls.setPrivateKey(*key);
    return {};
}

Result<QSslConfiguration> tlsOf(const TlsFiles &files)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (!files.authorities.isEmpty()) {
        const auto authorities = readCertificates(files.authorities);
        if (!authorities)
            return failure(authorities.error());
        tls.setCaCertificates(*authorities);
    }
    if (files.certificate.isEmpty())
        return tls;
    if (auto shown = showOwn(tls, files); !shown)
        return failure(shown.error());
    return tls;
}

/// Loopback is never asked of a proxy, to which it would be another machine.
std::optional<QNetworkProxy> networkProxy(const Proxy &proxy, const QUrl &url)
{
    switch (isThisMachine(url) ? Proxy::Kind::None : proxy.kind) {
    case Proxy::Kind::System:
        return std::nullopt;
    case Proxy::Kind::Http:
        return QNetworkProxy(QNetworkProxy::HttpProxy, proxy.host, proxy.port);
    case Proxy::Kind::Socks5:
        return QNetworkProxy(QNetworkProxy::Socks5Proxy, proxy.host, proxy.port);
    case Proxy::Kind::None:
        break;
    }
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

bool hasOwnRootCertificate()
{
    return QFile::exists(QDir::homePath() + QStringLiteral("/.postgresql/root.crt"))
        || qEnvironmentVariableIsSet("PGSSLROOTCERT");
}

/// What the conninfo says itself counts before this.
postgres::TlsOptions databaseTls(const ConnectionProfile &profile,
                                 const postgres::ConninfoTarget &target)
{
    const QString mode = modeFor(profile, target);
    QString authorities = profile.databaseTls.authorities;
    if (authorities.isEmpty() && verifies(mode) && !target.hasService && !hasOwnRootCertificate())
        authorities = systemAuthorities();
    return {mode.toStdString(), authorities.toStdString(),
            profile.databaseTls.certificate.toStdString(), profile.databaseTls.key.toStdString()};
}

/// libpq asks PGPASSWORD and ~/.pgpass, where a line may fit any host, as long as it has none: so
/// an imported profile without a password of its own gets one that is nobody's.
std::shared_ptr<const secrets::Secret> passwordOf(const ConnectionProfile &profile,
                                                  const Credentials &credentials)
{
    if (credentials.password || !profile.isImported)
        return credentials.password;
    return std::make_shared<const secrets::Secret>(std::string_view("none"));
}

Result<std::optional<postgres::SessionOptions>> databaseOf(const ConnectionProfile &profile,
                                                           const Credentials &credentials)
{
    if (profile.database.isEmpty())
        return std::optional<postgres::SessionOptions>();
    const std::string conninfo = profile.database.toStdString();
    const auto target = postgres::targetOf(conninfo);
    if (!target)
        return failure(target.error());
    postgres::SessionOptions options;
    options.conninfo = conninfo;
    options.tls = databaseTls(profile, *target);
    options.password = passwordOf(profile, credentials);
    return std::optional(std::move(options));
}

Result<QList<SafetyException>> neededExceptions(const ConnectionProfile &profile)
{
    QList<SafetyException> needed;
    if (isPlain(profile.url))
        needed += SafetyException::PlainHttp;
    if (profile.measures.kind != MeasureServer::Kind::None && isPlain(profile.measures.url))
        needed += SafetyException::PlainMetrics;
    if (profile.database.isEmpty())
        return needed;
    const auto target = postgres::targetOf(profile.database.toStdString());
    if (!target)
        return failure(target.error());
    if (!target->isThisMachine() && isWeak(modeFor(profile, *target)))
        needed += SafetyException::WeakSslMode;
    return needed;
}

QString refusal(SafetyException exception)
{
    if (exception == SafetyException::PlainHttp)
        return AccessText::tr("The address of the gateway is plain http and not on this machine: "
                              "the token would cross the network in clear. Use https, or allow "
                              "plain_http in the connection.");
    if (exception == SafetyException::PlainMetrics)
        return AccessText::tr("The address of the measures is plain http and not on this machine: "
                              "password and data would cross the network in clear. Use https, or "
                              "allow plain_metrics in the connection.");
    return AccessText::tr("The sslmode of the database is below “require” and it is not on this "
                          "machine: password and data could cross the network in clear. Use "
                          "verify-full, or allow weak_sslmode in the connection.");
}

} // namespace

Result<QString> effectiveSslMode(const ConnectionProfile &profile)
{
    const auto target = postgres::targetOf(profile.database.toStdString());
    if (!target)
        return failure(target.error());
    return modeFor(profile, *target);
}

Result<> checkSafety(const ConnectionProfile &profile)
{
    const auto needed = neededExceptions(profile);
    if (!needed)
        return failure(needed.error());
    for (const SafetyException exception : *needed) {
        if (!profile.allows(exception))
            return failure(ErrorKind::Denied, refusal(exception));
    }
    return {};
}

QList<SafetyException> exceptionsInUse(const ConnectionProfile &profile)
{
    QList<SafetyException> used = neededExceptions(profile).value_or(QList<SafetyException>());
    used.removeIf([&](SafetyException exception) { return !profile.allows(exception); });
    return used;
}

QString exceptionWarning(SafetyException exception)
{
    if (exception == SafetyException::PlainMetrics)
        return AccessText::tr("Measures are read by plain http: who is in between can read and "
                              "change them, and has the password.");
    return exception == SafetyException::PlainHttp
        ? AccessText::tr("The admin API is reached by plain http: who is in between can read and "
                         "change everything, and has the token.")
        : AccessText::tr("Postgres is reached with an sslmode that does without TLS: who is in "
                         "between can read and change everything.");
}

namespace {

Result<std::optional<MeasureAccess>> measuresOf(const ConnectionProfile &profile,
                                                const Credentials &credentials)
{
    const MeasureServer &measures = profile.measures;
    if (measures.kind == MeasureServer::Kind::None)
        return std::optional<MeasureAccess>();
    // Our certificate is for the gateway alone.
    const auto tls = tlsOf({profile.apiTls.authorities, {}, {}});
    if (!tls)
        return failure(tls.error());
    MeasureAccess access{measures.kind,
                         {measures.url, measures.user, credentials.measures},
                         measures.database,
                         measures.job};
    access.server.web.tls = *tls;
    access.server.web.proxy = networkProxy(profile.proxy, measures.url);
    return std::optional(std::move(access));
}

} // namespace

Result<Access> accessTo(const ConnectionProfile &profile, const Credentials &credentials)
{
    if (auto safe = checkSafety(profile); !safe)
        return failure(safe.error());
    auto tls = tlsOf(profile.apiTls);
    if (!tls)
        return failure(tls.error());
    auto database = databaseOf(profile, credentials);
    if (!database)
        return failure(database.error());
    auto measures = measuresOf(profile, credentials);
    if (!measures)
        return failure(measures.error());
    return Access{{profile.url, credentials.token, *tls, networkProxy(profile.proxy, profile.url)},
                  std::move(*database),
                  std::move(*measures)};
}

} // namespace gatehouse
