#pragma once

#include "services/core/result.h"
#include "services/postgres/rows.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_cancel;

namespace gatehouse::secrets {
class Secret;
}

namespace gatehouse::postgres {

/// As libpq's sslmode, sslrootcert, sslcert and sslkey; what is empty is left to libpq.
struct TlsOptions
{
    std::string mode;
    std::string rootCertificate;
    std::string certificate;
    std::string key;
};

struct SessionOptions
{
    /// libpq's own: keywords or a postgresql:// URI; service files, pgpass, several hosts,
    /// target_session_attrs and sslmode work as documented there.
    std::string conninfo;
    TlsOptions tls = {}; ///< where the conninfo says nothing of it
    std::shared_ptr<const secrets::Secret> password = {}; ///< likewise; null: none
    std::string applicationName = "gatehouse";
    /// Set as statement_timeout; zero is no limit.
    std::chrono::milliseconds statementTimeout{0};
    /// So long after statementTimeout an answer that is still coming is given up: what was on its
    /// way by then has come. A transaction's after the time of all its statements.
    std::chrono::milliseconds lateness{10000};
    /// How long the server may say nothing while it owes an answer; then the connection counts as
    /// lost. A server that hangs (stopped, or its disk) keeps no statement_timeout and ends no
    /// connection. What it was told may still be done when it goes on. Zero is no limit.
    std::chrono::milliseconds silenceLimit{0};
    /// How many bytes the answer to one statement may have; then the connection is given up and the
    /// error is Invalid. Counted where the server is reached by TCP. Zero is no limit. (A server
    /// that goes on sending ten seconds after the statement_timeout is given up, too.)
    std::uint64_t largestAnswer = 0;
    /// Set with SET ROLE after connecting, when not empty.
    std::string role;
    /// For a session that runs a few statements over and over, all of them by key: each is prepared
    /// once, and its one plan is kept, made for whatever the parameters are and without sequential
    /// scans. (A plan that was made while a table was empty would scan it when it no longer is.)
    bool keepsPlans = false;
    std::chrono::seconds connectTimeout{10}; ///< unless the conninfo says otherwise
    /// NOTICE and WARNING of the server, one line each, called in the session's thread.
    std::function<void(std::string_view severity, std::string_view message)> notice;
};

struct Statement
{
    std::string sql; ///< one statement, with $1, $2, ...; values are never spliced into it
    Parameters parameters;
    /// The same text will be sent over and over: it is prepared once, and its plan is kept.
    bool isRepeated = false;
};

struct Notification
{
    std::string channel;
    std::string payload;
};

/// Stops the statement that its session runs, from any other thread. May outlive the session.
class Canceller
{
public:
    Canceller() = default;
    explicit Canceller(pg_cancel *cancel);
    /// Blocks until the server has got the request (a connection of its own); the statement then
    /// ends with ErrorKind::Cancelled, if it had not ended already.
    void cancel() const;

private:
    std::shared_ptr<pg_cancel> m_cancel;
};

/// What a COPY is fed with: the next bytes of its data, cut anywhere, read before more is asked
/// for; empty at the end.
using CopySource = std::function<Result<std::string_view>()>;

/// A column of a row in binary format, as decode.h reads it; nothing is NULL.
using CopyField = std::optional<std::string_view>;
/// Takes one row of a COPY, which is there during the call alone. While it blocks, nothing more is
/// read, and the server waits. An error ends the COPY.
using CopySink = std::function<Result<>(std::span<const CopyField> row)>;

/// One connection, plain and blocking. Belongs to the one thread that uses it; never the GUI's.
/// Cells come in binary format where the type is one of Value's. Every failure is an Error whose
/// cause is the SqlState (none when the connection itself failed: then kind is Unavailable, Denied
/// for a refused password or role, Invalid for a bad conninfo).
class Session
{
public:
    static Result<Session> connect(const SessionOptions &options);
    Session(Session &&other) noexcept;
    Session &operator=(Session &&other) noexcept;
    ~Session();

    Result<Rows> execute(std::string_view sql, const Parameters &parameters = {});
    /// Several statements in one text, without parameters: migrations. Answers of the last are
    /// dropped.
    Result<> executeScript(const std::string &sql);
    /// All statements in one round trip (libpq pipeline mode) inside one transaction: all or none.
    /// One Rows for each statement. READ COMMITTED: each statement sees what the ones before it
    /// did. `meanwhile` is called once, when all is sent and before the answers are waited for; not
    /// at all when it could not be sent.
    Result<std::vector<Rows>> executeTransaction(
        const std::vector<Statement> &statements, const std::function<void()> &meanwhile = [] {});
    /// begin, work(), then commit; rollback when work fails.
    Result<> inTransaction(const std::function<Result<>()> &work);

    /// `sql` is a COPY ... FROM STDIN, the data in the format that it names (binary: binaryrows.h).
    /// Gives the number of rows. An error of `next` ends the COPY: it is the result, and no row
    /// stays. What the server says meanwhile (a row that it refuses, a cancel) is heard at the end
    /// of the data, so a COPY of more than some seconds is better several.
    Result<std::int64_t> copyFrom(const std::string &sql, const CopySource &next);

    /// All rows of a SELECT by COPY, in constant memory: half as dear as fetching them. Inside of a
    /// transaction only, for its parameters are kept as settings of that; so each place of one is
    /// cast to its type, `$1::uuid`. Gives the number of rows. An error of `sink` is the result;
    /// the server is told to stop, and the transaction has failed.
    Result<std::int64_t> copyTo(const Statement &select, const CopySink &sink);

    /// LISTEN; the channel is quoted.
    Result<> listen(const std::string &channel);
    /// Waits until something was notified, `wakeDescriptor` (-1: none) is readable, or the time is
    /// up; then the list is empty. Unavailable when the connection was lost.
    Result<std::vector<Notification>> waitForNotifications(std::chrono::milliseconds timeout,
                                                           int wakeDescriptor = -1);

    /// False once the connection was lost; a lost session stays lost, connect a new one.
    bool isAlive() const;
    /// Why it is not alive: Unavailable, with what libpq said.
    Error lastLoss() const;
    Canceller canceller() const;
    int backendProcessId() const;
    /// PQserverVersion: 150018 is 15.18.
    int serverVersion() const;

private:
    struct Private;
    explicit Session(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::postgres
