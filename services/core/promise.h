#pragma once

#include "services/core/result.h"

#include <QPromise>

#include <memory>
#include <utility>

namespace gatehouse {

/// A promise that several handlers hold, of whom one fulfils it.
template <typename T>
using SharedPromise = std::shared_ptr<QPromise<Result<T>>>;

template <typename T>
SharedPromise<T> startedPromise()
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

template <typename T>
void fulfil(const SharedPromise<T> &promise, Result<T> result)
{
    promise->addResult(std::move(result));
    promise->finish();
}

} // namespace gatehouse
