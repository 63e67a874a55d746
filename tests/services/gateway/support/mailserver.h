#pragma once

#include "tests/support/certificates.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gatehouse::test {

/// A mail as it came over the wire.
struct ReceivedMail
{
    std::string from;
    std::vector<std::string> to;
    std::string login; ///< of AUTH PLAIN: user, colon, password; empty: none was given
    bool isEncrypted = false; ///< all of it came by TLS
    std::string text; ///< headers and body
    std::string header(const std::string &name) const; ///< unfolded; empty: not there
    std::string body() const; ///< decoded from base64
};

/// When a mail server goes over to TLS.
enum class MailTls { FromTheStart, AfterStartTls };

/// A real SMTP server on loopback, as simple as can be: one thread for each connection.
class MailServer
{
public:
    /// How it behaves to a command ("RCPT TO:<anna@example.com>", "." behind the data); the answer
    /// that is sent in place of the usual one, "die" to hang up, empty for the usual.
    using Behaviour = std::function<std::string(const std::string &command)>;
    explicit MailServer(Behaviour behaviour = {});
    /// One that has a certificate.
    MailServer(MailTls tls, const CertificateFiles &files, Behaviour behaviour = {});
    ~MailServer();

    /// smtp://HOST:port, or smtps: where it speaks TLS from the start.
    std::string url(const std::string &host = "127.0.0.1") const;
    std::vector<ReceivedMail> mails() const;
    std::vector<std::string> commands() const;

private:
    class Wire;
    struct Encryption;

    void listen();
    void accept();
    void serve(int socket);
    bool isEncryptedFirst() const;
    std::string answerTo(const std::string &command, const Wire &wire, ReceivedMail &mail);

    Behaviour m_behaviour;
    std::unique_ptr<Encryption> m_encryption; ///< nothing: all goes in clear
    int m_listener = -1;
    int m_port = 0;
    mutable std::mutex m_mutex;
    std::vector<ReceivedMail> m_mails;
    std::vector<std::string> m_commands;
    std::vector<int> m_sockets;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor; ///< last: it uses all of the above
};

} // namespace gatehouse::test
