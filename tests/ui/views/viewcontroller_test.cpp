#include "models/collection/filter.h"
#include "models/events/eventcollection.h"
#include "models/views/viewlink.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/shell/sidebar.h"
#include "ui/views/viewcontroller.h"
#include "ui/widgets/chipbar.h"

#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeView>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

collection::Descriptor described(const QString &id, const QString &title)
{
    collection::Descriptor descriptor;
    descriptor.id = id;
    descriptor.title = title;
    descriptor.singular = u"thing"_s;
    descriptor.icon = u"folder"_s;
    descriptor.sortColumn = u"created_at"_s;
    descriptor.statusColumn = u"state"_s;
    descriptor.headline = u"state"_s;
    descriptor.columns = {{u"state"_s, u"State"_s, collection::CellKind::Status, 100, true, 0}};
    descriptor.filters = {
        {u"state"_s, u"State"_s, collection::FilterType::Choice, {u"open"_s, u"done"_s}}};
    descriptor.sorts = {{u"state"_s}};
    descriptor.detailTabs = {u"summary"_s};
    return descriptor;
}

collection::Filter stateIs(const QString &state)
{
    return {{{u"state"_s, collection::Operator::Is, {state}}}};
}

struct Fixture
{
    explicit Fixture(const QList<views::SavedView> &first = {})
        : api(server.url(), "token")
        , saved(settings, first)
    {
        for (const collection::Descriptor &known : collections)
            sources.insert(known.id, std::make_shared<test::FakeSource>(known));
        for (const char *state : {"open", "open", "done"})
            sources.value(u"letters"_s)->add({{u"state"_s, QString::fromLatin1(state)}});
        QList<PageEntry> entries;
        for (const collection::Descriptor &known : collections)
            entries += PageEntry{known.id, known.title, known.icon, {}, [this, known](QWidget *at) {
                                     return makePage(known, at);
                                 }};
        window = std::make_unique<MainWindow>(entries, environment, shell);
        controller = std::make_unique<ViewController>(
            saved, *window,
            ViewServices{collections, [this](const auto &known) { return sources.value(known.id); },
                         [this](const QString &id) { return page(id); }},
            window.get());
        for (CollectionPage *made : std::as_const(pages))
            controller->addTo(made);
        window->resize(1200, 700);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    Page *makePage(const collection::Descriptor &known, QWidget *parent)
    {
        const CollectionServices services{sources.value(known.id),
                                          api,
                                          clock,
                                          display,
                                          [this] { return environment; },
                                          [] { return std::optional<Whoami>(); }};
        auto *made = new CollectionPage(known, services, DetailTabFactory(), parent);
        pages += made;
        if (controller)
            controller->addTo(made);
        return made;
    }
    CollectionPage *page(const QString &id = u"letters"_s)
    {
        return static_cast<CollectionPage *>(window->page(id));
    }
    template <typename T>
    T *find(const char *name)
    {
        return window->findChild<T *>(QString::fromLatin1(name));
    }
    QTreeView *sidebar() { return find<QTreeView>("sidebar"); }
    QStringList lines()
    {
        QStringList lines;
        const QAbstractItemModel *model = sidebar()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (!sidebar()->isRowHidden(row, {}))
                lines += model->index(row, 0).data().toString();
        }
        return lines;
    }
    QVariant line(int row, int role) { return sidebar()->model()->index(row, 0).data(role); }
    void click(int row)
    {
        const QRect at = sidebar()->visualRect(sidebar()->model()->index(row, 0));
        QTest::mouseClick(sidebar()->viewport(), Qt::LeftButton, {}, at.center());
    }
    QMenu *menu()
    {
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(sidebar()->viewport(), &byKey);
        const auto menus = sidebar()->findChildren<QMenu *>(u"viewMenu"_s);
        return menus.isEmpty() ? nullptr : menus.constLast(); // closed ones go later
    }
    /// Of the view that the keyboard is on.
    void choose(const char *action)
    {
        QMenu *shown = menu();
        QVERIFY(shown);
        for (QAction *offered : shown->actions()) {
            if (offered->objectName() == QLatin1StringView(action))
                offered->trigger();
        }
        shown->close();
    }
    void save(const QString &name)
    {
        QTest::mouseClick(page()->findChild<QPushButton *>(u"button-saveView"_s), Qt::LeftButton);
        type(name);
    }
    void type(const QString &name)
    {
        auto *field = find<QLineEdit>("viewName");
        QVERIFY(field);
        field->selectAll();
        QTest::keyClicks(field, name);
        QTest::mouseClick(find<QPushButton>("confirmView"), Qt::LeftButton);
        QTRY_VERIFY(!find<QDialog>("viewDialog"));
    }
    QString notice()
    {
        QStringList texts;
        const auto *strip = find<QWidget>("notice-views");
        if (!strip || !strip->isVisible())
            return {};
        for (const QLabel *label : strip->findChildren<QLabel *>())
            texts += label->text();
        return texts.join(u' ');
    }

