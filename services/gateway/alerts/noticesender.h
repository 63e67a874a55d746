#pragma once

#include "services/core/log.h"
#include "services/postgres/session.h"
#include "services/secrets/vault.h"

#include <functional>
#include <memory>

namespace gatehouse::gateway {

class GatewayMetrics;

struct NoticeSenderOptions
{
    postgres::SessionOptions database;
    const secrets::Vault *vault = nullptr; ///< outlives it; null: channels with a secret wait
    std::string certificateAuthorities; ///< a PEM file; empty: the system's
    /// After what changed an alert's notices, on this thread. Must not block.
    std::function<void()> changed = [] {};
    GatewayMetrics *metrics = nullptr; ///< outlives it; null: nobody counts
    std::chrono::milliseconds interval{std::chrono::seconds(15)};
};

/// Sends the notices that wait, one after the other, on a thread of its own; no transaction is open
/// while somebody is waited for. Any number of gateways may do it: each notice is one's at a time,
/// and who dies with one is followed by another, so a message comes at least once.
class NoticeSender
{
public:
    /// `clock` and `log` outlive it.
    NoticeSender(NoticeSenderOptions options, const Clock &clock, Log &log);
    /// Does not wait for an answer.
    ~NoticeSender();

    /// There may be another notice. Thread-safe, does not wait.
    void wake();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
