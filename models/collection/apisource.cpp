#include "models/collection/apisource.h"

#include "models/collection/apiquery.h"
#include "models/collection/rowid.h"
#include "services/admin_api/adminclient.h"
#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QJsonArray>
#include <QPromise>

#include <algorithm>
#include <iterator>
#include <map>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

constexpr int apiPageLimit = 500;
constexpr int mostApiPages = 20; ///< of one scan
constexpr std::size_t mostCursors = 2000;

struct ApiErrors
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::ApiErrors)
};

struct ApiPage
{
    std::vector<Row> rows;
    QString next; ///< empty: it was the last
};

Result<ApiPage> apiPage(const Descriptor &descriptor, const QJsonObject &answer)
{
    if (!answer["items"_L1].isArray())
        return failure(ErrorKind::Bug,
                       ApiErrors::tr("The gateway's answer is not a list. Is it a "
                                     "gateway of another version?"));
    ApiPage page;
    page.next = answer["next"_L1].toString();
    const QJsonArray items = answer["items"_L1].toArray();
    for (const auto &item : items) {
        Result<Row> row = apiRow(descriptor, item.toObject());
        if (!row)
            return failure(row.error());
        page.rows.push_back(std::move(*row));
    }
    return page;
}

template <typename T>
using Promise = std::shared_ptr<QPromise<Result<T>>>;

template <typename T>
Promise<T> startedPromise()
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

template <typename T>
void fulfil(const Promise<T> &promise, Result<T> result)
{
    promise->addResult(std::move(result));
    promise->finish();
}

/// Cancelling `outer` cancels `inner`.
template <typename Outer, typename Inner>
void passOnCancel(const QFuture<Outer> &outer, QFuture<Inner> inner, QObject *context)
{
    auto *watcher = new QFutureWatcher<Outer>(context);
    QObject::connect(watcher, &QFutureWatcherBase::canceled, context,
                     [inner]() mutable { inner.cancel(); });
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(outer);
}

/// Reads downwards until the request is answered.
struct Scan
{
    PageRequest request;
    QUrlQuery filter;
    QString cursor; ///< of the next page; empty: the top
    bool isFromTop = true;
    bool isAtPlace = true; ///< the next page begins with wanted rows
    bool hasReachedEnd = false;
    int pagesLeft = mostApiPages;
    std::vector<Row> kept;
    Promise<Page> promise = startedPromise<Page>();

    bool isOlder() const { return request.direction == PageRequest::Direction::Older; }

    bool isWanted(const RowKey &key) const
    {
        if (!request.from)
            return true;
        if (key == *request.from)
            return request.inclusive;
        return isOlder() ? key < *request.from : key > *request.from;
    }

    /// False once it has what was asked for.
    bool take(const ApiPage &page)
    {
        hasReachedEnd = page.next.isEmpty();
        for (const Row &row : page.rows) {
            if (isWanted(row.key))
                kept.push_back(row);
            else if (!isOlder())
                return false;
        }
        isAtPlace = !kept.empty();
        const bool isFull = isOlder() && int(kept.size()) >= request.limit;
        return !isFull && !hasReachedEnd;
    }

    Page result()
    {
        Page page;
        const bool isComplete = isOlder() ? hasReachedEnd : isFromTop;
        page.isLast = isComplete && int(kept.size()) <= request.limit;
        const auto surplus =
            std::max<std::ptrdiff_t>(0, std::ptrdiff_t(kept.size()) - request.limit);
        const auto first = isOlder() ? kept.begin() : kept.begin() + surplus;
        const auto end = isOlder() ? kept.end() - surplus : kept.end();
        page.rows.assign(std::make_move_iterator(first), std::make_move_iterator(end));
        return page;
    }
};

} // namespace

struct ApiSource::Private
{
    Private(Descriptor listed, Get getter, const Clock &time)
        : descriptor(std::move(listed))
        , get(std::move(getter))
        , clock(time)
    {
    }

    void remember(const Scan &scan, const ApiPage &page)
    {
        if (page.next.isEmpty() || page.rows.empty() || scan.request.filter != cursorFilter)
            return;
        if (cursors.size() >= mostCursors)
            cursors.clear();
        cursors[page.rows.back().key] = page.next;
    }

    /// Begins at the nearest cursor above the place; upwards some further, for a page to lie
    /// between.
    void place(Scan &scan)
    {
        if (scan.request.filter != cursorFilter)
            cursors.clear();
        cursorFilter = scan.request.filter;
        if (!scan.request.from)
            return;
        const bool includesKey = !scan.isOlder() || scan.request.inclusive;
        auto found = includesKey ? cursors.upper_bound(*scan.request.from)
                                 : cursors.lower_bound(*scan.request.from);
        for (int steps = scan.isOlder() ? 0 : 2; steps > 0 && found != cursors.end(); --steps)
            ++found;
        scan.isFromTop = found == cursors.end();
        scan.isAtPlace = !includesKey && !scan.isFromTop && found->first == *scan.request.from;
        scan.cursor = scan.isFromTop ? QString() : found->second;
    }

