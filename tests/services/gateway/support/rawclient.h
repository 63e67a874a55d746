#pragma once

#include "services/gateway/http/message.h"

#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace gatehouse::test {

/// A blocking socket that sends exactly the bytes it is given, wrong ones too. Waits ten seconds at
/// most for anything.
class RawClient
{
public:
    struct Answer
    {
        int status = 0; ///< 0: the connection ended, or nothing came
        http::Headers headers;
        std::string body;
    };

    explicit RawClient(unsigned short port, int receiveBuffer = 0)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        const timeval patience{10, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        if (receiveBuffer > 0)
            ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected =
            ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    }
    ~RawClient() { hangUp(); }
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    bool isConnected() const { return m_connected; }

    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// The next answer; without a body when the request was a HEAD.
    Answer receive(bool headOnly = false)
    {
        while (m_input.find("\r\n\r\n") == std::string::npos) {
            if (!fill())
                return {};
        }
        Answer answer = takeHead();
        const std::string_view length = answer.headers.find("Content-Length").value_or("0");
        std::size_t size = 0;
        std::from_chars(length.data(), length.data() + length.size(), size);
        while (!headOnly && m_input.size() < size) {
            if (!fill())
                return {};
        }
        if (!headOnly)
            answer.body = take(size);
        return answer;
    }

    Answer exchange(std::string_view bytes)
    {
        send(bytes);
        return receive();
    }

    /// Waits until the server has closed, with nothing more sent.
    bool isClosedByServer()
    {
        char byte = 0;
        return m_input.empty() && ::recv(m_socket, &byte, 1, 0) == 0;
    }

    /// Waits until the server has torn the connection down, with nothing more sent.
    bool isResetByServer()
    {
        char byte = 0;
        return m_input.empty() && ::recv(m_socket, &byte, 1, 0) == -1 && errno == ECONNRESET;
    }

    /// Whatever comes until the server closes.
    std::string everything()
    {
        while (fill()) { }
        return std::exchange(m_input, {});
    }

    /// Right now, without waiting.
    bool hasInput() const
    {
        pollfd readable{m_socket, POLLIN, 0};
        return !m_input.empty() || ::poll(&readable, 1, 0) > 0;
    }

    void hangUp()
    {
        if (m_socket >= 0)
            ::close(m_socket);
        m_socket = -1;
    }

    /// Closes with a reset instead of an orderly end.
    void reset()
    {
        const linger hard{1, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        hangUp();
    }

    void endSending() { ::shutdown(m_socket, SHUT_WR); }

private:
    bool fill()
    {
        char block[4096];
        const ssize_t count = ::recv(m_socket, block, sizeof block, 0);
        if (count <= 0)
            return false;
        m_input.append(block, static_cast<std::size_t>(count));
        return true;
    }

    std::string take(std::size_t size)
    {
        std::string bytes = m_input.substr(0, size);
        m_input.erase(0, size);
        return bytes;
    }

    Answer takeHead()
    {
        Answer answer;
        const std::string head = take(m_input.find("\r\n\r\n") + 4);
        answer.status = std::atoi(head.substr(9, 3).c_str());
        std::size_t start = head.find("\r\n") + 2;
        for (std::size_t end = head.find("\r\n", start); end != start;
             start = end + 2, end = head.find("\r\n", start)) {
            const std::size_t colon = head.find(": ", start);
            answer.headers.add(head.substr(start, colon - start),
                               head.substr(colon + 2, end - colon - 2));
        }
        return answer;
    }

    int m_socket;
    bool m_connected = false;
    std::string m_input;
};

} // namespace gatehouse::test
