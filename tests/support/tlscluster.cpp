#include "tests/support/tlscluster.h"

#include "services/cluster/privatecluster.h"
#include "services/postgres/session.h"

#include <QFile>

#include <unistd.h>

namespace gatehouse::test {

namespace {

std::string ownAddress()
{
    const int number = getpid();
    return "127." + std::to_string(64 + (number >> 14) % 128) + '.'
        + std::to_string((number >> 7) % 128) + '.' + std::to_string(1 + number % 128);
}

} // namespace

TlsCluster::TlsCluster(const CertificateFiles &files, const QString &authority)
    : m_address(ownAddress())
    , m_cluster(TestCluster::start(m_address))
{
    copyIn(authority, "clients.pem");
    sql("COPY (VALUES ('local all all scram-sha-256'),"
        " ('host all gatehouse_console all scram-sha-256'),"
        " ('hostssl all gatehouse_owner all cert')) TO PROGRAM 'cat > pg_hba.conf'");
    sql("ALTER SYSTEM SET ssl_ca_file = 'clients.pem'");
    sql("ALTER SYSTEM SET ssl_cert_file = 'own.pem'");
    sql("ALTER SYSTEM SET ssl_key_file = 'own.key'");
    sql("ALTER SYSTEM SET ssl = on");
    use(files);
}

void TlsCluster::use(const CertificateFiles &files)
{
    copyIn(files.certificate, "own.pem");
    copyIn(files.key, "own.key");
    reload();
}

/// Done when new connections have the new settings.
void TlsCluster::reload()
{
    const auto loadedAt = [this] {
        const auto rows = session().execute("SELECT pg_conf_load_time()");
        return rows ? rows->get<Timestamp>(0, 0) : Timestamp();
    };
    const Timestamp before = loadedAt();
    sql("SELECT pg_reload_conf()");
    while (loadedAt() == before) { }
}

void TlsCluster::turnTlsOff()
{
    sql("ALTER SYSTEM SET ssl = off");
    reload();
}

std::string TlsCluster::conninfo(const std::string &host, const std::string &role)
{
    return "host=" + host + " hostaddr=" + m_address + " port=5432 dbname=gatehouse user=" + role;
}

std::string TlsCluster::password(const std::string &role)
{
    return m_cluster->cluster().password(role);
}

/// As the server's user, whose file it then is; the data folder is where its programs run.
void TlsCluster::copyIn(const QString &from, const std::string &to)
{
    QFile file(from);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(from));
    std::string values;
    for (const QByteArray &line : file.readAll().split('\n'))
        values += (values.empty() ? "('" : ", ('") + line.toStdString() + "')";
    sql("COPY (VALUES " + values + ") TO PROGRAM 'umask 077; cat > " + to + "'");
}

postgres::Session TlsCluster::session()
{
    postgres::SessionOptions options;
    options.conninfo = m_cluster->conninfo("postgres", "postgres");
    auto session = postgres::Session::connect(options);
    if (!session)
        qFatal("%s", qPrintable(session.error().detail));
    return std::move(*session);
}

void TlsCluster::sql(const std::string &statement)
{
    if (const Result<> done = session().executeScript(statement); !done)
        qFatal("%s: %s", statement.c_str(), qPrintable(done.error().detail));
}

} // namespace gatehouse::test
