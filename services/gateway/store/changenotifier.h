#pragma once

#include "services/core/log.h"
#include "services/postgres/session.h"

#include <memory>

namespace gatehouse::gateway {

/// Tells the listeners of `gatehouse_events` that something changed: at most five times a second
/// for the whole process, from a session and thread of its own. (NOTIFY takes a lock of the whole
/// database at commit, so it does not belong in the transactions that it tells about.) It is only a
/// hint: while the database is away, hints are dropped but for one.
class ChangeNotifier
{
public:
    ChangeNotifier(postgres::SessionOptions database, const Clock &clock, Log &log);
    ~ChangeNotifier();

    /// After a commit that changed what the console shows. Thread-safe, does not wait.
    void changed();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
