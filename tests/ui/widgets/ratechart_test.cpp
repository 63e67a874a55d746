#include "ui/widgets/ratechart.h"
#include "ui/widgets/theme.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::widgets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Timestamp noon{1'795'780'800s};

RateChart::Series ramp()
{
    return {{noon, noon + 20s},
            {{{noon, noon + 1s}, 1}, {{noon + 5s, noon + 6s}, 4, 3}},
            {{{noon, noon + 5s}, 1}, {{noon + 5s, noon + 10s}, 5}},
            {{noon + 10s, u"stopped"_s, true}}};
}

} // namespace

class RateChartTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_chart = std::make_unique<RateChart>(u"How fast?"_s);
        m_chart->setTimeZone(QTimeZone::utc());
        m_chart->resize(800, m_chart->sizeHint().height());
        m_chart->setSeries(ramp());
    }

    void theNumbersOfATimeAreSaid()
    {
        QCOMPARE(m_chart->textAt(noon + 5500ms), u"12:00:05: 4 a second, planned 5"_s);
        QCOMPARE(m_chart->textAt(noon + 3s), u"12:00:03: 0 a second, planned 1"_s);
        QCOMPARE(m_chart->textAt(noon + 12s), u"12:00:12: 0 a second, none planned"_s);
        QCOMPARE(m_chart->textAt(noon + 21s), QString());
    }

    void whatWasAchievedIsABarAndWhereItStoppedALine()
    {
        const QImage image = m_chart->grab().toImage();
        const qreal scale = m_chart->devicePixelRatioF();
        const auto colourAt = [&](double x, double y) {
            return image.pixelColor(qRound(x * scale), qRound(y * scale));
        };
        const Theme &theme = Theme::of(m_chart.get());
        const double stop = m_chart->markPosition(0);
        const double second = (stop - 44) / 10;
        const double inBar = 44 + 5.5 * second;
        QCOMPARE(colourAt(inBar, m_chart->heightOf(3.5)), theme.series[0]);
        QCOMPARE(colourAt(inBar, m_chart->heightOf(1.5)), theme.failed.fill);
        bool hasStop = false;
        for (double y = m_chart->heightOf(5); y < m_chart->heightOf(0); ++y)
            hasStop |= colourAt(std::floor(stop), y) == theme.failed.text;
        QVERIFY(hasStop);
    }

    void whereSomethingHappenedIsSetOffFromTheBarsBehindIt()
    {
        RateChart::Series series = ramp();
        series.marks = {{noon + 5500ms, u"paused"_s, false}};
        m_chart->setSeries(series);
        const QImage image = m_chart->grab().toImage();
        const qreal scale = m_chart->devicePixelRatioF();
        const double y = m_chart->heightOf(3.5);
        const auto colourBeside = [&](double away) {
            const double x = std::floor(m_chart->markPosition(0)) + away;
            return image.pixelColor(int(x * scale), int(y * scale));
        };
        const Theme &theme = Theme::of(m_chart.get());
        QCOMPARE(colourBeside(1.5), theme.base);
        QCOMPARE(colourBeside(4.5), theme.series[0]);
    }

    void anEmptyOneIsPainted()
    {
        m_chart->setSeries({});
        QVERIFY(!m_chart->grab().isNull());
        QCOMPARE(m_chart->textAt(noon), QString());
    }

private:
    std::unique_ptr<RateChart> m_chart;
};

QTEST_MAIN(RateChartTest)
#include "ratechart_test.moc"
