#pragma once

#include "services/local/localgateway.h"

#include <QObject>

#include <memory>
#include <thread>

namespace gatehouse::app {

/// Starts the local gateway on a thread of its own, so that the window is there meanwhile, and owns
/// it afterwards. In the GUI thread.
class LocalStart : public QObject
{
    Q_OBJECT

public:
    LocalStart(LocalGatewayOptions options, const Clock &clock, Log &log,
               QObject *parent = nullptr);
    ~LocalStart() override; ///< waits for a start under way, then ends the gateway

    /// Once; again only after `failed`.
    void start();
    /// A command line for a terminal; empty before `started`.
    QString firstWebhook() const;
    /// Where its data is, in words; empty before `started`.
    QString place() const;

signals:
    void progressed(const QString &step);
    void started(const gatehouse::ConnectionProfile &profile);
    void failed(const gatehouse::Error &error);
    /// What keeps the gateway's own Postgres from working; nothing: it works again.
    void clusterTroubleChanged(const std::optional<gatehouse::Error> &trouble);

private:
    void finish(Result<std::unique_ptr<LocalGateway>> &result);

    LocalGatewayOptions m_options;
    const Clock &m_clock;
    Log &m_log;
    std::unique_ptr<LocalGateway> m_gateway;
    std::thread m_thread;
};

} // namespace gatehouse::app
