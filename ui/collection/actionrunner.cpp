#include "ui/collection/actionrunner.h"

#include "services/core/whendone.h"

namespace gatehouse::ui {

ActionRunner::ActionRunner(AdminClient &api, QObject *parent)
    : QObject(parent)
    , m_api(api)
{
}

void ActionRunner::run(const collection::Action &action, const Uuid &row, const QString &reason)
{
    const QString id = QString::fromStdString(row.toString());
    if (m_running.contains(id))
        return;
    m_running.insert(id);
    emit runningChanged();
    QString path = action.endpoint;
    path.replace(QLatin1String("{id}"), id);
    const QJsonObject body{{QStringLiteral("reason"), reason}};
    whenDone(m_api.post(path, body), this,
             [this, action, row, id](const Result<QJsonObject> &result) {
                 m_running.remove(id);
                 emit runningChanged();
                 if (result)
                     emit done(action, row);
                 else
                     emit failed(action, row, result.error());
             });
}

bool ActionRunner::isRunning(const Uuid &row) const
{
    return m_running.contains(QString::fromStdString(row.toString()));
}

QString outcomeText(const collection::Action &action)
{
    if (action.id == QLatin1String("reenqueue"))
        return ActionRunner::tr("Re-enqueued. The worker takes it from here.");
    if (action.id == QLatin1String("retry"))
        return ActionRunner::tr("It will be tried again. The worker takes it from here.");
    if (action.id == QLatin1String("run-now"))
        return ActionRunner::tr("It is due now. The worker takes it from here.");
    if (action.id == QLatin1String("discard"))
        return ActionRunner::tr("Discarded. Who did it and why is in the ledger.");
    if (action.id == QLatin1String("cancel"))
        return ActionRunner::tr("Cancelled. Who did it and why is in the ledger.");
    QString title = action.title;
    title.remove(u'…');
    return ActionRunner::tr("%1: done.").arg(title);
}

} // namespace gatehouse::ui
