#pragma once

#include <functional>
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
    std::string text; ///< headers and body
    std::string header(const std::string &name) const; ///< unfolded; empty: not there
    std::string body() const; ///< decoded from base64
};

/// A real SMTP server on loopback, as simple as can be: one thread for each connection.
class MailServer
{
public:
    /// How it behaves to a command ("RCPT TO:<anna@example.com>", "." behind the data); the answer
    /// that is sent in place of the usual one, "die" to hang up, empty for the usual.
    using Behaviour = std::function<std::string(const std::string &command)>;
    explicit MailServer(Behaviour behaviour = {});
    ~MailServer();

    /// smtp://HOST:port
    std::string url(const std::string &host = "127.0.0.1") const;
    std::vector<ReceivedMail> mails() const;
    std::vector<std::string> commands() const;

private:
    void accept();
    void serve(int socket);
    std::string answerTo(const std::string &command, ReceivedMail &mail);

    Behaviour m_behaviour;
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
