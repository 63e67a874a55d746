#pragma once

#include "services/connections/credentialstore.h"
#include "services/connections/profile.h"
#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/replay/fixture.h"

#include <QFuture>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace gatehouse::replay {

/// Where events may be sent: nothing else is. Holds no secret itself.
struct Target
{
    QString name; ///< as profiles are named: letters, digits, '-' and '_'
    /// Where an event goes: {source} and {tenant} stand for its own. Empty: the ingest endpoint of
    /// the connection.
    QString url;
    QString connection; ///< a saved one; empty: none
    QString environment; ///< local, staging, production, ...
    QString colour; ///< of ConnectionProfile::colours(); empty: that of the environment
    QString certificateAuthorities; ///< a PEM file; empty: the system's
    qint64 bodyLimit = qint64{512} * 1024; ///< bytes; more is not sent to it
    int timeout = 10'000; ///< milliseconds for one answer
    QString secretsId; ///< random, made with the target; see signingSecretId()
    /// "stripe" or "stripe/acme": a file (mode 0600) whose first line is the secret. Before the
    /// credential store, for machines without one.
    std::map<QString, QString> secretFiles;
    /// Those that the credential store may have, named likewise; they are removed with the target.
    std::set<QString> storedSecrets;
    bool operator==(const Target &) const = default;

    bool isProduction() const;
};

/// The target with the URL and the environment of its connection filled in; of two environments the
/// more dangerous one counts.
Result<Target> resolved(Target target, const ConnectionProfiles &profiles);

/// The URL that an event is sent to. Invalid: the target has none, or it is not http(s), or plain
/// http that leaves this machine.
Result<std::string> urlFor(const Target &target, const Fixture &fixture);

/// Where the secret is kept by which events of that source and tenant are signed for the target;
/// without a tenant that of all of them.
CredentialId signingSecretId(const Target &target, const QString &source,
                             const QString &tenant = {});

/// Of which events can be signed: "github", "stripe" and so on, sorted.
QStringList signableSources();

/// The signing secrets that a target has for some events, by "source/tenant".
using SigningSecrets = std::map<std::string, std::shared_ptr<const secrets::Secret>>;

/// Those that these events need and that are there: of the tenant, else of the source. `store` may
/// be null.
QFuture<Result<SigningSecrets>> readSigningSecrets(const Target &target,
                                                   const std::vector<Fixture> &fixtures,
                                                   const std::shared_ptr<CredentialStore> &store);

/// The saved targets: one JSON file each, mode 0600. They are the list of what is allowed.
class Targets
{
public:
    /// Default folder: $XDG_CONFIG_HOME/gatehouse/targets.
    explicit Targets(QString folder = defaultFolder());
    static QString defaultFolder();

    QStringList names() const;
    /// NotFound says which there are; Invalid what in the file cannot be used.
    Result<Target> load(const QString &name) const;
    Result<> save(const Target &target) const;
    Result<> remove(const QString &name) const; ///< the file alone; see removeTarget()

private:
    QString pathOf(const QString &name) const;
    QString m_folder;
};

using OpenStore = std::function<QFuture<Result<std::shared_ptr<CredentialStore>>>()>;

/// Removes a saved target with the signing secrets that are kept for it; `openStore` is asked only
/// when there may be some. The secrets go first: while one of them cannot be removed, or the file
/// cannot be read that names them, or the store that is opened has nothing at all yet, the target
/// stays, and all of it can be tried again.
QFuture<Result<>> removeTarget(const Targets &targets, const QString &name,
                               const OpenStore &openStore);

/// A plain URL as a target of this once. Denied unless it is on this machine: others are saved
/// first, with their environment.
Result<Target> targetOfUrl(const QString &url);

} // namespace gatehouse::replay
