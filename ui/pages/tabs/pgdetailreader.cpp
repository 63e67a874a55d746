#include "ui/pages/tabs/pgdetailreader.h"

#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace gatehouse::ui {

using postgres::Rows;
using postgres::Session;

namespace {

constexpr int kMaxHappenings = 500;

const char kPayloadSql[] =
    "SELECT raw_body, request_url, headers, canonical, diagnosis, explanation FROM console.payloads"
    " WHERE event_id = $1 AND received_at = console.uuid_time($1)";

constexpr std::string_view kTriesSql =
    "SELECT d.attempt, d.created_at, d.duration_ms, d.url, d.request_headers, d.response_status,"
    " d.response_headers, d.response_body, d.error,"
    " coalesce(j.mode = 'dry_run', false) AND d.response_status IS NULL"
    " FROM console.deliveries d LEFT JOIN console.jobs j ON j.id = d.job_id WHERE d.";
constexpr std::string_view kTriesOrder = " = $1 ORDER BY d.created_at, d.id LIMIT 500";

/// kind is Happening::Kind's number; `rank` orders what has the same time.
const char kTimelineSql[] = R"(
WITH job AS (SELECT * FROM console.jobs WHERE event_id = $1 AND task_name <> 'ai_job'),
     letter AS (SELECT * FROM console.dead_letters WHERE event_id = $1)
SELECT kind, at, status, text, number, duration_ms FROM (
    SELECT 0 AS kind, received_at AS at,
           CASE WHEN signature_valid THEN 'received' ELSE 'discarded' END AS status,
           CASE WHEN signature_valid THEN NULL ELSE error END AS text, NULL::bigint AS number,
           NULL::double precision AS duration_ms
      FROM console.events WHERE id = $1 AND received_at = console.uuid_time($1)
    UNION ALL
    SELECT 6, updated_at, status, NULL, NULL, NULL FROM console.events
     WHERE id = $1 AND received_at = console.uuid_time($1) AND status = 'processed'
       AND updated_at IS NOT NULL -- which another gateway may not have
       AND NOT EXISTS (SELECT FROM job)
    UNION ALL
    SELECT 1, created_at, 'queued', path, NULL, NULL FROM job
    UNION ALL
    SELECT 2, d.created_at,
           CASE WHEN d.response_status BETWEEN 200 AND 299 THEN 'processed'
                WHEN d.response_status IS NULL AND job.mode = 'dry_run' THEN 'dry_run'
                ELSE 'failed' END,
           coalesce(d.error, d.response_status::text), d.attempt,
           CASE WHEN job.mode IS DISTINCT FROM 'dry_run' THEN d.duration_ms END
      FROM console.deliveries d LEFT JOIN job ON job.id = d.job_id WHERE d.event_id = $1
    UNION ALL
    SELECT 3, died_at, 'open', error, NULL, NULL FROM console.deaths WHERE event_id = $1
    UNION ALL
    SELECT 4, state_changed_at, state, state_changed_by, NULL, NULL FROM letter
     WHERE state = 'recovered' -- what an operator did to it is in the ledger
    UNION ALL
    SELECT 5, at, action, actor || ': ' || reason, NULL, NULL FROM console.audit
     WHERE target_id = $1::text OR target_id IN (SELECT id::text FROM job)
        OR target_id IN (SELECT id::text FROM letter)
    UNION ALL
    SELECT 7, updated_at, status, concat_ws(': ', request_id, error), NULL, NULL FROM console.jobs
     WHERE event_id = $1 AND task_name = 'ai_job'
) happened ORDER BY at, kind LIMIT $2)";

QString text(const Rows &rows, int row, int column)
{
    return QString::fromStdString(rows.get<std::string>(row, column));
}

QByteArray bytes(const Rows &rows, int row, int column)
{
    return QByteArray::fromStdString(rows.get<postgres::Bytes>(row, column).data);
}

HeaderList headers(const Rows &rows, int row, int column)
{
    const std::string json = rows.get<postgres::Json>(row, column).text;
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

Result<EventPayload> toPayload(const Rows &rows)
{
    if (rows.isEmpty())
        return noPayload();
    EventPayload payload;
    if (!rows.isNull(0, 0))
        payload.body = bytes(rows, 0, 0);
    payload.requestUrl = text(rows, 0, 1);
    payload.headers = headers(rows, 0, 2);
    payload.canonical = QString::fromStdString(rows.get<postgres::Json>(0, 3).text);
    payload.diagnosis = text(rows, 0, 4);
    payload.explanation = QString::fromStdString(rows.get<postgres::Json>(0, 5).text);
    return payload;
}

DeliveryTry toTry(const Rows &rows, int row)
{
    DeliveryTry attempt;
    attempt.attempt = static_cast<int>(rows.get<std::int64_t>(row, 0));
    attempt.at = rows.get<Timestamp>(row, 1);
    attempt.durationMs = rows.get<double>(row, 2);
    attempt.url = text(rows, row, 3);
    attempt.requestHeaders = headers(rows, row, 4);
    attempt.responseStatus = optionalInt(rows.find<std::int64_t>(row, 5));
    attempt.responseHeaders = headers(rows, row, 6);
    attempt.responseBody = bytes(rows, row, 7);
    attempt.error = text(rows, row, 8);
    attempt.isDryRun = rows.get<bool>(row, 9);
    return attempt;
}

Happening toHappening(const Rows &rows, int row)
{
    Happening happening;
    happening.kind = static_cast<Happening::Kind>(rows.get<std::int64_t>(row, 0));
    happening.at = rows.get<Timestamp>(row, 1);
    happening.status = text(rows, row, 2);
    happening.text = text(rows, row, 3);
    happening.number = optionalInt(rows.find<std::int64_t>(row, 4));
    happening.durationMs = rows.find<double>(row, 5);
    return happening;
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
        return session.execute(kPayloadSql, {eventId}).and_then(toPayload);
    });
    whenDone(read, &m_context, [this, eventId, promise](Result<EventPayload> result) {
        const auto finish = [promise](Result<EventPayload> read) {
            promise->addResult(std::move(read));
            promise->finish();
        };
        if (!result && result.error().kind == ErrorKind::Denied)
            whenDone(m_api.payload(eventId), &m_context, finish);
        else
            finish(std::move(result));
    });
    return m_lastPayload;
}

QFuture<Result<QList<DeliveryTry>>> PgDetailReader::tries(TriesOf owner, const Uuid &id)
{
    std::string sql(kTriesSql);
    sql += owner == TriesOf::Job ? "job_id" : "event_id";
    sql += kTriesOrder;
    return m_database.run<QList<DeliveryTry>>(
        [sql, id](Session &session) -> Result<QList<DeliveryTry>> {
            const Result<Rows> rows = session.execute(sql, {id});
            if (!rows)
                return failure(rows.error());
            QList<DeliveryTry> tries;
            for (int row = 0; row < rows->size(); ++row)
                tries.append(toTry(*rows, row));
            return tries;
        });
}

QFuture<Result<Timeline>> PgDetailReader::timeline(const Uuid &eventId)
{
    return m_database.run<Timeline>([eventId](Session &session) -> Result<Timeline> {
        const Result<Rows> rows =
            session.execute(kTimelineSql, {eventId, std::int64_t(kMaxHappenings + 1)});
        if (!rows)
            return failure(rows.error());
        Timeline timeline;
        timeline.isCut = rows->size() > kMaxHappenings;
        for (int row = 0; row < std::min(rows->size(), kMaxHappenings); ++row)
            timeline.happenings.append(toHappening(*rows, row));
        return timeline;
    });
}

} // namespace gatehouse::ui
