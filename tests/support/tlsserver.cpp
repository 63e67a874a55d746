#include "tests/support/tlsserver.h"

#include <QFile>
#include <QSslKey>
#include <QSslSocket>

namespace gatehouse::test {

TlsServer::TlsServer(const CertificateFiles &files, const QString &clients)
{
    QFile key(files.key);
    if (!key.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(files.key));
    QSslConfiguration tls;
    tls.setLocalCertificateChain(QSslCertificate::fromPath(files.certificate));
    tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    if (!clients.isEmpty()) {
        tls.setCaCertificates(QSslCertificate::fromPath(clients));
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    }
    m_server.setSslConfiguration(tls);
    connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            take(socket);
    });
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("the test cannot listen");
}

QUrl TlsServer::url() const
{
    return QUrl(QStringLiteral("https://localhost:%1").arg(m_server.serverPort()));
}

void TlsServer::take(QTcpSocket *socket)
{
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, socket,
            [this, socket, received = QByteArray()]() mutable {
                received += socket->readAll().toLower();
                if (!received.contains("\r\n\r\n"))
                    return;
                m_requests += std::exchange(received, {});
                socket->write(answer);
            });
}

} // namespace gatehouse::test
