#include "services/gateway/delivery/applicationpasswords.h"

#include "services/signing/base64.h"

#include <QCoreApplication>

#include <boost/json.hpp>

#include <algorithm>
#include <memory>

namespace gatehouse::gateway {

using secrets::Secret;

namespace {

constexpr const char *collection = "/wp-json/wp/v2/users/me/application-passwords";
constexpr std::chrono::milliseconds longestPerform{1000};

struct ApplicationPasswordTexts
{
    Q_DECLARE_TR_FUNCTIONS(ApplicationPasswords)
};

boost::json::value jsonOf(const std::string &body)
{
    boost::system::error_code error;
    boost::json::value json = boost::json::parse(body, error);
    return error ? boost::json::value() : json;
}

boost::json::object objectOf(const std::string &body)
{
    const boost::json::value json = jsonOf(body);
    const auto *object = json.if_object();
    return object ? *object : boost::json::object();
}

std::string textOf(const boost::json::object &object, const char *name)
{
    const auto *value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool isUuid(std::string_view text)
{
    return text.size() == 36
        && text.find_first_not_of("0123456789abcdefABCDEF-") == std::string_view::npos;
}

/// " rest_cannot_create": WordPress's code, when it is one. Its message may hold what was sent.
std::string codeIn(const DeliveryResponse &answer)
{
    constexpr std::size_t longestCode = 64;
    const std::string code = textOf(objectOf(answer.body), "code");
    const bool isCode = !code.empty() && code.size() <= longestCode
        && code.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
    return isCode ? ' ' + code : std::string();
}

ErrorKind kindOf(const DeliveryResponse &answer)
{
    if (answer.failure != DeliveryResponse::Failure::None || answer.status >= 500
        || answer.status == 429)
        return ErrorKind::Unavailable;
    if (answer.status == 401 || answer.status == 403)
        return ErrorKind::Denied;
    return answer.status == 404 ? ErrorKind::NotFound : ErrorKind::Invalid;
}

QString sentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unavailable:
        return ApplicationPasswordTexts::tr(
            "WordPress cannot be reached, or has no time. The gateway goes on with what it has, "
            "and "
            "takes away what WordPress made all the same. Try again.");
    case ErrorKind::Denied:
        return ApplicationPasswordTexts::tr(
            "WordPress does not let this user manage application passwords. Look "
            "whether a plugin switches them off, and whether the site is on HTTPS.");
    case ErrorKind::NotFound:
        return ApplicationPasswordTexts::tr(
            "The credential is no application password of this WordPress.");
    default:
        return ApplicationPasswordTexts::tr(
            "WordPress gave an answer that is none of its own. Check the base URL.");
    }
}

Error errorOf(const DeliveryResponse &answer)
{
    const ErrorKind kind = kindOf(answer);
    std::string said = answer.error;
    if (said.empty())
        said = "HTTP " + std::to_string(answer.status) + codeIn(answer);
    return {kind, sentence(kind), QString::fromStdString(said), {}};
}

bool isGood(const DeliveryResponse &answer)
{
    return answer.failure == DeliveryResponse::Failure::None && answer.status >= 200
        && answer.status < 300;
}

/// The answer's `uuid`.
Result<std::string> idIn(const DeliveryResponse &answer)
{
    if (!isGood(answer))
        return failure(errorOf(answer));
    std::string id = textOf(objectOf(answer.body), "uuid");
    if (!isUuid(id))
        return failure(ErrorKind::Invalid, sentence(ErrorKind::Invalid));
    return id;
}

} // namespace

ApplicationPasswords::ApplicationPasswords(const std::string &baseUrl, std::stop_token stop,
                                           HttpSenderOptions options)
    : m_url(baseUrl)
    , m_stop(std::move(stop))
    , m_sender(std::move(options))
{
    while (m_url.ends_with('/'))
        m_url.pop_back();
    m_url += collection;
}

DeliveryResponse ApplicationPasswords::call(const char *method, const std::string &path,
                                            const Secret &credential, std::string body)
{
    DeliveryRequest request{m_url + path,
                            {{"Authorization", "Basic " + signing::toBase64(credential.view())},
                             {"X-HTTP-Method-Override", method},
                             {"Content-Type", "application/json"},
                             {"Accept", "application/json"}},
                            std::move(body)};
    const auto answer = std::make_shared<std::optional<DeliveryResponse>>();
    m_sender.send(std::move(request),
                  [answer](DeliveryResponse response) { *answer = std::move(response); });
    const std::stop_callback wake(m_stop, [this] { m_sender.wakeup(); });
    while (!*answer && !m_stop.stop_requested())
        m_sender.perform(longestPerform);
    if (*answer)
        return std::move(**answer);
    DeliveryResponse stopped;
    stopped.failure = DeliveryResponse::Failure::Timeout;
    stopped.error = "the gateway is being stopped";
    return stopped;
}

Result<std::string> ApplicationPasswords::idOf(const Secret &credential)
{
    return idIn(call("GET", "/introspect", credential, "{}"));
}

Result<ApplicationPasswords::Made> ApplicationPasswords::make(const Secret &credential,
                                                              const std::string &name)
{
    const std::string body = boost::json::serialize(boost::json::object{{"name", name}});
    DeliveryResponse answer = call("POST", {}, credential, body);
    auto id = idIn(answer);
    if (!id)
        return failure(id.error());
    std::string password = textOf(objectOf(answer.body), "password");
    std::fill(answer.body.begin(), answer.body.end(), ' ');
    if (password.empty())
        return failure(ErrorKind::Invalid, sentence(ErrorKind::Invalid));
    password.insert(0, loginOf(credential) + ':');
    return Made{std::move(*id), Secret(std::move(password))};
}

Result<std::optional<std::string>> ApplicationPasswords::idByName(const Secret &credential,
                                                                  const std::string &name)
{
    const DeliveryResponse answer = call("GET", "?_fields=uuid,name", credential, "{}");
    if (!isGood(answer))
        return failure(errorOf(answer));
    const boost::json::value json = jsonOf(answer.body);
    const auto *list = json.if_array();
    if (!list)
        return failure(ErrorKind::Invalid, sentence(ErrorKind::Invalid));
    for (const boost::json::value &item : *list) {
        const auto *object = item.if_object();
        if (object && textOf(*object, "name") == name && isUuid(textOf(*object, "uuid")))
            return std::optional(textOf(*object, "uuid"));
    }
    return std::optional<std::string>();
}

Result<> ApplicationPasswords::remove(const Secret &credential, const std::string &id)
{
    const DeliveryResponse answer = call("DELETE", '/' + id, credential, "{}");
    if (answer.status == 404 && codeIn(answer) == " rest_application_password_not_found")
        return {};
    if (!isGood(answer))
        return failure(errorOf(answer));
    const boost::json::object body = objectOf(answer.body);
    const auto *deleted = body.if_contains("deleted");
    if (!deleted || !deleted->is_bool() || !deleted->get_bool())
        return failure(ErrorKind::Invalid, sentence(ErrorKind::Invalid));
    return {};
}

std::string loginOf(const Secret &credential)
{
    const std::string_view text = credential.view();
    return std::string(text.substr(0, text.find(':')));
}

} // namespace gatehouse::gateway
