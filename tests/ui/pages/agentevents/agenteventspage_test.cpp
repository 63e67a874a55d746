#include "models/agentevents/agenteventcollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/pages/agentevents/agenteventspage.h"

#include <QTableView>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

struct Shown
{
    Shown()
        : source(std::make_shared<test::FakeSource>(agentevents::agentEventCollection()))
    {
        source->add({{u"status"_s, u"timeout"_s},
                     {u"agent"_s, u"writer"_s},
                     {u"trace_id"_s, u"0af7"_s},
                     {u"latency_ms"_s, 812.5},
                     {u"cost_usd"_s, u"0.0042"_s}});
        PageServices services{.database = nullptr,
                              .api = api,
                              .clock = clock,
                              .display = display,
                              .environment =
                                  [] {
                                      return Environment{u"local"_s, u"here"_s};
                                  },
                              .actor = [] { return std::nullopt; },
                              .source = [this](const collection::Descriptor &) { return source; }};
        services.openFilter = [this](const QString &opened, const collection::Filter &filter) {
            const collection::Condition &only = filter.conditions.first();
            openedPages += opened + u' ' + only.field + u'=' + only.values.join(u'|');
        };
        page.reset(makeAgentEventsPage(services, nullptr));
        page->resize(1200, 700);
        page->show();
        page->activate();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
    }

    QTableView *table() const { return page->findChild<QTableView *>(u"agent-eventsTable"_s); }
    QStringList cells() const
    {
        QStringList texts;
        for (int column = 0; column < table()->model()->columnCount(); ++column)
            texts += table()->model()->index(0, column).data().toString();
        return texts;
    }

    test::ManualClock clock;
    widgets::DisplayOptions display;
    test::TinyServer server;
    AdminClient api{server.url(), "token"};
    std::shared_ptr<test::FakeSource> source;
    QStringList openedPages;
    std::unique_ptr<CollectionPage> page;
};

} // namespace

class AgentEventsPageTest : public QObject
{
    Q_OBJECT

private slots:
    void aCallShowsWhatItTookAndCost()
    {
        const Shown shown;
        QVERIFY2(shown.cells().contains(u"$0.0042"_s), qPrintable(shown.cells().join(u'|')));
        QVERIFY(shown.cells().contains(u"812 ms"_s) || shown.cells().contains(u"813 ms"_s));
        QVERIFY(shown.cells().contains(u"timeout"_s));
    }

    void aKeyLeadsToTheRestOfTheTrace_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<QString>("opened");
        QTest::newRow("calls") << int(Qt::Key_L) << u"agent-events trace_id=0af7"_s;
        QTest::newRow("events") << int(Qt::Key_O) << u"events trace_id=0af7"_s;
    }
    void aKeyLeadsToTheRestOfTheTrace()
    {
        QFETCH(int, key);
        QFETCH(QString, opened);
        const Shown shown;
        shown.table()->selectRow(0);
        QTRY_VERIFY(shown.table()->currentIndex().isValid());
        QTest::keyClick(shown.table(), Qt::Key(key));
        QTRY_COMPARE(shown.openedPages, QStringList{opened});
    }
};

QTEST_MAIN(AgentEventsPageTest)
#include "agenteventspage_test.moc"
