#pragma once

#include "services/core/result.h"

#include <QCoreApplication>
#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <type_traits>
#include <utility>

namespace gatehouse {

/// Calls `handler(Result<T>)` once, in the receiver's thread and never before this function has
/// returned, when the future has ended; a future that was cancelled gives ErrorKind::Cancelled.
/// When the receiver dies first the handler is not called. Any number of listeners may wait on one
/// future, but one only where T can only be moved. (QFuture::then with a context does neither in Qt
/// 6.4: it asserts when the context died,
/// replaces an earlier then, and runs at once on a future that is ready.)
template <typename T, typename Handler>
void whenDone(const QFuture<Result<T>> &future, QObject *receiver, Handler &&handler)
{
    auto *watcher = new QFutureWatcher<Result<T>>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, handler = std::forward<Handler>(handler)]() mutable {
                         watcher->deleteLater();
                         QFuture<Result<T>> ended = watcher->future();
                         if (ended.resultCount() == 0) {
                             handler(Result<T>(failure(
                                 ErrorKind::Cancelled,
                                 QCoreApplication::translate("whenDone", "This was cancelled."))));
                             return;
                         }
                         if constexpr (std::is_copy_constructible_v<T> || std::is_void_v<T>)
                             handler(ended.result());
                         else
                             handler(ended.takeResult());
                     });
    watcher->setFuture(future);
}

} // namespace gatehouse
