#pragma once

#include "tests/services/gateway/support/tinyserver.h"

#include <QByteArray>

#include <map>
#include <mutex>
#include <string>

namespace gatehouse::test {

/// The application passwords of one WordPress user, answered as WordPress 6.1 answers over REST
/// (class-wp-rest-application-passwords-controller.php). A real one is in integration/wordpress.
class WordPressPasswords
{
public:
    explicit WordPressPasswords(const std::string &user = "gatehouse",
                                const std::string &password = "first")
        : m_user(user)
        , m_server([this](const TinyRequest &request) { return answer(request); })
    {
        const std::lock_guard lock(m_mutex);
        m_passwords[newId()] = password;
    }

    std::string url() const { return m_server.url(); }
    /// The passwords that are accepted, by id.
    std::map<std::string, std::string> passwords() const
    {
        const std::lock_guard lock(m_mutex);
        return m_passwords;
    }
    /// Every further request with this method is answered so.
    void fail(const std::string &method, int status, const std::string &body)
    {
        const std::lock_guard lock(m_mutex);
        m_failures[method] = TinyServer::answer(status, body);
    }
    void recover()
    {
        const std::lock_guard lock(m_mutex);
        m_failures.clear();
    }

private:
    std::string newId()
    {
        std::string number = std::to_string(++m_made);
        return "01234567-89ab-4cde-8f01-" + std::string(12 - number.size(), '0') + number;
    }
    std::string idOf(const TinyRequest &request) const
    {
        const QByteArray basic = QByteArray::fromBase64(
            QByteArray::fromStdString(request.header("Authorization")).mid(6));
        for (const auto &[id, password] : m_passwords) {
            if (basic.toStdString() == m_user + ':' + password)
                return id;
        }
        return {};
    }
    static std::string json(int status, const std::string &body)
    {
        return TinyServer::answer(status, body, "Content-Type: application/json\r\n");
    }
    std::string answer(const TinyRequest &request)
    {
        const std::lock_guard lock(m_mutex);
        const std::string method = request.header("X-HTTP-Method-Override");
        if (const auto broken = m_failures.find(method); broken != m_failures.end())
            return broken->second;
        const std::string id = idOf(request);
        if (id.empty())
            return json(401,
                        R"({"code":"incorrect_password","message":"The provided password is)"
                        R"( an invalid application password."})");
        if (method == "GET")
            return json(200, R"({"uuid":")" + id + R"(","name":"x"})");
        if (method == "DELETE")
            return remove(request);
        const std::string made = newId();
        m_passwords[made] = "made " + std::to_string(m_made);
        return json(201, R"({"uuid":")" + made + R"(","password":")" + m_passwords[made] + "\"}");
    }
    std::string remove(const TinyRequest &request)
    {
        const std::size_t end = request.head.find(" HTTP/");
        const std::string id = end == std::string::npos || end < 36
            ? std::string()
            : request.head.substr(end - 36, 36);
        const bool was = m_passwords.erase(id) > 0;
        return was ? json(200, R"({"deleted":true})")
                   : json(404, R"({"code":"rest_application_password_not_found"})");
    }

    std::string m_user;
    mutable std::mutex m_mutex;
    std::map<std::string, std::string> m_passwords;
    std::map<std::string, std::string> m_failures;
    int m_made = 0;
    TinyServer m_server; ///< last: its threads use all of the above
};

} // namespace gatehouse::test
