#pragma once

#include "services/gateway/http/task.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace gatehouse::http {

/// A socket with its input buffer and a deadline on whatever it waits for. Everything runs on the
/// socket's executor, a strand. (Beast's tcp_stream closes the socket at its deadline, so that no
/// 408 could be sent.)
class Stream : public std::enable_shared_from_this<Stream>
{
public:
    using Duration = std::chrono::steady_clock::duration;
    enum class Read { Done, Closed, Expired };

    explicit Stream(boost::asio::ip::tcp::socket socket);

    boost::asio::ip::tcp::socket::executor_type executor();
    std::string remoteAddress() const; ///< without the port; IPv4 also when it came over IPv6

    /// What has arrived and was not yet consumed.
    std::string &input() { return m_input; }
    /// Takes up to `size` bytes off the front of the input and adds them to `target`.
    void moveInput(std::string &target, std::size_t size);

    /// For all receive() calls until it is set again.
    void setDeadline(Duration time);
    void clearDeadline();
    bool expired() const { return m_expired; }
    /// Waits for bytes and adds them to the input.
    Task<Read> receive();
    /// Ends a receive() that waits.
    void interrupt();

    /// All of both parts, or false; over the time the socket is closed.
    Task<bool> write(std::string_view head, std::string_view body, Duration time);
    /// Tells the peer that nothing more comes and throws away what it still sends, for a while:
    /// closing with unread input would reset the connection and take the answer with it.
    Task<> linger();
    void close();
    /// Closes with a TCP reset: what was not yet sent is thrown away.
    void reset();

private:
    void armTimer();
    void expire();

    boost::asio::ip::tcp::socket m_socket;
    boost::asio::steady_timer m_timer;
    std::chrono::steady_clock::time_point m_deadline = std::chrono::steady_clock::time_point::max();
    bool m_timerArmed = false;
    bool m_expired = false;
    bool m_writing = false;
    std::string m_input;
    std::array<char, std::size_t{16} * 1024> m_block;
};

} // namespace gatehouse::http
