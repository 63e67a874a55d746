#pragma once

namespace CLI {
class App;
}

namespace gatehouse::collection {
struct Descriptor;
}

namespace gatehouse::cli {

struct Invocation;

/// listen --forward URL: new events to a developer's machine. `events` outlives the run.
void addListen(CLI::App &app, const collection::Descriptor &events, Invocation &invocation);

} // namespace gatehouse::cli
