#pragma once

#include "services/core/passoncancel.h"
#include "services/core/promise.h"
#include "services/core/whendone.h"

#include <QJsonObject>
#include <QObject>
#include <QUrlQuery>

#include <functional>

namespace gatehouse::collection {

/// GET of a path below /admin/v1.
using ApiGet =
    std::function<QFuture<Result<QJsonObject>>(const QString &path, const QUrlQuery &query)>;

/// Asks the admin API and reads the answers. In the GUI thread; when it goes, no answer arrives any
/// more.
class ApiCaller
{
public:
    explicit ApiCaller(ApiGet get)
        : m_get(std::move(get))
    {
    }

    /// `read` makes a Result<T> of the answer. Cancelling the future cancels the request.
    template <typename T, typename Read>
    QFuture<Result<T>> ask(const QString &path, const QUrlQuery &query, Read read)
    {
        const auto promise = startedPromise<T>();
        callFor(promise, path, query, [promise, read](const Result<QJsonObject> &json) {
            fulfil<T>(promise, json ? read(*json) : failure(json.error()));
        });
        return promise->future();
    }

    /// One request of those that the promise needs.
    template <typename T, typename Handler>
    void callFor(const SharedPromise<T> &promise, const QString &path, const QUrlQuery &query,
                 Handler handler)
    {
        const QFuture<Result<QJsonObject>> answer = m_get(path, query);
        passOnCancel(&m_context, promise->future(), answer);
        whenDone(answer, &m_context, handler);
    }

private:
    ApiGet m_get;
    QObject m_context; ///< last, so that no answer comes to a half-destroyed caller
};

} // namespace gatehouse::collection
