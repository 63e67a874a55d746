#include "services/cluster/roles.h"

#include "services/cluster/texts.h"
#include "services/postgres/session.h"

#include <algorithm>

namespace gatehouse::cluster {

namespace {

/// A conninfo value: quotes and backslashes escaped.
std::string quoted(const std::string &value)
{
    std::string out = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '\'';
}

/// CREATE takes no parameters: the server itself quotes the values into the text.
Result<> runFormatted(postgres::Session &session, const char *format,
                      const postgres::Parameters &parameters)
{
    const Result<postgres::Rows> sql = session.execute(format, parameters);
    if (!sql)
        return failure(sql.error());
    return session.executeScript(sql->get<std::string>(0, 0));
}

Result<> ensureRole(postgres::Session &session, const std::string &role,
                    const std::string &password)
{
    const Result<postgres::Rows> known =
        session.execute("SELECT 1 FROM pg_roles WHERE rolname = $1", {role});
    if (!known)
        return failure(known.error());
    if (!known->isEmpty())
        return {};
    const char *format = role == ownerRole
        ? "SELECT format('CREATE ROLE %I LOGIN CREATEROLE PASSWORD %L', $1::text, $2::text)"
        : "SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', $1::text, $2::text)";
    return runFormatted(session, format, {role, password});
}

Result<> ensureDatabase(postgres::Session &session)
{
    const Result<postgres::Rows> known = session.execute(
        "SELECT 1 FROM pg_database WHERE datname = $1", {std::string(databaseName)});
    if (!known)
        return failure(known.error());
    if (!known->isEmpty())
        return {};
    return runFormatted(session, "SELECT format('CREATE DATABASE %I OWNER %I', $1::text, $2::text)",
                        {std::string(databaseName), std::string(ownerRole)});
}

/// Looks before it revokes: a start that changes nothing writes nothing.
constexpr const char *closeDatabases = R"(
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['postgres', 'template1'] LOOP
        IF has_database_privilege('public', name, 'CONNECT')
           OR has_database_privilege('public', name, 'TEMPORARY') THEN
            EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', name);
        END IF;
    END LOOP;
END $$)";

constexpr const char *closeLargeObjects = R"(
DO $$
DECLARE
    name regprocedure;
BEGIN
    FOR name IN SELECT oid FROM pg_proc
                 WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ '^lo(_.*|read|write)$'
                   AND has_function_privilege('public', oid, 'EXECUTE') LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', name);
    END LOOP;
END $$)";

Error loginError(const Error &error)
{
    if (error.kind != ErrorKind::Denied)
        return error;
    return {ErrorKind::Denied,
            Cluster::tr(
                "The private database refuses its own password: credentials.json does not belong "
                "to this "
                "data. Restore the file from a backup, or move the folder away to start afresh."),
            error.detail, error.cause};
}

Result<postgres::Session> connectTo(const char *database, const std::filesystem::path &socketFolder,
                                    const Credentials &credentials)
{
    postgres::SessionOptions options;
    options.conninfo =
        makeConninfo(socketFolder, superuser, credentials.password(superuser), database);
    options.applicationName = "gatehouse cluster";
    return postgres::Session::connect(options).map_error(loginError);
}

} // namespace

std::string makeConninfo(const std::filesystem::path &socketFolder, const std::string &role,
                         const std::string &password, const std::string &database)
{
    return makeConninfo(socketFolder, role, database) + " password=" + quoted(password);
}

std::string makeConninfo(const std::filesystem::path &socketFolder, const std::string &role,
                         const std::string &database)
{
    return "host=" + quoted(socketFolder.string()) + " port=5432 user=" + quoted(role)
        + " dbname=" + quoted(database);
}

Result<> ensureRoles(const std::filesystem::path &socketFolder, const Credentials &credentials)
{
    Result<postgres::Session> server = connectTo("postgres", socketFolder, credentials);
    if (!server)
        return failure(server.error());
    for (const char *role : loginRoles)
        if (Result<> made = ensureRole(*server, role, credentials.password(role)); !made)
            return made;
    if (Result<> ready =
            ensureDatabase(*server).and_then([&] { return server->executeScript(closeDatabases); });
        !ready)
        return ready;
    Result<postgres::Session> database = connectTo(databaseName, socketFolder, credentials);
    return database ? database->executeScript(closeLargeObjects) : failure(database.error());
}

} // namespace gatehouse::cluster
