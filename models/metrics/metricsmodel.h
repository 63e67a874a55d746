#pragma once

#include "models/metrics/chartvalues.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace gatehouse {
class Clock;
}

namespace gatehouse::metrics {

/// What a page of charts shows, shared by all of them.
struct MetricsView
{
    std::optional<TimeRange> range; ///< nothing: so long until now
    std::chrono::microseconds span = std::chrono::hours(24);
    ChartScope scope;
    Comparison comparison = Comparison::None;
    bool operator==(const MetricsView &) const = default;
};

/// A chart as far as it is read.
struct ChartState
{
    std::optional<ChartValues> values; ///< nothing before the first answer
    /// What it is compared with: its bucket 3 belongs to bucket 3 of the values, series by their
    /// `value` and name. Its own times are those of before.
    std::optional<ChartValues> compared;
    /// What of the view the values are of; it may be another one by now.
    ChartScope scope;
    Comparison comparison = Comparison::None;
    int reading = 0; ///< counts what was read: the same number, the same values
    bool isCurrent = false; ///< the values are of the view as it is
    std::optional<Error> error; ///< of the last read, when it failed
};

/// Reads what the charts of a page show: each distinct request once, for all charts that need it.
/// What is shown stays until there is something newer; what is no longer wanted is cancelled where
/// it runs.
class MetricsModel : public QObject
{
    Q_OBJECT

public:
    /// The clock outlives the model. `pause`: between two refreshes at least, and ten times as long
    /// as reading took.
    MetricsModel(QList<Chart> charts, std::shared_ptr<MetricSource> source, const Clock &clock,
                 std::chrono::milliseconds pause = std::chrono::seconds(15),
                 QObject *parent = nullptr);
    ~MetricsModel() override;

    const MetricsView &view() const { return m_view; }
    /// Reads what of it is not read within this minute, or being read, already.
    void setView(const MetricsView &view);
    /// Whose midnights and hours buckets begin at; the machine's own at first.
    void setTimeZone(const QTimeZone &zone);
    const QTimeZone &timeZone() const { return m_zone; }
    /// Reads anew, at once.
    void read();

    const QList<Chart> &charts() const { return m_charts; }
    /// Of a chart that there is.
    int numberOf(const QString &id) const;
    const ChartState &state(int chart) const { return m_states[std::size_t(chart)]; }
    /// Of the view, when it was last read.
    const Buckets &buckets() const { return m_buckets; }
    bool isReading() const;
    /// Where values come from, and how far behind that is: "Rollups in Postgres, 40 s behind".
    /// Without the delay before the first answer, and of a range that is measured to its end.
    QString sourceText() const;
    QString sourceName() const { return m_source->name(); }
    bool countsTheGatewaysRows() const { return m_source->countsTheGatewaysRows(); }

public slots:
    /// Something may have changed (a hint, in any number): reads anew behind what is being read and
    /// a pause; not before the first read, nor after stop().
    void refresh();
    /// What refresh() put off does not begin any more.
    void dropRefresh() { m_again = false; }
    /// Gives up what is being read; what is shown stays.
    void stop();

signals:
    void chartChanged(int chart);
    /// A read began or ended.
    void readingChanged();

private:
    struct Asked;
    using SharedAsked = std::shared_ptr<Asked>;
    /// Whose answers a chart needs.
    struct Needs
    {
        SharedAsked main;
        SharedAsked compared; ///< null: it is compared with nothing
        Buckets buckets, comparedBuckets;
        bool isMet() const;
    };

    void begin(bool reuses);
    MetricRequest wishOf(const Chart &chart, std::vector<Timestamp> edges) const;
    std::vector<MetricRequest> wishesFor(const std::vector<Timestamp> &edges) const;
    void cancel(const std::vector<SharedAsked> &asked);
    SharedAsked ask(const MetricRequest &request, std::vector<SharedAsked> &former);
    SharedAsked send(const MetricRequest &request);
    void take(const SharedAsked &asked, const Result<MetricAnswer> &answer);
    void show(int chart);
    void noteDelay();
    void end();

    const QList<Chart> m_charts;
    const std::shared_ptr<MetricSource> m_source;
    const Clock &m_clock;
    const std::chrono::milliseconds m_leastPause;
    MetricsView m_view;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    Buckets m_buckets;
    std::vector<ChartState> m_states; ///< one for each chart, as m_needs
    std::vector<Needs> m_needs;
    std::vector<SharedAsked> m_asked; ///< all that the charts need
    std::optional<Timestamp> m_measuredUntil;
    bool m_isBehind = false; ///< the range goes on behind what is measured
    std::chrono::steady_clock::time_point m_began;
    QTimer m_pause;
    bool m_isStopped = true;
    bool m_again = false;
};

} // namespace gatehouse::metrics
