#include "app/gatehouse/linkinbox.h"

#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

#include <utility>

namespace gatehouse::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestLine = 33'000; ///< a link may have 32,000 characters
constexpr int mostSenders = 8; ///< at the same time
constexpr char answer[] = "taken\n";

} // namespace

QString linkSocket()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return folder.isEmpty() ? QString() : QDir(folder).filePath(u"gatehouse-links"_s);
}

LinkInbox::LinkInbox(QString socket, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_patience(patience)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(mostSenders);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *sender = m_server.nextPendingConnection())
            take(sender);
    });
}

/// By asking first: listening would take the name away from the window that has it.
void LinkInbox::open()
{
    auto *probe = new QLocalSocket(this);
    connect(probe, &QLocalSocket::connected, this, [this, probe] {
        probe->deleteLater();
        emit settled();
    });
    connect(probe, &QLocalSocket::errorOccurred, this, [this, probe] {
        probe->deleteLater();
        listen();
    });
    probe->connectToServer(m_socket);
}

void LinkInbox::listen()
{
    QLocalServer::removeServer(m_socket);
    m_server.listen(m_socket); // without it links open windows of their own, as before
    emit settled();
}

void LinkInbox::take(QLocalSocket *sender)
{
    connect(sender, &QLocalSocket::disconnected, sender, &QObject::deleteLater);
    if (m_server.findChildren<QLocalSocket *>().size() > mostSenders)
        return sender->abort();
    sender->setReadBufferSize(longestLine);
    connect(sender, &QLocalSocket::readyRead, this, [this, sender] { read(sender); });
    QTimer::singleShot(m_patience, sender, &QLocalSocket::abort);
    read(sender);
}

void LinkInbox::read(QLocalSocket *sender)
{
    if (!sender->canReadLine()) {
        if (sender->bytesAvailable() >= longestLine)
            sender->abort();
        return;
    }
    const QString link = QString::fromUtf8(sender->readLine(longestLine)).trimmed();
    disconnect(sender, &QLocalSocket::readyRead, this, nullptr);
    if (!link.startsWith("gatehouse://"_L1))
        return sender->abort();
    sender->write(answer);
    sender->disconnectFromServer();
    emit linkArrived(link);
}

LinkHandover::LinkHandover(QString socket, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_patience(patience)
{
}

void LinkHandover::send(const QString &link)
{
    m_connection = new QLocalSocket(this);
    connect(m_connection, &QLocalSocket::connected, this, [this, link] {
        QString line = link;
        m_connection->write(line.remove(u'\n').toUtf8() + '\n');
    });
    connect(m_connection, &QLocalSocket::readyRead, this, [this] {
        if (m_connection && m_connection->canReadLine())
            end(m_connection->readLine(sizeof answer) == answer);
    });
    connect(m_connection, &QLocalSocket::errorOccurred, this, [this] { end(false); });
    connect(m_connection, &QLocalSocket::disconnected, this, [this] { end(false); });
    QTimer::singleShot(m_patience, this, [this] { end(false); });
    m_connection->connectToServer(m_socket);
}

void LinkHandover::end(bool isTaken)
{
    QLocalSocket *connection = std::exchange(m_connection, nullptr);
    if (!connection)
        return;
    connection->disconnect(this);
    connection->deleteLater();
    if (isTaken)
        emit taken();
    else
        emit notTaken();
}

} // namespace gatehouse::app
