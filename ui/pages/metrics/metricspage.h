#pragma once

#include "models/metrics/notes.h"
#include "models/metrics/usagereport.h"
#include "ui/charts/chartgroup.h"
#include "ui/pages/metrics/measuredpage.h"
#include "ui/pages/metrics/metricsexport.h"

#include <functional>

class QGridLayout;

namespace gatehouse::charts {
class MetricChart;
}

namespace gatehouse::ui {

class CustomerTable;
class MetricsBar;

/// What the page is made from. What is referred to outlives it.
struct MetricsServices
{
    MeasureServices measures;
    std::shared_ptr<collection::Source> ledger = nullptr; ///< tells what happened; nullptr: nobody
    ReadUsage readUsage = {};
    std::function<QString()> place = {}; ///< "production, hooks-eu": of a report's title
    /// Goes to those rows of another page.
    std::function<void(const QString &pageId, const collection::Filter &filter)> openFilter = {};
};

/// All charts, with one range of time, one zoom and one cursor. Who zooms sees finer steps as soon
/// as they are read; a click on a point or a bar, or a drag with Shift, opens the rows behind it.
///
/// Keys: those of a chart are ChartPlot's. Object names: metricsPage, metricsCharts (the scrolled
/// area), chart-<id> of each MetricChart; see MetricsBar and CustomerTable.
class MetricsPage final : public MeasuredPage
{
    Q_OBJECT

public:
    explicit MetricsPage(const MetricsServices &services, QWidget *parent = nullptr);
    ~MetricsPage() override;

    QString title() const override;
    void focusFilter() override;
    void activate() override;
    QList<QAction *> pageActions() const override { return m_export->actions(); }
    QVariantMap viewState() const override;
    void setViewState(const QVariantMap &state) override;

protected:
    void choose() override;
    void showChart(int chart) override;
    void showEnd() override;
    void showZone() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeCharts();
    void makeExport();
    MetricsExport::Shown shown() const;
    void arrange();
    void showAxes();
    void showCursor();
    void readNotes();
    void readCustomers();
    void takeCustomers(const metrics::CustomerScope &scope, const Result<QJsonObject> &answer);
    void showCustomer(const metrics::CustomerUsage &customer);
    void showNotes();
    QString notesProblem() const;
    void openNote(int note);
    void showRows(const charts::RowsQuestion &question);

    MetricsServices m_services;
    charts::ChartGroup m_group;
    std::unique_ptr<metrics::NotesReader> m_reader; ///< null: nobody tells what happened
    QList<metrics::Note> m_notes; ///< as they stand on the charts
    QList<int> m_drawn; ///< of each chart: ChartState::reading
    int m_columns = 0;
    MetricsBar *m_bar;
    MetricsExport *m_export = nullptr;
    QGridLayout *m_grid = nullptr;
    QList<charts::MetricChart *> m_charts;
    CustomerTable *m_customers = nullptr; ///< null: nobody tells what they used
    QFuture<Result<QJsonObject>> m_usage; ///< what is asked for them now
    std::optional<metrics::CustomerScope> m_usageAsked; ///< of what is asked for, or was last
    Timestamp m_usageMinute; ///< in which it was asked
    metrics::CustomerScope m_usageShown; ///< of the customers that are shown
};

} // namespace gatehouse::ui
