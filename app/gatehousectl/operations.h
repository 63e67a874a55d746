#pragma once

#include "app/gatehousectl/invocation.h"

#include <memory>

namespace gatehouse::cli {

/// The commands that change where events go, beside the lists that every collection has:
/// `destinations show|add|set|rollback|delete`, `routes add|mode|delete`, `breakers list|reset`,
/// `workers show|pause|resume`, `secrets
/// rotate|rollback|extend|revoke|test|usage|due|policy|rekey`; what is shown of personal data:
/// `privacy show|masking|rules|add-rule|delete-rule|keys|seal|unseal`, `retention
/// show|set|dry-run|run`; `bulk plan|start|show|list|items|pause|resume|cancel`, `dlq
/// groups|group|undo`; and who may do all this: `tokens create|revoke`. Secrets are read from files
/// (mode 0600), never from the command line. What was given lives as long as this does.
class Operations
{
public:
    explicit Operations(Invocation &invocation);
    ~Operations();

    void addDestinations(CLI::App &group); ///< to the group that has `list`
    void addRoutes(CLI::App &group); ///< to the group that has `list` and `show`
    void addBreakers(CLI::App &app);
    void addWorkers(CLI::App &app);
    void addBulk(CLI::App &app);
    void addDeadLetters(CLI::App &group); ///< to the group that has `list` and `show`
    void addPrivacy(CLI::App &app);
    void addRetention(CLI::App &app);
    void addPrices(CLI::App &app);
    void addDeploys(CLI::App &app);
    void addSecrets(CLI::App &group); ///< to the group that has `list` and `show`
    void addJwtKeys(CLI::App &app);
    void addTokens(CLI::App &group); ///< to the group that has `list`

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::cli
