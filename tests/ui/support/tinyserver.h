#pragma once

#include <QHash>
#include <QTcpServer>
#include <QUrl>

#include <functional>

namespace gatehouse::test {

/// A request as it came; header names in lower case.
struct TinyRequest
{
    QByteArray method;
    QByteArray path;
    QHash<QByteArray, QByteArray> headers;
    QByteArray body;
};

struct TinyAnswer
{
    int status = 200;
    QByteArray body = "{}";
    QByteArray contentType = "application/json";
};

/// A real HTTP/1.1 server on loopback for a few requests in the test's own thread.
class TinyServer final : public QObject
{
    Q_OBJECT

public:
    explicit TinyServer(QObject *parent = nullptr);
    ~TinyServer() override;

    QUrl url() const;
    QList<TinyRequest> requests;
    /// Called for each request.
    std::function<TinyAnswer(const TinyRequest &)> answer = [](const TinyRequest &) {
        return TinyAnswer{};
    };

private:
    void read(QTcpSocket *socket);

    QTcpServer m_server;
    QHash<QTcpSocket *, QByteArray> m_received;
};

} // namespace gatehouse::test
