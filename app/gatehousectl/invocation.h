#pragma once

#include "app/gatehousectl/commands.h"
#include "app/gatehousectl/connection.h"
#include "app/gatehousectl/normalize.h"
#include "app/gatehousectl/seed.h"
#include "app/gatehousectl/serve.h"

#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace gatehouse::cli {

/// What was given on the command line; CLI11 writes into it.
struct Invocation
{
    ConnectionOptions connection;
    ServeOptions serve;
    NormalizeOptions normalize;
    SeedCommandOptions seed;
    bool json = false;
    int limit = 50;
    std::string sort; ///< a column; empty: the list's own
    std::string order = "desc";
    std::map<std::string, std::vector<std::string>> filters;
    std::vector<std::string> conditions; ///< --filter
    std::vector<std::string> ids;
    std::string reason;
    bool allowsExceptions = false;
    bool endsTidily = false; ///< what `run` does is taken back on SIGINT and SIGTERM
    int codeOnSignal = 1; ///< the exit code then
    std::shared_ptr<void> kept; ///< what `run` began, until the loop ends
    /// Set by the chosen subcommand: whether what was given can be used. Asked before anything is
    /// connected to.
    std::function<Result<>()> check = [] { return Result<>(); };
    /// Set by the chosen subcommand; run in the event loop.
    std::function<void(const Gateway &, const Finish &)> run;
    /// Instead of `run`, for what needs no gateway; gives the exit code.
    std::function<int()> alone;
};

QStringList toList(const std::vector<std::string> &texts);

/// --json
void addJson(CLI::App &command, bool &json);
/// --connection, --url, --token-file, --database and --json
void addConnectionOptions(CLI::App &command, Invocation &invocation);
/// --reason, which is needed where it is asked for
void addReason(CLI::App &command, Invocation &invocation, bool isRequired);

} // namespace gatehouse::cli
