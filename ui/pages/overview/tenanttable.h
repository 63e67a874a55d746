#pragma once

#include "models/metrics/metricsmodel.h"
#include "ui/widgets/card.h"

class QLabel;

namespace gatehouse::ui {

class FactsTable;

/// What a tenant brought and cost in the time of the page.
struct TenantFacts
{
    QString name; ///< as it is shown: "none" of events without a tenant
    QString value; ///< of a filter; empty: without a tenant
    bool isOther = false; ///< those that are not told one by one; they have no p95
    std::optional<double> events, tries, failedTries, p95, cost; ///< milliseconds, US dollars
    std::vector<std::optional<double>> trend; ///< events of each bucket
};

/// With the most events first, the others last. The model is one of overviewCharts().
std::vector<TenantFacts> tenantsOf(const metrics::MetricsModel &model);

/// Object names: overviewTenants (the table), noTenants (says so), openMetrics.
class TenantTable final : public widgets::TitledCard
{
    Q_OBJECT

public:
    explicit TenantTable(QWidget *parent = nullptr);

    void setTenants(const std::vector<TenantFacts> &tenants);

signals:
    void metricsAsked();
    /// The events of that tenant are to be shown; empty: those without one.
    void tenantAsked(const QString &tenant);

private:
    FactsTable *m_table;
    QLabel *m_nothing;
    std::vector<TenantFacts> m_tenants;
};

} // namespace gatehouse::ui
