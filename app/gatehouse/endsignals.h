#pragma once

#include <csignal>
#include <thread>

namespace gatehouse::app {

/// Turns SIGTERM and SIGINT into QCoreApplication::quit(), so that the window's end is the same
/// whoever asks for it: the gateway drains, and the private Postgres stops. Made first thing in
/// main(): threads that exist before would still take the signals.
class EndSignals
{
public:
    EndSignals();
    ~EndSignals();
    EndSignals(const EndSignals &) = delete;
    EndSignals &operator=(const EndSignals &) = delete;

private:
    sigset_t m_ends;
    std::thread m_thread;
};

} // namespace gatehouse::app
