#pragma once

#include "services/connections/credentialstore.h"

namespace gatehouse {

/// The desktop's own (Secret Service or KWallet, by QtKeychain), which may ask the person to unlock
/// it. Never QtKeychain's plain-text fallback.
class KeychainStore : public CredentialStore
{
public:
    /// `service` is the name that the entries stand under.
    explicit KeychainStore(QString service = QStringLiteral("gatehouse"));

    QFuture<Result<secrets::Secret>> read(const CredentialId &id) override;
    QFuture<Result<>> write(const CredentialId &id, secrets::Secret secret) override;
    QFuture<Result<>> remove(const CredentialId &id) override;
    QString place() const override;

    /// Whether what is written can be read again.
    QFuture<bool> probe();

private:
    QString m_service;
};

} // namespace gatehouse
