// Postgres's own ceiling for ingest: an event and a job, prepared, in libpq's pipeline mode, so
// many pairs a transaction, the next transaction sent while the last one commits. pginserts
// CONNINFO BATCH SECONDS BODY-FILE. Prints pairs and seconds. Plain tables, made anew.
#include <libpq-fe.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

using Steady = std::chrono::steady_clock;

namespace {

constexpr const char *tables = R"(
DROP TABLE IF EXISTS ceiling_job, ceiling_event;
CREATE TABLE ceiling_event (id bigint PRIMARY KEY, received_at timestamptz NOT NULL DEFAULT now(),
    source text NOT NULL, tenant text NOT NULL, idempotency_key text NOT NULL UNIQUE,
    status text NOT NULL, body bytea NOT NULL);
CREATE TABLE ceiling_job (id bigint PRIMARY KEY, event_id bigint NOT NULL, task text NOT NULL,
    status text NOT NULL, next_attempt_at timestamptz NOT NULL DEFAULT now()))";

constexpr const char *insertEvent =
    "INSERT INTO ceiling_event (id, source, tenant, idempotency_key, status, body)"
    " VALUES ($1, 'github', 'acme', $2, 'queued', $3)";
constexpr const char *insertJob =
    "INSERT INTO ceiling_job (id, event_id, task, status) VALUES ($1, $1, 'deliver', 'pending')";

void check(bool isRight, PGconn *connection)
{
    if (isRight)
        return;
    std::fprintf(stderr, "%s", PQerrorMessage(connection));
    std::exit(1);
}

void execute(PGconn *connection, PGresult *result)
{
    check(PQresultStatus(result) == PGRES_COMMAND_OK, connection);
    PQclear(result);
}

void sendStatement(PGconn *connection, const char *text)
{
    check(PQsendQueryParams(connection, text, 0, nullptr, nullptr, nullptr, nullptr, 0) == 1,
          connection);
}

void sendPair(PGconn *connection, long number, const std::string &body)
{
    const std::string id = std::to_string(number);
    const std::string key = "github:acme:" + id;
    const char *values[] = {id.c_str(), key.c_str(), body.data()};
    const int lengths[] = {0, 0, static_cast<int>(body.size())};
    const int formats[] = {0, 0, 1};
    check(PQsendQueryPrepared(connection, "event", 3, values, lengths, formats, 0) == 1,
          connection);
    check(PQsendQueryPrepared(connection, "job", 1, values, lengths, formats, 0) == 1, connection);
}

void sendBatch(PGconn *connection, long &number, long batch, const std::string &body)
{
    sendStatement(connection, "BEGIN");
    for (long i = 0; i < batch; ++i)
        sendPair(connection, number++, body);
    sendStatement(connection, "COMMIT");
    check(PQpipelineSync(connection) == 1, connection);
}

/// Reads up to the answer of the batch's sync.
void receiveBatch(PGconn *connection)
{
    for (;;) {
        PGresult *result = PQgetResult(connection);
        if (!result)
            continue; // between two statements
        const ExecStatusType status = PQresultStatus(result);
        PQclear(result);
        if (status == PGRES_PIPELINE_SYNC)
            return;
        check(status == PGRES_COMMAND_OK, connection);
    }
}

double secondsSince(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    PGconn *connection = PQconnectdb(argv[1]);
    check(PQstatus(connection) == CONNECTION_OK, connection);
    const long batch = std::atol(argv[2]);
    const double limit = std::atof(argv[3]);
    std::ifstream file(argv[4], std::ios::binary);
    const std::string body{std::istreambuf_iterator<char>(file), {}};
    execute(connection, PQexec(connection, "SET client_min_messages = warning"));
    execute(connection, PQexec(connection, tables));
    execute(connection, PQprepare(connection, "event", insertEvent, 3, nullptr));
    execute(connection, PQprepare(connection, "job", insertJob, 1, nullptr));
    check(PQenterPipelineMode(connection) == 1, connection);
    const auto start = Steady::now();
    long sent = 0;
    sendBatch(connection, sent, batch, body);
    while (secondsSince(start) < limit) {
        sendBatch(connection, sent, batch, body);
        receiveBatch(connection);
    }
    receiveBatch(connection);
    std::printf("%ld %.6f\n", sent, secondsSince(start));
    PQfinish(connection);
    return 0;
}
