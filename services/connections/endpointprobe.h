#pragma once

#include "services/connections/profile.h"
#include "services/core/result.h"

#include <QDateTime>
#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <optional>

namespace gatehouse {

/// One way to one server, as far as it can be looked at without logging in.
struct ProbeTarget
{
    enum class Verify { Nothing, Chain, ChainAndName };
    QString host; ///< the certificate has to be for this name
    QString address; ///< where to go instead of resolving the host; may be empty
    quint16 port = 0;
    bool usesTls = true;
    bool speaksPostgres = false; ///< asks for TLS as libpq does
    Verify verify = Verify::ChainAndName;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::NoProxy);
};

/// What the server showed of itself.
struct ShownCertificate
{
    QString protocol; ///< "TLSv1.3"
    QString issuer;
    QString names; ///< that it is for, with commas between
    QDateTime expiry;
    qsizetype chainLength = 0;
    bool isVerified = false;
};

/// Resolves, connects and shakes hands, one after the other, and says how each went. Ends with the
/// first that fails, and closes. In the thread that made it; each step has ten seconds.
class EndpointProbe : public QObject
{
    Q_OBJECT

public:
    explicit EndpointProbe(ProbeTarget target, QObject *parent = nullptr);

    void start();

signals:
    /// The addresses, with commas between; of a proxy, what it is asked for.
    void resolved(const QString &addresses);
    void reached();
    /// Only with usesTls.
    void secured(const gatehouse::ShownCertificate &certificate);
    /// Denied: the certificate is not in order, and the last line of the detail is what it is.
    void failed(const gatehouse::Error &error);

private:
    enum class Step { Name, Connection, Tls, Done };

    bool goesThroughProxy() const { return m_target.proxy.type() != QNetworkProxy::NoProxy; }
    void resolve();
    void connectTo();
    void connected();
    void readTlsReply();
    void judge(const QList<QSslError> &problems);
    void encrypted();
    void socketFailed();
    void timedOut();
    void end(const Error &error);
    ShownCertificate shown() const;

    ProbeTarget m_target;
    QSslSocket m_socket;
    QTimer m_deadline;
    Step m_step = Step::Name;
    QStringList m_problems; ///< of the certificate
};

/// The settings of the probe for the two ways that a profile has; nothing for a database that is
/// behind a socket or a service file.
ProbeTarget apiTarget(const ConnectionProfile &profile, const QSslConfiguration &tls,
                      const std::optional<QNetworkProxy> &proxy);
std::optional<ProbeTarget> databaseTarget(const ConnectionProfile &profile);

} // namespace gatehouse
