#pragma once

#include "models/bulk/bulkoperation.h"
#include "services/admin_api/adminclient.h"

#include <QObject>
#include <QTimer>

namespace gatehouse::bulk {

/// Follows the newest operation of some actions that is not over, whoever began it, to its end. A
/// gateway that does not answer is asked again. In the GUI thread.
class OperationWatch : public QObject
{
    Q_OBJECT

public:
    /// `api` outlives it.
    OperationWatch(AdminClient &api, QStringList actions, QObject *parent = nullptr);

    /// From now on; one that runs is found within ten seconds.
    void start();
    /// That one, at once: it was just begun.
    void follow(const QString &id);
    /// "pause", "resume" or "cancel" of the one that is followed.
    void ask(const QString &change, const QString &reason);
    const std::optional<Operation> &followed() const { return m_followed; }

signals:
    /// Twice a second while one is followed; the last time is its end.
    void changed(const gatehouse::bulk::Operation &operation);
    /// What was asked for was refused.
    void refused(const gatehouse::Error &error);

private:
    void look();
    void read();
    void take(const Result<QJsonObject> &answer);
    void takeList(const Result<QJsonObject> &answer);
    void forget();
    void lookAgain(std::chrono::milliseconds in);

    AdminClient &m_api;
    QStringList m_actions;
    QTimer m_timer;
    QString m_id; ///< empty: none is followed
    std::optional<Operation> m_followed;
    bool m_isAsking = false; ///< an answer is awaited
};

} // namespace gatehouse::bulk
