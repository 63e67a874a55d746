#include "services/gateway/http/connection.h"

#include "services/gateway/http/chunkedbody.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <array>
#include <charconv>
#include <exception>

namespace gatehouse::http {

namespace asio = boost::asio;

namespace {

/// An unread body up to this size is read and dropped, so that the connection can stay.
constexpr std::uint64_t skippedBody = std::uint64_t{64} * 1024;

constexpr std::string_view continueLine = "HTTP/1.1 100 Continue\r\n\r\n";

/// What the exception being handled says.
std::string currentException()
{
    try {
        throw;
    } catch (const std::exception &error) {
        return error.what();
    } catch (...) {
        return "unknown exception";
    }
}

/// With the empty one, which would end the body, left out.
std::string chunk(std::string_view part)
{
    if (part.empty())
        return {};
    std::array<char, 20> size{};
    const auto end = std::to_chars(size.data(), size.data() + size.size(), part.size(), 16);
    return std::string(size.data(), end.ptr).append("\r\n").append(part).append("\r\n");
}

} // namespace

struct Connection::Body
{
    enum class Outcome { Read, Closed, Expired, TooLarge, Malformed };
    Outcome outcome = Outcome::Read;
    std::string bytes;

    /// The server's answer to one that was not read.
    Response problem(std::size_t limit) const;
};

Response Connection::Body::problem(std::size_t limit) const
{
    if (outcome == Outcome::Expired)
        return http::problem(408, "request_timeout", "The request's body did not arrive in time.");
    if (outcome == Outcome::TooLarge)
        return http::problem(413, "body_too_large",
                             "The body is over " + std::to_string(limit) + " bytes.");
    return http::problem(400, "ambiguous_framing", "The chunks of the body are malformed.");
}

Connection::Connection(std::shared_ptr<Engine> engine, asio::ip::tcp::socket socket)
    : m_engine(std::move(engine))
    , m_stream(std::make_shared<Stream>(std::move(socket)))
    , m_wakeTimer(m_stream->executor())
    , m_remoteAddress(m_stream->remoteAddress())
{
}

void Connection::start(std::function<void()> ended)
{
    auto finished = [self = shared_from_this(),
                     ended = std::move(ended)](const std::exception_ptr &error) {
        if (error)
            self->m_engine->log.error("connection failed", {{"remote", self->m_remoteAddress}});
        self->m_stream->close();
        ended();
    };
    asio::co_spawn(m_stream->executor(), serve(), std::move(finished));
}

void Connection::finish()
{
    m_finishing = true; // at once, so that an answer that is just being written says close
    asio::post(m_stream->executor(), [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self)
            return;
        if (self->m_phase == Phase::Idle)
            self->m_stream->interrupt();
        else if (self->m_phase == Phase::Lingering)
            self->m_stream->close();
    });
}

void Connection::abort()
{
    asio::post(m_stream->executor(), [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self)
            return;
        self->m_aborted = true;
        self->m_stream->close();
        self->m_wakeTimer.cancel();
    });
}

Task<> Connection::serve()
{
    for (;;) {
        const bool more = co_await serveRequest();
        if (!more)
            co_return;
        m_served = true;
    }
}

Task<bool> Connection::serveRequest()
{
    MaybeHead parsed = co_await readHead();
    if (!parsed)
        co_return false;
    Endpoint *endpoint = nullptr;
    const MaybeResponse refused = judge(parsed->head, endpoint);
    if (refused)
        co_return co_await refuseUnread(parsed->framing, *refused);
    co_return co_await answer(*parsed, *endpoint);
}

/// Gives nothing when the connection ends here; what had to be answered was.
Task<Connection::MaybeHead> Connection::readHead()
{
    std::size_t size = 0;
    HeadEnd end = HeadEnd::Missing;
    Refusal refusal{408, "request_timeout", "The request's head did not arrive in time."};
    const bool received = co_await receiveHead(size, end);
    m_version = 11;
    m_headOnly = false;
    if (received) {
        MaybeHead parsed = takeHead(size, end, refusal);
        if (parsed)
            co_return parsed;
    } else if (m_stream->input().empty() || !m_stream->expired()) {
        co_return std::nullopt;
    }
    const Response answer = refuseHead(refusal);
    co_await writeLast(answer);
    co_return std::nullopt;
}

