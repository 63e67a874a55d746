#include "services/admin_api/adminclient.h"

#include "services/admin_api/answer.h"
#include "services/core/whendone.h"
#include "services/secrets/secret.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
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
    QStringList certificateProblems;
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

/// A scope as whoami has it: a list, or null for everything.
QStringList textsOf(const QJsonValue &list)
{
    QStringList texts;
    const QJsonArray array = list.toArray();
    for (const auto &text : array)
        texts += text.toString();
    return texts;
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
    whoami.capabilities = textsOf(json.value(QStringLiteral("capabilities")));
    whoami.tenants = textsOf(json.value(QStringLiteral("tenants")));
    whoami.sources = textsOf(json.value(QStringLiteral("sources")));
    whoami.environment = json.value(QStringLiteral("environment")).toString();
    const QJsonObject versions = json.value(QStringLiteral("versions")).toObject();
    whoami.version = versions.value(QStringLiteral("gateway")).toString();
    whoami.contractVersion = versions.value(QStringLiteral("contract")).toInteger();
    return whoami;
}

} // namespace

struct AdminClient::Private
{
    Private(AdminClient *owner, AdminOptions given);

    QNetworkRequest request(const QString &path, const QUrlQuery &query) const;
    QFuture<Result<QByteArray>> start(const QNetworkRequest &request,
                                      const std::optional<QByteArray> &body);
    void send(const ExchangePointer &exchange);
    void watch(const ExchangePointer &exchange, QNetworkReply *reply);
    void finished(const ExchangePointer &exchange, QNetworkReply *reply);
    void takeAnswer(const ExchangePointer &exchange, int status);
    void finish(const ExchangePointer &exchange, Result<QByteArray> result) const;
    Error connectionError(const Exchange &exchange, QNetworkReply *reply) const;
    Error certificateError(const Exchange &exchange) const;

    AdminClient *q;
    AdminOptions options;
    std::optional<QDateTime> gatewayTime;
    std::chrono::milliseconds timeout{20000};
    QNetworkAccessManager manager;
};

AdminClient::Private::Private(AdminClient *owner, AdminOptions given)
    : q(owner)
    , options(std::move(given))
{
    if (options.proxy)
        manager.setProxy(*options.proxy);
    else
        manager.setProxyFactory(new SystemProxies); // which the manager then owns
}

QNetworkRequest AdminClient::Private::request(const QString &path, const QUrlQuery &query) const
{
    QUrl url = options.baseUrl;
    QString base = url.path(QUrl::FullyEncoded);
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    url.setPath(base + QStringLiteral("/admin/v1/") + path, QUrl::TolerantMode);
    url.setQuery(query);
    url.setUserInfo(QString());
    QNetworkRequest request(url);
    request.setSslConfiguration(options.tls);
    if (options.token) {
        const std::string_view token = options.token->view();
        request.setRawHeader("Authorization",
                             "Bearer " + QByteArray(token.data(), qsizetype(token.size())));
    }
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
    QObject::connect(reply, &QNetworkReply::metaDataChanged, q, [reply, stop] {
        if (reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > largestAnswer)
            stop(Stopped::TooLarge);
    });
    QObject::connect(reply, &QNetworkReply::sslErrors, q,
                     [exchange](const QList<QSslError> &problems) {
                         for (const QSslError &problem : problems)
                             exchange->certificateProblems += problem.errorString();
                     });
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
    if (!exchange.certificateProblems.isEmpty())
        return certificateError(exchange);
    return {ErrorKind::Unavailable,
            tr("The gateway at %1 cannot be reached. Check that it runs, and the address of the "
               "connection.")
                .arg(options.baseUrl.toDisplayString(QUrl::RemoveUserInfo)),
            reply->errorString(),
            {}};
}

Error AdminClient::Private::certificateError(const Exchange &exchange) const
{
    return {
        ErrorKind::Denied,
        tr("What answers at %1 did not prove that it is the gateway, so nothing was sent to it: "
           "%2 Check the address and the CA file of the connection.")
            .arg(options.baseUrl.toDisplayString(QUrl::RemoveUserInfo),
                 exchange.certificateProblems.constFirst()),
        exchange.certificateProblems.join(u'\n'),
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
        gatewayTime = timeOf(*reply);
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
    if (error.kind != ErrorKind::Cancelled && error.kind != ErrorKind::Invalid)
        emit q->unreachable(error);
}

void AdminClient::Private::finish(const ExchangePointer &exchange, Result<QByteArray> result) const
{
    exchange->promise.addResult(std::move(result));
    exchange->promise.finish();
}

AdminClient::AdminClient(QUrl baseUrl, QByteArray token, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(
          this,
          AdminOptions{std::move(baseUrl),
                       std::make_shared<const secrets::Secret>(token.toStdString())}))
{
    token.fill('\0');
}

AdminClient::AdminClient(AdminOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(options)))
{
}

AdminClient::~AdminClient() = default;

std::optional<QDateTime> AdminClient::gatewayTime() const
{
    return d->gatewayTime;
}

QString AdminClient::segment(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QUrl AdminClient::baseUrl() const
{
    return d->options.baseUrl;
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
