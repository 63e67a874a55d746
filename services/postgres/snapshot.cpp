#include "services/postgres/snapshot.h"

#include "services/postgres/sqlstate.h"

#include <algorithm>

namespace gatehouse::postgres {

namespace {

/// Who waits for its turn is idle in its transaction, and not forgotten.
constexpr const char *beginAlone = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                                   "SET LOCAL idle_in_transaction_session_timeout = 0";

/// SET TRANSACTION SNAPSHOT takes a literal alone.
bool isSnapshotName(const std::string &name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || c == '-';
    });
}

} // namespace

Result<std::string> beginSnapshot(Session &session)
{
    if (const Result<> begun = session.executeScript(beginAlone); !begun)
        return failure(begun.error());
    return session.execute("SELECT pg_catalog.pg_export_snapshot()").map([](const Rows &rows) {
        return rows.get<std::string>(0, 0);
    });
}

Result<> joinSnapshot(Session &session, const std::string &name)
{
    if (!isSnapshotName(name))
        return failure(errorFor({"22023", "no name of a snapshot"}));
    // As the first of its transaction.
    return session.executeScript("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                                 "SET TRANSACTION SNAPSHOT '"
                                 + name + "'; SET LOCAL idle_in_transaction_session_timeout = 0");
}

} // namespace gatehouse::postgres
