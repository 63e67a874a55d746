#pragma once

#include "services/gateway/admin/list.h"

namespace gatehouse::gateway::admin {

/// What can be listed, one declaration each.
const ListSpec &eventList();
const ListSpec &jobList();
const ListSpec &deadLetterList();
/// Without what was sent and answered.
const ListSpec &deliveryList();
/// Calls of AI systems; see seesNoAgentEvents.
const ListSpec &agentEventList();
const ListSpec &auditList();
const ListSpec &routeList();
const ListSpec &destinationList();
const ListSpec &secretList();
/// Nobody who is limited to tenants or sources sees a row: the keys are everybody's.
const ListSpec &jwtKeyList();
/// No view of `console`: who may read there is not told who else may do what.
const ListSpec &alertList();
const ListSpec &tokenList();
const ListSpec &maskingRuleList();
const ListSpec &bulkOperationList();
/// Of one operation.
const ListSpec &bulkItemList();
/// Of all operations that the token may see.
const ListSpec &allBulkItemList();

} // namespace gatehouse::gateway::admin
