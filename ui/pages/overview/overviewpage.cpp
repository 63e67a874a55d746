#include "ui/pages/overview/overviewpage.h"

#include "models/collection/source.h"
#include "models/metrics/overview.h"
#include "services/core/whendone.h"
#include "ui/charts/metricchart.h"
#include "ui/collection/countwatch.h"
#include "ui/collection/noticeboard.h"
#include "ui/pages/metrics/chartlook.h"
#include "ui/pages/overview/concernpanel.h"
#include "ui/pages/overview/tenanttable.h"
#include "ui/pages/overview/tilebutton.h"
#include "ui/pages/secrets/secretspage.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using metrics::Comparison;
namespace size = widgets::size;

namespace {

constexpr int leastTileWidth = 204, mostTileColumns = 5;
constexpr int twoColumnsFrom = 1100; ///< the chart and the table beside each other
constexpr int trafficHeight = 300;
constexpr int shownConcerns = 3; ///< the tiles tell the others
constexpr auto sourcesToldOneByOne = 4;

QString trafficId()
{
    return u"events-by-source"_s;
}

} // namespace

OverviewPage::OverviewPage(const OverviewServices &services, QWidget *parent)
    : MeasuredPage(metrics::overviewCharts(), services.measures, parent)
    , m_services(services)
    , m_dueSecrets(new CountWatch(services.secrets, dueSecrets(), this))
    , m_allSecrets(new CountWatch(services.secrets, activeSecrets(), this))
{
    setObjectName(u"overviewPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(strip());
    column->addWidget(makeContent(), 1);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &OverviewPage::showTiles);
    for (const CountWatch *watch : {m_dueSecrets, m_allSecrets})
        connect(watch, &CountWatch::counted, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_group, &charts::ChartGroup::rowsAsked, this, &OverviewPage::openRows);
    connect(&model(), &metrics::MetricsModel::readingChanged, this, [this] {
        if (model().isReading()) {
            countSecrets();
            readGroups();
            readBudgets();
        }
    });
    m_group.setTimeZone(display().zone());
    showTiles();
}

OverviewPage::~OverviewPage()
{
    model().disconnect(this);
    delete m_traffic; // before the group, which outlives it
}

QWidget *OverviewPage::makeHead()
{
    auto *head = new QWidget(this);
    m_headline = new QLabel(head);
    m_headline->setObjectName(u"overviewHeadline"_s);
    m_headline->setTextFormat(Qt::PlainText);
    m_headline->setFont(widgets::uiFont(widgets::TextSize::PaneTitle, widgets::Weight::Bold));
    m_source = new widgets::ElidedLabel({}, head);
    m_source->setObjectName(u"overviewSource"_s);
    m_source->setMuted(true);
    m_comparison = new QComboBox(head);
    m_comparison->setObjectName(u"overviewComparison"_s);
    m_comparison->setAccessibleName(tr("Compared with"));
    m_comparison->addItem(tr("Compared with the day before"), int(Comparison::DayBefore));
    m_comparison->addItem(tr("Compared with a week before"), int(Comparison::LastWeek));
    connect(m_comparison, &QComboBox::currentIndexChanged, this, &OverviewPage::choose);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(size::panePadding, 0, size::panePadding, 0);
    row->setSpacing(size::gapGroups);
    row->addWidget(m_headline);
    row->addWidget(m_source, 1);
    row->addWidget(m_comparison);
    head->setFixedHeight(size::filterBar);
    return head;
}

QWidget *OverviewPage::makeContent()
{
    auto *all = new QWidget(this);
    m_concerns = new ConcernPanel(all);
    m_concerns->setTabOrderBehind(m_comparison);
    connect(m_concerns, &ConcernPanel::opened, this,
            [this](const Concern &concern) { open(concern.page, concern.filter); });
    auto *tiles = new QWidget(all);
    for (const Tile &tile : currentTiles()) {
        auto *button = new TileButton(tiles);
        button->setObjectName(u"tile-"_s + tile.id);
        connect(button, &TileButton::clicked, this,
                [this, button] { open(button->tile().page, button->tile().filter); });
        m_tiles += button;
    }
    m_grid = new QGridLayout(tiles);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(size::panePadding);
    auto *column = new QVBoxLayout(all);
    column->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    column->setSpacing(size::panePadding);
    column->addWidget(m_concerns);
    column->addWidget(tiles);
    column->addWidget(makeLower(all), 1);
    return widgets::makeColumnScroll(all, tr("Overview"), this);
}

/// The traffic, and who brings it.
QWidget *OverviewPage::makeLower(QWidget *parent)
{
    auto *lower = new QWidget(parent);
    m_traffic = makeChart(model().numberOf(trafficId()), m_group, lower);
    m_traffic->setObjectName(u"overviewTraffic"_s);
    m_traffic->setMinimumHeight(trafficHeight);
    m_tenants = new TenantTable(lower);
    m_lower = new QGridLayout(lower);
    m_lower->setContentsMargins(0, 0, 0, 0);
    m_lower->setSpacing(size::panePadding);
    connect(m_tenants, &TenantTable::metricsAsked, this, [this] { open(u"metrics"_s, {}); });
    connect(m_tenants, &TenantTable::tenantAsked, this, [this](const QString &tenant) {
        open(u"events"_s, ofTheDay(u"received_at"_s, filterOf(u"tenant"_s, {tenant})));
    });
    return lower;
}

