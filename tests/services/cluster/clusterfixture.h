#pragma once

#include "services/cluster/privatecluster.h"
#include "services/core/clock.h"
#include "services/core/log.h"
#include "services/postgres/session.h"

#include <QTemporaryDir>

#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse::test {

/// A folder to put clusters into, which the server's user can enter, and what tests do with them.
class ClusterFixture
{
public:
    ClusterFixture() { chmod(root().c_str(), 0755); }

    std::filesystem::path root() const { return m_root.path().toStdString(); }

    Result<std::unique_ptr<cluster::PrivateCluster>> start(
        const std::string &name = "cluster", const std::filesystem::path &binaries = {})
    {
        cluster::ClusterOptions options;
        options.folder = root() / name;
        options.binaries = binaries;
        return cluster::PrivateCluster::start(options, m_log);
    }

    Result<std::unique_ptr<cluster::PrivateCluster>> startEphemeral()
    {
        cluster::ClusterOptions options;
        options.ephemeral = true;
        return cluster::PrivateCluster::start(options, m_log);
    }

    /// Executable stand-ins for initdb and postgres.
    std::filesystem::path makeBinaries(const std::string &initdb, const std::string &postgres)
    {
        const std::filesystem::path folder = root() / "bin";
        std::filesystem::create_directories(folder);
        for (const auto &[name, body] :
             {std::pair("initdb", initdb), std::pair("postgres", postgres)}) {
            std::ofstream(folder / name) << "#!/bin/sh\n" << body << '\n';
            chmod((folder / name).c_str(), 0755);
        }
        return folder;
    }

    static Result<postgres::Rows> query(const std::string &conninfo, const std::string &sql)
    {
        postgres::SessionOptions options;
        options.conninfo = conninfo;
        Result<postgres::Session> session = postgres::Session::connect(options);
        if (!session)
            return failure(session.error());
        return session->execute(sql);
    }

    static bool isRunning(int pid)
    {
        std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
        std::string number, name;
        char state = 'X';
        status >> number >> name >> state;
        return state != 'X' && state != 'Z';
    }

    Log &log() { return m_log; }

private:
    QTemporaryDir m_root{QStringLiteral("/tmp/gatehouse-test-XXXXXX")};
    SystemClock m_clock;
    Log m_log{m_clock, [](std::string_view) {}};
};

} // namespace gatehouse::test
