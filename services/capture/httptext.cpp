#include "services/capture/httptext.h"

#include "services/signing/verification.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::capture {

namespace {

struct HttpTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::capture::HttpText)
};

constexpr std::size_t mostHeaders = 1000;

/// The next line without its end; `rest` goes on behind it.
std::string_view takeLine(std::string_view &rest)
{
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

bool isNameCharacter(char c)
{
    const bool isLetterOrDigit =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return isLetterOrDigit || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

Result<> addLine(std::string_view line, signing::HeaderList &headers)
{
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    const bool isGood = colon != std::string_view::npos && !name.empty()
        && std::all_of(name.begin(), name.end(), isNameCharacter);
    if (!isGood)
        return failure(ErrorKind::Invalid,
                       HttpTexts::tr("This line is no header: \"%1\". Headers are written as "
                                     "\"Name: value\", a line each.")
                           .arg(QString::fromUtf8(line.data(), qsizetype(line.size())).left(60)));
    if (headers.size() == mostHeaders)
        return failure(ErrorKind::Invalid,
                       HttpTexts::tr("There are more than %1 headers.").arg(mostHeaders));
    headers.emplace_back(name, signing::trimmed(line.substr(colon + 1)));
    return {};
}

/// "POST /hooks HTTP/1.1": the method and the target; nothing for a line that is none.
std::optional<std::pair<std::string, std::string>> requestLine(std::string_view line)
{
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last
        || !line.substr(last + 1).starts_with("HTTP/"))
        return std::nullopt;
    return std::pair(std::string(line.substr(0, first)),
                     std::string(line.substr(first + 1, last - first - 1)));
}

std::string fullUrl(const std::string &target, const signing::HeaderList &headers)
{
    const auto host = signing::findHeader(headers, "Host");
    if (target.find("://") != std::string::npos || !host)
        return target;
    const auto scheme = signing::findHeader(headers, "X-Forwarded-Proto");
    return std::string(scheme.value_or("https")) + "://" + std::string(*host) + target;
}

} // namespace

Result<signing::HeaderList> headersOfText(std::string_view text)
{
    signing::HeaderList headers;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (signing::trimmed(line).empty())
            continue;
        if (const Result<> added = addLine(line, headers); !added)
            return failure(added.error());
    }
    return headers;
}

std::string textOfHeaders(const signing::HeaderList &headers)
{
    std::string text;
    for (const auto &[name, value] : headers)
        text += name + ": " + value + '\n';
    return text;
}

Result<CapturedRequest> requestOfHttpText(std::string_view text)
{
    CapturedRequest request;
    text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
    std::string target;
    std::string_view rest = text;
    if (auto line = requestLine(takeLine(rest))) {
        std::tie(request.method, target) = std::move(*line);
        text = rest;
    }
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.empty())
            break;
        if (const Result<> added = addLine(line, request.headers); !added)
            return failure(added.error());
    }
    request.body = text;
    request.url = fullUrl(target, request.headers);
    return request;
}

} // namespace gatehouse::capture
