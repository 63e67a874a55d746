#pragma once

#include "services/core/result.h"
#include "services/secrets/secret.h"
#include "services/sending/httpsender.h"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace gatehouse::gateway {

/// The application passwords of one WordPress user, managed by that user through WordPress's REST
/// API (wp/v2/users/me/application-passwords, since WordPress 5.6). A credential is
/// "user:password". Each call blocks until WordPress has answered, at most the sender's time-out,
/// or a stop was requested, from any thread; else not thread-safe. An answer that does not come
/// says nothing of whether WordPress did it.
///
/// The errors: Unavailable (no answer, a stop, or 5xx or 429), Denied (the credential, or what its
/// user may do), NotFound, Invalid (an answer that is none of WordPress's). WordPress's code is in
/// the detail; its message is not, since it may hold what was sent.
class ApplicationPasswords
{
public:
    /// `baseUrl`: of the site, as destinations have it.
    explicit ApplicationPasswords(const std::string &baseUrl, std::stop_token stop = {},
                                  HttpSenderOptions options = {std::chrono::seconds(5), {}, {}});

    /// The id of the password that the credential itself is. NotFound: it is none.
    Result<std::string> idOf(const secrets::Secret &credential);

    struct Made
    {
        std::string id; ///< WordPress's uuid of it
        secrets::Secret credential; ///< user:password
    };
    /// Another one of the same user. `name` is what WordPress's profile page calls it, and must be
    /// new there.
    Result<Made> make(const secrets::Secret &credential, const std::string &name);

    /// The id of the user's password that WordPress's profile page calls so; nothing: there is
    /// none.
    Result<std::optional<std::string>> idByName(const secrets::Secret &credential,
                                                const std::string &name);

    /// Takes one away; one that is gone already is fine. Invalid: WordPress does not say that it
    /// did.
    Result<> remove(const secrets::Secret &credential, const std::string &id);

private:
    /// POST with the method in a header, which WordPress takes for it.
    DeliveryResponse call(const char *method, const std::string &path,
                          const secrets::Secret &credential, std::string body);

    std::string m_url;
    std::stop_token m_stop;
    HttpSender m_sender;
};

/// The user of a credential.
std::string loginOf(const secrets::Secret &credential);

} // namespace gatehouse::gateway
