#pragma once

#include "models/ledger/chainwalk.h"
#include "services/core/result.h"

#include <QFuture>

#include <memory>
#include <vector>

namespace gatehouse {
class AdminClient;
namespace postgres {
class Connection;
}
} // namespace gatehouse

namespace gatehouse::ledger {

struct EntryPage
{
    std::vector<Entry> entries; ///< by number; none: there are none from there on
    std::int64_t newest = 0; ///< about how far the ledger goes; zero: not known
};

/// Reads the ledger upwards, some hundred entries at a time, by number: not by time, which a forger
/// may have changed. In the GUI thread; cancelling a future stops the work behind it.
class EntryReader
{
public:
    virtual ~EntryReader() = default;
    virtual QFuture<Result<EntryPage>> entriesFrom(std::int64_t sequence) = 0;
};

/// From console.audit. The connection outlives the reader.
std::unique_ptr<EntryReader> makePostgresReader(postgres::Connection &connection);

/// From the admin API, which outlives the reader. Denied for a token that is limited to tenants or
/// sources: it sees a chain with gaps.
std::unique_ptr<EntryReader> makeApiReader(AdminClient &api);

} // namespace gatehouse::ledger
