#include "models/collection/apisource.h"

#include "models/collection/apiquery.h"
#include "models/collection/rowid.h"
#include "services/admin_api/adminclient.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

constexpr int apiPageLimit = 500;

struct ApiErrors
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::ApiErrors)
};

Error notAList()
{
    return {
        ErrorKind::Bug,
        ApiErrors::tr("The gateway's answer is not a list. Is it a gateway of another version?"),
        {},
        {}};
}

struct ApiPage
{
    std::vector<Row> rows;
    QString next; ///< empty: it was the last
    std::optional<Reach> reached;
};

/// Nothing where the page did not pause.
std::optional<Reach> apiReach(const Descriptor &descriptor, const QJsonObject &json)
{
    const QString key = json["key"_L1].toString();
    const auto time = apiTime(key.section(u',', 0, 0));
    const auto id = parseId(descriptor, key.section(u',', 1));
    if (!time || !id)
        return std::nullopt;
    return Reach{{*time, *id}, std::clamp(json["share"_L1].toDouble(), 0.0, 1.0)};
}

Result<ApiPage> apiPage(const Descriptor &descriptor, const QJsonObject &answer,
                        const Sort &sort = {})
{
    if (!answer["items"_L1].isArray())
        return failure(notAList());
    ApiPage page;
    page.next = answer["next"_L1].toString();
    page.reached = apiReach(descriptor, answer["reached"_L1].toObject());
    const QJsonArray items = answer["items"_L1].toArray();
    for (const auto &item : items) {
        Result<Row> row = apiRow(descriptor, item.toObject(), sort);
        if (!row)
            return failure(row.error());
        page.rows.push_back(std::move(*row));
    }
    return page;
}

Result<Row> onlyRow(const Descriptor &descriptor, const QJsonObject &answer)
{
    Result<ApiPage> page = apiPage(descriptor, answer);
    if (!page)
        return failure(page.error());
    if (page->rows.empty())
        return failure(rowIsGone());
    return std::move(page->rows.front());
}

Result<Count> apiCount(const QJsonObject &answer)
{
    if (!answer["count"_L1].isDouble() || !answer["is_exact"_L1].isBool())
        return failure(notAList());
    return Count{answer["count"_L1].toInteger(), answer["is_exact"_L1].toBool()};
}

void addSort(QUrlQuery &query, const Descriptor &descriptor, const Sort &sort)
{
    if (sort.isByValue())
        query.addQueryItem(u"sort"_s, sort.column);
    else if (descriptor.sortIsNamed)
        query.addQueryItem(u"sort"_s, descriptor.sortColumn);
    if (sort.ascending)
        query.addQueryItem(u"order"_s, u"asc"_s);
}

Result<SortCost> apiSortCost(const QJsonObject &answer)
{
    const QJsonValue rows = answer["rows"_L1];
    if (!answer["is_indexed"_L1].isBool() || !(rows.isDouble() || rows.isNull()))
        return failure(notAList());
    return SortCost{answer["is_indexed"_L1].toBool(),
                    rows.isNull() ? std::nullopt : std::optional(rows.toInteger())};
}

/// Reads in one direction until the request is answered: the API gives no page as large as may be
/// asked for here.
struct Reading
{
    PageRequest asked;
    PageRequest request; ///< the same from the list's other end, where that is how it is read
    QUrlQuery filter;
    QString cursor; ///< of the next page; empty: the first one
    Page page;
    SharedPromise<Page> promise = startedPromise<Page>();

    bool isNewer() const { return request.direction == PageRequest::Direction::Newer; }

    QUrlQuery nextQuery(const Descriptor &descriptor) const
    {
        QUrlQuery query = filter;
        const int missing = request.limit - int(page.rows.size());
        query.addQueryItem(u"limit"_s, QString::number(std::clamp(missing, 1, apiPageLimit)));
        addSort(query, descriptor, request.sort);
        if (isNewer())
            query.addQueryItem(u"direction"_s, u"newer"_s);
        if (!cursor.isEmpty())
            addApiItem(query, u"cursor"_s, cursor);
        else if (request.from)
            addApiItem(query, u"key"_s, apiKey(descriptor, *request.from));
        if (cursor.isEmpty() && request.inclusive)
            query.addQueryItem(u"inclusive"_s, u"true"_s);
        if (request.until)
            addApiItem(query, u"until"_s, apiKey(descriptor, *request.until));
        if (isSearched(descriptor, request))
            query.addQueryItem(u"pause"_s, u"true"_s);
        return query;
    }

