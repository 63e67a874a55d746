#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gatehouse::test {

/// Speaks as much of Postgres's protocol as it takes to be connected to, answers the first
/// statement (the session's settings) as it should, and does its worst with the next. Each
/// connection has a thread, in which `worst` is called with the socket; it is closed afterwards.
class HostilePostgres
{
public:
    using Worst = std::function<void(int socket)>;
    /// With `greeting` that is all it ever says.
    explicit HostilePostgres(Worst worst, std::string greeting = {});
    ~HostilePostgres();
    HostilePostgres(const HostilePostgres &) = delete;
    HostilePostgres &operator=(const HostilePostgres &) = delete;

    std::string conninfo() const;
    /// False: the other side is gone.
    static bool send(int socket, const std::string &bytes);
    /// A message of the protocol: its type, its length, what is in it.
    static std::string message(char type, const std::string &content);
    static std::string number(std::uint32_t value);
    /// What comes before the rows of one column of text.
    static std::string beginOfRows();
    static std::string row(const std::string &cell);

private:
    void accept();
    void serve(int socket);

    Worst m_worst;
    std::string m_greeting;
    int m_listener = -1;
    int m_port = 0;
    std::mutex m_mutex;
    std::vector<int> m_sockets;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

} // namespace gatehouse::test
