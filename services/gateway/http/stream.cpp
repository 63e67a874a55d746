#include "services/gateway/http/stream.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>

namespace gatehouse::http {

namespace asio = boost::asio;

namespace {

using boost::system::error_code;
using std::chrono::steady_clock;

constexpr std::chrono::seconds lingerTime{5};
constexpr std::size_t lingerBytes = std::size_t{4} * 1024 * 1024;

} // namespace

Stream::Stream(asio::ip::tcp::socket socket)
    : m_socket(std::move(socket))
    , m_timer(m_socket.get_executor())
{
    error_code ignored;
    m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
}

asio::ip::tcp::socket::executor_type Stream::executor()
{
    return m_socket.get_executor();
}

std::string Stream::remoteAddress() const
{
    error_code error;
    const auto endpoint = m_socket.remote_endpoint(error);
    if (error)
        return {};
    const asio::ip::address address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

void Stream::moveInput(std::string &target, std::size_t size)
{
    const std::size_t count = std::min(size, m_input.size());
    target.append(m_input, 0, count);
    m_input.erase(0, count);
}

void Stream::setDeadline(Duration time)
{
    m_deadline = steady_clock::now() + time;
    m_expired = false;
    // A timer that fires too early looks again; so most deadlines cost no timer at all.
    if (!m_timerArmed || m_timer.expiry() > m_deadline)
        armTimer();
}

void Stream::clearDeadline()
{
    m_deadline = steady_clock::time_point::max();
    m_expired = false;
}

void Stream::armTimer()
{
    m_timerArmed = true;
    m_timer.expires_at(m_deadline);
    m_timer.async_wait([weak = weak_from_this()](error_code error) {
        if (const auto self = weak.lock(); self && !error)
            self->expire();
    });
}

void Stream::expire()
{
    m_timerArmed = false;
    if (m_deadline == steady_clock::time_point::max() || !m_socket.is_open())
        return;
    if (steady_clock::now() < m_deadline) {
        armTimer();
        return;
    }
    m_expired = true;
    if (m_writing)
        close();
    else
        interrupt();
}

Task<Stream::Read> Stream::receive()
{
    if (m_expired)
        co_return Read::Expired;
    const auto buffer = asio::buffer(m_block);
    const auto [error, count] = co_await m_socket.async_read_some(buffer, completion);
    m_input.append(m_block.data(), count);
    if (!error)
        co_return Read::Done;
    co_return m_expired ? Read::Expired : Read::Closed;
}

void Stream::interrupt()
{
    error_code ignored;
    m_socket.cancel(ignored);
}

Task<bool> Stream::write(std::string_view head, std::string_view body, Duration time)
{
    const std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(body)};
    setDeadline(time);
    m_writing = true;
    const auto [error, count] = co_await asio::async_write(m_socket, parts, completion);
    m_writing = false;
    clearDeadline();
    co_return !error && count == head.size() + body.size();
}

Task<> Stream::linger()
{
    error_code error;
    m_socket.shutdown(asio::ip::tcp::socket::shutdown_send, error);
    setDeadline(lingerTime);
    std::size_t dropped = 0;
    while (!error && dropped < lingerBytes) {
        dropped += std::exchange(m_input, {}).size();
        const Read read = co_await receive();
        if (read != Read::Done)
            break;
    }
}

void Stream::reset()
{
    error_code ignored;
    m_socket.set_option(asio::socket_base::linger(true, 0), ignored);
    close();
}

void Stream::close()
{
    error_code ignored;
    m_timer.cancel();
    m_socket.close(ignored);
}

} // namespace gatehouse::http
