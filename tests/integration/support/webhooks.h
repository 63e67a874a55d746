#pragma once

#include "services/core/clock.h"
#include "services/signing/scheme.h"

#include <string>
#include <vector>

namespace gatehouse::test {

struct Answer
{
    int status = 0; ///< 0: no answer (refused, cut off, timed out)
    std::string body;
    std::string headers; ///< as they came, one a line
};

/// A provider: posts Stripe events with good signatures, one after the other over one connection.
/// Blocking; one object for each thread.
class StripeSender
{
public:
    StripeSender(std::string gatewayUrl, std::string tenant, std::string secret);
    ~StripeSender();
    StripeSender(const StripeSender &) = delete;
    StripeSender &operator=(const StripeSender &) = delete;

    /// An event of that type whose provider id is `id`.
    Answer send(const std::string &id, const std::string &type = "customer.created");
    /// Any bytes as the body, signed.
    Answer sendBody(const std::string &body);
    /// The same with a signature that does not match.
    Answer sendForged(const std::string &id);

private:
    Answer post(const std::string &body, const std::string &secret);

    std::string m_url;
    std::string m_secret;
    SystemClock m_clock;
    void *m_curl;
};

/// A POST of JSON with these headers besides.
Answer postJson(const std::string &url, const signing::HeaderList &headers,
                const std::string &body);

/// A request to the admin API; `token` may be empty.
Answer adminRequest(const std::string &method, const std::string &url, const std::string &token,
                    const std::string &body = {}, const std::string &idempotencyKey = {});

} // namespace gatehouse::test