    void step(const std::shared_ptr<Scan> &scan)
    {
        if (scan->pagesLeft-- == 0) {
            fulfil<Page>(scan->promise,
                         failure(ErrorKind::Invalid,
                                 ApiErrors::tr("This place in the list is too far down to be found "
                                               "through the gateway's API. Go to the top.")));
            return;
        }
        QUrlQuery query = scan->filter;
        query.addQueryItem(u"limit"_s, QString::number(stepLimit(*scan)));
        if (!scan->cursor.isEmpty())
            addApiItem(query, u"cursor"_s, scan->cursor);
        const QFuture<Result<QJsonObject>> answer = get(descriptor.apiPath, query);
        passOnCancel(scan->promise->future(), answer, &context);
        whenDone(answer, &context,
                 [this, scan](const Result<QJsonObject> &json) { arrived(scan, json); });
    }

    /// No more than is missing, where the place is known: then the next page begins at a cursor.
    static int stepLimit(const Scan &scan)
    {
        const int missing = scan.request.limit - int(scan.kept.size());
        return scan.isAtPlace && scan.isOlder() ? std::clamp(missing, 1, apiPageLimit)
                                                : apiPageLimit;
    }

    void arrived(const std::shared_ptr<Scan> &scan, const Result<QJsonObject> &json)
    {
        const Result<ApiPage> page = json ? apiPage(descriptor, *json) : failure(json.error());
        if (!page) {
            fulfil<Page>(scan->promise, failure(page.error()));
            return;
        }
        remember(*scan, *page);
        scan->cursor = page->next;
        if (scan->take(*page)) {
            step(scan);
        } else if (!scan->isOlder() && scan->kept.empty() && !scan->isFromTop) {
            scan->isFromTop = true; // nothing lay between: what is above that cursor is wanted
            scan->cursor.clear();
            step(scan);
        } else {
            fulfil<Page>(scan->promise, scan->result());
        }
    }

    Descriptor descriptor;
    Get get;
    const Clock &clock;
    std::map<RowKey, QString> cursors; ///< reads on below that row
    Filter cursorFilter;
    QObject context; ///< receives answers; last, so that none comes to a half-destroyed source
};

ApiSource::ApiSource(Descriptor descriptor, AdminClient &client, const Clock &clock)
    : ApiSource(
        std::move(descriptor),
        [&client](const QString &path, const QUrlQuery &query) { return client.get(path, query); },
        clock)
{
}

ApiSource::ApiSource(Descriptor descriptor, Get get, const Clock &clock)
    : d(std::make_unique<Private>(std::move(descriptor), std::move(get), clock))
{
}

ApiSource::~ApiSource() = default;

QFuture<Result<Page>> ApiSource::page(const PageRequest &request)
{
    auto scan = std::make_shared<Scan>();
    const Result<QUrlQuery> filter = apiFilterQuery(d->descriptor, request.filter, d->clock.now());
    QFuture<Result<Page>> future = scan->promise->future();
    if (!filter) {
        fulfil<Page>(scan->promise, failure(filter.error()));
        return future;
    }
    scan->request = request;
    scan->filter = *filter;
    d->place(*scan);
    d->step(scan);
    return future;
}

QFuture<Result<Row>> ApiSource::row(const Uuid &id)
{
    const auto promise = startedPromise<Row>();
    const QString path = d->descriptor.apiPath + u'/' + idText(d->descriptor, id);
    const QFuture<Result<QJsonObject>> answer = d->get(path, {});
    passOnCancel(promise->future(), answer, &d->context);
    whenDone(answer, &d->context,
             [descriptor = d->descriptor, promise](const Result<QJsonObject> &json) {
                 fulfil<Row>(promise, json ? apiRow(descriptor, *json) : failure(json.error()));
             });
    return promise->future();
}

QFuture<Result<Count>> ApiSource::count(const Filter &filter)
{
    PageRequest all;
    all.filter = filter;
    all.limit = apiPageLimit;
    const auto promise = startedPromise<Count>();
    const QFuture<Result<Page>> first = page(all);
    passOnCancel(promise->future(), first, &d->context);
    whenDone(first, &d->context, [promise](const Result<Page> &read) {
        if (!read)
            fulfil<Count>(promise, failure(read.error()));
        else if (read->isLast)
            fulfil<Count>(promise, Count{qint64(read->rows.size()), true});
        else
            fulfil<Count>(
                promise,
                failure(ErrorKind::Invalid,
                        ApiErrors::tr("There are more than %1 rows. The gateway's API does not "
                                      "count further; connect to the database too.")
                            .arg(read->rows.size())));
    });
    return promise->future();
}

} // namespace gatehouse::collection
