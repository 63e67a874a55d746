#include "services/capture/curlreader.h"

#include "services/capture/shellwords.h"
#include "services/signing/base64.h"
#include "services/signing/verification.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <array>

namespace gatehouse::capture {

namespace {

struct CurlTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::capture::CurlReader)
};

/// What an option of curl(1) is to the request.
enum class Means {
    Method,
    Url,
    Header,
    Data, ///< @ names a file
    RawData, ///< it does not
    Json,
    User,
    UserAgent,
    Referer,
    Cookie,
    Bearer,
    NothingWithValue,
    Nothing,
    Unreadable,
};

struct CurlOption
{
    std::string_view name;
    char letter; ///< 0: none
    Means means;
};

constexpr std::array curlOptions{
    CurlOption{"request", 'X', Means::Method},
    CurlOption{"url", 0, Means::Url},
    CurlOption{"header", 'H', Means::Header},
    CurlOption{"data", 'd', Means::Data},
    CurlOption{"data-ascii", 0, Means::Data},
    CurlOption{"data-binary", 0, Means::Data},
    CurlOption{"data-raw", 0, Means::RawData},
    CurlOption{"json", 0, Means::Json},
    CurlOption{"user", 'u', Means::User},
    CurlOption{"user-agent", 'A', Means::UserAgent},
    CurlOption{"referer", 'e', Means::Referer},
    CurlOption{"cookie", 'b', Means::Cookie},
    CurlOption{"oauth2-bearer", 0, Means::Bearer},
    CurlOption{"data-urlencode", 0, Means::Unreadable},
    CurlOption{"form", 'F', Means::Unreadable},
    CurlOption{"form-string", 0, Means::Unreadable},
    CurlOption{"upload-file", 'T', Means::Unreadable},
    CurlOption{"get", 'G', Means::Unreadable},
    CurlOption{"config", 'K', Means::Unreadable},
    CurlOption{"next", ':', Means::Unreadable},
    CurlOption{"output", 'o', Means::NothingWithValue},
    CurlOption{"max-time", 'm', Means::NothingWithValue},
    CurlOption{"connect-timeout", 0, Means::NothingWithValue},
    CurlOption{"retry", 0, Means::NothingWithValue},
    CurlOption{"proxy", 'x', Means::NothingWithValue},
    CurlOption{"cacert", 0, Means::NothingWithValue},
    CurlOption{"cert", 'E', Means::NothingWithValue},
    CurlOption{"key", 0, Means::NothingWithValue},
    CurlOption{"resolve", 0, Means::NothingWithValue},
    CurlOption{"connect-to", 0, Means::NothingWithValue},
    CurlOption{"write-out", 'w', Means::NothingWithValue},
    CurlOption{"dump-header", 'D', Means::NothingWithValue},
    CurlOption{"cookie-jar", 'c', Means::NothingWithValue},
    CurlOption{"limit-rate", 0, Means::NothingWithValue},
    CurlOption{"silent", 's', Means::Nothing},
    CurlOption{"show-error", 'S', Means::Nothing},
    CurlOption{"location", 'L', Means::Nothing},
    CurlOption{"insecure", 'k', Means::Nothing},
    CurlOption{"include", 'i', Means::Nothing},
    CurlOption{"verbose", 'v', Means::Nothing},
    CurlOption{"fail", 'f', Means::Nothing},
    CurlOption{"fail-with-body", 0, Means::Nothing},
    CurlOption{"globoff", 'g', Means::Nothing},
    CurlOption{"compressed", 0, Means::Nothing},
    CurlOption{"path-as-is", 0, Means::Nothing},
    CurlOption{"no-buffer", 'N', Means::Nothing},
    CurlOption{"progress-bar", '#', Means::Nothing},
    CurlOption{"http1.0", '0', Means::Nothing},
    CurlOption{"http1.1", 0, Means::Nothing},
    CurlOption{"http2", 0, Means::Nothing},
    CurlOption{"http3", 0, Means::Nothing},
    CurlOption{"ipv4", '4', Means::Nothing},
    CurlOption{"ipv6", '6', Means::Nothing},
    CurlOption{"tlsv1.2", 0, Means::Nothing},
};

bool takesValue(Means means)
{
    return means != Means::Nothing && means != Means::Unreadable;
}

template <typename Predicate>
const CurlOption *findOption(Predicate matches)
{
    const auto *found = std::find_if(curlOptions.begin(), curlOptions.end(), matches);
    return found == curlOptions.end() ? nullptr : found;
}

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size())).left(60);
}

Error invalidCurl(const QString &message)
{
    return {ErrorKind::Invalid, message, {}, {}};
}

/// As it is copied from a terminal: "$ curl ...".
std::string_view withoutPrompt(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.starts_with("$ "))
        text.remove_prefix(2);
    return text;
}

/// Collects what the words say; the first error ends it.
class CurlReading
{
public:
    explicit CurlReading(const std::vector<std::string> &words)
        : m_words(words)
    {
    }

    Result<CapturedRequest> read()
    {
        while (m_at < m_words.size() && !m_error)
            takeWord(m_words[m_at++]);
        if (!m_error && m_request.url.empty())
            m_error = invalidCurl(CurlTexts::tr("The curl command has no URL."));
        if (m_error)
            return failure(*m_error);
        finish();
        return std::move(m_request);
    }

private:
    void takeWord(const std::string &word)
    {
        if (m_isUrlNext || word.size() < 2 || word.front() != '-')
            takeUrl(word);
        else if (word == "--")
            m_isUrlNext = true;
        else if (word[1] == '-')
            takeLong(word);
        else
            takeLetters(word);
    }

