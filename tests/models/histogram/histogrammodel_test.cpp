#include "models/histogram/histogrammodel.h"
#include "tests/models/histogram/support/fakehistogram.h"
#include "tests/models/support/sampledescriptor.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::histogram;
using namespace std::chrono_literals;

class HistogramModelTest : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void rollupsGiveTheWholeAtOnce();
    void rowsAreCountedFromNewToOld();
    void partsGrowWhileTheyAreQuickAndShrinkWhenTheyAreNot();
    void whatIsNotCountedYetIsTold();
    void anotherFilterCancelsAndIsShownWithItsFirstPart();
    void anAnswerToAFormerFilterIsDropped();
    void aRefreshKeepsWhatIsShownUntilItIsWhole();
    void refreshesAreBounded();
    void stopKeepsWhatIsCounted();
    void afterAStopNothingIsReadByHints();
    void anErrorKeepsWhatIsShown();
    void withoutASpanItGoesBackToTheOldestRow();
    void nothingAtAllIsEmpty();
    void onlyTheGivenFieldsCount();
    void destroyingItCancels();

private:
    void addRows(int count, std::chrono::minutes apart);
    HistogramModel &make(HistogramOptions options = {});

    test::ManualClock m_clock;
    std::shared_ptr<test::FakeHistogram> m_source;
    std::unique_ptr<HistogramModel> m_model;
};

void HistogramModelTest::init()
{
    m_model.reset();
    m_source = std::make_shared<test::FakeHistogram>();
}

/// From a minute ago backwards; every fifth failed.
void HistogramModelTest::addRows(int count, std::chrono::minutes apart)
{
    for (int i = 0; i < count; ++i)
        m_source->rows.push_back(
            {m_clock.now() - 1min - apart * i,
             i % 5 == 0 ? QStringLiteral("failed") : QStringLiteral("processed")});
}

HistogramModel &HistogramModelTest::make(HistogramOptions options)
{
    options.pause = 20ms;
    m_model =
        std::make_unique<HistogramModel>(test::sampleDescriptor(), m_source, m_clock, options);
    m_model->setTimeZone(QTimeZone::utc());
    return *m_model;
}

void HistogramModelTest::rollupsGiveTheWholeAtOnce()
{
    addRows(100, 10min);
    HistogramModel &model = make();
    model.read();
    QTRY_VERIFY(!model.isReading());
    QCOMPARE(m_source->requests.size(), std::size_t(1));
    QVERIFY(model.histogram().isWhole());
    QCOMPARE(model.histogram().total(), 100);
    QCOMPARE(model.histogram().buckets.size(), 97);
    qint64 failed = 0;
    for (const StatusCounts &counts : model.histogram().counts)
        failed += counts.value(QStringLiteral("failed"));
    QCOMPARE(failed, 20);
}

void HistogramModelTest::rowsAreCountedFromNewToOld()
{
    addRows(140, 10min);
    m_source->hasRollups = false;
    HistogramModel &model = make();
    model.read();
    QTRY_VERIFY(!model.isReading());
    QVERIFY(m_source->requests.size() > 1);
    for (std::size_t i = 1; i < m_source->requests.size(); ++i)
        QVERIFY(m_source->requests[i].range.until
                == m_source->requests[i - 1].range.until - m_source->requests[i - 1].slice);
    QVERIFY(model.histogram().isWhole());
    QCOMPARE(model.histogram().total(), 140);
}

void HistogramModelTest::partsGrowWhileTheyAreQuickAndShrinkWhenTheyAreNot()
{
    m_source->hasRollups = false;
    m_source->isHolding = true;
    HistogramModel &model = make();
    model.read();
    m_clock.advance(1ms);
    m_source->answer();
    QTRY_COMPARE(m_source->requests.size(), std::size_t(2));
    QVERIFY(m_source->requests[1].slice == m_source->requests[0].slice * 4);
    m_clock.advance(300ms);
    m_source->answer();
    QTRY_COMPARE(m_source->requests.size(), std::size_t(3));
    QVERIFY(m_source->requests[2].slice == m_source->requests[1].slice / 2);
    QVERIFY(model.isReading());
}

void HistogramModelTest::whatIsNotCountedYetIsTold()
{
    addRows(140, 10min);
    m_source->hasRollups = false;
    m_source->isHolding = true;
    HistogramModel &model = make();
    const QSignalSpy changed(&model, &HistogramModel::changed);
    model.read();
    m_source->answer();
    QTRY_COMPARE(m_source->requests.size(), std::size_t(2));
    const Histogram &histogram = model.histogram();
    QVERIFY(!histogram.isWhole());
    QCOMPARE(histogram.progress(), 1.0 / 24);
    QVERIFY(histogram.isCounted(95));
    QVERIFY(!histogram.isCounted(50));
    QCOMPARE(histogram.total(), 6);
    QVERIFY(changed.count() >= 2);
}

