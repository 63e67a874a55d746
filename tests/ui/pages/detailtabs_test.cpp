#include "models/jobs/jobcollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/ui/support/fakedetailreader.h"
#include "ui/collection/shapes.h"
#include "ui/pages/tabs/canonicaltab.h"
#include "ui/pages/tabs/deliveriestab.h"
#include "ui/pages/tabs/payloadtab.h"
#include "ui/pages/tabs/timelinetab.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/payloadview.h"
#include "ui/widgets/plaintextview.h"

#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSplitter>
#include <QTableView>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

/// Answers when the test says so.
class SlowReader final : public DetailReader
{
public:
    QFuture<Result<EventPayload>> payload(const Uuid &) override
    {
        promises.push_back(std::make_shared<QPromise<Result<EventPayload>>>());
        promises.back()->start();
        return promises.back()->future();
    }
    QFuture<Result<QList<DeliveryTry>>> tries(TriesOf, const Uuid &) override { return {}; }
    QFuture<Result<Timeline>> timeline(const Uuid &) override { return {}; }
    QFuture<Result<QString>> verify(const Uuid &) override { return {}; }
    void answer(std::size_t call, const QByteArray &body)
    {
        EventPayload payload;
        payload.body = body;
        promises.at(call)->addResult(Result<EventPayload>(payload));
        promises.at(call)->finish();
    }
    std::vector<std::shared_ptr<QPromise<Result<EventPayload>>>> promises;
};

struct Fixture
{
    Fixture()
    {
        for (const auto &event :
             {u"01a1e9b4-ed58-7327-b569-6ed663e67881"_s, u"01a1e9b4-ed58-7327-b569-6ed663e67882"_s})
            source.add({{u"event_id"_s, event}});
    }
    void show(DetailTab &tab, std::size_t row) { tab.showRow(descriptor, source.rows.at(row)); }
    widgets::DisplayOptions display;
    const collection::Descriptor descriptor = jobs::jobCollection();
    test::FakeSource source{descriptor};
    std::shared_ptr<test::FakeDetailReader> reader = std::make_shared<test::FakeDetailReader>();
};

/// A refund that Stripe sent, and what was made of it.
EventPayload refund()
{
    EventPayload payload;
    payload.body = "{\"id\":\"evt_1\",\"type\":\"charge.refunded\","
                   "\"data\":{\"object\":{\"id\":\"ch_1\",\"customer\":\"cus_1\"}}}";
    payload.canonical = u"{\"source\":\"stripe\",\"actor\":{\"id\":\"cus_1\",\"email\":null},"
                        "\"subject\":{\"type\":\"charge\"},\"data\":{\"id\":\"ch_1\"}}"_s;
    return payload;
}

/// The canonical tab of an event, and what it says of the line that the caret is put into.
struct Origins
{
    explicit Origins(const EventPayload &payload)
    {
        fixture.reader->payloadAnswer = payload;
        tab.resize(900, 600);
        tab.show();
        fixture.show(tab, 0);
    }
    QString of(const QString &text)
    {
        canonical->search(text);
        return origin->text();
    }
    QStringList marked() const
    {
        QStringList rows;
        for (const auto &[first, last] : arrived->markedLines())
            rows += arrived->rowText(first);
        return rows;
    }
    Fixture fixture;
    CanonicalTab tab{fixture.reader, u"event_id"_s, nullptr};
    widgets::CodeView *canonical = tab.findChild<widgets::CodeView *>(u"canonicalView"_s);
    widgets::CodeView *arrived = tab.findChild<widgets::CodeView *>(u"arrivedView"_s);
    QLabel *origin = tab.findChild<QLabel *>(u"originText"_s);
};

} // namespace

class TabsTest : public QObject
{
    Q_OBJECT

private slots:
    void thePayloadIsReadByTheEventsId()
    {
        Fixture fixture;
        EventPayload payload;
        payload.body = "{\"a\":1}";
        fixture.reader->payloadAnswer = payload;
        PayloadTab tab(fixture.reader, u"event_id"_s, nullptr);
        fixture.show(tab, 0);
        QTRY_COMPARE(tab.findChild<widgets::PayloadView *>()->payload(), QByteArray("{\"a\":1}"));
        QCOMPARE(fixture.reader->asked.size(), 1);
        QCOMPARE(fixture.reader->asked.first().toString(),
                 std::string("01a1e9b4-ed58-7327-b569-6ed663e67881"));
    }

    void aRowThatOnlyChangedIsNotReadAgain()
    {
        Fixture fixture;
        EventPayload payload;
        payload.body = "{}";
        fixture.reader->payloadAnswer = payload;
        PayloadTab tab(fixture.reader, u"event_id"_s, nullptr);
        fixture.show(tab, 0);
        QTRY_COMPARE(tab.findChild<widgets::PayloadView *>()->payload(), QByteArray("{}"));
        fixture.show(tab, 0);
        QCOMPARE(fixture.reader->asked.size(), 1);
    }

