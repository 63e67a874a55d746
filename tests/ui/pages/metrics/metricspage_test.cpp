#include "models/agentevents/agenteventcollection.h"
#include "models/ledger/ledgercollection.h"
#include "models/metrics/usagereport.h"
#include "tests/models/metrics/support/fakemetrics.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "ui/charts/metricchart.h"
#include "ui/pages/metrics/metricspage.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/waitbar.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <QToolButton>

#include <algorithm>

using namespace gatehouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class MetricsPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_source = std::make_shared<test::FakeMetrics>();
        m_ledger = std::make_shared<test::FakeSource>(ledger::ledgerCollection());
        m_opened.clear();
        m_usageReads = 0;
        m_display = std::make_unique<widgets::DisplayOptions>();
        m_display->setUtc(true);
    }
    void cleanup()
    {
        m_page.reset();
        m_display.reset();
    }

    void nothingIsReadBeforeThePageIsLookedAt()
    {
        make();
        m_page->setViewState({{u"hours"_s, 1}});
        QVERIFY(m_source->requests.empty());
        m_page->show();
        QTRY_VERIFY(!chart("ingest-rate")->showsMessage());
        const auto &edges = m_source->requests.front().edges;
        QVERIFY(edges.back() - edges.front() < 2h);
    }

    void everyChartShowsWhatWasRead()
    {
        show();
        for (const char *id : {"ingest-rate", "delivery-latency", "delivery-heat", "job-objective",
                               "ai-cost", "ai-cache"})
            QTRY_VERIFY2(!chart(id)->showsMessage(), id);
        QCOMPARE(chart("delivery-latency")->data().series[1].name, u"p95"_s);
    }

    void anotherRangeIsReadForAllCharts()
    {
        show();
        choose("metricsSpan", 7 * 24);
        QTRY_VERIFY(chart("ingest-rate")->data().range.length() >= 7 * 24h);
        QCOMPARE(chart("ai-cost")->data().range, chart("ingest-rate")->data().range);
    }

    void chartsThatFollowAreToldByTheChosenLabel()
    {
        show();
        m_source->requests.clear();
        choose("metricsBy", u"tenant"_s);
        const auto isByTenant = [](const metrics::MetricRequest &request) {
            return request.by == "tenant" && request.measure == "ingest";
        };
        QTRY_VERIFY(std::any_of(m_source->requests.begin(), m_source->requests.end(), isByTenant));
    }

    void aComparisonIsADottedLine()
    {
        show();
        choose("metricsComparison", int(metrics::Comparison::LastWeek));
        const auto dotted = [this] {
            const auto &series = chart("ingest-rate")->data().series;
            return !series.empty() && series.back().style == charts::SeriesStyle::Comparison;
        };
        QTRY_VERIFY(dotted());
    }

    void theBucketUnderTheCursorIsNamed()
    {
        show();
        press("ingest-rate", Qt::Key_End);
        auto *cursor = m_page->findChild<QLabel *>(u"metricsCursor"_s);
        QTRY_VERIFY(cursor->text().contains(u" to "_s));
        press("ingest-rate", Qt::Key_Escape);
        QTRY_VERIFY(cursor->text().isEmpty());
    }

    void zoomingReadsFinerBucketsAndEscapeGoesBack()
    {
        show();
        const TimeRange whole = chart("ingest-rate")->data().range;
        press("ingest-rate", Qt::Key_Home);
        for (int notch = 0; notch < 6; ++notch)
            press("ingest-rate", Qt::Key_Plus);
        QTRY_VERIFY(chart("ingest-rate")->data().range.length() < whole.length() / 2);
        press("ingest-rate", Qt::Key_Escape);
        QTRY_COMPARE(chart("ingest-rate")->data().range, whole);
    }

    void enterOpensTheRowsOfTheBucket()
    {
        show();
        press("ingest-rate", Qt::Key_Home);
        press("ingest-rate", Qt::Key_Return);
        QTRY_COMPARE(m_opened.size(), 1);
        QCOMPARE(m_opened.first().first, u"events"_s);
        QVERIFY(!m_opened.first().second.isEmpty());
    }

    void whereNoListHasTheRowsItSaysWhy()
    {
        show();
        press("jobs-waiting", Qt::Key_Home);
        press("jobs-waiting", Qt::Key_Return);
        auto *strip = m_page->findChild<widgets::NoticeStrip *>(u"noticeStrip"_s);
        QTRY_VERIFY(strip->isVisible());
        QVERIFY(m_opened.isEmpty());
    }

    void whatCannotBeReadSaysWhyAndTriesAgain()
    {
        m_source->error = Error{ErrorKind::Unavailable, u"Postgres is away."_s, {}, {}};
        show(false);
        QTRY_VERIFY(chart("ingest-rate")->showsMessage());
        auto *again = chart("ingest-rate")->findChild<QPushButton *>(u"chartNextStep"_s);
        QTRY_VERIFY(again->isVisible());
        m_source->error.reset();
        again->click();
        QTRY_VERIFY(!chart("ingest-rate")->showsMessage());
    }

    void whatWasReadStaysWhenTheNextReadFails()
    {
        show();
        m_source->error = Error{ErrorKind::Unavailable, u"Postgres is away."_s, {}, {}};
        m_page->refresh();
        auto *strip = m_page->findChild<widgets::NoticeStrip *>(u"noticeStrip"_s);
        QTRY_VERIFY(strip->isVisible());
        QVERIFY(!chart("ingest-rate")->showsMessage());
        m_source->error.reset();
        m_page->refresh();
        QTRY_VERIFY(!strip->isVisible());
    }

    void whatIsNotMeasuredYetIsSaid()
    {
        m_source->measuredUntil = Timestamp();
        show(false);
        const auto says = [this] {
            return chart("ingest-rate")->accessibleDescription().contains(u"measured yet"_s);
        };
        QTRY_VERIFY(says());
        QVERIFY(chart("ingest-rate")->showsMessage());
    }

    void whatTheSourceDoesNotMeasureIsSaid()
    {
        m_source->notMeasured = u"It has calls of AI systems alone."_s;
        show(false);
        QTRY_VERIFY(chart("ingest-rate")->accessibleDescription().contains(m_source->notMeasured));
        QVERIFY(chart("ingest-rate")->accessibleDescription().contains(u"Fake"_s));
        QVERIFY(chart("ingest-rate")->showsMessage());
    }

    void whatIsChosenNextLeavesTheShownRowsAsTheyAre()
    {
        show();
        m_source->isHolding = true;
        choose("metricsBy", u"tenant"_s);
        press("ingest-refused", Qt::Key_Home);
        press("ingest-refused", Qt::Key_Return);
        QTRY_COMPARE(m_opened.size(), 1);
        for (const collection::Condition &condition : m_opened.first().second.conditions)
            QVERIFY(condition.field != u"tenant");
    }

    void nothingIsReadWhileNobodySeesIt()
    {
        show();
        m_page->hide();
        const std::size_t before = m_source->requests.size();
        m_page->setLive(true);
        QCOMPARE(m_source->requests.size(), before);
        m_clock.advance(1min);
        m_page->show();
        QTRY_VERIFY(m_source->requests.size() > before);
    }

    void waitingIsToldAfterAMoment()
    {
        m_source->isHolding = true;
        show(false);
        QTRY_VERIFY(m_page->isWaiting());
        QTest::keyClick(m_page.get(), Qt::Key_Escape);
        QTRY_VERIFY(!m_page->isWaiting());
        auto *bar = chart("ingest-rate")->findChild<widgets::WaitBar *>();
        QTRY_VERIFY(!bar->isWaiting());
        QVERIFY(m_page->findChild<widgets::NoticeStrip *>(u"noticeStrip"_s)->isVisible());
    }

    void choicesAreKeptBetweenTwoStarts()
    {
        show();
        choose("metricsTop", 20);
        m_page->findChild<QCheckBox *>(u"metricsLogAxis"_s)->click();
        const QVariantMap state = m_page->viewState();
        make();
        m_page->setViewState(state);
        QCOMPARE(box("metricsTop")->currentData().toInt(), 20);
        QVERIFY(m_page->findChild<QCheckBox *>(u"metricsLogAxis"_s)->isChecked());
    }

    void whatWasDoneIsALetterOnEveryChart()
    {
        noteEntry();
        show();
        QTRY_COMPARE(chart("ingest-rate")->data().annotations.size(), std::size_t(1));
        QCOMPARE(chart("ai-cost")->data().annotations[0].letter, u"A"_s);
        auto *told = m_page->findChild<widgets::ElidedLabel *>(u"metricsNotesTold"_s);
        QVERIFY2(told->text().contains(u"secrets.rotate stripe/acme, mira"_s),
                 qPrintable(told->text()));
    }

    void aMenuThatIsOpenStaysWhileNothingChanges()
    {
        noteEntry();
        show();
        auto *menu = m_page->findChild<QToolButton *>(u"metricsNotesMenu"_s);
        QTRY_VERIFY(menu->isVisible());
        const QPointer<QAction> entry = menu->menu()->actions().first();
        const qsizetype asked = m_ledger->requests.size();
        m_page->refresh();
        QTRY_VERIFY(m_ledger->requests.size() > std::size_t(asked));
        QCoreApplication::processEvents();
        QVERIFY(entry);
    }

    void aNoteLeadsToTheLedger()
    {
        noteEntry();
        show();
        auto *menu = m_page->findChild<QToolButton *>(u"metricsNotesMenu"_s);
        QTRY_VERIFY(menu->isVisible());
        menu->menu()->actions().first()->trigger();
        QCOMPARE(m_opened.size(), 1);
        QCOMPARE(m_opened.first().first, u"ledger"_s);
    }

    void notesAreTakenAwayAndStaySo()
    {
        noteEntry();
        show();
        QTRY_COMPARE(chart("ingest-rate")->data().annotations.size(), std::size_t(1));
        m_page->findChild<QCheckBox *>(u"metricsNotes"_s)->click();
        QTRY_VERIFY(chart("ingest-rate")->data().annotations.empty());
        QCOMPARE(m_page->viewState().value(u"notes"_s).toBool(), false);
    }

    void whyThereAreNoNotesIsSaid()
    {
        m_ledger->error = Error{ErrorKind::Denied, u"Not for this token."_s, {}, {}};
        show();
        auto *told = m_page->findChild<widgets::ElidedLabel *>(u"metricsNotesTold"_s);
        QTRY_COMPARE(told->text(), u"Not for this token."_s);
    }

    void allChartsAreSavedAsAPdf()
    {
        show();
        const QString file = saveWith("exportPdf", u"metrics.pdf"_s);
        const QByteArray pdf = read(file);
        QVERIFY(pdf.startsWith("%PDF-"));
        const int onPage = 4, charts = int(metrics::metricCharts().size());
        QVERIFY2(pdf.contains("/Count " + QByteArray::number((charts + onPage - 1) / onPage)),
                 "as many pages as the charts need");
        QTRY_VERIFY(!m_page->statusText().isEmpty());
    }

    void whatAiSystemsUsedIsSavedOfThatTime()
    {
        m_usage = QJsonDocument::fromJson(R"({"by":["day"],"items":[{"day":"2026-11-17","calls":4,
            "errors":0,"tokens_prompt":5,"tokens_completion":6,"cache_hits":0,"unpriced":0,
            "cost_usd":1.5}]})")
                      .object();
        show();
        const QString file = saveWith("exportUsage", u"usage.csv"_s);
        QTRY_VERIFY(QFile::exists(file));
        QVERIFY2(read(file).contains("2026-11-17,4,0,5,6,0,0,1.5"), read(file));
        QVERIFY(m_usageAsked.hasQueryItem(u"from"_s));
    }

    void theCustomersThatCostMostLeadToTheirCalls()
    {
        m_usage = QJsonDocument::fromJson(R"({"by":["tenant","user_id_hash"],"items":[
            {"tenant":"acme","user_id_hash":"5e3d","calls":4,"errors":1,"tokens_prompt":5000,
             "tokens_completion":600,"cache_hits":0,"unpriced":0,"cost_usd":1.5},
            {"tenant":null,"user_id_hash":"","calls":2,"errors":0,"tokens_prompt":5,
             "tokens_completion":6,"cache_hits":0,"unpriced":2,"cost_usd":0}]})")
                      .object();
        show();
        auto *table = m_page->findChild<QTableView *>(u"metricsCustomers"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QCOMPARE(m_usageAsked.queryItemValue(u"by"_s), u"tenant,user_id_hash"_s);
        QCOMPARE(m_usageAsked.queryItemValue(u"top"_s), u"10"_s);
        const auto cell = [&](int row, int column) {
            return table->model()->index(row, column).data().toString();
        };
        QCOMPARE(cell(0, 1), u"$1.50"_s);
        QCOMPARE(cell(1, 0), u"masked"_s);
        QCOMPARE(cell(1, 5), u"2"_s);
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_COMPARE(m_opened.size(), 1);
        QCOMPARE(m_opened.first().first, u"agent-events"_s);
        QVERIFY(validate(agentevents::agentEventCollection(), m_opened.first().second));
        QCOMPARE(m_opened.first().second.conditions[2].values, QStringList{u"acme"_s});
        QCOMPARE(m_opened.first().second.conditions[3].values, QStringList{u"5e3d"_s});
    }

    void aCustomersCallsAreFilteredLikeTheNumbers()
    {
        const metrics::CustomerUsage customer{u"acme"_s, u"5e3d"_s};
        const TimeRange range{Timestamp(36h), Timestamp(60h)};
        collection::Filter filter{{collection::Condition::is(u"model"_s, u"large"_s),
                                   collection::Condition::is(u"model"_s, u"small"_s)}};
        filter.conditions[1].enabled = false;
        const auto calls = metrics::callsOf(customer, {range, filter}, QTimeZone::utc());
        QVERIFY(calls);
        QCOMPARE(calls->conditions[0].values, QStringList{u"1970-01-02 00:00Z"_s});
        QCOMPARE(calls->conditions[1].values, QStringList{u"1970-01-03 23:59:59.999Z"_s});
        QCOMPARE(calls->conditions.size(), 5);
        QCOMPARE(calls->conditions[4].values, QStringList{u"large"_s});
    }

    void whereNoFilterFindsACustomersCallsItSaysWhy()
    {
        for (const metrics::CustomerUsage &customer :
             {metrics::CustomerUsage{std::nullopt, u"5e3d"_s},
              metrics::CustomerUsage{u"a*"_s, u"5e3d"_s}}) {
            const auto calls = metrics::callsOf(customer, {}, QTimeZone::utc());
            QVERIFY(!calls);
            QVERIFY(!calls.error().message.isEmpty());
        }
    }

    void usageIsAskedForOnceAMinute()
    {
        show();
        QTRY_COMPARE(m_usageReads, 1);
        m_source->requests.clear();
        m_page->refresh();
        QTRY_VERIFY(!m_source->requests.empty());
        QTRY_VERIFY(!chart("ingest-rate")->showsMessage());
        QCOMPARE(m_usageReads, 1);
        m_clock.advance(1min);
        m_page->refresh();
        QTRY_COMPARE(m_usageReads, 2);
    }

    void whatAnotherServerCountsHasNoRowsHere()
    {
        m_source->areRowsElsewhere = true;
        show();
        QVERIFY(!m_page->findChild<QTableView *>(u"metricsCustomers"_s));
        press("ingest-rate", Qt::Key_Home);
        press("ingest-rate", Qt::Key_Return);
        auto *strip = m_page->findChild<widgets::NoticeStrip *>(u"noticeStrip"_s);
        QTRY_VERIFY(strip->isVisible());
        QVERIFY(m_opened.isEmpty());
    }

    void whyNoCustomersAreToldIsSaid()
    {
        m_usage = failure(ErrorKind::Denied, u"Not for this token."_s);
        show();
        const auto *message = m_page->findChild<QLabel *>(u"customersMessage"_s);
        QTRY_COMPARE(message->text(), u"Not for this token."_s);
        QVERIFY(message->isVisibleTo(m_page.get()));
    }

    void whatAReportCannotBeFilteredByIsRefused()
    {
        collection::Filter filter;
        filter.conditions = {{u"provider"_s, {}, {u"openai"_s}}};
        const auto refused = metrics::usageQuery({Timestamp(0s), Timestamp(24h)}, filter);
        QVERIFY(!refused);
        QVERIFY(refused.error().message.contains(u"provider"_s));
    }

    void whatTheGatewayRefusesIsSaidAndLeavesNoFile()
    {
        m_usage = failure(ErrorKind::Denied, u"Not for this token."_s);
        show();
        const QString file = saveWith("exportUsage", u"usage.csv"_s);
        QTRY_VERIFY(m_page->findChild<widgets::NoticeStrip *>(u"noticeStrip"_s)->isVisible());
        QVERIFY(!QFile::exists(file));
    }

    void asManyChartsAreBesideEachOtherAsHaveRoom()
    {
        show();
        const auto isBeside = [this] {
            return chart("ingest-rate")->y() == chart("ingest-refused")->y();
        };
        QTRY_VERIFY(isBeside());
        m_page->resize(500, 700);
        QTRY_VERIFY(!isBeside());
    }

