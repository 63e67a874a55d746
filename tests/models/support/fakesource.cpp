#include "tests/models/support/fakesource.h"

#include "models/collection/rowid.h"
#include "models/collection/rowmerge.h"

#include <QDateTime>

#include <algorithm>

namespace gatehouse::test {

using namespace collection;
using namespace std::chrono_literals;

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

std::chrono::milliseconds sinceEpoch(Timestamp time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
}

template <typename T>
QFuture<Result<T>> ready(Result<T> result)
{
    return QtFuture::makeReadyFuture(std::move(result));
}

} // namespace

FakeSource::FakeSource(Descriptor descriptor)
    : m_descriptor(std::move(descriptor))
    , m_columns(m_descriptor.readColumns())
{
}

std::size_t FakeSource::cellOf(const QString &column) const
{
    return std::size_t(m_columns.indexOf(column));
}

Uuid FakeSource::add(const QHash<QString, QVariant> &cells, bool newest)
{
    std::chrono::milliseconds time = kStart - 3s;
    if (!rows.empty())
        time =
            newest ? sinceEpoch(rows.front().key.sort) + 1s : sinceEpoch(rows.back().key.sort) - 7s;
    const bool isNumbered = m_descriptor.idType == IdType::Number;
    const Uuid id =
        isNumbered ? idOfNumber(kFirstNumber - qint64(rows.size())) : makeId(time, rows.size() + 1);
    Row row{{Timestamp(time), id}, {}};
    for (const QString &column : std::as_const(m_columns)) {
        QVariant value = cells.value(column);
        if (column == m_descriptor.idColumn)
            value = isNumbered ? QVariant(numberOfId(id)) : QVariant(idText(m_descriptor, id));
        else if (column == m_descriptor.sortColumn)
            value = QDateTime::fromMSecsSinceEpoch(time.count(), Qt::UTC);
        row.cells.push_back(value);
    }
    rows.insert(newest ? rows.begin() : rows.end(), row);
    return id;
}

std::vector<Row>::iterator FakeSource::positionOf(const Uuid &id)
{
    return std::find_if(rows.begin(), rows.end(), [&](const Row &row) { return row.key.id == id; });
}

void FakeSource::set(const Uuid &id, const QString &column, const QVariant &value)
{
    positionOf(id)->cells.at(cellOf(column)) = value;
}

void FakeSource::remove(const Uuid &id)
{
    rows.erase(positionOf(id));
}

void FakeSource::move(const Uuid &id, bool toTop)
{
    Row moved = *positionOf(id);
    remove(id);
    moved.key.sort = toTop ? rows.front().key.sort + 1s : rows.back().key.sort - 7s;
    rows.insert(toTop ? rows.begin() : rows.end(), moved);
}

namespace {

/// Of a time as chips of a histogram write it.
bool isInTime(const Row &row, const Condition &condition)
{
    const Timestamp bound{std::chrono::milliseconds(
        QDateTime::fromString(condition.values.first(), Qt::ISODateWithMs).toMSecsSinceEpoch())};
    return condition.comparison == collection::Operator::AtLeast ? row.key.sort >= bound
                                                                 : row.key.sort <= bound;
}

} // namespace

bool FakeSource::matches(const Row &row, const Filter &filter) const
{
    return std::all_of(filter.conditions.begin(), filter.conditions.end(),
                       [&](const Condition &condition) {
                           if (!condition.enabled || condition.values.isEmpty())
                               return true;
                           if (condition.field == m_descriptor.sortColumn
                               && condition.comparison != collection::Operator::Is)
                               return isInTime(row, condition);
                           const QString cell = row.cells.at(cellOf(condition.field)).toString();
                           return condition.values.contains(cell) != condition.negated;
                       });
}

/// By texts or by whole numbers.
std::vector<Row> FakeSource::sorted(const Sort &sort) const
{
    std::vector<Row> list = rows;
    if (sort.isByValue()) {
        for (Row &row : list) {
            const QVariant &value = row.cells.at(cellOf(sort.column));
            if (value.userType() == QMetaType::QString)
                row.key.value = value.toString().toStdString();
            else if (value.isValid())
                row.key.value = std::int64_t(value.toLongLong());
        }
    }
    std::sort(list.begin(), list.end(), [&](const Row &one, const Row &other) {
        return standsAbove(sort, one.key, other.key);
    });
    return list;
}

