#pragma once

#include "app/gatehousectl/invocation.h"

#include <memory>

namespace gatehouse::cli {

/// `alerts acknowledge|rules|set-rule|remove-rule|dry-run|channels|set-channel|remove-channel|
/// test-channel` and `budgets list|set|remove|dry-run`, through the API alone. Rules, budgets and
/// channels are named by their name or id; what an option does not say of one that is there stays.
/// Secrets are read from files (mode 0600), never from the command line. What was given lives as
/// long as this does.
class AlertCommands
{
public:
    explicit AlertCommands(Invocation &invocation);
    ~AlertCommands();

    void addAlerts(CLI::App &group); ///< to the group that has `list` and `show`
    void addBudgets(CLI::App &app);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::cli
