#pragma once

#include "services/connections/profile.h"
#include "services/local/localgateway.h"
#include "ui/widgets/appearance.h"

#include <QString>

namespace gatehouse::app {

/// What the window was started with.
struct Options
{
    /// Of a saved connection, or of --url and its companions; without one the window brings its own
    /// local gateway.
    std::optional<ConnectionProfile> profile;
    QString link; ///< gatehouse://..., of a view to begin with; empty: none. Foreign text
    bool isLinkAlone = false; ///< nothing says which gateway is meant: any window may take the link
    LocalGatewayOptions local;
    int firstTraffic = 60; ///< signed webhooks sent to the local gateway at the start; 0: none
    std::optional<widgets::SchemeChoice> scheme; ///< else the one of last time
    QString shotsFolder; ///< write a PNG of every page there and end
    bool reportsStartup = false; ///< print when the first rows were painted (for the benchmark)
    bool fillsScreen = false; ///< no window manager: take the whole screen
};

/// Whether only --help or --version is asked for, which needs no display.
bool asksForWords(int argc, char **argv);
/// Whether there is somewhere to open a window; Qt would abort without a word that helps.
bool hasDisplay(int argc, char **argv);

/// Reads the command line. Returns an exit code instead when the program has to end now: 0
/// (--help), 2 (a wrong option, an unknown connection) or 1 (a saved connection that is damaged).
/// What is to be said has been printed.
tl::expected<Options, int> parseOptions(int argc, char **argv);

} // namespace gatehouse::app
