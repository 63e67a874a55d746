#include "models/deadletters/deadlettercollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/collection/factstable.h"
#include "ui/pages/deadletters/grouppanel.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"

#include <QDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;
using deadletters::LetterGroup;

namespace {

/// A gateway with two groups.
struct Fixture
{
    Fixture()
        : source(std::make_shared<test::FakeSource>(deadletters::deadLetterCollection()))
        , api(server.url(), "token")
    {
        server.answer = [this](const test::TinyRequest &request) {
            if (request.method == "GET")
                return test::TinyAnswer{200, groups};
            changedPath = request.path;
            changed = QJsonDocument::fromJson(request.body).object();
            return answer;
        };
        const CollectionServices services{source,
                                          api,
                                          clock,
                                          display,
                                          [] {
                                              return Environment{u"local"_s, u"here"_s};
                                          },
                                          [] {
                                              Whoami who;
                                              who.actor = u"mira"_s;
                                              return std::optional(who);
                                          }};
        panel = std::make_unique<GroupPanel>(services, nullptr);
        panel->resize(1200, 300);
        QTRY_VERIFY(!panel->isHidden());
        panel->show();
        QVERIFY(QTest::qWaitForWindowActive(panel.get()));
    }

    template <typename T>
    T *find(const char *name) const
    {
        return panel->findChild<T *>(QString::fromLatin1(name));
    }
    FactsTable *table() const { return panel->findChild<FactsTable *>(); }
    QString text(int row, int column) const
    {
        return table()->model()->index(row, column).data().toString();
    }
    void click(int row) const
    {
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                          table()->visualRect(table()->model()->index(row, 1)).center());
    }

    test::ManualClock clock;
    widgets::DisplayOptions display;
    test::TinyServer server;
    QByteArray groups = R"({"items":[
        {"id":"aa","root_cause":"http_5xx","fingerprint":"# <b>","destination":"shop","path":"/order",
         "error":"WordPress answered 503 <b>","open":1019,"total":2291,
         "first_seen":"2026-11-17T11:24:00Z","last_seen":"2026-11-17T13:29:00Z",
         "tenants":["acme","globex"],"sources":["stripe"],"trend":[0,0,5,9],"state":"open",
         "owner":"jonas","note":null},
        {"id":"bb","root_cause":"poison","fingerprint":"nesting","destination":null,"path":null,
         "error":"JSON nesting deeper than #","open":2,"total":2,"first_seen":null,"last_seen":null,
         "tenants":["initech"],"sources":["woocommerce"],"trend":[],"state":"acknowledged",
         "owner":null,"note":"asked the vendor"}],"next":null})";
    test::TinyAnswer answer;
    QByteArray changedPath;
    QJsonObject changed;
    std::shared_ptr<test::FakeSource> source;
    AdminClient api;
    std::unique_ptr<GroupPanel> panel;
};

} // namespace

class GroupPanelTest : public QObject
{
    Q_OBJECT

private slots:
    void eachGroupSaysWhatItIsAndHowMany()
    {
        const Fixture fixture;
        QCOMPARE(fixture.table()->model()->rowCount(), 2);
        QCOMPARE(fixture.text(0, 0), u"http_5xx"_s);
        QCOMPARE(fixture.text(0, 1), u"WordPress answered 503 <b>"_s);
        QCOMPARE(fixture.text(0, 2), u"acme, globex: shop/order"_s);
        QCOMPARE(fixture.text(0, 3), u"1,019"_s);
        QCOMPARE(fixture.text(0, 4), u"2,291"_s);
        QCOMPARE(fixture.text(0, 8), u"jonas"_s);
        QCOMPARE(fixture.text(1, 2), u"initech"_s);
        QCOMPARE(fixture.text(1, 6), u"–"_s);
        QCOMPARE(fixture.text(1, 7), u"acknowledged"_s);
        QCOMPARE(fixture.table()->model()->index(0, 5).data(Qt::ToolTipRole).toString(),
                 u"14 died in the last 24 hours"_s);
    }

    void aChosenGroupShowsItsLetters()
    {
        const Fixture fixture;
        QSignalSpy chosen(fixture.panel.get(), &GroupPanel::chosen);
        fixture.click(1);
        QCOMPARE(chosen.size(), 1);
        const auto filter = chosen.first().first().value<collection::Filter>();
        QStringList conditions;
        for (const collection::Condition &condition : filter.conditions)
            conditions += condition.field + u'=' + condition.values.first();
        QCOMPARE(conditions,
                 (QStringList{u"root_cause=poison"_s, u"fingerprint=nesting"_s, u"destination="_s,
                              u"path="_s}));
        QVERIFY(validate(deadletters::deadLetterCollection(), filter));
        QCOMPARE(fixture.find<widgets::ElidedLabel>("groupAbout")->text(), u"asked the vendor"_s);
    }

    void theChoiceStaysWithItsGroupWhenTheOrderChanges()
    {
        Fixture fixture;
        fixture.click(1);
        QSignalSpy chosen(fixture.panel.get(), &GroupPanel::chosen);
        QJsonObject answer = QJsonDocument::fromJson(fixture.groups).object();
        QJsonArray items = answer[u"items"_s].toArray();
        items = {items[1], items[0]};
        answer[u"items"_s] = items;
        fixture.groups = QJsonDocument(answer).toJson();
        fixture.panel->refresh();
        QTRY_COMPARE(fixture.text(0, 0), u"poison"_s);
        QCOMPARE(fixture.table()->selectionModel()->selectedRows().first().row(), 0);
        QVERIFY(chosen.isEmpty());
    }

    void anotherFilterChoosesNone()
    {
        const Fixture fixture;
        fixture.click(0);
        fixture.panel->setFilter({});
        QVERIFY(!fixture.table()->selectionModel()->hasSelection());
        QVERIFY(!fixture.find<QPushButton>("groupState")->isEnabled());
    }

    void allLettersAreShownAgain()
    {
        const Fixture fixture;
        fixture.click(0);
        QSignalSpy chosen(fixture.panel.get(), &GroupPanel::chosen);
        QTest::mouseClick(fixture.find<QPushButton>("groupAll"), Qt::LeftButton);
        QVERIFY(!chosen.first().first().value<collection::Filter>().isRestricting());
    }

    void stateOwnerAndNoteAreSaidWithAReason()
    {
        const Fixture fixture;
        fixture.click(1);
        QTest::mouseClick(fixture.find<QPushButton>("groupState"), Qt::LeftButton);
        QTRY_VERIFY(fixture.find<QDialog>("actionDialog"));
        QCOMPARE(fixture.find<QLineEdit>("groupOwner")->text(), u"mira"_s);
        auto *states = fixture.find<QWidget>("groupStates");
        QTest::mouseClick(states->findChildren<QAbstractButton *>().at(2), Qt::LeftButton);
        fixture.find<QLineEdit>("groupNote")->clear();
        QTest::keyClicks(fixture.find<QLineEdit>("reasonField"), u"fixed in 2.3"_s);
        QTest::mouseClick(fixture.find<QPushButton>("confirmAction"), Qt::LeftButton);
        QTRY_COMPARE(fixture.changedPath, "/admin/v1/dlq/groups/bb"_ba);
        QCOMPARE(fixture.changed,
                 (QJsonObject{{u"state"_s, u"resolved"_s},
                              {u"owner"_s, u"mira"_s},
                              {u"note"_s, QJsonValue()},
                              {u"reason"_s, u"fixed in 2.3"_s}}));
    }

    void aRefusalIsSaid()
    {
        Fixture fixture;
        fixture.answer = {403, R"({"code":"outside_scope","detail":"Others have a part of it."})",
                          "application/problem+json"};
        fixture.click(0);
        QTest::mouseClick(fixture.find<QPushButton>("groupState"), Qt::LeftButton);
        QTRY_VERIFY(fixture.find<QDialog>("actionDialog"));
        QTest::keyClicks(fixture.find<QLineEdit>("reasonField"), u"because"_s);
        QTest::mouseClick(fixture.find<QPushButton>("confirmAction"), Qt::LeftButton);
        QTRY_COMPARE(fixture.find<widgets::NoticeStrip>("groupNotice")->text(),
                     u"Others have a part of it."_s);
    }

    void withoutGroupsThereIsNoPanel()
    {
        Fixture fixture;
        fixture.groups = R"({"items":[],"next":null})";
        fixture.panel->refresh();
        QTRY_VERIFY(fixture.panel->isHidden());
    }
};

QTEST_MAIN(GroupPanelTest)
#include "grouppanel_test.moc"
