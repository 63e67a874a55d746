#include "ui/collection/histogrampanel.h"

#include "models/collection/celltext.h"
#include "models/collection/statuswords.h"
#include "ui/collection/histogramchart.h"
#include "ui/collection/shapes.h"
#include "ui/collection/statusstack.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

namespace gatehouse::ui {

using histogram::Histogram;
using histogram::HistogramModel;
namespace size = widgets::size;

namespace {

constexpr int titleLine = 28;
constexpr int legendShape = 12, legendGap = 6, legendApart = 12;
constexpr int narrow = 1100, low = 800; ///< of the window

/// The statuses with their shapes, painted, so that they follow the theme.
class Legend final : public QWidget
{
public:
    explicit Legend(QWidget *parent)
        : QWidget(parent)
    {
        setObjectName(QStringLiteral("histogramLegend"));
        setFont(widgets::uiFont(widgets::TextSize::Small));
        QStringList words;
        for (const QString &status : knownStatuses())
            words += collection::statusTitle(status);
        setAccessibleName(words.join(QStringLiteral(", ")));
    }
    QSize sizeHint() const override
    {
        int width = -legendApart;
        for (const QString &status : knownStatuses())
            width += widthOf(status);
        return {width, titleLine};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setLayoutDirection(layoutDirection()); // it mirrors alignments: right is the end
        const widgets::Theme &theme = widgets::Theme::of(this);
        int x = 0;
        for (const QString &status : knownStatuses()) {
            const int across = widthOf(status);
            const QRect place = QStyle::visualRect(layoutDirection(), rect(),
                                                   QRect(x, 0, across - legendApart, height()));
            const QRect mark =
                QStyle::alignedRect(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter,
                                    QSize(legendShape, legendShape), place);
            const widgets::StatusShape shape = paintedShape(status);
            widgets::paintShape(painter, shape, mark, theme.tone(shape).text);
            painter.setPen(theme.textMuted);
            painter.drawText(place, Qt::AlignVCenter | Qt::AlignRight,
                             collection::statusTitle(status));
            x += across;
        }
    }

private:
    int widthOf(const QString &status) const
    {
        return legendShape + legendGap
            + fontMetrics().horizontalAdvance(collection::statusTitle(status)) + legendApart;
    }
};

struct HistogramTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::HistogramPanel)
};

QString stepName(TimeStep step)
{
    using Unit = TimeStep::Unit;
    switch (step.unit) {
    case Unit::Second:
        return HistogramTexts::tr("%1 s").arg(step.count);
    case Unit::Minute:
        return HistogramTexts::tr("%1 min").arg(step.count);
    case Unit::Hour:
        return HistogramTexts::tr("%1 h").arg(step.count);
    case Unit::Day:
        return HistogramTexts::tr("day");
    case Unit::Week:
        return HistogramTexts::tr("week");
    case Unit::Month:
        break;
    }
    if (step.count == 1)
        return HistogramTexts::tr("month");
    return step.count == 3 ? HistogramTexts::tr("quarter") : HistogramTexts::tr("year");
}

/// Of what is counted of them so far.
qint64 totalWithin(const Histogram &histogram, TimeRange range)
{
    qint64 total = 0;
    for (int bucket = 0; bucket < histogram.buckets.size(); ++bucket) {
        if (range.contains(histogram.buckets.bucket(bucket).from))
            total += histogram.total(bucket);
    }
    return total;
}

} // namespace

