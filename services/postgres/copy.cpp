#include "services/postgres/session.h"
#include "services/postgres/sessionprivate.h"
#include "services/postgres/sqlstate.h"

#include <algorithm>

namespace gatehouse::postgres {

namespace {

/// What libpq queues of it at once.
constexpr std::size_t largestPiece = std::size_t{64} * 1024;
constexpr const char *sourceFailed = "the source of the rows failed";

bool isCopyIn(const ResultHandle &result)
{
    return PQresultStatus(result.get()) == PGRES_COPY_IN;
}

} // namespace

Result<> Session::Private::sendCopy(const CopySource &next)
{
    for (;;) {
        Result<std::string_view> data = next();
        if (!data)
            return failure(std::move(data.error()));
        if (data->empty())
            return {};
        while (!data->empty()) {
            const std::string_view piece = data->substr(0, largestPiece);
            if (PQputCopyData(connection.get(), piece.data(), static_cast<int>(piece.size())) != 1)
                abandon();
            if (!waitUntilSent())
                return failure(lostConnectionError());
            data->remove_prefix(piece.size());
        }
    }
}

Result<std::int64_t> Session::copyFrom(const std::string &sql, const CopySource &next)
{
    const auto started = std::chrono::steady_clock::now();
    ResultHandle begun = d->run(sql.c_str());
    if (!isCopyIn(begun)) {
        const Result<Rows> answer = d->take(std::move(begun), started);
        return failure(answer ? errorFor({"0A000", "copyFrom of what is no COPY ... FROM STDIN"})
                              : answer.error());
    }
    const Result<> sent = d->sendCopy(next);
    if (d->isLost())
        return failure(d->lostConnectionError());
    if (PQputCopyEnd(d->connection.get(), sent ? nullptr : sourceFailed) != 1)
        d->abandon();
    const Result<Rows> answer = d->take(d->lastResult(), started);
    if (!sent && !d->isLost())
        return failure(sent.error());
    return answer ? Result<std::int64_t>(answer->affected()) : failure(answer.error());
}

} // namespace gatehouse::postgres
