#include "app/gatehouse/profileopener.h"

#include "services/core/whendone.h"

namespace gatehouse::app {

using Store = std::shared_ptr<CredentialStore>;

ProfileOpener::ProfileOpener(QString folder, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
{
}

void ProfileOpener::withStore(QObject *receiver, const std::function<void(const Store &)> &use)
{
    if (!m_opening)
        m_opening = openCredentialStore(m_folder);
    whenDone(*m_opening, receiver, [this, use](const Result<Store> &store) {
        if (!store) {
            emit failed(store.error());
            return;
        }
        m_store = *store;
        use(m_store);
    });
}

void ProfileOpener::open(const ConnectionProfile &profile)
{
    m_profile = profile;
    if (!needsStore(profile)) {
        read();
        return;
    }
    withStore(this, [this](const Store &store) {
        if (store->isLocked())
            emit passphraseNeeded();
        else
            read();
    });
}

void ProfileOpener::unlock(secrets::Secret passphrase)
{
    whenDone(m_store->unlock(std::move(passphrase)), this, [this](const Result<> &unlocked) {
        if (unlocked)
            read();
        else
            emit failed(unlocked.error());
    });
}

void ProfileOpener::read()
{
    whenDone(readCredentials(m_profile, m_store), this,
             [this, profile = m_profile](const Result<Credentials> &credentials) {
                 if (credentials)
                     emit ready(profile, *credentials);
                 else
                     emit failed(credentials.error());
             });
}

} // namespace gatehouse::app
