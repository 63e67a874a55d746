#include "services/connections/credentialstore.h"

#include "services/connections/access.h"
#include "services/connections/keychainstore.h"
#include "services/connections/profile.h"
#include "services/connections/sealedstore.h"
#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QFile>
#include <QPromise>
#include <QStandardPaths>

namespace gatehouse {

namespace {

struct CredentialText
{
    Q_DECLARE_TR_FUNCTIONS(CredentialText)
};

using Shared = std::shared_ptr<const secrets::Secret>;

/// Collects the credentials one after the other; deletes itself when the promise is kept.
class Collection : public QObject
{
public:
    Collection(ConnectionProfile profile, std::shared_ptr<CredentialStore> store)
        : m_profile(std::move(profile))
        , m_store(std::move(store))
    {
        m_promise.start();
    }
    QFuture<Result<Credentials>> future() const { return m_promise.future(); }

    void takeToken()
    {
        if (m_profile.tokenFile.isEmpty()) {
            fetch(CredentialId::Kind::Token, m_credentials.token, [this] { takePassword(); });
            return;
        }
        auto token = readTokenFile(m_profile.tokenFile);
        if (!token) {
            finish(failure(token.error()));
            return;
        }
        m_credentials.token = std::make_shared<const secrets::Secret>(token->toStdString());
        token->fill('\0');
        takePassword();
    }

private:
    void takePassword()
    {
        if (m_profile.storesPassword)
            fetch(CredentialId::Kind::Password, m_credentials.password, [this] { takeMeasures(); });
        else
            takeMeasures();
    }

    void takeMeasures()
    {
        if (m_profile.measures.storesSecret)
            fetch(CredentialId::Kind::Measures, m_credentials.measures,
                  [this] { finish(m_credentials); });
        else
            finish(m_credentials);
    }

    template <typename Next>
    void fetch(CredentialId::Kind kind, Shared &into, Next next)
    {
        whenDone(m_store->read(credentialIdOf(m_profile, kind)), this,
                 [this, &into, next](Result<secrets::Secret> secret) {
                     if (!secret) {
                         finish(failure(secret.error()));
                         return;
                     }
                     into = std::make_shared<const secrets::Secret>(std::move(*secret));
                     next();
                 });
    }

    void finish(Result<Credentials> credentials)
    {
        m_promise.addResult(std::move(credentials));
        m_promise.finish();
        deleteLater();
    }

    ConnectionProfile m_profile;
    std::shared_ptr<CredentialStore> m_store;
    Credentials m_credentials;
    QPromise<Result<Credentials>> m_promise;
};

} // namespace

QString CredentialId::toString() const
{
    switch (kind) {
    case Kind::Token:
        return connection + QStringLiteral("/token");
    case Kind::Measures:
        return connection + QStringLiteral("/metrics");
    case Kind::Password:
        break;
    }
    return connection + QStringLiteral("/password");
}

CredentialId credentialIdOf(const ConnectionProfile &profile, CredentialId::Kind kind)
{
    return {profile.secretsId.isEmpty() ? profile.name : profile.name + u'.' + profile.secretsId,
            kind};
}

QFuture<Result<>> CredentialStore::unlock(secrets::Secret)
{
    QPromise<Result<>> promise;
    promise.start();
    promise.addResult(Result<>());
    promise.finish();
    return promise.future();
}

bool needsStore(const ConnectionProfile &profile)
{
    return profile.tokenFile.isEmpty() || profile.storesPassword || profile.measures.storesSecret;
}

QFuture<Result<Credentials>> readCredentials(const ConnectionProfile &profile,
                                             const std::shared_ptr<CredentialStore> &store)
{
    if (!store && needsStore(profile))
        return QtFuture::makeReadyFuture(Result<Credentials>(
            failure(ErrorKind::Bug, CredentialText::tr("There is no credential store."))));
    auto *collection = new Collection(profile, store);
    auto future = collection->future();
    collection->takeToken();
    return future;
}

QString credentialFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/gatehouse");
}

QFuture<Result<std::shared_ptr<CredentialStore>>> openCredentialStore(const QString &folder)
{
    using Opened = Result<std::shared_ptr<CredentialStore>>;
    const QString file = SealedStore::fileIn(folder);
    if (QFile::exists(file))
        return QtFuture::makeReadyFuture(Opened(std::make_shared<SealedStore>(file)));
    auto keychain = std::make_shared<KeychainStore>();
    auto promise = std::make_shared<QPromise<Opened>>();
    promise->start();
    auto *watcher = new QFutureWatcher<bool>;
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher,
                     [promise, watcher, keychain, file] {
                         watcher->deleteLater();
                         if (watcher->result())
                             promise->addResult(Opened(keychain));
                         else
                             promise->addResult(Opened(std::make_shared<SealedStore>(file)));
                         promise->finish();
                     });
    watcher->setFuture(keychain->probe());
    return promise->future();
}

} // namespace gatehouse
