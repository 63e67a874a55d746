#include "services/gateway/store/batchwriter.h"

#include "services/gateway/store/tokenclaims.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace gatehouse::gateway {

namespace {

constexpr int deadlockTries = 3;

std::string sqlStateOf(const Error &error)
{
    const auto *state = std::get_if<SqlState>(&error.cause);
    return state ? state->code : std::string();
}

/// The database can be reached and refuses a value: numeric overflow, U+0000 in jsonb, over a
/// limit.
bool isAboutValues(const Error &error)
{
    const std::string code = sqlStateOf(error);
    return code.starts_with("22") || code.starts_with("54");
}

bool isWorthAnotherTry(const Error &error)
{
    return sqlStateOf(error).starts_with("40");
}

Error asUnavailable(const Error &error)
{
    Error answer = error;
    answer.kind = ErrorKind::Unavailable;
    return answer;
}

bool isJsonb(postgres::Session &session, const std::string &json)
{
    return session.execute("SELECT $1::text::jsonb IS NULL", {json}).has_value();
}

/// One after the other; the rows of the last.
Result<postgres::Rows> executeAll(postgres::Session &session,
                                  const std::vector<postgres::Statement> &statements)
{
    Result<postgres::Rows> rows;
    for (const postgres::Statement &statement : statements) {
        rows = session.execute(statement.sql, statement.parameters);
        if (!rows)
            break;
    }
    return rows;
}

/// Who owns each key after the transaction.
std::map<std::string, Uuid> ownersOf(const postgres::Rows &rows)
{
    std::map<std::string, Uuid> owners;
    for (int row = 0; row < rows.size(); ++row)
        owners.emplace(rows.get<postgres::Bytes>(row, 0).data, rows.get<Uuid>(row, 1));
    return owners;
}

Error tokenUsedBefore()
{
    return {ErrorKind::Denied,
            QCoreApplication::translate("store", "The token was used before, for another event."),
            {},
            {}};
}

Committed outcomeOf(const BatchEntry &entry, const std::map<std::string, Uuid> &owners)
{
    const auto owner = owners.find(entry.keyHash);
    if (owner == owners.end() || owner->second == entry.event->id)
        return {entry.event->id, false};
    return {owner->second, true};
}

} // namespace

void BatchWriter::write(postgres::Session &session, const std::vector<Entries> &submissions,
                        const Answer &answer, const Meanwhile &meanwhile) const
{
    writePart(session, {0, submissions}, answer, meanwhile);
}

void BatchWriter::writePart(postgres::Session &session, const Part &part, const Answer &answer,
                            const Meanwhile &meanwhile) const
{
    std::vector<BatchEntry> entries;
    for (const Entries &submission : part.submissions)
        entries.insert(entries.end(), submission.begin(), submission.end());
    const auto committed = commit(session, entries, meanwhile);
    if (!committed && isAboutValues(committed.error())) {
        if (part.submissions.size() == 1) {
            writeSuspect(session, part.first, part.submissions.front(), answer);
            return;
        }
        const std::size_t half = part.submissions.size() / 2;
        writePart(session, {part.first, part.submissions.first(half)}, answer, meanwhile);
        writePart(session, {part.first + half, part.submissions.subspan(half)}, answer, meanwhile);
        return;
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < part.submissions.size(); ++i) {
        if (!committed) {
            answer(part.first + i, failure(asUnavailable(committed.error())));
            continue;
        }
        const std::size_t count = part.submissions[i].size();
        answer(part.first + i, answerOf(std::span(*committed).subspan(next, count)));
        next += count;
    }
}

void BatchWriter::writeSuspect(postgres::Session &session, std::size_t index, Entries suspects,
                               const Answer &answer) const
{
    std::vector<BatchEntry> entries(suspects.begin(), suspects.end());
    for (BatchEntry &entry : entries) {
        entry.dropCanonical =
            entry.event->canonicalJson && !isJsonb(session, *entry.event->canonicalJson);
        entry.dropHeaders = !isJsonb(session, entry.event->headersJson);
        entry.dropExplanation =
            entry.event->explanationJson && !isJsonb(session, *entry.event->explanationJson);
    }
    auto committed = commit(session, entries, [] {});
    if (!committed && !isAboutValues(committed.error()))
        committed = failure(asUnavailable(committed.error()));
    else if (!committed)
        committed.error().kind = ErrorKind::Invalid;
    answer(index, committed ? answerOf(*committed) : failure(committed.error()));
}

Result<std::vector<Committed>> BatchWriter::answerOf(std::span<const std::optional<Committed>> part)
{
    std::vector<Committed> committed;
    committed.reserve(part.size());
    for (const auto &outcome : part) {
        if (!outcome)
            return failure(tokenUsedBefore());
        committed.push_back(*outcome);
    }
    return committed;
}

Result<BatchWriter::Outcomes> BatchWriter::commit(postgres::Session &session,
                                                  const std::vector<BatchEntry> &entries,
                                                  const Meanwhile &meanwhile) const
{
    const bool hasTokens = std::any_of(entries.begin(), entries.end(), [](const BatchEntry &entry) {
        return !entry.tokenHash.empty();
    });
    if (hasTokens)
        meanwhile();
    const auto once = [&] {
        return hasTokens ? commitWithTokens(session, entries)
                         : commitOnce(session, entries, meanwhile);
    };
    auto outcomes = once();
    for (int i = 1; !outcomes && isWorthAnotherTry(outcomes.error()) && i < deadlockTries; ++i)
        outcomes = once();
    return outcomes;
}

Result<BatchWriter::Outcomes> BatchWriter::commitOnce(postgres::Session &session,
                                                      const std::vector<BatchEntry> &entries,
                                                      const Meanwhile &meanwhile) const
{
    const auto rows = session.executeTransaction(batchStatements(entries, m_lifetime), meanwhile);
    if (!rows)
        return failure(rows.error());
    const auto owners = ownersOf(rows->back());
    Outcomes outcomes;
    for (const BatchEntry &entry : entries)
        outcomes.emplace_back(outcomeOf(entry, owners));
    return outcomes;
}

/// Step by step instead of in one round trip, because the tokens decide what may claim a key.
Result<BatchWriter::Outcomes> BatchWriter::commitWithTokens(
    postgres::Session &session, const std::vector<BatchEntry> &entries) const
{
    Outcomes outcomes;
    auto done = session.inTransaction([&]() -> Result<> {
        const auto keys = claimTokens(session, entries);
        if (!keys)
            return failure(keys.error());
        std::vector<BatchEntry> good;
        for (const BatchEntry &entry : entries) {
            if (isTokenGood(entry, *keys))
                good.push_back(entry);
        }
        const auto owners = executeAll(session, batchStatements(good, m_lifetime)).map(ownersOf);
        if (!owners)
            return failure(owners.error());
        outcomes.clear();
        for (const BatchEntry &entry : entries)
            outcomes.push_back(isTokenGood(entry, *keys) ? std::optional(outcomeOf(entry, *owners))
                                                         : std::nullopt);
        return {};
    });
    if (!done)
        return failure(done.error());
    return outcomes;
}

} // namespace gatehouse::gateway
