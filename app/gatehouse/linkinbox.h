#pragma once

#include <QLocalServer>
#include <QString>

#include <chrono>

class QLocalSocket;

namespace gatehouse::app {

/// Where the window of this user takes links: a socket in the user's runtime folder. Empty: there
/// is no such folder.
QString linkSocket();

/// Takes gatehouse:// links that the desktop gives to another process (see LinkHandover), for the
/// window that is open. One line a connection, answered with "taken"; all else is refused.
///
/// The socket is its owner's alone. Nothing that is sent costs more than some kilobytes or a
/// moment: what a link says is judged by whoever opens it.
class LinkInbox : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds defaultPatience{2000};

    /// Nobody may take longer than `patience` to send a link.
    explicit LinkInbox(QString socket, std::chrono::milliseconds patience = defaultPatience,
                       QObject *parent = nullptr);

    /// Begins to listen, unless another window does; a socket that one has left behind is replaced.
    void open();
    bool isOpen() const { return m_server.isListening(); }

signals:
    void linkArrived(const QString &link);
    /// Whether it listens is known now.
    void settled();

private:
    void listen();
    void take(QLocalSocket *sender);
    void read(QLocalSocket *sender);

    QString m_socket;
    std::chrono::milliseconds m_patience;
    QLocalServer m_server;
};

/// Gives a link to the window that is open, if one is.
class LinkHandover : public QObject
{
    Q_OBJECT

public:
    explicit LinkHandover(QString socket,
                          std::chrono::milliseconds patience = LinkInbox::defaultPatience,
                          QObject *parent = nullptr);

    /// One of the signals follows, within the patience; once.
    void send(const QString &link);

signals:
    void taken();
    void notTaken();

private:
    void end(bool isTaken);

    QString m_socket;
    std::chrono::milliseconds m_patience;
    QLocalSocket *m_connection = nullptr; ///< nullptr: nothing is under way
};

} // namespace gatehouse::app
