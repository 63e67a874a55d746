#pragma once

#include "services/postgres/session.h"
#include "services/privacy/masker.h"

#include <optional>

namespace gatehouse::privacy {

/// What the database says of masking now: its views console.privacy and console.masking_rules.
Result<Masker> readMasker(postgres::Session &session);

/// Rows, and how they are to be shown. They are as they are stored: whoever asks masks them.
struct ReadRows
{
    postgres::Rows rows;
    Masker masker;
};

/// A statement and the policy in one round trip, so that nothing is read by a policy of before. A
/// database that has no policy (of an older gateway) is masked. All in one transaction;
/// `settings`, if any, are made just before the statement, for that transaction.
Result<ReadRows> executeWithPolicy(postgres::Session &session, const postgres::Statement &statement,
                                   const std::optional<postgres::Statement> &settings = {});

} // namespace gatehouse::privacy
