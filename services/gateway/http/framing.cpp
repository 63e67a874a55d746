#include "services/gateway/http/framing.h"

#include "services/gateway/http/grammar.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace gatehouse::http {

namespace {

constexpr std::size_t longestMethod = 32;

using Check = std::optional<Refusal>;

Refusal malformed(std::string_view detail)
{
    return {400, "malformed_request", detail};
}

Refusal ambiguous(std::string_view detail)
{
    return {400, "ambiguous_framing", detail};
}

bool isTargetChar(char c)
{
    return c > ' ' && c <= '~' && c != '#';
}

bool isHostChar(char c)
{
    constexpr std::string_view marks = "-._~%!$&'()*+;=:[]";
    return isAlphanumeric(c) || marks.find(c) != std::string_view::npos;
}

bool listContains(std::string_view list, std::string_view token)
{
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (equalsIgnoringCase(trimmed(list.substr(0, comma)), token))
            return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

/// Takes the next line off `bytes`, without its end; nothing when there is no line end.
std::optional<std::string_view> takeLine(std::string_view &bytes)
{
    const std::size_t end = bytes.find(lineEnd);
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end + lineEnd.size());
    return line;
}

Check readTarget(std::string_view target, RequestHead &head)
{
    const bool originForm = target.starts_with('/');
    const bool asteriskForm = target == "*" && head.method == "OPTIONS";
    if (!originForm && !asteriskForm)
        return malformed("The request target is not a path.");
    if (!std::all_of(target.begin(), target.end(), isTargetChar))
        return malformed("The request target holds characters that must be percent-encoded.");
    head.target = target;
    return std::nullopt;
}

Check readRequestLine(std::string_view line, RequestHead &head)
{
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return malformed("The request line is not 'METHOD target HTTP/1.1'.");
    const std::string_view method = line.substr(0, first);
    const std::string_view version = line.substr(last + 1);
    if (!isToken(method) || method.size() > longestMethod)
        return malformed("The method is not a token.");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return malformed("The HTTP version is not 1.0 or 1.1.");
    head.method = method;
    head.version = version.back() == '1' ? 11 : 10;
    return readTarget(line.substr(first + 1, last - first - 1), head);
}

Check readField(std::string_view line, Headers &headers)
{
    if (line.front() == ' ' || line.front() == '\t')
        return ambiguous("A header field is folded over several lines.");
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return malformed("A header line has no colon.");
    const std::string_view name = line.substr(0, colon);
    if (!isToken(name))
        return malformed("A header name is empty or holds a character that is not allowed.");
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (!isFieldText(value))
        return malformed("A header value holds a control character.");
    headers.add(std::string(name), std::string(value));
    return std::nullopt;
}

Check readFields(std::string_view bytes, Headers &headers)
{
    for (auto line = takeLine(bytes); line; line = takeLine(bytes)) {
        if (line->empty()) {
            return bytes.empty() ? Check()
                                 : Check(malformed("There are bytes after the blank line."));
        }
        if (Check refused = readField(*line, headers))
            return refused;
    }
    return malformed("The head does not end with a blank line.");
}

Check checkHost(const RequestHead &head)
{
    const std::size_t count = head.headers.count("Host");
    if (count > 1)
        return ambiguous("There is more than one Host header.");
    if (count == 0) {
        return head.version == 11 ? Check(ambiguous("The Host header is missing.")) : Check();
    }
    const std::string_view host = *head.headers.find("Host");
    if (host.empty() || !std::all_of(host.begin(), host.end(), isHostChar))
        return malformed("The Host header is not a host name.");
    return std::nullopt;
}

Check readTransferEncoding(const RequestHead &head, Framing &framing)
{
    const std::size_t count = head.headers.count("Transfer-Encoding");
    if (count == 0)
        return std::nullopt;
    if (count > 1)
        return ambiguous("There is more than one Transfer-Encoding header.");
    if (head.headers.count("Content-Length") != 0)
        return ambiguous("There are both a Content-Length and a Transfer-Encoding.");
    if (head.version == 10)
        return ambiguous("HTTP/1.0 knows no Transfer-Encoding.");
    if (*head.headers.find("Transfer-Encoding") != "chunked")
        return ambiguous("The only Transfer-Encoding that is understood is 'chunked'.");
    framing.chunked = true;
    return std::nullopt;
}

Check readContentLength(const Headers &headers, Framing &framing)
{
    const std::size_t count = headers.count("Content-Length");
    if (count == 0)
        return std::nullopt;
    if (count > 1)
        return ambiguous("There is more than one Content-Length header.");
    const std::string_view text = *headers.find("Content-Length");
    if (text.empty() || !std::all_of(text.begin(), text.end(), isDigit))
        return ambiguous("The Content-Length is not a number.");
    const char *const end = text.data() + text.size();
    if (std::from_chars(text.data(), end, framing.length).ec != std::errc())
        return ambiguous("The Content-Length is too large to be one.");
    return std::nullopt;
}

Check readExpect(const RequestHead &head, Framing &framing)
{
    const auto expect = head.headers.find("Expect");
    if (!expect || head.version == 10)
        return std::nullopt;
    if (head.headers.count("Expect") > 1 || !equalsIgnoringCase(*expect, "100-continue"))
        return Refusal{417, "expectation_failed", "The only Expect is '100-continue'."};
    framing.expectsContinue = true;
    return std::nullopt;
}

bool keepsAlive(const RequestHead &head)
{
    bool close = false;
    bool keep = head.version == 11;
    for (const auto &[name, value] : head.headers.fields()) {
        if (!equalsIgnoringCase(name, "Connection"))
            continue;
        close = close || listContains(value, "close");
        keep = keep || listContains(value, "keep-alive");
    }
    return keep && !close;
}

Check readFraming(ParsedHead &parsed)
{
    if (Check refused = checkHost(parsed.head))
        return refused;
    if (Check refused = readTransferEncoding(parsed.head, parsed.framing))
        return refused;
    if (Check refused = readContentLength(parsed.head.headers, parsed.framing))
        return refused;
    parsed.framing.keepAlive = keepsAlive(parsed.head);
    return readExpect(parsed.head, parsed.framing);
}

} // namespace

