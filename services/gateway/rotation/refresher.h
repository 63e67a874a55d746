#pragma once

#include "services/core/log.h"
#include "services/postgres/session.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace gatehouse::gateway {

struct RefresherOptions
{
    postgres::SessionOptions database; ///< of the role that the gateway runs as
    std::string purpose; ///< for the log and application_name: "secrets"
    std::chrono::milliseconds interval{500}; ///< between two looks
};

/// Looks at the database again and again, on a thread of its own, so that what is stored there can
/// be answered from memory and what any process changes is heard within one interval.
class Refresher
{
public:
    /// Reads what is stored and writes what is to be stored; called on the thread, and on those of
    /// start() and of the destructor. When it fails, what was read before counts.
    using Look = std::function<Result<>(postgres::Session &)>;

    Refresher(RefresherOptions options, Look look, const Clock &clock, Log &log);
    /// Looks once more, so that the last uses are written.
    ~Refresher();
    Refresher(const Refresher &) = delete;
    Refresher &operator=(const Refresher &) = delete;

    /// Looks for the first time and begins to do so by itself. Call once.
    Result<> start();
    /// Waits until everything that was committed before this call is heard; not longer than two
    /// seconds. Thread-safe; nothing before start().
    void refresh();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
