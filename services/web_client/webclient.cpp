#include "services/web_client/webclient.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QPromise>
#include <QTimer>

namespace gatehouse {

namespace {

constexpr qint64 readBuffer = 1024LL * 1024;
constexpr int mostTries = 2;

/// One request, over all its tries.
struct Exchange
{
    QNetworkRequest request;
    std::optional<QByteArray> body; ///< set: POST
    WebClient::Judge judge;
    QPromise<Result<QByteArray>> promise;
    QFutureWatcher<Result<QByteArray>> watcher;
    QByteArray received;
    QStringList certificateProblems;
    QElapsedTimer elapsed;
    std::optional<WebAnswer::End> stopped; ///< why we ended a reply ourselves
    int tries = 0;
};

using ExchangePointer = std::shared_ptr<Exchange>;

/// Whether the connection was there and broke, so that the answer may have been lost.
bool isBroken(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::RemoteHostClosedError
        || error == QNetworkReply::TemporaryNetworkFailureError
        || error == QNetworkReply::NetworkSessionFailedError
        || error == QNetworkReply::UnknownNetworkError;
}

int statusOf(const QNetworkReply *reply)
{
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// Whether an answer came in full, whatever it says.
bool isWhole(const QNetworkReply *reply)
{
    if (reply->error() == QNetworkReply::NoError)
        return statusOf(reply) != 0;
    return statusOf(reply) >= 400 && !isBroken(reply->error())
        && reply->error() != QNetworkReply::ProtocolFailure;
}

/// The Date header, which QLocale::c() reads in the one form that RFC 9110 lets senders use.
std::optional<QDateTime> timeOf(const QNetworkReply &reply)
{
    const QString date = QString::fromLatin1(reply.rawHeader("Date").left(40));
    QDateTime time =
        QLocale::c().toDateTime(date, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!time.isValid())
        return std::nullopt;
    time.setTimeSpec(Qt::UTC);
    return time;
}

/// Asks anew for each request, so a change in the system counts at once.
class SystemProxies final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        return systemProxyForQuery(query);
    }
};

/// Which of our programs it is, for logs and ledgers: "gatehousectl/0.1.0".
QString userAgent()
{
    const QString program = QFileInfo(QCoreApplication::applicationFilePath()).fileName();
    const QString version = QCoreApplication::applicationVersion();
    return version.isEmpty() ? program : program + u'/' + version;
}

} // namespace

struct WebClient::Private
{
    Private(WebClient *owner, WebOptions given);

    void send(const ExchangePointer &exchange);
    void watch(const ExchangePointer &exchange, QNetworkReply *reply);
    void finished(const ExchangePointer &exchange, QNetworkReply *reply);
    WebAnswer answerOf(Exchange &exchange, QNetworkReply *reply) const;

    WebClient *q;
    WebOptions options;
    QNetworkAccessManager manager;
};

WebClient::Private::Private(WebClient *owner, WebOptions given)
    : q(owner)
    , options(std::move(given))
{
    if (options.proxy)
        manager.setProxy(*options.proxy);
    else
        manager.setProxyFactory(new SystemProxies); // which the manager then owns
}

void WebClient::Private::send(const ExchangePointer &exchange)
{
    ++exchange->tries;
    exchange->received.clear();
    QNetworkReply *reply = exchange->body ? manager.post(exchange->request, *exchange->body)
                                          : manager.get(exchange->request);
    reply->setReadBufferSize(readBuffer);
    watch(exchange, reply);
}