    QTemporaryDir folder;
    QSettings settings{folder.filePath(u"s.ini"_s), QSettings::IniFormat};
    test::ManualClock clock;
    widgets::DisplayOptions display;
    ShellServices shell{clock, settings};
    Environment environment{u"local"_s, u"here"_s};
    test::TinyServer server;
    AdminClient api;
    QList<collection::Descriptor> collections{described(u"letters"_s, u"Letters"_s),
                                              described(u"parcels"_s, u"Parcels"_s)};
    QHash<QString, std::shared_ptr<test::FakeSource>> sources;
    QList<CollectionPage *> pages;
    views::SavedViews saved;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<ViewController> controller;
};

const QList<views::SavedView> twoViews{{{}, u"letters"_s, u"Open ones"_s, stateIs(u"open"_s)},
                                       {{}, u"letters"_s, u"Done & gone"_s, stateIs(u"done"_s)}};

/// Whose counts wait until they are answered.
class SlowSource final : public collection::Source
{
public:
    QFuture<Result<collection::Page>> page(const collection::PageRequest &) override { return {}; }
    QFuture<Result<collection::Row>> row(const Uuid &) override { return {}; }
    QFuture<Result<collection::Count>> count(const collection::Filter &) override
    {
        counts.push_back(std::make_shared<QPromise<Result<collection::Count>>>());
        counts.back()->start();
        return counts.back()->future();
    }
    void answer(std::size_t number, const Result<collection::Count> &result)
    {
        counts.at(number)->addResult(result);
        counts.at(number)->finish();
    }
    std::vector<std::shared_ptr<QPromise<Result<collection::Count>>>> counts;
};

struct Counting
{
    ViewCounts::View view(const QString &id, const QString &state)
    {
        return {id, stateIs(state), [this] { return source; }};
    }
    std::shared_ptr<SlowSource> source = std::make_shared<SlowSource>();
    ViewCounts counts{std::chrono::milliseconds(1)};
    QSignalSpy counted{&counts, &ViewCounts::counted};
};

} // namespace

class ViewControllerTest : public QObject
{
    Q_OBJECT

private slots:
    void aFilterIsSavedUnderANameAndStandsBelowItsPage()
    {
        Fixture fixture;
        fixture.page()->setFilter(stateIs(u"open"_s));
        fixture.save(u"Open ones"_s);
        QCOMPARE(fixture.lines(), (QStringList{u"Letters"_s, u"Open ones"_s, u"Parcels"_s}));
        QCOMPARE(fixture.saved.views().constFirst().filter, stateIs(u"open"_s));
        QVERIFY(fixture.line(1, Sidebar::ShownRole).toBool());
    }

    void withoutAFilterThereIsNothingToSave()
    {
        Fixture fixture;
        auto *button = fixture.page()->findChild<QPushButton *>(u"button-saveView"_s);
        QVERIFY(!button->isEnabled());
        QVERIFY(!button->toolTip().isEmpty());
        fixture.page()->setFilter(stateIs(u"open"_s));
        QVERIFY(button->isEnabled());
    }

