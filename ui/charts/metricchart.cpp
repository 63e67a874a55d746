#include "ui/charts/metricchart.h"

#include "ui/charts/chartlegend.h"
#include "ui/charts/chartplot.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/waitbar.h"
#include "ui/widgets/wrappinglabel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace gatehouse::charts {

using namespace Qt::StringLiterals;
namespace size = widgets::size;

namespace {

constexpr int headHeight = 20;
constexpr int alwaysTold = 3; ///< series of the legend that are not left out

} // namespace

MetricChart::MetricChart(const ChartDescriptor &descriptor, ChartGroup &group, QWidget *parent)
    : Card(parent)
    , m_descriptor(descriptor)
    , m_group(group)
    , m_title(new widgets::ElidedLabel(descriptor.title(), this))
    , m_menu(new QToolButton(this))
    , m_legend(new ChartLegend(this))
    , m_plot(new ChartPlot(descriptor, group, this))
    , m_stack(new QStackedWidget(this))
    , m_wait(new widgets::WaitBar(this))
{
    setObjectName("chart-"_L1 + descriptor.id);
    setAccessibleName(descriptor.title());
    m_plot->setObjectName(u"plot"_s);
    setFocusProxy(m_plot);
    m_legend->setObjectName(u"legend"_s);
    m_stack->addWidget(m_plot);
    m_stack->addWidget(makeMessage());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 4);
    column->setSpacing(0);
    addHead(*column);
    column->addWidget(m_legend);
    column->addWidget(m_wait);
    column->addWidget(m_stack, 1);
    connect(&group, &ChartGroup::cursorChanged, this, &MetricChart::showLegend);
    connect(m_plot, &ChartPlot::recoloured, this, &MetricChart::showLegend);
    setMessage(tr("Nothing to show yet"), tr("What was measured appears here once it is read."));
}

void MetricChart::addHead(QBoxLayout &column)
{
    m_title->setObjectName(u"chartTitle"_s);
    m_title->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    addMenu(*head);
    column.addLayout(head);
}

void MetricChart::addMenu(QBoxLayout &head)
{
    m_menu->setObjectName(u"chartMenu"_s);
    m_menu->setIcon(widgets::icon(u"overflow-menu"_s));
    m_menu->setAccessibleName(tr("Save %1").arg(m_descriptor.title()));
    m_menu->setToolTip(tr("Save this chart"));
    m_menu->setAutoRaise(true);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setFixedSize(size::controlSmall, headHeight);
    QSizePolicy policy = m_menu->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_menu->setSizePolicy(policy);
    auto *menu = new QMenu(m_menu);
    menu->addAction(tr("Save as a picture (PNG)\u2026"), this,
                    [this] { askWhere(ChartFormat::Png); });
    menu->addAction(tr("Save as a drawing (SVG)\u2026"), this,
                    [this] { askWhere(ChartFormat::Svg); });
    menu->addAction(tr("Save its numbers (CSV)\u2026"), this,
                    [this] { askWhere(ChartFormat::Csv); });
    m_menu->setMenu(menu);
    head.addWidget(m_menu);
}

QWidget *MetricChart::makeMessage()
{
    auto *message = new QWidget(this);
    message->setObjectName(u"chartMessage"_s);
    m_messageTitle = widgets::makeWrappingLabel({}, message);
    m_messageTitle->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
    m_messageText = widgets::makeWrappingLabel({}, message);
    m_messageText->setForegroundRole(QPalette::PlaceholderText);
    m_messageButton = new QPushButton(message);
    m_messageButton->setObjectName(u"chartNextStep"_s);
    widgets::setSmall(m_messageButton);
    connect(m_messageButton, &QPushButton::clicked, this, &MetricChart::nextStepAsked);
    auto *column = new QVBoxLayout(message);
    column->setContentsMargins(0, size::panePadding, 0, size::panePadding);
    column->setSpacing(4);
    column->addStretch(1);
    column->addWidget(m_messageTitle);
    column->addWidget(m_messageText);
    column->addWidget(m_messageButton, 0, Qt::AlignLeading);
    column->addStretch(2);
    return message;
}

void MetricChart::setMessage(const QString &title, const QString &text, const QString &button)
{
    m_messageTitle->setText(title);
    m_messageText->setText(text);
    m_messageButton->setText(button);
    m_messageButton->setVisible(!button.isEmpty());
    m_stack->setCurrentIndex(1);
    setAccessibleDescription(title + u' ' + text);
    showLegend();
}

