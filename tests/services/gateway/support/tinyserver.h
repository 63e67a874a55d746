#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gatehouse::test {

/// A request as it came over the wire.
struct TinyRequest
{
    std::string head; ///< up to the blank line, as sent
    std::string body;
    std::string header(const std::string &name) const; ///< empty: not there
};

/// A real HTTP server on loopback, as simple as can be: one thread for each connection, one request
/// after the other. What the handler returns is sent as it is; empty means no answer: the
/// connection stays silent until the server goes.
class TinyServer
{
public:
    using Handler = std::function<std::string(const TinyRequest &)>;
    /// `greeting` is sent to each connection before anything is read.
    explicit TinyServer(Handler handler, std::string greeting = {});
    ~TinyServer();

    std::string url() const;
    int connections() const { return m_connections; }
    std::vector<TinyRequest> requests() const;

    static std::string answer(int status, const std::string &body = {},
                              const std::string &headers = {});

private:
    void accept();
    void serve(int socket);

    Handler m_handler;
    std::string m_greeting;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_connections{0};
    mutable std::mutex m_mutex;
    std::vector<TinyRequest> m_requests;
    std::vector<int> m_sockets;
    std::vector<std::thread> m_threads;
    bool m_isClosing = false;
    std::thread m_acceptor; ///< last: it uses all of the above
};

} // namespace gatehouse::test
