#pragma once

namespace CLI {
class App;
}

namespace gatehouse::cli {

struct Invocation;

/// `metrics query MEASURE`, and `metrics report`, see usagereportcommand.h: calls, errors and
/// latency over time, from the gateway's rollups (docs/contract.md, sections 6 and 7).
void addMetrics(CLI::App &app, Invocation &invocation);

} // namespace gatehouse::cli
