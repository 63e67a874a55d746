#include "examplecharts.h"
#include "ui/charts/chartlegend.h"
#include "ui/charts/chartplot.h"
#include "ui/charts/metricchart.h"
#include "ui/widgets/appearance.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::charts;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class MetricChartTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_group = std::make_unique<ChartGroup>();
        m_group->setTimeZone(QTimeZone::utc());
        m_group->setRange(examples::day().range);
        m_rows = std::make_unique<QSignalSpy>(m_group.get(), &ChartGroup::rowsAsked);
        m_ranges = std::make_unique<QSignalSpy>(m_group.get(), &ChartGroup::rangeChosen);
    }
    void cleanup()
    {
        m_charts.clear();
        m_rows.reset();
        m_ranges.reset();
        m_group.reset();
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void theLegendHasTheNumbersAtTheCursor()
    {
        MetricChart &chart = show(examples::answers());
        m_group->setCursor(at(86));
        const auto &entries = chart.legend()->entries();
        QCOMPARE(entries.size(), 3);
        QCOMPARE(entries[0].name, u"2xx"_s);
        QCOMPARE(entries[0].value, valueText(chart.data().series[0].values[86], Unit::Count));
        QCOMPARE(entries[2].value, u"276"_s);
    }

    void theLegendHasTheSumOfWhatCounts()
    {
        MetricChart &chart = show(examples::traffic());
        m_group->setCursor(at(20));
        const auto &sum = chart.legend()->entries().last();
        QCOMPARE(sum.name, u"all"_s);
        double expected = 0;
        for (int series = 0; series < 4; ++series)
            expected += chart.data().series[std::size_t(series)].values[20];
        QCOMPARE(sum.value, valueText(expected, Unit::PerMinute));
    }

    void theOnlySeriesIsNotSummedUp()
    {
        examples::Example example = examples::traffic();
        example.data.series.resize(1);
        QCOMPARE(show(example).legend()->entries().size(), 1);
    }

    void withoutACursorTheLegendHasTheNewestWholeBucket()
    {
        MetricChart &chart = show(examples::answers());
        QCOMPARE(chart.legend()->entries()[0].value,
                 valueText(chart.data().series[0].values[94], Unit::Count));
    }

    void whatWasNotMeasuredIsADashInTheLegend()
    {
        MetricChart &chart = show(examples::answers());
        m_group->setCursor(at(51));
        QCOMPARE(chart.legend()->entries()[0].value, u"\u2013"_s);
    }

    void aGapIsDrawnAsAGap()
    {
        MetricChart &chart = show(examples::latency());
        const PlotFrame &frame = chart.plot()->frame();
        const auto lines = chart.plot()->drawnLines(1);
        QCOMPARE(lines.size(), 2);
        const double left = frame.x(at(49)) - frame.area.left();
        const double right = frame.x(at(53)) - frame.area.left();
        QVERIFY(qAbs(lines[0].last().x() - left) < 0.01);
        QVERIFY(qAbs(lines[1].first().x() - right) < 0.01);
    }

    void aValueBetweenGapsIsADot()
    {
        examples::Example example = examples::latency();
        example.data.series[1].values[51] = 300;
        const auto lines = show(example).plot()->drawnLines(1);
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[1].size(), 2);
    }

    void thePartialBucketIsNotJoined()
    {
        MetricChart &chart = show(examples::latency());
        const PlotFrame &frame = chart.plot()->frame();
        const auto lines = chart.plot()->drawnLines(1);
        QVERIFY(qAbs(lines[1].last().x() - (frame.x(at(94)) - frame.area.left())) < 0.01);
    }

    void theSumIsALineOfItsOwn()
    {
        QCOMPARE(show(examples::traffic()).plot()->drawnLines(-1).size(), 2);
        QCOMPARE(show(examples::latency()).plot()->drawnLines(-1).size(), 0);
    }

    void barsAreNotCutOffAtWhatTheyAreComparedWith()
    {
        examples::Example example = examples::answers();
        double highest = 0;
        for (int bucket = 0; bucket < example.data.size(); ++bucket)
            highest = std::max(highest, example.data.sum(bucket));
        Series before{u"before"_s, u"before"_s, SeriesStyle::Comparison, {}, {}, {}};
        before.values.assign(std::size_t(example.data.size()), 1);
        example.data.series.push_back(before);
        QVERIFY(show(example).plot()->frame().values.top() >= highest);
    }

    void theCursorIsThatOfAllCharts()
    {
        MetricChart &one = show(examples::traffic()), &other = show(examples::answers());
        moveMouse(one, pointOf(one, 60));
        QCOMPARE(one.plot()->cursorBucket(), 60);
        QCOMPARE(other.plot()->cursorBucket(), 60);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(one.plot()->viewport(), &leave);
        QCOMPARE(other.plot()->cursorBucket(), -1);
    }

    void theArrowsMoveTheCursorBucketByBucket()
    {
        MetricChart &chart = show(examples::traffic());
        QTest::keyClick(chart.plot(), Qt::Key_Left);
        QCOMPARE(chart.plot()->cursorBucket(), 94);
        QTest::keyClick(chart.plot(), Qt::Key_Left);
        QCOMPARE(chart.plot()->cursorBucket(), 93);
        QTest::keyClick(chart.plot(), Qt::Key_Right);
        QCOMPARE(chart.plot()->cursorBucket(), 94);
        QTest::keyClick(chart.plot(), Qt::Key_Home);
        QTest::keyClick(chart.plot(), Qt::Key_Left);
        QCOMPARE(chart.plot()->cursorBucket(), 0);
    }

    void theCursorsBucketIsSaid()
    {
        MetricChart &chart = show(examples::answers());
        chart.activateWindow();
        chart.plot()->setFocus();
        QTRY_VERIFY(chart.plot()->hasFocus());
        m_group->setCursor(at(86));
        QCOMPARE(chart.plot()->accessibleName(), u"What does WordPress answer? per 15 min"_s);
        QVERIFY(chart.plot()->accessibleDescription().contains(u"5xx 276"_s));
    }

    void enterAsksForTheRowsOfTheCursorsBucket()
    {
        MetricChart &chart = show(examples::answers());
        m_group->setCursor(at(86));
        QTest::keyClick(chart.plot(), Qt::Key_Return);
        QCOMPARE(m_rows->size(), 1);
        QCOMPARE(asked().chart, u"answers"_s);
        QCOMPARE(asked().series, QString());
        QCOMPARE(asked().range, chart.data().bucket(86));
    }

    void plusAndMinusZoomAndEscapeResets()
    {
        MetricChart &chart = show(examples::traffic());
        m_group->setCursor(at(48));
        QTest::keyClick(chart.plot(), Qt::Key_Plus);
        QCOMPARE(m_group->shown().length(), m_group->range().length() / 2);
        QTRY_COMPARE(m_ranges->size(), 1);
        QTest::keyClick(chart.plot(), Qt::Key_Minus);
        QVERIFY(!m_group->isZoomed());
        QTest::keyClick(chart.plot(), Qt::Key_Plus);
        QTest::keyClick(chart.plot(), Qt::Key_Escape);
        QVERIFY(!m_group->isZoomed());
        QVERIFY(!m_group->cursor());
    }

    void aClickOnABarAsksForExactlyItsBucketAndSeries()
    {
        MetricChart &chart = show(examples::answers());
        const auto parts = stackOf(chart.plot()->frame(), 86);
        QTest::mouseClick(chart.plot()->viewport(), Qt::LeftButton, {},
                          parts.back().rect.center().toPoint());
        QCOMPARE(m_rows->size(), 1);
        QCOMPARE(asked().series, u"5xx"_s);
        QCOMPARE(asked().range, chart.data().bucket(86));
    }

    void aClickOnALineAsksForItsSeries()
    {
        MetricChart &chart = show(examples::latency());
        const PlotFrame &frame = chart.plot()->frame();
        const QPointF point(frame.x(at(20)), frame.y(chart.data().series[1].values[20]));
        QTest::mouseClick(chart.plot()->viewport(), Qt::LeftButton, {}, point.toPoint());
        QCOMPARE(asked().series, u"p95"_s);
        QCOMPARE(asked().range, chart.data().bucket(20));
    }

    void aClickBesideAllSeriesAsksForAllOfTheBucket()
    {
        MetricChart &chart = show(examples::latency());
        QTest::mouseClick(
            chart.plot()->viewport(), Qt::LeftButton, {},
            QPoint(pointOf(chart, 20).x(), int(chart.plot()->frame().area.top()) + 3));
        QCOMPARE(asked().series, QString());
    }

    void aClickOnACellAsksForItsValues()
    {
        MetricChart &chart = show(examples::heat());
        const QRectF cell = heatCell(chart.plot()->frame(), 30, 5);
        QTest::mouseClick(chart.plot()->viewport(), Qt::LeftButton, {}, cell.center().toPoint());
        QCOMPARE(asked().range, chart.data().bucket(30));
        QCOMPARE(asked().valuesFrom, chart.data().heat.edges[5]);
        QCOMPARE(asked().valuesUntil, chart.data().heat.edges[6]);
    }

    void aDragZoomsAllChartsToItsBuckets()
    {
        MetricChart &chart = show(examples::traffic()), &other = show(examples::answers());
        drag(chart, 20, 39, {});
        const TimeRange range{chart.data().bucket(20).from, chart.data().bucket(39).until};
        QCOMPARE(m_group->shown(), range);
        QCOMPARE(other.plot()->frame().time.range(), range);
        QCOMPARE(m_ranges->size(), 1);
        QCOMPARE(m_rows->size(), 0);
    }

    void aDragWithShiftAsksForTheRowsOfItsBuckets()
    {
        MetricChart &chart = show(examples::traffic());
        drag(chart, 20, 39, Qt::ShiftModifier);
        QCOMPARE(asked().range,
                 (TimeRange{chart.data().bucket(20).from, chart.data().bucket(39).until}));
        QVERIFY(!m_group->isZoomed());
    }

    void aDoubleClickResetsAndAsksForNothing()
    {
        MetricChart &chart = show(examples::answers());
        m_group->zoomTo({at(20), at(60)});
        m_ranges->clear();
        const QPoint point = chart.plot()->frame().area.center().toPoint();
        QTest::mouseClick(chart.plot()->viewport(), Qt::LeftButton, {}, point);
        QTest::mouseDClick(chart.plot()->viewport(), Qt::LeftButton, {}, point);
        QVERIFY(!m_group->isZoomed());
        QCOMPARE(m_ranges->size(), 1);
        QTest::keyClick(chart.plot(), Qt::Key_Left); // what comes behind it
        QCOMPARE(m_rows->size(), 0);
    }

    void aClickWhileZoomedAsksOnceNoSecondComes()
    {
        MetricChart &chart = show(examples::answers());
        m_group->zoomTo({at(20), at(60)});
        QTest::mouseClick(chart.plot()->viewport(), Qt::LeftButton, {},
                          chart.plot()->frame().area.center().toPoint());
        QCOMPARE(m_rows->size(), 0);
        QTRY_COMPARE(m_rows->size(), 1);
    }

    void theWheelPansAndWithCtrlZooms()
    {
        MetricChart &chart = show(examples::traffic());
        QVERIFY(!turnWheel(chart, -120, {})); // nothing to pan: the page scrolls
        QVERIFY(turnWheel(chart, 120, Qt::ControlModifier));
        QVERIFY(m_group->isZoomed());
        const TimeRange before = m_group->shown();
        QVERIFY(turnWheel(chart, -120, {}));
        QVERIFY(m_group->shown().from > before.from);
        QCOMPARE(m_group->shown().length(), before.length());
        QTRY_COMPARE(m_ranges->size(), 1);
    }

    void aPanReadsOnlyWhatComesIntoSight()
    {
        MetricChart &chart = show(examples::latency());
        m_group->zoomTo({at(10), at(50)});
        m_group->panBy(0.1);
        QVERIFY(chart.plot()->columnsRead() > 0);
        QVERIFY(chart.plot()->columnsRead()
                < std::size_t(3 * chart.plot()->frame().area.width() / 4));
    }

    void timeRunsFromLeftToRightInEveryLanguage()
    {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        MetricChart &chart = show(examples::latency());
        const PlotFrame &frame = chart.plot()->frame();
        QVERIFY(frame.x(at(10)) < frame.x(at(20)));
        QVERIFY(frame.area.left() > chart.plot()->width() - frame.area.right());
        const auto line = chart.plot()->drawnLines(1).first();
        QVERIFY(line.first().x() < line.last().x());
    }

    void aNameHasOneColourInAllCharts()
    {
        MetricChart &models = show(examples::models()), &cache = show(examples::cache());
        QCOMPARE(models.plot()->colour(0), cache.plot()->colour(0));
        QVERIFY(models.plot()->colour(0) != models.plot()->colour(1));
        const widgets::Theme &theme = widgets::Theme::of(&models);
        QCOMPARE(show(examples::traffic()).plot()->colour(0), theme.series[0]);
        QCOMPARE(show(examples::areas()).plot()->colour(4), theme.textMuted);
    }

    void aLogarithmicAxisCanBeChosen()
    {
        MetricChart &chart = show(examples::models());
        const double before = chart.plot()->frame().values.fraction(2);
        chart.setAxis(AxisKind::Logarithmic);
        QVERIFY(chart.plot()->frame().values.fraction(2) != before);
    }

    void barsHaveNoLogarithm()
    {
        MetricChart &chart = show(examples::answers());
        chart.setAxis(AxisKind::Logarithmic);
        QCOMPARE(chart.plot()->frame().values.bottom(), 0.0);
    }

    void aLetterSaysWhatHappened()
    {
        MetricChart &chart = show(examples::latency());
        const auto &notes = chart.data().annotations;
        const QPointF letter = letterRect(chart.plot()->frame(), notes[1]).center();
        QCOMPARE(chart.plot()->noteAt(letter), u"09:24 breaker opened, shop.acme"_s);
        m_group->setNotesShown(false);
        QCOMPARE(chart.plot()->noteAt(letter), QString());
    }

    void barsOfPartialBucketsArePale()
    {
        MetricChart &chart = show(examples::answers());
        const QImage image = chart.plot()->grab().toImage();
        const auto colourOf = [&](int bucket) {
            const QRectF bar = stackOf(chart.plot()->frame(), bucket).front().rect;
            return image.pixelColor(bar.center().toPoint());
        };
        QCOMPARE(colourOf(94), chart.plot()->colour(0));
        QVERIFY(colourOf(95) != chart.plot()->colour(0));
    }

    void anEmptyChartSaysWhyAndWhatNext()
    {
        MetricChart &chart = show(examples::latency());
        chart.setData({});
        QVERIFY(chart.showsMessage());
        QVERIFY(chart.accessibleDescription().contains(u"There was nothing"_s));
        QVERIFY(chart.legend()->entries().isEmpty());
    }

    void anErrorOffersTheNextStep()
    {
        MetricChart &chart = show(examples::latency());
        QSignalSpy asked(&chart, &MetricChart::nextStepAsked);
        chart.setMessage(u"<b>Not read</b>"_s, u"Postgres is away."_s, u"Try again"_s);
        chart.findChild<QPushButton *>(u"chartNextStep"_s)->click();
        QCOMPARE(asked.size(), 1);
        chart.setData(examples::latency().data);
        QVERIFY(!chart.showsMessage());
    }

    void aChartIsSavedAsPictureDrawingAndNumbers()
    {
        MetricChart &chart = show(examples::latency());
        QTemporaryDir folder;
        for (const QString &name : {u"a.png"_s, u"a.svg"_s, u"a.csv"_s})
            QVERIFY(chart.save(folder.filePath(name)));
        const QImage picture(folder.filePath(u"a.png"_s));
        QCOMPARE(picture.size(), chart.size() * 2);
        QVERIFY(QSvgRenderer(folder.filePath(u"a.svg"_s)).isValid());
        QFile svg(folder.filePath(u"a.svg"_s)), csv(folder.filePath(u"a.csv"_s));
        QVERIFY(svg.open(QIODevice::ReadOnly) && csv.open(QIODevice::ReadOnly));
        const QByteArray drawing = svg.readAll();
        QVERIFY(drawing.contains("How slow is delivery?") && !drawing.contains("<image"));
        QCOMPARE(csv.readAll(), chartCsv(chart.descriptor(), chart.data()));
    }

    void whatCannotBeSavedSaysWhy()
    {
        MetricChart &chart = show(examples::latency());
        QCOMPARE(chart.save(u"/tmp/a.pdf"_s).error().kind, ErrorKind::Invalid);
        QCOMPARE(chart.save(u"/nowhere/a.png"_s).error().kind, ErrorKind::Unavailable);
    }

    void thePaletteChangesItsColours()
    {
        MetricChart &chart = show(examples::latency());
        const QColor before = chart.plot()->colour(1);
        chart.setPalette(widgets::Theme::of(widgets::Scheme::Dark).palette());
        QVERIFY(chart.plot()->colour(1) != before);
        QCOMPARE(chart.legend()->entries()[1].colour, chart.plot()->colour(1));
    }

