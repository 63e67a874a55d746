#include "tests/services/gateway/support/mailserver.h"

#include <QByteArray>

#include <openssl/ssl.h>

#include <algorithm>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

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

struct ContextFreer
{
    void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
};
struct SslFreer
{
    void operator()(SSL *tls) const { SSL_free(tls); }
};

/// A client that hangs up must not end the test: the thread that writes to it gets an error.
void ignoreBrokenPipes()
{
    sigset_t pipes;
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipes, nullptr);
}

} // namespace

struct MailServer::Encryption
{
    Encryption(MailTls when, const CertificateFiles &files)
        : begins(when)
        , context(SSL_CTX_new(TLS_server_method()))
    {
        if (SSL_CTX_use_certificate_chain_file(context.get(), qPrintable(files.certificate)) != 1
            || SSL_CTX_use_PrivateKey_file(context.get(), qPrintable(files.key), SSL_FILETYPE_PEM)
                != 1)
            qFatal("the test's mail server cannot use its certificate");
    }

    MailTls begins;
    std::unique_ptr<SSL_CTX, ContextFreer> context;
};

/// The lines of one connection, in clear or by TLS.
class MailServer::Wire
{
public:
    explicit Wire(int socket)
        : m_socket(socket)
    {
    }

    bool isEncrypted() const { return m_tls != nullptr; }

    /// What came before in clear counts no more. False: the client does not take it.
    bool encrypt(const Encryption &encryption)
    {
        m_buffer.clear();
        m_tls.reset(SSL_new(encryption.context.get()));
        SSL_set_fd(m_tls.get(), m_socket);
        return SSL_accept(m_tls.get()) == 1;
    }

    /// The next line without its end; empty when the other side has closed.
    std::string readLine()
    {
        char chunk[4096];
        std::size_t end = 0;
        while ((end = m_buffer.find("\r\n")) == std::string::npos) {
            const ssize_t size = m_tls ? SSL_read(m_tls.get(), chunk, sizeof chunk)
                                       : ::recv(m_socket, chunk, sizeof chunk, 0);
            if (size <= 0)
                return {};
            m_buffer.append(chunk, static_cast<std::size_t>(size));
        }
        std::string line = m_buffer.substr(0, end);
        m_buffer.erase(0, end + 2);
        return line.empty() ? " " : line; // an empty one inside the data
    }

    void say(const std::string &line)
    {
        const std::string bytes = line + "\r\n";
        if (m_tls)
            SSL_write(m_tls.get(), bytes.data(), static_cast<int>(bytes.size()));
        else
            ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }

private:
    int m_socket;
    std::unique_ptr<SSL, SslFreer> m_tls;
    std::string m_buffer;
};

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
{
    listen();
}

MailServer::MailServer(MailTls tls, const CertificateFiles &files, Behaviour behaviour)
    : m_behaviour(std::move(behaviour))
    , m_encryption(std::make_unique<Encryption>(tls, files))
{
    listen();
}

void MailServer::listen()
{
    m_listener = ::socket(AF_INET, SOCK_STREAM, 0);
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

std::string MailServer::answerTo(const std::string &command, const Wire &wire, ReceivedMail &mail)
{
    const std::lock_guard lock(m_mutex);
    m_commands.push_back(command);
    const std::string instead = m_behaviour ? m_behaviour(command) : std::string();
    if (!instead.empty())
        return instead;
    const bool offersTls = m_encryption && !wire.isEncrypted();
    if (command.starts_with("EHLO"))
        return std::string("250-mail.example\r\n") + (offersTls ? "250-STARTTLS\r\n" : "")
            + "250 AUTH PLAIN";
    if (command == "STARTTLS")
        return offersTls ? "220 go on" : "503 not now";
    if (m_commands.size() > 1 && m_commands[m_commands.size() - 2] == "AUTH PLAIN") {
        mail.login = loginIn(command);
        return "235 fine";
    }
    if (command.starts_with("MAIL FROM:"))
        mail.from = between(command, '<', '>');
    if (command.starts_with("RCPT TO:"))
        mail.to.push_back(between(command, '<', '>'));
    mail.isEncrypted = wire.isEncrypted();
    if (command == ".")
        m_mails.push_back(mail);
    if (command == "AUTH PLAIN")
        return "334 ";
    return command == "DATA" ? "354 go on" : command == "QUIT" ? "221 bye" : "250 fine";
}

bool MailServer::isEncryptedFirst() const
{
    return m_encryption && m_encryption->begins == MailTls::FromTheStart;
}

void MailServer::serve(int socket)
{
    ignoreBrokenPipes();
    Wire wire(socket);
    ReceivedMail mail;
    bool isInData = false;
    if (isEncryptedFirst() && !wire.encrypt(*m_encryption))
        return;
    wire.say("220 mail.example");
    for (std::string line = wire.readLine(); !line.empty(); line = wire.readLine()) {
        if (isInData && line != ".") {
            mail.text += (line == " " ? "" : line) + "\r\n";
            continue;
        }
        const std::string answer = answerTo(line, wire, mail);
        if (answer == "die") {
            ::shutdown(socket, SHUT_RDWR);
            return;
        }
        isInData = line == "DATA" && answer.starts_with("354");
        wire.say(answer);
        const bool isBegun = line == "STARTTLS" && answer.starts_with("220");
        if (isBegun && !wire.encrypt(*m_encryption))
            return;
    }
}

std::string MailServer::url(const std::string &host) const
{
    return (isEncryptedFirst() ? "smtps://" : "smtp://") + host + ':' + std::to_string(m_port);
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
