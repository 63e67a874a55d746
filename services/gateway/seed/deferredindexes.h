#pragma once

#include "services/postgres/session.h"

#include <string>
#include <vector>

namespace gatehouse::gateway {

/// The indexes of the tables that history is copied into, taken away before and made again
/// afterwards, both within the transaction of the copy: to sort all keys once is several times
/// faster than to find each one's place, and a seeding that is killed leaves them as they were.
/// Those that guard something (primary keys, uniqueness) stay. Other sessions wait for the tables
/// until the transaction ends.
class DeferredIndexes
{
public:
    /// By the tables' owner.
    static Result<DeferredIndexes> drop(postgres::Session &owner);
    Result<> make(postgres::Session &owner) const;

private:
    std::vector<std::string> m_definitions;
};

} // namespace gatehouse::gateway
