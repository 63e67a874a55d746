#include "fuzztarget.h"
#include "services/gateway/http/chunkedbody.h"
#include "services/gateway/http/framing.h"
#include "services/gateway/http/responsehead.h"
#include "services/gateway/ingress/requestfacts.h"
#include "services/gateway/ingress/trustedproxies.h"

#include <boost/json/parse.hpp>

#include <optional>

// The input is what a client sends on one connection, pipelined requests and all.

namespace gatehouse::http {

namespace {

using fuzz::require;

// Small, so that short inputs reach them.
constexpr std::size_t headLimit = 1024;
constexpr std::size_t bodyLimit = 64;

/// What the server makes of a connection.
struct Transcript
{
    std::vector<Request> requests;
    bool refused = false;

    bool operator==(const Transcript &other) const
    {
        const auto same = [](const Request &a, const Request &b) {
            return a.method == b.method && a.target == b.target && a.version == b.version
                && a.headers.fields() == b.headers.fields() && a.body == b.body;
        };
        return refused == other.refused
            && std::equal(requests.begin(), requests.end(), other.requests.begin(),
                          other.requests.end(), same);
    }
};

std::vector<std::string_view> linesOf(std::string_view head)
{
    std::vector<std::string_view> lines;
    while (!head.empty())
        lines.push_back(fuzz::takeUntil(head, "\r\n"));
    return lines;
}

/// By a reading of its own, which knows nothing of the parser's.
std::size_t countFields(std::string_view head, std::string_view name)
{
    const auto lines = linesOf(head);
    return static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(), [&](std::string_view line) {
            return line.size() > name.size() && line[name.size()] == ':'
                && equalsIgnoringCase(line.substr(0, name.size()), name);
        }));
}

bool isCredential(std::string_view name)
{
    return equalsIgnoringCase(name, "Authorization") || equalsIgnoringCase(name, "Cookie")
        || equalsIgnoringCase(name, "Proxy-Authorization");
}

/// Headers are stored as JSON, those that identify somebody without their value.
void requireStorable(const Headers &headers)
{
    boost::json::error_code error;
    const auto stored = boost::json::parse(gateway::headersJson(headers), error);
    require(!error && stored.is_array(), "headers are stored as JSON");
    require(stored.get_array().size() == headers.fields().size(), "every header is stored");
    for (std::size_t i = 0; i < headers.fields().size(); ++i) {
        const auto &field = stored.get_array()[i].as_array();
        require(field.size() == 2, "a stored header has a name and a value");
        require(!isCredential(headers.fields()[i].first) || field[1].as_string() == "[redacted]",
                "no credential is stored");
    }
}

/// Only what a trusted proxy says of where a request comes from is believed, and only addresses.
void requireAddress(RequestHead head)
{
    using gateway::IpAddress;
    const gateway::TrustedProxies proxies({*gateway::Network::parse("10.0.0.0/8")});
    head.remoteAddress = "192.0.2.1";
    require(proxies.clientAddress(head) == head.remoteAddress, "a stranger is believed nothing");
    require(proxies.scheme(head) == "http", "a stranger does not choose the scheme");
    head.remoteAddress = "10.0.0.1";
    const std::string client = proxies.clientAddress(head);
    const auto address = IpAddress::parse(client);
    require(address && address->toString() == client, "a client has an address, in one spelling");
}

/// What ingest reads off a head before it knows who sent it.
void checkFacts(const RequestHead &head)
{
    if (const auto source = gateway::ingestSource(head.path()))
        require(head.path() == "/api/webhooks/" + std::string(*source) + "/ingest",
                "the source is all that is left of the path");
    const bool isJson = gateway::hasJsonMediaType(head.headers);
    require(!isJson || !gateway::isFormEncoded(head.headers), "a body is JSON or a form");
    require(!isJson || head.headers.count("Content-Type") == 1, "there is one Content-Type");
    require(gateway::traceId(head.headers).find_first_not_of("0123456789abcdef")
                == std::string::npos,
            "a trace id is hex digits");
    require(gateway::calledUrl(head, "").starts_with("http://"), "a URL has a scheme");
    requireStorable(head.headers);
    requireAddress(head);
}

void requireOneReading(std::string_view head, const ParsedHead &parsed)
{
    const std::size_t lengths = countFields(head, "Content-Length");
    const std::size_t encodings = countFields(head, "Transfer-Encoding");
    const bool isNew = parsed.head.version == 11;
    require(lengths + encodings <= 1, "there is one statement of the body's length at most");
    require(parsed.framing.chunked == (encodings == 1), "a Transfer-Encoding means chunks");
    require(encodings == 0 || isNew, "HTTP/1.0 has no Transfer-Encoding");
    require(lengths == 1 || parsed.framing.length == 0, "only Content-Length gives a length");
    require(countFields(head, "Host") == 1 || (!isNew && countFields(head, "Host") == 0),
            "there is one Host");
    for (const std::string_view line : linesOf(head)) {
        require(line.find_first_of("\r\n") == std::string_view::npos, "no CR or LF stands alone");
        require(!line.starts_with(' ') && !line.starts_with('\t'), "no header is folded");
        require(line.find('\0') == std::string_view::npos, "no NUL is in a head");
    }
}

