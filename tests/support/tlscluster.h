#pragma once

#include "services/postgres/session.h"
#include "tests/support/certificates.h"
#include "tests/support/testcluster.h"

#include <string>

namespace gatehouse::test {

/// A TestCluster that is reached by TCP with TLS, on an address of loopback that is this process's
/// own, so that tests can run beside each other.
class TlsCluster
{
public:
    /// TLS with these files; `authority` is whom it lets certify clients. Ends the run when it
    /// cannot start.
    TlsCluster(const CertificateFiles &files, const QString &authority);

    TestCluster &cluster() { return *m_cluster; }
    const std::string &address() const { return m_address; }
    /// As of who comes over the network to a server of this name; without a password.
    std::string conninfo(const std::string &host, const std::string &role = "gatehouse_console");
    std::string password(const std::string &role = "gatehouse_console");
    /// Other files from now on, for new connections.
    void use(const CertificateFiles &files);
    void turnTlsOff();

private:
    postgres::Session session();
    void reload();
    void sql(const std::string &statement);
    void copyIn(const QString &from, const std::string &to);

    std::string m_address;
    std::unique_ptr<TestCluster> m_cluster;
};

} // namespace gatehouse::test
