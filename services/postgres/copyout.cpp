#include "services/postgres/encode.h"
#include "services/postgres/session.h"
#include "services/postgres/sessionprivate.h"
#include "services/postgres/sqlstate.h"
#include "services/postgres/wire.h"

#include <algorithm>
#include <cctype>

namespace gatehouse::postgres {

namespace {

constexpr std::size_t headerLength = 19; ///< signature, flags and the length of no extension
constexpr std::size_t lengthOfExtension = 15;
constexpr std::int16_t endOfRows = -1;
constexpr std::int32_t nullLength = -1;
constexpr std::size_t mostKeptAtOnce = 1000;

struct CopyBufferFreer
{
    void operator()(char *data) const { PQfreemem(data); }
};
using CopyBuffer = std::unique_ptr<char, CopyBufferFreer>;

std::string settingName(std::size_t number)
{
    return "gatehouse.p" + std::to_string(number);
}

/// COPY takes no parameters. So they are bound to a statement that keeps them as settings of the
/// transaction, in the text form that the server makes of them, and the COPY names these settings.
/// Those from `first` on (0 is $1), no more than a row may have columns.
Statement keepingStatement(const Parameters &parameters, std::size_t first)
{
    Statement keeping{"SELECT ", {}};
    const std::size_t end = std::min(parameters.size(), first + mostKeptAtOnce);
    for (std::size_t at = first; at < end; ++at) {
        keeping.parameters.push_back(parameters[at]);
        keeping.sql += at == first ? "" : ", ";
        keeping.sql += "pg_catalog.set_config('" + settingName(at + 1) + "', $"
            + std::to_string(at - first + 1) + "::text, true)";
    }
    return keeping;
}

bool isNull(const Parameter &parameter)
{
    const auto *value = std::get_if<Value>(&parameter);
    return value && std::holds_alternative<std::monostate>(*value);
}

std::string placeOf(std::size_t number, const Parameters &parameters)
{
    const bool hasValue =
        number >= 1 && number <= parameters.size() && !isNull(parameters[number - 1]);
    return hasValue ? "pg_catalog.current_setting('" + settingName(number) + "')" : "NULL";
}

/// With the settings in place of $1, $2, ...
std::string copyStatement(const Statement &select)
{
    std::string sql = "COPY (";
    for (std::size_t at = 0; at < select.sql.size();) {
        std::size_t end = at + 1;
        while (select.sql[at] == '$' && end < select.sql.size()
               && std::isdigit(static_cast<unsigned char>(select.sql[end])))
            ++end;
        if (end == at + 1)
            sql += select.sql[at];
        else
            sql += placeOf(std::stoul(select.sql.substr(at + 1, end - at - 1)), select.parameters);
        at = end;
    }
    return sql + ") TO STDOUT (FORMAT binary)";
}

Error malformed()
{
    return errorFor({"08P01", "a row of the COPY is malformed"});
}

/// Hands on the rows of a binary COPY, of which each piece that libpq gives is one; the header
/// comes with the first.
class RowReader
{
public:
    explicit RowReader(const CopySink &sink)
        : m_sink(sink)
    {
    }

    Result<> read(std::string_view piece)
    {
        if (!m_hasBegun && !takeHeader(piece))
            return failure(malformed());
        if (piece.empty())
            return {};
        WireReader reader(piece);
        const auto count = reader.integer<std::int16_t>();
        if (count == endOfRows)
            return {};
        if (!count || !readFields(reader, *count))
            return failure(malformed());
        ++m_rows;
        return m_sink(m_fields);
    }
    std::int64_t rows() const { return m_rows; }

private:
    bool takeHeader(std::string_view &piece)
    {
        m_hasBegun = true;
        if (piece.size() < headerLength)
            return false;
        WireReader extension(piece.substr(lengthOfExtension));
        const auto extra = static_cast<std::size_t>(*extension.integer<std::uint32_t>());
        if (extra > piece.size() - headerLength)
            return false;
        piece.remove_prefix(headerLength + extra);
        return true;
    }

    bool readFields(WireReader &reader, std::int16_t count)
    {
        m_fields.clear();
        for (int field = 0; field < count; ++field) {
            const auto length = reader.integer<std::int32_t>();
            if (!length || *length < nullLength)
                return false;
            if (*length == nullLength) {
                m_fields.emplace_back();
                continue;
            }
            m_fields.push_back(reader.bytes(static_cast<std::size_t>(*length)));
            if (!m_fields.back())
                return false;
        }
        return reader.remaining() == 0;
    }

    const CopySink &m_sink;
    std::vector<CopyField> m_fields;
    std::int64_t m_rows = 0;
    bool m_hasBegun = false;
};

} // namespace

/// Until the data ends, or `read` fails: then the server is told to stop, and what it had sent by
/// then is dropped.
Result<> Session::Private::receiveCopy(const std::function<Result<>(std::string_view)> &read,
                                       const Canceller &canceller)
{
    Result<> taken;
    for (;;) {
        char *data = nullptr;
        int length = PQgetCopyData(connection.get(), &data, 1);
        const auto hasCome = [&](bool /*unsent*/) {
            length = PQgetCopyData(connection.get(), &data, 1);
            return length != 0;
        };
        if (length == 0 && !waitUntil(hasCome))
            return failure(lostConnectionError());
        const CopyBuffer buffer(data);
        if (length < 0)
            return taken;
        if (!taken)
            continue;
        taken = read({data, static_cast<std::size_t>(length)});
        if (!taken)
            canceller.cancel();
    }
}

Result<std::int64_t> Session::copyTo(const Statement &select, const CopySink &sink)
{
    if (PQtransactionStatus(d->connection.get()) != PQTRANS_INTRANS && !d->isLost())
        return failure(errorFor({"25P01", "copyTo outside of a transaction"}));
    for (std::size_t at = 0; at < select.parameters.size(); at += mostKeptAtOnce) {
        const Statement keeping = keepingStatement(select.parameters, at);
        if (const Result<Rows> kept = execute(keeping.sql, keeping.parameters); !kept)
            return failure(kept.error());
    }
    const auto started = std::chrono::steady_clock::now();
    ResultHandle begun = d->run(copyStatement(select).c_str());
    if (PQresultStatus(begun.get()) != PGRES_COPY_OUT) {
        const Result<Rows> answer = d->take(std::move(begun), started);
        return failure(answer ? errorFor({"0A000", "copyTo of what is no SELECT"})
                              : answer.error());
    }
    RowReader reader(sink);
    const Result<> received = d->receiveCopy(
        [&reader](std::string_view piece) { return reader.read(piece); }, canceller());
    if (d->isLost())
        return failure(d->lostConnectionError());
    const Result<Rows> answer = d->take(d->lastResult(), started);
    if (!received)
        return failure(received.error());
    return answer ? Result<std::int64_t>(reader.rows()) : failure(answer.error());
}

} // namespace gatehouse::postgres
