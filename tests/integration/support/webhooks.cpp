#include "tests/integration/support/webhooks.h"

#include "services/signing/scheme.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

namespace gatehouse::test {

namespace {

using HeaderSlist = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

std::size_t append(char *data, std::size_t size, std::size_t count, void *text)
{
    static_cast<std::string *>(text)->append(data, size * count);
    return size * count;
}

HeaderSlist makeHeaders(const signing::HeaderList &headers)
{
    HeaderSlist list(nullptr, curl_slist_free_all);
    for (const auto &[name, value] : headers)
        list.reset(curl_slist_append(list.release(), (name + ": " + value).c_str()));
    return list;
}

Answer perform(CURL *curl, const std::string &url, const signing::HeaderList &headers)
{
    Answer answer;
    const HeaderSlist list = makeHeaders(headers);
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list.get());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer.headers);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 20L);
    if (curl_easy_perform(curl) != CURLE_OK)
        return answer;
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    answer.status = int(status);
    return answer;
}

} // namespace

StripeSender::StripeSender(std::string gatewayUrl, std::string tenant, std::string secret)
    : m_url(std::move(gatewayUrl) + "/api/webhooks/stripe/ingest?tenant=" + tenant)
    , m_secret(std::move(secret))
    , m_curl(curl_easy_init())
{
}

StripeSender::~StripeSender()
{
    curl_easy_cleanup(m_curl);
}

Answer StripeSender::send(const std::string &id, const std::string &type)
{
    return post(R"({"id":")" + id + R"(","object":"event","type":")" + type
                    + R"(","created":1794922327,"data":{"object":{"id":"obj_)" + id + R"("}}})",
                m_secret);
}

Answer StripeSender::sendBody(const std::string &body)
{
    return post(body, m_secret);
}

Answer StripeSender::sendForged(const std::string &id)
{
    return post(R"({"id":")" + id + R"(","type":"customer.created"})", "whsec_another");
}

Answer StripeSender::post(const std::string &body, const std::string &secret)
{
    const auto schemes = signing::makeSchemes();
    const auto stripe = std::find_if(schemes.begin(), schemes.end(), [](const auto &scheme) {
        return scheme->source() == "stripe";
    });
    signing::HeaderList headers{{"Content-Type", "application/json"}, {"Expect", ""}};
    const signing::Message message{m_url, headers, body};
    for (auto &header : (*stripe)->sign(message, secret, m_clock.now()))
        headers.push_back(std::move(header));
    curl_easy_setopt(m_curl, CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(m_curl, CURLOPT_POSTFIELDSIZE, long(body.size()));
    return perform(m_curl, m_url, headers);
}

Answer postJson(const std::string &url, const signing::HeaderList &headers, const std::string &body)
{
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                   curl_easy_cleanup);
    signing::HeaderList all = headers;
    all.emplace_back("Content-Type", "application/json");
    all.emplace_back("Expect", "");
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, long(body.size()));
    return perform(curl.get(), url, all);
}

Answer adminRequest(const std::string &method, const std::string &url, const std::string &token,
                    const std::string &body, const std::string &idempotencyKey)
{
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                   curl_easy_cleanup);
    signing::HeaderList headers;
    if (!token.empty())
        headers.emplace_back("Authorization", "Bearer " + token);
    if (!idempotencyKey.empty())
        headers.emplace_back("Idempotency-Key", idempotencyKey);
    if (method == "POST") {
        headers.emplace_back("Content-Type", "application/json");
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.data());
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, long(body.size()));
    }
    return perform(curl.get(), url, headers);
}

} // namespace gatehouse::test
