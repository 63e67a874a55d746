#include "models/collection/policyread.h"

namespace gatehouse::collection {

Result<privacy::ReadRows> readWithPolicy(postgres::Session &session, const Descriptor &descriptor,
                                         const postgres::Statement &statement,
                                         const std::optional<postgres::Statement> &settings)
{
    if (descriptor.isPersonal)
        return privacy::executeWithPolicy(session, statement, settings);
    if (!settings)
        return session.execute(statement.sql, statement.parameters).map([](postgres::Rows rows) {
            return privacy::ReadRows{std::move(rows), {}};
        });
    return session.executeTransaction({*settings, statement})
        .map([](std::vector<postgres::Rows> rows) {
            return privacy::ReadRows{std::move(rows.back()), {}};
        });
}

} // namespace gatehouse::collection
