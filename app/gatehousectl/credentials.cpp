#include "app/gatehousectl/credentials.h"

#include "services/connections/credentialstore.h"
#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QPromise>

namespace gatehouse::cli {

namespace {

struct CredentialText
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::cli::Credentials)
};

using Promise = std::shared_ptr<QPromise<Result<Credentials>>>;
using Store = std::shared_ptr<CredentialStore>;

void finish(const Promise &promise, const Result<Credentials> &credentials)
{
    promise->addResult(credentials);
    promise->finish();
}

void readFrom(const Store &store, const ConnectionProfile &profile, QObject *context,
              const Promise &promise)
{
    whenDone(readCredentials(profile, store), context,
             [promise, store](const Result<Credentials> &read) { finish(promise, read); });
}

void unlock(const Store &store, const ConnectionProfile &profile, QObject *context,
            const Promise &promise)
{
    if (store->isNew()) {
        finish(promise,
               failure(ErrorKind::NotFound,
                       CredentialText::tr(
                           "No token is kept for this connection, and no desktop keychain works "
                           "here. Say --token-file, or enter it in the window's connections.")));
        return;
    }
    const QString file = qEnvironmentVariable("GATEHOUSE_PASSPHRASE_FILE");
    if (file.isEmpty()) {
        finish(promise,
               failure(ErrorKind::Denied,
                       CredentialText::tr(
                           "The token of this connection is in a file that is sealed with a "
                           "passphrase. Name the file that holds it in "
                           "GATEHOUSE_PASSPHRASE_FILE, or say --token-file.")));
        return;
    }
    auto passphrase = readTokenFile(file);
    if (!passphrase) {
        finish(promise, failure(passphrase.error()));
        return;
    }
    whenDone(store->unlock(secrets::Secret(passphrase->toStdString())), context,
             [=](const Result<> &unlocked) {
                 if (unlocked)
                     readFrom(store, profile, context, promise);
                 else
                     finish(promise, failure(unlocked.error()));
             });
}

} // namespace

QFuture<Result<Credentials>> credentialsOf(const ConnectionProfile &profile, QObject *context)
{
    auto promise = std::make_shared<QPromise<Result<Credentials>>>();
    promise->start();
    if (!needsStore(profile)) {
        readFrom(nullptr, profile, context, promise);
        return promise->future();
    }
    whenDone(openCredentialStore(credentialFolder()), context, [=](const Result<Store> &store) {
        if (!store)
            finish(promise, failure(store.error()));
        else if ((*store)->isLocked())
            unlock(*store, profile, context, promise);
        else
            readFrom(*store, profile, context, promise);
    });
    return promise->future();
}

} // namespace gatehouse::cli
