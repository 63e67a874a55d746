#pragma once

#include "services/core/clock.h"
#include "services/gateway/http/server.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace gatehouse::http {

/// An endpoint made of functions; without one it answers 200 with the body it was sent.
class ScriptedEndpoint : public Endpoint
{
public:
    std::function<std::optional<Response>(const RequestHead &)> judge;
    std::function<void(Request, Reply)> answer;
    std::function<Response(const RequestHead &, Response)> record;
    std::size_t limit = 64 * 1024;
    std::atomic<int> responses{0};

    std::optional<Response> refuse(const RequestHead &head) override
    {
        return judge ? judge(head) : std::nullopt;
    }
    std::size_t bodyLimit() const override { return limit; }
    Response bodyRefused(const RequestHead &head, Response serverAnswer) override
    {
        return record ? record(head, std::move(serverAnswer)) : serverAnswer;
    }
    void respond(Request request, Reply reply) override
    {
        ++responses;
        if (answer)
            return answer(std::move(request), std::move(reply));
        Response response;
        response.body = std::move(request.body);
        reply(std::move(response));
    }
};

/// Takes replies away from the server's thread and gives them back when the test wants.
class HeldReplies
{
public:
    void hold(Reply reply)
    {
        const std::lock_guard lock(m_mutex);
        m_replies.push_back(std::move(reply));
        m_arrived.notify_all();
    }

    /// The oldest; waits ten seconds at most, then it is empty.
    Reply take()
    {
        std::unique_lock lock(m_mutex);
        if (!m_arrived.wait_for(lock, std::chrono::seconds(10),
                                [this] { return !m_replies.empty(); }))
            return {};
        Reply reply = std::move(m_replies.front());
        m_replies.erase(m_replies.begin());
        return reply;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::vector<Reply> m_replies;
};

/// A server on a free loopback port whose every path, but those under /missing, goes to `endpoint`.
class TestServer
{
public:
    explicit TestServer(ServerOptions options = {})
        : m_log(m_clock, [this](std::string_view line) { m_lines.append(line).append("\n"); })
    {
        auto router = [this](const RequestHead &head) -> Endpoint * {
            return head.path().starts_with("/missing") ? nullptr : &endpoint;
        };
        auto started = Server::start(options, router, m_log);
        if (started)
            server = std::move(*started);
    }

    unsigned short port() const { return server->port(); }
    /// Only after the server is gone.
    const std::string &logLines() const { return m_lines; }

    ScriptedEndpoint endpoint;

private:
    SystemClock m_clock;
    std::string m_lines;
    Log m_log;

public:
    std::unique_ptr<Server> server; ///< goes first
};

} // namespace gatehouse::http
