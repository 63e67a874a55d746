#pragma once

#include "services/postgres/session.h"
#include "services/privacy/masker.h"

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
/// database that has no policy (of an older gateway) is masked.
Result<ReadRows> executeWithPolicy(postgres::Session &session,
                                   const postgres::Statement &statement);

} // namespace gatehouse::privacy
