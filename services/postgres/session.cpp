#include "services/postgres/session.h"

#include "services/postgres/encode.h"
#include "services/postgres/sessionprivate.h"
#include "services/postgres/sqlstate.h"
#include "services/postgres/texts.h"

namespace gatehouse::postgres {

namespace {

void passNotice(void *context, const PGresult *result)
{
    const auto *d =
        static_cast<const std::function<void(std::string_view, std::string_view)> *>(context);
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (*d && message)
        (*d)(severity ? severity : "NOTICE", message);
}

/// What every session relies on: times in UTC and casts to text in ISO form.
Result<> applySettings(Session &session, const SessionOptions &options)
{
    const Result<Rows> set = session.execute(
        "SELECT set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO, YMD', false), "
        "set_config('statement_timeout', $1, false)",
        {std::to_string(options.statementTimeout.count())});
    if (!set)
        return failure(set.error());
    if (options.keepsPlans) {
        const Result<Rows> plans = session.execute(
            "SELECT set_config('plan_cache_mode', 'force_generic_plan', false),"
            " set_config('enable_seqscan', 'off', false), set_config('jit', 'off', false),"
            " (SELECT set_config(name, 'lz4', false) FROM pg_settings"
            "   WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals))");
        if (!plans)
            return failure(plans.error());
    }
    if (options.role.empty())
        return {};
    const Result<Rows> role =
        session.execute("SELECT set_config('role', $1, false)", {options.role});
    if (role || role.error().kind == ErrorKind::Unavailable)
        return role ? Result<>() : failure(role.error());
    return failure(
        ErrorKind::Denied,
        Postgres::tr("The database login may not act as the role that the connection names. "
                     "Choose another role, or have it granted."),
        role.error().detail, role.error().cause);
}

} // namespace

Result<Session> Session::connect(const SessionOptions &options)
{
    Result<ConnectionHandle> connection = openConnection(options);
    if (!connection)
        return failure(connection.error());
    auto d = std::make_unique<Private>();
    d->connection = std::move(*connection);
    d->statementTimeout = options.statementTimeout;
    d->lateness = options.lateness;
    d->silenceLimit = options.silenceLimit;
    d->largestAnswer = options.largestAnswer;
    d->notice = options.notice;
    PQsetNoticeReceiver(d->connection.get(), passNotice, &d->notice);
    Session session(std::move(d));
    if (const Result<> set = applySettings(session, options); !set)
        return failure(set.error());
    session.d->keepsPlans = options.keepsPlans;
    return session;
}

Session::Session(std::unique_ptr<Private> d)
    : d(std::move(d))
{
}

Session::Session(Session &&other) noexcept = default;
Session &Session::operator=(Session &&other) noexcept = default;
Session::~Session() = default;

Result<Rows> Session::execute(std::string_view sql, const Parameters &parameters)
{
    const Result<EncodedParameters> encoded = EncodedParameters::encode(parameters);
    if (!encoded)
        return failure(encoded.error());
    const auto started = std::chrono::steady_clock::now();
    const std::string text(sql);
    const Result<std::string> name = d->prepare(text, *encoded);
    if (!name)
        return failure(name.error());
    PGconn *connection = d->connection.get();
    const int sent = name->empty()
        ? PQsendQueryParams(connection, text.c_str(), encoded->count(), encoded->types(),
                            encoded->values(), encoded->lengths(), encoded->formats(), 1)
        : PQsendQueryPrepared(connection, name->c_str(), encoded->count(), encoded->values(),
                              encoded->lengths(), encoded->formats(), 1);
    Result<Rows> rows = d->take(sent == 1 ? d->lastResult() : ResultHandle(), started);
    if (!rows)
        d->forgetStalePlans(rows.error());
    return rows;
}

Result<> Session::executeScript(const std::string &sql)
{
    return d->simple(sql.c_str());
}

Result<> Session::inTransaction(const std::function<Result<>()> &work)
{
    if (Result<> begun = d->simple("BEGIN"); !begun)
        return begun;
    Result<> done = work();
    if (!done) {
        if (!d->isLost())
            static_cast<void>(d->simple("ROLLBACK")); // what counts is why it failed
        return done;
    }
    const auto started = std::chrono::steady_clock::now();
    ResultHandle committed = d->run("COMMIT");
    const bool wasUndone =
        committed && std::string_view(PQcmdStatus(committed.get())) == "ROLLBACK";
    if (wasUndone)
        return failure(
            errorFor({"25P02", "COMMIT of a transaction in which a statement had failed"}));
    const Result<Rows> answer = d->take(std::move(committed), started);
    return answer ? Result<>() : failure(answer.error());
}

bool Session::isAlive() const
{
    return !d->isLost();
}

Error Session::lastLoss() const
{
    return d->lostConnectionError();
}

Canceller Session::canceller() const
{
    return Canceller(PQgetCancel(d->connection.get()));
}

int Session::backendProcessId() const
{
    return PQbackendPID(d->connection.get());
}

int Session::serverVersion() const
{
    return PQserverVersion(d->connection.get());
}

Error Session::Private::lostConnectionError() const
{
    return connection ? lostConnection(PQerrorMessage(connection.get())) : abandonedFor;
}

Error Session::Private::errorOf(const PGresult *result,
                                std::chrono::steady_clock::time_point started) const
{
    if (isLost() || !PQresultErrorField(result, PG_DIAG_SQLSTATE)) {
        Error error = lostConnectionError();
        if (!isLost()) // libpq itself refused the call
            error = {ErrorKind::Bug,
                     Postgres::tr("The database library refused a call. Please report it."),
                     error.detail,
                     {}};
        return error;
    }
    const bool timeIsUp = statementTimeout.count() > 0
        && std::chrono::steady_clock::now() - started >= statementTimeout;
    return errorFor(result, timeIsUp);
}

Result<Rows> Session::Private::take(ResultHandle result,
                                    std::chrono::steady_clock::time_point started) const
{
    switch (PQresultStatus(result.get())) {
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
    case PGRES_EMPTY_QUERY:
        return Rows(result.release());
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH:
        PQclear(PQexec(connection.get(), "")); // libpq leaves the copy before the next command
        return failure(errorFor({"0A000", "COPY is not supported here"}));
    default:
        return failure(errorOf(result.get(), started));
    }
}

Result<std::string> Session::Private::prepare(const std::string &sql,
                                              const EncodedParameters &parameters, bool isRepeated)
{
    if (!isRepeated && (!keepsPlans || parameters.count() == 0))
        return std::string();
    std::string name = prepared.find(sql, parameters);
    if (!name.empty() || prepared.isFull())
        return name;
    name = prepared.newName();
    const auto started = std::chrono::steady_clock::now();
    const int sent = PQsendPrepare(connection.get(), name.c_str(), sql.c_str(), parameters.count(),
                                   parameters.types());
    if (const Result<Rows> answer = take(sent == 1 ? lastResult() : ResultHandle(), started);
        !answer)
        return failure(answer.error());
    prepared.add(sql, parameters, name);
    return name;
}

void Session::Private::forgetStalePlans(const Error &error)
{
    const auto *state = std::get_if<SqlState>(&error.cause);
    if (state && (state->code == "26000" || state->code == "0A000"))
        prepared.clear();
}

void Session::Private::abandon(std::string_view why)
{
    if (connection)
        abandon(lostConnection(why.empty() ? PQerrorMessage(connection.get()) : why));
}

void Session::Private::abandon(Error why)
{
    if (!connection)
        return;
    abandonedFor = std::move(why);
    connection.reset();
}

Result<> Session::Private::simple(const char *sql)
{
    const auto started = std::chrono::steady_clock::now();
    const Result<Rows> answer = take(run(sql), started);
    return answer ? Result<>() : failure(answer.error());
}

} // namespace gatehouse::postgres
