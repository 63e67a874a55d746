#pragma once

#include "tests/support/certificates.h"

#include <QMetaType>
#include <QSslServer>
#include <QUrl>

namespace gatehouse::test {

/// HTTPS on loopback in the test's own thread: keeps what it is sent, and answers each head with
/// the same bytes.
class TlsServer : public QObject
{
    Q_OBJECT

public:
    /// With `clients` it demands a certificate that was issued by that authority's.
    explicit TlsServer(const CertificateFiles &files, const QString &clients = {});

    QUrl url() const; ///< https://localhost:port
    const QList<QByteArray> &requests() const { return m_requests; } ///< in lower case
    QByteArray answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

private:
    void take(QTcpSocket *socket);

    QSslServer m_server;
    QList<QByteArray> m_requests;
};

} // namespace gatehouse::test

Q_DECLARE_METATYPE(gatehouse::test::CertificateWish)
