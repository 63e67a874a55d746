#pragma once

#include "app/gatehousectl/connection.h"
#include "app/gatehousectl/output.h"
#include "services/replay/plan.h"
#include "services/replay/target.h"

#include <map>
#include <string>
#include <vector>

namespace gatehouse::cli {

/// What `gatehousectl replay` was given, checked.
struct ReplayOptions
{
    std::string file; ///< empty: `resume` says which
    std::string resume; ///< an id of the journal
    std::string target, url;
    std::string journal; ///< empty: the user's
    std::string ledger; ///< a saved connection, whose gateway's ledger is told; empty: none
    std::string reason;
    std::string junitFile, htmlFile, reportFile, fixtureFile;
    std::vector<std::string> secretFiles; ///< SOURCE[/TENANT]=FILE
    replay::Plan plan;
    bool expects = false;
    bool isDryRun = false;
    bool sendsUnknown = false;
    bool sendsFailed = false;
    bool json = false;
};

/// Replays in an event loop of its own; gives the exit code: Failed when an event was not sent or
/// not answered, or the replay was stopped; with `expects` also when one was answered otherwise
/// than expected.
int runReplay(const ReplayOptions &options);

} // namespace gatehouse::cli
