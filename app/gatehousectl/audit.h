#pragma once

#include "app/gatehousectl/invocation.h"

namespace gatehouse::cli {

/// `audit verify`: walks the ledger's chain, from the database where there is one, else through the
/// API, and says what it found; Failed when it is broken. `audit export FILE`: the entries of a
/// filter as CSV or NDJSON. The group has `list` already; the descriptor outlives the run.
void addAudit(CLI::App &group, const collection::Descriptor &ledger, Invocation &invocation);

} // namespace gatehouse::cli
