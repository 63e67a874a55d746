#pragma once

#include "services/cluster/datafolder.h"
#include "services/cluster/process.h"

#include <optional>
#include <string>
#include <thread>

namespace gatehouse::cluster {

/// The server process of a data folder: started by us, or found running.
class Postmaster
{
public:
    /// The one that runs now and accepts connections; nothing when none does. Waits for one that is
    /// just starting or stopping (Timeout after 30 s), and clears away what one that died left
    /// behind.
    static Result<std::optional<Postmaster>> attach(const Layout &layout, Log &log);

    /// Starts one and waits until it accepts connections. Ephemeral: without fsync, and it does not
    /// outlive this process.
    static Result<Postmaster> start(const Layout &layout, const Installation &installation,
                                    const ServerUser &user, bool ephemeral,
                                    const std::string &listenAddress);

    Postmaster(Postmaster &&) = default;
    Postmaster &operator=(Postmaster &&) = delete;
    ~Postmaster(); ///< ephemeral: stops it; otherwise it runs on

    bool hasEnded() { return m_process.hasEnded(); }
    int processId() const { return static_cast<int>(m_process.pid()); }
    const std::filesystem::path &socketFolder() const { return m_socketFolder; }
    /// Fast shutdown (ephemeral: at once); harder after 30 s. Returns when it is gone.
    void stop();

private:
    Postmaster(Process process, std::filesystem::path socketFolder)
        : m_process(std::move(process))
        , m_socketFolder(std::move(socketFolder))
    {
    }
    enum class Phase { Ready, Ended, Neither };
    Phase waitUntilReady(const Layout &layout);

    Process m_process;
    std::filesystem::path m_socketFolder;
    bool m_isEphemeral = false;
    std::thread m_keeper; ///< ephemeral: the server goes when this thread does
};

} // namespace gatehouse::cluster
