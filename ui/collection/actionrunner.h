#pragma once

#include "models/collection/source.h"
#include "services/admin_api/adminclient.h"

#include <QObject>
#include <QSet>

namespace gatehouse::ui {

/// Carries out actions through the admin API. A second press for the same row while the first has
/// no answer yet does nothing.
class ActionRunner : public QObject
{
    Q_OBJECT

public:
    explicit ActionRunner(AdminClient &api, QObject *parent = nullptr);

    void run(const collection::Action &action, const Uuid &row, const QString &reason);
    bool isRunning(const Uuid &row) const;

signals:
    void runningChanged();
    void done(const gatehouse::collection::Action &action, const gatehouse::Uuid &row);
    void failed(const gatehouse::collection::Action &action, const gatehouse::Uuid &row,
                const gatehouse::Error &error);

private:
    AdminClient &m_api;
    QSet<QString> m_running; ///< ids of rows
};

/// What is said when an action was done: "Re-enqueued. The worker takes it from here."
QString outcomeText(const collection::Action &action);

} // namespace gatehouse::ui
