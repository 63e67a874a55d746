#pragma once

#include "models/completion/source.h"

#include <memory>

namespace gatehouse::postgres {
class Connection;
}

namespace gatehouse::completion {

/// Values from the views of section 7 of the contract; see services/browsing/valuecounts.h.
class PostgresValues final : public ValueSource
{
public:
    /// What is referred to outlives the source.
    PostgresValues(collection::Descriptor descriptor, postgres::Connection &connection,
                   const Clock &clock);

    QFuture<Result<ValueAnswer>> values(const ValueRequest &request) override;

private:
    collection::Descriptor m_descriptor;
    postgres::Connection &m_connection;
    const Clock &m_clock;
    std::shared_ptr<std::optional<bool>> m_hasHours; ///< used by the connection's thread alone
};

} // namespace gatehouse::completion
