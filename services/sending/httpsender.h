#pragma once

#include "services/core/clock.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse {

using HeaderFields = std::vector<std::pair<std::string, std::string>>;

struct DeliveryRequest
{
    std::string url; ///< http or https
    HeaderFields headers; ///< Host and Content-Length are the sender's business
    std::string body;
    std::string method = "POST";
};

/// What came back, or why nothing did.
struct DeliveryResponse
{
    enum class Failure {
        None, ///< there is a status
        Timeout,
        Connect, ///< no connection, or it ended before the whole answer was there
        Tls, ///< no handshake, or a certificate that is not trusted
        Invalid, ///< the URL cannot be used; nothing was sent
    };
    Failure failure = Failure::None;
    int status = 0;
    HeaderFields headers; ///< the first 32 KiB
    std::string body; ///< the first 64 KiB
    std::string error; ///< one line of plain English, without the URL's user part
    std::chrono::microseconds duration{0};

    /// The first header of that name, compared without case.
    std::optional<std::string_view> header(std::string_view name) const;
};

struct HttpSenderOptions
{
    std::chrono::milliseconds timeout{
        10000}; ///< from the first byte of the connect to the last of the answer
    std::string proxy; ///< empty: none; the environment's http_proxy is not asked
    std::string certificateAuthorities; ///< a PEM file; empty: the system's
};

/// Sends many requests at once over kept connections (libcurl's multi interface). Redirects are not
/// followed, TLS is verified, only http and https are spoken. All calls but wakeup() belong to one
/// thread, on which the callbacks run too, inside perform().
class HttpSender
{
public:
    using Callback = std::function<void(DeliveryResponse)>;

    explicit HttpSender(HttpSenderOptions options = {});
    ~HttpSender(); ///< drops what is under way without calling back

    /// Starts with the next perform(). The callback may send again, and is called exactly once.
    void send(DeliveryRequest request, Callback callback);
    /// Moves all transfers on; returns when one has ended, wakeup() was called or the time is up.
    void perform(std::chrono::milliseconds timeout);
    /// Ends the wait of perform(), now or the next one. Thread-safe.
    void wakeup();
    std::size_t inFlight() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// `host:port` in lower case, the port made explicit: what a circuit breaker counts by. Empty when
/// the URL is not http or https, or no URL at all.
std::string hostOf(const std::string &url);

} // namespace gatehouse
