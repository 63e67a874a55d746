#pragma once

#include "services/core/result.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace gatehouse::workbench {

/// Runs `work` on a thread of Qt's pool. Consume with whenDone().
template <typename T>
QFuture<Result<T>> inPool(std::function<Result<T>()> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace gatehouse::workbench
