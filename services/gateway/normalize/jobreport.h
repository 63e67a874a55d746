#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace gatehouse::gateway {

/// What a callback says of the job that it is about, in the words of console.jobs.
struct JobReport
{
    std::string jobId; ///< the sender's; up to 8 KiB
    std::string status; ///< pending, running, succeeded, dead or cancelled
    std::optional<std::string> model;
    std::optional<std::string> error; ///< why it has no result; up to 8 KiB
    std::optional<std::int64_t> tokens; ///< used, input and output together
    std::optional<std::chrono::milliseconds> duration; ///< at most 30 days
};

} // namespace gatehouse::gateway
