#include "services/admin_api/adminclient.h"
#include "services/core/whendone.h"
#include "services/secrets/secret.h"
#include "tests/support/tlsserver.h"

#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;

/// What the client accepts and refuses of a real server with real certificates, and by which way.
class TlsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    test::Authority m_authority{m_folder.path(), QStringLiteral("authority")};
    test::Authority m_stranger{m_folder.path(), QStringLiteral("stranger")};
    test::CertificateFiles m_right = m_authority.issue(QStringLiteral("right"));

    AdminOptions options(const test::TlsServer &server, const test::Authority &authority) const
    {
        AdminOptions options;
        options.baseUrl = server.url();
        options.token = std::make_shared<const secrets::Secret>(std::string_view("token-1"));
        options.tls.setCaCertificates(QSslCertificate::fromPath(authority.file()));
        return options;
    }

    static Result<Whoami> ask(const AdminOptions &options)
    {
        AdminClient client(options);
        std::optional<Result<Whoami>> answer;
        whenDone(client.whoami(), &client, [&](const Result<Whoami> &got) { answer = got; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 10'000))
            qFatal("no answer");
        return *answer;
    }

private slots:
    void aGatewayThatProvesItselfIsAsked()
    {
        const test::TlsServer server(m_right);
        const auto answer = ask(options(server, m_authority));
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().detail));
        QCOMPARE(server.requests().size(), 1);
        QVERIFY(server.requests().constFirst().contains("authorization: bearer token-1"));
    }

    void oneThatDoesNotIsToldNothing_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<test::CertificateWish>("wish");
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("unknown authority")
            << QStringLiteral("unknown") << test::CertificateWish() << false;
        QTest::newRow("another name")
            << QStringLiteral("other")
            << test::CertificateWish{{QStringLiteral("elsewhere.example")}, {}} << true;
        test::CertificateWish expired;
        expired.isExpired = true;
        QTest::newRow("expired") << QStringLiteral("expired") << expired << true;
    }

    void oneThatDoesNotIsToldNothing()
    {
        QFETCH(QString, file);
        QFETCH(test::CertificateWish, wish);
        QFETCH(bool, isKnown);
        const test::TlsServer server(m_authority.issue(file, wish));
        const auto answer = ask(options(server, isKnown ? m_authority : m_stranger));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Denied);
        QVERIFY(server.requests().isEmpty());
    }

    void aClientCertificateIsShown()
    {
        const test::TlsServer server(m_right, m_authority.file());
        AdminOptions given = options(server, m_authority);
        QVERIFY(!ask(given));
        const auto own = m_authority.issue(QStringLiteral("mira"));
        QFile key(own.key);
        QVERIFY(key.open(QIODevice::ReadOnly));
        given.tls.setLocalCertificateChain(QSslCertificate::fromPath(own.certificate));
        given.tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        const auto answer = ask(given);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().detail));
    }

    void aRedirectIsNotFollowed()
    {
        const test::TlsServer elsewhere(m_right);
        test::TlsServer server(m_right);
        server.answer = "HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url().toEncoded()
            + "/admin/v1/whoami\r\nContent-Length: 0\r\n\r\n";
        const auto answer = ask(options(server, m_authority));
        QVERIFY(!answer);
        QCOMPARE(std::get<HttpStatus>(answer.error().cause).status, 302);
        QVERIFY(elsewhere.requests().isEmpty());
    }

    void theProxyIsAsked()
    {
        const test::TlsServer server(m_right);
        QTcpServer proxy;
        QVERIFY(proxy.listen(QHostAddress::LocalHost));
        QByteArray asked;
        connect(&proxy, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = proxy.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [&asked, socket] {
                asked += socket->readAll();
                socket->write("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        AdminOptions given = options(server, m_authority);
        given.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"),
                                    proxy.serverPort());
        QVERIFY(!ask(given));
        QVERIFY2(asked.startsWith("CONNECT localhost:"), asked.constData());
        QVERIFY(!asked.contains("token-1"));
    }

    void theGatewaysClockIsRead()
    {
        test::TlsServer server(m_right);
        server.answer = "HTTP/1.1 200 OK\r\nDate: Tue, 17 Nov 2026 13:32:07 GMT\r\n"
                        "Content-Length: 2\r\n\r\n{}";
        AdminClient client(options(server, m_authority));
        QVERIFY(!client.gatewayTime());
        const auto future = client.whoami();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(client.gatewayTime(), QDateTime(QDate(2026, 11, 17), QTime(13, 32, 7), Qt::UTC));
    }
};

QTEST_GUILESS_MAIN(TlsTest)
#include "tls_test.moc"
