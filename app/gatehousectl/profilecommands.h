#pragma once

namespace CLI {
class App;
}

namespace gatehouse::cli {

struct Invocation;

/// connections list | export | import | test: the saved ones of this machine.
void addConnections(CLI::App &app, Invocation &invocation);

} // namespace gatehouse::cli
