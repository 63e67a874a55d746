#include "services/gateway/admin/destinationwish.h"

#include "services/core/uuid.h"
#include "services/gateway/admin/baseurl.h"
#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/overlap.h"
#include "services/gateway/admin/parameters.h"

#include <algorithm>
#include <array>

namespace gatehouse::gateway::admin {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t longestDestinationName = 63;
constexpr std::size_t longestTenantName = 100;
constexpr std::size_t longestBaseUrl = 500;
constexpr std::size_t longestUser = 255;
constexpr std::size_t longestCredential = 4096;
constexpr std::size_t shortestSecret = 16;
constexpr std::size_t longestSecret = 1024;
constexpr std::array knownAuthTypes = {"bearer"sv, "basic"sv};

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/// A name stands in paths beside ids, so it cannot look like one.
std::string readName(BodyReader &reader)
{
    std::string name = reader.text("name", longestDestinationName);
    const bool isName = std::all_of(name.begin(), name.end(), isNameCharacter);
    if (!isName || name.starts_with('.') || Uuid::parse(name))
        reader.refuse("name",
                      "must be a name of small letters, digits, - _ and ., which does not begin "
                      "with a dot and is no UUID.");
    return name;
}

void readBaseUrl(BodyReader &reader, DestinationWish &wish)
{
    const bool allowHttp = reader.flag("allow_http");
    wish.baseUrl = reader.textIfAny("base_url", longestBaseUrl);
    if (!wish.baseUrl)
        return;
    if (const auto fault = baseUrlFault(*wish.baseUrl, allowHttp))
        reader.refuse("base_url", *fault);
}

secrets::Secret readToken(BodyReader &auth)
{
    std::string token = auth.text("token", longestCredential);
    if (!isVisibleAscii(token))
        auth.refuse("token", "must be visible ASCII: it stands in a header.");
    return secrets::Secret(std::move(token));
}

secrets::Secret readLogin(BodyReader &auth)
{
    std::string user = auth.text("user", longestUser);
    if (user.find(':') != std::string::npos)
        auth.refuse("user", "must not hold a colon, which ends it.");
    const secrets::Secret password(auth.text("password", longestCredential));
    return secrets::Secret(std::move(user.append(":").append(password.view())));
}

/// The refusal of what is inside, or of that there is none.
std::optional<http::Response> readAuth(BodyReader &reader, DestinationWish &wish)
{
    const boost::json::object *object = reader.object("auth");
    if (!object)
        return std::nullopt;
    BodyReader auth(*object, {"type", "token", "user", "password"}, "auth.");
    wish.authType = auth.choice("type", knownAuthTypes);
    if (wish.authType == "bearer")
        wish.credential = readToken(auth);
    else if (wish.authType == "basic")
        wish.credential = readLogin(auth);
    if (auth.has(wish.authType == "basic" ? "token" : "password"))
        auth.refuse("type",
                    "does not go with the other fields: a bearer has a token, basic has "
                    "user and password.");
    return auth.refusal();
}

void readSigningSecret(BodyReader &reader, DestinationWish &wish)
{
    auto secret = reader.textIfAny("signing_secret", longestSecret);
    if (!secret)
        return;
    if (secret->size() < shortestSecret || !isPlainText(*secret))
        reader.refuse("signing_secret",
                      "must have 16 to 1024 bytes of UTF-8. Make one with openssl rand -hex 32.");
    wish.signingSecret = secrets::Secret(std::move(*secret));
}

DestinationReading finished(const BodyReader &reader, std::optional<http::Response> authRefusal,
                            DestinationWish &&wish)
{
    if (reader.refusal())
        return *reader.refusal();
    if (authRefusal)
        return std::move(*authRefusal);
    return std::move(wish);
}

} // namespace

DestinationReading readNewDestination(const boost::json::object &body)
{
    BodyReader reader(body, {"name", "base_url", "allow_http", "auth", "signing_secret", "tenant"});
    DestinationWish wish;
    wish.name = readName(reader);
    wish.tenant = reader.textIfAny("tenant", longestTenantName);
    if (wish.tenant && !isPlainText(*wish.tenant))
        reader.refuse("tenant", "must be UTF-8.");
    readBaseUrl(reader, wish);
    if (!wish.baseUrl)
        reader.refuse("base_url", "is missing.");
    readSigningSecret(reader, wish);
    auto refusal = readAuth(reader, wish);
    return finished(reader, std::move(refusal), std::move(wish));
}

DestinationReading readDestinationChange(const boost::json::object &body)
{
    BodyReader reader(body,
                      {"base_url", "allow_http", "auth", "signing_secret", "overlap_seconds"});
    DestinationWish wish;
    readBaseUrl(reader, wish);
    readSigningSecret(reader, wish);
    wish.overlapSeconds = reader.number("overlap_seconds", 0, longestOverlap, defaultOverlap);
    auto refusal = readAuth(reader, wish);
    if (!wish.baseUrl && !reader.has("auth") && !wish.hasSigningSecret())
        reader.refuse("base_url",
                      "or 'auth' or 'signing_secret' must be given: nothing is to be "
                      "changed.");
    return finished(reader, std::move(refusal), std::move(wish));
}

} // namespace gatehouse::gateway::admin
