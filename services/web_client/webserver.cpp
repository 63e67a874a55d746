#include "services/web_client/webserver.h"

namespace gatehouse {

namespace {

QByteArray bytesOf(const std::shared_ptr<const secrets::Secret> &secret)
{
    const std::string_view view = secret ? secret->view() : std::string_view();
    return {view.data(), qsizetype(view.size())};
}

/// Empty: nobody is named.
QByteArray authorizationOf(const WebServer &server)
{
    if (server.user.isEmpty())
        return server.secret ? "Bearer " + bytesOf(server.secret) : QByteArray();
    QByteArray pair = server.user.toUtf8() + ':' + bytesOf(server.secret);
    const QByteArray encoded = pair.toBase64();
    pair.fill('\0');
    return "Basic " + encoded;
}

} // namespace

QNetworkRequest requestTo(const WebServer &server, const WebClient &client, const QString &path,
                          const QUrlQuery &query)
{
    QUrl url = server.url;
    QString base = url.path(QUrl::FullyEncoded);
    while (base.endsWith(u'/'))
        base.chop(1);
    url.setPath(base + u'/' + path, QUrl::TolerantMode);
    url.setQuery(query);
    QNetworkRequest request = client.request(url);
    if (const QByteArray authorization = authorizationOf(server); !authorization.isEmpty())
        request.setRawHeader("Authorization", authorization);
    return request;
}

} // namespace gatehouse
