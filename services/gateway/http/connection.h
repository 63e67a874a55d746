#pragma once

#include "services/gateway/http/framing.h"
#include "services/gateway/http/replyslot.h"
#include "services/gateway/http/responsehead.h"
#include "services/gateway/http/server.h"
#include "services/gateway/http/stream.h"

#include <boost/asio/io_context.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace gatehouse::http {

/// What all connections of a server share. Each keeps it alive, so that a Reply that comes after
/// the server is gone still finds an io_context to post to.
struct Engine
{
    ServerOptions options;
    Router router;
    Log &log;
    boost::asio::io_context io;
};

/// One client: reads requests one after the other and answers each before it reads the next. All
/// but finish() and abort() runs on the stream's strand.
class Connection : public std::enable_shared_from_this<Connection>
{
public:
    Connection(std::shared_ptr<Engine> engine, boost::asio::ip::tcp::socket socket);

    /// `ended` is called once, on the strand, when the connection is closed.
    void start(std::function<void()> ended);
    /// From any thread. Closes at once when no request is under way, otherwise after its answer.
    void finish();
    /// From any thread. Closes at once; an answer that comes later is dropped.
    void abort();

private:
    enum class Phase { Idle, Busy, Lingering };
    using MaybeHead = std::optional<ParsedHead>;
    using MaybeResponse = std::optional<Response>;
    struct Body;

    Task<> serve();
    Task<bool> serveRequest(); ///< false: the connection ends
    Task<bool> answer(ParsedHead &parsed, Endpoint &endpoint);

    Task<MaybeHead> readHead();
    Task<bool> receiveHead(std::size_t &size, HeadEnd &end);
    MaybeHead takeHead(std::size_t size, HeadEnd end, Refusal &refusal);
    Task<Body> readBody(const Framing &framing, std::size_t limit);
    Task<Body> readLength(std::size_t length);
    Task<Body> readChunks(std::size_t limit);

    MaybeResponse judge(const RequestHead &head, Endpoint *&endpoint);
    Response refuseHead(const Refusal &refusal);
    Response bodyFailed(const Body &body, const RequestHead &head, Endpoint &endpoint);
    std::shared_ptr<ReplySlot> dispatch(Endpoint &endpoint, Request request);
    Task<MaybeResponse> answerOf(ReplySlot &slot);
    Response endpointFailed(std::string_view method, std::string_view path, std::string_view why);

    Task<bool> refuseUnread(const Framing &framing, const Response &answer);
    Task<bool> skipBody(std::uint64_t length);
    Task<bool> write(const Response &response, bool keepAlive);
    Task<bool> writeParts(const Response &first, bool keepAlive);
    Task<MaybeResponse> nextPart(const Continuation &more);
    Task<bool> spoil(const Response &response); ///< false: the connection ends
    Task<> pause(std::chrono::milliseconds time);
    Task<> writeCut(const Response &response);
    Task<bool> writeLast(const Response &response); ///< always false
    Task<> linger();
    std::function<void()> waker();

    // Declared first, gone last: the socket and the timers belong to its io_context.
    std::shared_ptr<Engine> m_engine;
    std::shared_ptr<Stream> m_stream;
    boost::asio::steady_timer m_wakeTimer;
    std::string m_remoteAddress;
    DateHeader m_date;
    Phase m_phase = Phase::Idle;
    std::atomic<bool> m_finishing = false; ///< no further request is taken; set from any thread
    bool m_aborted = false; ///< no answer is awaited
    bool m_served = false; ///< at least one request was
    int m_version = 11; ///< of the request under way
    bool m_headOnly = false; ///< it is a HEAD
};

} // namespace gatehouse::http
