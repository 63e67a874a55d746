#pragma once

#include "services/core/result.h"
#include "services/gateway/seed/deliverystory.h"
#include "services/gateway/seed/routetargets.h"
#include "services/gateway/seed/seededevent.h"
#include "services/postgres/binaryrows.h"
#include "services/postgres/session.h"

#include <array>
#include <string>
#include <vector>

namespace gatehouse::gateway {

/// What has been stored, or is to be.
struct SeedCounts
{
    std::int64_t events = 0, jobs = 0, deliveries = 0, deadLetters = 0;
    SeedCounts &operator+=(const SeedCounts &other);
};

/// The rows of some events over all tables, as the gateway would have left them.
class SeededRows
{
public:
    SeededRows();
    void add(const SeededEvent &event, const EventKind &kind,
             const std::vector<RouteTarget> &targets, DeliveryStories &stories, Dice &dice,
             const History &history);
    SeedCounts counts() const;
    /// All of them, one COPY a table. To be called in a transaction.
    Result<> copyTo(postgres::Session &session);
    void clear();

private:
    enum Table { Events, Payloads, Keys, Jobs, Deliveries, DeadLetters, tableCount };
    /// What the jobs of an event left in its own row.
    struct Outcome
    {
        std::string_view status = "processed";
        std::optional<std::string_view> error;
        std::int32_t tries = 0;
        Timestamp updatedAt;
    };

    void addDelivery(const RouteTarget &target, const DeliveryStory &story, Timestamp createdAt,
                     Dice &dice);
    void addTry(const RouteTarget &target, const Try &tried, int number, const Uuid &job,
                const Uuid &request, Dice &dice);
    void addDeadLetter(const DeliveryStory &story, const Uuid &job, Dice &dice);
    void addAiJob(const EventKind::AiJob &job, Dice &dice);
    void addEvent(const Outcome &outcome);
    void addPayload(const History &history);
    void addKeys(const History &history);
    std::string requestHeaders(const Uuid &request, Dice &dice) const;

    std::array<postgres::BinaryRows, tableCount> m_tables;
    // Of the event that is being added:
    const SeededEvent *m_event = nullptr;
    const EventKind *m_kind = nullptr;
    std::string m_key, m_deliveryKey, m_canonical;
    std::optional<std::string> m_actorId;
    std::optional<Timestamp> m_occurredAt;
};

} // namespace gatehouse::gateway
