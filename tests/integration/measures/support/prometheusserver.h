#pragma once

#include "services/core/clock.h"
#include "services/web_client/webserver.h"
#include "tests/integration/support/program.h"

namespace gatehouse::test {

/// Debian's Prometheus on a port of loopback, with data of its own, which scrapes nobody: what it
/// has was written before it starts. Gone with this object.
class PrometheusServer
{
public:
    static bool isInstalled();
    /// Why a test that needs one is skipped.
    static const char *whatToInstall();

    PrometheusServer();
    ~PrometheusServer();

    /// What a gateway's /metrics said at that moment, as the job of that name. In the order of
    /// time.
    void addScrape(const std::string &text, Timestamp at, const QByteArray &job);
    /// With all that was added. False when it did not start: errors() says why.
    bool start();
    void stop();
    QByteArray errors();

    WebServer server() const;
    /// The value of an expression at a moment; nothing: it has none, or several.
    std::optional<double> value(const QString &expression, Timestamp at) const;

private:
    QTemporaryDir m_folder;
    QByteArray m_samples;
    quint16 m_port = 0;
    Program m_program;
};

} // namespace gatehouse::test
