#include "tests/services/gateway/support/mailserver.h"

#include <QByteArray>

#include <algorithm>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

/// The next line without its end; empty when the other side has closed.
std::string readMailLine(int socket, std::string &buffer)
{
    char chunk[4096];
    std::size_t end = 0;
    while ((end = buffer.find("\r\n")) == std::string::npos) {
        const ssize_t size = ::recv(socket, chunk, sizeof chunk, 0);
        if (size <= 0)
            return {};
        buffer.append(chunk, static_cast<std::size_t>(size));
    }
    std::string line = buffer.substr(0, end);
    buffer.erase(0, end + 2);
    return line.empty() ? " " : line; // an empty one inside the data
}

void sayLine(int socket, const std::string &line)
{
    const std::string bytes = line + "\r\n";
    ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

std::string between(const std::string &text, char from, char to)
{
    const std::size_t begin = text.find(from) + 1;
    return text.substr(begin, text.find(to, begin) - begin);
}

/// "\0user\0password" as "user:password"
std::string loginIn(const std::string &base64)
{
    QByteArray plain = QByteArray::fromBase64(QByteArray::fromStdString(base64)).mid(1);
    return plain.replace('\0', ':').toStdString();
}

} // namespace

std::string ReceivedMail::header(const std::string &name) const
{
    const std::string head = "\r\n" + text.substr(0, text.find("\r\n\r\n")) + "\r\n";
    std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos)
        return {};
    at += name.size() + 4;
    std::string value;
    for (; head.compare(at, 2, "\r\n") != 0 || head[at + 2] == ' '; ++at)
        value += head[at];
    return value;
}

std::string ReceivedMail::body() const
{
    const QByteArray encoded = QByteArray::fromStdString(text.substr(text.find("\r\n\r\n") + 4));
    return QByteArray::fromBase64(encoded).toStdString();
}

MailServer::MailServer(Behaviour behaviour)
    : m_behaviour(std::move(behaviour))
    , m_listener(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
    ::listen(m_listener, 16);
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

MailServer::~MailServer()
{
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    {
        const std::lock_guard lock(m_mutex);
        for (const int socket : m_sockets)
            ::shutdown(socket, SHUT_RDWR);
    }
    for (std::thread &thread : m_threads)
        thread.join();
    for (const int socket : m_sockets)
        ::close(socket);
    ::close(m_listener);
}

void MailServer::accept()
{
    while (true) {
        const int socket = ::accept(m_listener, nullptr, nullptr);
        if (socket < 0)
            return;
        const std::lock_guard lock(m_mutex);
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket] { serve(socket); });
    }
}

std::string MailServer::answerTo(const std::string &command, ReceivedMail &mail)
{
    const std::lock_guard lock(m_mutex);
    m_commands.push_back(command);
    const std::string instead = m_behaviour ? m_behaviour(command) : std::string();
    if (!instead.empty())
        return instead;
    if (command.starts_with("EHLO"))
        return "250-mail.example\r\n250 AUTH PLAIN";
    if (m_commands.size() > 1 && m_commands[m_commands.size() - 2] == "AUTH PLAIN") {
        mail.login = loginIn(command);
        return "235 fine";
    }
    if (command.starts_with("MAIL FROM:"))
        mail.from = between(command, '<', '>');
    if (command.starts_with("RCPT TO:"))
        mail.to.push_back(between(command, '<', '>'));
    if (command == ".")
        m_mails.push_back(mail);
    if (command == "AUTH PLAIN")
        return "334 ";
    return command == "DATA" ? "354 go on" : command == "QUIT" ? "221 bye" : "250 fine";
}

void MailServer::serve(int socket)
{
    std::string buffer;
    ReceivedMail mail;
    bool isInData = false;
    sayLine(socket, "220 mail.example");
    for (std::string line = readMailLine(socket, buffer); !line.empty();
         line = readMailLine(socket, buffer)) {
        if (isInData && line != ".") {
            mail.text += (line == " " ? "" : line) + "\r\n";
            continue;
        }
        const std::string answer = answerTo(line, mail);
        if (answer == "die") {
            ::shutdown(socket, SHUT_RDWR);
            return;
        }
        isInData = line == "DATA" && answer.starts_with("354");
        sayLine(socket, answer);
    }
}

std::string MailServer::url(const std::string &host) const
{
    return "smtp://" + host + ':' + std::to_string(m_port);
}

std::vector<ReceivedMail> MailServer::mails() const
{
    const std::lock_guard lock(m_mutex);
    return m_mails;
}

std::vector<std::string> MailServer::commands() const
{
    const std::lock_guard lock(m_mutex);
    return m_commands;
}

} // namespace gatehouse::test
