#pragma once

#include "services/core/result.h"
#include "services/gateway/store/batchstatements.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace gatehouse::gateway {

/// Writes batches of submissions through one session and sorts out which of them cannot be held.
class BatchWriter
{
public:
    /// The entries of one submission (batchEntries).
    using Entries = std::span<const BatchEntry>;
    /// Called once for each submission, after its commit (or its failure) is known.
    using Answer = std::function<void(std::size_t submission, Result<std::vector<Committed>>)>;

    using Meanwhile = std::function<void()>;

    explicit BatchWriter(std::chrono::seconds idempotencyLifetime)
        : m_lifetime(idempotencyLifetime)
    {
    }

    /// One transaction for all. When the database refuses a value (SQLSTATE class 22 or 54) the
    /// batch is halved until the culprit is alone; that is stored without its canonical document,
    /// or answered Invalid. A submission whose token goes with another key is Denied and leaves
    /// no trace. Everything else that fails is Unavailable for all that was not yet
    /// committed. `meanwhile` is called whenever a transaction is with the database, or before
    /// anything else is waited for: at least once, unless the connection is lost.
    void write(postgres::Session &session, const std::vector<Entries> &submissions,
               const Answer &answer, const Meanwhile &meanwhile) const;

private:
    struct Part
    {
        std::size_t first = 0;
        std::span<const Entries> submissions;
    };
    void writePart(postgres::Session &session, const Part &part, const Answer &answer,
                   const Meanwhile &meanwhile) const;
    void writeSuspect(postgres::Session &session, std::size_t index, Entries suspects,
                      const Answer &answer) const;
    /// One for each entry; nothing for one whose token goes with another key.
    using Outcomes = std::vector<std::optional<Committed>>;
    Result<Outcomes> commit(postgres::Session &session, const std::vector<BatchEntry> &entries,
                            const Meanwhile &meanwhile) const;
    Result<Outcomes> commitOnce(postgres::Session &session, const std::vector<BatchEntry> &entries,
                                const Meanwhile &meanwhile) const;
    Result<Outcomes> commitWithTokens(postgres::Session &session,
                                      const std::vector<BatchEntry> &entries) const;
    /// Denied when one of them is nothing.
    static Result<std::vector<Committed>> answerOf(std::span<const std::optional<Committed>> part);

    std::chrono::seconds m_lifetime;
};

} // namespace gatehouse::gateway