    void takeLong(const std::string &word)
    {
        const std::string_view name = std::string_view(word).substr(2);
        const CurlOption *option =
            findOption([&](const CurlOption &known) { return known.name == name; });
        if (!option)
            return failUnknown(word);
        if (!takesValue(option->means))
            return apply(*option, {});
        if (m_at == m_words.size())
            return failCut(word);
        apply(*option, m_words[m_at++]);
    }

    /// "-sXPOST": letters, and behind the first that has a value this value.
    void takeLetters(const std::string &word)
    {
        for (std::size_t i = 1; i < word.size() && !m_error; ++i) {
            const CurlOption *option =
                findOption([&](const CurlOption &known) { return known.letter == word[i]; });
            if (!option)
                return failUnknown(std::string{'-', word[i]});
            if (!takesValue(option->means)) {
                apply(*option, {});
                continue;
            }
            if (i + 1 < word.size())
                return apply(*option, word.substr(i + 1));
            if (m_at == m_words.size())
                return failCut(word);
            return apply(*option, m_words[m_at++]);
        }
    }

    void apply(const CurlOption &option, const std::string &value)
    {
        switch (option.means) {
        case Means::Method:
            m_request.method = value;
            return;
        case Means::Url:
            return takeUrl(value);
        case Means::Header:
            return takeHeader(value);
        case Means::Data:
        case Means::Json:
            if (!value.empty() && value.front() == '@')
                return failFile(value);
            m_isJson = m_isJson || option.means == Means::Json;
            return addData(value, option.means == Means::Json ? "" : "&");
        case Means::RawData:
            return addData(value, "&");
        case Means::User:
            return addHeader("Authorization", "Basic " + signing::toBase64(value));
        case Means::Bearer:
            return addHeader("Authorization", "Bearer " + value);
        case Means::UserAgent:
            return addHeader("User-Agent", value);
        case Means::Referer:
            return addHeader("Referer", value);
        case Means::Cookie:
            return addHeader("Cookie", value);
        case Means::Unreadable:
            m_error = invalidCurl(
                CurlTexts::tr("curl's option --%1 cannot be read here. Put the body itself into "
                              "the field Body.")
                    .arg(shown(option.name)));
            return;
        case Means::Nothing:
        case Means::NothingWithValue:
            return;
        }
    }

    void takeUrl(const std::string &url)
    {
        if (!m_request.url.empty()) {
            m_error = invalidCurl(
                CurlTexts::tr("The curl command has two URLs, %1 and %2. Leave one of them.")
                    .arg(shown(m_request.url), shown(url)));
            return;
        }
        m_request.url = url.find("://") == std::string::npos ? "http://" + url : url;
    }

    void takeHeader(const std::string &line)
    {
        if (!line.empty() && line.front() == '@')
            return failFile(line);
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos) {
            if (!line.empty()
                && line.back() == ';') // "X-Empty;" is how curl sends one without a value
                addHeader(line.substr(0, line.size() - 1), {});
            return;
        }
        const std::string_view value = signing::trimmed(std::string_view(line).substr(colon + 1));
        if (!value.empty()) // "Name:" takes one of curl's own away
            addHeader(line.substr(0, colon), std::string(value));
    }

    void addHeader(std::string name, std::string value)
    {
        m_request.headers.emplace_back(std::move(name), std::move(value));
    }

    void addData(const std::string &data, std::string_view between)
    {
        if (std::exchange(m_hasData, true))
            m_request.body += between;
        m_request.body += data;
    }

    void finish()
    {
        if (m_request.method.empty())
            m_request.method = m_hasData ? "POST" : "GET";
        if (m_hasData && !signing::findHeader(m_request.headers, "Content-Type"))
            addHeader("Content-Type",
                      m_isJson ? "application/json" : "application/x-www-form-urlencoded");
    }

    void failUnknown(const std::string &option)
    {
        m_error = invalidCurl(CurlTexts::tr("curl's option %1 is not known here. Take it out, if "
                                            "it does not change what is sent.")
                                  .arg(shown(option)));
    }
    void failCut(const std::string &option)
    {
        m_error =
            invalidCurl(CurlTexts::tr("The curl command ends behind %1. Was all of it copied?")
                            .arg(shown(option)));
    }
    void failFile(const std::string &value)
    {
        m_error = invalidCurl(
            CurlTexts::tr("The curl command reads the file %1, which is not opened from here. Put "
                          "its content in its place, or into the field Body.")
                .arg(shown(std::string_view(value).substr(1))));
    }

    const std::vector<std::string> &m_words;
    std::size_t m_at = 1; // behind "curl"
    CapturedRequest m_request;
    bool m_isUrlNext = false;
    bool m_hasData = false;
    bool m_isJson = false;
    std::optional<Error> m_error;
};

} // namespace

bool isCurlCommand(std::string_view text)
{
    text = withoutPrompt(text);
    return text.starts_with("curl ") || text.starts_with("curl\t") || text.starts_with("curl\\");
}

Result<CapturedRequest> requestOfCurl(std::string_view command)
{
    if (command.find(" ^\n") != std::string_view::npos
        || command.find(" ^\r\n") != std::string_view::npos)
        return failure(ErrorKind::Invalid,
                       CurlTexts::tr("This curl command is one for Windows' cmd. In the browser "
                                     "choose \"Copy as cURL (bash)\"."));
    const auto words = shellWords(withoutPrompt(command));
    if (!words)
        return failure(words.error());
    return CurlReading(*words).read();
}

} // namespace gatehouse::capture
