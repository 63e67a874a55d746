#pragma once

#include "services/gateway/delivery/backoff.h"
#include "services/gateway/seed/dice.h"
#include "services/gateway/seed/history.h"
#include "services/sending/httpsender.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// What WordPress answered, and what the worker made of it.
struct Answer
{
    DeliveryResponse response;
    bool isSuccess = false;
    std::string rootCause, error; ///< empty when it succeeded
};

/// One try of a delivery.
struct Try
{
    Timestamp at; ///< to the millisecond
    std::chrono::microseconds took{0};
    const Answer *answer = nullptr; ///< null: it was not sent, because the route's mode is dry_run
};

/// What became of a job.
struct DeliveryStory
{
    std::vector<Try> tries;
    Timestamp startedAt, finishedAt;
    int attempts = 1;
    bool isDead = false;
    std::string_view rootCause, error; ///< of a dead one; of answers that are always there
    std::optional<int> status; ///< of the last answer
};

/// Makes up what became of jobs: most are delivered at once. In an outage they are tried until they
/// die or, held by the circuit breaker, until it is over; and a few fail for reasons of their own.
/// Every story is over by the end of the history, so nothing is left that a worker would take up.
class DeliveryStories
{
public:
    DeliveryStories(const History &history, Dice &dice);

    /// Of a job that was made then. `isUnreadable`: its event cannot be normalized any more.
    void tell(DeliveryStory &story, std::string_view mode, Timestamp createdAt, bool isUnreadable);

private:
    void deliver(DeliveryStory &story, Timestamp createdAt);
    void sitOut(DeliveryStory &story, const Period &outage);
    void tryUntilItEnds(DeliveryStory &story, Timestamp at, const Answer &failure);
    void addTry(DeliveryStory &story, Timestamp at, const Answer &answer);
    static void die(DeliveryStory &story, std::string_view rootCause, std::string_view error);

    const History &m_history;
    Dice &m_dice;
    Backoff m_backoff;
    std::vector<Answer> m_answers;
    Weighted m_flaws;
    Weighted m_outageAnswers;
};

} // namespace gatehouse::gateway
