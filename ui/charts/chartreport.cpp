#include "ui/charts/chartreport.h"

#include "ui/charts/metricchart.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>

namespace gatehouse::charts {

using widgets::Scheme;
using widgets::Theme;

namespace {

constexpr int pixelsPerInch = 96; ///< as on a screen, so that letters have their size
constexpr double reportMargin = 12; ///< millimetres
constexpr int reportColumns = 2, reportRows = 2, reportGap = 10;
constexpr qsizetype onPage = qsizetype(reportColumns) * reportRows;
constexpr int titleHeight = 24, lineHeight = 16;

/// Lends a chart the light theme.
class LightChart
{
public:
    explicit LightChart(MetricChart &chart)
        : m_chart(chart)
        , m_isDark(Theme::of(&chart).scheme == Scheme::Dark)
    {
        if (m_isDark)
            m_chart.setPalette(Theme::of(Scheme::Light).palette());
    }
    ~LightChart()
    {
        if (m_isDark)
            m_chart.setPalette({});
    }
    Q_DISABLE_COPY_MOVE(LightChart)

private:
    MetricChart &m_chart;
    const bool m_isDark;
};

/// What is left below it.
QRect paintReportHead(QPainter &painter, const ReportHead &head, qsizetype page, qsizetype pages,
                      QRect room)
{
    const Theme &theme = Theme::of(Scheme::Light);
    const auto draw = [&](int height, Qt::Alignment alignment, const QString &text) {
        const QString shown = painter.fontMetrics().elidedText(widgets::visibleText(text),
                                                               Qt::ElideRight, room.width());
        painter.drawText(QRect(room.left(), room.top(), room.width(), height),
                         int(alignment | Qt::AlignTop) | Qt::TextSingleLine, shown);
    };
    painter.setPen(theme.textMuted);
    painter.setFont(widgets::uiFont(widgets::TextSize::Small));
    draw(titleHeight, Qt::AlignRight, head.page.arg(page + 1).arg(pages));
    painter.setPen(theme.text);
    painter.setFont(widgets::uiFont(widgets::TextSize::PaneTitle, widgets::Weight::Bold));
    draw(titleHeight, Qt::AlignLeft, head.title);
    room.setTop(room.top() + titleHeight);
    painter.setFont(widgets::uiFont(widgets::TextSize::Small));
    painter.setPen(theme.textMuted);
    for (const QString &line : head.lines) {
        draw(lineHeight, Qt::AlignLeft, line);
        room.setTop(room.top() + lineHeight);
    }
    room.setTop(room.top() + reportGap);
    return room;
}

void paintChart(QPainter &painter, MetricChart &chart, const QRect &cell)
{
    const LightChart light(chart);
    const double scale = std::min(double(cell.width()) / std::max(chart.width(), 1),
                                  double(cell.height()) / std::max(chart.height(), 1));
    painter.save();
    painter.translate(cell.topLeft());
    painter.scale(scale, scale);
    chart.paintOn(painter);
    painter.restore();
}

void paintPage(QPainter &painter, const QList<MetricChart *> &charts, const QRect &room)
{
    const int width = (room.width() - reportGap) / reportColumns;
    const int height = (room.height() - reportGap) / reportRows;
    for (qsizetype at = 0; at < charts.size(); ++at) {
        const QPoint corner(room.left() + int(at % reportColumns) * (width + reportGap),
                            room.top() + int(at / reportColumns) * (height + reportGap));
        paintChart(painter, *charts[at], QRect(corner, QSize(width, height)));
    }
}

} // namespace

QByteArray chartReport(const ReportHead &head, const QList<MetricChart *> &charts)
{
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(head.title);
    writer.setCreator(QStringLiteral("Gatehouse"));
    writer.setResolution(pixelsPerInch);
    writer.setPageLayout({QPageSize(QPageSize::A4), QPageLayout::Landscape,
                          QMarginsF(reportMargin, reportMargin, reportMargin, reportMargin),
                          QPageLayout::Millimeter});
    QPainter painter(&writer);
    const QRect page(0, 0, writer.width(), writer.height());
    const qsizetype pages = std::max<qsizetype>((charts.size() + onPage - 1) / onPage, 1);
    for (qsizetype number = 0; number < pages; ++number) {
        if (number > 0)
            writer.newPage();
        const QRect room = paintReportHead(painter, head, number, pages, page);
        paintPage(painter, charts.mid(number * onPage, onPage), room);
    }
    painter.end();
    return pdf;
}

} // namespace gatehouse::charts
