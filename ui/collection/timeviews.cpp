#include "ui/collection/timeviews.h"

#include "models/collection/windowmodel.h"
#include "ui/collection/collectiontable.h"
#include "ui/collection/histogramchart.h"
#include "ui/collection/histogrampanel.h"
#include "ui/collection/timerail.h"

#include <QScopedValueRollback>

namespace gatehouse::ui {

using collection::Filter;
using collection::WindowModel;
using histogram::HistogramModel;
using histogram::HistogramOptions;

namespace {

/// Chips that no rollup knows are left out, or it would count all rows there are for each filter.
HistogramOptions densityOptions()
{
    HistogramOptions options;
    options.mostBuckets = 160;
    options.span = {};
    options.fields = {QStringLiteral("status"), QStringLiteral("source"), QStringLiteral("tenant")};
    return options;
}

} // namespace

TimeViews::TimeViews(const collection::Descriptor &descriptor, const CollectionServices &services,
                     CollectionTable *table, const WindowModel &model, QWidget *page)
    : QObject(page)
    , m_descriptor(descriptor)
    , m_display(services.display)
    , m_table(table)
    , m_model(model)
    , m_histogram(descriptor, services.histogram, services.clock, {})
    , m_density(descriptor, services.histogram, services.clock, densityOptions())
    , m_panel(new HistogramPanel(descriptor.title, m_histogram, page))
    , m_rail(new TimeRail(page))
{
    m_rail->setObjectName(QStringLiteral("timeRail"));
    m_rail->setWheelTarget(table->viewport());
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const HistogramChart *chart = m_panel->chart();
    connect(chart, &HistogramChart::rangeChosen, this, &TimeViews::zoom);
    connect(chart, &HistogramChart::resetRequested, this, &TimeViews::reset);
    connect(chart, &HistogramChart::timeChosen, this, &TimeViews::timeChosen);
    connect(m_rail, &TimeRail::timeChosen, this, &TimeViews::timeChosen);
    connect(&m_density, &HistogramModel::changed, this,
            [this] { m_rail->setHistogram(m_density.histogram()); });
    connect(&m_histogram, &HistogramModel::changed, this, [this] {
        if (std::exchange(m_wasFilling, isFilling()) != isFilling())
            emit fillingChanged();
    });
    connect(table, &CollectionTable::scrolled, this, &TimeViews::showVisible);
    connect(&model, &WindowModel::loaded, this, &TimeViews::showVisible);
    connect(&m_display, &widgets::DisplayOptions::zoneChanged, this, &TimeViews::showZone);
    showZone();
    QMetaObject::invokeMethod(this, &TimeViews::refresh, Qt::QueuedConnection);
}

void TimeViews::setFilter(const Filter &filter)
{
    if (!m_isZooming)
        m_unzoomed.reset();
    m_filter = filter;
    m_histogram.setFilter(filter);
    m_density.setFilter(filter);
}

void TimeViews::setSort(const collection::Sort &sort)
{
    m_rail->setUnavailable(sort.isOwn() ? QString()
                                        : tr("The list is not sorted from new to old, so no time "
                                             "can be gone to here"));
    showVisible();
}

void TimeViews::read()
{
    m_histogram.read();
    m_density.read();
}

void TimeViews::refresh()
{
    m_histogram.refresh();
    m_density.refresh();
}

void TimeViews::stop()
{
    m_histogram.stop();
    m_density.stop();
}

bool TimeViews::isFilling() const
{
    const histogram::Histogram &shown = m_histogram.histogram();
    return m_histogram.isReading() && (!m_histogram.isCurrent() || !shown.isWhole());
}

void TimeViews::zoom(TimeRange range)
{
    const QScopedValueRollback zooming(m_isZooming, true);
    if (!m_unzoomed)
        m_unzoomed = m_filter;
    emit filterChosen(histogram::withRange(m_descriptor, m_filter, range, m_display.zone()));
}

void TimeViews::reset()
{
    const Filter before = m_unzoomed.value_or(histogram::withoutRange(m_descriptor, m_filter));
    if (before != m_filter)
        emit filterChosen(before);
}

void TimeViews::showZone()
{
    m_histogram.setTimeZone(m_display.zone());
    m_density.setTimeZone(m_display.zone());
    m_rail->setTimeZone(m_display.zone());
}

void TimeViews::showVisible()
{
    const int count = m_model.rowCount();
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    const collection::Row *newest = m_model.rowAt(std::max(0, m_table->rowAt(0)));
    const collection::Row *oldest = m_model.rowAt(last < 0 ? count - 1 : last);
    m_rail->setShown(
        newest && oldest && m_model.sort().isOwn()
            ? TimeRange{oldest->key.sort, newest->key.sort + std::chrono::microseconds(1)}
            : TimeRange{});
}

} // namespace gatehouse::ui
