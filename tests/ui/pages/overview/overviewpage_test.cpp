#include "models/secrets/secretcollection.h"
#include "tests/models/metrics/support/fakemetrics.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/charts/metricchart.h"
#include "ui/collection/factstable.h"
#include "ui/pages/overview/overviewpage.h"
#include "ui/pages/overview/tilebutton.h"
#include "ui/widgets/card.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using metrics::MetricRequest;
using ui::TileButton;

class OverviewPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_source = std::make_shared<test::FakeMetrics>();
        m_secrets = std::make_shared<test::FakeSource>(secrets::secretCollection());
        m_display = std::make_unique<widgets::DisplayOptions>();
        m_display->setUtc(true);
        m_server = std::make_unique<test::TinyServer>();
        m_api = std::make_unique<AdminClient>(m_server->url(), "token");
        m_opened.clear();
    }
    void cleanup()
    {
        m_page.reset();
        m_api.reset();
    }

    void nothingIsReadBeforeThePageIsLookedAt()
    {
        make();
        QVERIFY(m_source->requests.empty());
        QVERIFY(m_server->requests.isEmpty());
    }

    void everyTileHasAnAnswer()
    {
        show();
        const auto tiles = m_page->findChildren<TileButton *>();
        QCOMPARE(tiles.size(), 10);
        QTRY_COMPARE(tile("traffic")->tile().verdict, u"good"_s);
        QTRY_COMPARE(tile("secrets")->tile().value, u"0"_s);
        QVERIFY(!tile("traffic")->accessibleName().isEmpty());
    }

    void allIsWellWhereNothingNeedsAnybody()
    {
        m_source->gauges = [](const MetricRequest &request) { return standing(request, 0); };
        show();
        QTRY_COMPARE(headline()->text(), u"Nothing needs anybody."_s);
        QVERIFY(!concerns()->isVisible());
    }

    void aTileOpensItsPageWithItsRows()
    {
        show();
        QTest::mouseClick(tile("failures"), Qt::LeftButton);
        QCOMPARE(m_opened.size(), 1);
        QCOMPARE(m_opened.first().first, u"deliveries"_s);
        QCOMPARE(m_opened.first().second.conditions.first().values, QStringList{u"failed"_s});
        tile("latency")->setFocus();
        QTest::keyClick(tile("latency"), Qt::Key_Return);
        QCOMPARE(m_opened.last().first, u"metrics"_s);
    }

    void theLargestCauseOfDeadLettersIsToldAndOpened()
    {
        m_source->gauges = [](const MetricRequest &request) { return standing(request, 3); };
        m_server->answer = [](const test::TinyRequest &) {
            return test::TinyAnswer{200, R"({"items":[{"id":"aa","root_cause":"http_5xx",
                "fingerprint":"503","destination":"shop","path":"/order",
                "error":"<b>503</b>","open":3,"total":3,"first_seen":null,"last_seen":null,
                "tenants":["acme"],"sources":["stripe"],"trend":[],"state":"open","owner":null,
                "note":null}],"next":null})"};
        };
        show();
        QTRY_VERIFY(concern("dead-letters"));
        QTRY_VERIFY(concern("dead-letters")->accessibleName().contains(u"<b>503</b>"_s));
        concern("dead-letters")->click();
        QCOMPARE(m_opened.last().first, u"dead-letters"_s);
        QVERIFY(m_opened.last().second.conditions.size() > 1);
        QVERIFY(headline()->text().contains(u"need"_s));
    }

    void secretsAreCounted()
    {
        m_secrets->add({{u"state"_s, u"active"_s}});
        show();
        QTRY_COMPARE(tile("secrets")->tile().unit, u"of 1"_s);
        QVERIFY(!tile("secrets")->tile().needsSomeone);
    }

    void aConcernsButtonStaysWhenItsNumberChanges()
    {
        double open = 3;
        m_source->gauges = [&](const MetricRequest &request) { return standing(request, open); };
        show();
        QTRY_VERIFY(concern("breakers"));
        QPushButton *button = concern("breakers");
        button->setFocus();
        open = 4;
        m_page->refresh();
        QTRY_VERIFY(tile("breakers")->tile().value == u"4"_s);
        QTRY_VERIFY(button->accessibleName().contains(u"4 open"_s));
        QVERIFY(button->hasFocus());
        open = 0;
        m_page->refresh();
        QTRY_VERIFY(!concern("breakers"));
    }

    void theKeyboardGoesDownThePage()
    {
        m_source->gauges = [](const MetricRequest &request) { return standing(request, 3); };
        show();
        QTRY_VERIFY(concern("dead-letters"));
        m_page->findChild<QComboBox *>(u"overviewComparison"_s)->setFocus();
        QTest::keyClick(m_page.get(), Qt::Key_Tab);
        QTRY_COMPARE(QApplication::focusWidget(), concern("dead-letters"));
        for (int press = 0; press < 10 && QApplication::focusWidget() != tile("traffic"); ++press)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), tile("traffic"));
    }

    void anotherComparisonIsRead()
    {
        show();
        QTRY_VERIFY(!tile("traffic")->tile().note.isEmpty());
        auto *comparison = m_page->findChild<QComboBox *>(u"overviewComparison"_s);
        comparison->setCurrentIndex(1);
        QTRY_COMPARE(tile("traffic")->tile().note, u"as a week before"_s);
        QCOMPARE(m_page->viewState().value(u"comparison"_s).toInt(),
                 int(metrics::Comparison::LastWeek));
    }

    void aTenantsEventsAreOpened()
    {
        show();
        auto *table = m_page->findChild<ui::FactsTable *>(u"overviewTenants"_s);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(m_opened.last().first, u"events"_s);
        QCOMPARE(m_opened.last().second.conditions.first().field, u"tenant"_s);
    }

    void whatCannotBeReadIsSaidOnceAndTriedAgain()
    {
        m_source->error = Error{ErrorKind::Unavailable, u"Postgres is away."_s, {}, {}};
        show();
        QTRY_VERIFY(traffic()->showsMessage());
        QTRY_COMPARE(tile("traffic")->tile().note, u"Postgres is away."_s);
        m_source->error.reset();
        m_page->refresh();
        QTRY_VERIFY(!traffic()->showsMessage());
    }

    void tilesFillTheWidth_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("columns");
        QTest::newRow("wide") << 1240 << 5;
        QTest::newRow("a small window") << 976 << 4;
    }
    void tilesFillTheWidth()
    {
        QFETCH(int, width);
        make();
        m_page->resize(width, 600);
        m_page->show();
        QTRY_VERIFY(tile("traffic")->isVisible());
        QCoreApplication::sendPostedEvents();
        int inFirstLine = 0;
        for (const TileButton *each : m_page->findChildren<TileButton *>())
            inFirstLine += each->y() == tile("traffic")->y() ? 1 : 0;
        QTEST(inFirstLine, "columns");
    }

