#include "services/postgres/encode.h"
#include "services/postgres/session.h"
#include "services/postgres/sessionprivate.h"
#include "services/postgres/sqlstate.h"

#include <functional>
#include <optional>

namespace gatehouse::postgres {

namespace {

/// A statement as it goes to the server.
struct Message
{
    const std::string &sql;
    std::string name; ///< that it is prepared by; empty: it is not
    EncodedParameters parameters;
};

bool send(PGconn *connection, const char *sql)
{
    return PQsendQueryParams(connection, sql, 0, nullptr, nullptr, nullptr, nullptr, 1) == 1;
}

bool send(PGconn *connection, const Message &message)
{
    const EncodedParameters &p = message.parameters;
    if (message.name.empty()) {
        return PQsendQueryParams(connection, message.sql.c_str(), p.count(), p.types(), p.values(),
                                 p.lengths(), p.formats(), 1)
            == 1;
    }
    return PQsendQueryPrepared(connection, message.name.c_str(), p.count(), p.values(), p.lengths(),
                               p.formats(), 1)
        == 1;
}

/// What the server does not take at once is queued; it is sent while the answers are waited for.
bool sendAll(PGconn *connection, const std::vector<Message> &messages)
{
    bool sent = send(connection, "BEGIN ISOLATION LEVEL READ COMMITTED");
    for (std::size_t i = 0; sent && i < messages.size(); ++i)
        sent = send(connection, messages[i]);
    return sent && send(connection, "COMMIT") && PQpipelineSync(connection) == 1;
}

/// The answers of BEGIN, the statements and COMMIT, in order, up to the sync.
class Answers
{
public:
    /// `next` gives libpq's next result: null at the end of each statement.
    void read(const std::function<ResultHandle()> &next)
    {
        int nothingInARow = 0;
        while (nothingInARow < 2) { // two in a row: a lost connection
            ResultHandle result = next();
            nothingInARow = result ? 0 : nothingInARow + 1;
            if (result && PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC)
                return;
            if (result)
                take(std::move(result));
        }
    }
    const PGresult *firstFailure() const { return m_failure.get(); }
    /// Without those of BEGIN and COMMIT.
    std::vector<Rows> rows()
    {
        m_rows.erase(m_rows.begin());
        m_rows.pop_back();
        return std::move(m_rows);
    }
    std::size_t count() const { return m_rows.size(); }

private:
    void take(ResultHandle result)
    {
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY)
            m_rows.emplace_back(result.release());
        else if (status != PGRES_PIPELINE_ABORTED && !m_failure)
            m_failure = std::move(result);
    }

    std::vector<Rows> m_rows;
    ResultHandle m_failure;
};

} // namespace

Result<std::vector<Rows>> Session::executeTransaction(const std::vector<Statement> &statements,
                                                      const std::function<void()> &meanwhile)
{
    PGconn *connection = d->connection.get();
    if (d->isLost())
        return failure(d->lostConnectionError());
    if (PQtransactionStatus(connection) != PQTRANS_IDLE)
        return failure(errorFor({"25001", "executeTransaction inside of a transaction"}));
    std::vector<Message> messages;
    for (const Statement &statement : statements) {
        Result<EncodedParameters> encoded = EncodedParameters::encode(statement.parameters);
        if (!encoded)
            return failure(encoded.error());
        Result<std::string> name = d->prepare(statement.sql, *encoded, statement.isRepeated);
        if (!name)
            return failure(name.error());
        messages.push_back({statement.sql, std::move(*name), std::move(*encoded)});
    }

    const auto started = std::chrono::steady_clock::now();
    PQenterPipelineMode(connection);
    if (!sendAll(connection, messages)) {
        d->abandon();
        return failure(d->lostConnectionError());
    }
    meanwhile();
    Answers answers;
    d->beginAnswer(statements.size() + 2); // the server may send all of them with the last
    answers.read([this] { return d->nextResult(); });
    if (d->isLost() || PQexitPipelineMode(connection) != 1) {
        d->abandon();
        return failure(d->lostConnectionError());
    }
    std::optional<Error> error;
    if (answers.firstFailure())
        error = d->errorOf(answers.firstFailure(), started);
    if (PQtransactionStatus(connection) != PQTRANS_IDLE)
        static_cast<void>(d->simple("ROLLBACK"));
    if (error) {
        d->forgetStalePlans(*error);
        return failure(*error);
    }
    if (answers.count() != statements.size() + 2)
        return failure(errorFor({"08P01", "an answer of the pipeline is missing"}));
    return answers.rows();
}

} // namespace gatehouse::postgres
