#pragma once

#include "tests/support/testcluster.h"

#include <sys/types.h>
#include <vector>

namespace gatehouse::test {

/// A Postgres that hangs: its postmaster and all of its processes are stopped (SIGSTOP) until this
/// object goes. Connections stay open, and new ones are taken by the kernel and never answered.
class FrozenServer
{
public:
    explicit FrozenServer(TestCluster &cluster);
    ~FrozenServer();
    FrozenServer(const FrozenServer &) = delete;
    FrozenServer &operator=(const FrozenServer &) = delete;

private:
    std::vector<pid_t> m_stopped;
};

} // namespace gatehouse::test
