#include "examplecharts.h"
#include "ui/charts/chartexport.h"
#include "ui/charts/valuescale.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::charts;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ChartDataTest : public QObject
{
    Q_OBJECT

private slots:
    void aValueIsWrittenWithItsUnit_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<QString>("text");
        QTest::newRow("count") << 1004.0 << Unit::Count << u"1,004"_s;
        QTest::newRow("no count") << 0.0 << Unit::Count << u"0"_s;
        QTest::newRow("not measured") << notMeasured << Unit::Count << u"\u2013"_s;
        QTest::newRow("rate") << 66.4 << Unit::PerMinute << u"66"_s;
        QTest::newRow("low rate") << 0.25 << Unit::PerMinute << u"0.25"_s;
        QTest::newRow("tiny rate") << 0.00412 << Unit::PerMinute << u"0.0041"_s;
        QTest::newRow("ms") << 2611.7 << Unit::Milliseconds << u"2,612"_s;
        QTest::newRow("s") << 4.72 << Unit::Seconds << u"4.7 s"_s;
        QTest::newRow("dollars") << 1.314 << Unit::Dollars << u"$1.31"_s;
        QTest::newRow("cents") << 0.0042 << Unit::Dollars << u"$0.0042"_s;
        QTest::newRow("many dollars") << 12345.6 << Unit::Dollars << u"$12,345.60"_s;
        QTest::newRow("percent") << 66.3 << Unit::Percent << u"66 %"_s;
        QTest::newRow("few percent") << 0.21 << Unit::Percent << u"0.2 %"_s;
        QTest::newRow("nearly all") << 99.97 << Unit::Percent << u"99.97 %"_s;
        QTest::newRow("all") << 100.0 << Unit::Percent << u"100 %"_s;
        QTest::newRow("factor") << 15.23 << Unit::Factor << u"15.2x"_s;
    }
    void aValueIsWrittenWithItsUnit()
    {
        QFETCH(double, value);
        QFETCH(Unit, unit);
        QTEST(valueText(value, unit), "text");
    }

    void anAxisIsWrittenShort_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<QString>("text");
        QTest::newRow("count") << 2000.0 << Unit::Count << u"2k"_s;
        QTest::newRow("millions") << 1.5e6 << Unit::Count << u"1.5M"_s;
        QTest::newRow("ms") << 10'000.0 << Unit::Milliseconds << u"10,000"_s;
        QTest::newRow("dollars") << 3.0 << Unit::Dollars << u"$3"_s;
        QTest::newRow("half a dollar") << 0.5 << Unit::Dollars << u"$0.50"_s;
        QTest::newRow("percent") << 75.0 << Unit::Percent << u"75 %"_s;
        QTest::newRow("factor") << 14.4 << Unit::Factor << u"14.4x"_s;
    }
    void anAxisIsWrittenShort()
    {
        QFETCH(double, value);
        QFETCH(Unit, unit);
        QTEST(axisText(value, unit), "text");
    }

    void whatIsNotMeasuredHasNoSum()
    {
        ChartData data = examples::traffic().data;
        QVERIFY(!isMeasured(data.sum(51)));
        data.series[0].values[51] = 7;
        QCOMPARE(data.sum(51), 7.0);
    }

    void theBucketThatIsStillOpenIsPartial()
    {
        const ChartData data = examples::day();
        QVERIFY(data.isPartial(95));
        QVERIFY(!data.isPartial(94));
        QCOMPARE(data.lastWhole(), 94);
        QCOMPARE(data.bucketAt(data.range.until), -1);
        QCOMPARE(data.bucketAt(data.range.from), 0);
    }

    void aLinearScaleHoldsItsValues_data()
    {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<std::vector<double>>("ticks");
        using Values = std::vector<double>;
        QTest::newRow("counts") << Values{190, 20} << Unit::Count << Values{0, 100, 200};
        QTest::newRow("nothing") << Values{notMeasured} << Unit::Count << Values{0, 1};
        QTest::newRow("zero") << Values{0} << Unit::Count << Values{0, 1};
        QTest::newRow("percent") << Values{66} << Unit::Percent << Values{0, 25, 50, 75, 100};
        QTest::newRow("few percent") << Values{1.8} << Unit::Percent << Values{0, 1};
        QTest::newRow("below zero") << Values{-5, 5} << Unit::Factor << Values{-5, 0, 5};
    }
    void aLinearScaleHoldsItsValues()
    {
        QFETCH(std::vector<double>, values);
        QFETCH(Unit, unit);
        const ValueScale scale = ValueScale::holding(values, AxisKind::Linear, unit, 2);
        QTEST(scale.ticks(), "ticks");
        for (const double value : values)
            QVERIFY(!isMeasured(value) || qAbs(scale.value(scale.fraction(value)) - value) < 1e-9);
    }

    void aLogarithmicScaleEndsAtRoundThirds()
    {
        const ValueScale scale =
            ValueScale::holding({184, 9204}, AxisKind::Logarithmic, Unit::Milliseconds, 6);
        QCOMPARE(scale.ticks(), (std::vector<double>{100, 300, 1000, 3000, 10'000}));
        QCOMPARE(scale.fraction(1000), 0.5);
        QCOMPARE(scale.fraction(0), 0.0);
        QCOMPARE(scale.fraction(-3), 0.0);
        QVERIFY(qAbs(scale.value(0.5) - 1000) < 1e-9);
    }

    void aBucketIsSaidInWords()
    {
        const auto [descriptor, data] = examples::answers();
        QCOMPARE(describeBucket(descriptor, data, 86, QTimeZone::utc()),
                 u"Sat 10:00 to 10:15: 2xx %1, 4xx %2, 5xx 276"_s.arg(
                     valueText(data.series[0].values[86], Unit::Count),
                     valueText(data.series[1].values[86], Unit::Count)));
        QVERIFY(describeBucket(descriptor, data, 51, QTimeZone::utc()).contains(u"not measured"_s));
        QVERIFY(
            describeBucket(descriptor, data, 95, QTimeZone::utc()).contains(u"not complete yet"_s));
        QCOMPARE(describeBucket(descriptor, data, 96, QTimeZone::utc()), QString());
    }

    void aChartIsSaidInWords()
    {
        const auto [descriptor, data] = examples::latency();
        const QString said = describeChart(descriptor, data, QTimeZone::utc());
        QVERIFY2(said.startsWith(u"p50 from 1"_s), qPrintable(said));
        QVERIFY2(said.contains(u"objective 800"_s), qPrintable(said));
        QVERIFY2(said.contains(u"breaker opened"_s), qPrintable(said));
    }

    void csvHasTheExactNumbers()
    {
        ChartDescriptor descriptor;
        descriptor.unit = Unit::Milliseconds;
        ChartData data;
        data.edges = {Timestamp(1'795'780'800s), Timestamp(1'795'780'860s),
                      Timestamp(1'795'780'920s)};
        data.completeUntil = data.edges[1];
        data.series = {{u"a"_s, u"=cmd|' /C calc'!A0"_s, {}, {}, {0.1, notMeasured}}};
        QCOMPARE(chartCsv(descriptor, data),
                 QByteArray("from,until,series,value,unit,partial\r\n"
                            "2026-11-27T12:00:00.000000Z,2026-11-27T12:01:00.000000Z,"
                            "'=cmd|' /C calc'!A0,0.1,ms,false\r\n"
                            "2026-11-27T12:01:00.000000Z,2026-11-27T12:02:00.000000Z,"
                            "'=cmd|' /C calc'!A0,,ms,true\r\n"));
    }

    void csvOfAHeatMapHasItsCells()
    {
        const auto [descriptor, data] = examples::heat();
        const QByteArray csv = chartCsv(descriptor, data);
        QVERIFY(csv.startsWith("from,until,value_from,value_until,count,partial\r\n"));
        qsizetype cells = 0;
        for (const double count : data.heat.counts)
            cells += count > 0 ? 1 : 0;
        QCOMPARE(csv.count('\n'), cells + 1);
    }

    void theFormatGoesByTheNamesEnd()
    {
        QCOMPARE(formatOf(u"a.PNG"_s), ChartFormat::Png);
        QCOMPARE(formatOf(u"a.svg"_s), ChartFormat::Svg);
        QCOMPARE(formatOf(u"a.csv"_s), ChartFormat::Csv);
        QVERIFY(!formatOf(u"a.pdf"_s));
    }
};

QTEST_APPLESS_MAIN(ChartDataTest)
#include "chartdata_test.moc"
