#pragma once

#include "models/metrics/metricsmodel.h"
#include "ui/charts/chartgroup.h"
#include "ui/collection/livefeed.h"
#include "ui/shell/page.h"
#include "ui/widgets/displayoptions.h"

#include <functional>
#include <memory>

class QGridLayout;

namespace gatehouse::charts {
class MetricChart;
}

namespace gatehouse::ui {

class MetricsBar;
class NoticeBoard;

/// What the page is made from. What is referred to outlives it.
struct MetricsServices
{
    std::shared_ptr<metrics::MetricSource> source;
    const Clock &clock;
    widgets::DisplayOptions &display;
    /// Goes to those rows of another page.
    std::function<void(const QString &pageId, const collection::Filter &filter)> openFilter = {};
    /// Between two looks for what is new; minutes are told once a minute.
    std::chrono::milliseconds interval = std::chrono::seconds(15);
};

/// All charts, with one range of time, one zoom and one cursor. Who zooms sees finer steps as soon
/// as they are read; a click on a point or a bar, or a drag with Shift, opens the rows behind it.
///
/// Keys: Escape stops reading, or takes the notice away; those of a chart are ChartPlot's.
///
/// Object names: metricsPage, noticeStrip, metricsCharts (the scrolled area), chart-<id> of each
/// MetricChart; see MetricsBar.
class MetricsPage final : public Page
{
    Q_OBJECT

public:
    explicit MetricsPage(const MetricsServices &services, QWidget *parent = nullptr);
    ~MetricsPage() override;

    QString title() const override;
    void refresh() override;
    void stop() override;
    bool isWaiting() const override { return m_isWaiting; }
    void setLive(bool live) override;
    void focusFilter() override;
    void activate() override;
    QVariantMap viewState() const override;
    void setViewState(const QVariantMap &state) override;
    QString statusText() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeCharts();
    void arrange();
    void choose();
    void showAxes();
    void showChart(int chart);
    void followWhenSeen();
    void showReading();
    void showFailure();
    void showCursor();
    void showZone();
    void showRows(const charts::RowsQuestion &question);
    bool isRead() const; ///< anything of it

    MetricsServices m_services;
    metrics::MetricsModel m_model;
    charts::ChartGroup m_group;
    LiveFeed m_feed;
    QTimer m_patience; ///< until waiting is shown
    bool m_isWaiting = false;
    bool m_wasShown = false;
    bool m_isLive = false;
    bool m_hasFailed = false; ///< the strip says so
    QList<int> m_drawn; ///< of each chart: ChartState::reading
    int m_columns = 0;
    MetricsBar *m_bar;
    NoticeBoard *m_board;
    QGridLayout *m_grid = nullptr;
    QList<charts::MetricChart *> m_charts;
};

} // namespace gatehouse::ui
