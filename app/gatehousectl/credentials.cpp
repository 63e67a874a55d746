#include "app/gatehousectl/credentials.h"

#include "services/connections/credentialstore.h"
#include "services/core/promise.h"
#include "services/core/whendone.h"

#include <QCoreApplication>

namespace gatehouse::cli {

namespace {

struct CredentialText
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::cli::Credentials)
};

using Store = std::shared_ptr<CredentialStore>;

Result<QByteArray> passphraseFor(const CredentialStore &store)
{
    if (store.isNew())
        return failure(ErrorKind::NotFound,
                       CredentialText::tr(
                           "No token is kept for this connection, and no desktop keychain works "
                           "here. Say --token-file, or enter it in the window's connections."));
    const QString file = qEnvironmentVariable("GATEHOUSE_PASSPHRASE_FILE");
    if (file.isEmpty())
        return failure(
            ErrorKind::Denied,
            CredentialText::tr("The token of this connection is in a file that is sealed with a "
                               "passphrase. Name the file that holds it in "
                               "GATEHOUSE_PASSPHRASE_FILE, or say --token-file."));
    return readTokenFile(file);
}

void unlock(const Store &store, QObject *context, const SharedPromise<Store> &promise)
{
    auto passphrase = passphraseFor(*store);
    if (!passphrase) {
        fulfil<Store>(promise, failure(passphrase.error()));
        return;
    }
    whenDone(store->unlock(secrets::Secret(passphrase->toStdString())), context,
             [=](const Result<> &unlocked) {
                 fulfil<Store>(promise,
                               unlocked ? Result<Store>(store) : failure(unlocked.error()));
             });
}

void readFrom(const Store &store, const ConnectionProfile &profile, QObject *context,
              const SharedPromise<Credentials> &promise)
{
    whenDone(readCredentials(profile, store), context,
             [promise, store](const Result<Credentials> &read) { fulfil(promise, read); });
}

} // namespace

QFuture<Result<Store>> openedStore(QObject *context)
{
    const auto promise = startedPromise<Store>();
    whenDone(openCredentialStore(credentialFolder()), context, [=](const Result<Store> &store) {
        if (store && (*store)->isLocked())
            unlock(*store, context, promise);
        else
            fulfil(promise, store);
    });
    return promise->future();
}

QFuture<Result<Credentials>> credentialsOf(const ConnectionProfile &profile, QObject *context)
{
    const auto promise = startedPromise<Credentials>();
    if (!needsStore(profile)) {
        readFrom(nullptr, profile, context, promise);
        return promise->future();
    }
    whenDone(openedStore(context), context, [=](const Result<Store> &store) {
        if (store)
            readFrom(*store, profile, context, promise);
        else
            fulfil<Credentials>(promise, failure(store.error()));
    });
    return promise->future();
}

} // namespace gatehouse::cli
