#pragma once

#include <string>

namespace gatehouse::cli {

struct ServeOptions
{
    std::string listen = "127.0.0.1:8737";
    std::string adminListen; ///< empty: 127.0.0.1, a free port; only used beyond loopback
    std::string database; ///< empty: a private cluster
    std::string environmentFile;
    std::string data; ///< folder of the private cluster; empty: the default one
    bool ephemeral = false;
    bool allowRemote = false;
    bool simulator = false; ///< also without a private cluster
    bool verbose = false;
    bool json = false; ///< what is printed are JSON objects: {"listening":URL,"admin":URL}
};

/// Runs the gateway until SIGTERM or SIGINT; prints `listening on URL` when it is ready. Returns
/// the exit code: UsageError for options that cannot be used, Failed for everything after that.
/// Blocks, and needs no event loop.
int serve(const ServeOptions &options);

} // namespace gatehouse::cli
