#include "tests/security/support/hostilepostgres.h"

#include <QtGlobal>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

constexpr std::uint32_t tlsRequest = 80877103;

/// False: the other side is gone.
bool receive(int socket, std::string &bytes, std::size_t size)
{
    bytes.assign(size, '\0');
    return size == 0 || recv(socket, bytes.data(), size, MSG_WAITALL) == static_cast<ssize_t>(size);
}

std::uint32_t numberIn(const std::string &bytes)
{
    std::uint32_t value = 0;
    for (int at = 0; at < 4; ++at)
        value = value << 8U | static_cast<unsigned char>(bytes[std::size_t(at)]);
    return value;
}

/// Up to the Sync at the end of what a statement is sent as.
bool receiveStatement(int socket)
{
    std::string head, content;
    while (receive(socket, head, 5) && receive(socket, content, numberIn(head.substr(1)) - 4)) {
        if (head[0] == 'S')
            return true;
    }
    return false;
}

bool receiveStartup(int socket)
{
    std::string length, content;
    while (receive(socket, length, 4) && receive(socket, content, numberIn(length) - 4)) {
        if (numberIn(content) != tlsRequest)
            return true;
        HostilePostgres::send(socket, "N");
    }
    return false;
}

} // namespace

HostilePostgres::HostilePostgres(Worst worst, std::string greeting)
    : m_worst(std::move(worst))
    , m_greeting(std::move(greeting))
    , m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *bare = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof address;
    if (bind(m_listener, bare, size) != 0 || listen(m_listener, 8) != 0
        || getsockname(m_listener, bare, &size) != 0)
        qFatal("the test cannot listen");
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

HostilePostgres::~HostilePostgres()
{
    shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    {
        const std::lock_guard lock(m_mutex);
        for (const int socket : m_sockets)
            shutdown(socket, SHUT_RDWR);
    }
    for (std::thread &thread : m_threads)
        thread.join();
    for (const int socket : m_sockets)
        close(socket);
    close(m_listener);
}

void HostilePostgres::accept()
{
    for (;;) {
        const int socket = ::accept(m_listener, nullptr, nullptr);
        if (socket < 0)
            return;
        const std::lock_guard lock(m_mutex);
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket] { serve(socket); });
    }
}

void HostilePostgres::serve(int socket)
{
    if (!m_greeting.empty()) {
        send(socket, m_greeting);
    } else if (receiveStartup(socket)) {
        const std::string ready = message('Z', "I");
        send(socket,
             message('R', number(0)) + message('S', std::string("client_encoding\0UTF8\0", 21))
                 + message('K', number(1) + number(2)) + ready);
        if (receiveStatement(socket)) {
            send(socket,
                 beginOfRows() + row("x") + message('C', std::string("SELECT 1\0", 9)) + ready);
            if (receiveStatement(socket))
                m_worst(socket);
        }
    }
    shutdown(socket, SHUT_RDWR);
}

std::string HostilePostgres::conninfo() const
{
    return "host=127.0.0.1 port=" + std::to_string(m_port) + " dbname=a user=b gssencmode=disable";
}

bool HostilePostgres::send(int socket, const std::string &bytes)
{
    return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL)
        == static_cast<ssize_t>(bytes.size());
}

std::string HostilePostgres::number(std::uint32_t value)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xffU);
    return bytes;
}

std::string HostilePostgres::message(char type, const std::string &content)
{
    return type + number(static_cast<std::uint32_t>(content.size()) + 4) + content;
}

std::string HostilePostgres::beginOfRows()
{
    const std::string one("\0\1", 2), zero("\0\0", 2);
    const std::string column = std::string("c\0", 2) + number(0) + zero + number(25) + "\xff\xff"
        + "\xff\xff\xff\xff" + one;
    return message('1', {}) + message('2', {}) + message('T', one + column);
}

std::string HostilePostgres::row(const std::string &cell)
{
    return message('D',
                   std::string("\0\1", 2) + number(static_cast<std::uint32_t>(cell.size())) + cell);
}

} // namespace gatehouse::test
