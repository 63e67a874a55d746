#include "tests/models/support/fakesource.h"

#include "models/collection/rowmerge.h"
#include "tests/models/support/sampledescriptor.h"

#include <algorithm>

namespace gatehouse::test {

using namespace collection;

namespace {

bool matches(const Row &row, const Filter &filter)
{
    return std::all_of(
        filter.conditions.begin(), filter.conditions.end(), [&](const Condition &condition) {
            const int cell = condition.field == QLatin1String("id") ? idCell : statusCell;
            return condition.values.contains(row.cells[std::size_t(cell)].toString());
        });
}

} // namespace

Page FakeSource::find(const PageRequest &request) const
{
    const bool isOlder = request.direction == PageRequest::Direction::Older;
    int at = isOlder ? 0 : int(rows.size()) - 1;
    if (request.from && isOlder)
        at = request.inclusive ? firstAtOrBelow(rows, *request.from)
                               : firstBelow(rows, *request.from);
    else if (request.from)
        at = (request.inclusive ? firstBelow(rows, *request.from)
                                : firstAtOrBelow(rows, *request.from))
            - 1;
    Page page{{}, true};
    const bool isSearch = slice > 0 && request.mayPause && !request.filter.isEmpty();
    int looked = 0;
    for (; at >= 0 && at < int(rows.size()); at += isOlder ? 1 : -1) {
        const Row &row = rows[std::size_t(at)];
        if (request.until && row.key < *request.until) {
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
    if (!isHolding)
        return QtFuture::makeReadyFuture(resultOf(request));
    auto promise = std::make_shared<QPromise<Result<Page>>>();
    promise->start();
    m_held.push_back({request, promise});
    return promise->future();
}

QFuture<Result<Row>> FakeSource::row(const Uuid &id)
{
    for (const Row &row : rows) {
        if (row.key.id == id)
            return QtFuture::makeReadyFuture(Result<Row>(row));
    }
    return QtFuture::makeReadyFuture(
        Result<Row>(failure(ErrorKind::NotFound, QStringLiteral("gone"))));
}

QFuture<Result<Count>> FakeSource::count(const Filter &filter)
{
    const auto count = std::count_if(rows.begin(), rows.end(),
                                     [&](const Row &row) { return matches(row, filter); });
    return QtFuture::makeReadyFuture(Result<Count>(Count{qint64(count), true}));
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
