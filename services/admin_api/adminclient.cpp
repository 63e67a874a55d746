#include "services/admin_api/adminclient.h"

#include "services/admin_api/answer.h"
#include "services/core/passoncancel.h"
#include "services/core/promise.h"
#include "services/core/whendone.h"
#include "services/secrets/secret.h"
#include "services/web_client/webserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <optional>

namespace gatehouse {

namespace {

template <typename From, typename To, typename Convert>
QFuture<Result<To>> converted(QObject *receiver, const QFuture<Result<From>> &future,
                              Convert convert)
{
    const SharedPromise<To> promise = startedPromise<To>();
    passOnCancel(receiver, promise->future(), future);
    whenDone(future, receiver, [promise, convert](const Result<From> &result) {
        fulfil<To>(promise, result ? convert(*result) : Result<To>(failure(result.error())));
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
    QFuture<Result<QByteArray>> send(const QNetworkRequest &request,
                                     const std::optional<QByteArray> &body = {});
    Result<QByteArray> judge(const WebAnswer &answer);
    Error errorOf(const WebAnswer &answer) const;
    Error certificateError(const WebAnswer &answer) const;
    void ended(const WebAnswer &answer);

    AdminClient *q;
    AdminOptions options;
    std::optional<QDateTime> gatewayTime;
    WebClient web;
};

AdminClient::Private::Private(AdminClient *owner, AdminOptions given)
    : q(owner)
    , options(std::move(given))
    , web({options.tls, options.proxy})
{
    QObject::connect(&web, &WebClient::ended, q,
                     [this](const WebAnswer &answer) { ended(answer); });
}

QNetworkRequest AdminClient::Private::request(const QString &path, const QUrlQuery &query) const
{
    const WebServer gateway{options.baseUrl, {}, options.token};
    return requestTo(gateway, web, QStringLiteral("admin/v1/") + path, query);
}

QFuture<Result<QByteArray>> AdminClient::Private::send(const QNetworkRequest &request,
                                                       const std::optional<QByteArray> &body)
{
    return web.send(request, body, [this](const WebAnswer &answer) { return judge(answer); });
}

Result<QByteArray> AdminClient::Private::judge(const WebAnswer &answer)
{
    if (answer.end == WebAnswer::End::Answered)
        gatewayTime = answer.serverTime;
    if (answer.isSuccess())
        return answer.body;
    return failure(errorOf(answer));
}

Error AdminClient::Private::errorOf(const WebAnswer &answer) const
{
    switch (answer.end) {
    case WebAnswer::End::Answered:
        return errorOfAnswer(answer.status, answer.body);
    case WebAnswer::End::Timeout:
        return {
            ErrorKind::Timeout,
            tr("The gateway did not answer in time. Whether it did what was asked is not known; "
               "look before you repeat it."),
            answer.detail,
            {}};
    case WebAnswer::End::TooLarge:
        return {ErrorKind::Invalid,
                tr("The gateway's answer is larger than 64 MiB. Ask for less."),
                {},
                {}};
    case WebAnswer::End::Cancelled:
        return {ErrorKind::Cancelled, tr("This was cancelled."), {}, {}};
    case WebAnswer::End::BadCertificate:
        return certificateError(answer);
    case WebAnswer::End::Unreachable:
        break;
    }
    return {ErrorKind::Unavailable,
            tr("The gateway at %1 cannot be reached. Check that it runs, and the address of the "
               "connection.")
                .arg(options.baseUrl.toDisplayString(QUrl::RemoveUserInfo)),
            answer.detail,
            {}};
}

Error AdminClient::Private::certificateError(const WebAnswer &answer) const
{
    return {
        ErrorKind::Denied,
        tr("What answers at %1 did not prove that it is the gateway, so nothing was sent to it: "
           "%2 Check the address and the CA file of the connection.")
            .arg(options.baseUrl.toDisplayString(QUrl::RemoveUserInfo),
                 answer.certificateProblems.constFirst()),
        answer.certificateProblems.join(u'\n'),
        {}};
}

void AdminClient::Private::ended(const WebAnswer &answer)
{
    const bool isAnswered = answer.end == WebAnswer::End::Answered;
    if (isAnswered && answer.status != 503)
        emit q->answered(answer.took);
    else if (isAnswered)
        emit q->notReady(errorOf(answer));
    else if (answer.end != WebAnswer::End::Cancelled && answer.end != WebAnswer::End::TooLarge)
        emit q->unreachable(errorOf(answer));
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
    d->web.setTimeout(timeout);
}

QFuture<Result<QJsonObject>> AdminClient::get(const QString &path, const QUrlQuery &query)
{
    return converted<QByteArray, QJsonObject>(this, d->send(d->request(path, query)), parseObject);
}

QFuture<Result<QByteArray>> AdminClient::getBytes(const QString &path)
{
    return d->send(d->request(path, {}));
}

QFuture<Result<QJsonObject>> AdminClient::post(const QString &path, const QJsonObject &body)
{
    QNetworkRequest request = d->request(path, {});
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setRawHeader("Idempotency-Key", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    return converted<QByteArray, QJsonObject>(
        this, d->send(request, QJsonDocument(body).toJson(QJsonDocument::Compact)), parseObject);
}

QFuture<Result<Whoami>> AdminClient::whoami()
{
    return converted<QJsonObject, Whoami>(this, get(QStringLiteral("whoami")), readWhoami);
}

} // namespace gatehouse
