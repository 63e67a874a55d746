#pragma once

#include "services/core/result.h"

#include <QDateTime>
#include <QFuture>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace gatehouse {

/// By which way servers are reached, and how much is waited for.
struct WebOptions
{
    /// Whom a server has to be certified by, and the certificate that is shown to it.
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    /// Nothing: what the system says for that address.
    std::optional<QNetworkProxy> proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    std::chrono::milliseconds timeout{20'000}; ///< of one request in all
    qsizetype largestAnswer = 64LL * 1024 * 1024; ///< bytes
};

/// How a request ended.
struct WebAnswer
{
    enum class End { Answered, Timeout, TooLarge, Cancelled, BadCertificate, Unreachable };
    End end = End::Answered;
    int status = 0; ///< Answered: whatever it is
    QByteArray body; ///< Answered: whole
    QString detail; ///< else, for logs
    QStringList certificateProblems; ///< BadCertificate: at least one, and nothing was sent
    std::optional<QDateTime> serverTime; ///< as the answer says, to the second
    std::chrono::milliseconds took{0};

    bool isSuccess() const { return end == End::Answered && status >= 200 && status < 300; }
};

/// Asks servers by HTTP, whatever they are for: bounded answers, one deadline, no redirects, no
/// cookies, no cache. A request whose connection broke is repeated once, so it is one that may be.
/// In the GUI thread; answers come through QFuture (whenDone).
class WebClient : public QObject
{
    Q_OBJECT

public:
    /// What an answer means to who asked: its body, or the error that it stands for.
    using Judge = std::function<Result<QByteArray>(const WebAnswer &)>;

    explicit WebClient(WebOptions options, QObject *parent = nullptr);
    ~WebClient() override;

    std::chrono::milliseconds timeout() const;
    void setTimeout(std::chrono::milliseconds timeout);

    /// To that address, from which a user and password are taken out: they would stand in logs.
    QNetworkRequest request(QUrl url) const;

    /// POST with a body, else GET. Cancelling the future ends the request.
    QFuture<Result<QByteArray>> send(const QNetworkRequest &request,
                                     const std::optional<QByteArray> &body, Judge judge);

signals:
    /// After each request, behind its future.
    void ended(const gatehouse::WebAnswer &answer);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse
