#pragma once

#include "services/gateway/alerts/decision.h"
#include "services/postgres/session.h"

#include <string_view>

/// Rules, budgets and alerts as rows.
namespace gatehouse::gateway {

/// Those that are enabled.
Result<std::vector<AlertRule>> readAlertRules(postgres::Session &session);
Result<std::vector<Budget>> readBudgets(postgres::Session &session);

/// What fires and whose: a rule, or a budget.
struct AlertOrigin
{
    Uuid id;
    bool isBudget = false;
    std::string name;
    std::string kind;
    Timestamp changedAt = {}; ///< as it was looked at
};

Result<Standing> readStanding(postgres::Session &session, const AlertOrigin &origin);

/// In the caller's transaction, with a notice for each channel that is to be told. False: the rule
/// or budget was changed or deleted meanwhile, and nothing is written.
Result<bool> writeChanges(postgres::Session &session, const AlertOrigin &origin,
                          const Changes &changes, Timestamp now, UuidGenerator &ids);

/// Ends open alerts whose rule or budget is disabled (what is deleted ends its own before). How
/// many.
Result<std::int64_t> resolveOrphans(postgres::Session &session, Timestamp now);

/// The same of one rule or budget, which is deleted or becomes another one.
Result<> resolveAlertsOf(postgres::Session &session, const Uuid &origin, Timestamp now);

struct OpenAlerts
{
    std::int64_t warning = 0;
    std::int64_t critical = 0;
};
Result<OpenAlerts> countOpenAlerts(postgres::Session &session);

} // namespace gatehouse::gateway
