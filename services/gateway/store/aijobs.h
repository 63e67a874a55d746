#pragma once

#include "services/gateway/store/batchstatements.h"

#include <vector>

namespace gatehouse::gateway {

/// Updates the jobs that the batch's events tell of, those of their tenants, and makes those that
/// are not known yet. Behind the statements that store the events, in their transaction: what was
/// not stored (a duplicate) counts for nothing. A job never goes back, and one that succeeded takes
/// nothing more. What one used is a call of an AI system (gatehouse.agent_event) when it first
/// ends. A statement or two for each time that a job is named again, in the order of the batch;
/// none when no event tells of a job.
std::vector<postgres::Statement> aiJobStatements(const std::vector<BatchEntry> &batch);

} // namespace gatehouse::gateway
