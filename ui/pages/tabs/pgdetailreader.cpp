#include "ui/pages/tabs/pgdetailreader.h"

#include "services/browsing/timeline.h"
#include "services/core/whendone.h"
#include "services/privacy/policy.h"
#include "ui/pages/tabs/timelinejson.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace gatehouse::ui {

using postgres::Rows;
using postgres::Session;

namespace {

const char kPayloadSql[] =
    "SELECT p.raw_body, p.request_url, p.headers, p.canonical, p.diagnosis, p.explanation,"
    " e.source, e.tenant, p.is_sealed FROM console.payloads p"
    " LEFT JOIN console.events e ON e.id = p.event_id AND e.received_at = p.received_at"
    " WHERE p.event_id = $1 AND p.received_at = console.uuid_time($1)";

constexpr std::string_view kTriesSql =
    "SELECT d.attempt, d.created_at, d.duration_ms, d.url, d.request_headers, d.response_status,"
    " d.response_headers, d.response_body, d.error,"
    " coalesce(j.mode = 'dry_run', false) AND d.response_status IS NULL, j.source, j.tenant"
    " FROM console.deliveries d LEFT JOIN console.jobs j ON j.id = d.job_id WHERE d.";
constexpr std::string_view kTriesOrder = " = $1 ORDER BY d.created_at, d.id LIMIT 500";

const char *idColumnOf(TriesOf owner)
{
    switch (owner) {
    case TriesOf::Job:
        return "job_id";
    case TriesOf::Event:
        return "event_id";
    case TriesOf::Delivery:
        break;
    }
    return "id";
}

/// Reads the cells of a row as they are to be shown.
class ShownCells
{
public:
    /// Source and tenant stand at `ownerColumn` and behind it.
    ShownCells(const privacy::ReadRows &read, int row, int ownerColumn)
        : m_read(read)
        , m_row(row)
        , m_owner{read.rows.get<std::string>(row, ownerColumn),
                  read.rows.get<std::string>(row, ownerColumn + 1)}
    {
    }

    QString url(int column) const
    {
        const auto url = m_read.rows.get<std::string>(m_row, column);
        return QString::fromStdString(m_read.masker.isOn() ? privacy::maskedByLook(url) : url);
    }
    /// Of words, or of JSON that may have been cut off.
    std::string anyText(const char *name, const std::string &text) const
    {
        return m_read.masker.anyText(m_owner, name, text);
    }
    std::string document(const char *name, const std::string &json) const
    {
        return m_read.masker.document(m_owner, name, json).text;
    }
    std::string json(int column, const char *name) const
    {
        return document(name, m_read.rows.get<postgres::Json>(m_row, column).text);
    }
    std::string text(int column, const char *name) const
    {
        return anyText(name, m_read.rows.get<std::string>(m_row, column));
    }

private:
    const privacy::ReadRows &m_read;
    int m_row;
    privacy::Owner m_owner;
};

HeaderList headers(const std::string &json)
{
    return headersFromJson(QJsonDocument::fromJson(QByteArray::fromStdString(json)).array());
}

template <typename T>
std::optional<int> optionalInt(const std::optional<T> &value)
{
    return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
}

tl::unexpected<Error> noPayload()
{
    return failure(
        ErrorKind::NotFound,
        QCoreApplication::translate(
            "DetailReader",
            "There is no payload for this event. It may have passed its retention period."));
}

Result<EventPayload> toPayload(const privacy::ReadRows &read)
{
    const Rows &rows = read.rows;
    if (rows.isEmpty())
        return noPayload();
    const ShownCells shown(read, 0, 6);
    EventPayload payload;
    payload.isSealed = rows.get<bool>(0, 8);
    if (const auto body = rows.find<postgres::Bytes>(0, 0); body && !payload.isSealed)
        payload.body = QByteArray::fromStdString(shown.document("body", body->data));
    payload.requestUrl = shown.url(1);
    payload.headers = headers(shown.json(2, "headers"));
    payload.canonical = QString::fromStdString(shown.json(3, "canonical"));
    payload.diagnosis = QString::fromStdString(shown.text(4, "diagnosis"));
    payload.explanation = QString::fromStdString(shown.json(5, "explanation"));
    return payload;
}

DeliveryTry toTry(const privacy::ReadRows &read, int row)
{
    const Rows &rows = read.rows;
    const ShownCells shown(read, row, 10);
    DeliveryTry attempt;
    attempt.attempt = static_cast<int>(rows.get<std::int64_t>(row, 0));
    attempt.at = rows.get<Timestamp>(row, 1);
    attempt.durationMs = rows.get<double>(row, 2);
    attempt.url = shown.url(3);
    attempt.requestHeaders = headers(shown.json(4, "headers"));
    attempt.responseStatus = optionalInt(rows.find<std::int64_t>(row, 5));
    attempt.responseHeaders = headers(shown.json(6, "headers"));
    attempt.responseBody =
        QByteArray::fromStdString(shown.anyText("answer", rows.get<postgres::Bytes>(row, 7).data));
    attempt.error = QString::fromStdString(shown.text(8, "error"));
    attempt.isDryRun = rows.get<bool>(row, 9);
    return attempt;
}

} // namespace

