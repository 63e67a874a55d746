#pragma once

#include "services/core/log.h"
#include "services/postgres/session.h"

#include <functional>
#include <memory>

namespace gatehouse::gateway {

struct BulkRunnerOptions
{
    postgres::SessionOptions database;
    /// After each commit that changed jobs, on the runner's thread: wakes the worker. Must not
    /// block.
    std::function<void()> changed = [] {};
    /// How often it looks for operations without being woken.
    std::chrono::milliseconds poll{1000};
};

/// Works on the bulk operations of the database, each at its own rate: one thread. Any number of
/// gateways may run one each; an operation stays with one of them until that one says nothing for
/// bulkLease. Nothing is kept in memory that the database does not have, but for how far the ramp
/// is: who takes an operation over begins it anew.
class BulkRunner
{
public:
    /// `clock` and `log` outlive it.
    BulkRunner(BulkRunnerOptions options, const Clock &clock, Log &log);
    /// Finishes the batch under way and gives its operations back.
    ~BulkRunner();

    /// There may be another operation, or one that is to go on. Thread-safe, does not wait.
    void wake();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
