#include "ui/pages/tabs/apidetailreader.h"

#include "models/collection/apiquery.h"
#include "services/core/promise.h"
#include "services/core/whendone.h"
#include "ui/pages/tabs/timelinejson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

QString idText(const Uuid &id)
{
    return QString::fromStdString(id.toString());
}

/// The object's JSON; empty for null.
QString jsonText(const QJsonValue &value)
{
    return value.isObject() ? QString::fromUtf8(QJsonDocument(value.toObject()).toJson())
                            : QString();
}

EventPayload payloadOf(const QJsonObject &event)
{
    const QJsonObject json = event["payload"_L1].toObject();
    EventPayload payload;
    payload.isSealed = json["body_is_sealed"_L1].toBool();
    payload.requestUrl = json["request_url"_L1].toString();
    payload.headers = headersFromJson(json["headers"_L1].toArray());
    payload.diagnosis = json["diagnosis"_L1].toString();
    payload.canonical = jsonText(json["canonical"_L1]);
    payload.explanation = jsonText(json["explanation"_L1]);
    payload.explanationIsWithheld = json["explanation_is_withheld"_L1].toBool();
    return payload;
}

std::optional<int> optionalInt(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInt()) : std::nullopt;
}

DeliveryTry tryOf(const QJsonObject &delivery, bool isDryRun)
{
    DeliveryTry made;
    made.attempt = delivery["attempt"_L1].toInt();
    made.at = collection::apiTime(delivery["created_at"_L1].toString()).value_or(Timestamp());
    made.durationMs = delivery["duration_ms"_L1].toDouble();
    made.url = delivery["url"_L1].toString();
    made.requestHeaders = headersFromJson(delivery["request_headers"_L1].toArray());
    made.responseStatus = optionalInt(delivery["response_status"_L1]);
    made.isDryRun = isDryRun && !made.responseStatus;
    made.responseHeaders = headersFromJson(delivery["response_headers"_L1].toArray());
    made.responseBody =
        QByteArray::fromBase64(delivery["response_body_base64"_L1].toString().toLatin1());
    made.error = delivery["error"_L1].toString();
    return made;
}

void addTries(QList<DeliveryTry> &tries, const QJsonObject &job)
{
    const bool isDryRun = job["mode"_L1].toString() == QLatin1String(kDryRun);
    const QJsonArray deliveries = job["deliveries"_L1].toArray();
    for (auto delivery = deliveries.end(); delivery != deliveries.begin();)
        tries.append(tryOf((--delivery)->toObject(), isDryRun)); // the latest comes first
    std::stable_sort(tries.begin(), tries.end(),
                     [](const DeliveryTry &a, const DeliveryTry &b) { return a.at < b.at; });
}

} // namespace

/// The tries of some jobs on their way, one job after the other.
struct ApiDetailReader::TriesRead
{
    QStringList jobs; ///< not yet read
    QList<DeliveryTry> tries;
    SharedPromise<QList<DeliveryTry>> promise = startedPromise<QList<DeliveryTry>>();
};

ApiDetailReader::ApiDetailReader(AdminClient &api)
    : m_api(api)
{
}

QFuture<Result<EventPayload>> ApiDetailReader::payload(const Uuid &eventId)
{
    const bool isKept = eventId == m_lastEvent && m_lastPayload.isValid()
        && (!m_lastPayload.isFinished()
            || (m_lastPayload.resultCount() > 0 && m_lastPayload.result().has_value()));
    if (isKept)
        return m_lastPayload;

    const auto promise = startedPromise<EventPayload>();
    m_lastEvent = eventId;
    m_lastPayload = promise->future();
    whenDone(m_api.get(u"events/"_s + idText(eventId)), &m_context,
             [this, promise](const Result<QJsonObject> &event) {
                 if (event)
                     readBody(*event, promise);
                 else
                     fulfil<EventPayload>(promise, failure(event.error()));
             });
    return m_lastPayload;
}

