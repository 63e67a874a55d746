#include "ui/pages/metrics/metricspage.h"

#include "services/core/clock.h"
#include "ui/charts/metricchart.h"
#include "ui/collection/noticeboard.h"
#include "ui/pages/metrics/chartlook.h"
#include "ui/pages/metrics/metricsbar.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollArea>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace size = widgets::size;

namespace {

constexpr auto patience = 150ms; ///< as a WaitBar's
constexpr int leastChartWidth = 340, chartHeight = 228;
constexpr int mostColumns = 3;

} // namespace

MetricsPage::MetricsPage(const MetricsServices &services, QWidget *parent)
    : Page(parent)
    , m_services(services)
    , m_model(metrics::metricCharts(), services.source, services.clock, services.interval)
    , m_bar(new MetricsBar(services.display, this))
{
    setObjectName(u"metricsPage"_s);
    auto *strip = new widgets::NoticeStrip(this);
    strip->setObjectName(u"noticeStrip"_s);
    m_board = new NoticeBoard(strip, services.display);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(strip);
    column->addWidget(makeCharts(), 1);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    m_feed.setPolling(true, services.interval);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_isWaiting = true;
        emit waitingChanged();
    });
    connect(&m_feed, &LiveFeed::due, &m_model, &metrics::MetricsModel::refresh);
    connect(m_board, &NoticeBoard::goodNewsChanged, this, &Page::statusTextChanged);
    connect(m_bar, &MetricsBar::changed, this, &MetricsPage::choose);
    connect(m_bar, &MetricsBar::axisChanged, this, &MetricsPage::showAxes);
    connect(&m_model, &metrics::MetricsModel::chartChanged, this, &MetricsPage::showChart);
    connect(&m_model, &metrics::MetricsModel::readingChanged, this, &MetricsPage::showReading);
    connect(&m_group, &charts::ChartGroup::cursorChanged, this, &MetricsPage::showCursor);
    connect(&m_group, &charts::ChartGroup::rangeChosen, this, &MetricsPage::choose);
    connect(&m_group, &charts::ChartGroup::rowsAsked, this, &MetricsPage::showRows);
    connect(&services.display, &widgets::DisplayOptions::zoneChanged, this, &MetricsPage::showZone);
    showZone();
    showReading();
}

MetricsPage::~MetricsPage()
{
    m_model.disconnect(this);
    qDeleteAll(m_charts); // before the group, which outlives them
}

QWidget *MetricsPage::makeCharts()
{
    auto *all = new QWidget(this);
    m_grid = new QGridLayout(all);
    m_grid->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    m_grid->setSpacing(size::gapControls);
    for (const metrics::Chart &chart : m_model.charts()) {
        auto *card = new charts::MetricChart(lookOf(chart), m_group, all);
        card->setMinimumHeight(chartHeight);
        connect(card, &charts::MetricChart::nextStepAsked, &m_model, &metrics::MetricsModel::read);
        connect(card, &charts::MetricChart::saved, this, [this](const QString &fileName) {
            m_board->say(widgets::NoticeKind::Success, tr("The chart was saved"), fileName);
        });
        connect(card, &charts::MetricChart::notSaved, this, [this](const Error &error) {
            m_board->say(widgets::NoticeKind::Error, tr("The chart was not saved"), error.message,
                         errorDetails(error));
        });
        m_charts += card;
        m_drawn += 0;
    }
    QScrollArea *scroll = widgets::makeColumnScroll(all, tr("Charts"), this);
    scroll->setObjectName(u"metricsCharts"_s);
    return scroll;
}

/// As many beside each other as have room.
void MetricsPage::arrange()
{
    const int columns = std::clamp(width() / leastChartWidth, 1, mostColumns);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int at = 0; at < int(m_charts.size()); ++at)
        m_grid->addWidget(m_charts[at], at / columns, at % columns);
    for (int column = 0; column < mostColumns; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
}

void MetricsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void MetricsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!std::exchange(m_wasShown, true))
        choose();
    followWhenSeen();
}

void MetricsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    followWhenSeen();
}

void MetricsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return Page::keyPressEvent(event);
    if (m_model.isReading())
        stop();
    else
        m_board->dismissOutcome();
}

QString MetricsPage::title() const
{
    return tr("Metrics");
}

void MetricsPage::refresh()
{
    m_model.read();
}

void MetricsPage::stop()
{
    if (!m_model.isReading())
        return;
    m_model.stop();
    m_board->say(widgets::NoticeKind::News, tr("Reading was stopped"),
                 tr("F5 reads again, and goes on with what is live."));
}

void MetricsPage::setLive(bool live)
{
    m_isLive = live;
    if (!live)
        m_model.dropRefresh();
    followWhenSeen();
}

void MetricsPage::followWhenSeen()
{
    m_feed.setOn(m_isLive && isVisible());
}

