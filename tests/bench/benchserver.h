#pragma once

#include "services/core/clock.h"
#include "services/core/log.h"
#include "services/gateway/http/server.h"

#include <csignal>
#include <cstdio>
#include <functional>
#include <memory>

namespace gatehouse::bench {

/// The rest of a main(): has the gateway's server answer by that endpoint at a free port of
/// loopback, says "listening on http://..." and waits for SIGTERM. Before it the program has no
/// other thread: they would take the signal. The exit code.
inline int serveUntilTerminated(const std::function<std::unique_ptr<http::Endpoint>()> &make)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    const SystemClock clock;
    Log log(clock, streamSink(stderr));
    const std::unique_ptr<http::Endpoint> endpoint = make();
    const auto server = http::Server::start(
        {}, [&](const http::RequestHead &) { return endpoint.get(); }, log);
    if (!server)
        return 1;
    std::printf("listening on %s\n", (*server)->url().c_str());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&ends, &signal);
    return 0;
}

} // namespace gatehouse::bench
