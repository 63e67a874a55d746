#pragma once

#include "services/core/log.h"
#include "services/core/result.h"
#include "services/gateway/http/message.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace gatehouse::http {

/// Answers one request. Callable once, from any thread, also after the server is gone (then it does
/// nothing); destroying every copy without a call closes the connection without an answer.
using Reply = std::function<void(Response)>;

/// One or more paths of a server. Called on the server's threads, so it must not block: work that
/// waits goes elsewhere and calls the Reply when it is done.
class Endpoint
{
public:
    virtual ~Endpoint() = default;
    /// Judges a request before its body is read; an answer here refuses it.
    virtual std::optional<Response> refuse(const RequestHead &) { return std::nullopt; }
    /// Bodies over this are answered 413 without being read.
    virtual std::size_t bodyLimit() const { return std::size_t{512} * 1024; }
    /// Called instead of the server's own answer when the body was over the limit (413), its
    /// framing was bad (400 `ambiguous_framing`) or it came too slowly (408), so that a refusal can
    /// be recorded; the answer is sent and the connection closed.
    virtual Response bodyRefused(const RequestHead &, Response serverAnswer)
    {
        return serverAnswer;
    }
    virtual void respond(Request request, Reply reply) = 0;
};

/// Finds who answers; nullptr is 404. Called on the server's threads.
using Router = std::function<Endpoint *(const RequestHead &)>;

struct ServerOptions
{
    std::string address = "127.0.0.1";
    unsigned short port = 0; ///< 0 picks a free one
    int threads = 1;
    std::size_t headerLimit = std::size_t{32} * 1024; ///< over it: 431
    int maxConnections = 1024; ///< further ones wait in the listen queue
    std::chrono::seconds headerDeadline{10};
    std::chrono::seconds bodyDeadline{30};
    std::chrono::seconds idleDeadline{75};
    std::chrono::seconds writeDeadline{30}; ///< for a whole answer; over it the connection is cut
    /// Told of each request whose head was refused, so that no endpoint hears of it: its path,
    /// empty when there was no request line yet, and the `code` of the answer. On the server's
    /// threads.
    std::function<void(std::string_view path, std::string_view code)> headRefused;
    bool mayBreak = false; ///< for stand-ins: answers may ask for a Fault
};

/// HTTP/1.0 and 1.1 on Boost.Asio: keep-alive, pipelining, chunked bodies, Expect: 100-continue,
/// caps and deadlines on every read and write. Heads and chunks are parsed here and not by Beast,
/// which takes ambiguous framing and whose decoder asserts on `0\r\n\r`. Framing that proxies
/// disagree on (two lengths, length with Transfer-Encoding, any Transfer-Encoding but exactly
/// `chunked` or on HTTP/1.0, bad chunk sizes, missing or repeated Host, folded headers, bare LF or
/// CR) is 400 and the connection is closed. The server's own errors are problem+json with the codes
/// `malformed_request`, `ambiguous_framing`, `headers_too_large`, `body_too_large`,
/// `request_timeout`, `expectation_failed`, `not_found` and `internal_error`.
class Server
{
public:
    /// Binds and starts its threads. Conflict when the port is taken, Denied when it may not be
    /// used, Invalid for an address that is not one. `log` and the endpoints outlive the server.
    static Result<std::unique_ptr<Server>> start(const ServerOptions &options, Router router,
                                                 Log &log);
    ~Server(); ///< stops hard what stop() did not

    unsigned short port() const;
    std::string url() const; ///< http://127.0.0.1:8737, IPv6 addresses in brackets
    /// No new connections; those that are idle are closed, answers under way are sent; returns when
    /// all are gone or the time is up. Blocks. From any thread but the server's own, any number of
    /// times.
    void stop(std::chrono::milliseconds grace);

private:
    struct Private;
    explicit Server(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::http
