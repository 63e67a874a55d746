#pragma once

#include "services/core/result.h"
#include "services/secrets/secret.h"

#include <QFuture>
#include <QString>

#include <memory>

namespace gatehouse {

struct ConnectionProfile;
struct Credentials;

/// Which secret of which connection.
struct CredentialId
{
    enum class Kind { Token, Password, Measures };
    QString connection; ///< see credentialIdOf
    Kind kind = Kind::Token;
    /// "stage/token"
    QString toString() const;
};

/// Under the profile's name and secretsId: "stage.9f86d081884c7d65".
CredentialId credentialIdOf(const ConnectionProfile &profile, CredentialId::Kind kind);

/// Where the secrets of saved connections are kept, never in clear. Used from the thread that made
/// it; no call blocks. Consume with whenDone().
class CredentialStore
{
public:
    CredentialStore() = default;
    CredentialStore(const CredentialStore &) = delete;
    CredentialStore &operator=(const CredentialStore &) = delete;
    virtual ~CredentialStore() = default;

    /// NotFound: none is kept. Denied: the store is locked.
    virtual QFuture<Result<secrets::Secret>> read(const CredentialId &id) = 0;
    virtual QFuture<Result<>> write(const CredentialId &id, secrets::Secret secret) = 0;
    /// Nothing to remove is no failure.
    virtual QFuture<Result<>> remove(const CredentialId &id) = 0;

    /// Whether it has to be unlocked with a passphrase before it can be used.
    virtual bool isLocked() const { return false; }
    /// Whether there is nothing in it yet, so that the passphrase is the one that is chosen now.
    virtual bool isNew() const { return false; }
    /// Denied: it is another passphrase.
    virtual QFuture<Result<>> unlock(secrets::Secret passphrase);
    /// "kept in the desktop keychain", for the eye.
    virtual QString place() const = 0;
};

/// What the profile needs: its token from its file or else the store, its password and the secret
/// of its measures when the store has them. The store may be null when the profile keeps nothing in
/// one.
QFuture<Result<Credentials>> readCredentials(const ConnectionProfile &profile,
                                             const std::shared_ptr<CredentialStore> &store);

/// Whether readCredentials() asks the store.
bool needsStore(const ConnectionProfile &profile);

/// The desktop's keychain when it works, else the sealed file in `folder`; a sealed file that is
/// there already goes on being used. Tries the keychain by writing, reading and removing.
QFuture<Result<std::shared_ptr<CredentialStore>>> openCredentialStore(const QString &folder);

/// $XDG_CONFIG_HOME/gatehouse
QString credentialFolder();

} // namespace gatehouse
