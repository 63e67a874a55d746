#pragma once

#include "services/secrets/secret.h"
#include "services/web_client/webclient.h"

#include <QString>
#include <QUrlQuery>

#include <memory>

namespace gatehouse {

/// A server that is asked by HTTP, and who asks.
struct WebServer
{
    QUrl url; ///< what its interface begins with; may have a path
    QString user; ///< with the secret as password (Basic); empty: the secret is a token (Bearer)
    std::shared_ptr<const secrets::Secret> secret; ///< null: none
    WebOptions web = {};
};

/// Asks for what is below the server's address, with its user and secret in the header alone. The
/// path is percent-encoded where it has to be.
QNetworkRequest requestTo(const WebServer &server, const WebClient &client, const QString &path,
                          const QUrlQuery &query);

} // namespace gatehouse
