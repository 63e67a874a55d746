#include "models/histogram/apihistogram.h"

#include "models/collection/apiquery.h"
#include "services/admin_api/adminclient.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace gatehouse::histogram {

using namespace Qt::StringLiterals;
using collection::addApiItem;
using collection::apiTime;
using collection::apiTimeText;

namespace {

struct ApiHistogramTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::histogram::ApiHistogram)
};

Error noHistogram()
{
    return {ErrorKind::Bug,
            ApiHistogramTexts::tr("The gateway's answer is no histogram. Is it a gateway of "
                                  "another version?"),
            {},
            {}};
}

QUrlQuery withWish(QUrlQuery query, const CountRequest &request)
{
    QStringList edges;
    for (const Timestamp edge : request.edges)
        edges += apiTimeText(edge);
    addApiItem(query, u"edges"_s, edges.join(u','));
    addApiItem(query, u"from"_s, apiTimeText(request.range.from));
    addApiItem(query, u"until"_s, apiTimeText(request.range.until));
    const auto seconds =
        std::chrono::ceil<std::chrono::seconds>(std::min(request.slice, request.range.length()));
    addApiItem(query, u"slice"_s, QString::number(seconds.count()) + u's');
    return query;
}

StatusCounts toCounts(const QJsonObject &json)
{
    StatusCounts counts;
    for (auto status = json.begin(); status != json.end(); ++status)
        counts[status.key()] = status.value().toInteger();
    return counts;
}

Result<CountAnswer> toAnswer(const QJsonObject &json, std::size_t buckets)
{
    const auto from = apiTime(json["from"_L1].toString());
    const QJsonArray counted = json["counts"_L1].toArray();
    if (!from || std::size_t(counted.size()) != buckets)
        return failure(noHistogram());
    CountAnswer answer{{}, *from};
    for (const auto &bucket : counted)
        answer.counts.push_back(toCounts(bucket.toObject()));
    return answer;
}

Result<TimeRange> toExtent(const QJsonObject &json)
{
    if (!json.contains("from"_L1) || !json.contains("until"_L1))
        return failure(noHistogram());
    const auto from = apiTime(json["from"_L1].toString());
    const auto until = apiTime(json["until"_L1].toString());
    return from && until ? TimeRange{*from, *until} : TimeRange{};
}

} // namespace

ApiHistogram::ApiHistogram(collection::Descriptor descriptor, AdminClient &client)
    : ApiHistogram(std::move(descriptor), [&client](const QString &path, const QUrlQuery &query) {
        return client.get(path, query);
    })
{
}

ApiHistogram::ApiHistogram(collection::Descriptor descriptor, collection::ApiGet get)
    : m_descriptor(std::move(descriptor))
    , m_caller(std::move(get))
{
}

QFuture<Result<CountAnswer>> ApiHistogram::count(const CountRequest &request)
{
    const Result<QUrlQuery> filter = apiFilterQuery(m_descriptor, request.filter);
    if (!filter)
        return QtFuture::makeReadyFuture(Result<CountAnswer>(failure(filter.error())));
    return m_caller.ask<CountAnswer>(
        m_descriptor.apiPath + "/histogram"_L1, withWish(*filter, request),
        [buckets = request.edges.size() - 1, range = request.range](const QJsonObject &json) {
            return toAnswer(json, buckets).map([&](CountAnswer answer) {
                answer.from = std::clamp(answer.from, range.from, range.until);
                return answer;
            });
        });
}

QFuture<Result<TimeRange>> ApiHistogram::extent()
{
    return m_caller.ask<TimeRange>(m_descriptor.apiPath + "/extent"_L1, {}, toExtent);
}

} // namespace gatehouse::histogram
