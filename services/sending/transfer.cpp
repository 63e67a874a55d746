#include "services/sending/transfer.h"

namespace gatehouse {

using Failure = DeliveryResponse::Failure;

namespace {

constexpr std::size_t headerLimit = std::size_t{32} * 1024;
constexpr std::size_t bodyLimit = std::size_t{64} * 1024;
/// More than this of an answer is not even read: the connection is cut, the status counts.
constexpr std::size_t readLimit = std::size_t{1024} * 1024;

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

extern "C" std::size_t gatehouseTakeHeader(char *data, std::size_t size, std::size_t count,
                                           void *transfer)
{
    static_cast<Transfer *>(transfer)->takeHeaderLine({data, size * count});
    return size * count;
}

extern "C" std::size_t gatehouseTakeBody(char *data, std::size_t size, std::size_t count,
                                         void *transfer)
{
    const bool goOn = static_cast<Transfer *>(transfer)->takeBody({data, size * count});
    return goOn ? size * count : 0;
}

curl_slist *headerList(const HeaderFields &fields)
{
    curl_slist *list = curl_slist_append(nullptr, "Expect:"); // no waiting for 100 Continue
    for (const auto &[name, value] : fields) {
        std::string line = name;
        line += value.empty() ? ";" : ": " + value;
        list = curl_slist_append(list, line.c_str());
    }
    return list;
}

Failure failureOf(CURLcode code, const std::string &url)
{
    if (code != CURLE_OK && hostOf(url).empty())
        return Failure::Invalid;
    switch (code) {
    case CURLE_OK:
        return Failure::None;
    case CURLE_OPERATION_TIMEDOUT:
        return Failure::Timeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return Failure::Tls;
    case CURLE_URL_MALFORMAT:
        return Failure::Invalid;
    default:
        return Failure::Connect;
    }
}

} // namespace

Transfer::Transfer(DeliveryRequest request, HttpSender::Callback callback,
                   const HttpSenderOptions &options)
    : m_request(std::move(request))
    , m_callback(std::move(callback))
    , m_timeout(options.timeout)
    , m_headers(headerList(m_request.headers))
    , m_easy(curl_easy_init())
{
    setOptions(options);
    setMessage();
}

void Transfer::setOptions(const HttpSenderOptions &options)
{
    CURL *easy = m_easy.get();
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, options.proxy.c_str());
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options.certificateAuthorities.empty())
        curl_easy_setopt(easy, CURLOPT_CAINFO, options.certificateAuthorities.c_str());
}

void Transfer::setMessage()
{
    CURL *easy = m_easy.get();
    curl_easy_setopt(easy, CURLOPT_URL, m_request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    if (m_request.method != "POST")
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, m_request.method.c_str());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(m_request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, m_request.body.data());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, m_headers.get());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, gatehouseTakeHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, gatehouseTakeBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_errorText);
}

void Transfer::takeHeaderLine(std::string_view line)
{
    if (line.starts_with("HTTP/")) { // also after a 100 Continue: only the last answer counts
        m_response.headers.clear();
        m_headerBytes = 0;
        return;
    }
    m_headerBytes += line.size();
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || m_headerBytes > headerLimit)
        return;
    m_response.headers.emplace_back(trimmed(line.substr(0, colon)),
                                    trimmed(line.substr(colon + 1)));
}

bool Transfer::takeBody(std::string_view bytes)
{
    const std::size_t room = bodyLimit - m_response.body.size();
    m_response.body.append(bytes.substr(0, room));
    m_bodyBytes += bytes.size();
    return m_bodyBytes <= readLimit;
}

std::string Transfer::errorOf(CURLcode code) const
{
    std::string why = m_errorText[0] ? m_errorText : curl_easy_strerror(code);
    switch (m_response.failure) {
    case Failure::None:
        return {};
    case Failure::Timeout:
        return "No answer within " + std::to_string(m_timeout.count()) + " ms";
    case Failure::Connect:
        return "No answer: " + why;
    case Failure::Tls:
        return "No secure connection: " + why;
    case Failure::Invalid:
        return "The URL cannot be used: " + why;
    }
    return why;
}

void Transfer::finish(CURLcode code)
{
    curl_off_t microseconds = 0;
    long status = 0;
    curl_easy_getinfo(m_easy.get(), CURLINFO_TOTAL_TIME_T, &microseconds);
    curl_easy_getinfo(m_easy.get(), CURLINFO_RESPONSE_CODE, &status);
    const bool cutByUs = code == CURLE_WRITE_ERROR && m_bodyBytes > readLimit;
    m_response.failure = cutByUs ? Failure::None : failureOf(code, m_request.url);
    m_response.error = errorOf(code);
    m_response.duration = std::chrono::microseconds(microseconds);
    if (m_response.failure == Failure::None && status < 200) {
        m_response.failure = Failure::Connect;
        m_response.error = "No answer: what came back is not HTTP";
    }
    m_response.status = m_response.failure == Failure::None ? static_cast<int>(status) : 0;
    m_callback(std::move(m_response));
}

} // namespace gatehouse