void MetricsPage::focusFilter()
{
    m_bar->openFilterMenu();
}

void MetricsPage::activate()
{
    m_charts.first()->setFocus();
}

QVariantMap MetricsPage::viewState() const
{
    return m_bar->state();
}

void MetricsPage::setViewState(const QVariantMap &state)
{
    m_bar->setState(state);
}

QString MetricsPage::statusText() const
{
    return m_board->goodNews();
}

/// Nothing is read for a page that nobody has looked at.
void MetricsPage::choose()
{
    if (!m_wasShown)
        return;
    metrics::MetricsView view = m_model.view();
    const bool isOther = view.span != m_bar->span();
    view.span = m_bar->span();
    view.scope = m_bar->scope();
    view.comparison = m_bar->comparison();
    if (isOther)
        m_group.reset();
    view.range.reset();
    if (m_group.isZoomed())
        view.range = m_group.shown();
    const bool isFirst = !isRead() && view == m_model.view();
    m_model.setView(view);
    if (isFirst)
        m_model.read();
}

bool MetricsPage::isRead() const
{
    return m_model.buckets().size() > 0;
}

void MetricsPage::showAxes()
{
    for (charts::MetricChart *chart : std::as_const(m_charts))
        chart->setAxis(m_bar->isLogarithmic() ? charts::AxisKind::Logarithmic
                                              : chart->descriptor().axis);
}

void MetricsPage::showChart(int chart)
{
    const metrics::ChartState &state = m_model.state(chart);
    charts::MetricChart *card = m_charts[chart];
    card->setWaiting(!state.isCurrent && !state.error);
    if (!state.values) {
        if (state.error)
            card->setMessage(tr("The numbers could not be read"), state.error->message,
                             tr("Try again"));
        return;
    }
    if (state.isCurrent && !m_group.isZoomed())
        m_group.setRange(state.values->buckets.extent());
    if (std::exchange(m_drawn[chart], state.reading) == state.reading)
        return;
    card->setData(dataOf(m_model.charts()[chart], state));
    const auto isUnknown = [](metrics::BucketState its) {
        return its == metrics::BucketState::NotMeasured;
    };
    if (std::all_of(state.values->states.begin(), state.values->states.end(), isUnknown))
        card->setMessage(tr("Nothing of this time is measured yet"),
                         tr("A minute is told when it is over. What was before this gateway "
                            "measured it, or is no longer kept so finely, is not known."));
}

void MetricsPage::showReading()
{
    if (m_model.isReading()) {
        if (!m_isWaiting && !m_patience.isActive())
            m_patience.start();
        return;
    }
    m_patience.stop();
    if (std::exchange(m_isWaiting, false))
        emit waitingChanged();
    for (charts::MetricChart *chart : std::as_const(m_charts))
        chart->setWaiting(false);
    m_bar->setSource(m_model.sourceText());
    showFailure();
    showCursor();
}

/// Of charts that show what was read before: those that show nothing say it themselves.
void MetricsPage::showFailure()
{
    for (int chart = 0; chart < int(m_charts.size()); ++chart) {
        const metrics::ChartState &state = m_model.state(chart);
        if (!state.values || !state.error)
            continue;
        m_hasFailed = true;
        return m_board->say(widgets::NoticeKind::Error,
                            tr("The numbers could not be read; these are from before"),
                            state.error->message, errorDetails(*state.error));
    }
    if (std::exchange(m_hasFailed, false))
        m_board->dismissOutcome();
}

/// By what is shown, which may be older than what is chosen.
void MetricsPage::showCursor()
{
    const auto cursor = m_group.cursor();
    const charts::ChartData &data = m_charts.first()->data();
    const int bucket = cursor ? data.bucketAt(*cursor) : -1;
    m_bar->setCursor(bucket < 0
                         ? QString()
                         : charts::bucketText(data.bucket(bucket), data.step, m_group.timeZone()));
}

void MetricsPage::showZone()
{
    m_group.setTimeZone(m_services.display.zone());
    m_model.setTimeZone(m_services.display.zone());
    showCursor();
}

void MetricsPage::showRows(const charts::RowsQuestion &question)
{
    const auto found =
        std::find_if(m_model.charts().cbegin(), m_model.charts().cend(),
                     [&](const metrics::Chart &chart) { return chart.id == question.chart; });
    if (found == m_model.charts().cend())
        return;
    const metrics::ChartState &state = m_model.state(int(found - m_model.charts().cbegin()));
    const auto rows = rowsOf(*found, state, question, m_services.display.zone());
    if (!rows)
        return m_board->say(widgets::NoticeKind::News, tr("No rows can be opened for that"),
                            rows.error().message);
    if (m_services.openFilter)
        m_services.openFilter(rows->collection, rows->filter);
}

} // namespace gatehouse::ui
