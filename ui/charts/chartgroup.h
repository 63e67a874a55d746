#pragma once

#include "ui/charts/seriescolours.h"

#include <QObject>
#include <QTimer>

namespace gatehouse::charts {

/// Which rows are asked for: those behind a point, a bar, or a cell of a heat map.
struct RowsQuestion
{
    QString chart; ///< the descriptor's id
    QString series; ///< its key; empty: all of the chart
    TimeRange range; ///< whole buckets
    double valuesFrom = notMeasured, valuesUntil = notMeasured; ///< of a cell; else not measured
};

/// What the charts of a page share: the range of time that they show, the cursor, the zone, and
/// the colours of names. Outlives its charts. GUI thread.
class ChartGroup final : public QObject
{
    Q_OBJECT

public:
    explicit ChartGroup(QObject *parent = nullptr);

    /// What is shown while nobody zooms, and the farthest that a zoom or a pan goes.
    void setRange(TimeRange range);
    TimeRange range() const { return m_range; }
    /// What is shown now: within range().
    TimeRange shown() const { return m_shown; }
    bool isZoomed() const { return m_shown != m_range; }

    /// Shows that part, cut to range(); nothing when that leaves less than a second. Who zooms by
    /// this is done: rangeChosen follows at once.
    void zoomTo(TimeRange range);
    /// Around a time that stays where it is; more than 1 zooms in. rangeChosen follows when no
    /// more of it comes.
    void zoomAt(Timestamp time, double factor);
    /// By that part of what is shown, to later times when positive. False: it is at the end.
    bool panBy(double part);
    /// Shows range() again.
    void reset();

    std::optional<Timestamp> cursor() const { return m_cursor; }
    void setCursor(std::optional<Timestamp> time);

    const QTimeZone &timeZone() const { return m_zone; }
    void setTimeZone(const QTimeZone &zone);
    bool notesShown() const { return m_notesShown; }
    void setNotesShown(bool shown);

    SeriesColours &colours() { return m_colours; }
    /// Says rowsAsked: for charts.
    void askForRows(const RowsQuestion &question) { emit rowsAsked(question); }

signals:
    void shownChanged(); ///< at every step of a zoom or pan
    void lookChanged(); ///< the zone, or whether notes are shown
    void cursorChanged();
    /// A zoom, a pan or a reset is over: finer buckets can be read.
    void rangeChosen(gatehouse::TimeRange range);
    void rowsAsked(const gatehouse::charts::RowsQuestion &question);

private:
    bool show(TimeRange range);

    TimeRange m_range, m_shown;
    std::optional<Timestamp> m_cursor;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    bool m_notesShown = true;
    SeriesColours m_colours;
    QTimer m_settled; ///< runs while more steps may come
};

} // namespace gatehouse::charts
