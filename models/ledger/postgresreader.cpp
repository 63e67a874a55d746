#include "models/ledger/entryreader.h"
#include "services/postgres/connection.h"

namespace gatehouse::ledger {

namespace {

constexpr std::int64_t rowsOfAPage = 500;

constexpr std::string_view readEntries = R"(
SELECT sequence, at, actor, role, action, target_type, target_id, reason, detail_text, previous_hash, hash,
       hash_version, source_ip, user_agent, (SELECT max(sequence) FROM console.audit)
  FROM console.audit WHERE sequence >= $1 ORDER BY sequence LIMIT $2)";

Entry entryOfRow(const postgres::Rows &rows, int row)
{
    const auto text = [&](int column) { return rows.get<std::string>(row, column); };
    return {rows.get<std::int64_t>(row, 0),
            rows.get<Timestamp>(row, 1),
            text(2),
            text(3),
            text(4),
            text(5),
            text(6),
            text(7),
            text(8),
            rows.get<postgres::Bytes>(row, 9).data,
            rows.get<postgres::Bytes>(row, 10).data,
            rows.get<std::int64_t>(row, 11),
            rows.find<std::string>(row, 12),
            rows.find<std::string>(row, 13)};
}

Result<EntryPage> pageOfRows(const postgres::Rows &rows)
{
    EntryPage page;
    for (int row = 0; row < rows.size(); ++row)
        page.entries.push_back(entryOfRow(rows, row));
    if (!rows.isEmpty())
        page.newest = rows.get<std::int64_t>(0, 14);
    return page;
}

class PostgresReader final : public EntryReader
{
public:
    explicit PostgresReader(postgres::Connection &connection)
        : m_connection(connection)
    {
    }

    QFuture<Result<EntryPage>> entriesFrom(std::int64_t sequence) override
    {
        return m_connection.run<EntryPage>([sequence](postgres::Session &session) {
            return session.execute(readEntries, {sequence, rowsOfAPage}).and_then(pageOfRows);
        });
    }

private:
    postgres::Connection &m_connection;
};

} // namespace

std::unique_ptr<EntryReader> makePostgresReader(postgres::Connection &connection)
{
    return std::make_unique<PostgresReader>(connection);
}

} // namespace gatehouse::ledger
