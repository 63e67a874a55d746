#include "models/views/savedviews.h"
#include "tests/models/support/sampledescriptor.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::views;
using namespace Qt::StringLiterals;
using test::statusFilter;

namespace {

struct Fixture
{
    static QStringList names(const SavedViews &views)
    {
        QStringList names;
        for (const SavedView &view : views.views())
            names += view.name;
        return names;
    }

    QTemporaryDir folder;
    QSettings settings{folder.filePath(u"s.ini"_s), QSettings::IniFormat};
};

const QList<SavedView> firstViews{{{}, u"events"_s, u"Failed"_s, statusFilter(u"failed"_s)}};

} // namespace

class SavedViewsTest : public QObject
{
    Q_OBJECT

private slots:
    void aViewIsThereAtTheNextStart()
    {
        Fixture fixture;
        SavedViews views{fixture.settings, {}};
        QSignalSpy changed(&views, &SavedViews::changed);
        const auto id = views.add(u"events"_s, u"  Failed\n today "_s, statusFilter(u"failed"_s));
        QVERIFY(id);
        QCOMPARE(changed.size(), 1);
        const SavedViews again{fixture.settings, {}};
        QCOMPARE(
            again.views(),
            (QList<SavedView>{{*id, u"events"_s, u"Failed today"_s, statusFilter(u"failed"_s)}}));
    }

