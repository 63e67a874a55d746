#include "services/browsing/rollups.h"

namespace gatehouse::browsing {

Result<bool> hasRollups(postgres::Session &session, std::optional<bool> &known)
{
    if (known)
        return *known;
    const auto answer =
        session.execute("SELECT capabilities @> ARRAY['event_minutes', 'event_hours']"
                        " FROM console.contract()");
    if (!answer)
        return failure(answer.error());
    known = answer->get<bool>(0, 0);
    return *known;
}

} // namespace gatehouse::browsing
