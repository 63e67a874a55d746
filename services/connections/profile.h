#pragma once

#include "services/core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace gatehouse {

/// By which way the admin API is reached; Postgres is always reached directly.
struct Proxy
{
    enum class Kind { None, System, Http, Socks5 };
    Kind kind = Kind::None;
    QString host; ///< Http, Socks5
    quint16 port = 0; ///< likewise
    bool operator==(const Proxy &) const = default;
};

/// "", "system", "http://host:port", "socks5://host:port"; Invalid for what is none of these.
Result<Proxy> proxyOf(const QString &text);
QString proxyText(const Proxy &proxy);

/// What a profile does not do unless it names it: docs/architecture.md, "How a gateway is reached".
enum class SafetyException {
    PlainHttp, ///< the admin API without TLS, off loopback
    WeakSslMode, ///< Postgres with an sslmode below `require`, off loopback
    PlainMetrics, ///< what measures are read from without TLS, off loopback
};

/// Files in PEM form; what is empty is the system's, or none.
struct TlsFiles
{
    QString authorities; ///< who may certify the other side, instead of the system's
    QString certificate; ///< our own, shown to the other side
    QString key; ///< of our own
    bool operator==(const TlsFiles &) const = default;
};

/// What the page of metrics reads in place of the gateway's own rollups.
struct MeasureServer
{
    enum class Kind { None, ClickHouse, Prometheus };
    Kind kind = Kind::None; ///< None: nothing else says anything
    QUrl url; ///< of its HTTP interface: https://clickhouse.example:8443
    QString user; ///< empty: none; a secret is then a bearer token
    bool storesSecret = false; ///< the user's password, or the token, is in the credential store
    QString database; ///< ClickHouse; empty: the user's own
    QString job; ///< Prometheus; empty: every gateway that it scrapes
    bool operator==(const MeasureServer &) const = default;
};

/// How to reach one gateway: its admin API, and where it is allowed, its database. Holds no secret
/// itself: they are in files that it names, or in the credential store (credentialIdOf).
struct ConnectionProfile
{
    QString name; ///< file name without .json: letters, digits, '-' and '_'
    QString environment; ///< local, staging, production; empty: what the gateway says (whoami)
    QUrl url; ///< of the gateway: http://127.0.0.1:8737
    QString tokenFile; ///< its first line is the admin token; empty: in the credential store
    QString database; ///< libpq conninfo without a password; empty: browse through the API
    bool storesPassword = false; ///< the database's is in the credential store
    /// Random, made with the profile, so that one of the same name gets at none of its secrets.
    /// Empty: it was saved before there was one, or written by hand.
    QString secretsId;
    /// Somebody else wrote it: it gets no password of this machine but one that was entered for it.
    bool isImported = false;
    QString colour; ///< of colours(); empty: that of the environment
    QString sslMode; ///< of Postgres; empty: verify-full off loopback
    TlsFiles databaseTls;
    TlsFiles apiTls;
    Proxy proxy;
    QList<SafetyException> exceptions;
    MeasureServer measures;

    bool operator==(const ConnectionProfile &) const = default;
    bool allows(SafetyException exception) const { return exceptions.contains(exception); }
    /// The colours that a profile may have instead of its environment's. Production is always red.
    static QStringList colours();
};

/// A new ConnectionProfile::secretsId.
QString newSecretsId();

/// Invalid with what a profile's name has to be.
Result<> checkProfileName(const QString &name);

/// The saved profiles: one JSON file each, mode 0600.
class ConnectionProfiles
{
public:
    /// Default folder: $XDG_CONFIG_HOME/gatehouse/connections.
    explicit ConnectionProfiles(QString folder = defaultFolder());
    static QString defaultFolder();

    const QString &folder() const { return m_folder; }
    Result<> makeFolder() const; ///< when it is missing; save() does so, too
    QStringList names() const;
    bool exists(const QString &name) const;
    /// NotFound says which there are; Invalid what in the file cannot be used.
    Result<ConnectionProfile> load(const QString &name) const;
    /// Invalid also for a profile that holds a secret (a password in the conninfo or a URL).
    Result<> save(const ConnectionProfile &profile) const;
    Result<> remove(const QString &name) const;

private:
    QString pathOf(const QString &name) const;
    QString m_folder;
};

/// The first line of a file with a token or another secret, without white space around it. Denied
/// when others may read the file, since then it is no secret.
Result<QByteArray> readTokenFile(const QString &file);

} // namespace gatehouse
