#pragma once

#include "services/core/log.h"
#include "services/gateway/alerts/looks.h"

namespace gatehouse::gateway {

/// What one look at all rules and budgets came to.
struct EvaluationReport
{
    bool isDone = false; ///< else another gateway does it, or did just now
    std::size_t fired = 0;
    std::size_t resolved = 0;
};

struct EvaluationOptions
{
    ReadConditions readConditions;
    /// Less than this after the last look there is none.
    std::chrono::milliseconds interval{std::chrono::seconds(45)};
};

/// Looks at every rule and budget, and writes what fired, what is over and whom it is to be told,
/// in one transaction behind the last look. However many gateways do it, one does at a time. A rule
/// that cannot be looked at, or whose findings cannot be written, is logged and changes nothing;
/// the others go on. The session is in no transaction.
Result<EvaluationReport> evaluateAlerts(postgres::Session &session,
                                        const EvaluationOptions &options, const Clock &clock,
                                        UuidGenerator &ids, Log &log);

} // namespace gatehouse::gateway