private:
    static std::vector<browsing::GaugeSeries> standing(const MetricRequest &request, double value)
    {
        browsing::GaugeSeries series{"", false, {}};
        for (std::size_t bucket = 0; bucket + 1 < request.edges.size(); ++bucket)
            series.cells[bucket].value = value;
        return {series};
    }
    void make()
    {
        m_page = std::make_unique<ui::OverviewPage>(
            ui::OverviewServices{{m_source, m_clock, *m_display},
                                 *m_api,
                                 m_secrets,
                                 [this](const QString &page, const collection::Filter &filter) {
                                     m_opened.append({page, filter});
                                 }});
        m_page->resize(1240, 800);
    }
    void show()
    {
        make();
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    TileButton *tile(const char *id) const
    {
        return m_page->findChild<TileButton *>(u"tile-"_s + QLatin1String(id));
    }
    QPushButton *concern(const char *id) const
    {
        return m_page->findChild<QPushButton *>(u"concern-"_s + QLatin1String(id));
    }
    QLabel *headline() const { return m_page->findChild<QLabel *>(u"overviewHeadline"_s); }
    widgets::Card *concerns() const
    {
        return m_page->findChild<widgets::Card *>(u"overviewConcerns"_s);
    }
    charts::MetricChart *traffic() const
    {
        return m_page->findChild<charts::MetricChart *>(u"overviewTraffic"_s);
    }

    test::ManualClock m_clock;
    std::shared_ptr<test::FakeMetrics> m_source;
    std::shared_ptr<test::FakeSource> m_secrets;
    std::unique_ptr<widgets::DisplayOptions> m_display;
    std::unique_ptr<test::TinyServer> m_server;
    std::unique_ptr<AdminClient> m_api;
    QList<std::pair<QString, collection::Filter>> m_opened;
    std::unique_ptr<ui::OverviewPage> m_page;
};

QTEST_MAIN(OverviewPageTest)
#include "overviewpage_test.moc"
