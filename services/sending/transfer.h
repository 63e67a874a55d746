#pragma once

#include "services/sending/httpsender.h"

#include <curl/curl.h>

namespace gatehouse {

struct EasyCleanup
{
    void operator()(CURL *easy) const { curl_easy_cleanup(easy); }
};
struct ListCleanup
{
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};

/// libcurl's own initialization, once a process and before the first thread uses it.
void initializeCurl();

/// One request of an HttpSender on its way, as libcurl works on it. Stays where it is in memory.
class Transfer
{
public:
    Transfer(DeliveryRequest request, HttpSender::Callback callback,
             const HttpSenderOptions &options);

    CURL *handle() const { return m_easy.get(); }
    /// Calls back with what came of it.
    void finish(CURLcode code);

    void takeHeaderLine(std::string_view line);
    bool takeBody(std::string_view bytes); ///< false: enough was read

private:
    void setOptions(const HttpSenderOptions &options);
    void setMessage();
    std::string errorOf(CURLcode code) const;

    DeliveryRequest m_request;
    HttpSender::Callback m_callback;
    std::chrono::milliseconds m_timeout;
    DeliveryResponse m_response;
    std::unique_ptr<curl_slist, ListCleanup> m_headers;
    std::size_t m_headerBytes = 0;
    std::size_t m_bodyBytes = 0;
    char m_errorText[CURL_ERROR_SIZE] = {};
    std::unique_ptr<CURL, EasyCleanup> m_easy;
};

} // namespace gatehouse
