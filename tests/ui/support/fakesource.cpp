#include "tests/ui/support/fakesource.h"

#include "models/collection/rowid.h"

#include <QDateTime>

#include <algorithm>

namespace gatehouse::test {

using collection::Condition;
using collection::Row;

namespace {

/// What ManualClock starts at.
constexpr std::chrono::milliseconds kStart{1794922327000};
constexpr qint64 kFirstNumber = 1204;

Uuid makeId(std::chrono::milliseconds time, std::size_t number)
{
    Uuid id;
    const auto since = static_cast<std::uint64_t>(time.count());
    for (std::size_t byte = 0; byte < 6; ++byte)
        id.bytes[byte] = static_cast<std::uint8_t>(since >> (40 - 8 * byte));
    id.bytes[6] = 0x70;
    id.bytes[8] = 0x80;
    id.bytes[14] = static_cast<std::uint8_t>(number >> 8);
    id.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

} // namespace

FakeSource::FakeSource(collection::Descriptor descriptor)
    : m_descriptor(std::move(descriptor))
    , m_columns(m_descriptor.readColumns())
{
}

Uuid FakeSource::add(const QHash<QString, QVariant> &cells, bool newest)
{
    using namespace std::chrono_literals;
    std::chrono::milliseconds time = kStart - 3s;
    if (!m_rows.empty()) {
        const auto &neighbour = newest ? m_rows.front() : m_rows.back();
        time = std::chrono::duration_cast<std::chrono::milliseconds>(
                   neighbour.key.sort.time_since_epoch())
            + (newest ? 1s : -7s);
    }
    const bool isNumbered = m_descriptor.idType == collection::IdType::Number;
    const Uuid id = isNumbered ? collection::idOfNumber(kFirstNumber - qint64(m_rows.size()))
                               : makeId(time, m_rows.size() + 1);
    Row row{{Timestamp(time), id},
            std::vector<QVariant>(static_cast<std::size_t>(m_columns.size()))};
    for (qsizetype index = 0; index < m_columns.size(); ++index) {
        const QString &column = m_columns.at(index);
        QVariant value = cells.value(column);
        if (column == m_descriptor.idColumn)
            value = isNumbered ? QVariant(collection::numberOfId(id))
                               : QVariant(collection::idText(m_descriptor, id));
        else if (column == m_descriptor.sortColumn)
            value = QDateTime::fromMSecsSinceEpoch(time.count(), Qt::UTC);
        row.cells[static_cast<std::size_t>(index)] = value;
    }
    m_rows.insert(newest ? m_rows.begin() : m_rows.end(), row);
    return id;
}

void FakeSource::set(const Uuid &id, const QString &column, const QVariant &value)
{
    find(id)->cells.at(static_cast<std::size_t>(m_columns.indexOf(column))) = value;
}

void FakeSource::remove(const Uuid &id)
{
    std::erase_if(m_rows, [&](const Row &row) { return row.key.id == id; });
}

void FakeSource::move(const Uuid &id, bool toTop)
{
    using namespace std::chrono_literals;
    Row moved = *find(id);
    remove(id);
    moved.key.sort = toTop ? m_rows.front().key.sort + 1s : m_rows.back().key.sort - 7s;
    m_rows.insert(toTop ? m_rows.begin() : m_rows.end(), moved);
}

void FakeSource::answerAll()
{
    isSilent = false;
    const auto promises = std::exchange(unanswered, {});
    const auto requests = std::exchange(asked, {});
    for (std::size_t at = promises.size(); at-- > 0;) {
        promises[at]->addResult(page(requests[at]).result());
        promises[at]->finish();
    }
}

Row *FakeSource::find(const Uuid &id)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row &row) { return row.key.id == id; });
    return found == m_rows.end() ? nullptr : &*found;
}

std::vector<Row> FakeSource::matching(const collection::Filter &filter) const
{
    std::vector<Row> rows;
    for (const Row &row : m_rows) {
        const auto fits = [&](const Condition &condition) {
            const auto cell = static_cast<std::size_t>(m_columns.indexOf(condition.field));
            return !condition.enabled || condition.values.isEmpty()
                || condition.values.contains(row.cells.at(cell).toString()) != condition.negated;
        };
        if (std::all_of(filter.conditions.begin(), filter.conditions.end(), fits))
            rows.push_back(row);
    }
    return rows;
}

QFuture<Result<collection::Page>> FakeSource::page(const collection::PageRequest &request)
{
    ++pagesRead;
    if (isSilent) {
        unanswered.push_back(std::make_shared<QPromise<Result<collection::Page>>>());
        unanswered.back()->start();
        asked.push_back(request);
        return unanswered.back()->future();
    }
    if (error)
        return QtFuture::makeReadyFuture<Result<collection::Page>>(failure(*error));
    if (pause && request.mayPause) {
        isSilent = true;
        collection::Page page;
        page.reached = std::exchange(pause, std::nullopt);
        return QtFuture::makeReadyFuture<Result<collection::Page>>(std::move(page));
    }
    std::vector<Row> rows = matching(request.filter);
    const bool isOlder = request.direction == collection::PageRequest::Direction::Older;
    if (!isOlder)
        std::reverse(rows.begin(), rows.end());
    if (request.from) {
        std::erase_if(rows, [&](const Row &row) {
            const bool isBeyond = isOlder ? row.key < *request.from : row.key > *request.from;
            return !isBeyond && !(request.inclusive && row.key == *request.from);
        });
    }
    collection::Page page;
    page.isLast = rows.size() <= static_cast<std::size_t>(request.limit);
    if (!page.isLast)
        rows.resize(static_cast<std::size_t>(request.limit));
    if (!isOlder)
        std::reverse(rows.begin(), rows.end());
    page.rows = std::move(rows);
    return QtFuture::makeReadyFuture<Result<collection::Page>>(std::move(page));
}

QFuture<Result<Row>> FakeSource::row(const Uuid &id)
{
    if (error)
        return QtFuture::makeReadyFuture<Result<Row>>(failure(*error));
    if (const Row *row = find(id))
        return QtFuture::makeReadyFuture<Result<Row>>(*row);
    return QtFuture::makeReadyFuture<Result<Row>>(
        failure(ErrorKind::NotFound, QStringLiteral("There is no such row.")));
}

QFuture<Result<collection::Count>> FakeSource::count(const collection::Filter &filter)
{
    if (error)
        return QtFuture::makeReadyFuture<Result<collection::Count>>(failure(*error));
    return QtFuture::makeReadyFuture<Result<collection::Count>>(
        collection::Count{static_cast<qint64>(matching(filter).size()), true});
}

} // namespace gatehouse::test