void HistogramModelTest::anotherFilterCancelsAndIsShownWithItsFirstPart()
{
    addRows(140, 10min);
    m_source->hasRollups = false;
    HistogramModel &model = make();
    model.read();
    QTRY_VERIFY(!model.isReading());
    m_source->isHolding = true;
    model.setFilter(test::statusFilter(QStringLiteral("failed")));
    QVERIFY(!model.isCurrent());
    QCOMPARE(model.histogram().total(), 140);
    model.setFilter(test::statusFilter(QStringLiteral("processed")));
    QVERIFY(m_source->isCancelled(0));
    m_source->answer(1);
    QTRY_VERIFY(model.isCurrent());
    QVERIFY(!model.histogram().isWhole());
}

void HistogramModelTest::anAnswerToAFormerFilterIsDropped()
{
    addRows(10, 10min);
    m_source->isHolding = true;
    HistogramModel &model = make();
    model.read();
    model.setFilter(test::statusFilter(QStringLiteral("failed")));
    m_source->answer(0);
    m_source->rows.clear();
    m_source->answer(0);
    QTRY_VERIFY(!model.isReading());
    QCOMPARE(model.histogram().total(), 0);
}

void HistogramModelTest::aRefreshKeepsWhatIsShownUntilItIsWhole()
{
    addRows(100, 10min);
    m_source->hasRollups = false;
    HistogramModel &model = make();
    model.read();
    QTRY_VERIFY(!model.isReading());
    addRows(1, 1min);
    m_source->isHolding = true;
    model.read();
    m_source->answer();
    QTRY_COMPARE(m_source->held(), 1);
    QVERIFY(model.histogram().isWhole());
    QCOMPARE(model.histogram().total(), 100);
    m_source->isHolding = false;
    m_source->answer();
    QTRY_VERIFY(!model.isReading());
    QCOMPARE(model.histogram().total(), 101);
}

void HistogramModelTest::refreshesAreBounded()
{
    m_source->isHolding = true;
    HistogramModel &model = make();
    model.read();
    for (const std::size_t reads : {1U, 2U, 3U}) {
        QTRY_COMPARE(m_source->requests.size(), reads);
        for (int i = 0; i < 50; ++i)
            model.refresh();
        QCOMPARE(m_source->requests.size(), reads);
        m_source->answer();
    }
}

void HistogramModelTest::stopKeepsWhatIsCounted()
{
    addRows(140, 10min);
    m_source->hasRollups = false;
    m_source->isHolding = true;
    HistogramModel &model = make();
    model.read();
    m_source->answer();
    QTRY_COMPARE(m_source->held(), 1);
    model.stop();
    QVERIFY(m_source->isCancelled(0));
    QVERIFY(!model.isReading());
    QVERIFY(model.isStopped());
    QCOMPARE(model.histogram().total(), 6);
    QVERIFY(!model.histogram().isWhole());
}

void HistogramModelTest::afterAStopNothingIsReadByHints()
{
    m_source->isHolding = true;
    HistogramModel &model = make();
    model.read();
    model.stop();
    model.refresh();
    QCOMPARE(m_source->requests.size(), std::size_t(1));
    model.read();
    QCOMPARE(m_source->requests.size(), std::size_t(2));
    QVERIFY(!model.isStopped());
}

void HistogramModelTest::anErrorKeepsWhatIsShown()
{
    addRows(100, 10min);
    HistogramModel &model = make();
    model.read();
    QTRY_VERIFY(!model.isReading());
    m_source->error = Error{ErrorKind::Unavailable, QStringLiteral("It is away."), {}, {}};
    model.read();
    QTRY_VERIFY(model.error());
    QVERIFY(!model.isReading());
    QCOMPARE(model.histogram().total(), 100);
    m_source->error.reset();
    model.read();
    QTRY_VERIFY(!model.error());
}

void HistogramModelTest::withoutASpanItGoesBackToTheOldestRow()
{
    addRows(100, std::chrono::hours(10));
    HistogramOptions options;
    options.span = 0us;
    HistogramModel &model = make(options);
    model.read();
    QTRY_VERIFY(model.histogram().buckets.size() > 0);
    QCOMPARE(model.histogram().total(), 100);
    QVERIFY(model.histogram().buckets.range.from == m_source->rows.back().time);
}

void HistogramModelTest::nothingAtAllIsEmpty()
{
    HistogramOptions options;
    options.span = 0us;
    HistogramModel &model = make(options);
    model.read();
    QTRY_VERIFY(!model.isReading());
    QCOMPARE(model.histogram().buckets.size(), 0);
    QCOMPARE(model.histogram().total(), 0);
    QVERIFY(!model.error());
}

void HistogramModelTest::onlyTheGivenFieldsCount()
{
    HistogramOptions options;
    options.fields = {QStringLiteral("status")};
    HistogramModel &model = make(options);
    collection::Filter filter = test::statusFilter(QStringLiteral("failed"));
    collection::Condition other;
    other.field = QStringLiteral("event_type");
    other.values = {QStringLiteral("x")};
    filter.conditions += other;
    model.setFilter(filter);
    QVERIFY(m_source->requests.back().filter == test::statusFilter(QStringLiteral("failed")));
}

void HistogramModelTest::destroyingItCancels()
{
    m_source->isHolding = true;
    make().read();
    m_model.reset();
    QVERIFY(m_source->isCancelled(0));
}

QTEST_GUILESS_MAIN(HistogramModelTest)
#include "histogrammodel_test.moc"
