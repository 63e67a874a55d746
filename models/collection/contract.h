#pragma once

#include "services/core/result.h"

#include <QFuture>
#include <QString>

namespace gatehouse::postgres {
class Connection;
}

namespace gatehouse::collection {

/// The version of the contract (docs/contract.md) that this program knows: of the schema `console`
/// and of the admin API. It counts up only when something changes its meaning.
inline constexpr qint64 contractVersion = 1;

/// What a gateway's database says of itself: console.contract().
struct Contract
{
    qint64 version = 0;
    QString environment;
};

/// Invalid when the gateway is newer than this program, which would misread it. 0 is a gateway that
/// does not say.
Result<> checkContract(qint64 version);

/// Reads the contract and checks it. Invalid also for a database that has none.
QFuture<Result<Contract>> readContract(postgres::Connection &connection);

} // namespace gatehouse::collection
