#include "models/metrics/overview.h"

#include "models/metrics/figures.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::metrics {

using namespace Qt::StringLiterals;

namespace {

struct OverviewTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::Chart)
};

QString eventsText()
{
    return OverviewTexts::tr("How much comes in?");
}

constexpr int mostTenants = 50; ///< by their own order, so that the table's are among them

Chart countOf(const QString &id, const std::string &measure, const std::string &by,
              const QList<Figure> &figures, ChartUnit unit = ChartUnit::Calls)
{
    Chart chart;
    chart.id = id;
    chart.measure = measure;
    chart.by = by;
    chart.unit = unit;
    chart.figures = figures;
    chart.tellsRange = true;
    chart.isCompared = false;
    return chart;
}

Chart eventsBySource()
{
    Chart chart = countOf(u"events-by-source"_s, "ingest", "source", {calls()});
    chart.question = eventsText();
    chart.kind = ChartKind::StackedAreas;
    chart.isCompared = true;
    return chart;
}

QList<Chart> tenantCharts()
{
    QList<Chart> charts{
        countOf(u"tenant-events"_s, "ingest", "tenant", {calls()}),
        countOf(u"tenant-tries"_s, "delivery", "tenant", {calls(), errors(), percentile({}, 0.95)}),
        countOf(u"tenant-cost"_s, "ai", "tenant", {cost()}, ChartUnit::UsDollars)};
    charts[0].top = tenantsTold;
    charts[1].top = charts[2].top = mostTenants;
    return charts;
}

/// Over all sources: the longest wait, and not the sum of several.
Chart oldestJob()
{
    Chart chart = countOf(u"oldest-job"_s, "oldest_job_seconds", "", {}, ChartUnit::Seconds);
    chart.kind = ChartKind::Lines;
    return chart;
}

/// Which source has how many is told, too.
Chart withRange(Chart chart)
{
    chart.tellsRange = true;
    return chart;
}

} // namespace

QList<Chart> overviewCharts()
{
    const QStringList known{u"ingest-refused"_s, u"jobs-waiting"_s, u"dead-letters"_s,
                            u"breakers"_s,       u"job-deaths"_s,   u"job-objective"_s,
                            u"ai-cost"_s};
    const QStringList compared{u"ingest-refused"_s, u"ai-cost"_s}; // by tiles that say so
    QList<Chart> charts;
    const QList<Chart> all = metricCharts();
    for (const Chart &chart : all) {
        if (known.contains(chart.id))
            charts += withRange(chart);
    }
    for (Chart &chart : charts)
        chart.isCompared = compared.contains(chart.id);
    charts += {eventsBySource(), oldestJob(),
               countOf(u"failure-share"_s, "delivery", "", {errorShare()}, ChartUnit::Share),
               countOf(u"delivery-p95"_s, "delivery", "", {percentile({}, 0.95)},
                       ChartUnit::Milliseconds)};
    return charts + tenantCharts();
}

} // namespace gatehouse::metrics
