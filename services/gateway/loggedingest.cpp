#include "services/gateway/loggedingest.h"

#include "services/gateway/ingress/requestfacts.h"
#include "services/gateway/simulator/trafficplan.h"
#include "services/gateway/store/textcolumn.h"

namespace gatehouse::gateway {

namespace {

constexpr std::size_t longestPath = 200;
constexpr std::size_t longestName = 100;

std::string ageText(std::chrono::seconds age)
{
    using namespace std::chrono;
    if (age < minutes(1))
        return std::to_string(age.count()) + " s";
    if (age < hours(1))
        return std::to_string(floor<minutes>(age).count()) + " min";
    return std::to_string(floor<hours>(age).count()) + " h";
}

std::string noteOf(const LoggedRequest &request, const http::Response &answer)
{
    if (answer.events > 1)
        return std::to_string(answer.events) + " events";
    if (request.outcome == "duplicate" && request.eventId)
        return "same id "
            + ageText(
                   std::chrono::floor<std::chrono::seconds>(request.time - request.eventId->time()))
            + " ago";
    return request.status < 300 && !request.eventId ? "no event" : "";
}

/// What was wrong with it on purpose says more than what came of it.
void addAnswer(LoggedRequest &request, const http::Response &answer, Timestamp now)
{
    request.time = now;
    request.status = answer.status;
    request.outcome = answer.outcome.empty() ? "ok" : answer.outcome; // a handshake has no word
    request.eventId = answer.recordedAs;
    if (request.outcome == "unknown_source")
        request.source.clear();
    if (request.note.empty())
        request.note = noteOf(request, answer);
}

} // namespace

LoggedIngest::LoggedIngest(http::Endpoint &ingest, RequestLog &log, OnlyTenant onlyTenant,
                           const Clock &clock)
    : m_ingest(ingest)
    , m_log(log)
    , m_onlyTenant(std::move(onlyTenant))
    , m_clock(clock)
{
}

LoggedRequest LoggedIngest::describe(const http::RequestHead &head) const
{
    LoggedRequest request;
    request.method = textColumn(head.method, longestName);
    request.path = textColumn(head.path(), longestPath);
    request.source = textColumn(ingestSource(head.path()).value_or(""), longestName);
    const auto named = head.query("tenant");
    request.tenant = named ? textColumn(*named, longestName) : m_onlyTenant(request.source);
    if (const auto asked = head.headers.find(simulatedHeader))
        request.note = textColumn(*asked, longestName) + ", as asked";
    return request;
}

std::optional<http::Response> LoggedIngest::refuse(const http::RequestHead &head)
{
    auto refused = m_ingest.refuse(head);
    if (refused) {
        LoggedRequest request = describe(head);
        addAnswer(request, *refused, m_clock.now());
        m_log.add(std::move(request));
    }
    return refused;
}

http::Response LoggedIngest::bodyRefused(const http::RequestHead &head, http::Response serverAnswer)
{
    http::Response answer = m_ingest.bodyRefused(head, std::move(serverAnswer));
    LoggedRequest request = describe(head);
    addAnswer(request, answer, m_clock.now());
    m_log.add(std::move(request));
    return answer;
}

void LoggedIngest::respond(http::Request request, http::Reply reply)
{
    const auto logged = [described = describe(request), started = m_clock.steadyNow(), &log = m_log,
                         &clock = m_clock, reply = std::move(reply)](http::Response answer) {
        LoggedRequest entry = described;
        entry.latency =
            std::chrono::duration_cast<std::chrono::microseconds>(clock.steadyNow() - started);
        addAnswer(entry, answer, clock.now());
        log.add(std::move(entry));
        reply(std::move(answer));
    };
    m_ingest.respond(std::move(request), logged);
}

} // namespace gatehouse::gateway
