#include "models/bulk/itemcollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/pages/bulk/bulkitemspage.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/ratechart.h"
#include "ui/widgets/segmented.h"

#include <QAbstractButton>
#include <QTableView>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

const QString operationId = u"01a1e9b4-ed58-7327-b569-6ed663e67889"_s;
const QString letterId = u"01a1e9b4-ed58-7327-b569-6ed663e67890"_s;

constexpr const char *operationAnswer =
    R"({"id":"01a1e9b4-ed58-7327-b569-6ed663e67889","action":"reenqueue","state":"stopped",
        "state_reason":"7 of the last 11 items that came back failed","created_by":"mira",
        "total":40,"pending":29,"done":11,"deliveries":{"succeeded":4,"dead":0,"waiting":7,"under_way":0}})";
constexpr const char *paceAnswer =
    R"({"from":"2026-11-27T12:00:00Z","until":"2026-11-27T12:00:08Z","bucket_seconds":1,
        "buckets":[{"at":"2026-11-27T12:00:00Z","done":1,"not_eligible":0,"failed":0},
                   {"at":"2026-11-27T12:00:06Z","done":10,"not_eligible":0,"failed":0}],
        "plan":[{"from":"2026-11-27T12:00:00Z","until":"2026-11-27T12:00:05Z","per_second":1},
                {"from":"2026-11-27T12:00:05Z","until":"2026-11-27T12:00:08Z","per_second":2}],
        "ends":[{"at":"2026-11-27T12:00:08Z","state":"stopped"}]})";

constexpr const char *unfinishedPaceAnswer =
    R"({"from":"2026-11-27T12:00:00Z","until":"2026-11-27T12:00:05Z","bucket_seconds":1,
        "buckets":[{"at":"2026-11-27T12:00:00Z","done":1,"not_eligible":0,"failed":0}],
        "plan":[{"from":"2026-11-27T12:00:00Z","until":"2026-11-27T12:00:05Z","per_second":1}],
        "ends":[]})";

/// The items of an operation that stopped by itself, and of one that was done to jobs.
struct Fixture
{
    Fixture()
        : source(std::make_shared<test::FakeSource>(bulk::bulkItemCollection()))
        , api(server.url(), "token")
    {
        server.answer = [](const test::TinyRequest &request) {
            return test::TinyAnswer{200,
                                    request.path.endsWith("/pace") ? paceAnswer : operationAnswer};
        };
        display.setUtc(true);
        item = source->add({{u"outcome"_s, u"done"_s},
                            {u"operation_id"_s, operationId},
                            {u"target_type"_s, u"dead_letter"_s},
                            {u"target_id"_s, letterId}});
        PageServices services{nullptr,
                              api,
                              clock,
                              display,
                              [] {
                                  return Environment{u"local"_s, u"here"_s};
                              },
                              [] { return std::optional(Whoami()); },
                              [this](const collection::Descriptor &) { return source; }};
        services.openRow = [this](const QString &pageId, const Uuid &row) {
            opened += pageId + u' ' + QString::fromStdString(row.toString());
        };
        page.reset(makeBulkItemsPage(services, nullptr));
        page->resize(1200, 700);
        page->show();
        page->activate();
        QTRY_COMPARE(find<QTableView>("bulk-itemsTable")->model()->rowCount(), 1);
    }

    template <typename T>
    T *find(const char *name) const
    {
        return page->findChild<T *>(QString::fromLatin1(name));
    }

    test::ManualClock clock;
    widgets::DisplayOptions display;
    test::TinyServer server;
    std::shared_ptr<test::FakeSource> source;
    AdminClient api;
    Uuid item;
    QStringList opened;
    std::unique_ptr<CollectionPage> page;
};

} // namespace

class BulkItemsTest : public QObject
{
    Q_OBJECT

private slots:
    void ofNoOperationThereIsNoPace()
    {
        const Fixture fixture;
        QVERIFY(!fixture.find<QWidget>("operationPanel")->isVisible());
    }

    void howItStandsIsAboveItsItems()
    {
        const Fixture fixture;
        fixture.page->setFilter(bulk::itemsOf(operationId));
        QVERIFY(fixture.find<QWidget>("operationPanel")->isVisible());
        QTRY_COMPARE(
            fixture.find<widgets::ElidedLabel>("operationAbout")->text(),
            u"Stopped by itself: 7 of the last 11 items that came back failed. Re-enqueue: "
            "11 of 40 settled, 4 delivered by now, 7 waiting for another try, by mira"_s);
    }

