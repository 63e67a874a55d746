#include "models/metrics/metricsmodel.h"
#include "tests/models/metrics/support/fakemetrics.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class MetricsModelTest : public QObject
{
    Q_OBJECT

    test::ManualClock m_clock;
    std::shared_ptr<test::FakeMetrics> m_source;
    std::unique_ptr<MetricsModel> m_model;

    MetricsModel &make(const QStringList &ids = {})
    {
        QList<Chart> charts;
        for (const Chart &chart : metricCharts()) {
            if (ids.isEmpty() || ids.contains(chart.id))
                charts += chart;
        }
        m_model = std::make_unique<MetricsModel>(charts, m_source, m_clock, 20ms);
        m_model->setTimeZone(QTimeZone::utc());
        return *m_model;
    }
    MetricsModel &makeAndRead(const QStringList &ids)
    {
        make(ids).read();
        [&] { QTRY_VERIFY(!m_model->isReading()); }();
        return *m_model;
    }

private slots:
    void init()
    {
        m_model.reset();
        m_source = std::make_shared<test::FakeMetrics>();
    }

    void chartsOfOneRequestShareIt()
    {
        MetricsModel &model = makeAndRead({u"ingest-rate"_s, u"ingest-refused"_s});
        QCOMPARE(m_source->requests.size(), std::size_t(1));
        QCOMPARE(m_source->requests[0].by, "source");
        for (const int chart : {0, 1}) {
            QVERIFY(model.state(chart).isCurrent);
            QCOMPARE(model.state(chart).values->series[0].name, u"stripe"_s);
            QCOMPARE(int(model.state(chart).values->series[0].values.size()), 97);
        }
    }

    void noRequestOfThePageIsAskedTwice()
    {
        MetricsModel &model = make();
        model.read();
        QTRY_VERIFY(!model.isReading());
        const auto &all = m_source->requests;
        QVERIFY(int(all.size()) < model.charts().size());
        for (auto one = all.begin(); one != all.end(); ++one)
            QVERIFY(std::find(one + 1, all.end(), *one) == all.end());
    }

    void aChartWithoutLatenciesSharesTheRequestOfOneThatNeedsThem()
    {
        Chart errors, latencies;
        for (const Chart &chart : metricCharts()) {
            if (chart.id == u"ai-errors"_s)
                errors = chart;
            else if (chart.id == u"ai-latency"_s)
                latencies = chart;
        }
        m_model = std::make_unique<MetricsModel>(QList<Chart>{errors, latencies}, m_source, m_clock,
                                                 20ms);
        MetricsView view;
        view.comparison = Comparison::PreviousPeriod;
        m_model->setView(view);
        QTRY_VERIFY(!m_model->isReading());
        QCOMPARE(m_source->requests.size(), std::size_t(2)); // what is, and what was before
        for (const MetricRequest &request : m_source->requests)
            QVERIFY(request.tellsLatencies);
    }

    void latenciesThatNoChartNeedsAreNotAskedFor()
    {
        makeAndRead({u"ai-errors"_s, u"ai-cost"_s, u"ai-tenant-cost"_s});
        QCOMPARE(m_source->requests.size(), std::size_t(2));
        for (const MetricRequest &request : m_source->requests)
            QVERIFY(!request.tellsLatencies);
    }

    void chartsAreShownAsTheirAnswersCome()
    {
        m_source->isHolding = true;
        MetricsModel &model = make({u"ingest-rate"_s, u"job-duration"_s});
        model.read();
        QSignalSpy changed(&model, &MetricsModel::chartChanged);
        m_source->answer(1);
        QTRY_VERIFY(model.state(1).values);
        QVERIFY(!model.state(0).values);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toInt(), 1);
        QVERIFY(model.isReading());
        m_source->answer();
        QTRY_VERIFY(!model.isReading());
    }

    void anotherViewKeepsWhatIsShownAndCancelsTheRest()
    {
        MetricsModel &model = makeAndRead({u"job-duration"_s});
        m_source->isHolding = true;
        model.read();
        MetricsView view;
        view.span = 1h;
        model.setView(view);
        QVERIFY(m_source->isCancelled(0));
        QVERIFY(!model.state(0).isCurrent);
        QCOMPARE(model.state(0).values->buckets.size(), 97);
        m_source->answer(0); // of the former view
        m_source->answer(0);
        QTRY_VERIFY(model.state(0).isCurrent);
        QCOMPARE(model.state(0).values->buckets.size(), 61);
    }

    void aComparisonIsReadBesideWhatIsThere()
    {
        MetricsModel &model = makeAndRead({u"job-duration"_s});
        MetricsView view;
        view.comparison = Comparison::LastWeek;
        model.setView(view);
        QTRY_VERIFY(model.state(0).compared);
        QCOMPARE(m_source->requests.size(), std::size_t(2));
        const ChartState &state = model.state(0);
        QCOMPARE(state.compared->buckets.size(), state.values->buckets.size());
        QVERIFY(state.values->buckets.edges[3] - state.compared->buckets.edges[3] == 7 * 24h);
        QVERIFY(state.compared->states[3] == BucketState::Whole);
        view.comparison = Comparison::None;
        model.setView(view);
        QTRY_VERIFY(!model.state(0).compared);
        QCOMPARE(m_source->requests.size(), std::size_t(2));
    }

    void whatTheSourceCannotTellApartIsToldAsOne()
    {
        m_source->unknownLabel = "source";
        MetricsModel &model = makeAndRead({u"ingest-rate"_s});
        QCOMPARE(m_source->requests.back().by, std::string());
        MetricsView view;
        view.scope.by = "source"; // by which the page was told to
        model.setView(view);
        QCOMPARE(m_source->requests.back().by, std::string("source"));
    }

    void whatIsNotMeasuredIsNoFailureAndNotBehind()
    {
        m_source->notMeasured = u"It is no part of it."_s;
        const MetricsModel &model = makeAndRead({u"ingest-rate"_s});
        const ChartState &state = model.state(0);
        QVERIFY(!state.error && state.values);
        QCOMPARE(state.values->notMeasured, m_source->notMeasured);
        QVERIFY(state.values->series.empty());
        QVERIFY(state.values->states[0] == BucketState::NotMeasured);
        QCOMPARE(model.sourceText(), u"Fake"_s);
    }

    void whatIsKnownIsNotKnownAnyMoreAMinuteLater()
    {
        MetricsModel &model = makeAndRead({u"job-duration"_s});
        m_clock.advance(1min);
        MetricsView view;
        view.comparison = Comparison::PreviousPeriod;
        model.setView(view);
        QTRY_VERIFY(!model.isReading());
        QCOMPARE(m_source->requests.size(), std::size_t(3));
    }

    void refreshesAreBounded()
    {
        MetricsModel &model = makeAndRead({u"job-duration"_s});
        for (int i = 0; i < 10; ++i)
            model.refresh();
        QCOMPARE(m_source->requests.size(), std::size_t(1));
        QTRY_COMPARE(m_source->requests.size(), std::size_t(2));
        QTRY_VERIFY(!model.isReading());
        QVERIFY(model.state(0).isCurrent);
    }

    void nothingIsReadByHintsBeforeItIsAskedForOrAfterAStop()
    {
        MetricsModel &model = make({u"job-duration"_s});
        model.refresh();
        QVERIFY(m_source->requests.empty());
        m_source->isHolding = true;
        model.read();
        model.stop();
        QVERIFY(m_source->isCancelled(0));
        QVERIFY(!model.isReading());
        model.refresh();
        QCOMPARE(m_source->requests.size(), std::size_t(1));
    }

    void anErrorKeepsWhatIsShown()
    {
        MetricsModel &model = makeAndRead({u"job-duration"_s});
        m_source->error = Error{ErrorKind::Unavailable, u"away"_s, {}, {}};
        model.read();
        QTRY_VERIFY(model.state(0).error);
        QCOMPARE(model.state(0).error->message, u"away"_s);
        QVERIFY(model.state(0).values);
        m_source->error.reset();
        model.read();
        QTRY_VERIFY(!model.state(0).error);
    }

    void itSaysWhereValuesComeFrom()
    {
        MetricsModel &model = make({u"job-duration"_s});
        QCOMPARE(model.sourceText(), u"Fake"_s);
        m_source->measuredUntil = m_clock.now() - 40s;
        model.read();
        QTRY_VERIFY(!model.isReading());
        QCOMPARE(model.sourceText(), u"Fake, 40 s behind"_s);
        QVERIFY(model.state(0).values->states.back() == BucketState::Partial);
    }

    void aRangeThatIsMeasuredToItsEndIsNotBehind()
    {
        MetricsModel &model = make({u"job-duration"_s});
        m_source->measuredUntil = m_clock.now() - 40s;
        MetricsView view;
        view.range = TimeRange{m_clock.now() - 50h, m_clock.now() - 48h};
        model.setView(view);
        QTRY_VERIFY(!model.isReading());
        QCOMPARE(model.sourceText(), u"Fake"_s);
    }

    void aRangeOfItsOwnStaysWhereItIs()
    {
        MetricsModel &model = make({u"job-duration"_s});
        MetricsView view;
        view.range = TimeRange{m_clock.now() - 50h, m_clock.now() - 48h};
        model.setView(view);
        QTRY_VERIFY(!model.isReading());
        QVERIFY(model.buckets().extent().contains(view.range->from));
        QVERIFY(model.buckets().extent().until - view.range->until < 1min);
    }

    void anEmptyRangeReadsNothing()
    {
        MetricsModel &model = make({u"job-duration"_s});
        MetricsView view;
        view.range = TimeRange{m_clock.now(), m_clock.now()};
        model.setView(view);
        QVERIFY(!model.isReading());
        QVERIFY(m_source->requests.empty());
    }

    void destroyingItCancels()
    {
        m_source->isHolding = true;
        make({u"job-duration"_s}).read();
        m_model.reset();
        QVERIFY(m_source->isCancelled(0));
    }

    void whoHearsOfAChartMaySetAnotherView()
    {
        MetricsModel &model = make();
        connect(&model, &MetricsModel::chartChanged, &model, [&model] {
            MetricsView view;
            view.span = 6h;
            model.setView(view);
        });
        model.read();
        QTRY_VERIFY(!model.isReading());
        QCOMPARE(model.state(0).values->buckets.size(), 73);
    }
};

QTEST_GUILESS_MAIN(MetricsModelTest)
#include "metricsmodel_test.moc"
