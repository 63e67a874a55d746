#pragma once

#include "services/core/result.h"

#include <QDateTime>
#include <QFuture>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>
#include <QUrlQuery>

#include <chrono>
#include <memory>
#include <optional>

namespace gatehouse::secrets {
class Secret;
}

namespace gatehouse {

/// How a gateway is reached.
struct AdminOptions
{
    QUrl baseUrl; ///< of the gateway, e.g. http://127.0.0.1:8737
    std::shared_ptr<const secrets::Secret> token; ///< null: none is sent
    /// Whom it has to be certified by, and the certificate that is shown to it.
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    /// Nothing: what the system says for that address.
    std::optional<QNetworkProxy> proxy = QNetworkProxy(QNetworkProxy::NoProxy);
};

/// Who the token is, and what it may do (GET whoami).
struct Whoami
{
    QString actor;
    QString role;
    QStringList capabilities;
    QStringList tenants; ///< that it is limited to; empty: all
    QStringList sources; ///< likewise
    QString environment;
    QString version;
    qint64 contractVersion = 0; ///< 0: the gateway does not say
};

/// The admin REST API of one gateway: the only way by which the console changes anything.
/// In the GUI thread; answers come through QFuture (whenDone). Problem+json becomes an Error whose
/// message is its detail and whose cause is HttpStatus{status, code}; no connection is Unavailable,
/// 401 and 403 Denied, 404 NotFound, 409 Conflict, 400 and 422 Invalid, time-out Timeout.
/// Answers over 64 MiB are refused, redirects not followed. A certificate that is not in order is
/// Denied, and nothing was sent.
class AdminClient : public QObject
{
    Q_OBJECT

public:
    /// `baseUrl` is the gateway's, e.g. http://127.0.0.1:8737; `token` is kept in memory only.
    AdminClient(QUrl baseUrl, QByteArray token, QObject *parent = nullptr);
    explicit AdminClient(AdminOptions options, QObject *parent = nullptr);
    ~AdminClient() override;

    QUrl baseUrl() const;
    /// What the gateway's clock said with the last answer, to the second; nothing: it did not say.
    std::optional<QDateTime> gatewayTime() const;
    /// How long one request may take in all; 20 s unless set.
    void setTimeout(std::chrono::milliseconds timeout);

    /// What comes from outside, as one segment of a path: nothing in it ends the segment or begins
    /// the query.
    static QString segment(const QString &text);

    /// `path` is below /admin/v1 and percent-encoded where it has to be: "events", or
    /// "events/" + segment(id).
    QFuture<Result<QJsonObject>> get(const QString &path, const QUrlQuery &query = {});
    /// The bytes as they are: events/{id}/raw.
    QFuture<Result<QByteArray>> getBytes(const QString &path);
    /// Sends an Idempotency-Key of its own, so that a repeat after a lost answer does nothing
    /// twice: it is repeated by itself, once, with the same key, when the connection broke.
    QFuture<Result<QJsonObject>> post(const QString &path, const QJsonObject &body);
    QFuture<Result<Whoami>> whoami();

signals:
    /// After each answer, or failure to get one.
    void answered(std::chrono::milliseconds latency);
    /// Instead of `answered`: the gateway is there and says 503, mostly since its database is away.
    void notReady(const gatehouse::Error &error);
    void unreachable(const gatehouse::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse
