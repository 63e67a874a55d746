#include "models/events/eventcollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/fakedetailreader.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/collection/fieldreveal.h"
#include "ui/collection/maskedstrip.h"
#include "ui/collection/summarytab.h"
#include "ui/pages/tabs/headerstab.h"
#include "ui/pages/tabs/payloadtab.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/headersview.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/payloadview.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

const QString eventId = u"01a1e9b4-ed58-7327-b569-6ed663e67881"_s;
constexpr const char *maskedBody =
    "{\"email\":\"j•••@e•••.com\",\"phone\":\"+49 ••• ••23\",\"n\":1.10}";

Whoami actorWith(const QStringList &capabilities)
{
    return {u"mira"_s, u"support"_s, capabilities, {}, {}, u"local"_s, u"1"_s, 1};
}

/// A tab with the reveal of its page, and a gateway that reveals what it is told to.
struct Fixture
{
    Fixture()
    {
        source->add({{u"id"_s, eventId},
                     {u"source"_s, u"stripe"_s},
                     {u"actor_email"_s, u"j•••@e•••.com"_s}});
        server.answer = [this](const test::TinyRequest &) { return answer; };
        EventPayload payload;
        payload.body = maskedBody;
        payload.requestUrl = u"http://gateway/"_s;
        payload.headers = {{u"Accept"_s, u"*/*"_s},
                           {u"X-Forwarded-For"_s, u"203.0.•••.•••"_s},
                           {u"X-Forwarded-For"_s, u"10.0.•••.•••"_s}};
        reader->payloadAnswer = payload;
        reveal.setPage(&page);
    }
    /// `fields`: what the gateway answers.
    void reveals(const QJsonObject &fields)
    {
        answer.body = QJsonDocument(QJsonObject{{u"fields"_s, fields}}).toJson();
    }
    template <typename Tab>
    void show(Tab &tab)
    {
        tab.setReveal(&reveal);
        tab.resize(600, 400);
        tab.show();
        tab.showRow(events::eventCollection(), source->rows.at(0));
    }
    QByteArray id() const
    {
        return QByteArray::fromStdString(source->rows.at(0).key.id.toString());
    }
    QDialog *dialog() { return page.findChild<QDialog *>(u"actionDialog"_s); }
    /// Checks the fields of these numbers and says why.
    void confirm(const QList<int> &fields)
    {
        auto *list = dialog()->findChild<QListWidget *>(u"revealFields"_s);
        for (const int field : fields)
            list->item(field)->setCheckState(Qt::Checked);
        QTest::keyClicks(dialog()->findChild<QLineEdit *>(u"reasonField"_s), u"she called"_s);
        QTest::mouseClick(dialog()->findChild<QPushButton *>(u"confirmAction"_s), Qt::LeftButton);
    }
    QJsonObject asked() const
    {
        return QJsonDocument::fromJson(server.requests.constLast().body).object();
    }

    QWidget page;
    test::TinyServer server;
    test::TinyAnswer answer;
    AdminClient api{server.url(), "token"};
    test::ManualClock clock;
    widgets::DisplayOptions display;
    std::optional<Whoami> actor = actorWith({u"read"_s, u"reveal"_s});
    std::shared_ptr<test::FakeSource> source =
        std::make_shared<test::FakeSource>(events::eventCollection());
    std::shared_ptr<test::FakeDetailReader> reader = std::make_shared<test::FakeDetailReader>();
    FieldReveal reveal{{source, api, clock, display,
                        [] {
                            return Environment{u"local"_s, {}};
                        },
                        [this] { return actor; }},
                       std::chrono::hours(1)};
};

QPushButton *button(QWidget &tab, const QString &name)
{
    return tab.findChild<QPushButton *>(name);
}

QByteArray bodyOf(PayloadTab &tab)
{
    return tab.findChild<widgets::PayloadView *>()->payload();
}

} // namespace

class RevealTest : public QObject
{
    Q_OBJECT

private slots:
    void whatIsMaskedIsSaidAboveIt();
    void whereNothingIsMaskedNothingIsOffered();
    void whoMayNotRevealSeesWhy();
    void aFieldOfThePayloadIsRevealed();
    void nothingIsAskedForWithoutAFieldAndAReason();
    void theKeyAsksToo();
    void theMenuOfThePayloadHasIt();
    void aHeaderIsRevealedWhichIsSelected();
    void theSecondHeaderOfANameIsItsOwn();
    void aColumnOfTheSummaryIsRevealed();
    void hideMasksAgain();
    void afterAWhileItIsMaskedAgain();
    void anotherRowForgetsIt();
    void anAnswerThatComesForAnotherRowIsDropped();
    void aRefusalIsTold();
};

void RevealTest::whatIsMaskedIsSaidAboveIt()
{
    Fixture fixture;
    PayloadTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QTRY_VERIFY(button(tab, u"reveal"_s)->isVisible());
    QVERIFY(button(tab, u"reveal"_s)->isEnabled());
    QVERIFY(!button(tab, u"hideRevealed"_s)->isVisible());
    QCOMPARE(bodyOf(tab), QByteArray(maskedBody));
}

void RevealTest::whereNothingIsMaskedNothingIsOffered()
{
    Fixture fixture;
    fixture.reader->payloadAnswer->body = "{\"n\":1}";
    PayloadTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QTRY_COMPARE(bodyOf(tab), QByteArray("{\"n\":1}"));
    QVERIFY(!tab.findChild<QWidget *>(u"maskedStrip"_s)->isVisible());
    QVERIFY(!tab.actions().constFirst()->isEnabled());
}

void RevealTest::whoMayNotRevealSeesWhy()
{
    Fixture fixture;
    fixture.actor = actorWith({u"read"_s});
    PayloadTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QTRY_VERIFY(button(tab, u"reveal"_s)->isVisible());
    QVERIFY(!button(tab, u"reveal"_s)->isEnabled());
    QVERIFY(button(tab, u"reveal"_s)->toolTip().contains(u"capability reveal"_s));
}

void RevealTest::aFieldOfThePayloadIsRevealed()
{
    Fixture fixture;
    fixture.reveals({{u"/body/email"_s, u"jane@example.com"_s}});
    PayloadTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QTRY_VERIFY(button(tab, u"reveal"_s)->isVisible());
    QTest::mouseClick(button(tab, u"reveal"_s), Qt::LeftButton);
    fixture.confirm({0});
    QTRY_COMPARE(
        bodyOf(tab),
        QByteArray("{\"email\":\"jane@example.com\",\"phone\":\"+49 ••• ••23\",\"n\":1.10}"));
    QCOMPARE(fixture.server.requests.constLast().path,
             QByteArray("/admin/v1/events/" + fixture.id() + "/reveal"));
    QCOMPARE(fixture.asked()[u"reason"].toString(), u"she called"_s);
    QCOMPARE(fixture.asked()[u"fields"].toArray(), QJsonArray{u"/body/email"_s});
    QVERIFY(button(tab, u"hideRevealed"_s)->isVisible());
}

void RevealTest::nothingIsAskedForWithoutAFieldAndAReason()
{
    Fixture fixture;
    PayloadTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QTRY_VERIFY(button(tab, u"reveal"_s)->isVisible());
    QTest::mouseClick(button(tab, u"reveal"_s), Qt::LeftButton);
    auto *confirm = fixture.dialog()->findChild<QPushButton *>(u"confirmAction"_s);
    auto *list = fixture.dialog()->findChild<QListWidget *>(u"revealFields"_s);
    QCOMPARE(list->count(), 2);
    QTest::keyClicks(fixture.dialog()->findChild<QLineEdit *>(u"reasonField"_s), u"she called"_s);
    QVERIFY(!confirm->isEnabled());
    list->item(1)->setCheckState(Qt::Checked);
    QVERIFY(confirm->isEnabled());
    fixture.dialog()->findChild<QLineEdit *>(u"reasonField"_s)->clear();
    QVERIFY(!confirm->isEnabled());
}

void RevealTest::theKeyAsksToo()
{
    Fixture fixture;
    PayloadTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QVERIFY(QTest::qWaitForWindowActive(&tab));
    QTRY_VERIFY(button(tab, u"reveal"_s)->isVisible());
    QTest::keyClick(&tab, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(fixture.dialog());
}

void RevealTest::theMenuOfThePayloadHasIt()
{
    Fixture fixture;
    PayloadTab tab(fixture.reader, u"id"_s, nullptr);
    const auto *view = tab.findChild<widgets::CodeView *>();
    QVERIFY(view->actions().contains(tab.actions().constFirst()));
}

void RevealTest::aHeaderIsRevealedWhichIsSelected()
{
    Fixture fixture;
    fixture.reveals({{u"/headers/X-Forwarded-For"_s, u"203.0.113.7"_s}});
    HeadersTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QTRY_VERIFY(button(tab, u"reveal"_s)->isVisible());
    auto *table = tab.findChild<widgets::HeadersView *>()->table();
    table->selectRow(1);
    QTest::mouseClick(button(tab, u"reveal"_s), Qt::LeftButton);
    fixture.confirm({});
    QTRY_COMPARE(table->model()->index(1, 1).data().toString(), u"203.0.113.7"_s);
    QCOMPARE(table->model()->index(2, 1).data().toString(), u"10.0.•••.•••"_s);
}

void RevealTest::theSecondHeaderOfANameIsItsOwn()
{
    Fixture fixture;
    fixture.reveals({{u"/headers/X-Forwarded-For/1"_s, u"10.0.0.9"_s}});
    HeadersTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QTRY_VERIFY(button(tab, u"reveal"_s)->isVisible());
    auto *table = tab.findChild<widgets::HeadersView *>()->table();
    QTest::mouseClick(button(tab, u"reveal"_s), Qt::LeftButton);
    fixture.confirm({1});
    QTRY_COMPARE(table->model()->index(2, 1).data().toString(), u"10.0.0.9"_s);
    QCOMPARE(fixture.asked()[u"fields"].toArray(), QJsonArray{u"/headers/X-Forwarded-For/1"_s});
}

void RevealTest::aColumnOfTheSummaryIsRevealed()
{
    Fixture fixture;
    fixture.reveals({{u"/event/actor_email"_s, u"jane@example.com"_s}});
    SummaryTab tab(fixture.clock, fixture.display);
    fixture.show(tab);
    QTest::mouseClick(button(tab, u"reveal"_s), Qt::LeftButton);
    fixture.confirm({});
    const auto values = [&tab] {
        QStringList all;
        for (const widgets::KeyValue &row : tab.findChild<widgets::KeyValueView *>()->rows())
            all += row.value;
        return all;
    };
    QTRY_VERIFY(values().contains(u"jane@example.com"_s));
}

void RevealTest::hideMasksAgain()
{
    Fixture fixture;
    fixture.reveals({{u"/body/email"_s, u"jane@example.com"_s}});
    PayloadTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QTRY_VERIFY(button(tab, u"reveal"_s)->isVisible());
    QTest::mouseClick(button(tab, u"reveal"_s), Qt::LeftButton);
    fixture.confirm({0});
    QTRY_VERIFY(button(tab, u"hideRevealed"_s)->isVisible());
    QTest::mouseClick(button(tab, u"hideRevealed"_s), Qt::LeftButton);
    QCOMPARE(bodyOf(tab), QByteArray(maskedBody));
    QVERIFY(!button(tab, u"hideRevealed"_s)->isVisible());
}

void RevealTest::afterAWhileItIsMaskedAgain()
{
    Fixture fixture;
    fixture.reveals({{u"/body/email"_s, u"jane@example.com"_s}});
    FieldReveal brief({fixture.source, fixture.api, fixture.clock, fixture.display,
                       [] {
                           return Environment{u"local"_s, {}};
                       },
                       [&fixture] { return fixture.actor; }},
                      std::chrono::milliseconds(1));
    QWidget page;
    brief.setPage(&page);
    QSignalSpy changed(&brief, &FieldReveal::changed);
    brief.ask(*Uuid::parse(eventId.toStdString()), {{u"/body/email"_s, u"•••"_s}});
    auto *dialog = page.findChild<QDialog *>(u"actionDialog"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonField"_s), u"she called"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"confirmAction"_s), Qt::LeftButton);
    QTRY_COMPARE(changed.size(), 2); // shown, and masked again
    QVERIFY(brief.fieldsOf(*Uuid::parse(eventId.toStdString())).empty());
    brief.setParent(nullptr);
}

void RevealTest::anotherRowForgetsIt()
{
    Fixture fixture;
    fixture.reveals({{u"/body/email"_s, u"jane@example.com"_s}});
    PayloadTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QTRY_VERIFY(button(tab, u"reveal"_s)->isVisible());
    QTest::mouseClick(button(tab, u"reveal"_s), Qt::LeftButton);
    fixture.confirm({0});
    QTRY_VERIFY(bodyOf(tab).contains("jane@"));
    fixture.reveal.forget(); // as CollectionPage::rowChanged says
    QCOMPARE(bodyOf(tab), QByteArray(maskedBody));
}

void RevealTest::anAnswerThatComesForAnotherRowIsDropped()
{
    Fixture fixture;
    fixture.reveals({{u"/body/email"_s, u"jane@example.com"_s}});
    PayloadTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QTRY_VERIFY(button(tab, u"reveal"_s)->isVisible());
    QTest::mouseClick(button(tab, u"reveal"_s), Qt::LeftButton);
    QSignalSpy answered(&fixture.api, &AdminClient::answered);
    fixture.confirm({0});
    fixture.reveal.forget();
    QTRY_COMPARE(answered.size(), 1);
    QVERIFY(fixture.reveal.fieldsOf(*Uuid::parse(eventId.toStdString())).empty());
}

void RevealTest::aRefusalIsTold()
{
    Fixture fixture;
    fixture.answer = {422, R"({"code":"field_unknown","detail":"This event has no text there."})",
                      "application/problem+json"};
    PayloadTab tab(fixture.reader, u"id"_s, nullptr);
    fixture.show(tab);
    QTRY_VERIFY(button(tab, u"reveal"_s)->isVisible());
    QSignalSpy failed(&fixture.reveal, &FieldReveal::failed);
    QTest::mouseClick(button(tab, u"reveal"_s), Qt::LeftButton);
    fixture.confirm({0});
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(bodyOf(tab), QByteArray(maskedBody));
}

QTEST_MAIN(RevealTest)
#include "reveal_test.moc"
