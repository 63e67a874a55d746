#pragma once

#include "services/connections/credentialstore.h"
#include "services/secrets/vault.h"

#include <QHash>
#include <QString>

#include <functional>
#include <memory>

namespace gatehouse {

/// A file (mode 0600) that is of use only with its passphrase: each secret is sealed (Vault:
/// AES-256-GCM, bound to its connection and kind) under a key that scrypt derives from it. Asked
/// for once per start; the key is in memory from then on. Two windows may use it at once.
class SealedStore : public CredentialStore
{
public:
    explicit SealedStore(QString file);
    static QString fileIn(const QString &folder);

    QFuture<Result<secrets::Secret>> read(const CredentialId &id) override;
    QFuture<Result<>> write(const CredentialId &id, secrets::Secret secret) override;
    QFuture<Result<>> remove(const CredentialId &id) override;
    bool isLocked() const override { return !m_unlocked->vault; }
    bool isNew() const override;
    /// Derives the key in a thread of its own (about a third of a second).
    QFuture<Result<>> unlock(secrets::Secret passphrase) override;
    QString place() const override;

private:
    struct Content;
    struct Unlocked
    {
        std::shared_ptr<const secrets::Vault> vault;
        QByteArray salt;
    };
    Result<Content> load() const;
    Result<> save(const Content &content) const;
    /// load(), the change and save() while no other process does.
    Result<> change(const std::function<Result<>(Content &)> &work) const;

    QString m_file;
    std::shared_ptr<Unlocked> m_unlocked = std::make_shared<Unlocked>();
};

} // namespace gatehouse