Page FakeSource::find(const PageRequest &request) const
{
    // Of a hundred thousand rows a copy for each page would take most of a test's time.
    const auto stands = [&](const Row &one, const Row &other) {
        return standsAbove(request.sort, one.key, other.key);
    };
    const bool isInOrder =
        !request.sort.isByValue() && std::is_sorted(this->rows.begin(), this->rows.end(), stands);
    const std::vector<Row> ordered = isInOrder ? std::vector<Row>() : sorted(request.sort);
    const std::vector<Row> &rows = isInOrder ? this->rows : ordered;
    const bool isOlder = request.direction == PageRequest::Direction::Older;
    int at = isOlder ? 0 : int(rows.size()) - 1;
    if (request.from && isOlder)
        at = request.inclusive ? firstAtOrBelow(rows, *request.from, request.sort)
                               : firstBelow(rows, *request.from, request.sort);
    else if (request.from)
        at = (request.inclusive ? firstBelow(rows, *request.from, request.sort)
                                : firstAtOrBelow(rows, *request.from, request.sort))
            - 1;
    Page page{{}, true};
    const bool isSearch = slice > 0 && request.mayPause && !request.filter.isEmpty();
    int looked = 0;
    for (; at >= 0 && at < int(rows.size()); at += isOlder ? 1 : -1) {
        const Row &row = rows[std::size_t(at)];
        if (request.until && standsAbove(request.sort, *request.until, row.key)) {
            page.isLast = false;
            page.reached = Reach{*request.until, 1};
            break;
        }
        if (isSearch && looked++ == slice) {
            const Row &last = rows[std::size_t(isOlder ? at - 1 : at + 1)];
            page.isLast = false;
            page.reached = Reach{last.key, double(at) / double(rows.size())};
            break;
        }
        if (!matches(row, request.filter))
            continue;
        if (int(page.rows.size()) == request.limit) {
            page.isLast = false;
            break;
        }
        page.rows.push_back(row);
    }
    if (!isOlder)
        std::reverse(page.rows.begin(), page.rows.end());
    return page;
}

Result<Page> FakeSource::resultOf(const PageRequest &request) const
{
    if (error)
        return failure(*error);
    return find(request);
}

QFuture<Result<Page>> FakeSource::page(const PageRequest &request)
{
    requests.push_back(request);
    if (isHolding) {
        m_held.push_back({request, std::make_shared<QPromise<Result<Page>>>()});
        m_held.back().promise->start();
        return m_held.back().promise->future();
    }
    if (!error && pause && request.mayPause) {
        isHolding = true;
        Page page;
        page.reached = std::exchange(pause, std::nullopt);
        return ready<Page>(std::move(page));
    }
    return ready(resultOf(request));
}

QFuture<Result<Row>> FakeSource::row(const Uuid &id)
{
    if (error)
        return ready<Row>(failure(*error));
    if (const auto found = positionOf(id); found != rows.end())
        return ready<Row>(*found);
    return ready<Row>(failure(ErrorKind::NotFound, QStringLiteral("There is no such row.")));
}

QFuture<Result<Count>> FakeSource::count(const Filter &filter)
{
    if (error)
        return ready<Count>(failure(*error));
    const auto count = std::count_if(rows.begin(), rows.end(),
                                     [&](const Row &row) { return matches(row, filter); });
    return ready<Count>(Count{qint64(count), true});
}

QFuture<Result<SortCost>> FakeSource::sortCost(const Filter &, const Sort &)
{
    return ready<SortCost>(cost);
}

bool FakeSource::isCancelled(int position) const
{
    return m_held.at(std::size_t(position)).promise->isCanceled();
}

void FakeSource::answer(int position)
{
    const Held held = m_held.at(std::size_t(position));
    m_held.erase(m_held.begin() + position);
    held.promise->addResult(resultOf(held.request));
    held.promise->finish();
}

void FakeSource::answerAll()
{
    while (!m_held.empty())
        answer();
}

} // namespace gatehouse::test
