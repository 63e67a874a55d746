#include "services/admin_api/adminclient.h"

#include "services/admin_api/answer.h"
#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPromise>
#include <QTimer>
#include <QUuid>

#include <optional>

namespace gatehouse {

namespace {

constexpr qsizetype largestAnswer = 64LL * 1024 * 1024;
constexpr qint64 readBuffer = 1024LL * 1024;
constexpr int mostTries = 2;

/// Why we ended a reply ourselves.
enum class Stopped { No, Timeout, TooLarge, Cancelled };

/// One call, over all its tries.
struct Exchange
{
    QNetworkRequest request;
    std::optional<QByteArray> body; ///< set: POST
    QPromise<Result<QByteArray>> promise;
    QFutureWatcher<Result<QByteArray>> watcher;
    QByteArray received;
    QElapsedTimer elapsed;
    Stopped stopped = Stopped::No;
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

/// Whether an answer came in full, whatever it says.
bool isWhole(const QNetworkReply *reply)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply->error() == QNetworkReply::NoError)
        return status != 0;
    return status >= 400 && !isBroken(reply->error())
        && reply->error() != QNetworkReply::ProtocolFailure;
}

template <typename From, typename To, typename Convert>
QFuture<Result<To>> converted(QObject *receiver, const QFuture<Result<From>> &future,
                              Convert convert)
{
    auto promise = std::make_shared<QPromise<Result<To>>>();
    promise->start();
    // A cancelled caller cancels the call behind it.
    auto *watcher = new QFutureWatcher<Result<To>>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::canceled, receiver,
                     [watched = QFuture(future)]() mutable { watched.cancel(); });
    watcher->setFuture(promise->future());
    whenDone(future, receiver, [promise, watcher, convert](const Result<From> &result) {
        promise->addResult(result ? convert(*result) : Result<To>(failure(result.error())));
        promise->finish();
        watcher->deleteLater();
    });
    return promise->future();
}

/// Which of our programs it is, for the ledger: "gatehousectl/0.1.0".
QString userAgent()
{
    const QString program = QFileInfo(QCoreApplication::applicationFilePath()).fileName();
    const QString version = QCoreApplication::applicationVersion();
    return version.isEmpty() ? program : program + u'/' + version;
}

Result<Whoami> readWhoami(const QJsonObject &json)
{
    Whoami whoami;
    whoami.actor = json.value(QStringLiteral("actor")).toString();
    whoami.role = json.value(QStringLiteral("role")).toString();
    const QJsonArray capabilities = json.value(QStringLiteral("capabilities")).toArray();
    for (const auto &capability : capabilities)
        whoami.capabilities.append(capability.toString());
    whoami.environment = json.value(QStringLiteral("environment")).toString();
    const QJsonObject versions = json.value(QStringLiteral("versions")).toObject();
    whoami.version = versions.value(QStringLiteral("gateway")).toString();
    whoami.contractVersion = versions.value(QStringLiteral("contract")).toInteger();
    return whoami;
}

} // namespace

struct AdminClient::Private
{
    Private(AdminClient *owner, QUrl url, QByteArray secret)
        : q(owner)
        , baseUrl(std::move(url))
        , token(std::move(secret))
    {
    }

    QNetworkRequest request(const QString &path, const QUrlQuery &query) const;
    QFuture<Result<QByteArray>> start(const QNetworkRequest &request,
                                      const std::optional<QByteArray> &body);
    void send(const ExchangePointer &exchange);
    void watch(const ExchangePointer &exchange, QNetworkReply *reply);
    void finished(const ExchangePointer &exchange, QNetworkReply *reply);
    void takeAnswer(const ExchangePointer &exchange, int status);
    void finish(const ExchangePointer &exchange, Result<QByteArray> result) const;
    Error connectionError(const Exchange &exchange, QNetworkReply *reply) const;

    AdminClient *q;
    QUrl baseUrl;
    QByteArray token;
    std::chrono::milliseconds timeout{20000};
    QNetworkAccessManager manager;
};

QNetworkRequest AdminClient::Private::request(const QString &path, const QUrlQuery &query) const
{
    QUrl url = baseUrl;
    QString base = url.path(QUrl::FullyEncoded);
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    url.setPath(base + QStringLiteral("/admin/v1/") + path, QUrl::TolerantMode);
    url.setQuery(query);
    url.setUserInfo(QString());
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + token);
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

QFuture<Result<QByteArray>> AdminClient::Private::start(const QNetworkRequest &request,
                                                        const std::optional<QByteArray> &body)
{
    const auto exchange = std::make_shared<Exchange>();
    exchange->request = request;
    exchange->body = body;
    exchange->promise.start();
    QFuture<Result<QByteArray>> future = exchange->promise.future();
    exchange->watcher.setFuture(future);
    exchange->elapsed.start();
    send(exchange);
    return future;
}

void AdminClient::Private::send(const ExchangePointer &exchange)
{
    ++exchange->tries;
    exchange->received.clear();
    QNetworkReply *reply = exchange->body ? manager.post(exchange->request, *exchange->body)
                                          : manager.get(exchange->request);
    reply->setReadBufferSize(readBuffer);
    watch(exchange, reply);
}

