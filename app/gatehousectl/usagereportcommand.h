#pragma once

namespace CLI {
class App;
}

namespace gatehouse::cli {

struct Invocation;

/// `metrics report [FILE]`: what AI systems used and cost by day, tenant, user and model
/// (docs/contract.md, section 6, metrics/report). `group` is `metrics`.
void addUsageReport(CLI::App &group, Invocation &invocation);

} // namespace gatehouse::cli
