#pragma once

#include "services/connections/credentialstore.h"

#include <QMap>

#include <optional>

namespace gatehouse::test {

/// Keeps in memory what a keychain would.
class MemoryStore final : public CredentialStore
{
public:
    QFuture<Result<secrets::Secret>> read(const CredentialId &id) override
    {
        QPromise<Result<secrets::Secret>> promise; // a secret can only be moved
        promise.start();
        if (kept.contains(id.toString()))
            promise.addResult(secrets::Secret(kept[id.toString()].toStdString()));
        else
            promise.addResult(failure(ErrorKind::NotFound, QStringLiteral("none")));
        promise.finish();
        return promise.future();
    }
    QFuture<Result<>> write(const CredentialId &id, secrets::Secret secret) override
    {
        kept[id.toString()] = QByteArray::fromStdString(std::string(secret.view()));
        return QtFuture::makeReadyFuture(Result<>());
    }
    QFuture<Result<>> remove(const CredentialId &id) override
    {
        if (refuses)
            return QtFuture::makeReadyFuture(Result<>(failure(*refuses)));
        kept.remove(id.toString());
        return QtFuture::makeReadyFuture(Result<>());
    }
    QString place() const override { return QStringLiteral("kept in memory"); }

    QMap<QString, QByteArray> kept;
    std::optional<Error> refuses; ///< to remove anything
};

} // namespace gatehouse::test
