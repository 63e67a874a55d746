#pragma once

#include "models/collection/apicaller.h"
#include "models/completion/source.h"

namespace gatehouse {
class AdminClient;
}

namespace gatehouse::completion {

/// Values from the admin API, for a token without database access: those of PostgresValues, of the
/// rows that the token is for.
class ApiValues final : public ValueSource
{
public:
    /// What is referred to outlives the source.
    ApiValues(collection::Descriptor descriptor, AdminClient &client, const Clock &clock);

    QFuture<Result<ValueAnswer>> values(const ValueRequest &request) override;

private:
    collection::Descriptor m_descriptor;
    const Clock &m_clock;
    collection::ApiCaller m_caller;
};

} // namespace gatehouse::completion
