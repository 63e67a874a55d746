#include "services/postgres/session.h"
#include "services/secrets/secret.h"
#include "tests/support/tlscluster.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::postgres;

/// What a session accepts and refuses of a real server with real certificates.
class TlsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    test::Authority m_authority{m_folder.path(), QStringLiteral("authority")};
    test::Authority m_stranger{m_folder.path(), QStringLiteral("stranger")};
    test::CertificateFiles m_right = m_authority.issue(QStringLiteral("right"));
    std::unique_ptr<test::TlsCluster> m_server;

    SessionOptions options(const std::string &mode, const test::Authority &authority) const
    {
        SessionOptions options;
        options.conninfo = m_server->conninfo("localhost");
        options.tls.mode = mode;
        options.tls.rootCertificate = authority.file().toStdString();
        options.password = std::make_shared<const secrets::Secret>(m_server->password());
        return options;
    }

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<test::TlsCluster>(m_right, m_authority.file());
    }

    void init() { m_server->use(m_right); }

    void aServerThatProvesItselfIsAccepted()
    {
        auto session = Session::connect(options("verify-full", m_authority));
        QVERIFY2(session, session ? "" : qPrintable(session.error().detail));
        const auto rows =
            session->execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
        QVERIFY(rows);
        QVERIFY(rows->get<bool>(0, 0));
    }

    void anUnknownAuthorityIsRefused()
    {
        const auto session = Session::connect(options("verify-full", m_stranger));
        QVERIFY(!session);
        QCOMPARE(session.error().kind, ErrorKind::Denied);
        QVERIFY2(session.error().detail.contains(QStringLiteral("certificate verify failed")),
                 qPrintable(session.error().detail));
    }

    void anotherNameIsRefusedByVerifyFullAlone()
    {
        m_server->use(m_authority.issue(QStringLiteral("elsewhere"),
                                        {{QStringLiteral("elsewhere.example")}, {}}));
        const auto full = Session::connect(options("verify-full", m_authority));
        QVERIFY(!full);
        QCOMPARE(full.error().kind, ErrorKind::Denied);
        QVERIFY(Session::connect(options("verify-ca", m_authority)));
    }

    void anExpiredCertificateIsRefused()
    {
        test::CertificateWish wish;
        wish.isExpired = true;
        m_server->use(m_authority.issue(QStringLiteral("expired"), wish));
        const auto session = Session::connect(options("verify-full", m_authority));
        QVERIFY(!session);
        QCOMPARE(session.error().kind, ErrorKind::Denied);
    }

    void theConninfoCountsBeforeTheOptions()
    {
        SessionOptions given = options("verify-full", m_stranger);
        given.conninfo += " sslmode=require sslrootcert=''";
        given.tls.rootCertificate.clear();
        QVERIFY(Session::connect(given));
    }

    void aWrongPasswordIsNoMatterOfTls()
    {
        SessionOptions given = options("verify-full", m_authority);
        given.password = std::make_shared<const secrets::Secret>(std::string_view("wrong"));
        const auto session = Session::connect(given);
        QVERIFY(!session);
        QCOMPARE(std::get<SqlState>(session.error().cause).code, std::string("28P01"));
    }

    void aClientCertificateLetsIn()
    {
        const auto files = m_authority.issue(QStringLiteral("gatehouse_owner"));
        SessionOptions given = options("verify-full", m_authority);
        given.conninfo = m_server->conninfo("localhost", "gatehouse_owner");
        given.password.reset();
        QVERIFY(!Session::connect(given));
        given.tls.certificate = files.certificate.toStdString();
        given.tls.key = files.key.toStdString();
        const auto session = Session::connect(given);
        QVERIFY2(session, session ? "" : qPrintable(session.error().detail));
    }

    void aServerWithoutTlsIsRefused()
    {
        m_server->turnTlsOff();
        QVERIFY(!Session::connect(options("require", m_authority)));
        QVERIFY(Session::connect(options("disable", m_authority)));
    }
};

QTEST_GUILESS_MAIN(TlsTest)
#include "tls_test.moc"
