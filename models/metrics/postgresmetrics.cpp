#include "models/metrics/postgresmetrics.h"

#include "models/collection/sqlcondition.h"
#include "models/metrics/request.h"
#include "services/browsing/shownvalues.h"
#include "services/postgres/connection.h"
#include "services/privacy/policy.h"

#include <QCoreApplication>

namespace gatehouse::metrics {

namespace {

struct PostgresMetricsTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::PostgresMetrics)
};

/// Where several parts are added up, each has to tell all: the first of one need not be those of
/// another.
constexpr int allSeries = 10'000;

QString sourceName()
{
    return PostgresMetricsTexts::tr("Rollups in Postgres");
}

Result<browsing::MetricWish> wishOf(const MetricRequest &request)
{
    browsing::MetricWish wish{request.measure, request.by, request.most, {}, {}, {}};
    const auto conditions = collection::filterConditions(labelDescriptor(request.measure),
                                                         request.filter, wish.parameters);
    if (!conditions)
        return failure(conditions.error());
    for (const QString &condition : *conditions)
        wish.conditions.push_back(condition.toStdString());
    wish.tellsLatencies = request.tellsLatencies;
    return wish;
}

Result<MetricAnswer> readParts(postgres::Session &session, const RequestParts &parts,
                               browsing::MetricWish wish)
{
    const int most = wish.most;
    const auto masker = privacy::readMasker(session);
    if (!masker)
        return failure(masker.error());
    if (!wish.by.empty() && browsing::hidesLabel(*masker, wish.by))
        return failure(ErrorKind::Invalid,
                       PostgresMetricsTexts::tr("What you want to tell apart by is masked here."));
    const browsing::ShownValues values(*masker, wish.by);
    PartMerger merger(parts.measuredFrom);
    wish.most = parts.parts.size() > 1 ? allSeries : most;
    const auto add = [&](const RequestPart &part, auto told) -> Result<> {
        if (!told)
            return failure(told.error());
        if (!wish.by.empty())
            hideSeries(told->series, [&](const std::string &value) { return values.shows(value); });
        merger.add(part, *told);
        return {};
    };
    for (const RequestPart &part : parts.parts) {
        wish.edges = part.edges;
        const auto added = isGauge(wish.measure) ? add(part, browsing::readGauges(session, wish))
                                                 : add(part, browsing::readMetrics(session, wish));
        if (!added)
            return failure(added.error());
    }
    return std::move(merger).taken(most, !wish.by.empty());
}

} // namespace

PostgresMetrics::PostgresMetrics(postgres::Connection &connection, const Clock &clock)
    : m_connection(connection)
    , m_clock(clock)
{
}

QString PostgresMetrics::name() const
{
    return sourceName();
}

QFuture<Result<MetricAnswer>> PostgresMetrics::read(const MetricRequest &request)
{
    const auto valid = validate(request);
    auto wish = valid ? wishOf(request) : failure(valid.error());
    if (!wish)
        return QtFuture::makeReadyFuture(Result<MetricAnswer>(failure(wish.error())));
    return m_connection.run<MetricAnswer>([parts = partsOf(request, m_clock.now()),
                                           wish = std::move(*wish)](postgres::Session &session) {
        return readParts(session, parts, wish);
    });
}

} // namespace gatehouse::metrics
