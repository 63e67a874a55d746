#pragma once

#include "services/cluster/files.h"
#include "services/cluster/serveruser.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::cluster {

struct Command
{
    std::filesystem::path program;
    std::vector<std::string> arguments;
    ServerUser user; ///< isOther: become him first
    int output = -1; ///< descriptor for stdout and stderr
    /// A signal that the kernel sends it when the *thread* that spawned it ends; 0: it lives on, in
    /// a session of its own.
    int signalWithThread = 0;
};

/// A process held by a descriptor (pidfd), so that its number being used again cannot mislead.
/// Needs no event loop; usable from any thread, one at a time.
class Process
{
public:
    /// Runs a program without a shell, with a bare environment and no descriptors of ours.
    static Result<Process> spawn(const Command &command);
    /// A process that runs already; nothing when there is none of that number.
    static std::optional<Process> find(pid_t pid);

    pid_t pid() const { return m_pid; }
    /// True when it has ended; waits at most this long for it.
    bool waitForEnd(std::chrono::milliseconds timeout);
    bool hasEnded() { return waitForEnd(std::chrono::milliseconds(0)); }
    /// Meaningful for a child of ours that has ended: 0 is success.
    int exitCode() const { return m_exitCode; }
    void signal(int number) const;

private:
    Process(pid_t pid, Descriptor descriptor)
        : m_pid(pid)
        , m_descriptor(std::move(descriptor))
    {
    }
    pid_t m_pid;
    Descriptor m_descriptor;
    int m_exitCode = -1;
    bool m_hasEnded = false;
};

struct Finished
{
    int exitCode = -1;
    std::string output; ///< the first 64 KiB of stdout and stderr
};

/// Runs a program to its end; killed and Timeout when that takes too long.
Result<Finished> runToEnd(Command command, std::chrono::seconds timeout);

} // namespace gatehouse::cluster
