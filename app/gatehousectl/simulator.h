#pragma once

#include "app/gatehousectl/commands.h"

#include <functional>

namespace CLI {
class App;
}

namespace gatehouse::cli {

/// What a subcommand does once it was chosen and its gateway is there.
using Command = std::function<void(const Gateway &gateway, Output output, const Finish &finish)>;

/// Gives a subcommand the options that all have, and runs the command when it is chosen.
using OfferCommand = std::function<void(CLI::App &subcommand, const Command &command)>;

/// `simulator status|traffic|wordpress|scenarios|run|stop|requests`: the switches of a local
/// gateway, and its live request log.
void addSimulator(CLI::App &app, const OfferCommand &offer);

} // namespace gatehouse::cli
