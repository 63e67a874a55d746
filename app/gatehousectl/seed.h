#pragma once

#include <cstdint>
#include <string>

namespace gatehouse::cli {

struct SeedCommandOptions
{
    std::int64_t events = 0;
    int days = 90;
    std::uint64_t seed = 1;
    std::string database; ///< the owner's; empty: the private cluster
    std::string data; ///< folder of the private cluster; empty: the default one
    bool adds = false;
    bool json = false;
};

/// Fills a database with made-up events until all are there, or SIGINT or SIGTERM comes, which ends
/// it after the batch. Progress goes to standard error, without --json; what was made to standard
/// output. Returns the exit code. Blocks, and needs no event loop.
int seed(const SeedCommandOptions &options);

} // namespace gatehouse::cli
