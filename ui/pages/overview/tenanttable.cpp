#include "ui/pages/overview/tenanttable.h"

#include "models/metrics/overview.h"
#include "ui/charts/chartdata.h"
#include "ui/collection/factstable.h"
#include "ui/pages/overview/tiles.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/trenddelegate.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <map>
#include <set>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using charts::Unit;
using metrics::ChartSeries;
namespace size = widgets::size;

namespace {

enum TenantColumn { Name, Events, Failed, Share, Latency, Cost, Traffic };

/// The series of a chart; none where nothing was read.
std::vector<ChartSeries> seriesOf(const metrics::MetricsModel &model, const QString &chart)
{
    const auto &values = model.state(model.numberOf(chart)).values;
    return values ? values->series : std::vector<ChartSeries>();
}

/// One figure of each tenant, by the label's value.
class FigureByTenant
{
public:
    /// Of so many figures the one at that place.
    FigureByTenant(const std::vector<ChartSeries> &all, std::size_t figure = 0,
                   std::size_t figures = 1)
    {
        for (std::size_t at = figure; at < all.size(); at += figures) {
            if (all[at].isOther)
                m_rest = all[at].ofRange;
            else
                m_known[all[at].value] = all[at].ofRange;
        }
    }
    std::optional<double> of(const std::string &tenant) const
    {
        const auto found = m_known.find(tenant);
        return found == m_known.end() ? std::nullopt : found->second;
    }
    /// Of all but those, added up.
    std::optional<double> withoutThose(const std::set<std::string> &told) const
    {
        std::optional<double> sum = m_rest;
        for (const auto &[tenant, value] : m_known) {
            if (!told.contains(tenant) && value)
                sum = sum.value_or(0) + *value;
        }
        return sum;
    }

private:
    std::map<std::string, std::optional<double>> m_known;
    std::optional<double> m_rest;
};

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
    return {tenant.name,
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
    constexpr std::size_t figures = 3;
    const std::vector<ChartSeries> events = seriesOf(model, u"tenant-events"_s);
    const std::vector<ChartSeries> all = seriesOf(model, u"tenant-tries"_s);
    const FigureByTenant tries(all, metrics::Tries, figures);
    const FigureByTenant failed(all, metrics::FailedTries, figures);
    const FigureByTenant p95(all, metrics::P95, figures);
    const FigureByTenant cost(seriesOf(model, u"tenant-cost"_s));
    std::set<std::string> told;
    for (const ChartSeries &series : events) {
        if (!series.isOther)
            told.insert(series.value);
    }
    std::vector<TenantFacts> tenants;
    for (const ChartSeries &series : events) {
        const auto figureOf = [&](const FigureByTenant &figure) {
            return series.isOther ? figure.withoutThose(told) : figure.of(series.value);
        };
        tenants.push_back({series.name, QString::fromStdString(series.value), series.isOther,
                           series.ofRange, figureOf(tries), figureOf(failed),
                           series.isOther ? std::nullopt : p95.of(series.value), figureOf(cost),
                           series.values});
    }
    return tenants;
}

TenantTable::TenantTable(QWidget *parent)
    : TitledCard(tr("By tenant, last 24 h"), parent)
    , m_table(new FactsTable(tr("By tenant"), this))
    , m_nothing(new QLabel(tr("No event is measured yet."), this))
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
    m_nothing->setObjectName(u"noTenants"_s);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setMargin(size::pagePadding);
    body()->addWidget(m_table);
    body()->addWidget(m_nothing);
    body()->addStretch();
    connect(open, &QPushButton::clicked, this, &TenantTable::metricsAsked);
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const auto row = std::size_t(index.row());
        if (row < m_tenants.size() && !m_tenants[row].isOther)
            emit tenantAsked(m_tenants[row].value);
    });
}

void TenantTable::setTenants(const std::vector<TenantFacts> &tenants)
{
    m_tenants = tenants;
    m_nothing->setVisible(tenants.empty());
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