/// Waits until the input holds a whole head, or one that will never do. False: closed or too late.
Task<bool> Connection::receiveHead(std::size_t &size, HeadEnd &end)
{
    const ServerOptions &options = m_engine->options;
    m_phase = Phase::Idle;
    for (;;) {
        end = findHeadEnd(m_stream->input(), size);
        if (end != HeadEnd::Missing || size > options.headerLimit)
            break;
        if (m_stream->input().empty()) {
            if (m_finishing)
                co_return false;
            m_stream->setDeadline(m_served ? options.idleDeadline : options.headerDeadline);
        } else if (m_phase == Phase::Idle) {
            m_phase = Phase::Busy;
            m_stream->setDeadline(options.headerDeadline);
        }
        const Stream::Read read = co_await m_stream->receive();
        if (read != Stream::Read::Done)
            co_return false;
    }
    m_phase = Phase::Busy;
    co_return true;
}

Connection::MaybeHead Connection::takeHead(std::size_t size, HeadEnd end, Refusal &refusal)
{
    if (end == HeadEnd::Malformed) {
        refusal = {400, "malformed_request", "This is not an HTTP/1.1 request."};
        return std::nullopt;
    }
    if (size > m_engine->options.headerLimit) {
        refusal = {431, "headers_too_large", "The request line and headers are too large."};
        return std::nullopt;
    }
    auto parsed = parseHead(std::string_view(m_stream->input()).substr(0, size));
    if (!parsed) {
        refusal = parsed.error();
        return std::nullopt;
    }
    m_stream->input().erase(0, size);
    parsed->head.remoteAddress = m_remoteAddress;
    m_version = parsed->head.version;
    m_headOnly = parsed->head.method == "HEAD";
    return std::move(*parsed);
}

Response Connection::refuseHead(const Refusal &refusal)
{
    if (m_engine->options.headRefused)
        m_engine->options.headRefused(requestedPath(m_stream->input()), refusal.code);
    return problem(refusal.status, refusal.code, refusal.detail);
}

Connection::MaybeResponse Connection::judge(const RequestHead &head, Endpoint *&endpoint)
{
    try {
        endpoint = m_engine->router(head);
        if (!endpoint)
            return problem(404, "not_found", "Nothing answers at this path.");
        return endpoint->refuse(head);
    } catch (...) {
        return endpointFailed(head.method, head.path(), currentException());
    }
}

/// Answers before the body was read.
Task<bool> Connection::refuseUnread(const Framing &framing, const Response &answer)
{
    // After a refused Expect the client may or may not send the body: nobody can tell what follows.
    const bool skippable = framing.keepAlive && !framing.chunked && !framing.expectsContinue
        && framing.length <= skippedBody;
    const bool bodyless = framing.length == 0 && !framing.chunked;
    if (!skippable && !bodyless)
        co_return co_await writeLast(answer);
    const bool kept = co_await write(answer, framing.keepAlive);
    if (!kept)
        co_return false;
    co_return co_await skipBody(framing.length);
}

Task<bool> Connection::skipBody(std::uint64_t length)
{
    m_stream->setDeadline(m_engine->options.bodyDeadline);
    const Body body = co_await readLength(length);
    co_return body.outcome == Body::Outcome::Read;
}

Task<bool> Connection::answer(ParsedHead &parsed, Endpoint &endpoint)
{
    Body body = co_await readBody(parsed.framing, endpoint.bodyLimit());
    if (body.outcome == Body::Outcome::Closed)
        co_return false;
    if (body.outcome != Body::Outcome::Read) {
        const Response failed = bodyFailed(body, parsed.head, endpoint);
        co_return co_await writeLast(failed);
    }
    Request request;
    static_cast<RequestHead &>(request) = std::move(parsed.head);
    request.body = std::move(body.bytes);
    const auto slot = dispatch(endpoint, std::move(request));
    const MaybeResponse response = co_await answerOf(*slot);
    if (!response)
        co_return false;
    if (m_engine->options.mayBreak) {
        const bool isWhole = co_await spoil(*response);
        if (!isWhole)
            co_return false;
    }
    co_return co_await write(*response, parsed.framing.keepAlive);
}