bool MetricChart::showsMessage() const
{
    return m_stack->currentIndex() == 1;
}

void MetricChart::showTitle()
{
    m_title->setText(
        m_descriptor.isPerBucket && data().size() > 0
            ? tr("%1 per %2", "USD, 15 min").arg(m_descriptor.title(), stepName(data().step))
            : m_descriptor.title());
}

void MetricChart::setData(const ChartData &data)
{
    m_plot->setData(data);
    showTitle();
    if (data.isEmpty()) {
        setMessage(tr("There was nothing in this time"),
                   tr("Choose a longer range of time, or another filter."));
        return;
    }
    m_stack->setCurrentIndex(0);
    setAccessibleDescription(m_plot->accessibleDescription());
    showLegend();
}

const ChartData &MetricChart::data() const
{
    return m_plot->data();
}

void MetricChart::setAxis(AxisKind axis)
{
    m_plot->setAxis(axis);
}

void MetricChart::setWaiting(bool waiting)
{
    m_wait->setWaiting(waiting);
}

int MetricChart::legendBucket() const
{
    const int bucket = m_plot->cursorBucket();
    return bucket >= 0 ? bucket : data().lastWhole();
}

void MetricChart::showLegend()
{
    QList<ChartLegend::Entry> entries;
    const int bucket = showsMessage() ? -1 : legendBucket();
    const HeatMap &heat = data().heat;
    ChartLegend::Ramp ramp;
    if (bucket >= 0 && heat.rows() > 0)
        ramp = {m_plot->frame().theme->heat.mid(1), u"1"_s, valueText(heat.most(), Unit::Count)};
    for (int at = 0; bucket >= 0 && at < static_cast<int>(data().series.size()); ++at) {
        const Series &series = data().series[static_cast<std::size_t>(at)];
        const bool isComparison = series.style == SeriesStyle::Comparison;
        const auto swatch = ChartData::isStacked(series.style) ? ChartLegend::Swatch::Box
                                                               : ChartLegend::Swatch::Line;
        const double value = series.values[static_cast<std::size_t>(bucket)];
        entries += {series.name,
                    valueText(value, m_descriptor.unit),
                    swatch,
                    m_plot->colour(at),
                    isComparison ? QList<double>{2, 3} : dashesOf(at),
                    isComparison || at >= alwaysTold};
    }
    const auto isPart = [](const Series &series) {
        return series.style != SeriesStyle::Comparison;
    };
    const auto parts = std::count_if(data().series.begin(), data().series.end(), isPart);
    if (bucket >= 0 && !m_descriptor.sumName.isEmpty() && (parts > 1 || heat.rows() > 0))
        entries +=
            {m_descriptor.sumName,
             valueText(data().sum(bucket), heat.rows() > 0 ? Unit::Count : m_descriptor.unit)};
    for (const LegendFact &fact : data().facts) {
        if (bucket >= 0)
            entries += {fact.name, fact.text};
    }
    m_legend->setRamp(ramp);
    m_legend->setEntries(entries);
}

QByteArray MetricChart::exported(ChartFormat format)
{
    if (format == ChartFormat::Csv)
        return chartCsv(m_descriptor, data());
    QByteArray picture;
    withoutControls([&] {
        picture = format == ChartFormat::Png
            ? widgetPng(*this)
            : widgetSvg(*this, m_descriptor.title(), accessibleDescription());
    });
    return picture;
}

void MetricChart::paintOn(QPainter &painter)
{
    withoutControls([&] { render(&painter, {}, {}, QWidget::DrawChildren); });
}

void MetricChart::withoutControls(const std::function<void()> &paint)
{
    const bool hadFocus = m_menu->hasFocus();
    m_menu->hide();
    m_plot->setFocusShown(false);
    paint();
    m_plot->setFocusShown(true);
    m_menu->show();
    if (hadFocus)
        m_menu->setFocus();
}

Result<> MetricChart::save(const QString &fileName)
{
    const auto format = formatOf(fileName);
    if (!format)
        return failure(
            ErrorKind::Invalid,
            tr("A chart is saved as .png, .svg or .csv: end the name with one of them."));
    return writeFile(fileName, exported(*format));
}

void MetricChart::askWhere(ChartFormat format)
{
    askForFile(this, u"chartFiles"_s, tr("Save the chart"),
               m_descriptor.id + u'.' + formatName(format), [this](const QString &fileName) {
                   const Result<> written = save(fileName);
                   if (written)
                       emit saved(fileName);
                   else
                       emit notSaved(written.error());
               });
}

} // namespace gatehouse::charts