    /// False once it has what was asked for.
    bool take(ApiPage read)
    {
        auto &rows = page.rows;
        rows.insert(isNewer() ? rows.begin() : rows.end(),
                    std::make_move_iterator(read.rows.begin()),
                    std::make_move_iterator(read.rows.end()));
        cursor = read.next;
        page.isLast = cursor.isEmpty();
        page.reached = read.reached;
        return !page.reached && !page.isLast && !read.rows.empty()
            && int(rows.size()) < request.limit;
    }
};

} // namespace

struct ApiSource::Private
{
    void step(const std::shared_ptr<Reading> &reading)
    {
        caller.callFor(
            reading->promise, descriptor.apiPath, reading->nextQuery(descriptor),
            [this, reading](const Result<QJsonObject> &json) { arrived(reading, json); });
    }

    void arrived(const std::shared_ptr<Reading> &reading, const Result<QJsonObject> &json)
    {
        Result<ApiPage> page =
            json ? apiPage(descriptor, *json, reading->request.sort) : failure(json.error());
        if (!page)
            fulfil<Page>(reading->promise, failure(page.error()));
        else if (reading->take(std::move(*page)))
            step(reading);
        else
            fulfil<Page>(reading->promise, asAskedFor(reading->asked, std::move(reading->page)));
    }

    Descriptor descriptor;
    ApiCaller caller; ///< last, so that no answer comes to a half-destroyed source
};

ApiSource::ApiSource(Descriptor descriptor, AdminClient &client)
    : ApiSource(std::move(descriptor), [&client](const QString &path, const QUrlQuery &query) {
        return client.get(path, query);
    })
{
}

ApiSource::ApiSource(Descriptor descriptor, ApiGet get)
    : d(new Private{std::move(descriptor), ApiCaller(std::move(get))})
{
}

ApiSource::~ApiSource() = default;

QFuture<Result<Page>> ApiSource::page(const PageRequest &request)
{
    const Result<QUrlQuery> filter = apiFilterQuery(d->descriptor, request.filter);
    const Result<> valid = validate(d->descriptor, request.sort);
    if (!filter || !valid)
        return QtFuture::makeReadyFuture(
            Result<Page>(failure(valid ? filter.error() : valid.error())));
    auto reading = std::make_shared<Reading>();
    reading->asked = request;
    reading->request = fromOtherEnd(request);
    reading->filter = *filter;
    d->step(reading);
    return reading->promise->future();
}

QFuture<Result<Row>> ApiSource::row(const Uuid &id)
{
    QUrlQuery query;
    addApiItem(query, d->descriptor.idColumn, idText(d->descriptor, id));
    query.addQueryItem(u"limit"_s, u"1"_s);
    return d->caller.ask<Row>(d->descriptor.apiPath, query,
                              [descriptor = d->descriptor](const QJsonObject &answer) {
                                  return onlyRow(descriptor, answer);
                              });
}

QFuture<Result<Count>> ApiSource::count(const Filter &filter)
{
    Result<QUrlQuery> query = apiFilterQuery(d->descriptor, filter);
    if (!query)
        return QtFuture::makeReadyFuture(Result<Count>(failure(query.error())));
    query->addQueryItem(u"count"_s, u"true"_s);
    return d->caller.ask<Count>(d->descriptor.apiPath, *query, apiCount);
}

QFuture<Result<SortCost>> ApiSource::sortCost(const Filter &filter, const Sort &sort)
{
    Result<QUrlQuery> query = apiFilterQuery(d->descriptor, filter);
    const Result<> valid = validate(d->descriptor, sort);
    if (!query || !valid)
        return QtFuture::makeReadyFuture(
            Result<SortCost>(failure(valid ? query.error() : valid.error())));
    addSort(*query, d->descriptor, sort);
    query->addQueryItem(u"cost"_s, u"true"_s);
    return d->caller.ask<SortCost>(d->descriptor.apiPath, *query, apiSortCost);
}

} // namespace gatehouse::collection