    void anAnswerToTheRowBeforeIsDropped()
    {
        Fixture fixture;
        auto slow = std::make_shared<SlowReader>();
        PayloadTab tab(slow, u"event_id"_s, nullptr);
        fixture.show(tab, 0);
        fixture.show(tab, 1);
        slow->answer(1, "second");
        auto *view = tab.findChild<widgets::PayloadView *>();
        QTRY_COMPARE(view->payload(), QByteArray("second"));
        slow->answer(0, "first");
        QCoreApplication::processEvents();
        QCOMPARE(view->payload(), QByteArray("second"));
    }

    void whatCannotBeReadSaysWhyAndIsTriedAgain()
    {
        Fixture fixture;
        fixture.reader->payloadAnswer = failure(ErrorKind::Unavailable, u"The gateway is away."_s);
        PayloadTab tab(fixture.reader, u"event_id"_s, nullptr);
        tab.show();
        fixture.show(tab, 0);
        auto *notice = tab.findChild<widgets::NoticeStrip *>(u"tabNotice"_s);
        QTRY_VERIFY(notice->isVisible());
        QCOMPARE(notice->text(), u"The gateway is away."_s);
        EventPayload payload;
        payload.body = "[]";
        fixture.reader->payloadAnswer = payload;
        QTest::mouseClick(tab.findChild<QPushButton *>(u"tabRetry"_s), Qt::LeftButton);
        QTRY_COMPARE(tab.findChild<widgets::PayloadView *>()->payload(), QByteArray("[]"));
        QVERIFY(!notice->isVisible());
    }

    void whatWasRefusedSaysWhy()
    {
        Fixture fixture;
        EventPayload payload;
        payload.body = "{}";
        payload.diagnosis = u"The signature does not match."_s;
        fixture.reader->payloadAnswer = payload;
        PayloadTab tab(fixture.reader, u"event_id"_s, nullptr);
        tab.show();
        fixture.show(tab, 0);
        auto *notice = tab.findChild<widgets::NoticeStrip *>(u"tabNotice"_s);
        QTRY_VERIFY(notice->isVisible());
        QCOMPARE(notice->text(), u"The signature does not match."_s);
    }

    void aCanonicalFieldMarksWhatItCameFromAndNamesTheLineOfTheMapping()
    {
        Origins origins(refund());
        QTRY_COMPARE(origins.of(u"cus_1"_s).section(u'\n', 0, 0),
                     u"/actor/id comes from /data/object/customer."_s);
        QCOMPARE(origins.marked(), QStringList(u"\"customer\": \"cus_1\""_s));
        const QRegularExpression line(
            u"\\nmappings/stripe\\.json:\\d+  \\{/data/object/customer\\}$"_s);
        QVERIFY2(line.match(origins.origin->text()).hasMatch(), qPrintable(origins.origin->text()));
    }

    void whatIsInTheDataMarksTheVeryPlace()
    {
        Origins origins(refund());
        QTRY_COMPARE(origins.of(u"ch_1"_s).section(u'\n', 0, 0),
                     u"/data/id comes from /data/object/id."_s);
        QCOMPARE(origins.marked(), QStringList(u"\"id\": \"ch_1\","_s));
    }

    void whatNoMappingMadeIsSaidAndNothingIsMarked()
    {
        Origins origins(refund());
        QTRY_COMPARE(origins.of(u"stripe"_s), u"/source is the gateway's own, of no mapping."_s);
        QVERIFY(origins.marked().isEmpty());
        QCOMPARE(origins.of(u"email"_s).section(u'\n', 0, 0),
                 u"/actor/email is null: the event has nothing at the places that are named."_s);
        QVERIFY(origins.of(u"email"_s).count(u'\n') > 1);
    }

    void anEventOfASourceWithoutAMappingIsShownAllTheSame()
    {
        EventPayload payload = refund();
        payload.canonical.replace(u"stripe"_s, u"../elsewhere"_s);
        Origins origins(payload);
        QTRY_COMPARE(origins.of(u"cus_1"_s),
                     u"This program has no mapping that made this event."_s);
        QVERIFY(origins.arrived->rowCount() > 1);
    }

    void theTwoDocumentsStandOneAboveTheOtherWhereThePaneIsNarrow()
    {
        Origins origins(refund());
        auto *splitter = origins.tab.findChild<QSplitter *>();
        QCOMPARE(splitter->orientation(), Qt::Horizontal);
        origins.tab.resize(420, 600);
        QCOMPARE(splitter->orientation(), Qt::Vertical);
    }