HistogramPanel::HistogramPanel(const QString &rows, const HistogramModel &model, QWidget *parent)
    : QWidget(parent)
    , m_rows(rows)
    , m_model(model)
    , m_title(new QLabel(this))
    , m_detail(new widgets::ElidedLabel({}, this))
    , m_legend(new Legend(this))
    , m_fold(new QToolButton(this))
    , m_chart(new HistogramChart(this))
{
    setObjectName(QStringLiteral("histogram"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    build();
    connect(&m_model, &HistogramModel::changed, this, &HistogramPanel::update);
    connect(m_chart, &HistogramChart::selectionChanged, this, &HistogramPanel::update);
    connect(m_fold, &QToolButton::clicked, this, [this] { setFolded(!isFolded()); });
    setFolded(false);
    update();
}

void HistogramPanel::build()
{
    m_title->setObjectName(QStringLiteral("histogramTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(widgets::uiFont(widgets::TextSize::Small, widgets::Weight::Bold));
    m_detail->setObjectName(QStringLiteral("histogramDetail"));
    m_detail->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_detail->setMuted(true);
    m_fold->setObjectName(QStringLiteral("histogramFold"));
    m_fold->setAutoRaise(true);
    m_chart->setObjectName(QStringLiteral("histogramChart"));
    auto *line = new QHBoxLayout;
    line->setContentsMargins(size::panePadding, 0, size::panePadding, 0);
    line->setSpacing(size::gapControls);
    line->addWidget(m_title);
    line->addWidget(m_detail, 1);
    line->addWidget(m_legend);
    line->addWidget(m_fold);
    line->addStrut(titleLine);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(m_chart);
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
}

bool HistogramPanel::isFolded() const
{
    return m_chart->isHidden();
}

void HistogramPanel::setFolded(bool folded)
{
    m_chart->setHidden(folded);
    m_fold->setIcon(widgets::icon(folded ? QStringLiteral("go-down") : QStringLiteral("go-up")));
    const QString what = folded ? tr("Show the chart") : tr("Hide the chart");
    m_fold->setToolTip(what);
    m_fold->setAccessibleName(what);
}

void HistogramPanel::fit(QSize window)
{
    m_legend->setHidden(window.width() < narrow);
    m_chart->setLow(window.height() < low);
}

void HistogramPanel::update()
{
    m_chart->setHistogram(m_model.histogram(), m_model.isCurrent());
    m_chart->setTimeZone(m_model.timeZone());
    const histogram::Buckets &buckets = m_model.histogram().buckets;
    m_title->setText(buckets.size() > 0
                         ? tr("%1 per %2, by status").arg(m_rows, stepName(buckets.step))
                         : tr("%1 over time, by status").arg(m_rows));
    m_detail->setText(detail());
    m_chart->setAccessibleName(m_title->text() + QStringLiteral(", ") + m_detail->text());
}

QString HistogramPanel::rangeText(TimeRange range) const
{
    const histogram::Buckets &buckets = m_model.histogram().buckets;
    const QTimeZone &zone = m_model.timeZone();
    // What ends with the last millisecond of a minute ends with the minute.
    const Timestamp until = range.until + std::chrono::microseconds(999);
    const bool withDay = buckets.range.length() > std::chrono::hours(20);
    const QString from = widgets::stepText(range.from, buckets.step, zone, withDay);
    const bool isOneDay = toDateTime(range.from, zone).date() == toDateTime(until, zone).date();
    return tr("%1 to %2", "times")
        .arg(from, widgets::stepText(until, buckets.step, zone, withDay && !isOneDay));
}

QString HistogramPanel::selectionText(TimeRange selection) const
{
    const Histogram &histogram = m_model.histogram();
    const QString total = collection::displayLocale().toString(totalWithin(histogram, selection));
    const QString text =
        histogram.countedFrom <= std::max(selection.from, histogram.buckets.range.from)
        ? tr("%1 selected: %2 (exact)")
        : tr("%1 selected: %2 so far");
    return text.arg(rangeText(selection), total);
}

QString HistogramPanel::partText() const
{
    const Histogram &histogram = m_model.histogram();
    const QString total = collection::displayLocale().toString(histogram.total());
    const TimeStep minute{TimeStep::Unit::Minute, 1};
    const QString back = widgets::stepText(histogram.countedFrom, minute, m_model.timeZone(), true);
    if (!m_model.isReading())
        return tr("%1, counted back to %2, then stopped").arg(total, back);
    const QString percent = QString::number(int(histogram.progress() * 100));
    return tr("%1 so far, counted back to %2 (%3 %)").arg(total, back, percent);
}

QString HistogramPanel::detail() const
{
    const Histogram &histogram = m_model.histogram();
    const auto selection = m_chart->selection();
    if (m_model.error())
        return tr("Not counted: %1").arg(m_model.error()->message);
    if (histogram.buckets.size() == 0 || !m_model.isCurrent())
        return m_model.isReading() ? tr("counting…") : QString();
    if (selection)
        return m_chart->hasSelection() ? selectionText(*selection)
                                       : m_chart->bucketText(m_chart->cursor());
    if (!histogram.isWhole())
        return partText();
    return tr("%1 (exact), %2", "count, times")
        .arg(collection::displayLocale().toString(histogram.total()),
             rangeText(histogram.buckets.range));
}

} // namespace gatehouse::ui
