#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

namespace gatehouse {

/// Whoever cancels `outer` cancels `inner`, on which it waits, as long as `context` lives.
template <typename Outer, typename Inner>
void passOnCancel(QObject *context, const QFuture<Outer> &outer, QFuture<Inner> inner)
{
    auto *watcher = new QFutureWatcher<Outer>(context);
    QObject::connect(watcher, &QFutureWatcherBase::canceled, context,
                     [inner]() mutable { inner.cancel(); });
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(outer);
}

} // namespace gatehouse
