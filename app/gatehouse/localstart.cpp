#include "app/gatehouse/localstart.h"

namespace gatehouse::app {

LocalStart::LocalStart(LocalGatewayOptions options, const Clock &clock, Log &log, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_clock(clock)
    , m_log(log)
{
    m_options.clusterTroubleChanged = [this](const std::optional<Error> &trouble) {
        QMetaObject::invokeMethod(this, [this, trouble] { emit clusterTroubleChanged(trouble); });
    };
}

QString LocalStart::firstWebhook() const
{
    return m_gateway ? QString::fromStdString(m_gateway->firstWebhook()) : QString();
}

QString LocalStart::place() const
{
    if (!m_gateway)
        return {};
    return tr("private Postgres, data in %1")
        .arg(QString::fromStdString(m_gateway->folder().string()));
}

LocalStart::~LocalStart()
{
    if (m_thread.joinable())
        m_thread.join();
}

void LocalStart::start()
{
    if (m_thread.joinable())
        m_thread.join();
    m_thread = std::thread([this] {
        auto result = std::make_shared<Result<std::unique_ptr<LocalGateway>>>(
            LocalGateway::start(m_options, m_clock, m_log, [this](const QString &step) {
                QMetaObject::invokeMethod(this, [this, step] { emit progressed(step); });
            }));
        QMetaObject::invokeMethod(this, [this, result] { finish(*result); });
    });
}

void LocalStart::finish(Result<std::unique_ptr<LocalGateway>> &result)
{
    if (!result) {
        emit failed(result.error());
        return;
    }
    m_gateway = std::move(*result);
    ConnectionProfile profile = m_gateway->profile();
    profile.environment = QStringLiteral("local"); // ours, so it need not be asked
    emit started(profile);
}

} // namespace gatehouse::app
