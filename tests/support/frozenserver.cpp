#include "tests/support/frozenserver.h"

#include "services/cluster/privatecluster.h"

#include <csignal>
#include <fstream>
#include <string>

namespace gatehouse::test {

FrozenServer::FrozenServer(TestCluster &cluster)
{
    const pid_t postmaster = cluster.cluster().serverProcessId();
    const std::string process = std::to_string(postmaster);
    m_stopped.push_back(postmaster);
    kill(postmaster, SIGSTOP); // first: it starts no further ones
    std::ifstream children("/proc/" + process + "/task/" + process + "/children");
    for (pid_t child = 0; children >> child;) {
        m_stopped.push_back(child);
        kill(child, SIGSTOP);
    }
}

FrozenServer::~FrozenServer()
{
    for (const pid_t process : m_stopped)
        kill(process, SIGCONT);
}

} // namespace gatehouse::test
