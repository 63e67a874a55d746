#pragma once

#include <QSocketNotifier>

#include <csignal>
#include <memory>

namespace gatehouse::cli {

/// While it exists, SIGINT and SIGTERM end the event loop with `code`, so that what is half done is
/// taken back. Made before any thread is: one that exists would still take the signals.
class QuitOnSignal
{
public:
    explicit QuitOnSignal(int code);
    ~QuitOnSignal();
    QuitOnSignal(const QuitOnSignal &) = delete;
    QuitOnSignal &operator=(const QuitOnSignal &) = delete;

private:
    sigset_t m_before{};
    const int m_code;
    int m_descriptor;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace gatehouse::cli