PgDetailReader::PgDetailReader(postgres::Connection &database, AdminClient &api)
    : m_database(database)
    , m_api(api)
{
}

QFuture<Result<EventPayload>> PgDetailReader::payload(const Uuid &eventId)
{
    const bool isKept = eventId == m_lastEvent && m_lastPayload.isValid()
        && (!m_lastPayload.isFinished()
            || (m_lastPayload.resultCount() > 0 && m_lastPayload.result().has_value()));
    if (isKept)
        return m_lastPayload;

    const auto promise = std::make_shared<QPromise<Result<EventPayload>>>();
    promise->start();
    m_lastEvent = eventId;
    m_lastPayload = promise->future();
    const auto read = m_database.run<EventPayload>([eventId](Session &session) {
        return privacy::executeWithPolicy(session, {kPayloadSql, {eventId}}).and_then(toPayload);
    });
    whenDone(read, &m_context, [this, eventId, promise](Result<EventPayload> result) {
        const auto finish = [promise](Result<EventPayload> read) {
            promise->addResult(std::move(read));
            promise->finish();
        };
        // What the role may not see, or the database cannot open.
        const bool isApis = result ? result->isSealed : result.error().kind == ErrorKind::Denied;
        if (isApis)
            whenDone(m_api.payload(eventId), &m_context, finish);
        else
            finish(std::move(result));
    });
    return m_lastPayload;
}

QFuture<Result<QList<DeliveryTry>>> PgDetailReader::tries(TriesOf owner, const Uuid &id)
{
    std::string sql(kTriesSql);
    sql += idColumnOf(owner);
    sql += kTriesOrder;
    return m_database.run<QList<DeliveryTry>>(
        [sql, id](Session &session) -> Result<QList<DeliveryTry>> {
            const auto read = privacy::executeWithPolicy(session, {sql, {id}});
            if (!read)
                return failure(read.error());
            QList<DeliveryTry> tries;
            for (int row = 0; row < read->rows.size(); ++row)
                tries.append(toTry(*read, row));
            return tries;
        });
}

QFuture<Result<Timeline>> PgDetailReader::timeline(const Uuid &eventId)
{
    return m_database.run<Timeline>([eventId](Session &session) {
        return browsing::readTimeline(session, {.event = eventId, .most = mostHappenings})
            .map([](const std::string &json) {
                return timelineFromJson(
                    QJsonDocument::fromJson(QByteArray::fromStdString(json)).object());
            });
    });
}

/// The secrets are in no view.
QFuture<Result<QString>> PgDetailReader::verify(const Uuid &eventId)
{
    return m_api.verify(eventId);
}

} // namespace gatehouse::ui
