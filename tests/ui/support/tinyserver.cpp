#include "tests/ui/support/tinyserver.h"

#include <QTcpSocket>

namespace gatehouse::test {

TinyServer::TinyServer(QObject *parent)
    : QObject(parent)
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_received.remove(socket);
                socket->deleteLater();
            });
        }
    });
    m_server.listen(QHostAddress::LocalHost);
}

/// The sockets go with m_server, after m_received: they must not tell us then.
TinyServer::~TinyServer()
{
    for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
        socket->disconnect(this);
}

QUrl TinyServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort()));
}

void TinyServer::read(QTcpSocket *socket)
{
    QByteArray &received = m_received[socket];
    received += socket->readAll();
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QList<QByteArray> lines = received.left(end).split('\n');
    const QList<QByteArray> start = lines.first().trimmed().split(' ');
    TinyRequest request{start.value(0), start.value(1), {}, {}};
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (received.size() < end + 4 + length)
        return;
    request.body = received.mid(end + 4, length);
    received.remove(0, end + 4 + length);
    requests.append(request);
    const TinyAnswer given = answer(request);
    socket->write("HTTP/1.1 " + QByteArray::number(given.status)
                  + " Answer\r\nContent-Type: " + given.contentType + "\r\nContent-Length: "
                  + QByteArray::number(given.body.size()) + "\r\n\r\n" + given.body);
}

} // namespace gatehouse::test