    void triesStandNewestFirstAndShowTheAnswer()
    {
        Fixture fixture;
        DeliveryTry first;
        first.attempt = 1;
        first.responseStatus = 503;
        first.responseBody = "down";
        DeliveryTry second;
        second.attempt = 2;
        second.at = first.at + std::chrono::seconds(1);
        second.error = u"no answer within 10 s"_s;
        fixture.reader->triesAnswer = QList<DeliveryTry>{first, second};
        DeliveriesTab tab(fixture.reader, TriesOf::Event, u"event_id"_s, fixture.display, nullptr);
        fixture.show(tab, 0);
        auto *table = tab.findChild<QTableView *>(u"triesTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QCOMPARE(fixture.reader->askedFor, TriesOf::Event);
        QCOMPARE(table->model()->index(0, 0).data().toString(), u"2"_s);
        QCOMPARE(table->model()->index(0, 2).data().toString(), u"none"_s);
        table->selectRow(1);
        QCOMPARE(tab.findChild<widgets::PayloadView *>()->payload(), QByteArray("down"));
    }

    void timesFollowTheSwitchToUtc()
    {
        Fixture fixture;
        Happening received;
        received.at = Timestamp(std::chrono::hours(13)); // 1970-01-01 13:00 UTC
        fixture.reader->timelineAnswer = Timeline{{received}, false};
        TimelineTab tab(fixture.reader, u"event_id"_s, fixture.display, {}, nullptr);
        const auto shown = [&] {
            const auto labels = tab.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
                return label->text().startsWith(u"13:00:00"_s);
            });
        };
        fixture.show(tab, 0);
        QTRY_COMPARE(tab.findChildren<widgets::ElidedLabel *>().size(), 1);
        QVERIFY(!shown());
        fixture.display.setUtc(true);
        fixture.show(tab, 0);
        QTRY_VERIFY(shown());
    }

    void aLongReadingIsGivenUpAndCanBeTriedAgain()
    {
        Fixture fixture;
        const auto reader = std::make_shared<SlowReader>();
        PayloadTab tab(reader, u"event_id"_s, nullptr);
        QSignalSpy waiting(&tab, &DetailTab::waitingChanged);
        fixture.show(tab, 0);
        QTRY_VERIFY(tab.isWaiting());
        tab.stop();
        QVERIFY(!tab.isWaiting());
        QCOMPARE(waiting.size(), 2);
        QVERIFY(reader->promises.at(0)->isCanceled());
        auto *notice = tab.findChild<widgets::NoticeStrip *>(u"tabNotice"_s);
        QCOMPARE(notice->text(), u"Reading was stopped."_s);
        QTest::mouseClick(tab.findChild<QPushButton *>(u"tabRetry"_s), Qt::LeftButton);
        reader->answer(1, "read at last");
        QTRY_COMPARE(tab.findChild<widgets::PayloadView *>()->payload(), "read at last");
    }

    void theTimelineSpeaksWordsAndCountsTriesOverAllRounds()
    {
        Fixture fixture;
        using Kind = Happening::Kind;
        const auto happening = [](Kind kind, const char *status, int number) {
            Happening made;
            made.kind = kind;
            made.status = QString::fromLatin1(status);
            made.number = number;
            return made;
        };
        fixture.reader->timelineAnswer =
            Timeline{{happening(Kind::Tried, "failed", 1), happening(Kind::Tried, "failed", 2),
                      happening(Kind::DeadLettered, "open", 0),
                      happening(Kind::Operator, "dlq.reenqueue", 0),
                      happening(Kind::Tried, "processed", 1), happening(Kind::AiJob, "dead", 0)},
                     false};
        TimelineTab tab(fixture.reader, u"event_id"_s, fixture.display, {}, nullptr);
        fixture.show(tab, 0);
        QTRY_COMPARE(tab.findChildren<widgets::ElidedLabel *>().size(), 6);
        QStringList titles;
        for (const auto *label : tab.findChildren<widgets::ElidedLabel *>())
            titles += label->text();
        QCOMPARE(titles,
                 (QStringList{u"Try 1 failed"_s, u"Try 2 failed"_s, u"Given up: dead letter"_s,
                              u"Dead letter re-enqueued by an operator"_s, u"Try 3 succeeded"_s,
                              u"AI job: dead"_s}));
    }

    void theTimelineLeadsToOthersOfTheTraceAndToWhatWasSent()
    {
        Fixture fixture;
        const Uuid own = *Uuid::parse("01a1e9b4-ed58-7327-b569-6ed663e67881");
        const Uuid other = *Uuid::parse("01a1e9b4-ed58-7327-b569-6ed663e67882");
        Happening tried;
        tried.kind = Happening::Kind::Tried;
        tried.event = own;
        tried.delivery = other;
        Happening received;
        received.event = other;
        fixture.reader->timelineAnswer = Timeline{{tried, received}};
        QStringList opened;
        const auto open = [&](const QString &page, const Uuid &row) {
            QVERIFY(row == other);
            opened += page;
        };
        TimelineTab tab(fixture.reader, u"event_id"_s, fixture.display, open, nullptr);
        tab.resize(430, 400);
        tab.show();
        fixture.show(tab, 0);
        QTRY_COMPARE(tab.findChildren<QPushButton *>(u"timelineLink"_s).size(), 2);
        const auto links = tab.findChildren<QPushButton *>(u"timelineLink"_s);
        QCOMPARE(links.at(0)->text(), u"Request and answer"_s);
        QCOMPARE(links.at(1)->text(), u"Event 01a1e9b4-ed58-7327-b569-6ed663e67882"_s);
        for (QPushButton *link : links)
            QTest::mouseClick(link, Qt::LeftButton);
        QTRY_COMPARE(opened, (QStringList{u"deliveries"_s, u"events"_s}));
    }

    void theTimelineTellsOfChecksAndWaits()
    {
        Fixture fixture;
        using Kind = Happening::Kind;
        fixture.display.setUtc(true);
        Happening waiting;
        waiting.kind = Kind::Waiting;
        waiting.until = Timestamp(std::chrono::hours(13));
        fixture.reader->timelineAnswer =
            Timeline{{{.kind = Kind::Verified}, {.kind = Kind::Held}, waiting}};
        TimelineTab tab(fixture.reader, u"event_id"_s, fixture.display, {}, nullptr);
        fixture.show(tab, 0);
        QTRY_COMPARE(tab.findChildren<widgets::ElidedLabel *>().size(), 3);
        QStringList titles;
        for (const auto *label : tab.findChildren<widgets::ElidedLabel *>())
            titles += label->text();
        QCOMPARE(titles,
                 (QStringList{u"Signature verified"_s, u"Held back; not counted as a try"_s,
                              u"Waits for its next try"_s}));
        QVERIFY(tab.findChild<widgets::PlainTextView *>()->toPlainText().contains(u"13:00:00"_s));
    }

    void theTimelineSaysWhatItLeavesOut()
    {
        Fixture fixture;
        fixture.reader->timelineAnswer = Timeline{{Happening()}, true, true};
        TimelineTab tab(fixture.reader, u"event_id"_s, fixture.display, {}, nullptr);
        fixture.show(tab, 0);
        const auto *notice = tab.findChild<widgets::NoticeStrip *>(u"tabNotice"_s);
        QTRY_VERIFY(notice->title().contains(u"Only the latest 1 entries"_s));
        QVERIFY(notice->title().contains(u"more events"_s));
    }

    void aDryRunIsNoFailureAndNoTry()
    {
        Fixture fixture;
        Happening built;
        built.kind = Happening::Kind::Tried;
        built.status = QString::fromLatin1(kDryRun);
        Happening sent = built;
        sent.status = u"processed"_s;
        fixture.reader->timelineAnswer = Timeline{{built, sent}, false};
        TimelineTab tab(fixture.reader, u"event_id"_s, fixture.display, {}, nullptr);
        fixture.show(tab, 0);
        QTRY_COMPARE(tab.findChildren<widgets::ElidedLabel *>().size(), 2);
        QCOMPARE(tab.findChildren<widgets::ElidedLabel *>().at(0)->text(),
                 u"Dry run: built, not sent"_s);
        QCOMPARE(tab.findChildren<widgets::ElidedLabel *>().at(1)->text(), u"Try 1 succeeded"_s);
        QCOMPARE(paintedShape(built.status), widgets::StatusShape::HollowCircle);
    }

    void aDryRunAmongTheTriesSaysThatNothingWasSent()
    {
        Fixture fixture;
        DeliveryTry built;
        built.attempt = 1;
        built.isDryRun = true;
        built.error = u"Not sent: the route's mode is dry_run"_s;
        fixture.reader->triesAnswer = QList<DeliveryTry>{built};
        DeliveriesTab tab(fixture.reader, TriesOf::Event, u"event_id"_s, fixture.display, nullptr);
        fixture.show(tab, 0);
        const auto *table = tab.findChild<QTableView *>(u"triesTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 2).data().toString(), u"dry run"_s);
        QCOMPARE(table->model()->index(0, 3).data().toString(), u"–"_s);
        const auto facts = tab.findChild<widgets::KeyValueView *>()->rows();
        QCOMPARE(facts.at(1).value, u"dry run: built, not sent"_s);
        QCOMPARE(facts.at(1).shape, widgets::StatusShape::HollowCircle);
    }
};

int main(int argc, char **argv)
{
    qputenv("TZ", "Asia/Tokyo"); // not UTC, wherever the test runs
    QApplication application(argc, argv);
    TabsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "detailtabs_test.moc"
