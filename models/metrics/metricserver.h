#pragma once

#include "services/core/passoncancel.h"
#include "services/core/promise.h"
#include "services/core/whendone.h"
#include "services/web_client/webserver.h"

#include <QJsonObject>
#include <QUrlQuery>

#include <functional>

namespace gatehouse::metrics {

/// A server of somebody else's that measures are read from: ClickHouse, Prometheus. Its failures
/// are said by its name. An answer has 32 MiB and 20 s. In the GUI thread; when it goes, no answer
/// arrives any more.
class MetricServer
{
public:
    /// What an answer stands for that is no success, in that product's words; nothing: what its
    /// status says is enough.
    using Refusal = std::function<std::optional<Error>(const WebAnswer &answer)>;

    MetricServer(WebServer server, QString product, Refusal refusal);

    struct Question
    {
        QString path; ///< below the server's address
        QUrlQuery query = {};
        std::optional<QByteArray> body = {}; ///< set: POST
        QByteArray contentType = QByteArrayLiteral("text/plain"); ///< of the body
    };
    /// One request of those that the promise needs; `handler` takes a Result<QJsonObject>.
    /// Cancelling the promise's future cancels the request.
    template <typename T, typename Handler>
    void askFor(const SharedPromise<T> &promise, const Question &question, Handler handler)
    {
        const QFuture<Result<QByteArray>> answer = send(question);
        passOnCancel(&m_context, promise->future(), answer);
        whenDone(answer, &m_context, [this, handler](const Result<QByteArray> &body) mutable {
            handler(body ? parse(*body) : Result<QJsonObject>(failure(body.error())));
        });
    }

    const QString &product() const { return m_product; }
    /// An answer that is not what was asked for.
    Error notAsAsked(const QString &detail = {}) const;

private:
    QFuture<Result<QByteArray>> send(const Question &question);
    Result<QByteArray> judge(const WebAnswer &answer) const;
    Error errorOf(const WebAnswer &answer) const;
    Result<QJsonObject> parse(const QByteArray &body) const;

    WebServer m_server;
    QString m_product;
    Refusal m_refusal;
    WebClient m_client;
    QObject m_context; ///< last, so that no answer comes to a half-destroyed server
};

} // namespace gatehouse::metrics
