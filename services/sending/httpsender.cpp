#include "services/sending/httpsender.h"

#include "services/sending/transfer.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <mutex>

namespace gatehouse {

namespace {

struct UrlCleanup
{
    void operator()(CURLU *url) const { curl_url_cleanup(url); }
};

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
        return std::tolower(x) == std::tolower(y);
    });
}

std::string partOf(CURLU *url, CURLUPart part, unsigned flags)
{
    char *text = nullptr;
    if (curl_url_get(url, part, &text, flags) != CURLUE_OK)
        return {};
    std::string copy(text);
    curl_free(text);
    return copy;
}

} // namespace

void initializeCurl()
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::optional<std::string_view> DeliveryResponse::header(std::string_view name) const
{
    for (const auto &[key, value] : headers) {
        if (equalsIgnoringCase(key, name))
            return value;
    }
    return std::nullopt;
}

struct HttpSender::Private
{
    void drain();

    HttpSenderOptions options;
    CURLM *multi = nullptr;
    std::map<CURL *, std::unique_ptr<Transfer>> transfers;
};

HttpSender::HttpSender(HttpSenderOptions options)
    : d(std::make_unique<Private>())
{
    initializeCurl();
    d->options = std::move(options);
    d->multi = curl_multi_init();
}

HttpSender::~HttpSender()
{
    for (const auto &[easy, transfer] : d->transfers)
        curl_multi_remove_handle(d->multi, easy);
    d->transfers.clear();
    curl_multi_cleanup(d->multi);
}

void HttpSender::send(DeliveryRequest request, Callback callback)
{
    auto transfer = std::make_unique<Transfer>(std::move(request), std::move(callback), d->options);
    CURL *easy = transfer->handle();
    d->transfers.emplace(easy, std::move(transfer));
    curl_multi_add_handle(d->multi, easy);
}

void HttpSender::perform(std::chrono::milliseconds timeout)
{
    int running = 0;
    curl_multi_perform(d->multi, &running);
    const std::size_t before = d->transfers.size();
    d->drain();
    if (d->transfers.size() < before)
        timeout = std::chrono::milliseconds(0);
    curl_multi_poll(d->multi, nullptr, 0, static_cast<int>(timeout.count()), nullptr);
    curl_multi_perform(d->multi, &running);
    d->drain();
}

void HttpSender::Private::drain()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(multi, &left)) {
        CURL *easy = message->easy_handle;
        const CURLcode code = message->data.result;
        curl_multi_remove_handle(multi, easy);
        const auto node = transfers.extract(easy);
        node.mapped()->finish(code);
    }
}

void HttpSender::wakeup()
{
    curl_multi_wakeup(d->multi);
}

std::size_t HttpSender::inFlight() const
{
    return d->transfers.size();
}

std::string hostOf(const std::string &url)
{
    const std::unique_ptr<CURLU, UrlCleanup> parsed(curl_url());
    if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
        return {};
    const std::string scheme = partOf(parsed.get(), CURLUPART_SCHEME, 0);
    if (scheme != "http" && scheme != "https")
        return {};
    std::string host = partOf(parsed.get(), CURLUPART_HOST, 0) + ':'
        + partOf(parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    std::transform(host.begin(), host.end(), host.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    return host;
}

} // namespace gatehouse