    void theNameThatIsOfferedSaysWhatTheFilterDoes()
    {
        Fixture fixture;
        collection::Filter filter = stateIs(u"open"_s);
        filter.conditions.first().negated = true;
        fixture.page()->setFilter(filter);
        QTest::mouseClick(fixture.page()->findChild<QPushButton *>(u"button-saveView"_s),
                          Qt::LeftButton);
        QCOMPARE(fixture.find<QLineEdit>("viewName")->text(), u"is not open"_s);
    }

    void aNameThatIsTakenCannotBeSaved()
    {
        Fixture fixture{twoViews};
        fixture.page()->setFilter(stateIs(u"open"_s));
        QTest::mouseClick(fixture.page()->findChild<QPushButton *>(u"button-saveView"_s),
                          Qt::LeftButton);
        fixture.find<QLineEdit>("viewName")->setText(u"open ONES"_s);
        QVERIFY(!fixture.find<QPushButton>("confirmView")->isEnabled());
        QVERIFY(!fixture.find<QLabel>("viewProblem")->text().trimmed().isEmpty());
    }

    void aClickOpensAViewAndItIsMarkedAsLongAsItsFilterIsSet()
    {
        Fixture fixture{twoViews};
        fixture.window->showPage(u"parcels"_s);
        fixture.click(2);
        QCOMPARE(fixture.window->currentPageId(), u"letters"_s);
        QCOMPARE(fixture.page()->filter(), stateIs(u"done"_s));
        QVERIFY(fixture.line(2, Sidebar::ShownRole).toBool());
        QVERIFY(!fixture.line(1, Sidebar::ShownRole).toBool());
        fixture.page()->setFilter({});
        QVERIFY(!fixture.line(2, Sidebar::ShownRole).toBool());
        QVERIFY(fixture.line(0, Sidebar::ShownRole).toBool());
    }

    void anOrderIsSavedAndComesBackWithItsView()
    {
        Fixture fixture;
        const collection::Sort sort{u"state"_s, true};
        fixture.page()->setSort(sort);
        QTRY_VERIFY(fixture.page()->findChild<QPushButton *>(u"button-saveView"_s)->isEnabled());
        fixture.save(u"By state"_s);
        QCOMPARE(fixture.saved.views().constFirst().sort, sort);
        fixture.page()->setSort({});
        QVERIFY(!fixture.line(1, Sidebar::ShownRole).toBool());
        fixture.click(1);
        QTRY_COMPARE(fixture.page()->sort(), sort);
        QTRY_VERIFY(fixture.line(1, Sidebar::ShownRole).toBool());
    }

    void theKeyboardOpensAView()
    {
        Fixture fixture{twoViews};
        fixture.sidebar()->setFocus();
        QTest::keyClick(fixture.sidebar(), Qt::Key_Down);
        QTest::keyClick(fixture.sidebar(), Qt::Key_Return);
        QCOMPARE(fixture.page()->filter(), stateIs(u"open"_s));
    }

    void thePaletteOpensAView()
    {
        Fixture fixture{twoViews};
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(fixture.find<QLineEdit>("commandField"), u"view: done & gone"_s);
        QTest::keyClick(fixture.find<QLineEdit>("commandField"), Qt::Key_Return);
        QCOMPARE(fixture.page()->filter(), stateIs(u"done"_s));
    }

    void aViewIsRenamedUpdatedMovedAndDeletedByItsMenu()
    {
        Fixture fixture{twoViews};
        fixture.click(1);
        fixture.choose("renameView");
        fixture.type(u"Still open"_s);
        QCOMPARE(fixture.lines().at(1), u"Still open"_s);
        fixture.choose("moveViewDown");
        QCOMPARE(fixture.lines().at(2), u"Still open"_s);
        fixture.page()->setFilter({});
        fixture.click(1);
        fixture.choose("deleteView");
        QCOMPARE(fixture.lines(), (QStringList{u"Letters"_s, u"Still open"_s, u"Parcels"_s}));
    }