Task<Connection::Body> Connection::readBody(const Framing &framing, std::size_t limit)
{
    Body body;
    if (framing.length > limit) {
        body.outcome = Body::Outcome::TooLarge;
        co_return body;
    }
    const bool expected = framing.chunked || framing.length > 0;
    if (!expected)
        co_return body;
    if (framing.expectsContinue && m_stream->input().empty()) {
        const auto time = m_engine->options.writeDeadline;
        const bool invited = co_await m_stream->write(continueLine, {}, time);
        if (!invited) {
            body.outcome = Body::Outcome::Closed;
            co_return body;
        }
    }
    m_stream->setDeadline(m_engine->options.bodyDeadline);
    if (framing.chunked)
        co_return co_await readChunks(limit);
    co_return co_await readLength(framing.length);
}

Task<Connection::Body> Connection::readLength(std::size_t length)
{
    Body body;
    for (;;) {
        m_stream->moveInput(body.bytes, length - body.bytes.size());
        if (body.bytes.size() == length)
            co_return body;
        const Stream::Read read = co_await m_stream->receive();
        if (read != Stream::Read::Done) {
            body.outcome =
                read == Stream::Read::Expired ? Body::Outcome::Expired : Body::Outcome::Closed;
            co_return body;
        }
    }
}

Task<Connection::Body> Connection::readChunks(std::size_t limit)
{
    Body body;
    ChunkedBody chunks(limit);
    for (;;) {
        const ChunkedBody::State state = chunks.feed(m_stream->input());
        if (state == ChunkedBody::State::Done) {
            body.bytes = chunks.takeBody();
            co_return body;
        }
        if (state != ChunkedBody::State::More) {
            body.outcome = state == ChunkedBody::State::TooLarge ? Body::Outcome::TooLarge
                                                                 : Body::Outcome::Malformed;
            co_return body;
        }
        const Stream::Read read = co_await m_stream->receive();
        if (read != Stream::Read::Done) {
            body.outcome =
                read == Stream::Read::Expired ? Body::Outcome::Expired : Body::Outcome::Closed;
            co_return body;
        }
    }
}

Response Connection::bodyFailed(const Body &body, const RequestHead &head, Endpoint &endpoint)
{
    try {
        return endpoint.bodyRefused(head, body.problem(endpoint.bodyLimit()));
    } catch (...) {
        return endpointFailed(head.method, head.path(), currentException());
    }
}

std::shared_ptr<ReplySlot> Connection::dispatch(Endpoint &endpoint, Request request)
{
    auto slot = std::make_shared<ReplySlot>(waker());
    // Kept here too: otherwise the exception would drop the reply before it is caught.
    const Reply reply = replyInto(slot);
    const std::string method = request.method;
    const std::string path(request.path());
    try {
        endpoint.respond(std::move(request), reply);
    } catch (...) {
        reply(endpointFailed(method, path, currentException()));
    }
    return slot;
}

Task<Connection::MaybeResponse> Connection::answerOf(ReplySlot &slot)
{
    m_stream->clearDeadline();
    if (!m_aborted && slot.wakesLater()) {
        m_wakeTimer.expires_at(std::chrono::steady_clock::time_point::max());
        co_await m_wakeTimer.async_wait(completion);
    }
    MaybeResponse response = slot.take();
    if (response && (response->status < 200 || response->status > 599))
        response = endpointFailed({}, {}, "answered with a status that is not final");
    co_return response;
}

/// Ends the wait of answerOf() from any thread. Only the weak pointer is posted: one that owned
/// would keep itself alive in the queue of a server that is gone.
std::function<void()> Connection::waker()
{
    return [weak = weak_from_this()] {
        const auto connection = weak.lock();
        if (!connection)
            return;
        asio::post(connection->m_stream->executor(), [weak] {
            if (const auto self = weak.lock())
                self->m_wakeTimer.cancel();
        });
    };
}

