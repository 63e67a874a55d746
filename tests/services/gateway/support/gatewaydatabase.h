#pragma once

#include "services/core/clock.h"
#include "services/core/log.h"
#include "services/gateway/store/event.h"
#include "services/postgres/session.h"
#include "tests/support/testcluster.h"

#include <QString>

namespace gatehouse::test {

/// A migrated database of its own for one test function.
class GatewayDatabase
{
public:
    GatewayDatabase(TestCluster &cluster, const std::string &name);

    /// To connect with the gateway's rights, or another role's.
    postgres::SessionOptions options(const std::string &role = "gatehouse_gateway") const;
    postgres::Session session(const std::string &role = "gatehouse_owner") const;
    /// The owner's session that is there already, made again when it was lost: for the one
    /// statement a new one would be ten times dearer. Not for a test's other threads.
    postgres::Session &owner();
    /// The first cell of a statement that the owner runs, as text; what went wrong, when it failed.
    QString cell(const std::string &sql, const postgres::Parameters &parameters = {});
    /// Applies migration `version`, as on a database that has none of it yet.
    void migrateAgain(int version);
    /// Ends every connection to the database and lets nobody in until `comeBack`.
    void goAway();
    void comeBack();
    /// Ends every connection, its own too; `comeBack` makes it again.
    void leave();

    SystemClock clock;
    Log log{clock, [](std::string_view) {}};

private:
    void letIn();

    TestCluster &m_cluster;
    std::string m_name;
    postgres::Session m_owner;
};

/// A webhook as the ingress hands it on, with the id of `ids`.
gateway::IncomingEvent stripeEvent(UuidGenerator &ids, const std::string &providerId,
                                   const std::string &type = "payment_intent.succeeded");

} // namespace gatehouse::test
