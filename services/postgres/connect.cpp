#include "services/postgres/conninfo.h"
#include "services/postgres/sessionprivate.h"
#include "services/postgres/sqlstate.h"

#include <array>
#include <clocale>

namespace gatehouse::postgres {

namespace {

/// libpq's messages in English in this thread, so that logs read the same everywhere and the cause
/// can be told by them.
class EnglishMessages
{
public:
    EnglishMessages()
        : m_english(newlocale(LC_MESSAGES_MASK, "C", duplocale(uselocale(nullptr))))
        , m_before(uselocale(m_english))
    {
    }
    ~EnglishMessages()
    {
        uselocale(m_before);
        freelocale(m_english);
    }
    EnglishMessages(const EnglishMessages &) = delete;
    EnglishMessages &operator=(const EnglishMessages &) = delete;

private:
    locale_t m_english;
    locale_t m_before;
};

bool isConninfo(const std::string &text)
{
    return text.starts_with("postgresql://") || text.starts_with("postgres://")
        || text.find('=') != std::string::npos;
}

/// Not yet connected. What stands before `dbname` are defaults that the conninfo may override.
PGconn *beginConnecting(const SessionOptions &options)
{
    const std::string timeout = std::to_string(options.connectTimeout.count());
    constexpr std::size_t count = 9;
    const std::array<const char *, count> keywords{"connect_timeout",
                                                   "application_name",
                                                   "keepalives_idle",
                                                   "keepalives_interval",
                                                   "keepalives_count",
                                                   "tcp_user_timeout",
                                                   "dbname",
                                                   "client_encoding",
                                                   nullptr};
    const std::array<const char *, count> values{
        timeout.c_str(), options.applicationName.c_str(), "15",   "5",    "3",
        "30000",         options.conninfo.c_str(),        "UTF8", nullptr};
    return PQconnectStartParams(keywords.data(), values.data(), 1);
}

} // namespace

/// A text that is no conninfo is the name of a database to libpq; here it is taken for a slip.
Result<> checkConninfo(const std::string &conninfo)
{
    if (conninfo.find('\0') != std::string::npos || (!conninfo.empty() && !isConninfo(conninfo)))
        return failure(badConninfo("neither keyword=value pairs nor a postgresql:// address"));
    char *message = nullptr;
    if (PQconninfoOption *parsed = PQconninfoParse(conninfo.c_str(), &message)) {
        PQconninfoFree(parsed);
        return {};
    }
    const Error error = badConninfo(message ? message : "");
    PQfreemem(message);
    return failure(error);
}

Result<ConnectionHandle> openConnection(const SessionOptions &options)
{
    const EnglishMessages english;
    if (const Result<> checked = checkConninfo(options.conninfo); !checked)
        return failure(checked.error());
    ConnectionHandle connection(beginConnecting(options));
    if (!connection)
        return failure(refusedConnection("connection to server: out of memory"));
    // Only a connection that exists can be told to put the SQLSTATE into its messages, and only the
    // blocking call tries the next host when one does not answer in time: so begin, then reset.
    PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
    PQreset(connection.get());
    if (PQstatus(connection.get()) != CONNECTION_OK)
        return failure(refusedConnection(PQerrorMessage(connection.get())));
    PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
    // Who waits is the session, which can give up: a blocking send to a server that hangs does not.
    PQsetnonblocking(connection.get(), 1);
    return connection;
}

} // namespace gatehouse::postgres
