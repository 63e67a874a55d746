#pragma once

#include "tests/services/gateway/support/tinyserver.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <functional>
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
        const std::string id = newId();
        m_passwords[id] = password;
        m_names[id];
    }

    std::string url() const { return m_server.url(); }
    /// The passwords that are accepted, by id.
    std::map<std::string, std::string> passwords() const
    {
        const std::lock_guard lock(m_mutex);
        return m_passwords;
    }
    /// Called with the method of each further request, on the server's thread, before it is done.
    void onRequest(std::function<void(const std::string &method)> seen)
    {
        const std::lock_guard lock(m_mutex);
        m_seen = std::move(seen);
    }
    /// Every further request with this method is done, and its answer is lost on the way.
    void loseAnswers(const std::string &method)
    {
        const std::lock_guard lock(m_mutex);
        m_lost = method;
    }
    /// Every further request with this method is never answered.
    void staySilent(const std::string &method)
    {
        const std::lock_guard lock(m_mutex);
        m_failures[method] = {};
    }
    /// Only the first password is taken for one.
    void refuseMade()
    {
        const std::lock_guard lock(m_mutex);
        m_refusesMade = true;
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
        m_lost.clear();
        m_refusesMade = false;
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
            const bool isRefused = m_refusesMade && !m_names.at(id).empty();
            if (basic.toStdString() == m_user + ':' + password && !isRefused)
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
        const std::string method = request.header("X-HTTP-Method-Override");
        std::function<void(const std::string &)> seen;
        {
            const std::lock_guard lock(m_mutex);
            seen = m_seen;
        }
        if (seen)
            seen(method);
        const std::lock_guard lock(m_mutex);
        if (const auto broken = m_failures.find(method); broken != m_failures.end())
            return broken->second;
        std::string done = doIt(request, method);
        return m_lost == method ? TinyServer::answer(502) : done;
    }
    std::string doIt(const TinyRequest &request, const std::string &method)
    {
        const std::string id = idOf(request);
        if (id.empty())
            return json(401,
                        R"({"code":"incorrect_password","message":"The provided password is)"
                        R"( an invalid application password."})");
        if (method == "GET" && request.head.find("/introspect ") == std::string::npos)
            return list();
        if (method == "GET")
            return json(200, R"({"uuid":")" + id + R"(","name":"x"})");
        if (method == "DELETE")
            return remove(request);
        const std::string made = newId();
        m_passwords[made] = "made " + std::to_string(m_made);
        m_names[made] = QJsonDocument::fromJson(QByteArray::fromStdString(request.body))
                            .object()
                            .value(QStringLiteral("name"))
                            .toString()
                            .toStdString();
        return json(201, R"({"uuid":")" + made + R"(","password":")" + m_passwords[made] + "\"}");
    }
    std::string list() const
    {
        std::string items;
        for (const auto &[id, password] : m_passwords)
            items += (items.empty() ? "" : ",") + std::string(R"({"uuid":")") + id + R"(","name":")"
                + m_names.at(id) + R"("})";
        return json(200, '[' + items + ']');
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
    std::map<std::string, std::string> m_names; ///< by id; the first one has none
    std::map<std::string, std::string> m_failures;
    std::function<void(const std::string &)> m_seen;
    std::string m_lost;
    bool m_refusesMade = false;
    int m_made = 0;
    TinyServer m_server; ///< last: its threads use all of the above
};

} // namespace gatehouse::test
