#include "models/bulk/operationwatch.h"

#include "services/core/whendone.h"

#include <QJsonArray>

namespace gatehouse::bulk {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto whileFollowed = 500ms;
constexpr auto whileThereIsNone = 10s;
constexpr auto afterAFailure = 5s;

QString operationPath(const QString &id)
{
    return u"bulk-operations/"_s + AdminClient::segment(id);
}

QUrlQuery thoseUnderWay(const QStringList &actions)
{
    QUrlQuery query;
    for (const char *state : {"planned", "running", "paused", "stopped"})
        query.addQueryItem(u"state"_s, QLatin1String(state));
    for (const QString &action : actions)
        query.addQueryItem(u"action"_s, action);
    query.addQueryItem(u"limit"_s, u"1"_s);
    return query;
}

} // namespace

OperationWatch::OperationWatch(AdminClient &api, QStringList actions, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_actions(std::move(actions))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &OperationWatch::look);
}

void OperationWatch::start()
{
    look();
}

void OperationWatch::follow(const QString &id)
{
    m_id = id;
    read();
}

void OperationWatch::look()
{
    if (!m_id.isEmpty()) {
        read();
        return;
    }
    if (std::exchange(m_isAsking, true))
        return;
    whenDone(m_api.get(u"bulk-operations"_s, thoseUnderWay(m_actions)), this,
             [this](const Result<QJsonObject> &answer) {
                 m_isAsking = false;
                 takeList(answer);
             });
}

void OperationWatch::takeList(const Result<QJsonObject> &answer)
{
    const QJsonArray found = answer ? (*answer)[u"items"_s].toArray() : QJsonArray();
    if (m_id.isEmpty() && !found.isEmpty())
        m_id = found.first()[u"id"_s].toString();
    if (m_id.isEmpty())
        lookAgain(whileThereIsNone);
    else
        read();
}

void OperationWatch::read()
{
    if (std::exchange(m_isAsking, true))
        return;
    whenDone(m_api.get(operationPath(m_id)), this,
             [this, id = m_id](const Result<QJsonObject> &answer) {
                 m_isAsking = false;
                 if (id == m_id)
                     take(answer);
                 else
                     look(); // another one is followed meanwhile
             });
}

void OperationWatch::take(const Result<QJsonObject> &answer)
{
    if (!answer) {
        if (answer.error().kind == ErrorKind::NotFound)
            forget();
        lookAgain(afterAFailure);
        return;
    }
    m_followed = operationOf(*answer);
    const Operation now = *m_followed;
    if (now.isOver())
        forget();
    lookAgain(now.isOver() ? whileThereIsNone : whileFollowed);
    emit changed(now);
}

void OperationWatch::forget()
{
    m_id.clear();
    m_followed.reset();
}

void OperationWatch::lookAgain(std::chrono::milliseconds in)
{
    m_timer.start(in);
}

void OperationWatch::ask(const QString &change, const QString &reason)
{
    if (m_id.isEmpty())
        return;
    const QJsonObject body{{u"reason"_s, reason}};
    whenDone(m_api.post(operationPath(m_id) + u'/' + change, body), this,
             [this](const Result<QJsonObject> &answer) {
                 if (!answer)
                     emit refused(answer.error());
                 look();
             });
}

} // namespace gatehouse::bulk
