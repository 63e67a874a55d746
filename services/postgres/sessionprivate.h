#pragma once

#include "services/postgres/preparedstatements.h"
#include "services/postgres/session.h"

#include <libpq-fe.h>

#include <chrono>
#include <memory>

namespace gatehouse::postgres {

struct ResultClearer
{
    void operator()(PGresult *result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ResultClearer>;

struct ConnectionFinisher
{
    void operator()(PGconn *connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, ConnectionFinisher>;

struct Session::Private
{
    ConnectionHandle connection;
    std::chrono::milliseconds statementTimeout{0};
    std::chrono::milliseconds lateness{0};
    std::chrono::milliseconds silenceLimit{0};
    std::uint64_t largestAnswer = 0;
    /// Of the statement that lastResult() waits for.
    struct AnswerBounds
    {
        std::uint64_t receivedBefore = 0; ///< bytes of the connection when it was sent
        std::chrono::steady_clock::time_point due = std::chrono::steady_clock::time_point::max();
    };
    AnswerBounds bounds;
    std::function<void(std::string_view severity, std::string_view message)> notice;
    bool keepsPlans = false;
    PreparedStatements prepared;
    Error abandonedFor; ///< why there is no connection any more

    bool isLost() const { return PQstatus(connection.get()) != CONNECTION_OK; }
    /// A result's rows, or its error; `started` is when its statement was sent.
    Result<Rows> take(ResultHandle result, std::chrono::steady_clock::time_point started) const;
    Error errorOf(const PGresult *result, std::chrono::steady_clock::time_point started) const;
    Error lostConnectionError() const;
    /// For a connection that is in no state to go on: it counts as lost from here, for what libpq
    /// said or a better reason.
    void abandon(std::string_view why = {});
    void abandon(Error why);
    void beginAnswer(std::size_t statements = 1);
    /// Gives up a server that sends too much or, `heard` just now, too late.
    void keepBounds(std::chrono::steady_clock::time_point heard);
    /// Sends what is queued and blocks until the next PQgetResult() does not. False when the
    /// connection was lost meanwhile, or the server silent for too long (waiting.cpp).
    bool waitForAnswer();
    /// The same until the server's side has taken what is queued; looks at what it says, too.
    bool waitUntilSent();
    bool waitUntil(const std::function<bool(bool unsent)> &isOver);
    /// PQgetResult() that gives up where waitForAnswer() does; null then, too.
    ResultHandle nextResult();
    /// After a PQsend...(): the last of its results, as PQexec() has it; null when it was lost.
    ResultHandle lastResult();
    /// Text without parameters, several statements allowed (simple query protocol).
    ResultHandle run(const char *sql);
    Result<> simple(const char *sql);
    /// Of a COPY that has begun: all that `next` gives (copy.cpp).
    Result<> sendCopy(const CopySource &next);
    /// Of a COPY that has begun: all pieces of its data (copyout.cpp).
    Result<> receiveCopy(const std::function<Result<>(std::string_view)> &read,
                         const Canceller &canceller);
    /// The name to run it by, prepared now if it was not before; empty: it is run by its text.
    /// Waits for the server the first time, so not in pipeline mode.
    Result<std::string> prepare(const std::string &sql, const EncodedParameters &parameters,
                                bool isRepeated = false);
    /// Statements are prepared anew after the server said that one is gone (a pooler in between) or
    /// that its columns changed.
    void forgetStalePlans(const Error &error);
};

/// Opens, checks and prepares the connection (connect.cpp).
Result<ConnectionHandle> openConnection(const SessionOptions &options);

} // namespace gatehouse::postgres
