#include "services/postgres/conninfo.h"
#include "services/postgres/sessionprivate.h"
#include "services/postgres/sqlstate.h"
#include "services/secrets/secret.h"

#include <array>
#include <clocale>
#include <cstring>
#include <tuple>
#include <utility>

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

/// A password as libpq wants it, ended by a zero; wiped when it goes.
class PasswordText
{
public:
    explicit PasswordText(const secrets::Secret *secret)
        : m_text(secret ? secret->view() : std::string_view())
    {
    }
    ~PasswordText() { explicit_bzero(m_text.data(), m_text.size()); }
    PasswordText(const PasswordText &) = delete;
    PasswordText &operator=(const PasswordText &) = delete;
    const char *data() const { return m_text.c_str(); }

private:
    std::string m_text;
};

/// Not yet connected. What stands before `dbname` are defaults that the conninfo may override; to
/// libpq an empty one is none.
PGconn *beginConnecting(const SessionOptions &options)
{
    const std::string timeout = std::to_string(options.connectTimeout.count());
    const PasswordText password(options.password.get());
    const std::array<std::pair<const char *, const char *>, 14> parameters{{
        {"connect_timeout", timeout.c_str()},
        {"application_name", options.applicationName.c_str()},
        {"keepalives_idle", "15"},
        {"keepalives_interval", "5"},
        {"keepalives_count", "3"},
        {"tcp_user_timeout", "30000"},
        {"password", password.data()},
        {"sslmode", options.tls.mode.c_str()},
        {"sslrootcert", options.tls.rootCertificate.c_str()},
        {"sslcert", options.tls.certificate.c_str()},
        {"sslkey", options.tls.key.c_str()},
        {"dbname", options.conninfo.c_str()},
        {"client_encoding", "UTF8"},
        {nullptr, nullptr},
    }};
    std::array<const char *, parameters.size()> keywords{};
    std::array<const char *, parameters.size()> values{};
    for (std::size_t at = 0; at < parameters.size(); ++at)
        std::tie(keywords[at], values[at]) = parameters[at];
    return PQconnectStartParams(keywords.data(), values.data(), 1);
}

} // namespace

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