HeadEnd findHeadEnd(std::string_view bytes, std::size_t &scanned)
{
    if (!bytes.empty() && bytes.front() != '\r' && !isTokenChar(bytes.front()))
        return HeadEnd::Malformed;
    for (;;) {
        const std::size_t feed = bytes.find('\n', scanned);
        if (feed == std::string_view::npos) {
            scanned = bytes.size();
            return HeadEnd::Missing;
        }
        if (feed == 0 || bytes[feed - 1] != '\r')
            return HeadEnd::Malformed;
        scanned = feed + 1;
        if (bytes.substr(0, scanned).ends_with("\r\n\r\n"))
            return HeadEnd::Found;
    }
}

tl::expected<ParsedHead, Refusal> parseHead(std::string_view bytes)
{
    if (bytes.starts_with(lineEnd))
        bytes.remove_prefix(lineEnd.size());
    ParsedHead parsed;
    const auto requestLine = takeLine(bytes);
    if (!requestLine)
        return tl::unexpected(malformed("There is no request line."));
    if (Check refused = readRequestLine(*requestLine, parsed.head))
        return tl::unexpected(*refused);
    if (Check refused = readFields(bytes, parsed.head.headers))
        return tl::unexpected(*refused);
    if (Check refused = readFraming(parsed))
        return tl::unexpected(*refused);
    return parsed;
}

std::string_view requestedPath(std::string_view bytes)
{
    if (bytes.starts_with(lineEnd))
        bytes.remove_prefix(lineEnd.size());
    RequestHead head;
    const std::string_view line = bytes.substr(0, bytes.find_first_of("\r\n"));
    if (line.size() == bytes.size() || readRequestLine(line, head))
        return {};
    const std::string_view target = line.substr(line.find(' ') + 1);
    return target.substr(0, target.find_first_of("? "));
}

} // namespace gatehouse::http
