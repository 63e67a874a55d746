// ./dev bench scroll: how long a frame of the events' table takes while it is scrolled.
//   bench-scroll arriving|searching CONNINFO SECONDS
// Sixty times a second the table goes down by three rows and is painted; in between it hears of
// changes, as the window does. "searching": the rows are those that a filter finds which no index
// serves. Prints one line of JSON: times in milliseconds.
#include "models/collection/postgressource.h"
#include "models/collection/windowmodel.h"
#include "models/events/eventcollection.h"
#include "services/core/clock.h"
#include "services/postgres/connection.h"
#include "ui/collection/collectiontable.h"
#include "ui/widgets/appearance.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace Qt::StringLiterals;

namespace {

constexpr int frameInterval = 16; // ms
constexpr double droppedAfter = 1000.0 / 60;
constexpr int rowsAFrame = 3;
constexpr int hintInterval = 250; // ms, as the window takes them

/// Scrolls, and keeps how long each frame took: from the step to what was painted.
class Scroller : public QObject
{
public:
    Scroller(WindowModel &model, ui::CollectionTable &table)
        : m_model(model)
        , m_table(table)
    {
        m_frames.setTimerType(Qt::PreciseTimer);
        m_frames.setInterval(frameInterval);
        connect(&m_frames, &QTimer::timeout, this, &Scroller::paint);
    }
    void start() { m_frames.start(); }

    QJsonObject figures()
    {
        std::sort(m_times.begin(), m_times.end());
        const auto at = [this](double share) {
            return m_times.at(
                std::min(m_times.size() - 1, std::size_t(share * double(m_times.size()))));
        };
        const auto dropped = std::count_if(m_times.begin(), m_times.end(),
                                           [](double time) { return time > droppedAfter; });
        return {{u"frames"_s, qint64(m_times.size())},
                {u"p50_ms"_s, at(0.5)},
                {u"p99_ms"_s, at(0.99)},
                {u"max_ms"_s, m_times.back()},
                {u"dropped"_s, qint64(dropped)},
                {u"rows"_s, m_scrolled}};
    }

private:
    void paint()
    {
        QElapsedTimer timer;
        timer.start();
        QScrollBar *bar = m_table.verticalScrollBar();
        const int before = bar->value();
        bar->setValue(before + rowsAFrame * m_table.rowHeight(0));
        m_scrolled += bar->value() > before ? rowsAFrame : 0;
        if (bar->value() == before && m_model.isAtOldest())
            m_model.goToTop();
        m_table.viewport()->repaint();
        m_times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }

    WindowModel &m_model;
    ui::CollectionTable &m_table;
    QTimer m_frames;
    std::vector<double> m_times;
    qint64 m_scrolled = 0;
};

Filter unindexed()
{
    return {{{u"event_type"_s, Operator::Contains, {u"refund"_s}}}};
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 4) {
        std::fputs("usage: bench-scroll arriving|searching CONNINFO SECONDS\n", stderr);
        return 2;
    }
    const bool isSearching = qstrcmp(argv[1], "searching") == 0;
    const widgets::Appearance appearance(application, widgets::SchemeChoice::Light);
    const SystemClock clock;
    postgres::SessionOptions session;
    session.conninfo = argv[2];
    postgres::Connection connection(session);
    const Descriptor descriptor = events::eventCollection();
    WindowModel model(descriptor, std::make_shared<PostgresSource>(descriptor, connection), clock,
                      {});
    ui::CollectionTable table(&model);
    table.resize(1000, 800);
    table.show();
    table.fitColumns(1440);
    Scroller scroller(model, table);
    QTimer beside;
    beside.setInterval(hintInterval);
    QObject::connect(&beside, &QTimer::timeout, &model, &WindowModel::refresh);
    if (isSearching)
        model.setFilter(unindexed());
    QObject::connect(&model, &WindowModel::loaded, &scroller, [&] {
        if (!beside.isActive() && model.rowCount() > 0) {
            scroller.start();
            beside.start();
            QTimer::singleShot(std::chrono::seconds(std::atoi(argv[3])), &application,
                               &QCoreApplication::quit);
        }
    });
    QApplication::exec();
    std::puts(QJsonDocument(scroller.figures()).toJson(QJsonDocument::Compact).constData());
    return 0;
}