void ApiDetailReader::readBody(const QJsonObject &event, const SharedPromise<EventPayload> &promise)
{
    EventPayload payload = payloadOf(event);
    if (!event["payload"_L1]["body_is_kept"_L1].toBool())
        return fulfil<EventPayload>(promise, std::move(payload));
    const QString path = u"events/"_s + event["id"_L1].toString() + u"/raw"_s;
    whenDone(m_api.getBytes(path), &m_context,
             [promise, payload = std::move(payload)](const Result<QByteArray> &body) mutable {
                 if (body)
                     payload.body = *body;
                 else if (body.error().kind != ErrorKind::NotFound)
                     return fulfil<EventPayload>(promise, failure(body.error()));
                 fulfil<EventPayload>(promise, std::move(payload));
             });
}

QFuture<Result<QList<DeliveryTry>>> ApiDetailReader::tries(TriesOf owner, const Uuid &id)
{
    const auto read = std::make_shared<TriesRead>();
    if (owner == TriesOf::Job) {
        read->jobs = {idText(id)};
        readJobs(read);
        return read->promise->future();
    }
    if (owner == TriesOf::Delivery) {
        readDelivery(id, read->promise);
        return read->promise->future();
    }
    const QUrlQuery ofEvent{{u"event_id"_s, idText(id)}, {u"limit"_s, u"500"_s}};
    whenDone(m_api.get(u"jobs"_s, ofEvent), &m_context,
             [this, read](const Result<QJsonObject> &jobs) {
                 if (!jobs)
                     return fulfil<QList<DeliveryTry>>(read->promise, failure(jobs.error()));
                 const QJsonArray items = (*jobs)["items"_L1].toArray();
                 for (const auto &job : items)
                     read->jobs += job.toObject()["id"_L1].toString();
                 readJobs(read);
             });
    return read->promise->future();
}

void ApiDetailReader::readDelivery(const Uuid &id, const SharedPromise<QList<DeliveryTry>> &promise)
{
    whenDone(m_api.get(u"deliveries/"_s + idText(id)), &m_context,
             [promise](const Result<QJsonObject> &row) {
                 if (!row)
                     return fulfil<QList<DeliveryTry>>(promise, failure(row.error()));
                 const bool isDryRun = (*row)["mode"_L1].toString() == QLatin1String(kDryRun);
                 fulfil<QList<DeliveryTry>>(
                     promise,
                     QList<DeliveryTry>{tryOf((*row)["exchange"_L1].toObject(), isDryRun)});
             });
}

void ApiDetailReader::readJobs(const std::shared_ptr<TriesRead> &read)
{
    if (read->jobs.isEmpty() || read->promise->isCanceled())
        return fulfil<QList<DeliveryTry>>(read->promise, std::move(read->tries));
    const QString path = u"jobs/"_s + AdminClient::segment(read->jobs.takeFirst());
    whenDone(m_api.get(path), &m_context, [this, read](const Result<QJsonObject> &job) {
        if (!job)
            return fulfil<QList<DeliveryTry>>(read->promise, failure(job.error()));
        addTries(read->tries, *job);
        readJobs(read);
    });
}

QFuture<Result<Timeline>> ApiDetailReader::timeline(const Uuid &eventId)
{
    const auto promise = startedPromise<Timeline>();
    const QString path = u"events/"_s + idText(eventId) + u"/timeline"_s;
    whenDone(m_api.get(path), &m_context, [promise](const Result<QJsonObject> &answer) {
        fulfil<Timeline>(promise,
                         answer ? Result<Timeline>(timelineFromJson(*answer))
                                : failure(answer.error()));
    });
    return promise->future();
}

QFuture<Result<QString>> ApiDetailReader::verify(const Uuid &eventId)
{
    const auto promise = startedPromise<QString>();
    whenDone(m_api.post(u"verify"_s, {{u"event_id"_s, idText(eventId)}}), &m_context,
             [promise](const Result<QJsonObject> &answer) {
                 fulfil<QString>(promise,
                                 answer ? Result<QString>(jsonText(*answer))
                                        : failure(answer.error()));
             });
    return promise->future();
}

} // namespace gatehouse::ui
