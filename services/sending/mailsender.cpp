#include "services/sending/mailsender.h"

#include "services/sending/transfer.h"
#include "services/signing/digest.h"

#include <algorithm>
#include <cctype>

namespace gatehouse {

namespace {

constexpr std::string_view smtpPort = "25";
constexpr std::string_view smtpsPort = "465";

struct MailUrlCleanup
{
    void operator()(CURLU *url) const { curl_url_cleanup(url); }
};
using MailUrl = std::unique_ptr<CURLU, MailUrlCleanup>;

MailUrl parsedMailUrl(const std::string &text)
{
    MailUrl url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
        url.reset();
    return url;
}

/// Empty: it has none.
std::string mailUrlPart(const MailUrl &url, CURLUPart part)
{
    char *text = nullptr;
    if (!url || curl_url_get(url.get(), part, &text, 0) != CURLUE_OK)
        return {};
    std::string copy(text);
    curl_free(text);
    return copy;
}

/// What is still to be read of the message.
struct MailBody
{
    std::string_view left;
};

extern "C" std::size_t gatehouseReadMail(char *into, std::size_t size, std::size_t count,
                                         void *body)
{
    std::string_view &left = static_cast<MailBody *>(body)->left;
    const std::size_t taken = std::min(size * count, left.size());
    std::copy_n(left.begin(), taken, into);
    left.remove_prefix(taken);
    return taken;
}

extern "C" int gatehouseStopMail(void *stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::stop_token *>(stop)->stop_requested() ? 1 : 0;
}

extern "C" std::size_t gatehouseDropMailAnswer(char *, std::size_t size, std::size_t count, void *)
{
    return size * count;
}

void setMailConnection(CURL *easy, const MailRequest &mail, const MailOptions &options)
{
    const bool isInClear = mail.url.starts_with("smtp:") && leadsToLoopback(mail.url);
    curl_easy_setopt(easy, CURLOPT_URL, mail.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    curl_easy_setopt(easy, CURLOPT_USE_SSL,
                     static_cast<long>(isInClear ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options.certificateAuthorities.empty())
        curl_easy_setopt(easy, CURLOPT_CAINFO, options.certificateAuthorities.c_str());
    if (mail.user.empty())
        return;
    std::string password(mail.password);
    curl_easy_setopt(easy, CURLOPT_USERNAME, mail.user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, password.c_str()); // which it copies
    signing::wipe(password);
}

std::unique_ptr<curl_slist, ListCleanup> recipientsOf(const MailRequest &mail)
{
    curl_slist *list = nullptr;
    for (const std::string &address : mail.to)
        list = curl_slist_append(list, ('<' + address + '>').c_str());
    return std::unique_ptr<curl_slist, ListCleanup>(list);
}

std::string mailFault(CURLcode code, const char *text, const MailRequest &mail,
                      const MailOptions &options, const std::stop_token &stop)
{
    if (code == CURLE_OK)
        return {};
    std::string why = *text ? text : curl_easy_strerror(code);
    if (code == CURLE_OPERATION_TIMEDOUT)
        why = "no answer within " + std::to_string(options.timeout.count()) + " ms";
    else if (stop.stop_requested())
        why = "the gateway is being stopped";
    else if (code == CURLE_USE_SSL_FAILED)
        why = "it offers no STARTTLS, so nothing was sent";
    return mailHostOf(mail.url) + ": " + why;
}

} // namespace

std::string sendMail(const MailRequest &mail, const std::stop_token &stop,
                     const MailOptions &options)
{
    initializeCurl();
    if (mailHostOf(mail.url).empty())
        return "The URL of the mail server cannot be used.";
    const std::unique_ptr<CURL, EasyCleanup> easy(curl_easy_init());
    const auto recipients = recipientsOf(mail);
    const std::string from = '<' + mail.from + '>';
    char error[CURL_ERROR_SIZE] = {};
    MailBody body{mail.message};
    setMailConnection(easy.get(), mail, options);
    curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(easy.get(), CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(easy.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_READFUNCTION, gatehouseReadMail);
    curl_easy_setopt(easy.get(), CURLOPT_READDATA, &body);
    curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, gatehouseDropMailAnswer);
    curl_easy_setopt(easy.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy.get(), CURLOPT_XFERINFOFUNCTION, gatehouseStopMail);
    curl_easy_setopt(easy.get(), CURLOPT_XFERINFODATA, &stop);
    const CURLcode code = curl_easy_perform(easy.get());
    return mailFault(code, error, mail, options, stop);
}

std::string mailHostOf(const std::string &text)
{
    const MailUrl url = parsedMailUrl(text);
    const std::string scheme = mailUrlPart(url, CURLUPART_SCHEME);
    if (scheme != "smtp" && scheme != "smtps")
        return {};
    const std::string path = mailUrlPart(url, CURLUPART_PATH);
    for (const CURLUPart part :
         {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT}) {
        if (!mailUrlPart(url, part).empty() || path.size() > 1)
            return {};
    }
    std::string host = mailUrlPart(url, CURLUPART_HOST);
    std::transform(host.begin(), host.end(), host.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    const std::string port = mailUrlPart(url, CURLUPART_PORT);
    return host + ':'
        + (port.empty() ? std::string(scheme == "smtp" ? smtpPort : smtpsPort) : port);
}

bool leadsToLoopback(const std::string &url)
{
    const std::string host = mailUrlPart(parsedMailUrl(url), CURLUPART_HOST);
    const bool isNumber = std::all_of(
        host.begin(), host.end(), [](unsigned char c) { return c == '.' || std::isdigit(c) != 0; });
    return host == "localhost" || host == "[::1]"
        || (isNumber && host.starts_with("127.") && std::count(host.begin(), host.end(), '.') == 3);
}

} // namespace gatehouse
