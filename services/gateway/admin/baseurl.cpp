#include "services/gateway/admin/baseurl.h"

#include "services/gateway/admin/parameters.h"
#include "services/gateway/store/routes.h"

#include <QUrl>

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t longestUrl = 500;

QUrl parsed(const std::string &url)
{
    return QUrl(QString::fromStdString(url), QUrl::StrictMode);
}

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || host == QLatin1String("::1")
        || (host.startsWith(QLatin1String("127."))
            && host.count(u'.') == 3 // and not 127.0.0.1.example.com
            && std::all_of(host.begin(), host.end(),
                           [](QChar c) { return c == u'.' || (c >= u'0' && c <= u'9'); }));
}

/// A lower-cased copy in which escaped dots are dots.
std::string withoutEscapedDots(std::string_view path)
{
    std::string plain(path);
    for (const char *escaped : {"%2e", "%2E"}) {
        for (std::size_t at = 0; (at = plain.find(escaped, at)) != std::string::npos;)
            plain.replace(at, 3, ".");
    }
    return plain;
}

bool hasDotSegment(std::string_view path)
{
    std::string plain = withoutEscapedDots(path.substr(0, path.find('?')));
    plain += '/';
    return plain.find("/./") != std::string::npos || plain.find("/../") != std::string::npos;
}

} // namespace

std::optional<std::string> baseUrlFault(const std::string &text, bool allowHttp)
{
    if (text == standInUrl)
        return std::nullopt;
    const QUrl url = parsed(text);
    const bool isHttp = url.scheme() == QLatin1String("http");
    if (text.size() > longestUrl || !isVisibleAscii(text) || !url.isValid() || url.host().isEmpty()
        || (!isHttp && url.scheme() != QLatin1String("https")))
        return "must be a URL like https://wordpress.example, in ASCII, of at most 500 characters.";
    if (!url.userInfo().isEmpty() || text.find('@') != std::string::npos)
        return "must not hold a user or password: give them in 'auth'.";
    if (url.hasQuery() || url.hasFragment())
        return "must not have a query or fragment: a route's 'path' is put behind it.";
    if (hasDotSegment(url.path(QUrl::FullyEncoded).toStdString()))
        return "must not have segments of dots in its path.";
    if (isHttp && !allowHttp && !isLoopback(url.host()))
        return "must be https: credentials would be sent in clear. If the network in between is "
               "trusted, say so with --allow-http (in JSON \"allow_http\": true).";
    return std::nullopt;
}

std::string originOf(const std::string &text)
{
    const QUrl url = parsed(text);
    const bool isHttp = url.scheme() == QLatin1String("http");
    if (url.host().isEmpty())
        return {};
    return (url.scheme() + QStringLiteral("://") + url.host() + u':'
            + QString::number(url.port(isHttp ? 80 : 443)))
        .toStdString();
}

std::optional<std::string> pathFault(std::string_view path)
{
    if (path.empty() || path.front() != '/' || path.size() > longestUrl || !isVisibleAscii(path)
        || path.find_first_of("#\\") != std::string_view::npos)
        return "must begin with / and have at most 500 visible ASCII characters, without # and \\.";
    if (hasDotSegment(path))
        return "must not have segments of dots: it would lead out of the base URL.";
    return std::nullopt;
}

} // namespace gatehouse::gateway::admin
