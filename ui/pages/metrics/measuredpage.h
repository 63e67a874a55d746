#pragma once

#include "models/metrics/metricsmodel.h"
#include "ui/collection/livefeed.h"
#include "ui/shell/page.h"
#include "ui/widgets/displayoptions.h"

#include <memory>

namespace gatehouse::charts {
class ChartGroup;
class MetricChart;
} // namespace gatehouse::charts
namespace gatehouse::widgets {
class NoticeStrip;
}

namespace gatehouse::ui {

class NoticeBoard;

/// What a page of measures is read from. What is referred to outlives it.
struct MeasureServices
{
    std::shared_ptr<metrics::MetricSource> source;
    const Clock &clock;
    widgets::DisplayOptions &display;
    /// Between two looks for what is new; minutes are told once a minute.
    std::chrono::milliseconds interval = std::chrono::seconds(15);
};

/// A page that shows what a MetricsModel reads: nothing before somebody looks at it, while it is
/// live only as long as it is seen, and what was read stays when a later read fails, which its
/// strip says.
///
/// Keys: Escape stops reading, or takes the notice away. Object name: noticeStrip.
class MeasuredPage : public Page
{
    Q_OBJECT

public:
    MeasuredPage(const QList<metrics::Chart> &charts, const MeasureServices &services,
                 QWidget *parent);
    ~MeasuredPage() override;

    void refresh() override;
    void stop() override;
    bool isWaiting() const override { return m_isWaiting; }
    void setLive(bool live) override;
    QString statusText() const override;

protected:
    metrics::MetricsModel &model() { return m_model; }
    const metrics::MetricsModel &model() const { return m_model; }
    const widgets::DisplayOptions &display() const { return m_display; }
    NoticeBoard &board() { return *m_board; }
    /// To be placed by the page.
    widgets::NoticeStrip *strip() const { return m_strip; }
    bool wasShown() const { return m_wasShown; }
    /// A chart of the model as a card, which reads again when it is asked to, and whose files are
    /// told of.
    charts::MetricChart *makeChart(int chart, charts::ChartGroup &group, QWidget *parent);
    /// Whether it is being read, or why it could not be, is shown on the card; what was read is the
    /// caller's. nullptr: nothing yet.
    const metrics::ChartValues *showState(charts::MetricChart &card, int chart) const;

    /// Somebody looks for the first time: sets the view that is to be read. Once it is set, read()
    /// of the model follows where nothing is being read yet.
    virtual void choose() { }
    virtual void showChart(int) { }
    /// All that is read now was read; after the charts.
    virtual void showEnd() { }
    virtual void showZone() { }

    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void followWhenSeen();
    void showReading();
    void showFailure();
    bool isRead() const; ///< anything of it

    widgets::DisplayOptions &m_display;
    metrics::MetricsModel m_model;
    LiveFeed m_feed;
    QTimer m_patience; ///< until waiting is shown
    bool m_isWaiting = false;
    bool m_wasShown = false;
    bool m_isLive = false;
    bool m_hasFailed = false; ///< the strip says so
    widgets::NoticeStrip *m_strip;
    NoticeBoard *m_board;
};

} // namespace gatehouse::ui