QString OverviewPage::title() const
{
    return tr("Overview");
}

void OverviewPage::activate()
{
    m_tiles.first()->setFocus();
}

QVariantMap OverviewPage::viewState() const
{
    return {{u"comparison"_s, m_comparison->currentData()}};
}

void OverviewPage::setViewState(const QVariantMap &state)
{
    const int known = m_comparison->findData(state.value(u"comparison"_s));
    if (known >= 0)
        m_comparison->setCurrentIndex(known);
}

void OverviewPage::choose()
{
    if (!wasShown())
        return;
    metrics::MetricsView view = model().view();
    view.span = 24h;
    view.scope.top = sourcesToldOneByOne;
    view.comparison = Comparison(m_comparison->currentData().toInt());
    model().setView(view);
}

void OverviewPage::showEvent(QShowEvent *event)
{
    MeasuredPage::showEvent(event);
    arrange();
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    MeasuredPage::resizeEvent(event);
    arrange();
}

/// As many tiles beside each other as have room.
void OverviewPage::arrange()
{
    const bool isWide = width() >= twoColumnsFrom;
    m_lower->addWidget(m_traffic, 0, 0);
    m_lower->addWidget(m_tenants, isWide ? 0 : 1, isWide ? 1 : 0);
    m_lower->setColumnStretch(0, 1);
    m_lower->setColumnStretch(1, isWide ? 1 : 0);
    const int columns =
        std::clamp((width() - 2 * size::panePadding) / leastTileWidth, 1, mostTileColumns);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int at = 0; at < int(m_tiles.size()); ++at)
        m_grid->addWidget(m_tiles[at], at / columns, at % columns);
    for (int column = 0; column < mostTileColumns; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
}

void OverviewPage::countSecrets()
{
    m_dueSecrets->refresh();
    m_allSecrets->refresh();
}

/// Without them the tile tells the number alone.
void OverviewPage::readGroups()
{
    if (std::exchange(m_isReadingGroups, true))
        return;
    whenDone(m_services.api.get(u"dlq/groups"_s), this, [this](const Result<QJsonObject> &answer) {
        m_isReadingGroups = false;
        m_groups = answer ? deadletters::letterGroups(*answer) : QList<deadletters::LetterGroup>();
        m_soon.start();
    });
}

/// Without them the tile has no verdict.
void OverviewPage::readBudgets()
{
    if (std::exchange(m_isReadingBudgets, true))
        return;
    whenDone(m_services.api.get(u"budgets"_s), this, [this](const Result<QJsonObject> &answer) {
        m_isReadingBudgets = false;
        m_budgets = answer ? alerts::budgetsOf(*answer) : QList<alerts::Budget>();
        m_soon.start();
    });
}

void OverviewPage::showChart(int chart)
{
    m_soon.start();
    if (chart == model().numberOf(trafficId()))
        showTraffic();
}

void OverviewPage::showTraffic()
{
    const int number = model().numberOf(trafficId());
    const metrics::ChartState &state = model().state(number);
    if (!showState(*m_traffic, number))
        return;
    m_group.setRange(state.values->buckets.extent());
    m_traffic->setData(dataOf(model().charts()[number], state));
}

void OverviewPage::showEnd()
{
    m_traffic->setWaiting(false);
    m_source->setText(model().sourceText());
    m_soon.start();
}

void OverviewPage::showZone()
{
    m_group.setTimeZone(display().zone());
    m_soon.start();
}

QList<Tile> OverviewPage::currentTiles() const
{
    QList<Tile> tiles = tilesOf(model());
    for (Tile &tile : tiles)
        tile = judgedBy(m_budgets, std::move(tile));
    return tiles + QList<Tile>{secretsTile(m_dueSecrets->count(), m_allSecrets->count())};
}

void OverviewPage::showTiles()
{
    const QList<Tile> tiles = currentTiles();
    for (qsizetype at = 0; at < tiles.size(); ++at)
        m_tiles[at]->setTile(tiles[at]);
    m_headline->setText(headline(tiles));
    m_tenants->setTenants(tenantsOf(model()));
    m_concerns->setConcerns(concernsOf(tiles, m_groups, display().zone()).mid(0, shownConcerns));
}

void OverviewPage::openRows(const charts::RowsQuestion &question)
{
    const int number = model().numberOf(trafficId());
    const auto rows =
        rowsOf(model().charts()[number], model().state(number), question, display().zone());
    if (rows)
        open(rows->collection, rows->filter);
    else
        board().say(widgets::NoticeKind::News, tr("No rows can be opened for that"),
                    rows.error().message);
}

void OverviewPage::open(const QString &page, const collection::Filter &filter) const
{
    if (m_services.open)
        m_services.open(page, filter);
}

} // namespace gatehouse::ui