    void thePaceIsToldInWords()
    {
        const Fixture fixture;
        fixture.page->setFilter(bulk::itemsOf(operationId));
        const auto *chart = fixture.find<widgets::RateChart>("rateChart");
        QTRY_VERIFY(chart->isVisible());
        QCOMPARE(chart->accessibleDescription(),
                 u"From 12:00:00 to 12:00:08, 1 s a bar. Planned: 1, 2 a second. Achieved: 1.4 a "
                 "second on the average, 10 at most. 12:00:08: stopped by itself."_s);
        QCOMPARE(chart->textAt(Timestamp(std::chrono::seconds(1'795'780'806))),
                 u"12:00:06: 10 a second, planned 2"_s);
    }

    void ofOneThatHasEndedThePaceIsReadAfterItsEndIsKnown()
    {
        Fixture fixture;
        bool isEndTold = false;
        fixture.server.answer = [&](const test::TinyRequest &request) {
            if (request.path.endsWith("/pace"))
                return test::TinyAnswer{200, isEndTold ? paceAnswer : unfinishedPaceAnswer};
            if (request.path.contains("bulk-operations") && !isEndTold) {
                // What was asked for at the same time is answered first.
                const auto other = fixture.api.whoami();
                if (!QTest::qWaitFor([&other] { return other.isFinished(); }))
                    return test::TinyAnswer{500};
                isEndTold = true;
            }
            return test::TinyAnswer{200, operationAnswer};
        };
        fixture.page->setFilter(bulk::itemsOf(operationId));
        QTRY_VERIFY(fixture.find<widgets::RateChart>("rateChart")
                        ->accessibleDescription()
                        .endsWith(u"12:00:08: stopped by itself."_s));
    }

    void anotherThatIsChosenDuringAReadIsReadFromItsBeginning()
    {
        Fixture fixture;
        QList<QByteArray> paths;
        fixture.server.answer = [&](const test::TinyRequest &request) {
            if (request.path.contains("bulk-operations")) {
                paths += request.path.mid(request.path.indexOf("bulk-operations"));
                if (paths.size() == 1)
                    fixture.page->setFilter(bulk::itemsOf(letterId));
            }
            return test::TinyAnswer{200,
                                    request.path.endsWith("/pace") ? paceAnswer : operationAnswer};
        };
        fixture.page->setFilter(bulk::itemsOf(operationId));
        QTRY_VERIFY(fixture.find<widgets::RateChart>("rateChart")->isVisible());
        const QByteArray other = "bulk-operations/" + letterId.toUtf8();
        QCOMPARE(
            paths,
            (QList<QByteArray>{"bulk-operations/" + operationId.toUtf8(), other, other + "/pace"}));
    }

    void ofNoneThatIsChosenDuringAReadNothingIsRead()
    {
        Fixture fixture;
        QList<QByteArray> paths;
        fixture.server.answer = [&](const test::TinyRequest &request) {
            paths += request.path;
            if (request.path.endsWith(operationId.toUtf8()))
                fixture.page->setFilter({});
            return test::TinyAnswer{200, operationAnswer};
        };
        const QSignalSpy answered(&fixture.api, &AdminClient::answered);
        fixture.page->setFilter(bulk::itemsOf(operationId));
        QTRY_VERIFY(!paths.isEmpty() && !answered.isEmpty());
        const auto other = fixture.api.whoami(); // is answered after what was asked for with it
        QTRY_VERIFY(other.isFinished());
        QVERIFY(std::none_of(paths.begin(), paths.end(),
                             [](const QByteArray &path) { return path.contains("/pace"); }));
    }

    void anOutcomeIsChosenFromTheStrip()
    {
        const Fixture fixture;
        fixture.page->setFilter(bulk::itemsOf(operationId));
        auto *outcomes = fixture.find<widgets::Segmented>("operationOutcomes");
        const auto buttons = outcomes->findChildren<QAbstractButton *>();
        QTest::mouseClick(buttons.at(4), Qt::LeftButton);
        QCOMPARE(fixture.page->filter(), bulk::itemsOf(operationId, u"failed"_s));
        fixture.page->setFilter(bulk::itemsOf(operationId));
        QCOMPARE(outcomes->current(), 0);
    }

    void anItemLeadsToItsDeadLetter()
    {
        const Fixture fixture;
        fixture.page->select(fixture.item);
        auto *open = fixture.find<QAbstractButton>("action-open-letter");
        QTRY_VERIFY(open->isVisible() && open->isEnabled());
        QTest::mouseClick(open, Qt::LeftButton);
        QCOMPARE(fixture.opened, QStringList{u"dead-letters "_s + letterId});
    }
};

QTEST_MAIN(BulkItemsTest)
#include "bulkitems_test.moc"