    void aViewTakesTheFilterThatIsSetOnItsPage()
    {
        Fixture fixture{twoViews};
        fixture.page()->setFilter(stateIs(u"never"_s));
        fixture.sidebar()->setCurrentIndex(fixture.sidebar()->model()->index(1, 0));
        fixture.choose("updateView");
        QCOMPARE(fixture.saved.views().constFirst().filter, stateIs(u"never"_s));
        fixture.page()->setFilter({});
        fixture.sidebar()->setCurrentIndex(fixture.sidebar()->model()->index(1, 0));
        fixture.choose("updateView");
        QCOMPARE(fixture.saved.views().constFirst().filter, stateIs(u"never"_s));
        QVERIFY(!fixture.notice().isEmpty());
    }

    void aPageHasNoMenu()
    {
        Fixture fixture{twoViews};
        fixture.sidebar()->setCurrentIndex(fixture.sidebar()->model()->index(0, 0));
        QVERIFY(!fixture.menu());
    }

    void aNarrowSidebarHasNoViews()
    {
        Fixture fixture{twoViews};
        fixture.window->resize(1050, 700);
        QTRY_COMPARE(fixture.lines(), (QStringList{u"Letters"_s, u"Parcels"_s}));
        QVERIFY(!fixture.window->showsViews());
        fixture.window->resize(1200, 700);
        QTRY_COMPARE(fixture.lines().size(), 4);
        QVERIFY(fixture.window->showsViews());
    }

