#include "models/deadletters/deadlettercollection.h"
#include "models/deliveries/deliverycollection.h"
#include "models/events/eventcollection.h"
#include "models/jobs/jobcollection.h"
#include "models/metrics/overview.h"
#include "models/secrets/secretcollection.h"
#include "tests/models/metrics/support/fakemetrics.h"
#include "tests/support/manualclock.h"
#include "ui/pages/overview/tenanttable.h"
#include "ui/pages/overview/tiles.h"

#include <QTest>

#include <algorithm>

using namespace gatehouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using browsing::GaugeSeries;
using browsing::MetricCell;
using browsing::MetricSeries;
using metrics::MetricRequest;
using ui::Tile;
using widgets::StatusShape;

namespace {

/// So many in each bucket.
MetricSeries steady(const MetricRequest &request, const std::string &value, std::int64_t calls,
                    std::int64_t errors = 0, std::chrono::microseconds latency = 100ms)
{
    MetricSeries series{value, false, {}};
    for (std::size_t bucket = 0; bucket + 1 < request.edges.size(); ++bucket) {
        MetricCell &cell = series.cells[bucket];
        cell.calls = calls;
        cell.errors = errors;
        cell.latency.add(latency.count());
    }
    return series;
}

std::vector<GaugeSeries> standing(const MetricRequest &request, double value)
{
    GaugeSeries series{request.by.empty() ? "" : "stripe", false, {}};
    for (std::size_t bucket = 0; bucket + 1 < request.edges.size(); ++bucket)
        series.cells[bucket].value = value;
    return {series};
}

} // namespace

class TilesTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_source = std::make_shared<test::FakeMetrics>(); }

    void aBudgetJudgesWhatAiWorkCosts_data()
    {
        QTest::addColumn<double>("used");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<bool>("needsSomeone");
        QTest::newRow("little") << 10.0 << u"good"_s << false;
        QTest::newRow("near") << 45.0 << u"near the budget"_s << true;
        QTest::newRow("over") << 51.0 << u"over the budget"_s << true;
    }
    void aBudgetJudgesWhatAiWorkCosts()
    {
        QFETCH(double, used);
        QFETCH(QString, verdict);
        QFETCH(bool, needsSomeone);
        Tile cost;
        cost.id = u"ai-cost"_s;
        const QList<alerts::Budget> budgets{{u"small"_s, {}, true, 1000, 80, 1},
                                            {u"AI a month"_s, {}, false, 50, 80, used}};
        const Tile judged = ui::judgedBy(budgets, cost);
        QCOMPARE(judged.verdict, verdict);
        QCOMPARE(judged.needsSomeone, needsSomeone);
        QVERIFY2(judged.note.endsWith(u"used this month: AI a month"_s), qPrintable(judged.note));
        cost.isKnown = false;
        QCOMPARE(ui::judgedBy(budgets, cost), cost);
        QCOMPARE(ui::judgedBy({}, Tile()), Tile());
    }

    void whatIsNotReadYetIsADash()
    {
        m_source->isHolding = true;
        const auto model = read();
        for (const Tile &tile : ui::tilesOf(*model)) {
            QCOMPARE(tile.value, u"–"_s);
            QCOMPARE(tile.note, u"being read"_s);
            QVERIFY(!tile.needsSomeone);
        }
    }

    void whatCannotBeReadSaysWhyAndIsNoAlarm()
    {
        m_source->error = Error{ErrorKind::Unavailable, u"Postgres is away."_s, {}, {}};
        const Tile tile = tileOf(u"failures"_s);
        QCOMPARE(tile.value, u"–"_s);
        QCOMPARE(tile.note, u"Postgres is away."_s);
        QVERIFY(!tile.needsSomeone);
    }

    void trafficIsAMinutesEventsComparedWithThen()
    {
        m_source->series = [&](const MetricRequest &request) {
            const bool isNow = request.edges.back() > m_clock.now() - 1h;
            return std::vector{steady(request, "stripe", isNow ? 300 : 200)};
        };
        const Tile tile = tileOf(u"traffic"_s);
        QCOMPARE(tile.value, u"20"_s); // of 300 in 15 minutes
        QCOMPARE(tile.unit, u"per min"_s);
        QCOMPARE(tile.note, u"50 % more than the day before"_s);
        QCOMPARE(tile.shape, StatusShape::Check);
        QCOMPARE(tile.page, u"events"_s);
    }

    void onlyWhatIsComparedIsReadOfBefore()
    {
        read();
        for (const MetricRequest &request : m_source->requests) {
            const bool isBefore = request.edges.back() < m_clock.now() - 12h;
            QVERIFY(!isBefore || request.measure == "ingest" || request.measure == "ai");
        }
    }

    void silenceWhereEventsCameBeforeNeedsSomebody()
    {
        m_source->series = [&](const MetricRequest &request) {
            const bool isNow = request.edges.back() > m_clock.now() - 1h;
            return std::vector{steady(request, "stripe", isNow ? 0 : 200)};
        };
        const Tile tile = tileOf(u"traffic"_s);
        QVERIFY(tile.needsSomeone);
        QCOMPARE(tile.verdict, u"silent"_s);
    }

    void silenceThatIsUsualDoesNot()
    {
        m_source->series = [](const MetricRequest &request) {
            return std::vector{steady(request, "stripe", 0)};
        };
        QVERIFY(!tileOf(u"traffic"_s).needsSomeone);
    }

    void failuresAreAShareOfAllTries_data()
    {
        QTest::addColumn<int>("errors");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("needsSomeone");
        QTest::newRow("none") << 0 << u"0 %"_s << false;
        QTest::newRow("at the limit") << 10 << u"1 %"_s << false;
        QTest::newRow("over it") << 18 << u"1.8 %"_s << true;
    }
    void failuresAreAShareOfAllTries()
    {
        QFETCH(int, errors);
        m_source->series = [&](const MetricRequest &request) {
            return std::vector{steady(request, "", 1000, errors)};
        };
        const Tile tile = tileOf(u"failures"_s);
        QTEST(tile.value, "value");
        QTEST(tile.needsSomeone, "needsSomeone");
        QCOMPARE(tile.page, u"deliveries"_s);
        QVERIFY(!tile.filter.isEmpty());
    }

    void theLastStretchOverTheLimitIsNamed()
    {
        m_source->series = [](const MetricRequest &request) {
            MetricSeries series = steady(request, "", 1000);
            series.cells[8].errors = 500;
            series.cells[9].errors = 500;
            return std::vector{series};
        };
        const auto model = read();
        const auto &edges = model->buckets().edges;
        const auto time = [](Timestamp at) {
            return toDateTime(at, QTimeZone::utc()).toString(u"HH:mm"_s);
        };
        QCOMPARE(tileOf(*model, u"failures"_s).note,
                 u"over 1 % from %1 to %2"_s.arg(time(edges[8]), time(edges[10])));
    }

    void aSlowDeliveryIsOverItsObjective()
    {
        m_source->series = [](const MetricRequest &request) {
            return std::vector{steady(request, "", 10, 0, 2s)};
        };
        const Tile tile = tileOf(u"latency"_s);
        QVERIFY(tile.needsSomeone);
        QCOMPARE(tile.verdict, u"slow"_s);
        QVERIFY2(tile.value.startsWith(u"2,0"_s) || tile.value.startsWith(u"1,9"_s),
                 qPrintable(tile.value));
    }

    void whatStandsOpenIsTheLastLook_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("open");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("needsSomeone");
        QTest::newRow("no dead letter") << u"dead-letters"_s << 0.0 << u"0"_s << false;
        QTest::newRow("dead letters") << u"dead-letters"_s << 1038.0 << u"1,038"_s << true;
        QTest::newRow("no breaker") << u"breakers"_s << 0.0 << u"0"_s << false;
        QTest::newRow("a breaker") << u"breakers"_s << 1.0 << u"1"_s << true;
        QTest::newRow("a young job") << u"oldest-job"_s << 14.0 << u"14 s"_s << false;
        QTest::newRow("an old job") << u"oldest-job"_s << 61.0 << u"61 s"_s << true;
    }
    void whatStandsOpenIsTheLastLook()
    {
        QFETCH(QString, id);
        QFETCH(double, open);
        m_source->gauges = [&](const MetricRequest &request) { return standing(request, open); };
        const Tile tile = tileOf(id);
        QTEST(tile.value, "value");
        QTEST(tile.needsSomeone, "needsSomeone");
    }

    void theOldestJobIsNotTheSumOfSources()
    {
        m_source->gauges = [](const MetricRequest &request) {
            std::vector<GaugeSeries> all = standing(request, 25);
            if (!request.by.empty())
                all.push_back(all.front());
            return all;
        };
        QCOMPARE(tileOf(u"oldest-job"_s).value, u"25 s"_s);
    }

    void everyFilterFitsItsList()
    {
        m_source->gauges = [](const MetricRequest &request) { return standing(request, 3); };
        const QHash<QString, collection::Descriptor> lists{
            {u"events"_s, events::eventCollection()},
            {u"jobs"_s, jobs::jobCollection()},
            {u"deliveries"_s, deliveries::deliveryCollection()},
            {u"dead-letters"_s, deadletters::deadLetterCollection()},
            {u"secrets"_s, secrets::secretCollection()}};
        QList<Tile> tiles = ui::tilesOf(*read());
        tiles += ui::secretsTile({2, true, true, {}}, {14, true, true, {}});
        for (const Tile &tile : tiles) {
            const auto checked = collection::validate(lists.value(tile.page), tile.filter);
            QVERIFY2(checked || tile.filter.isEmpty(), qPrintable(tile.id));
        }
    }

    void whereNothingHappenedNothingIsUnknown()
    {
        m_source->series = [](const MetricRequest &) { return std::vector<MetricSeries>(); };
        for (const QString &id : {u"failures"_s, u"latency"_s, u"objective"_s}) {
            const Tile tile = tileOf(id);
            QCOMPARE(tile.value, u"–"_s);
            QVERIFY(tile.isKnown);
            QCOMPARE(tile.note, u"nothing in the last 24 h"_s);
        }
    }

    void aBreakerThatIsOpenAllTheTimeHasNoSince()
    {
        m_source->gauges = [](const MetricRequest &request) { return standing(request, 1); };
        QCOMPARE(tileOf(u"breakers"_s).note, u"for more than 24 h"_s);
    }

    void theSourceWithTheMostRefusedIsNamed()
    {
        m_source->series = [](const MetricRequest &request) {
            return std::vector{steady(request, "stripe", 1000, 1),
                               steady(request, "shopify", 10, 5)};
        };
        const QString note = tileOf(u"refused"_s).note;
        QVERIFY2(note.endsWith(u"from shopify"_s), qPrintable(note));
    }

    void anObjectiveThatIsKeptHasAllItsBudget()
    {
        const Tile tile = tileOf(u"objective"_s);
        QCOMPARE(tile.value, u"100 %"_s);
        QCOMPARE(tile.note, u"of 99.5 %, 100 % of the budget left"_s);
        QVERIFY(!tile.needsSomeone);
    }

    void anOverdrawnBudgetIsAMissedObjective()
    {
        m_source->series = [](const MetricRequest &request) {
            return std::vector{steady(request, "succeeded", 98), steady(request, "dead", 2, 2)};
        };
        const Tile tile = tileOf(u"objective"_s);
        QCOMPARE(tile.value, u"98 %"_s);
        QCOMPARE(tile.verdict, u"missed"_s);
        QVERIFY(tile.needsSomeone);
    }

    void refusedSignaturesAreNewsWhenTheyDouble_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("now");
        QTest::addColumn<bool>("needsSomeone");
        QTest::newRow("as many") << 5 << 5 << false;
        QTest::newRow("three times as many") << 5 << 15 << true;
        QTest::newRow("from nothing") << 0 << 1 << true;
    }
    void refusedSignaturesAreNewsWhenTheyDouble()
    {
        QFETCH(int, before);
        QFETCH(int, now);
        m_source->series = [&](const MetricRequest &request) {
            const bool isNow = request.edges.back() > m_clock.now() - 1h;
            return std::vector{steady(request, "stripe", 100, isNow ? now : before)};
        };
        const Tile tile = tileOf(u"refused"_s);
        QTEST(tile.needsSomeone, "needsSomeone");
        QVERIFY2(tile.note.endsWith(u" from stripe"_s), qPrintable(tile.note));
    }

    void secretsThatAreDueAreCounted()
    {
        const Tile due = ui::secretsTile({2, true, true, {}}, {14, true, true, {}});
        QCOMPARE(due.value, u"2"_s);
        QCOMPARE(due.unit, u"of 14"_s);
        QVERIFY(due.needsSomeone);
        QVERIFY(!due.filter.isEmpty());
        const Tile none = ui::secretsTile({0, true, true, {}}, {14, true, true, {}});
        QVERIFY(!none.needsSomeone);
        QVERIFY(none.filter.isEmpty()); // all of them
    }

    void secretsThatCannotBeCountedAreADash()
    {
        const Tile tile = ui::secretsTile({0, true, false, u"no answer"_s}, {0, true, false, {}});
        QCOMPARE(tile.value, u"–"_s);
        QCOMPARE(tile.note, u"no answer"_s);
        QVERIFY(!tile.needsSomeone);
    }

    void aTenantsFactsAreJoinedByItsName()
    {
        m_source->series = [](const MetricRequest &request) {
            std::vector<MetricSeries> all;
            if (request.by == "tenant" && request.measure == "ingest")
                all = {steady(request, "acme", 10), steady(request, "globex", 1)};
            if (request.by == "tenant" && request.measure == "delivery")
                all = {steady(request, "acme", 4, 1)};
            if (request.by == "tenant" && request.measure == "ai") {
                all = {steady(request, "globex", 1)};
                all[0].cells[0].costUsd = 1.12;
            }
            return all;
        };
        const auto model = read();
        const auto tenants = ui::tenantsOf(*model);
        const double buckets = model->buckets().size();
        QCOMPARE(tenants.size(), std::size_t(2));
        QCOMPARE(tenants[0].name, u"acme"_s);
        QCOMPARE(tenants[0].events, std::optional(10 * buckets));
        QCOMPARE(tenants[0].tries, std::optional(4 * buckets));
        QCOMPARE(tenants[0].failedTries, std::optional(buckets));
        QVERIFY(tenants[0].p95 && !tenants[0].cost);
        QVERIFY(!tenants[1].tries);
        QCOMPARE(tenants[1].cost, std::optional(1.12));
    }

    void tenantsThatAreNotToldAreAmongTheOthers()
    {
        m_source->series = [](const MetricRequest &request) {
            MetricSeries others = steady(request, "", 1, 1);
            others.isOther = true;
            if (request.by != "tenant")
                return std::vector<MetricSeries>();
            if (request.measure == "ingest")
                return std::vector{steady(request, "acme", 10), steady(request, "", 2), others};
            return std::vector{steady(request, "small", 3, 1), steady(request, "acme", 4), others};
        };
        const auto model = read();
        const auto tenants = ui::tenantsOf(*model);
        const double buckets = model->buckets().size();
        QCOMPARE(tenants.size(), std::size_t(3));
        QCOMPARE(tenants[1].value, QString()); // without a tenant
        QVERIFY(!tenants[1].name.isEmpty());
        QVERIFY(tenants[2].isOther);
        QCOMPARE(tenants[2].tries, std::optional(4 * buckets));
        QCOMPARE(tenants[2].failedTries, std::optional(2 * buckets));
        QVERIFY(!tenants[2].p95);
    }

private:
    std::unique_ptr<metrics::MetricsModel> read()
    {
        auto model =
            std::make_unique<metrics::MetricsModel>(metrics::overviewCharts(), m_source, m_clock);
        model->setTimeZone(QTimeZone::utc());
        metrics::MetricsView view;
        view.comparison = metrics::Comparison::DayBefore;
        model->setView(view);
        if (!m_source->isHolding)
            [&] { QTRY_VERIFY(!model->isReading()); }();
        return model;
    }
    static Tile tileOf(const metrics::MetricsModel &model, const QString &id)
    {
        const QList<Tile> tiles = ui::tilesOf(model);
        const auto found = std::find_if(tiles.cbegin(), tiles.cend(),
                                        [&](const Tile &tile) { return tile.id == id; });
        return found == tiles.cend() ? Tile() : *found;
    }
    Tile tileOf(const QString &id) { return tileOf(*read(), id); }

    test::ManualClock m_clock;
    std::shared_ptr<test::FakeMetrics> m_source;
};

QTEST_MAIN(TilesTest)
#include "tiles_test.moc"
