#include "tests/services/gateway/support/tinyserver.h"

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

/// Reads from the socket into `buffer` until `isComplete`; false when the other side has closed.
template <typename Predicate>
bool readUntil(int socket, std::string &buffer, Predicate isComplete)
{
    char chunk[16384];
    while (!isComplete()) {
        const ssize_t size = ::recv(socket, chunk, sizeof chunk, 0);
        if (size <= 0)
            return false;
        buffer.append(chunk, static_cast<std::size_t>(size));
    }
    return true;
}

std::optional<TinyRequest> readRequest(int socket, std::string &buffer)
{
    TinyRequest request;
    std::size_t end = 0;
    const auto hasHead = [&] { return (end = buffer.find("\r\n\r\n")) != std::string::npos; };
    if (!readUntil(socket, buffer, hasHead))
        return std::nullopt;
    request.head = buffer.substr(0, end);
    buffer.erase(0, end + 4);
    const std::size_t length = std::stoul('0' + request.header("Content-Length"));
    if (!readUntil(socket, buffer, [&] { return buffer.size() >= length; }))
        return std::nullopt;
    request.body = buffer.substr(0, length);
    buffer.erase(0, length);
    return request;
}

} // namespace

std::string TinyRequest::header(const std::string &name) const
{
    const auto line = head.find("\r\n" + name + ": ");
    if (line == std::string::npos)
        return {};
    const auto start = line + name.size() + 4;
    return head.substr(start, head.find("\r\n", start) - start);
}

TinyServer::TinyServer(Handler handler, std::string greeting)
    : m_handler(std::move(handler))
    , m_greeting(std::move(greeting))
    , m_listener(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
    ::listen(m_listener, 128);
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

TinyServer::~TinyServer()
{
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    {
        const std::lock_guard lock(m_mutex);
        m_isClosing = true;
        for (const int socket : m_sockets)
            ::shutdown(socket, SHUT_RDWR);
    }
    for (std::thread &thread : m_threads)
        thread.join();
    for (const int socket : m_sockets)
        ::close(socket);
    ::close(m_listener);
}

void TinyServer::accept()
{
    while (true) {
        const int socket = ::accept(m_listener, nullptr, nullptr);
        if (socket < 0)
            return;
        ++m_connections;
        const std::lock_guard lock(m_mutex);
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket] { serve(socket); });
    }
}

void TinyServer::serve(int socket)
{
    std::string buffer;
    ::send(socket, m_greeting.data(), m_greeting.size(), MSG_NOSIGNAL);
    while (const auto request = readRequest(socket, buffer)) {
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(*request);
        }
        const std::string answer = m_handler(*request);
        ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL);
        if (answer.find("Connection: close") != std::string::npos)
            ::shutdown(socket, SHUT_RDWR);
    }
}

std::string TinyServer::url() const
{
    return "http://127.0.0.1:" + std::to_string(m_port);
}

std::vector<TinyRequest> TinyServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

std::string TinyServer::answer(int status, const std::string &body, const std::string &headers)
{
    return "HTTP/1.1 " + std::to_string(status) + " X\r\n" + headers
        + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace gatehouse::test