    void anOrderIsThereAtTheNextStart_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<bool>("ascending");
        QTest::newRow("the oldest first") << QString() << true;
        QTest::newRow("the greatest first") << u"attempts"_s << false;
        QTest::newRow("the smallest first") << u"attempts"_s << true;
    }
    void anOrderIsThereAtTheNextStart()
    {
        QFETCH(QString, column);
        QFETCH(bool, ascending);
        const collection::Sort sort{column, ascending};
        Fixture fixture;
        SavedViews views{fixture.settings, {}};
        QVERIFY(views.add(u"events"_s, u"Sorted"_s, statusFilter(u"failed"_s), sort));
        const SavedViews again{fixture.settings, {}};
        QCOMPARE(again.views().constFirst().sort, sort);
        QVERIFY(again.find(u"events"_s, statusFilter(u"failed"_s), sort));
        QVERIFY(!again.find(u"events"_s, statusFilter(u"failed"_s)));
    }

    void anUpdateTakesTheOrderToo()
    {
        Fixture fixture;
        SavedViews views{fixture.settings, firstViews};
        views.update(views.views().constFirst().id, {}, {u"attempts"_s, true});
        const SavedViews again{fixture.settings, {}};
        QCOMPARE(again.views().constFirst().sort, (collection::Sort{u"attempts"_s, true}));
    }

    void theFirstViewsStayAwayOnceTheyAreDeleted()
    {
        Fixture fixture;
        SavedViews views{fixture.settings, firstViews};
        QCOMPARE(Fixture::names(views), QStringList{u"Failed"_s});
        views.remove(views.views().constFirst().id);
        QVERIFY(SavedViews(fixture.settings, firstViews).views().isEmpty());
    }

    void aNameThatCannotBeBorneIsRefused_data()
    {
        QTest::addColumn<QString>("collection");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isValid");
        QTest::newRow("another") << u"events"_s << u"Refused"_s << true;
        QTest::newRow("the longest") << u"events"_s << QString(60, u'x') << true;
        QTest::newRow("the same elsewhere") << u"jobs"_s << u"Failed"_s << true;
        QTest::newRow("none") << u"events"_s << u" \n"_s << false;
        QTest::newRow("too long") << u"events"_s << QString(61, u'x') << false;
        QTest::newRow("the same") << u"events"_s << u"failed "_s << false;
    }
    void aNameThatCannotBeBorneIsRefused()
    {
        QFETCH(QString, collection);
        QFETCH(QString, name);
        QFETCH(bool, isValid);
        Fixture fixture;
        SavedViews views{fixture.settings, firstViews};
        QCOMPARE(views.add(collection, name, {}).has_value(), isValid);
        QCOMPARE(views.views().size(), isValid ? 2 : 1);
    }

    void aViewKeepsItsPlaceWhenItIsRenamedAndUpdated()
    {
        Fixture fixture;
        SavedViews views{fixture.settings, firstViews};
        QVERIFY(views.add(u"events"_s, u"Refused"_s, {}));
        const QString id = views.views().constFirst().id;
        QVERIFY(views.rename(id, u"Broken"_s));
        QVERIFY(views.rename(id, u"BROKEN"_s));
        QVERIFY(!views.rename(id, u"refused"_s));
        views.update(id, statusFilter(u"discarded"_s));
        QCOMPARE(Fixture::names(views), (QStringList{u"BROKEN"_s, u"Refused"_s}));
        QVERIFY(views.find(id)->filter == statusFilter(u"discarded"_s));
    }

    void aViewMovesAmongThoseOfItsCollection()
    {
        Fixture fixture;
        SavedViews views{fixture.settings, {}};
        QVERIFY(views.add(u"events"_s, u"A"_s, {}));
        QVERIFY(views.add(u"jobs"_s, u"J"_s, {}));
        const auto last = views.add(u"events"_s, u"B"_s, {});
        views.move(*last, -1);
        QCOMPARE(Fixture::names(views), (QStringList{u"B"_s, u"A"_s, u"J"_s}));
        views.move(*last, -1);
        QCOMPARE(Fixture::names(views), (QStringList{u"B"_s, u"A"_s, u"J"_s}));
        views.move(*last, 1);
        QCOMPARE(Fixture::names(views), (QStringList{u"A"_s, u"B"_s, u"J"_s}));
    }

    void whatAnotherWindowSavedMeanwhileIsKept()
    {
        Fixture fixture;
        SavedViews one{fixture.settings, {}};
        SavedViews other{fixture.settings, {}};
        QVERIFY(one.add(u"events"_s, u"A"_s, {}));
        QVERIFY(other.add(u"events"_s, u"B"_s, {}));
        QCOMPARE(Fixture::names(other), (QStringList{u"A"_s, u"B"_s}));
    }

    void whatCannotBeReadIsLeftOutAndTheOthersAreKept()
    {
        Fixture fixture;
        SavedViews views{fixture.settings, firstViews};
        QString text = fixture.settings.value(u"views/list"_s).toString();
        text.insert(1, u"7,{\"id\":\"x\",\"collection\":\"events\",\"name\":\"No filter\"},"_s);
        fixture.settings.setValue(u"views/list"_s, text);
        QCOMPARE(Fixture::names(SavedViews(fixture.settings, {})), QStringList{u"Failed"_s});
        SavedViews again{fixture.settings, {}};
        QVERIFY(again.add(u"events"_s, u"B"_s, {}));
        QVERIFY(fixture.settings.value(u"views/list"_s).toString().contains(u"No filter"_s));
        fixture.settings.setValue(u"views/list"_s, u"{"_s);
        QVERIFY(SavedViews(fixture.settings, firstViews).views().isEmpty());
    }

    void thereIsAnEndToHowManyViewsThereAre()
    {
        Fixture fixture;
        QList<SavedView> first;
        for (int number = 0; number < 99; ++number)
            first += SavedView{{}, u"events"_s, QString::number(number), {}};
        SavedViews views{fixture.settings, first};
        QVERIFY(views.add(u"events"_s, u"the last"_s, {}));
        QVERIFY(!views.add(u"events"_s, u"one more"_s, {}));
    }

    void aViewIsFoundByItsFilter()
    {
        Fixture fixture;
        const SavedViews views{fixture.settings, firstViews};
        QCOMPARE(views.find(u"events"_s, statusFilter(u"failed"_s))->name, u"Failed"_s);
        QVERIFY(!views.find(u"jobs"_s, statusFilter(u"failed"_s)));
        QVERIFY(!views.find(u"events"_s, {}));
    }
};

QTEST_GUILESS_MAIN(SavedViewsTest)
#include "savedviews_test.moc"
