#pragma once

#include "services/core/uuid.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::http {

/// Header fields in the order they came, names as sent, repeats kept. Names compare without case.
class Headers
{
public:
    using Field = std::pair<std::string, std::string>;

    void add(std::string name, std::string value);
    void set(std::string_view name, std::string value); ///< replaces all of that name
    /// The first of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    const std::vector<Field> &fields() const { return m_fields; }

private:
    std::vector<Field> m_fields;
};

/// A request up to the blank line.
struct RequestHead
{
    std::string method; ///< as sent
    std::string target; ///< as sent: path and query
    int version = 11; ///< 10 or 11
    Headers headers;
    std::string remoteAddress; ///< the peer's address, without the port

    /// The path, without the query, not decoded.
    std::string_view path() const;
    /// The percent-decoded value of the first query parameter of that name; '+' is a blank. A
    /// parameter that cannot be decoded is left out, as if it had not been sent.
    std::optional<std::string> query(std::string_view name) const;
    /// All query parameters, decoded, in order.
    std::vector<std::pair<std::string, std::string>> queryItems() const;
};

struct Request : RequestHead
{
    std::string body; ///< the exact bytes, chunks joined
};

/// How an answer is spoiled on purpose. Only a server of ServerOptions::mayBreak does so; any other
/// sends the answer whole and at once.
struct Fault
{
    enum class Ending {
        Whole,
        Cut, ///< the head and half of the body, then the connection is closed
        Reset, ///< a TCP reset instead of the answer
    };
    Ending ending = Ending::Whole;
    std::chrono::milliseconds delay{0}; ///< before the first byte, or the reset
};

struct Response;

/// That a body goes on behind what there is of it. An answer that is not 2xx ends it, and is not
/// sent.
struct Continuation
{
    std::chrono::milliseconds after{0}; ///< when the next part is asked for
    /// Asks for it: an answer whose body is the part, and which may go on likewise. As
    /// Endpoint::respond().
    std::function<void(std::function<void(Response)>)> next;
};

struct Response
{
    int status = 200;
    Headers headers; ///< Content-Length, Date and Connection are the server's business
    std::string body;
    std::optional<Continuation> more = {}; ///< sent in chunks, as it comes (server-sent events)
    Fault fault = {};
    /// Not sent, for who logs the answer: a problem's code, or the word for what became of it.
    std::string outcome = {};
    /// Not sent: the event that was taken, or that a refused request was recorded as.
    std::optional<Uuid> recordedAs = {};
    std::size_t events = 0; ///< Not sent: how many were taken
};

/// `application/json`
Response jsonResponse(int status, std::string json);

/// `application/problem+json` (RFC 9457): type about:blank, title, status, detail, and our stable
/// `code` (snake case), which programs decide on.
Response problem(int status, std::string_view code, std::string_view detail);

/// 405 with Allow for what is neither GET nor HEAD; nothing for these.
std::optional<Response> refuseUnlessRead(const RequestHead &head, std::string_view detail);

/// `Not Found`; empty for a status without a registered phrase.
std::string_view reasonPhrase(int status);

/// Compares two header names.
bool equalsIgnoringCase(std::string_view a, std::string_view b);

/// Decodes %XX; nothing when a percent sign is not followed by two hex digits.
std::optional<std::string> percentDecoded(std::string_view text, bool plusIsBlank);

} // namespace gatehouse::http
