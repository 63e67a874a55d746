#include "services/connections/endpointprobe.h"

#include "services/connections/access.h"
#include "services/postgres/conninfo.h"

#include <QFile>
#include <QHostInfo>
#include <QNetworkProxyFactory>
#include <QSslKey>

namespace gatehouse {

namespace {

/// SSLRequest of the protocol, version 3: its length, and the number 80877103.
constexpr char tlsRequest[] = "\0\0\0\x08\x04\xd2\x16\x2f";
constexpr qsizetype tlsRequestSize = 8;
constexpr std::chrono::milliseconds stepTimeout{10'000};

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    default:
        return QStringLiteral("TLS");
    }
}

QSslConfiguration databaseTls(const TlsFiles &files, const QString &authorities)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (!authorities.isEmpty())
        tls.setCaCertificates(QSslCertificate::fromPath(authorities));
    QFile key(files.key);
    if (files.certificate.isEmpty() || !key.open(QIODevice::ReadOnly))
        return tls;
    const QByteArray pem = key.read(64LL * 1024);
    const QSslKey rsa(pem, QSsl::Rsa);
    tls.setLocalCertificateChain(QSslCertificate::fromPath(files.certificate));
    tls.setPrivateKey(rsa.isNull() ? QSslKey(pem, QSsl::Ec) : rsa);
    return tls;
}

} // namespace

EndpointProbe::EndpointProbe(ProbeTarget target, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
{
    m_deadline.setSingleShot(true);
    m_socket.setProxy(m_target.proxy);
    m_socket.setSslConfiguration(m_target.tls);
    m_socket.setPeerVerifyName(m_target.host);
    m_socket.setReadBufferSize(4096); // it reads one byte
    connect(&m_deadline, &QTimer::timeout, this, &EndpointProbe::timedOut);
    connect(&m_socket, &QAbstractSocket::connected, this, &EndpointProbe::connected);
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, &EndpointProbe::socketFailed);
    connect(&m_socket, &QSslSocket::sslErrors, this, &EndpointProbe::judge);
    connect(&m_socket, &QSslSocket::encrypted, this, &EndpointProbe::encrypted);
    connect(&m_socket, &QIODevice::readyRead, this, &EndpointProbe::readTlsReply);
}

void EndpointProbe::start()
{
    m_deadline.start(stepTimeout);
    if (goesThroughProxy()) {
        emit resolved(tr("left to the proxy %1").arg(m_target.proxy.hostName()));
        connectTo();
    } else if (!m_target.address.isEmpty()) {
        emit resolved(m_target.address);
        connectTo();
    } else {
        resolve();
    }
}

void EndpointProbe::resolve()
{
    QHostInfo::lookupHost(m_target.host, this, [this](const QHostInfo &info) {
        if (m_step != Step::Name)
            return;
        QStringList addresses;
        const QList<QHostAddress> found = info.addresses();
        for (const QHostAddress &address : found)
            addresses += address.toString();
        if (addresses.isEmpty()) {
            end({ErrorKind::NotFound, info.errorString(), {}, {}});
            return;
        }
        emit resolved(addresses.join(QStringLiteral(", ")));
        connectTo();
    });
}

void EndpointProbe::connectTo()
{
    m_step = Step::Connection;
    m_deadline.start(stepTimeout);
    m_socket.connectToHost(m_target.address.isEmpty() ? m_target.host : m_target.address,
                           m_target.port);
}

void EndpointProbe::connected()
{
    emit reached();
    m_deadline.start(stepTimeout);
    m_step = m_target.usesTls ? Step::Tls : Step::Done;
    if (!m_target.usesTls) {
        m_deadline.stop();
        m_socket.abort();
    } else if (m_target.speaksPostgres) {
        m_socket.write(tlsRequest, tlsRequestSize);
    } else {
        m_socket.startClientEncryption();
    }
}

/// Only what Postgres says before the handshake; later nothing is read.
void EndpointProbe::readTlsReply()
{
    if (m_step != Step::Tls || m_socket.mode() != QSslSocket::UnencryptedMode)
        return;
    const QByteArray reply = m_socket.read(1);
    if (reply == "S")
        m_socket.startClientEncryption();
    else if (reply == "N")
        end({ErrorKind::Denied, tr("The server has no TLS."), {}, {}});
    else
        end({ErrorKind::Invalid, tr("What answers there is no Postgres."), {}, {}});
}

