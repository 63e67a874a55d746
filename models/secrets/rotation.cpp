#include "models/secrets/rotation.h"

#include "services/core/whendone.h"

#include <QJsonArray>

namespace gatehouse::secrets {

using namespace Qt::StringLiterals;

Rotation::Rotation(AdminClient &api, QObject *parent)
    : QObject(parent)
    , m_api(api)
{
    m_poll.setInterval(std::chrono::seconds(2));
    connect(&m_poll, &QTimer::timeout, this, &Rotation::read);
}

void Rotation::setTarget(const QString &source, const QString &tenant)
{
    if (source == m_source && tenant == m_tenant)
        return;
    ++m_generation;
    m_source = source;
    m_tenant = tenant;
    m_isReading = m_isBusy = false;
    m_usage.reset();
    m_error.reset();
    m_tests.clear();
    emit changed();
}

void Rotation::setOn(bool on)
{
    if (on == m_poll.isActive())
        return;
    if (!on)
        return m_poll.stop();
    m_poll.start();
    read();
}

QString Rotation::path(const QString &action) const
{
    return u"secrets/"_s + AdminClient::segment(m_source) + u'/' + AdminClient::segment(m_tenant)
        + u'/' + action;
}

/// What a former target answers late is dropped.
void Rotation::read()
{
    if (m_isReading || m_source.isEmpty())
        return;
    m_isReading = true;
    whenDone(m_api.get(path(u"usage"_s)), this,
             [this, generation = m_generation](const Result<QJsonObject> &answer) {
                 if (generation == m_generation)
                     take(answer);
             });
}

void Rotation::take(const Result<QJsonObject> &answer)
{
    m_isReading = false;
    const Result<SecretUsage> usage = answer ? secretUsage(m_source, m_tenant, *answer)
                                             : Result<SecretUsage>(failure(answer.error()));
    m_error = usage ? std::optional<Error>() : usage.error();
    if (usage)
        m_usage = *usage;
    emit changed();
}

void Rotation::tell(const QString &path, const QJsonObject &body,
                    const std::function<void(const QJsonObject &)> &take)
{
    m_isBusy = true;
    emit changed();
    whenDone(m_api.post(path, body), this,
             [this, take, generation = m_generation](const Result<QJsonObject> &answer) {
                 if (generation == m_generation)
                     m_isBusy = false;
                 if (answer)
                     take(*answer);
                 else
                     emit refused(answer.error());
                 emit changed();
                 read();
             });
}

/// Not dropped when the target has changed meanwhile: a secret that was made is shown now or never.
void Rotation::rotate(const QString &secret, qint64 overlapSeconds, const QString &reason)
{
    QJsonObject body{{u"reason"_s, reason}};
    if (!secret.isEmpty())
        body.insert(u"secret"_s, secret);
    if (overlapSeconds >= 0)
        body.insert(u"overlap_seconds"_s, overlapSeconds);
    tell(path(u"rotate"_s), body, [this](const QJsonObject &answer) {
        emit rotated(answer["id"_L1].toString(), answer["version"_L1].toInteger(),
                     answer["secret"_L1].toString());
    });
}

void Rotation::act(const QString &path, const QJsonObject &body)
{
    tell(path, body, [this](const QJsonObject &) { emit done(); });
}

void Rotation::rollBack(const QString &reason)
{
    act(path(u"rollback"_s), {{u"reason"_s, reason}});
}

void Rotation::extend(qint64 overlapSeconds, const QString &reason)
{
    act(path(u"extend"_s), {{u"overlap_seconds"_s, overlapSeconds}, {u"reason"_s, reason}});
}

void Rotation::retire(const QString &row, const QString &reason)
{
    act(u"secrets/"_s + AdminClient::segment(row) + u"/revoke"_s, {{u"reason"_s, reason}});
}

void Rotation::test()
{
    tell(path(u"test"_s), {}, [this, generation = m_generation](const QJsonObject &answer) {
        if (generation == m_generation)
            takeTests(answer);
    });
}

void Rotation::takeTests(const QJsonObject &answer)
{
    m_tests.clear();
    m_testedAt = QDateTime::currentDateTimeUtc();
    const QJsonArray results = answer["results"_L1].toArray();
    for (const auto &result : results) {
        const QJsonValue each = result;
        m_tests.append({each["signed_with"_L1].toString(),
                        each["outcome"_L1].toString() == "accepted"_L1,
                        each["code"_L1].toString()});
    }
}

} // namespace gatehouse::secrets
