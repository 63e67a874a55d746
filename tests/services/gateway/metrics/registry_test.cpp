#include "services/gateway/metrics/registry.h"
#include "tests/services/gateway/support/prometheustext.h"

#include <QTest>

#include <thread>

using namespace gatehouse::gateway;
using gatehouse::test::PrometheusText;

class RegistryTest : public QObject
{
    Q_OBJECT

private slots:
    void writesTheTextFormat()
    {
        MetricRegistry registry;
        registry.counter("taken_total", "Taken.", {"source"}).with({"stripe"}).add(3);
        registry.gauge("depth", "Depth.").with({}).set(2.5);
        QCOMPARE(registry.text(),
                 std::string("# HELP taken_total Taken.\n"
                             "# TYPE taken_total counter\n"
                             "taken_total{source=\"stripe\"} 3\n"
                             "# HELP depth Depth.\n"
                             "# TYPE depth gauge\n"
                             "depth 2.5\n"));
    }

    void aHistogramIsCumulative()
    {
        MetricRegistry registry;
        Histogram &histogram = registry.histogram("took_ms", "Took.", {1, 5}, {"q"}).with({"a"});
        for (const double value : {0.5, 1.0, 3.0, 100.0})
            histogram.observe(value);
        QCOMPARE(registry.text(),
                 std::string("# HELP took_ms Took.\n"
                             "# TYPE took_ms histogram\n"
                             "took_ms_bucket{q=\"a\",le=\"1\"} 2\n"
                             "took_ms_bucket{q=\"a\",le=\"5\"} 3\n"
                             "took_ms_bucket{q=\"a\",le=\"+Inf\"} 4\n"
                             "took_ms_sum{q=\"a\"} 104.5\n"
                             "took_ms_count{q=\"a\"} 4\n"));
    }

    void escapesWhatWouldEndALine()
    {
        MetricRegistry registry;
        registry.counter("c", "a \\ \"b\"\nc", {"l"}).with({"x\\y\"z\nw"}).add();
        QCOMPARE(registry.text(),
                 std::string("# HELP c a \\\\ \"b\"\\nc\n# TYPE c counter\n"
                             "c{l=\"x\\\\y\\\"z\\nw\"} 1\n"));
        QCOMPARE(PrometheusText(registry.text()).error(), std::string());
    }

    void numbersAreWrittenAsInAQuery_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("zero") << 0.0 << QByteArray("0");
        QTest::newRow("bucket") << 0.0005 << QByteArray("0.0005");
        QTest::newRow("time") << 1794922327.5 << QByteArray("1794922327.5");
        QTest::newRow("negative") << -2.0 << QByteArray("-2");
        QTest::newRow("tiny") << 2.5e-9 << QByteArray("2.5e-09");
        QTest::newRow("huge") << 1e300 << QByteArray("1e+300");
    }
    void numbersAreWrittenAsInAQuery()
    {
        QFETCH(double, value);
        QFETCH(QByteArray, text);
        MetricRegistry registry;
        registry.gauge("g", "G.").with({}).set(value);
        QVERIFY2(registry.text().ends_with("\ng " + text.toStdString() + '\n'),
                 registry.text().c_str());
    }

    void specialNumbersHaveNames()
    {
        MetricRegistry registry;
        GaugeFamily &gauges = registry.gauge("g", "G.", {"is"});
        gauges.with({"inf"}).set(std::numeric_limits<double>::infinity());
        gauges.with({"nan"}).set(std::numeric_limits<double>::quiet_NaN());
        QVERIFY(registry.text().ends_with("g{is=\"inf\"} +Inf\ng{is=\"nan\"} NaN\n"));
    }

    void theOrderIsStable()
    {
        MetricRegistry registry;
        CounterFamily &second = registry.counter("b", "B.", {"l"});
        registry.counter("a", "A.");
        second.with({"z"}).add();
        second.with({"a"}).add();
        const std::string text = registry.text();
        QVERIFY(text.find("b{l=\"a\"}") < text.find("b{l=\"z\"}"));
        QVERIFY(text.find("b{l=\"z\"}") < text.find("# HELP a"));
        QCOMPARE(registry.text(), text);
    }

    void seriesAreBounded()
    {
        MetricRegistry registry;
        CounterFamily &family = registry.counter("c", "C.", {"l", "m"});
        const std::size_t beyond = 500;
        for (std::size_t i = 0; i < CounterFamily::maxSeries + beyond; ++i)
            family.with({std::to_string(i), "m"}).add();
        const PrometheusText text(registry.text());
        QCOMPARE(text.error(), std::string());
        QCOMPARE(text.value(R"(c{l="other",m="other"})"), double(beyond));
        QCOMPARE(text.value(R"(c{l="7",m="m"})"), 1.0);
    }

    void nothingIsLostBetweenThreads()
    {
        MetricRegistry registry;
        CounterFamily &counters = registry.counter("c", "C.", {"l"});
        HistogramFamily &histograms = registry.histogram("h", "H.", {10});
        constexpr int each = 5000;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < each; ++i) {
                    counters.with({std::to_string((t + i) % 3)}).add();
                    histograms.with({}).observe(i % 20);
                }
            });
        }
        for (int i = 0; i < 50; ++i)
            QCOMPARE(PrometheusText(registry.text()).error(), std::string());
        for (std::thread &thread : threads)
            thread.join();
        const PrometheusText text(registry.text());
        QCOMPARE(text.value(R"(c{l="0"})") + text.value(R"(c{l="1"})") + text.value(R"(c{l="2"})"),
                 4.0 * each);
        QCOMPARE(text.value("h_count"), 4.0 * each);
        QCOMPARE(text.value("h_sum"), 4.0 * each * 9.5);
    }
};

QTEST_GUILESS_MAIN(RegistryTest)
#include "registry_test.moc"
