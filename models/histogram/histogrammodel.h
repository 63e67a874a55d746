#pragma once

#include "models/histogram/source.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace gatehouse::histogram {

/// Rows over time, as far as they are counted.
struct Histogram
{
    Buckets buckets;
    std::vector<StatusCounts> counts; ///< one for each bucket
    Timestamp countedFrom; ///< what is older is not counted yet

    bool isWhole() const { return countedFrom <= buckets.range.from; }
    /// The bucket is counted to its beginning; it may be zero only then.
    bool isCounted(int bucket) const { return countedFrom <= buckets.counted(bucket).from; }
    /// How much of the range is counted, 0 to 1.
    double progress() const;
    qint64 total() const;
    qint64 total(int bucket) const;
};

/// How a HistogramModel reads.
struct HistogramOptions
{
    int mostBuckets = 100; ///< about
    /// The length of the range where no chip says from when on; zero: back to the oldest row of the
    /// whole list.
    std::chrono::microseconds span = std::chrono::hours(24);
    /// Chips of other columns are left out; empty: all count.
    QStringList fields = {};
    /// How long a part that is counted row by row should take.
    std::chrono::milliseconds sliceTakes{150};
    /// Between two refreshes at least, and ten times as long as reading took.
    std::chrono::milliseconds pause{1000};
};

/// Counts rows by time and status for a filter, from new to old in parts as long as it takes, and
/// keeps what it had until it has something newer. The range is the filter's chips', else the last
/// so many hours. What is no longer wanted is cancelled where it runs.
class HistogramModel : public QObject
{
    Q_OBJECT

public:
    /// The clock outlives the model.
    HistogramModel(collection::Descriptor descriptor, std::shared_ptr<HistogramSource> source,
                   const Clock &clock, HistogramOptions options, QObject *parent = nullptr);
    ~HistogramModel() override;

    const collection::Filter &filter() const { return m_filter; }
    void setFilter(const collection::Filter &filter);
    /// Whose midnights and hours buckets begin at; the machine's own at first.
    void setTimeZone(const QTimeZone &zone);
    const QTimeZone &timeZone() const { return m_zone; }
    /// Reads anew, at once.
    void read();

    /// Empty before the first answer. Of the filter before as long as isCurrent() is false.
    const Histogram &histogram() const { return m_shown; }
    bool isCurrent() const { return m_isCurrent; }
    bool isReading() const { return m_isReading; }
    /// stop() was called before the histogram was whole.
    bool isStopped() const { return m_isStopped; }
    /// Of the last read that failed; nothing after a success.
    const std::optional<Error> &error() const { return m_error; }

public slots:
    /// Something may have changed (a hint, in any number): reads anew behind what is being read and
    /// a pause; not after stop().
    void refresh();
    /// Gives up what is being read; what is counted stays.
    void stop();

signals:
    /// The histogram, or how it stands.
    void changed();

private:
    void cancel();
    void begin(bool keepsShown);
    void begin(TimeRange range, const collection::Filter &filter);
    void readExtent(const TimeFilter &timed);
    void readPart();
    void take(const CountAnswer &answer);
    void adjustSlice(std::chrono::steady_clock::duration took);
    void show();
    void end(std::optional<Error> error);
    TimeFilter timeFilter() const;

    const collection::Descriptor m_descriptor;
    const std::shared_ptr<HistogramSource> m_source;
    const Clock &m_clock;
    const HistogramOptions m_options;
    collection::Filter m_filter;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    Histogram m_shown;
    Histogram m_filling;
    CountRequest m_request; ///< its range is what is not counted yet
    QFuture<Result<CountAnswer>> m_answer;
    QFuture<Result<TimeRange>> m_extent;
    std::chrono::steady_clock::time_point m_began;
    QTimer m_pause;
    std::optional<Error> m_error;
    int m_generation = 0; ///< answers of another one are not waited for any more
    bool m_keepsShown = false; ///< until the new one is whole
    bool m_isCurrent = true;
    bool m_isReading = false;
    bool m_isStopped = false;
    bool m_again = false;
};

} // namespace gatehouse::histogram
