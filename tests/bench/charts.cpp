// ./dev bench charts: how long a frame takes while a line of many points is panned at 1280x720.
//   bench-charts ours|qtcharts|qcustomplot POINTS FRAMES
// Four fifths of the points are in sight; each frame moves them by three pixels, to and fro, and
// paints. Prints one line of JSON: times in milliseconds, and of ours how many columns of pixels do
// not show their lowest or highest value. Exit 3: built without that one.
#undef QT_NO_FOREACH // for qcustomplot.h

#include "ui/charts/chartplot.h"
#include "ui/widgets/appearance.h"

#include <QApplication>
#include <QChartView>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineSeries>
#include <QValueAxis>

#ifdef GATEHOUSE_QCUSTOMPLOT
#    include <qcustomplot.h>
#endif

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <random>
#include <vector>

using namespace gatehouse;
using namespace gatehouse::charts;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int wide = 1280, tall = 720;
constexpr double inSight = 0.8, step = 3.0 / wide;
constexpr double penWidth = 1.5;
constexpr int missingPeer = 3;
constexpr int judgedEvery = 25; ///< frames
const Timestamp begin{1'795'780'800s};

/// A day's wave with noise, and now and then a peak that one point has.
std::vector<double> values(int points)
{
    std::mt19937 random(11);
    std::normal_distribution<double> noise(0, 8);
    std::uniform_int_distribution<int> chance(0, points / 50);
    std::vector<double> values;
    for (int at = 0; at < points; ++at) {
        const double wave = 200 + 100 * std::sin(20.0 * at / points);
        values.push_back(wave + noise(random) + (chance(random) == 0 ? 150 : 0));
    }
    return values;
}

/// Something that shows the points from `from` on, as a part of all of them, and paints at once.
class Contestant
{
public:
    virtual ~Contestant() = default;
    virtual void show(double from) = 0;
    virtual int peaksLost() { return 0; }
};

class Ours final : public Contestant
{
public:
    explicit Ours(const std::vector<double> &values)
        : m_plot(descriptor(), m_group)
    {
        ChartData data;
        for (std::size_t at = 0; at <= values.size(); ++at)
            data.edges.push_back(begin + at * 1min);
        data.range = {data.edges.front(), data.edges.back()};
        data.series = {{u"all"_s, u"all"_s, SeriesStyle::Line, {}, values}};
        m_group.setRange(data.range);
        m_plot.resize(wide, tall);
        m_plot.setData(data);
        m_plot.show();
        const auto length = data.range.length() * 8 / 10;
        m_group.zoomTo({begin, begin + length});
    }

    void show(double from) override
    {
        m_group.panBy((from - m_from) / inSight);
        m_from = from;
        m_plot.viewport()->repaint();
    }

    /// Of the columns of pixels those whose lowest or highest raw value is not drawn in them or
    /// beside them.
    int peaksLost() override
    {
        const PlotFrame &frame = m_plot.frame();
        const auto columns = static_cast<std::size_t>(frame.area.width());
        Extents raw(columns), drawn(columns);
        const ChartData &data = m_plot.data();
        for (int bucket = 0; bucket < data.size(); ++bucket) {
            const double value = data.series.front().values[static_cast<std::size_t>(bucket)];
            raw.add(frame.x(data.middle(bucket)) - frame.area.left(),
                    frame.values.fraction(value) * frame.area.height(), 0);
        }
        const QList<QList<QPointF>> lines = m_plot.drawnLines(0);
        for (const QList<QPointF> &line : lines) {
            for (const QPointF &point : line)
                drawn.add(point.x(), point.y(), 1);
        }
        return drawn.missing(raw);
    }

private:
    /// The lowest and the highest of each column.
    class Extents
    {
    public:
        explicit Extents(std::size_t columns)
            : m_extents(columns, {1e9, -1e9})
        {
        }
        void add(double x, double y, int around)
        {
            const int column = static_cast<int>(std::floor(x));
            for (int at = column - around; at <= column + around; ++at) {
                if (at < 0 || at >= static_cast<int>(m_extents.size()))
                    continue;
                auto &[least, most] = m_extents[static_cast<std::size_t>(at)];
                least = std::min(least, y);
                most = std::max(most, y);
            }
        }
        int missing(const Extents &raw) const
        {
            constexpr double exact = 1e-6;
            int missing = 0;
            for (std::size_t at = 0; at < m_extents.size(); ++at) {
                const auto &[least, most] = raw.m_extents[at];
                missing +=
                    least < m_extents[at].first - exact || most > m_extents[at].second + exact;
            }
            return missing;
        }

    private:
        std::vector<std::pair<double, double>> m_extents;
    };

    static ChartDescriptor descriptor() { return {u"bench"_s, u"How fast?"_s, u"per minute"_s}; }

    ChartGroup m_group;
    ChartPlot m_plot;
    double m_from = 0;
};

class PlainQtCharts final : public Contestant
{
public:
    explicit PlainQtCharts(const std::vector<double> &values)
        : m_points(double(values.size()))
        , m_across(new QValueAxis)
    {
        QList<QPointF> points;
        for (std::size_t at = 0; at < values.size(); ++at)
            points += QPointF(double(at), values[at]);
        auto *series = new QLineSeries;
        series->replace(points);
        QChart *chart = m_view.chart();
        chart->legend()->hide();
        chart->addSeries(series);
        chart->addAxis(m_across, Qt::AlignBottom);
        series->attachAxis(m_across);
        auto *upwards = new QValueAxis;
        upwards->setRange(0, 500);
        chart->addAxis(upwards, Qt::AlignLeft);
        series->attachAxis(upwards);
        series->setPen(QPen(Qt::darkBlue, penWidth));
        m_view.setRenderHint(QPainter::Antialiasing);
        m_view.resize(wide, tall);
        m_view.show();
    }

    void show(double from) override
    {
        m_across->setRange(from * m_points, (from + inSight) * m_points);
        m_view.viewport()->repaint();
    }

private:
    double m_points;
    QChartView m_view;
    QValueAxis *m_across;
};

#ifdef GATEHOUSE_QCUSTOMPLOT
class CustomPlot final : public Contestant
{
public:
    explicit CustomPlot(const std::vector<double> &values)
        : m_points(double(values.size()))
    {
        QVector<double> times;
        for (std::size_t at = 0; at < values.size(); ++at)
            times += double(at);
        m_plot.addGraph();
        m_plot.graph(0)->setPen(QPen(Qt::darkBlue, 1)); // wider ones take it ten times as long
        m_plot.graph(0)->setData(times, QVector<double>(values.begin(), values.end()), true);
        m_plot.yAxis->setRange(0, 500);
        m_plot.resize(wide, tall);
        m_plot.show();
    }

    void show(double from) override
    {
        m_plot.xAxis->setRange(from * m_points, (from + inSight) * m_points);
        m_plot.replot(QCustomPlot::rpImmediateRefresh);
    }

private:
    double m_points;
    QCustomPlot m_plot;
};
#endif

std::unique_ptr<Contestant> contestant(const QByteArray &name, int points)
{
    if (name == "ours")
        return std::make_unique<Ours>(values(points));
    if (name == "qtcharts")
        return std::make_unique<PlainQtCharts>(values(points));
#ifdef GATEHOUSE_QCUSTOMPLOT
    if (name == "qcustomplot")
        return std::make_unique<CustomPlot>(values(points));
#endif
    return nullptr;
}

QJsonObject measure(Contestant &contestant, int frames)
{
    std::vector<double> times;
    double from = 0, by = step * inSight;
    int peaksLost = 0;
    contestant.show(from); // the first reads all of it
    for (int frame = 0; frame < frames; ++frame) {
        if (from + by < 0 || from + by > 1 - inSight)
            by = -by;
        from += by;
        QElapsedTimer timer;
        timer.start();
        contestant.show(from);
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        if (frame % judgedEvery == 0)
            peaksLost += contestant.peaksLost();
        QCoreApplication::processEvents();
    }
    std::sort(times.begin(), times.end());
    const auto at = [&times](double share) {
        return times.at(std::min(times.size() - 1, std::size_t(share * double(times.size()))));
    };
    return {{u"frames"_s, frames},
            {u"p50_ms"_s, at(0.5)},
            {u"p99_ms"_s, at(0.99)},
            {u"peaks_lost"_s, peaksLost}};
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 4) {
        std::fputs("usage: bench-charts ours|qtcharts|qcustomplot POINTS FRAMES\n", stderr);
        return 2;
    }
    const widgets::Appearance appearance(application, widgets::SchemeChoice::Light);
    const auto measured = contestant(argv[1], std::atoi(argv[2]));
    if (!measured)
        return missingPeer;
    const QJsonObject figures = measure(*measured, std::atoi(argv[3]));
    std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
    return 0;
}