void AdminClient::Private::watch(const ExchangePointer &exchange, QNetworkReply *reply)
{
    // Weak, since the watcher that calls it belongs to the exchange.
    const auto stop = [weak = std::weak_ptr(exchange), reply](Stopped why) {
        if (const auto known = weak.lock()) {
            known->stopped = why;
            reply->abort();
        }
    };
    QObject::connect(reply, &QNetworkReply::readyRead, q, [exchange, reply, stop] {
        exchange->received += reply->readAll();
        if (exchange->received.size() > largestAnswer)
            stop(Stopped::TooLarge);
    });
    QObject::connect(reply, &QNetworkReply::finished, q,
                     [this, exchange, reply] { finished(exchange, reply); });
    QObject::connect(&exchange->watcher, &QFutureWatcherBase::canceled, reply,
                     [stop] { stop(Stopped::Cancelled); });
    auto *deadline = new QTimer(reply);
    QObject::connect(deadline, &QTimer::timeout, reply, [stop] { stop(Stopped::Timeout); });
    const auto left = timeout - std::chrono::milliseconds(exchange->elapsed.elapsed());
    deadline->start(std::max(left, std::chrono::milliseconds(0)));
}

Error AdminClient::Private::connectionError(const Exchange &exchange, QNetworkReply *reply) const
{
    switch (exchange.stopped) {
    case Stopped::Timeout:
        return {
            ErrorKind::Timeout,
            tr("The gateway did not answer in time. Whether it did what was asked is not known; "
               "look before you repeat it."),
            QStringLiteral("no answer within %1 ms").arg(timeout.count()),
            {}};
    case Stopped::TooLarge:
        return {ErrorKind::Invalid,
                tr("The gateway's answer is larger than 64 MiB. Ask for less."),
                {},
                {}};
    case Stopped::Cancelled:
        return {ErrorKind::Cancelled, tr("This was cancelled."), {}, {}};
    case Stopped::No:
        break;
    }
    return {ErrorKind::Unavailable,
            tr("The gateway at %1 cannot be reached. Check that it runs, and the address of the "
               "connection.")
                .arg(baseUrl.toDisplayString(QUrl::RemoveUserInfo)),
            reply->errorString(),
            {}};
}

void AdminClient::Private::takeAnswer(const ExchangePointer &exchange, int status)
{
    if (status >= 200 && status < 300) {
        finish(exchange, std::move(exchange->received));
        emit q->answered(std::chrono::milliseconds(exchange->elapsed.elapsed()));
        return;
    }
    const Error error = errorOfAnswer(status, exchange->received);
    finish(exchange, failure(error));
    if (status == 503)
        emit q->notReady(error);
    else
        emit q->answered(std::chrono::milliseconds(exchange->elapsed.elapsed()));
}

void AdminClient::Private::finished(const ExchangePointer &exchange, QNetworkReply *reply)
{
    reply->deleteLater();
    if (exchange->stopped == Stopped::No && isWhole(reply)) {
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        exchange->received += reply->readAll();
        takeAnswer(exchange, status);
        return;
    }
    if (exchange->stopped == Stopped::No && isBroken(reply->error())
        && exchange->tries < mostTries) {
        send(exchange);
        return;
    }
    const Error error = connectionError(*exchange, reply);
    finish(exchange, failure(error));
    if (error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout)
        emit q->unreachable(error);
}

void AdminClient::Private::finish(const ExchangePointer &exchange, Result<QByteArray> result) const
{
    exchange->promise.addResult(std::move(result));
    exchange->promise.finish();
}

AdminClient::AdminClient(QUrl baseUrl, QByteArray token, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(baseUrl), std::move(token)))
{
}

AdminClient::~AdminClient()
{
    d->token.fill('\0');
}

QString AdminClient::segment(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QUrl AdminClient::baseUrl() const
{
    return d->baseUrl;
}

void AdminClient::setTimeout(std::chrono::milliseconds timeout)
{
    d->timeout = timeout;
}

QFuture<Result<QJsonObject>> AdminClient::get(const QString &path, const QUrlQuery &query)
{
    return converted<QByteArray, QJsonObject>(this, d->start(d->request(path, query), std::nullopt),
                                              parseObject);
}

QFuture<Result<QByteArray>> AdminClient::getBytes(const QString &path)
{
    return d->start(d->request(path, {}), std::nullopt);
}

QFuture<Result<QJsonObject>> AdminClient::post(const QString &path, const QJsonObject &body)
{
    QNetworkRequest request = d->request(path, {});
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setRawHeader("Idempotency-Key", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    return converted<QByteArray, QJsonObject>(
        this, d->start(request, QJsonDocument(body).toJson(QJsonDocument::Compact)), parseObject);
}

QFuture<Result<Whoami>> AdminClient::whoami()
{
    return converted<QJsonObject, Whoami>(this, get(QStringLiteral("whoami")), readWhoami);
}

} // namespace gatehouse
