#include "models/events/eventcollection.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/fakesource.h"
#include "ui/collection/collectiontable.h"
#include "ui/pages/events/eventspage.h"

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
};

QTEST_MAIN(EventsPageTest)
#include "eventspage_test.moc"