private:
    void make()
    {
        m_page = std::make_unique<ui::MetricsPage>(
            ui::MetricsServices{{m_source, m_clock, *m_display, 50ms},
                                m_ledger,
                                [this](const QUrlQuery &query) {
                                    m_usageAsked = query;
                                    ++m_usageReads;
                                    return QtFuture::makeReadyFuture(m_usage);
                                },
                                [] { return u"production, <b>"_s; },
                                [this](const QString &page, const collection::Filter &filter) {
                                    m_opened += {page, filter};
                                }});
        m_page->resize(1248, 800);
    }
    QString saveWith(const char *action, const QString &name)
    {
        const QString file = m_folder.filePath(name);
        QFile::remove(file);
        m_page->findChild<QAction *>(QLatin1String(action))->trigger();
        auto *dialog = m_page->findChild<QFileDialog *>(u"exportFiles"_s);
        emit dialog->fileSelected(file);
        dialog->close();
        return file;
    }
    static QByteArray read(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Of ten minutes ago.
    void noteEntry()
    {
        m_ledger->add({{u"action"_s, u"secrets.rotate"_s},
                       {u"target_id"_s, u"stripe/acme"_s},
                       {u"actor"_s, u"mira"_s}});
        m_ledger->rows.front().key.sort = m_clock.now() - 10min;
    }
    void show(bool isRead = true)
    {
        make();
        m_page->show();
        if (isRead)
            QTRY_VERIFY(!chart("ingest-rate")->showsMessage());
    }
    charts::MetricChart *chart(const char *id) const
    {
        return m_page->findChild<charts::MetricChart *>("chart-"_L1 + QLatin1String(id));
    }
    QComboBox *box(const char *name) const
    {
        return m_page->findChild<QComboBox *>(QLatin1String(name));
    }
    void choose(const char *name, const QVariant &data) const
    {
        box(name)->setCurrentIndex(box(name)->findData(data));
    }
    void press(const char *id, Qt::Key key) const
    {
        QTest::keyClick(chart(id)->findChild<QWidget *>(u"plot"_s), key);
    }

    QTemporaryDir m_folder;
    test::ManualClock m_clock;
    std::shared_ptr<test::FakeMetrics> m_source;
    std::shared_ptr<test::FakeSource> m_ledger;
    Result<QJsonObject> m_usage;
    QUrlQuery m_usageAsked;
    int m_usageReads = 0;
    std::unique_ptr<widgets::DisplayOptions> m_display;
    QList<std::pair<QString, collection::Filter>> m_opened;
    std::unique_ptr<ui::MetricsPage> m_page;
};

QTEST_MAIN(MetricsPageTest)
#include "metricspage_test.moc"
