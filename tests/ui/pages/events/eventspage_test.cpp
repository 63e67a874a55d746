#include "models/events/eventcollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/fakedetailreader.h"
#include "ui/collection/collectiontable.h"
#include "ui/pages/events/eventspage.h"
#include "ui/pages/tabs/fixtureflow.h"
#include "ui/widgets/noticestrip.h"

#include <QFileDialog>
#include <QTemporaryDir>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

/// The page on one event of these cells, which is selected.
struct Fixture
{
    explicit Fixture(const QHash<QString, QVariant> &cells)
    {
        source->add(cells);
        page.reset(makeEventsPage({.database = nullptr,
                                   .api = api,
                                   .clock = clock,
                                   .display = display,
                                   .environment = [] { return Environment{}; },
                                   .actor = [] { return std::optional<Whoami>(); },
                                   .source = [this](const auto &) { return source; }},
                                  nullptr));
        page->resize(1000, 600);
        page->show();
        auto *table = page->findChild<CollectionTable *>();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->setCurrentIndex(table->model()->index(0, 0));
    }
    void run(const QString &command)
    {
        for (QAction *action : page->findChild<CollectionTable *>()->actions()) {
            if (action->text() == command)
                return action->trigger();
        }
        QFAIL("there is no such command");
    }

    test::ManualClock clock;
    widgets::DisplayOptions display;
    AdminClient api{QUrl(u"http://127.0.0.1:1"_s), {}};
    std::shared_ptr<test::FakeSource> source =
        std::make_shared<test::FakeSource>(events::eventCollection());
    std::unique_ptr<CollectionPage> page;
};

/// A list of two events, both selected, whose payloads are as `reader` says.
struct Recorded
{
    Recorded()
    {
        source->add({{u"source"_s, u"stripe"_s}, {u"event_type"_s, u"invoice.paid"_s}});
        source->add({{u"source"_s, u"stripe"_s}, {u"event_type"_s, u"charge.refunded"_s}});
        EventPayload payload;
        payload.body = QByteArray("{}");
        payload.requestUrl = u"https://hooks.example/stripe"_s;
        payload.headers = {{u"Authorization"_s, u"[redacted]"_s}, {u"X-Kept"_s, u"yes"_s}};
        reader->payloadAnswer = payload;
        const CollectionServices services{source,
                                          api,
                                          clock,
                                          display,
                                          [] { return Environment{}; },
                                          [] { return std::optional<Whoami>(); }};
        page = std::make_unique<CollectionPage>(events::eventCollection(), services,
                                                DetailTabFactory());
        flow = new FixtureFlow(reader, page.get());
        flow->setDrag([this](const QString &fileName) { dragged.append(fileName); });
        page->resize(1000, 600);
        page->show();
        page->activate();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        table()->selectAll();
        table()->selectionModel()->setCurrentIndex(table()->model()->index(0, 0),
                                                   QItemSelectionModel::NoUpdate);
    }
    CollectionTable *table() { return page->findChild<CollectionTable *>(); }
    void draw(const QPoint &by)
    {
        const QPoint from = table()->visualRect(table()->model()->index(1, 1)).center();
        QWidget *seen = table()->viewport();
        QTest::mousePress(seen, Qt::LeftButton, {}, from);
        QMouseEvent moved(QEvent::MouseMove, from + by, seen->mapToGlobal(from + by), Qt::NoButton,
                          Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(seen, &moved);
    }

    test::ManualClock clock;
    widgets::DisplayOptions display;
    AdminClient api{QUrl(u"http://127.0.0.1:1"_s), {}};
    std::shared_ptr<test::FakeSource> source =
        std::make_shared<test::FakeSource>(events::eventCollection());
    std::shared_ptr<test::FakeDetailReader> reader = std::make_shared<test::FakeDetailReader>();
    std::unique_ptr<CollectionPage> page;
    FixtureFlow *flow = nullptr;
    QStringList dragged;
};

} // namespace

