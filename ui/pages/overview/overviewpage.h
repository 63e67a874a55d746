#pragma once

#include "models/deadletters/lettergroup.h"
#include "services/admin_api/adminclient.h"
#include "ui/charts/chartgroup.h"
#include "ui/pages/metrics/measuredpage.h"
#include "ui/pages/overview/concerns.h"

#include <functional>

class QComboBox;
class QGridLayout;
class QLabel;

namespace gatehouse::charts {
class MetricChart;
}
namespace gatehouse::collection {
class Source;
}
namespace gatehouse::widgets {
class ElidedLabel;
}

namespace gatehouse::ui {

class ConcernPanel;
class CountWatch;
class TenantTable;
class TileButton;

/// What the page is made from. What is referred to outlives it.
struct OverviewServices
{
    MeasureServices measures;
    AdminClient &api; ///< tells the groups of dead letters, and budgets
    std::shared_ptr<collection::Source> secrets; ///< rows of secretCollection()
    /// Goes to a page, and there to those rows where the filter is not empty.
    std::function<void(const QString &pageId, const collection::Filter &filter)> open = {};
};

/// Whether everything is well, in five seconds: what needs somebody, ten tiles, the traffic by
/// source and what each tenant brought, all of the last 24 hours. A tile, what needs somebody and a
/// tenant lead to the page where more is.
///
/// Object names: overviewPage, overviewHeadline, overviewComparison, overviewSource,
/// tile-<id> of each TileButton, overviewTraffic; see MeasuredPage, ConcernPanel and TenantTable.
class OverviewPage final : public MeasuredPage
{
    Q_OBJECT

public:
    explicit OverviewPage(const OverviewServices &services, QWidget *parent = nullptr);
    ~OverviewPage() override;

    QString title() const override;
    void activate() override;
    QVariantMap viewState() const override;
    void setViewState(const QVariantMap &state) override;

protected:
    void choose() override;
    void showChart(int chart) override;
    void showEnd() override;
    void showZone() override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeContent();
    QWidget *makeLower(QWidget *parent);
    void arrange();
    void countSecrets();
    void readGroups();
    void readBudgets();
    void showTiles();
    QList<Tile> currentTiles() const;
    void showTraffic();
    void openRows(const charts::RowsQuestion &question);
    void open(const QString &page, const collection::Filter &filter) const;

    OverviewServices m_services;
    charts::ChartGroup m_group;
    CountWatch *m_dueSecrets, *m_allSecrets;
    QList<deadletters::LetterGroup> m_groups;
    bool m_isReadingGroups = false;
    QList<alerts::Budget> m_budgets;
    bool m_isReadingBudgets = false;
    QTimer m_soon; ///< many answers are one picture
    int m_columns = 0;
    QLabel *m_headline = nullptr;
    QComboBox *m_comparison = nullptr;
    widgets::ElidedLabel *m_source = nullptr;
    ConcernPanel *m_concerns = nullptr;
    QGridLayout *m_grid = nullptr;
    QList<TileButton *> m_tiles;
    QGridLayout *m_lower = nullptr;
    charts::MetricChart *m_traffic = nullptr;
    TenantTable *m_tenants = nullptr;
};

} // namespace gatehouse::ui
