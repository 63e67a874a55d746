#pragma once

#include "models/replay/session.h"
#include "services/admin_api/adminclient.h"

#include <QByteArray>
#include <QFuture>
#include <QMap>
#include <QObject>
#include <QString>

#include <memory>

namespace gatehouse::replay {

/// What two gateways made of one event.
struct CanonicalPair
{
    QByteArray recorded; ///< JSON; empty: `recordedProblem` says why
    QByteArray stored; ///< likewise, at the target
    QString recordedProblem;
    QString storedProblem;
};

/// Reads the canonical event of what was recorded, from the gateway that is open, and of what was
/// sent, from a target that is a gateway with a saved connection, whose token is in the credential
/// store. In the GUI thread; nothing blocks it.
class CanonicalReader final : public QObject
{
    Q_OBJECT

public:
    /// `api` is of the gateway that is open, and outlives it.
    CanonicalReader(AdminClient &api, OpenStore openStore, QObject *parent = nullptr);
    ~CanonicalReader() override;

    /// `answer` is the body of the target's answer, which names the event that it has stored.
    QFuture<Result<CanonicalPair>> read(const Target &target, const Fixture &event,
                                        const std::string &answer);

private:
    struct Reading;
    using Api = std::shared_ptr<AdminClient>;

    void readRecorded(const std::shared_ptr<Reading> &reading);
    void readStored(const std::shared_ptr<Reading> &reading);
    void connectTo(const QString &connection, const std::function<void(const Result<Api> &)> &then);
    Result<Api> made(const ConnectionProfile &profile, const Credentials &credentials);

    AdminClient &m_api;
    OpenStore m_openStore;
    QMap<QString, Api> m_targets; ///< by the connection's name
};

} // namespace gatehouse::replay
