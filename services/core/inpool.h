#pragma once

#include "services/core/promise.h"

#include <QFuture>
#include <QThreadPool>

#include <functional>

namespace gatehouse {

/// Runs `work` on a thread of Qt's pool. Consume with whenDone().
template <typename T>
QFuture<Result<T>> inPool(std::function<Result<T>()> work)
{
    const SharedPromise<T> promise = startedPromise<T>();
    QThreadPool::globalInstance()->start(
        [promise, work = std::move(work)] { fulfil<T>(promise, work()); });
    return promise->future();
}

} // namespace gatehouse