Response Connection::endpointFailed(std::string_view method, std::string_view path,
                                    std::string_view why)
{
    m_engine->log.error("request failed inside the gateway",
                        {{"method", method}, {"path", path}, {"why", why}});
    return problem(500, "internal_error",
                   "The request failed inside the gateway; its log says why.");
}

Task<bool> Connection::write(const Response &response, bool keepAlive)
{
    const bool keep = keepAlive && !m_finishing;
    const bool withBody = !m_headOnly && mayHaveBody(response.status);
    if (response.more && withBody)
        co_return co_await writeParts(response, keepAlive);
    const ResponseFraming framing{keep, m_version};
    const std::string head = responseHead(response, framing, m_date.now());
    const std::string_view body = withBody ? std::string_view(response.body) : std::string_view();
    const bool written = co_await m_stream->write(head, body, m_engine->options.writeDeadline);
    if (written && !keep && !m_stream->input().empty())
        co_await linger();
    co_return written &&keep;
}

/// A body that goes on: each part as it comes, until one says that it is the last, or the server
/// ends. A client that is gone is noticed with the next part.
Task<bool> Connection::writeParts(const Response &first, bool keepAlive)
{
    const bool isChunked = m_version == 11;
    const ResponseFraming framing{keepAlive && isChunked, m_version, true};
    std::string head = responseHead(first, framing, m_date.now());
    std::string body = first.body;
    std::optional<Continuation> more = first.more;
    for (;;) {
        if (isChunked)
            body = chunk(body);
        const bool isWritten =
            co_await m_stream->write(head, body, m_engine->options.writeDeadline);
        if (!isWritten)
            co_return false;
        head.clear();
        MaybeResponse part;
        if (more)
            part = co_await nextPart(*more);
        if (!part)
            break;
        body = std::move(part->body);
        more = std::move(part->more);
    }
    const std::string_view end = isChunked ? "0\r\n\r\n" : "";
    const bool isEnded = co_await m_stream->write(end, {}, m_engine->options.writeDeadline);
    co_return isEnded &&framing.keepAlive && !m_finishing;
}

/// Nothing: the body is at its end.
Task<Connection::MaybeResponse> Connection::nextPart(const Continuation &more)
{
    co_await pause(more.after);
    if (m_finishing || m_aborted)
        co_return std::nullopt;
    const auto slot = std::make_shared<ReplySlot>(waker());
    const Reply reply = replyInto(slot);
    more.next(reply);
    MaybeResponse part = co_await answerOf(*slot);
    if (part && (part->status < 200 || part->status > 299))
        co_return std::nullopt;
    co_return part;
}

Task<bool> Connection::spoil(const Response &response)
{
    const auto [ending, delay] = response.fault;
    if (delay.count() > 0)
        co_await pause(delay);
    if (ending == Fault::Ending::Cut)
        co_await writeCut(response);
    else if (ending == Fault::Ending::Reset)
        m_stream->reset();
    co_return ending == Fault::Ending::Whole && !m_aborted;
}

Task<> Connection::pause(std::chrono::milliseconds time)
{
    if (m_aborted)
        co_return;
    m_wakeTimer.expires_after(time);
    co_await m_wakeTimer.async_wait(completion);
}

/// The head tells the length of the whole body.
Task<> Connection::writeCut(const Response &response)
{
    const std::string head = responseHead(response, {false, m_version}, m_date.now());
    const std::string_view half =
        std::string_view(response.body).substr(0, response.body.size() / 2);
    co_await m_stream->write(head, half, m_engine->options.writeDeadline);
}

/// For requests that were not read to their end.
Task<bool> Connection::writeLast(const Response &response)
{
    co_await write(response, false);
    co_await linger();
    co_return false;
}

Task<> Connection::linger()
{
    m_phase = Phase::Lingering;
    return m_stream->linger();
}

} // namespace gatehouse::http
