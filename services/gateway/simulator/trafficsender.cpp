#include "services/gateway/simulator/trafficsender.h"

#include "services/gateway/simulator/trafficsource.h"

#include <curl/curl.h>

namespace gatehouse::gateway {

namespace {

constexpr long timeoutMilliseconds = 10000;

struct EasyDeleter
{
    void operator()(CURL *easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter
{
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

std::size_t ignoreAnswer(char *, std::size_t size, std::size_t count, void *)
{
    return size * count;
}

int breakOffWhenEnding(void *isEnding, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::atomic<bool> *>(isEnding)->load() ? 1 : 0;
}

HeaderList toHeaderList(const signing::HeaderList &headers)
{
    HeaderList list(curl_slist_append(nullptr, "Expect:")); // no 100-continue for small bodies
    for (const auto &[name, value] : headers) {
        std::string line = name;
        line += ": ";
        line += value;
        curl_slist *longer = curl_slist_append(list.get(), line.c_str());
        if (!longer)
            return nullptr;
        (void)list.release();
        list.reset(longer);
    }
    return list;
}

} // namespace

struct TrafficSender::Private
{
    std::unique_ptr<CURL, EasyDeleter> easy{curl_easy_init()};
};

TrafficSender::TrafficSender()
    : d(std::make_unique<Private>())
{
}

TrafficSender::~TrafficSender() = default;

int TrafficSender::send(const std::string &gatewayUrl, const TrafficMessage &message,
                        const std::atomic<bool> &isEnding)
{
    CURL *easy = d->easy.get();
    const HeaderList headers = toHeaderList(message.headers);
    if (!easy || !headers)
        return 0;
    curl_easy_reset(easy); // keeps the connection
    curl_easy_setopt(easy, CURLOPT_URL, (gatewayUrl + message.target).c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, timeoutMilliseconds);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, message.body.data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(message.body.size()));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignoreAnswer);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, breakOffWhenEnding);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool> *>(&isEnding));
    if (curl_easy_perform(easy) != CURLE_OK)
        return 0;
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
}

} // namespace gatehouse::gateway