private:
    std::unique_ptr<ChartGroup> m_group;
    std::unique_ptr<QSignalSpy> m_rows, m_ranges;
    std::vector<std::unique_ptr<MetricChart>> m_charts;

    MetricChart &show(const examples::Example &example)
    {
        m_charts.push_back(std::make_unique<MetricChart>(example.descriptor, *m_group));
        MetricChart &chart = *m_charts.back();
        chart.resize(500, 260);
        chart.setData(example.data);
        chart.show();
        return chart;
    }

    static Timestamp at(int bucket) { return examples::day().middle(bucket); }

    static QPoint pointOf(const MetricChart &chart, int bucket)
    {
        const PlotFrame &frame = chart.plot()->frame();
        return QPointF(frame.x(at(bucket)), frame.area.center().y()).toPoint();
    }

    RowsQuestion asked() const { return m_rows->last().first().value<RowsQuestion>(); }

    /// To the plot itself, whatever window is above it.
    static void moveMouse(MetricChart &chart, QPointF position)
    {
        QMouseEvent moved(QEvent::MouseMove, position, position, Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(chart.plot()->viewport(), &moved);
    }

    static void drag(MetricChart &chart, int from, int to, Qt::KeyboardModifiers modifiers)
    {
        QWidget *port = chart.plot()->viewport();
        QTest::mousePress(port, Qt::LeftButton, modifiers, pointOf(chart, from));
        moveMouse(chart, pointOf(chart, to));
        QTest::mouseRelease(port, Qt::LeftButton, modifiers, pointOf(chart, to));
    }

    static bool turnWheel(MetricChart &chart, int by, Qt::KeyboardModifiers modifiers)
    {
        const QPointF position = chart.plot()->frame().area.center();
        QWheelEvent turned(position, position, {}, {0, by}, Qt::NoButton, modifiers,
                           Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(chart.plot()->viewport(), &turned);
        return turned.isAccepted();
    }
};

QTEST_MAIN(MetricChartTest)
#include "metricchart_test.moc"
