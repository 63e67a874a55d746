#pragma once

#include "models/histogram/histogrammodel.h"
#include "ui/collection/collectionservices.h"

#include <QObject>

namespace gatehouse::collection {
class WindowModel;
}

namespace gatehouse::ui {

class CollectionTable;
class HistogramPanel;
class TimeRail;

/// A list's rows over time: the histogram over its page and the rail beside its table. Neither
/// changes the page by itself; they ask for it.
class TimeViews final : public QObject
{
    Q_OBJECT

public:
    /// Table and model outlive it; the widgets belong to `page`. `services` has a histogram.
    TimeViews(const collection::Descriptor &descriptor, const CollectionServices &services,
              CollectionTable *table, const collection::WindowModel &model, QWidget *page);

    HistogramPanel *panel() const { return m_panel; }
    TimeRail *rail() const { return m_rail; }
    void setFilter(const collection::Filter &filter);
    /// In another order than the list's own the rail goes nowhere, and says why.
    void setSort(const collection::Sort &sort);
    /// Reads anew, at once.
    void read();
    /// What is shown is not yet all that there is to count.
    bool isFilling() const;

public slots:
    /// Something may have changed, in any number; reads now and then.
    void refresh();
    void stop();

signals:
    void filterChosen(const gatehouse::collection::Filter &filter);
    void timeChosen(gatehouse::Timestamp time);
    void fillingChanged();

private:
    void zoom(TimeRange range);
    void reset();
    void showZone();
    void showVisible();

    const collection::Descriptor m_descriptor;
    const widgets::DisplayOptions &m_display;
    CollectionTable *m_table;
    const collection::WindowModel &m_model;
    histogram::HistogramModel m_histogram;
    histogram::HistogramModel m_density; ///< of the whole list, for the rail
    HistogramPanel *m_panel;
    TimeRail *m_rail;
    collection::Filter m_filter;
    std::optional<collection::Filter> m_unzoomed; ///< as it was before the first zoom
    bool m_isZooming = false;
    bool m_wasFilling = false;
};

} // namespace gatehouse::ui
