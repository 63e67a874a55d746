// Renders a page of charts to PNG files for the eye: gallery DIR. Built on demand only.
#include "examplecharts.h"
#include "ui/charts/metricchart.h"
#include "ui/widgets/appearance.h"

#include <QApplication>
#include <QDir>
#include <QGridLayout>
#include <QPainter>
#include <QSvgRenderer>

using namespace gatehouse;
using namespace gatehouse::charts;

namespace {

void draw(QApplication &application, widgets::SchemeChoice scheme, const QString &folder)
{
    const widgets::Appearance appearance(application, scheme);
    ChartGroup group;
    group.setTimeZone(QTimeZone(3600));
    group.setRange(examples::day().range);
    QWidget page;
    auto *grid = new QGridLayout(&page);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setSpacing(8);
    const std::vector<examples::Example> all{
        examples::traffic(), examples::latency(), examples::heat(),    examples::answers(),
        examples::backlog(), examples::burn(),    examples::models(),  examples::cost(),
        examples::cache(),   examples::areas(),   examples::traffic(), examples::traffic()};
    for (int at = 0; at < int(all.size()); ++at) {
        auto *chart = new MetricChart(all[std::size_t(at)].descriptor, group, &page);
        if (at < 10)
            chart->setData(all[std::size_t(at)].data);
        if (at == 10)
            chart->setMessage(QStringLiteral("The numbers could not be read"),
                              QStringLiteral("Postgres is away. What was read before is gone."),
                              QStringLiteral("Try again"));
        grid->addWidget(chart, at / 3, at % 3);
    }
    page.resize(1248, 4 * 240);
    page.show();
    group.setCursor(examples::dayBegin + 86 * std::chrono::minutes(15));
    QCoreApplication::processEvents();
    const QString name = scheme == widgets::SchemeChoice::Dark ? QStringLiteral("charts-dark")
                                                               : QStringLiteral("charts");
    page.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
    page.findChild<MetricChart *>(QStringLiteral("chart-latency"))
        ->save(QDir(folder).filePath(name + QStringLiteral(".svg")));
    QImage drawn(804, 456, QImage::Format_RGB32);
    QPainter painter(&drawn);
    QSvgRenderer(QDir(folder).filePath(name + QStringLiteral(".svg"))).render(&painter);
    painter.end();
    drawn.save(QDir(folder).filePath(name + QStringLiteral("-svg.png")));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral(".");
    draw(application, widgets::SchemeChoice::Light, folder);
    draw(application, widgets::SchemeChoice::Dark, folder);
    return 0;
}
