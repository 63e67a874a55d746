#include "services/postgres/sqlstate.h"

#include "services/postgres/texts.h"

#include <QStringList>

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <regex>
#include <string>

namespace gatehouse::postgres {

namespace {

struct Meaning
{
    std::string_view prefix; ///< of the SQLSTATE: two characters are its class
    ErrorKind kind;
    const char *message;
};

// The first that fits counts, so single states stand before their class.
constexpr auto meanings = std::to_array<Meaning>({
    {"08", ErrorKind::Unavailable,
     QT_TRANSLATE_NOOP("Postgres",
                       "The connection to the database failed. It is tried again by itself.")},
    {"57P03", ErrorKind::Unavailable,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database is starting or stopping and takes no connections yet. Try "
                       "again in a moment.")},
    {"57P04", ErrorKind::Unavailable,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database was dropped while it was in use. Choose another one.")},
    {"57P", ErrorKind::Unavailable,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database server ended the connection, most likely because it restarts. "
                       "Try again in a moment.")},
    {"53100", ErrorKind::Unavailable,
     QT_TRANSLATE_NOOP("Postgres",
                       "The disk of the database server is full, so nothing can be written. Free "
                       "some space on it, then try again.")},
    {"53200", ErrorKind::Unavailable,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database server is out of memory. Try again when it is less busy.")},
    {"53300", ErrorKind::Unavailable,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database server has no free connection. Close other programs that use "
                       "it, or raise its max_connections.")},
    {"53", ErrorKind::Unavailable,
     QT_TRANSLATE_NOOP(
         "Postgres", "The database server is short of resources. Try again when it is less busy.")},
    {"58", ErrorKind::Unavailable,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database server cannot read or write its files. Its log says which; "
                       "check its disk.")},
    {"57014", ErrorKind::Cancelled, QT_TRANSLATE_NOOP("Postgres", "The query was cancelled.")},
    {"55P03", ErrorKind::Timeout,
     QT_TRANSLATE_NOOP("Postgres",
                       "Someone else holds a lock on this for too long. Try again in a moment.")},
    {"25P03", ErrorKind::Timeout,
     QT_TRANSLATE_NOOP("Postgres",
                       "The transaction was left open for too long and was undone. Try again.")},
    {"28", ErrorKind::Denied,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database refused the login. Check the user name and the password.")},
    {"42501", ErrorKind::Denied,
     QT_TRANSLATE_NOOP(
         "Postgres",
         "The database login may not do this. Ask whoever runs the database to grant the right.")},
    {"0L", ErrorKind::Denied,
     QT_TRANSLATE_NOOP("Postgres", "The database login may not grant this right.")},
    {"0P", ErrorKind::Denied,
     QT_TRANSLATE_NOOP("Postgres", "The database does not know this role.")},
    {"23505", ErrorKind::Conflict, QT_TRANSLATE_NOOP("Postgres", "This exists already.")},
    {"23503", ErrorKind::Conflict,
     QT_TRANSLATE_NOOP("Postgres",
                       "Something else refers to this, or what this refers to is gone.")},
    {"23", ErrorKind::Conflict,
     QT_TRANSLATE_NOOP("Postgres", "The change was refused: it breaks a rule of the database.")},
    {"44", ErrorKind::Conflict,
     QT_TRANSLATE_NOOP("Postgres", "The change was refused: it breaks a rule of the database.")},
    {"40", ErrorKind::Conflict,
     QT_TRANSLATE_NOOP("Postgres",
                       "Someone else changed the same thing at the same moment. Try again.")},
    {"25006", ErrorKind::Conflict,
     QT_TRANSLATE_NOOP("Postgres",
                       "This database only accepts reads (a standby, most likely). Use the primary "
                       "for changes.")},
    {"55", ErrorKind::Conflict,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database is not in the state that this needs, or it is in use.")},
    {"3D000", ErrorKind::Invalid,
     QT_TRANSLATE_NOOP("Postgres",
                       "There is no database of this name on the server. Check the connection.")},
    {"42P01", ErrorKind::Invalid,
     QT_TRANSLATE_NOOP(
         "Postgres",
         "The database lacks a table or view that is needed. It is empty, or of another version.")},
    {"3F000", ErrorKind::Invalid,
     QT_TRANSLATE_NOOP(
         "Postgres",
         "The database lacks a schema that is needed. It is empty, or of another version.")},
    {"42703", ErrorKind::Invalid,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database lacks a column that is needed. It is of another version.")},
    {"42883", ErrorKind::Invalid,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database lacks a function that is needed. It is of another version.")},
    {"42", ErrorKind::Invalid,
     QT_TRANSLATE_NOOP("Postgres", "The database does not understand the query.")},
    {"22", ErrorKind::Invalid,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database cannot hold this value, or it is of the wrong kind.")},
    {"54", ErrorKind::Invalid,
     QT_TRANSLATE_NOOP("Postgres", "This is larger than the database can hold or work on.")},
    {"0A", ErrorKind::Invalid,
     QT_TRANSLATE_NOOP("Postgres", "The database server cannot do this.")},
    {"P0", ErrorKind::Invalid,
     QT_TRANSLATE_NOOP("Postgres", "A function of the database refused this.")},
    {"XX001", ErrorKind::Unavailable,
     QT_TRANSLATE_NOOP("Postgres",
                       "The database's files are damaged. Restore them from a backup.")},
    {"XX002", ErrorKind::Unavailable,
     QT_TRANSLATE_NOOP("Postgres",
                       "An index of the database is damaged. Have it rebuilt with REINDEX.")},
    {"", ErrorKind::Bug,
     QT_TRANSLATE_NOOP(
         "Postgres",
         "The database reported an error that Gatehouse does not expect. Please report it.")},
});

const Meaning &meaningOf(std::string_view sqlState)
{
    return *std::find_if(meanings.begin(), meanings.end(), [sqlState](const Meaning &meaning) {
        return sqlState.starts_with(meaning.prefix);
    });
}

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).trimmed();
}

/// Class 22 ends in the value (`invalid input syntax for type uuid: "..."`), the DETAIL of class 23
/// holds the row, and so may that of class 22.
QString withoutValues(const ServerReport &report)
{
    const bool isData = report.sqlState.starts_with("22");
    std::string_view message = report.message;
    if (isData)
        message = message.substr(0, message.find(": \""));
    QString text = fromUtf8(report.sqlState) + QStringLiteral(": ") + fromUtf8(message);
    if (!isData && !report.sqlState.starts_with("23") && !report.extra.empty())
        text += QLatin1Char('\n') + fromUtf8(report.extra);
    return text;
}

std::string_view field(const pg_result *result, int code)
{
    const char *text = PQresultErrorField(result, code);
    return text ? text : std::string_view();
}

/// The SQLSTATE in a message like `... failed: FATAL:  28P01: password authentication failed ...`;
/// the last, because of several hosts the last one tried decides.
std::string sqlStateIn(std::string_view libpqMessage)
{
    // Not static: a thread that hung in its connect may come here after the program's end began.
    const std::regex pattern(R"(:  ([0-9A-Z]{5}): )");
    const std::string message(libpqMessage);
    std::string state;
    for (std::sregex_iterator found(message.begin(), message.end(), pattern), end; found != end;
         ++found)
        state = (*found)[1];
    return state;
}

/// PQERRORS_VERBOSE, which the SQLSTATE needs, also says where in Postgres's own source it was.
QString withoutLocations(std::string_view libpqMessage)
{
    QStringList lines = fromUtf8(libpqMessage).split(u'\n');
    lines.removeIf([](const QString &line) { return line.startsWith(u"LOCATION:"); });
    return lines.join(u'\n').trimmed();
}

QString withoutQuoted(std::string_view text)
{
    const std::regex quoted(R"("[^]*")");
    return fromUtf8(std::regex_replace(std::string(text), quoted, "\"...\""));
}

/// By libpq's words in the C locale: it has no codes for what it refuses itself.
bool isRefusedTls(std::string_view libpqMessage)
{
    for (const std::string_view words :
         {"certificate verify failed", "does not match host name", "server does not support SSL",
          "root certificate file", "SSL error"}) {
        if (libpqMessage.find(words) != std::string_view::npos)
            return true;
    }
    return false;
}

} // namespace

Error errorFor(const ServerReport &report, bool timeIsUp)
{
    const Meaning &meaning = meaningOf(report.sqlState);
    Error error{meaning.kind, Postgres::tr(meaning.message), withoutValues(report),
                SqlState{std::string(report.sqlState)}};
    const bool byTimeout =
        timeIsUp || report.message.find("statement timeout") != std::string_view::npos;
    if (report.sqlState == "57014" && byTimeout) {
        error.kind = ErrorKind::Timeout;
        error.message = Postgres::tr("The database took too long to answer, so the query was "
                                     "stopped. Narrow it down, or try again.");
    }
    return error;
}

Error errorFor(const pg_result *result, bool timeIsUp)
{
    std::string extra(field(result, PG_DIAG_MESSAGE_DETAIL));
    if (const std::string_view hint = field(result, PG_DIAG_MESSAGE_HINT); !hint.empty())
        (extra += extra.empty() ? "" : "\n") += hint;
    Error error = errorFor(
        {field(result, PG_DIAG_SQLSTATE), field(result, PG_DIAG_MESSAGE_PRIMARY), extra}, timeIsUp);
    if (const std::string_view constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
        !constraint.empty())
        error.detail += QStringLiteral("\nconstraint %1").arg(fromUtf8(constraint));
    return error;
}

Error lostConnection(std::string_view libpqMessage)
{
    return {ErrorKind::Unavailable,
            Postgres::tr("The connection to the database was lost. It is tried again by itself."),
            fromUtf8(libpqMessage),
            {}};
}

Error refusedConnection(std::string_view libpqMessage)
{
    const QString detail = withoutLocations(libpqMessage);
    if (const std::string state = sqlStateIn(libpqMessage); !state.empty()) {
        Error error = errorFor({state, libpqMessage});
        error.detail = detail;
        return error;
    }
    if (libpqMessage.find("fe_sendauth: no password supplied") != std::string_view::npos
        || libpqMessage.find("requested SCRAM authentication") != std::string_view::npos)
        return {ErrorKind::Denied,
                Postgres::tr(
                    "The database wants a password and none was given. Add it to the connection."),
                detail,
                {}};
    if (isRefusedTls(libpqMessage))
        return {ErrorKind::Denied,
                Postgres::tr("The database server did not prove that it is the one that is meant, "
                             "so no password was sent. Check the host, the root certificate and "
                             "the sslmode of the connection."),
                detail,
                {}};
    const bool wasTried = libpqMessage.find("connection to server") != std::string_view::npos
        || libpqMessage.find("could not translate host name") != std::string_view::npos
        || libpqMessage.find("timeout expired") != std::string_view::npos;
    if (!wasTried)
        return badConninfo(libpqMessage);
    return {ErrorKind::Unavailable,
            Postgres::tr(
                "The database server does not answer. Check that it runs, and the host and port "
                "of the connection."),
            detail,
            {}};
}

Error badConninfo(std::string_view libpqMessage)
{
    return {ErrorKind::Invalid,
            Postgres::tr(
                "The connection settings of the database cannot be used. Correct them: libpq's "
                "keywords (host=... dbname=...) or a postgresql:// address."),
            withoutQuoted(libpqMessage),
            {}};
}

} // namespace gatehouse::postgres
