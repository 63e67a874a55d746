#pragma once

#include "services/gateway/alerts/dryrun.h"
#include "services/gateway/http/message.h"

namespace gatehouse::gateway::admin {

/// 200 with when a rule or a budget would have fired.
http::Response dryRunAnswer(const DryRun &run);

} // namespace gatehouse::gateway::admin
