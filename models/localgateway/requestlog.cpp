#include "models/localgateway/requestlog.h"

#include "models/localgateway/requestcollection.h"
#include "services/core/whendone.h"

#include <QDateTime>
#include <QJsonArray>
#include <QtEndian>

#include <algorithm>

namespace gatehouse::localgateway {

using namespace Qt::StringLiterals;
using collection::Condition;
using collection::PageRequest;
using collection::Row;

namespace {

constexpr std::size_t keptRows = 2'000;
constexpr int readAtOnce = 500;

/// The log counts its requests; the collections' ids are uuids.
Uuid idOf(qint64 number)
{
    Uuid id;
    qToBigEndian(number, id.bytes.data() + 8);
    return id;
}

/// "202 queued", "503 failed"; "failed" alone where no answer came.
QString answerOf(const QJsonObject &item)
{
    const int status = item["status"_L1].toInt();
    const QString outcome = item["outcome"_L1].toString();
    return status == 0 ? outcome : QString::number(status) + u' ' + outcome;
}

} // namespace

RequestLog::RequestLog(AdminClient &api, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_columns(requestCollection().readColumns())
{
    m_poll.setInterval(std::chrono::milliseconds(500));
    connect(&m_poll, &QTimer::timeout, this, &RequestLog::read);
}

void RequestLog::setOn(bool on)
{
    if (on == m_poll.isActive())
        return;
    if (!on)
        return m_poll.stop();
    m_poll.start();
    read();
}

void RequestLog::clear()
{
    m_rows.clear();
    m_lost = 0;
    emit changed();
}

void RequestLog::read()
{
    if (m_isReading)
        return;
    m_isReading = true;
    QUrlQuery query{{u"limit"_s, QString::number(readAtOnce)}};
    if (m_last)
        query.addQueryItem(u"after"_s, QString::number(*m_last));
    whenDone(m_api.get(u"simulator/requests"_s, query), this,
             [this](const Result<QJsonObject> &answer) {
                 m_isReading = false;
                 if (answer)
                     take(*answer);
             });
}

void RequestLog::take(const QJsonObject &answer)
{
    const QJsonArray items = answer["items"_L1].toArray();
    const qint64 next = answer["next"_L1].toInteger(m_last.value_or(0));
    if (m_last && next < *m_last) { // another gateway, which counts anew
        m_last.reset();
        return clear();
    }
    m_last = next;
    m_lost += answer["lost"_L1].toInteger();
    for (const auto &item : items)
        m_rows.push_front(makeRow(item.toObject()));
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [](const Row &one, const Row &other) { return one.key > other.key; });
    if (m_rows.size() > keptRows)
        m_rows.resize(keptRows);
    if (!items.isEmpty())
        emit changed();
    if (items.size() == readAtOnce)
        read();
}

Row RequestLog::makeRow(const QJsonObject &item) const
{
    const QDateTime time =
        QDateTime::fromString(item["time"_L1].toString(), Qt::ISODateWithMs).toUTC();
    Row row;
    row.key = {Timestamp(std::chrono::milliseconds(time.toMSecsSinceEpoch())),
               idOf(item["number"_L1].toInteger())};
    for (const QString &column : m_columns) {
        if (column == "id"_L1)
            row.cells.emplace_back(QString::fromStdString(row.key.id.toString()));
        else if (column == "time"_L1)
            row.cells.emplace_back(time);
        else if (column == "answer"_L1)
            row.cells.emplace_back(answerOf(item));
        else
            row.cells.push_back(item[column].toVariant());
    }
    return row;
}

bool RequestLog::fits(const Row &row, const collection::Filter &filter) const
{
    const auto holds = [&](const Condition &condition) {
        const qsizetype column = m_columns.indexOf(condition.field);
        if (!condition.isRestricting() || column < 0)
            return true;
        const QString value = row.cells[std::size_t(column)].toString();
        return condition.values.contains(value) != condition.negated;
    };
    return std::all_of(filter.conditions.begin(), filter.conditions.end(), holds);
}

QFuture<Result<collection::Page>> RequestLog::page(const PageRequest &request)
{
    const bool isOlder = request.direction == PageRequest::Direction::Older;
    const auto isBeyond = [&](const Row &row) {
        if (!request.from || (request.inclusive && row.key == *request.from))
            return true;
        return isOlder ? row.key < *request.from : row.key > *request.from;
    };
    collection::Page page;
    for (const Row &row : m_rows) {
        if (isBeyond(row) && fits(row, request.filter))
            page.rows.push_back(row);
    }
    const auto limit = static_cast<std::size_t>(request.limit);
    page.isLast = page.rows.size() <= limit;
    if (!page.isLast && isOlder)
        page.rows.resize(limit);
    else if (!page.isLast)
        page.rows.erase(page.rows.begin(), page.rows.end() - request.limit);
    return QtFuture::makeReadyFuture<Result<collection::Page>>(std::move(page));
}

QFuture<Result<Row>> RequestLog::row(const Uuid &id)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row &row) { return row.key.id == id; });
    if (found != m_rows.end())
        return QtFuture::makeReadyFuture<Result<Row>>(*found);
    return QtFuture::makeReadyFuture<Result<Row>>(
        failure(ErrorKind::NotFound, tr("This request is no longer in the log.")));
}

QFuture<Result<collection::Count>> RequestLog::count(const collection::Filter &filter)
{
    const auto rows = std::count_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row &row) { return fits(row, filter); });
    return QtFuture::makeReadyFuture<Result<collection::Count>>(collection::Count{rows, true});
}

} // namespace gatehouse::localgateway