    void aCountSaysWhetherItIsKnownAndExact_data()
    {
        QTest::addColumn<PageCount>("count");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("said");
        QTest::newRow("exact") << PageCount{2600} << u"2,600"_s << u"2,600 (exact)"_s;
        QTest::newRow("estimate") << PageCount{12345, false} << u"~12,345"_s
                                  << u"12,345 (estimate)"_s;
        QTest::newRow("failure") << PageCount{0, true, false, u"It took too long."_s} << u"–"_s
                                 << u"It took too long."_s;
    }
    void aCountSaysWhetherItIsKnownAndExact()
    {
        QFETCH(PageCount, count);
        QFETCH(QString, shown);
        QFETCH(QString, said);
        Fixture fixture{twoViews};
        fixture.window->setViewCount(fixture.saved.views().constFirst().id, count);
        QCOMPARE(fixture.line(1, Sidebar::CountRole).toString(), shown);
        QVERIFY(fixture.line(1, Qt::ToolTipRole).toString().contains(said));
        QVERIFY(fixture.line(1, Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(u"Open ones, view of Letters, "_s));
    }

    void viewsAreCountedOneAfterTheOther()
    {
        Counting counting;
        counting.counts.setViews(
            {counting.view(u"a"_s, u"open"_s), counting.view(u"b"_s, u"done"_s)});
        counting.counts.setOn(true);
        QTRY_COMPARE(counting.source->counts.size(), 1U);
        counting.source->answer(0, collection::Count{7, true});
        QTRY_COMPARE(counting.source->counts.size(), 2U);
        counting.source->answer(1, failure(ErrorKind::Timeout, u"It took too long."_s));
        QTRY_COMPARE(counting.counted.size(), 2);
        QCOMPARE(counting.counted.at(0).at(0).toString(), u"a"_s);
        QCOMPARE(counting.counted.at(0).at(1).value<PageCount>(), PageCount{7});
        QCOMPARE(counting.counted.at(1).at(1).value<PageCount>(),
                 (PageCount{0, true, false, u"It took too long."_s}));
    }

    void nobodyLooksNothingIsCounted()
    {
        Counting counting;
        counting.counts.setViews({counting.view(u"a"_s, u"open"_s)});
        counting.counts.hint();
        QVERIFY(counting.source->counts.empty());
        counting.counts.setOn(true);
        QTRY_COMPARE(counting.source->counts.size(), 1U);
        counting.counts.setOn(false);
        QVERIFY(counting.source->counts.front()->isCanceled());
        QCOMPARE(counting.counted.size(), 0);
    }

    void aCountOfAnEarlierFilterIsGivenUp()
    {
        Counting counting;
        counting.counts.setViews({counting.view(u"a"_s, u"open"_s)});
        counting.counts.setOn(true);
        QTRY_COMPARE(counting.source->counts.size(), 1U);
        counting.counts.setViews({counting.view(u"a"_s, u"done"_s)});
        QVERIFY(counting.source->counts.front()->isCanceled());
        QTRY_COMPARE(counting.source->counts.size(), 2U);
        counting.source->answer(1, collection::Count{3, true});
        QTRY_COMPARE(counting.counted.size(), 1);
        QCOMPARE(counting.counted.at(0).at(1).value<PageCount>(), PageCount{3});
    }

    void aLinkThatWasCopiedOpensTheSameView()
    {
        Fixture fixture;
        fixture.page()->setFilter(stateIs(u"open"_s));
        QTest::mouseClick(fixture.page()->findChild<QPushButton *>(u"button-copyLink"_s),
                          Qt::LeftButton);
        QVERIFY(fixture.page()->statusText().contains(u"Copied the link"_s));
        fixture.page()->setFilter({});
        fixture.window->showPage(u"parcels"_s);
        fixture.find<QAction>("openLinkCommand")->trigger();
        QCOMPARE(fixture.window->currentPageId(), u"letters"_s);
        QCOMPARE(fixture.page()->filter(), stateIs(u"open"_s));
        QVERIFY(fixture.notice().isEmpty());
    }

    void aLinkBringsTheOrderBack()
    {
        Fixture fixture;
        const collection::Sort sort{u"state"_s, true};
        fixture.page()->setView(stateIs(u"open"_s), sort);
        QTRY_COMPARE(fixture.page()->sort(), sort);
        QTest::mouseClick(fixture.page()->findChild<QPushButton *>(u"button-copyLink"_s),
                          Qt::LeftButton);
        fixture.page()->setView({}, {});
        fixture.find<QAction>("openLinkCommand")->trigger();
        QTRY_COMPARE(fixture.page()->sort(), sort);
        QCOMPARE(fixture.page()->filter(), stateIs(u"open"_s));
    }

    void oneChipIsCopiedAsALink()
    {
        Fixture fixture;
        collection::Filter filter = stateIs(u"open"_s);
        filter.conditions += stateIs(u"done"_s).conditions;
        filter.conditions.last().negated = true;
        fixture.page()->setFilter(filter);
        auto *chip = fixture.page()->findChild<widgets::ChipBar *>()->chipAt(1);
        chip->setFocus();
        QTest::keyClick(chip, Qt::Key_C, Qt::ControlModifier);
        const auto link = views::parseLink(QApplication::clipboard()->text());
        QVERIFY(link);
        QCOMPARE(link->filter.conditions, filter.conditions.mid(1));
    }

    void aLinkThatCannotBeUsedSaysWhyAndChangesNothing_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("why");
        QTest::newRow("no link") << u"https://example.org"_s << u"gatehouse://events"_s;
        QTest::newRow("no such page") << u"gatehouse://birds"_s << u"birds"_s;
        QTest::newRow("no such field")
            << u"gatehouse://letters?filter={%22field%22:%22colour%22,%22operator%22:%22is%22,"
               "%22values%22:[%22red%22]}"_s
            << u"colour"_s;
        QTest::newRow("no such order") << u"gatehouse://letters?sort=colour"_s << u"colour"_s;
    }
    void aLinkThatCannotBeUsedSaysWhyAndChangesNothing()
    {
        QFETCH(QString, link);
        QFETCH(QString, why);
        Fixture fixture;
        fixture.page()->setFilter(stateIs(u"open"_s));
        fixture.controller->openLink(link);
        QVERIFY(fixture.notice().contains(u"The link cannot be opened"_s));
        QVERIFY(fixture.notice().contains(why));
        QCOMPARE(fixture.page()->filter(), stateIs(u"open"_s));
    }

    void theFirstViewsFitTheirCollections()
    {
        const collection::Descriptor events = events::eventCollection();
        for (const views::SavedView &view : firstViews()) {
            QCOMPARE(view.collection, events.id);
            QVERIFY(collection::validate(events, view.filter));
        }
    }
};

QTEST_MAIN(ViewControllerTest)
#include "viewcontroller_test.moc"