class EventsPageTest : public QObject
{
    Q_OBJECT

private slots:
    void relatedEventsAreAFilterAway_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("command");
        QTest::addColumn<bool>("ofTenant");
        QTest::newRow("subject") << u"subject_id"_s << u"Events of the same subject"_s << true;
        QTest::newRow("address") << u"actor_email"_s << u"Events of the same e-mail address"_s
                                 << true;
        QTest::newRow("trace") << u"trace_id"_s << u"Events of the same trace"_s << false;
    }
    void relatedEventsAreAFilterAway()
    {
        QFETCH(QString, column);
        QFETCH(QString, command);
        QFETCH(bool, ofTenant);
        Fixture fixture({{column, u"x-7"_s}, {u"tenant"_s, u"acme"_s}});
        fixture.run(command);
        const auto conditions = fixture.page->model()->filter().conditions;
        QCOMPARE(conditions.size(), ofTenant ? 2 : 1);
        QCOMPARE(conditions.first().field, column);
        QCOMPARE(conditions.first().values, QStringList{u"x-7"_s});
        if (ofTenant)
            QCOMPARE(conditions.last().values, QStringList{u"acme"_s});
    }

    void whatIsMissingOrMaskedIsNotLookedFor_data()
    {
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<QString>("said");
        QTest::newRow("missing") << QVariant() << u"has none"_s;
        QTest::newRow("masked") << QVariant(u"j•••@e•••.com"_s) << u"masked"_s;
    }
    void whatIsMissingOrMaskedIsNotLookedFor()
    {
        QFETCH(QVariant, value);
        QFETCH(QString, said);
        Fixture fixture({{u"actor_email"_s, value}, {u"tenant"_s, u"acme"_s}});
        fixture.run(u"Events of the same e-mail address"_s);
        QVERIFY(fixture.page->model()->filter().isEmpty());
        QVERIFY2(fixture.page->statusText().contains(said), qPrintable(fixture.page->statusText()));
    }

    void theSelectedEventsAreDraggedOutAsAFile()
    {
        Recorded recorded;
        recorded.draw({60, 0});
        QTRY_COMPARE(recorded.dragged.size(), 1);
        const QString file = recorded.dragged.first();
        QVERIFY(file.endsWith(u"/events-2.ndjson"_s));
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        const auto fixtures = replay::readFixtureFile(file);
        QVERIFY(fixtures);
        QCOMPARE(fixtures->size(), std::size_t(2));
        const replay::Fixture &first = fixtures->front();
        QCOMPARE(first.eventType, std::string("invoice.paid"));
        QCOMPARE(first.source, std::string("stripe"));
        QCOMPARE(first.url, std::string("https://hooks.example/stripe"));
        QCOMPARE(first.body, std::string("{}"));
        QVERIFY(first.receivedAt.has_value());
        const signing::HeaderList kept{{"X-Kept", "yes"}};
        QVERIFY(first.headers == kept);
    }

    void aHandThatTremblesDragsNothing()
    {
        Recorded recorded;
        recorded.draw({2, 1});
        QVERIFY(recorded.reader->asked.isEmpty());
    }

    void theSelectedEventsAreSavedWithoutAMouse()
    {
        Recorded recorded;
        const QTemporaryDir folder;
        QTest::keyClick(recorded.table(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto *files = recorded.page->findChild<QFileDialog *>(u"fixtureFiles"_s);
        QVERIFY(files);
        files->selectFile(folder.filePath(u"saved"_s));
        static_cast<QDialog *>(files)->accept();
        QTRY_VERIFY(recorded.page->statusText().contains(u"Saved 2 events as "_s));
        QVERIFY(replay::readFixtureFile(folder.filePath(u"saved.ndjson"_s)).has_value());
    }

    void theSelectedEventsAreTakenToAReplay()
    {
        Recorded recorded;
        std::vector<replay::Fixture> taken;
        recorded.flow->offerReplay(
            [&](const std::vector<replay::Fixture> &events) { taken = events; });
        QTest::keyClick(recorded.table(), Qt::Key_Y, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(taken.size(), std::size_t(2));
        QCOMPARE(taken.front().eventType, std::string("invoice.paid"));
        QCOMPARE(taken.front().body, std::string("{}"));
    }

    void whyThereAreNoFixturesIsSaid()
    {
        Recorded recorded;
        recorded.reader->payloadAnswer->body.reset();
        recorded.draw({60, 0});
        const auto *strip = recorded.page->findChild<widgets::NoticeStrip *>(u"noticeStrip"_s);
        QTRY_COMPARE(strip->title(), u"No fixtures were made"_s);
        QVERIFY(strip->text().contains(u"were not kept"_s));
        QVERIFY(recorded.dragged.isEmpty());
    }

    void tooManyEventsAreNotRead()
    {
        const auto reader = std::make_shared<test::FakeDetailReader>();
        FixtureCollector collector(
            reader, std::vector<RecordedEvent>(FixtureCollector::mostEvents + 1), nullptr);
        QSignalSpy failed(&collector, &FixtureCollector::failed);
        collector.start();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(reader->asked.isEmpty());
    }
};

QTEST_MAIN(EventsPageTest)
#include "eventspage_test.moc"
