#pragma once

#include "services/web_client/webserver.h"
#include "tests/integration/support/program.h"

namespace gatehouse::test {

/// A file of the sources.
QByteArray sourceFile(const QString &path);
/// A port of this machine that nobody listens on.
quint16 freePort();
/// Waits until what listens there says 200 to a GET.
bool waitForAnswer(const QUrl &url);

/// Debian's ClickHouse on a port of loopback, with data of its own. Gone with this object. Its
/// users are `default`, who may do all, and `reader` (readonly 1) with the password reader's.
class ClickHouseServer
{
public:
    static bool isInstalled();
    /// Why a test that needs one is skipped.
    static const char *whatToInstall();

    ClickHouseServer();
    ~ClickHouseServer();

    /// A second or two. False when it did not start: errors() says why.
    bool start();
    void stop();
    QByteArray errors();

    /// Makes the database and the tables of that file of resources/clickhouse; empty, or what the
    /// server says.
    QByteArray makeTables(const QString &database, const QByteArray &file);
    /// What the server answers to the statement, and what follows it.
    QByteArray query(const QString &database, const QByteArray &statement);

    WebServer asUser(const QString &user, const std::string &password) const;
    WebServer asReader() const;

private:
    QTemporaryDir m_folder;
    quint16 m_port = 0;
    Program m_program;
};

/// The statements of a script, without comments.
QList<QByteArray> statementsOf(const QByteArray &script);

} // namespace gatehouse::test
