#pragma once

#include "services/core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace gatehouse {

/// How to reach one gateway: its admin API, and where it is allowed, its database. Holds no secret
/// itself, only the names of the files that do.
struct ConnectionProfile
{
    QString name; ///< file name without .json: letters, digits, '-' and '_'
    QString environment; ///< local, staging, production; empty: what the gateway says (whoami)
    QUrl url; ///< of the gateway: http://127.0.0.1:8737
    QString tokenFile; ///< its first line is the admin token
    QString database; ///< libpq conninfo; empty: browse through the API
    bool operator==(const ConnectionProfile &) const = default;
};

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
