#include "services/gateway/seed/deliverystory.h"

#include "services/gateway/delivery/verdict.h"

#include <algorithm>
#include <cmath>

namespace gatehouse::gateway {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Failure = DeliveryResponse::Failure;

namespace {

constexpr int mostTries = 5;
constexpr double flawed = 0.018;
/// How many of an outage's jobs the circuit breaker holds until it is over.
constexpr double heldByBreaker = 0.55;
/// So long before the end of the history nothing goes wrong any more: all is to be over by then.
constexpr std::chrono::minutes calm{5};
constexpr milliseconds timeLimit{10'000};

constexpr std::string_view mirrorError = "Not sent: the route's mode is mirror";
/// As a mapping says it that lost a field (services/gateway/normalize).
constexpr std::string_view unreadableError =
    "The event has no usable event id. It is taken from {/event_uuid}: a text or number of "
    "at most 8192 bytes, without U+0000.";

struct AnswerKind
{
    Failure failure;
    int status;
    const char *body; ///< or what curl said
    double amongFlaws, inOutages;
};

constexpr AnswerKind answerKinds[] = {
    {Failure::None, 200, R"({"ok":true})", 0, 0},
    {Failure::None, 503,
     R"({"code":"maintenance","message":"Briefly unavailable for scheduled maintenance. Check back in a minute.","data":{"status":503}})",
     1, 6},
    {Failure::None, 502, "<html><head><title>502 Bad Gateway</title></head></html>", 2, 2},
    {Failure::Timeout, 0, "No answer within 10000 ms", 3, 2},
    {Failure::Connect, 0,
     "No answer: Failed to connect to wordpress.example port 443: Connection refused", 1, 1},
    {Failure::None, 429,
     R"({"code":"too_many_requests","message":"Slow down.","data":{"status":429}})", 2, 0},
    {Failure::None, 422,
     R"({"code":"rest_invalid_param","message":"Invalid parameter: customer.email","data":{"status":422}})",
     2, 0},
    {Failure::None, 404,
     R"({"code":"rest_no_route","message":"No route was found matching the URL and request method.","data":{"status":404}})",
     0.5, 0},
    {Failure::Tls, 0, "No secure connection: SSL certificate problem: certificate has expired", 0.5,
     0},
};

Answer answerOf(const AnswerKind &kind)
{
    Answer answer;
    answer.response.failure = kind.failure;
    answer.response.status = kind.status;
    if (kind.failure != Failure::None) {
        answer.response.error = kind.body;
    } else {
        const bool isJson = kind.body[0] == '{';
        answer.response.body = kind.body;
        answer.response.headers = {
            {"Content-Type", isJson ? "application/json; charset=UTF-8" : "text/html"}};
    }
    const Verdict verdict = judge(answer.response);
    answer.isSuccess = verdict.kind == Verdict::Kind::Succeeded;
    answer.rootCause = verdict.rootCause;
    answer.error = verdict.error;
    return answer;
}

std::vector<Answer> allAnswers()
{
    std::vector<Answer> answers;
    for (const AnswerKind &kind : answerKinds)
        answers.push_back(answerOf(kind));
    return answers;
}

Weighted weights(double AnswerKind::*weight)
{
    std::vector<double> all;
    for (const AnswerKind &kind : answerKinds)
        all.push_back(kind.*weight);
    return Weighted(all);
}

bool isWorthAnotherTry(const Answer &answer)
{
    return judge(answer.response).kind == Verdict::Kind::Retry;
}

} // namespace

DeliveryStories::DeliveryStories(const History &history, Dice &dice)
    : m_history(history)
    , m_dice(dice)
    , m_backoff([this] { return m_dice.fraction(); })
    , m_answers(allAnswers())
    , m_flaws(weights(&AnswerKind::amongFlaws))
    , m_outageAnswers(weights(&AnswerKind::inOutages))
{
}

void DeliveryStories::tell(DeliveryStory &story, std::string_view mode, Timestamp createdAt,
                           bool isUnreadable)
{
    const auto wait = microseconds(m_dice.between(800, 40'000));
    story.tries.clear();
    story.startedAt = story.finishedAt = createdAt + wait;
    story.attempts = 1;
    story.isDead = false;
    story.rootCause = story.error = {};
    story.status = std::nullopt;
    if (mode == "mirror")
        die(story, "mirror", mirrorError);
    else if (isUnreadable)
        die(story, "normalize", unreadableError);
    else if (mode == "dry_run")
        story.tries.push_back({std::chrono::floor<milliseconds>(story.startedAt), {}, nullptr});
    else
        deliver(story, createdAt);
}

void DeliveryStories::deliver(DeliveryStory &story, Timestamp createdAt)
{
    const Period *outage = m_history.outageAt(createdAt);
    if (outage) {
        const Answer &answer = m_answers[m_outageAnswers.pick(m_dice)];
        if (m_dice.happens(heldByBreaker))
            sitOut(story, *outage);
        else
            tryUntilItEnds(story, story.startedAt, answer);
        return;
    }
    const bool isCalm = createdAt + calm >= m_history.end();
    if (isCalm || !m_dice.happens(flawed))
        addTry(story, story.startedAt, m_answers.front());
    else
        tryUntilItEnds(story, story.startedAt, m_answers[m_flaws.pick(m_dice)]);
}

/// A try of its own may have been the one that opened the breaker.
void DeliveryStories::sitOut(DeliveryStory &story, const Period &outage)
{
    if (m_dice.happens(0.2))
        addTry(story, story.startedAt, m_answers[m_outageAnswers.pick(m_dice)]);
    const Timestamp over = outage.until + milliseconds(m_dice.between(500, 45'000));
    addTry(story, std::max(over, story.finishedAt), m_answers.front());
}

/// Its cause stays for all tries in an outage, and mostly for the next one else.
void DeliveryStories::tryUntilItEnds(DeliveryStory &story, Timestamp at, const Answer &failure)
{
    const bool isStubborn = m_history.outageAt(at) || m_dice.happens(0.15);
    for (int i = 1; i <= mostTries; ++i) {
        const bool isBetter = i > 1 && !isStubborn && m_dice.happens(0.7);
        const bool isOver = isStubborn && i > 1 && !m_history.outageAt(at) && m_dice.happens(0.6);
        const Answer &answer = isBetter || isOver ? m_answers.front() : failure;
        addTry(story, at, answer);
        if (answer.isSuccess)
            return;
        if (!isWorthAnotherTry(answer))
            break;
        at = story.finishedAt + m_backoff.after(i);
    }
    die(story, failure.rootCause, failure.error);
}

void DeliveryStories::addTry(DeliveryStory &story, Timestamp at, const Answer &answer)
{
    const double spread = std::exp(1.2 * (m_dice.fraction() + m_dice.fraction() - 1));
    const bool isTimeout = answer.response.failure == Failure::Timeout;
    const auto took = isTimeout ? microseconds(timeLimit) + microseconds(m_dice.between(100, 3000))
                                : microseconds(static_cast<std::int64_t>(85'000 * spread));
    story.tries.push_back({std::chrono::floor<milliseconds>(at), took, &answer});
    story.attempts = static_cast<int>(story.tries.size());
    story.status =
        answer.response.status > 0 ? std::optional(answer.response.status) : std::nullopt;
    story.finishedAt = at + took;
}

void DeliveryStories::die(DeliveryStory &story, std::string_view rootCause, std::string_view error)
{
    story.isDead = true;
    story.rootCause = rootCause;
    story.error = error;
}

} // namespace gatehouse::gateway
