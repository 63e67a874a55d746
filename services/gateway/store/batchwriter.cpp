#include "services/gateway/store/batchwriter.h"

#include <QByteArrayView>
#include <QCryptographicHash>

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

std::string hashOf(const std::string &key)
{
    if (key.empty())
        return {};
    const QByteArrayView bytes(key.data(), static_cast<qsizetype>(key.size()));
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toStdString();
}

std::vector<BatchEntry> entriesOf(const BatchWriter::Events &events)
{
    std::vector<BatchEntry> entries;
    for (const IncomingEvent &event : events)
        entries.push_back({&event, hashOf(event.idempotencyKey), hashOf(event.secondKey)});
    return entries;
}

bool isJsonb(postgres::Session &session, const std::string &json)
{
    return session.execute("SELECT $1::text::jsonb IS NULL", {json}).has_value();
}

/// Who owns each key after the transaction.
std::map<std::string, Uuid> ownersOf(const postgres::Rows &rows)
{
    std::map<std::string, Uuid> owners;
    for (int row = 0; row < rows.size(); ++row)
        owners.emplace(rows.get<postgres::Bytes>(row, 0).data, rows.get<Uuid>(row, 1));
    return owners;
}

Committed outcomeOf(const BatchEntry &entry, const std::map<std::string, Uuid> &owners)
{
    const auto owner = owners.find(entry.keyHash);
    if (owner == owners.end() || owner->second == entry.event->id)
        return {entry.event->id, false};
    return {owner->second, true};
}

} // namespace

void BatchWriter::write(postgres::Session &session, const std::vector<const Events *> &submissions,
                        const Answer &answer) const
{
    writePart(session, {0, submissions}, answer);
}

void BatchWriter::writePart(postgres::Session &session, const Part &part,
                            const Answer &answer) const
{
    std::vector<BatchEntry> entries;
    for (const Events *events : part.submissions) {
        for (BatchEntry &entry : entriesOf(*events))
            entries.push_back(std::move(entry));
    }
    const auto committed = commit(session, entries);
    if (!committed && isAboutValues(committed.error())) {
        if (part.submissions.size() == 1) {
            writeSuspect(session, part.first, *part.submissions.front(), answer);
            return;
        }
        const auto middle = part.submissions.begin() + std::ssize(part.submissions) / 2;
        const std::size_t half = part.submissions.size() / 2;
        writePart(session, {part.first, {part.submissions.begin(), middle}}, answer);
        writePart(session, {part.first + half, {middle, part.submissions.end()}}, answer);
        return;
    }
    auto next = committed ? committed->begin() : std::vector<Committed>::const_iterator();
    for (std::size_t i = 0; i < part.submissions.size(); ++i) {
        if (!committed) {
            answer(part.first + i, failure(asUnavailable(committed.error())));
            continue;
        }
        const auto end = next + std::ssize(*part.submissions[i]);
        answer(part.first + i, std::vector<Committed>(next, end));
        next = end;
    }
}

void BatchWriter::writeSuspect(postgres::Session &session, std::size_t index, const Events &events,
                               const Answer &answer) const
{
    std::vector<BatchEntry> entries = entriesOf(events);
    for (BatchEntry &entry : entries) {
        entry.dropCanonical =
            entry.event->canonicalJson && !isJsonb(session, *entry.event->canonicalJson);
        entry.dropHeaders = !isJsonb(session, entry.event->headersJson);
    }
    auto committed = commit(session, entries);
    if (!committed && !isAboutValues(committed.error()))
        committed = failure(asUnavailable(committed.error()));
    else if (!committed)
        committed.error().kind = ErrorKind::Invalid;
    answer(index, std::move(committed));
}

Result<std::vector<Committed>> BatchWriter::commit(postgres::Session &session,
                                                   const std::vector<BatchEntry> &entries) const
{
    const auto statements = batchStatements(entries, m_lifetime);
    auto rows = session.executeTransaction(statements);
    for (int i = 1; !rows && isWorthAnotherTry(rows.error()) && i < deadlockTries; ++i)
        rows = session.executeTransaction(statements);
    if (!rows)
        return failure(rows.error());
    const auto owners = ownersOf(rows->back());
    std::vector<Committed> committed;
    committed.reserve(entries.size());
    for (const BatchEntry &entry : entries)
        committed.push_back(outcomeOf(entry, owners));
    return committed;
}

} // namespace gatehouse::gateway
