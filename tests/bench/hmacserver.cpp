// What the gateway's HTTP and signature cost without a database: verifies GitHub's HMAC and answers
// 202. ./dev bench ingress compares it with nginx, which answers 202 to everything.
#include "benchserver.h"
#include "services/core/clock.h"
#include "services/signing/scheme.h"

using namespace gatehouse;

namespace {

class HmacEndpoint final : public http::Endpoint
{
public:
    explicit HmacEndpoint(std::string secret)
        : m_secrets{std::move(secret)}
    {
        for (auto &scheme : signing::makeSchemes()) {
            if (scheme->source() == "github")
                m_scheme = std::move(scheme);
        }
    }
    void respond(http::Request request, http::Reply reply) override
    {
        const std::string url;
        const signing::Message message{url, request.headers.fields(), request.body};
        const auto verified = m_scheme->verify(message, m_secrets, m_clock.now());
        const bool isValid = verified.outcome == signing::Verification::Outcome::Valid;
        reply(http::jsonResponse(isValid ? 202 : 401, R"({"status":"queued"})"));
    }

private:
    SystemClock m_clock;
    std::vector<std::string> m_secrets;
    std::unique_ptr<signing::Scheme> m_scheme;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    return bench::serveUntilTerminated([&] { return std::make_unique<HmacEndpoint>(argv[1]); });
}
