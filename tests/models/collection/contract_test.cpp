#include "models/collection/contract.h"
#include "services/postgres/connection.h"
#include "tests/support/testcluster.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::collection;

/// Whether a console and a gateway understand each other.
class ContractTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::TestCluster> m_cluster;

    Result<Contract> contract(const std::string &database)
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_owner", database);
        postgres::Connection connection(options);
        QFuture<Result<Contract>> future = readContract(connection);
        future.waitForFinished();
        return future.result();
    }

    void run(const std::string &database, const std::string &sql)
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_owner", database);
        auto session = postgres::Session::connect(options);
        QVERIFY2(session, session ? "" : qPrintable(session.error().detail));
        const auto done = session->executeScript(sql);
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    }

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        m_cluster->createDatabase("gateways");
        m_cluster->createDatabase("other");
        run("gateways",
            "CREATE SCHEMA console;"
            "CREATE FUNCTION console.contract(OUT version integer, OUT environment text) "
            "LANGUAGE sql AS $$ SELECT 1, 'staging' $$");
    }

    void theContractIsRead()
    {
        const auto read = contract("gateways");
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->version, contractVersion);
        QCOMPARE(read->environment, QStringLiteral("staging"));
    }

    void aNewerGatewayIsNotRead()
    {
        run("gateways",
            "CREATE OR REPLACE FUNCTION console.contract(OUT version integer, OUT environment text)"
            " LANGUAGE sql AS $$ SELECT 2, 'staging' $$");
        const auto read = contract("gateways");
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Invalid);
        QCOMPARE(read.error().message,
                 QStringLiteral("This gateway speaks contract version 2; this console knows 1. "
                                "Update Gatehouse."));
    }

    void aDatabaseOfSomethingElseIsNamedAsSuch()
    {
        const auto read = contract("other");
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Invalid);
        QVERIFY2(read.error().message.contains(QStringLiteral("“console”")),
                 qPrintable(read.error().message));
    }

    void aGatewayThatDoesNotSayIsTaken()
    {
        QVERIFY(checkContract(0));
        QVERIFY(checkContract(contractVersion));
        QVERIFY(!checkContract(contractVersion + 1));
    }
};

QTEST_GUILESS_MAIN(ContractTest)
#include "contract_test.moc"
