#pragma once

#include "services/connections/access.h"
#include "services/connections/credentialstore.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace gatehouse::app {

/// Gets a profile's secrets from where they are kept. The store is found once per start, and so is
/// its passphrase asked for. In the GUI thread; nothing blocks.
class ProfileOpener : public QObject
{
    Q_OBJECT

public:
    explicit ProfileOpener(QString folder = credentialFolder(), QObject *parent = nullptr);

    /// Ends in one of the signals; a later call takes the place of the one under way.
    void open(const ConnectionProfile &profile);
    /// After passphraseNeeded(); goes on with what was to be opened.
    void unlock(secrets::Secret passphrase);
    /// Calls with the store as soon as it is known; not when `receiver` is gone by then.
    void withStore(QObject *receiver,
                   const std::function<void(const std::shared_ptr<CredentialStore> &)> &use);

signals:
    void ready(const gatehouse::ConnectionProfile &profile,
               const gatehouse::Credentials &credentials);
    void passphraseNeeded();
    void failed(const gatehouse::Error &error);

private:
    void read();

    QString m_folder;
    std::optional<QFuture<Result<std::shared_ptr<CredentialStore>>>> m_opening;
    std::shared_ptr<CredentialStore> m_store;
    ConnectionProfile m_profile;
};

} // namespace gatehouse::app
