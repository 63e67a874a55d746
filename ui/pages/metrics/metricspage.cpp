#include "ui/pages/metrics/metricspage.h"

#include "models/collection/celltext.h"
#include "models/metrics/usagereport.h"
#include "services/core/whendone.h"
#include "ui/charts/metricchart.h"
#include "ui/collection/noticeboard.h"
#include "ui/pages/metrics/chartlook.h"
#include "ui/pages/metrics/customertable.h"
#include "ui/pages/metrics/metricsbar.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QScrollArea>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
namespace size = widgets::size;

namespace {

constexpr int leastChartWidth = 340, chartHeight = 228;
constexpr int mostColumns = 3;

} // namespace

MetricsPage::MetricsPage(const MetricsServices &services, QWidget *parent)
    : MeasuredPage(metrics::metricCharts(), services.measures, parent)
    , m_services(services)
    , m_bar(new MetricsBar(display(), this))
{
    setObjectName(u"metricsPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(strip());
    column->addWidget(makeCharts(), 1);
    connect(m_bar, &MetricsBar::changed, this, &MetricsPage::choose);
    connect(m_bar, &MetricsBar::axisChanged, this, &MetricsPage::showAxes);
    connect(&m_group, &charts::ChartGroup::cursorChanged, this, &MetricsPage::showCursor);
    connect(&m_group, &charts::ChartGroup::rangeChosen, this, &MetricsPage::choose);
    connect(&m_group, &charts::ChartGroup::rowsAsked, this, &MetricsPage::showRows);
    connect(m_bar, &MetricsBar::notesToggled, this, &MetricsPage::readNotes);
    connect(m_bar, &MetricsBar::noteAsked, this, &MetricsPage::openNote);
    if (services.ledger) {
        m_reader = std::make_unique<metrics::NotesReader>(services.ledger);
        connect(m_reader.get(), &metrics::NotesReader::ended, this, &MetricsPage::showNotes);
    }
    makeExport();
    m_group.setTimeZone(display().zone());
    m_bar->setSource(model().sourceText());
}

MetricsPage::~MetricsPage()
{
    model().disconnect(this);
    qDeleteAll(m_charts); // before the group, which outlives them
}

QWidget *MetricsPage::makeCharts()
{
    auto *all = new QWidget(this);
    m_grid = new QGridLayout(all);
    m_grid->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    m_grid->setSpacing(size::gapControls);
    for (int chart = 0; chart < int(model().charts().size()); ++chart) {
        charts::MetricChart *card = makeChart(chart, m_group, all);
        card->setMinimumHeight(chartHeight);
        m_charts += card;
        m_drawn += 0;
    }
    // What another server counts is not what the gateway's report tells.
    if (m_services.readUsage && model().countsTheGatewaysRows()) {
        m_customers = new CustomerTable(all);
        connect(m_customers, &CustomerTable::customerAsked, this, &MetricsPage::showCustomer);
    }
    QScrollArea *scroll = widgets::makeColumnScroll(all, tr("Charts"), this);
    scroll->setObjectName(u"metricsCharts"_s);
    return scroll;
}

void MetricsPage::makeExport()
{
    m_export = new MetricsExport([this] { return shown(); }, m_services.readUsage, this);
    for (QAction *action : m_export->actions())
        m_bar->addExport(action);
    connect(m_export, &MetricsExport::begun, this, [this] {
        board().say(widgets::NoticeKind::News, tr("The gateway is asked for the usage"));
    });
    connect(m_export, &MetricsExport::saved, this,
            [this](const QString &fileName, const QString &what) {
                board().say(widgets::NoticeKind::Success, tr("The file was saved"),
                            tr("%1 (%2)", "file, what is in it").arg(fileName, what));
            });
    connect(m_export, &MetricsExport::failed, this, [this](const Error &error) {
        board().say(widgets::NoticeKind::Error, tr("The file was not saved"), error.message,
                    errorDetails(error));
    });
}

/// The end is that of the last bucket, which may lie ahead.
MetricsExport::Shown MetricsPage::shown() const
{
    const TimeRange range =
        model().buckets().size() > 0 ? model().buckets().extent() : m_group.range();
    const auto text = [&](Timestamp time) {
        return collection::exactTime(toDateTime(time, display().zone()), display().zone())
            .remove(u".000"_s);
    };
    charts::ReportHead head;
    head.title = m_services.place ? tr("Metrics of %1").arg(m_services.place()) : title();
    head.lines = {tr("%1 to %2", "times").arg(text(range.from), text(range.until)),
                  model().sourceText()};
    head.page = tr("Page %1 of %2");
    return {head, m_charts, metrics::usageQuery(range, model().view().scope.filter)};
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
    const int rows = (int(m_charts.size()) + columns - 1) / columns;
    if (m_customers)
        m_grid->addWidget(m_customers, rows, 0, 1, columns);
    for (int column = 0; column < mostColumns; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
}

void MetricsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

QString MetricsPage::title() const
{
    return tr("Metrics");
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

/// Nothing is read for a page that nobody has looked at.
void MetricsPage::choose()
{
    if (!wasShown())
        return;
    metrics::MetricsView view = model().view();
    const bool isOther = view.span != m_bar->span();
    view.span = m_bar->span();
    view.scope = m_bar->scope();
    view.comparison = m_bar->comparison();
    if (isOther)
        m_group.reset();
    view.range.reset();
    if (m_group.isZoomed())
        view.range = m_group.shown();
    model().setView(view);
}

void MetricsPage::showAxes()
{
    for (charts::MetricChart *chart : std::as_const(m_charts))
        chart->setAxis(m_bar->isLogarithmic() ? charts::AxisKind::Logarithmic
                                              : chart->descriptor().axis);
}

void MetricsPage::showChart(int chart)
{
    const metrics::ChartState &state = model().state(chart);
    charts::MetricChart *card = m_charts[chart];
    if (!showState(*card, chart))
        return;
    if (state.isCurrent && !m_group.isZoomed())
        m_group.setRange(state.values->buckets.extent());
    if (std::exchange(m_drawn[chart], state.reading) == state.reading)
        return;
    charts::ChartData data = dataOf(model().charts()[chart], state);
    const auto notes = annotationsOf(m_notes);
    std::copy_if(notes.cbegin(), notes.cend(), std::back_inserter(data.annotations),
                 [](const charts::Annotation &note) { return !note.letter.isEmpty(); });
    card->setData(data);
    const auto isUnknown = [](metrics::BucketState its) {
        return its == metrics::BucketState::NotMeasured;
    };
    if (const QString &why = state.values->notMeasured; !why.isEmpty())
        card->setMessage(tr("Not measured by %1").arg(model().sourceName()), why);
    else if (std::all_of(state.values->states.begin(), state.values->states.end(), isUnknown))
        card->setMessage(tr("Nothing of this time is measured yet"),
                         tr("A minute is told when it is over. What was before this gateway "
                            "measured it, or is no longer kept so finely, is not known."));
}

void MetricsPage::showEnd()
{
    for (charts::MetricChart *chart : std::as_const(m_charts))
        chart->setWaiting(false);
    m_bar->setSource(model().sourceText());
    showCursor();
    readNotes();
    readCustomers();
}

/// Beside the charts, which do not wait for it; once a minute, since the usage of a long time takes
/// the gateway long.
void MetricsPage::readCustomers()
{
    if (!m_customers || model().buckets().size() == 0 || !wasShown())
        return;
    const metrics::CustomerScope scope{metrics::usageDays(model().buckets().extent()),
                                       model().view().scope.filter};
    const Timestamp minute = floorTo(m_services.measures.clock.now(), std::chrono::minutes(1));
    if (m_usageAsked == scope && (m_usageMinute == minute || m_usage.isRunning()))
        return;
    m_usageAsked = scope;
    m_usageMinute = minute;
    m_usage.cancel();
    const auto query = metrics::customerQuery(scope, CustomerTable::most);
    if (!query)
        return m_customers->setMessage(query.error().message);
    m_usage = m_services.readUsage(*query);
    whenDone(m_usage, this, [this, scope, asked = m_usage](const Result<QJsonObject> &answer) {
        if (!asked.isCanceled())
            takeCustomers(scope, answer);
    });
}

void MetricsPage::takeCustomers(const metrics::CustomerScope &scope,
                                const Result<QJsonObject> &answer)
{
    const auto customers = answer.and_then(metrics::customersOf);
    m_usageShown = scope;
    if (customers)
        m_customers->setCustomers(*customers);
    else
        m_customers->setMessage(customers.error().message);
}

void MetricsPage::showCustomer(const metrics::CustomerUsage &customer)
{
    const auto calls = metrics::callsOf(customer, m_usageShown, display().zone());
    if (!calls)
        return board().say(widgets::NoticeKind::News, tr("No rows can be opened for that"),
                           calls.error().message);
    if (m_services.openFilter)
        m_services.openFilter(u"agent-events"_s, *calls);
}

void MetricsPage::readNotes()
{
    m_group.setNotesShown(m_bar->showsNotes());
    if (m_reader && m_bar->showsNotes() && wasShown())
        m_reader->read(model().buckets(), display().zone());
    else
        showNotes();
}

/// The ledger's and the breakers' in the order of time. Charts are drawn anew only for other ones.
void MetricsPage::showNotes()
{
    QList<metrics::Note> notes;
    if (m_bar->showsNotes()) {
        if (m_reader)
            notes = m_reader->notes();
        if (const auto &breakers = model().state(model().numberOf(u"breakers"_s)).values)
            notes += metrics::breakerNotes(*breakers);
    }
    std::stable_sort(notes.begin(), notes.end(),
                     [](const auto &one, const auto &other) { return one.at < other.at; });
    const bool areOther = std::exchange(m_notes, notes) != notes;
    m_bar->setNotes(annotationsOf(notes), display().zone(), notesProblem());
    if (!areOther)
        return;
    m_drawn.fill(0);
    for (int chart = 0; chart < int(m_charts.size()); ++chart)
        showChart(chart);
}

/// Why there are not all notes; empty: they are all.
QString MetricsPage::notesProblem() const
{
    if (!m_reader || !m_bar->showsNotes())
        return {};
    if (m_reader->error())
        return m_reader->error()->message;
    return m_reader->isCut()
        ? tr("of the newest %1 entries of the ledger").arg(metrics::mostNotedEntries)
        : QString();
}

/// Those that have no entry in the ledger are nowhere else.
void MetricsPage::openNote(int note)
{
    const metrics::Note &chosen = m_notes[note];
    if (m_services.openFilter && !chosen.entries.isEmpty())
        m_services.openFilter(u"ledger"_s, chosen.entries);
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
    m_group.setTimeZone(display().zone());
    showCursor();
    showNotes();
}

void MetricsPage::showRows(const charts::RowsQuestion &question)
{
    if (!model().countsTheGatewaysRows())
        return board().say(widgets::NoticeKind::News, tr("No rows can be opened for that"),
                           tr("These are counted by %1, and the gateway's lists may have others.")
                               .arg(model().sourceName()));
    const int chart = model().numberOf(question.chart);
    const auto rows =
        rowsOf(model().charts()[chart], model().state(chart), question, display().zone());
    if (!rows)
        return board().say(widgets::NoticeKind::News, tr("No rows can be opened for that"),
                           rows.error().message);
    if (m_services.openFilter)
        m_services.openFilter(rows->collection, rows->filter);
}

} // namespace gatehouse::ui
