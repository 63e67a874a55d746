#include "ui/pages/overview/tenanttable.h"

#include "models/metrics/overview.h"
#include "ui/charts/chartdata.h"
#include "ui/collection/factstable.h"
#include "ui/pages/overview/tiles.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/trenddelegate.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using charts::Unit;
using metrics::ChartSeries;

namespace {

enum TenantColumn { Name, Events, Failed, Share, Latency, Cost, Traffic };

/// A tenant's series of that figure; nullptr where nothing was measured for it.
const ChartSeries *seriesFor(const metrics::MetricsModel &model, const QString &chart,
                             const TenantFacts &tenant, std::size_t figure, std::size_t figures)
{
    for (int at = 0; at < int(model.charts().size()); ++at) {
        const auto &values = model.state(at).values;
        if (model.charts()[at].id != chart || !values)
            continue;
        for (std::size_t series = figure; series < values->series.size(); series += figures) {
            const ChartSeries &one = values->series[series];
            if (one.isOther == tenant.isOther && one.name == tenant.tenant)
                return &one;
        }
    }
    return nullptr;
}

std::optional<double> rangeOf(const ChartSeries *series)
{
    return series ? series->ofRange : std::nullopt;
}

QString textOf(std::optional<double> value, Unit unit)
{
    return charts::valueText(value.value_or(charts::notMeasured), unit);
}

std::optional<double> failureShare(const TenantFacts &tenant)
{
    if (!tenant.tries || !tenant.failedTries || *tenant.tries <= 0)
        return std::nullopt;
    return *tenant.failedTries / *tenant.tries * 100;
}

QStringList textsOf(const TenantFacts &tenant)
{
    return {tenant.tenant,
            textOf(tenant.events, Unit::Count),
            textOf(tenant.failedTries, Unit::Count),
            textOf(failureShare(tenant), Unit::Percent),
            textOf(tenant.p95, Unit::Milliseconds),
            textOf(tenant.cost, Unit::Dollars),
            {}};
}

QVariantList trendOf(const TenantFacts &tenant)
{
    QVariantList numbers;
    for (const std::optional<double> &value : tenant.trend)
        numbers += value.value_or(charts::notMeasured);
    return numbers;
}

} // namespace

std::vector<TenantFacts> tenantsOf(const metrics::MetricsModel &model)
{
    std::vector<TenantFacts> tenants;
    const auto events =
        std::find_if(model.charts().cbegin(), model.charts().cend(),
                     [](const metrics::Chart &chart) { return chart.id == "tenant-events"_L1; });
    const auto &values = model.state(int(events - model.charts().cbegin())).values;
    for (const ChartSeries &series : values ? values->series : std::vector<ChartSeries>()) {
        TenantFacts one;
        one.tenant = series.name;
        one.isOther = series.isOther;
        one.events = series.ofRange;
        one.trend = series.values;
        const auto tries = [&](metrics::FigureOfTenant figure) {
            return rangeOf(seriesFor(model, u"tenant-tries"_s, one, figure, 3));
        };
        one.tries = tries(metrics::Tries);
        one.failedTries = tries(metrics::FailedTries);
        one.p95 = tries(metrics::P95);
        one.cost = rangeOf(seriesFor(model, u"tenant-cost"_s, one, 0, 1));
        tenants.push_back(std::move(one));
    }
    return tenants;
}

TenantTable::TenantTable(QWidget *parent)
    : TitledCard(tr("By tenant, last 24 h"), parent)
    , m_table(new FactsTable(tr("By tenant"), this))
{
    m_table->setObjectName(u"overviewTenants"_s);
    m_table->setHeader({tr("Tenant"), tr("Events"), tr("Failed tries"), tr("Share"), tr("p95 ms"),
                        tr("AI cost"), tr("Traffic")});
    m_table->setNumbers({Events, Failed, Share, Latency, Cost});
    m_table->setWidths({96, 68, 68, 60, 60, 64});
    m_table->setItemDelegateForColumn(
        Traffic, new widgets::TrendDelegate(widgets::TrendStyle::Line, m_table));
    auto *open = new QPushButton(tr("Open in Metrics"), this);
    open->setObjectName(u"openMetrics"_s);
    controls()->addWidget(open);
    body()->addWidget(m_table);
    body()->addStretch();
    connect(open, &QPushButton::clicked, this, &TenantTable::metricsAsked);
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const auto row = std::size_t(index.row());
        if (row < m_tenants.size() && !m_tenants[row].isOther)
            emit tenantAsked(m_tenants[row].tenant);
    });
}

void TenantTable::setTenants(const std::vector<TenantFacts> &tenants)
{
    m_tenants = tenants;
    QList<QStringList> texts;
    for (const TenantFacts &tenant : tenants)
        texts += textsOf(tenant);
    m_table->setFacts(texts);
    QAbstractItemModel *model = m_table->model();
    const QColor bad = widgets::Theme::of(this).failed.text;
    for (int row = 0; row < int(tenants.size()); ++row) {
        const TenantFacts &tenant = tenants[std::size_t(row)];
        const bool isOver = failureShare(tenant) > mostFailures;
        model->setData(model->index(row, Failed), isOver ? QVariant(bad) : QVariant(),
                       Qt::ForegroundRole);
        model->setData(model->index(row, Traffic), trendOf(tenant), Qt::UserRole);
    }
}

} // namespace gatehouse::ui