void EndpointProbe::judge(const QList<QSslError> &problems)
{
    const bool isNameChecked = m_target.verify == ProbeTarget::Verify::ChainAndName;
    for (const QSslError &problem : problems) {
        if (isNameChecked || problem.error() != QSslError::HostNameMismatch)
            m_problems += problem.errorString();
    }
    if (m_target.verify == ProbeTarget::Verify::Nothing || m_problems.isEmpty())
        m_socket.ignoreSslErrors(problems);
}

void EndpointProbe::encrypted()
{
    m_step = Step::Done;
    m_deadline.stop();
    emit secured(shown());
    m_socket.abort();
}

ShownCertificate EndpointProbe::shown() const
{
    const QSslCertificate certificate = m_socket.peerCertificate();
    const QStringList names = certificate.subjectAlternativeNames().values();
    return {protocolName(m_socket.sessionProtocol()),
            certificate.issuerDisplayName().left(100),
            names.join(QStringLiteral(", ")).left(200),
            certificate.expiryDate(),
            m_socket.peerCertificateChain().size(),
            m_target.verify != ProbeTarget::Verify::Nothing};
}

void EndpointProbe::socketFailed()
{
    if (m_step == Step::Done)
        return;
    if (m_problems.isEmpty()) {
        end({ErrorKind::Unavailable, m_socket.errorString(), {}, {}});
        return;
    }
    const ShownCertificate seen = shown();
    const QString certificate =
        tr("issued by %1 for %2, ends %3")
            .arg(seen.issuer, seen.names, seen.expiry.toString(Qt::ISODate));
    end({ErrorKind::Denied,
         m_problems.constFirst(),
         m_problems.join(u'\n') + u'\n' + certificate,
         {}});
}

void EndpointProbe::timedOut()
{
    end({ErrorKind::Timeout,
         tr("no answer within %1 s")
             .arg(std::chrono::duration_cast<std::chrono::seconds>(stepTimeout).count()),
         {},
         {}});
}

void EndpointProbe::end(const Error &error)
{
    const bool wasUnderWay = std::exchange(m_step, Step::Done) != Step::Done;
    m_deadline.stop();
    m_socket.abort();
    if (wasUnderWay)
        emit failed(error);
}

ProbeTarget apiTarget(const ConnectionProfile &profile, const QSslConfiguration &tls,
                      const std::optional<QNetworkProxy> &proxy)
{
    ProbeTarget target;
    target.host = profile.url.host();
    target.usesTls = profile.url.scheme() == QLatin1String("https");
    target.port = quint16(profile.url.port(target.usesTls ? 443 : 80));
    target.tls = tls;
    const QNetworkProxyQuery query(profile.url);
    target.proxy = proxy ? *proxy : QNetworkProxyFactory::systemProxyForQuery(query).value(0);
    return target;
}

std::optional<ProbeTarget> databaseTarget(const ConnectionProfile &profile)
{
    const auto asked = postgres::targetOf(profile.database.toStdString());
    const auto mode = effectiveSslMode(profile);
    if (!asked || !mode || asked->hasService || asked->servers.front().isSocket())
        return std::nullopt;
    const postgres::ServerAddress &server = asked->servers.front();
    const QString authorities = asked->sslRootCertificate.empty()
        ? profile.databaseTls.authorities
        : QString::fromStdString(asked->sslRootCertificate);
    ProbeTarget target;
    target.host = QString::fromStdString(server.host.empty() ? server.address : server.host);
    target.address = QString::fromStdString(server.address);
    target.port = server.port;
    target.speaksPostgres = true;
    target.usesTls = *mode == QLatin1String("require") || mode->startsWith(u"verify-");
    target.verify = *mode == QLatin1String("verify-full") ? ProbeTarget::Verify::ChainAndName
        : *mode == QLatin1String("verify-ca")             ? ProbeTarget::Verify::Chain
                                                          : ProbeTarget::Verify::Nothing;
    target.tls = databaseTls(profile.databaseTls, authorities);
    return target;
}

} // namespace gatehouse
