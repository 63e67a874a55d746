#pragma once

namespace CLI {
class App;
}

namespace gatehouse::cli {

struct Invocation;

/// replay FILE, replay --resume ID, and targets list | add | remove.
void addReplay(CLI::App &app, Invocation &invocation);

} // namespace gatehouse::cli