/// Reads requests off a connection as `Connection` does, without its socket.
class Edge
{
public:
    void receive(std::string_view bytes)
    {
        m_input += bytes;
        while (!m_transcript.refused && advance()) { }
    }
    const Transcript &transcript() const { return m_transcript; }

private:
    /// False: more bytes are needed, or the connection ends.
    bool advance()
    {
        if (!m_head)
            return readHead();
        return m_chunks ? readChunks() : readLength();
    }

    bool refuse()
    {
        m_transcript.refused = true;
        return false;
    }

    bool readHead()
    {
        const HeadEnd end = findHeadEnd(m_input, m_scanned);
        require(m_scanned <= m_input.size(), "no more is scanned than came");
        if (end == HeadEnd::Malformed || m_scanned > headLimit)
            return refuse();
        if (end == HeadEnd::Missing)
            return false;
        const std::string head = m_input.substr(0, m_scanned);
        auto parsed = parseHead(head);
        if (!parsed || parsed->framing.length > bodyLimit)
            return refuse();
        requireOneReading(head, *parsed);
        parsed->head.queryItems();
        m_input.erase(0, m_scanned);
        begin(std::move(*parsed));
        return true;
    }

    void begin(ParsedHead parsed)
    {
        m_head = std::move(parsed);
        m_scanned = 0;
        if (m_head->framing.chunked)
            m_chunks.emplace(bodyLimit);
    }

    bool readLength()
    {
        const std::size_t length = m_head->framing.length;
        if (m_input.size() < length)
            return false;
        std::string body = m_input.substr(0, length);
        m_input.erase(0, length);
        finish(std::move(body));
        return true;
    }

    bool readChunks()
    {
        const ChunkedBody::State state = m_chunks->feed(m_input);
        if (state == ChunkedBody::State::More)
            return false;
        if (state != ChunkedBody::State::Done)
            return refuse();
        finish(m_chunks->takeBody());
        return true;
    }

    void finish(std::string body)
    {
        require(body.size() <= bodyLimit, "no body is over the limit");
        Request request;
        static_cast<RequestHead &>(request) = std::move(m_head->head);
        request.body = std::move(body);
        m_transcript.requests.push_back(std::move(request));
        m_head.reset();
        m_chunks.reset();
    }

    Transcript m_transcript;
    std::string m_input;
    std::size_t m_scanned = 0;
    std::optional<ParsedHead> m_head;
    std::optional<ChunkedBody> m_chunks;
};

Transcript received(std::string_view bytes, std::size_t pieceSize)
{
    Edge edge;
    for (std::size_t at = 0; at < bytes.size(); at += pieceSize)
        edge.receive(bytes.substr(at, pieceSize));
    return edge.transcript();
}

void checkRequests(std::string_view bytes)
{
    const Transcript whole = received(bytes, std::max<std::size_t>(bytes.size(), 1));
    require(received(bytes, 1) == whole, "byte by byte it reads as in one piece");
    require(received(bytes, 7) == whole, "in pieces it reads as in one");
    for (const Request &request : whole.requests)
        checkFacts(request);
}

/// The bytes as a sender might cut them into chunks: each is as long as its first byte says.
std::string chunked(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    while (!bytes.empty()) {
        const std::size_t size = std::min<std::size_t>(
            static_cast<unsigned char>(bytes.front()) % 15U + 1, bytes.size());
        text.append(1, digits[size]).append("\r\n");
        text.append(bytes.substr(0, size)).append("\r\n");
        bytes.remove_prefix(size);
    }
    return text + "0\r\n\r\n";
}

void checkChunks(std::string_view bytes)
{
    const std::string next = "GET";
    std::string text = chunked(bytes) + next;
    ChunkedBody body(bytes.size());
    require(body.feed(text) == ChunkedBody::State::Done, "a body of the limit's size is taken");
    require(body.takeBody() == bytes, "chunks joined are the body");
    require(text == next, "what follows the body is left");
    if (bytes.empty())
        return;
    text = chunked(bytes);
    ChunkedBody small(bytes.size() - 1);
    require(small.feed(text) == ChunkedBody::State::TooLarge, "a larger body is refused");
}

/// Whatever an answer's header holds, it is one line.
void checkResponse(std::string_view bytes)
{
    Response response;
    response.headers.add("X-Value", std::string(bytes));
    const std::string head = responseHead(response, {}, "Tue, 17 Nov 2026 14:32:07 GMT");
    require(head.find("\r\n\r\n") == head.size() - 4, "an answer's head ends where it ends");
    for (const std::string_view line : linesOf(head))
        require(line.find_first_of("\r\n") == std::string_view::npos, "no value ends its line");
}

} // namespace

} // namespace gatehouse::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes = gatehouse::fuzz::asText(data, size);
    gatehouse::http::checkRequests(bytes);
    gatehouse::http::checkChunks(bytes);
    gatehouse::http::checkResponse(bytes);
    return 0;
}