void WebClient::Private::watch(const ExchangePointer &exchange, QNetworkReply *reply)
{
    // Weak, since the watcher that calls it belongs to the exchange.
    const auto stop = [weak = std::weak_ptr(exchange), reply](WebAnswer::End why) {
        if (const auto known = weak.lock()) {
            known->stopped = why;
            reply->abort();
        }
    };
    const qsizetype largest = options.largestAnswer;
    QObject::connect(reply, &QNetworkReply::metaDataChanged, q, [reply, stop, largest] {
        if (reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > largest)
            stop(WebAnswer::End::TooLarge);
    });
    QObject::connect(reply, &QNetworkReply::sslErrors, q,
                     [exchange](const QList<QSslError> &problems) {
                         for (const QSslError &problem : problems)
                             exchange->certificateProblems += problem.errorString();
                     });
    QObject::connect(reply, &QNetworkReply::readyRead, q, [exchange, reply, stop, largest] {
        exchange->received += reply->readAll();
        if (exchange->received.size() > largest)
            stop(WebAnswer::End::TooLarge);
    });
    QObject::connect(reply, &QNetworkReply::finished, q,
                     [this, exchange, reply] { finished(exchange, reply); });
    QObject::connect(&exchange->watcher, &QFutureWatcherBase::canceled, reply,
                     [stop] { stop(WebAnswer::End::Cancelled); });
    auto *deadline = new QTimer(reply);
    QObject::connect(deadline, &QTimer::timeout, reply, [stop] { stop(WebAnswer::End::Timeout); });
    const auto left = options.timeout - std::chrono::milliseconds(exchange->elapsed.elapsed());
    deadline->start(std::max(left, std::chrono::milliseconds(0)));
}

WebAnswer WebClient::Private::answerOf(Exchange &exchange, QNetworkReply *reply) const
{
    WebAnswer answer;
    answer.took = std::chrono::milliseconds(exchange.elapsed.elapsed());
    if (!exchange.stopped && isWhole(reply)) {
        answer.status = statusOf(reply);
        answer.body = std::move(exchange.received) + reply->readAll();
        answer.serverTime = timeOf(*reply);
        return answer;
    }
    answer.end = exchange.stopped.value_or(exchange.certificateProblems.isEmpty()
                                               ? WebAnswer::End::Unreachable
                                               : WebAnswer::End::BadCertificate);
    answer.certificateProblems = exchange.certificateProblems;
    answer.detail = answer.end == WebAnswer::End::Timeout
        ? QStringLiteral("no answer within %1 ms").arg(options.timeout.count())
        : reply->errorString();
    return answer;
}

void WebClient::Private::finished(const ExchangePointer &exchange, QNetworkReply *reply)
{
    reply->deleteLater();
    if (!exchange->stopped && !isWhole(reply) && isBroken(reply->error())
        && exchange->tries < mostTries) {
        send(exchange);
        return;
    }
    const WebAnswer answer = answerOf(*exchange, reply);
    exchange->promise.addResult(exchange->judge(answer));
    exchange->promise.finish();
    emit q->ended(answer);
}

WebClient::WebClient(WebOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(options)))
{
}

WebClient::~WebClient() = default;

std::chrono::milliseconds WebClient::timeout() const
{
    return d->options.timeout;
}

void WebClient::setTimeout(std::chrono::milliseconds timeout)
{
    d->options.timeout = timeout;
}

QNetworkRequest WebClient::request(QUrl url) const
{
    url.setUserInfo(QString());
    QNetworkRequest request(url);
    request.setSslConfiguration(d->options.tls);
    request.setRawHeader("Accept", "application/json");
    request.setHeader(QNetworkRequest::UserAgentHeader, userAgent());
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    return request;
}

QFuture<Result<QByteArray>> WebClient::send(const QNetworkRequest &request,
                                            const std::optional<QByteArray> &body, Judge judge)
{
    const auto exchange = std::make_shared<Exchange>();
    exchange->request = request;
    exchange->body = body;
    exchange->judge = std::move(judge);
    exchange->promise.start();
    QFuture<Result<QByteArray>> future = exchange->promise.future();
    exchange->watcher.setFuture(future);
    exchange->elapsed.start();
    d->send(exchange);
    return future;
}

} // namespace gatehouse
