#include "tests/support/manualclock.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/theme.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;

namespace {

/// Counts what the window asks of it.
class FakePage final : public Page
{
public:
    FakePage(QString name, QWidget *parent)
        : Page(parent)
        , m_name(std::move(name))
        , button(new QPushButton(this))
        , action(new QAction(QStringLiteral("Mend it"), this))
    {
        setFocusPolicy(Qt::StrongFocus);
        connect(button, &QPushButton::clicked, this, [this] { ++clicks; });
        connect(action, &QAction::triggered, this, [this] { ++mended; });
    }
    QString title() const override { return m_name; }
    void refresh() override { ++refreshes; }
    void setLive(bool on) override { live = on; }
    void focusFilter() override { ++filterFocuses; }
    QList<QAction *> pageActions() const override { return {action}; }
    QString statusText() const override { return m_name + QStringLiteral(": 3 rows"); }
    QVariantMap viewState() const override { return view; }
    void setViewState(const QVariantMap &state) override { view = state; }
    void stop() override { ++stops; }
    bool isWaiting() const override { return m_isWaiting; }
    void setWaiting(bool waiting)
    {
        m_isWaiting = waiting;
        emit waitingChanged();
    }

private:
    QString m_name;
    bool m_isWaiting = false;

public:
    QPushButton *button;
    QAction *action;
    QVariantMap view;
    int refreshes = 0;
    int stops = 0;
    int filterFocuses = 0;
    int clicks = 0;
    int mended = 0;
    bool live = false;
};

struct Fixture
{
    Fixture() { open(); }
    void open()
    {
        window.reset();
        made.clear();
        window = std::make_unique<MainWindow>(
            QList<PageEntry>{entry(QStringLiteral("apples"), QStringLiteral("Apples")),
                             entry(QStringLiteral("pears"), QStringLiteral("Pears"))},
            Environment{QStringLiteral("local"), QStringLiteral("this machine")},
            ShellServices{clock, settings, nullptr, &display, &tasks});
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    PageEntry entry(const QString &id, const QString &title)
    {
        return {id,
                title,
                QStringLiteral("folder"),
                {},
                [this, id, title](QWidget *parent) {
                    made.append(id);
                    return new FakePage(title, parent);
                },
                true};
    }
    FakePage *page(const char *id)
    {
        return static_cast<FakePage *>(window->page(QString::fromLatin1(id)));
    }
    template <typename T>
    T *find(const char *name)
    {
        return window->findChild<T *>(QString::fromLatin1(name));
    }
    void type(const QString &text) { QTest::keyClicks(find<QLineEdit>("commandField"), text); }

    static QColor colourOf(QWidget *widget)
    {
        return widget->grab().toImage().pixelColor(widget->width() - 2, 1);
    }

    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    test::ManualClock clock;
    widgets::DisplayOptions display;
    tasks::TaskList tasks{clock};
    QStringList made;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

    QStringList m_opened;

    Command found(const QString &title)
    {
        Command command;
        command.section = QStringLiteral("Found");
        command.title = title;
        command.run = [this, title] { m_opened += title; };
        command.runElsewise = [this, title] { m_opened += QStringLiteral("all of ") + title; };
        return command;
    }

private slots:
    void init() { m_opened.clear(); }
    void cleanup() { QApplication::setLayoutDirection(Qt::LeftToRight); }

    void theKeyOfTheFieldKeepsOffItsEnd_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::newRow("left to right") << Qt::LeftToRight;
        QTest::newRow("right to left") << Qt::RightToLeft;
    }
    void theKeyOfTheFieldKeepsOffItsEnd()
    {
        QFETCH(Qt::LayoutDirection, direction);
        QApplication::setLayoutDirection(direction);
        Fixture fixture;
        fixture.window->show();
        const auto *field = fixture.find<QLineEdit>("commandField");
        const auto *cap = field->findChild<widgets::KeyCap *>();
        QTRY_VERIFY(cap->isVisible());
        QTRY_COMPARE(direction == Qt::LeftToRight ? field->width() - cap->geometry().right() - 1
                                                  : cap->geometry().left(),
                     8);
    }

    void makesAPageWhenItIsFirstShown()
    {
        Fixture fixture;
        QCOMPARE(fixture.made, QStringList{QStringLiteral("apples")});
        fixture.window->showPage(QStringLiteral("pears"));
        fixture.window->showPage(QStringLiteral("apples"));
        fixture.window->showPage(QStringLiteral("pears"));
        QCOMPARE(fixture.made, (QStringList{QStringLiteral("apples"), QStringLiteral("pears")}));
    }

    void saysPageAndEnvironmentInTheTitle()
    {
        Fixture fixture;
        QCOMPARE(fixture.window->windowTitle(),
                 QStringLiteral("Apples – local, this machine – Gatehouse"));
        QTest::keyClick(fixture.window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(fixture.window->windowTitle(),
                 QStringLiteral("Pears – local, this machine – Gatehouse"));
        QCOMPARE(fixture.find<QLabel>("pageStatus")->text(), QStringLiteral("Pears: 3 rows"));
    }

    void aClickInTheSidebarShowsThePage()
    {
        Fixture fixture;
        auto *sidebar = fixture.find<QTreeView>("sidebar");
        const QRect pears = sidebar->visualRect(sidebar->model()->index(1, 0));
        QTest::mouseClick(sidebar->viewport(), Qt::LeftButton, {}, pears.center());
        QCOMPARE(fixture.window->currentPageId(), QStringLiteral("pears"));
    }

    void theSidebarCollapsesToIconsUnder1100Pixels()
    {
        Fixture fixture;
        auto *sidebar = fixture.find<QTreeView>("sidebar");
        fixture.window->resize(1100, 700);
        QCOMPARE(sidebar->width(), widgets::size::sidebar);
        QCOMPARE(sidebar->model()->index(0, 0).data(Qt::ToolTipRole).toString(), QString());
        fixture.window->resize(1099, 700);
        QTRY_COMPARE(sidebar->width(), widgets::size::sidebarCollapsed);
        QCOMPARE(sidebar->model()->index(0, 0).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("Apples"));
        QVERIFY(sidebar->visualRect(sidebar->model()->index(0, 0)).width()
                <= widgets::size::sidebarCollapsed);
    }

    void theRefreshButtonStopsWhatThePageIsReading()
    {
        Fixture fixture;
        auto *button = fixture.find<QToolButton>("refreshButton");
        fixture.page("apples")->setWaiting(true);
        QCOMPARE(button->accessibleName(), QStringLiteral("Stop reading"));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(fixture.page("apples")->stops, 1);
        QCOMPARE(fixture.page("apples")->refreshes, 0);
        fixture.page("apples")->setWaiting(false);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(fixture.page("apples")->refreshes, 1);
    }

    void aWaitingPageInTheBackgroundDoesNotChangeTheButton()
    {
        Fixture fixture;
        fixture.window->showPage(QStringLiteral("pears"));
        fixture.page("apples")->setWaiting(true);
        QVERIFY(fixture.find<QToolButton>("refreshButton"));
        fixture.window->showPage(QStringLiteral("apples"));
        QVERIFY(fixture.find<QToolButton>("stopButton"));
    }

    void theZoneInTheStatusLineSwitchesToUtcAndIsKept()
    {
        Fixture fixture;
        auto *zone = fixture.find<QToolButton>("timeZoneButton");
        QTest::mouseClick(zone, Qt::LeftButton);
        QVERIFY(fixture.display.isUtc());
        QCOMPARE(zone->text(), QStringLiteral("Times in UTC"));
        QVERIFY(fixture.find<QAction>("timesInUtc")->isChecked());
        fixture.display.setUtc(false);
        fixture.settings.setValue(QStringLiteral("window/utc"), true);
        fixture.open();
        QVERIFY(fixture.display.isUtc());
    }

    void aCountIsShownBeforeThePageIsMade()
    {
        Fixture fixture;
        fixture.window->setCount(QStringLiteral("pears"), {1038, true, true});
        const QAbstractItemModel *model = fixture.find<QTreeView>("sidebar")->model();
        QCOMPARE(model->index(1, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Pears, 1,038 (exact)"));
        QVERIFY(!fixture.made.contains(QStringLiteral("pears")));
    }

    void keysReachThePageThatIsShown()
    {
        Fixture fixture;
        QTest::keyClick(fixture.window.get(), Qt::Key_F5);
        QCOMPARE(fixture.page("apples")->refreshes, 1);
        QTest::keyClick(fixture.window.get(), Qt::Key_Slash);
        QCOMPARE(fixture.page("apples")->filterFocuses, 1);
        QCOMPARE(fixture.page("pears")->refreshes, 0);
    }

    void theRefreshButtonReadsAgain()
    {
        Fixture fixture;
        QTest::mouseClick(fixture.find<QToolButton>("refreshButton"), Qt::LeftButton);
        QCOMPARE(fixture.page("apples")->refreshes, 1);
    }

    void spaceTurnsLiveOnAndOffForAllPages()
    {
        Fixture fixture;
        FakePage *pears = fixture.page("pears");
        QVERIFY(fixture.window->isLive());
        fixture.page("apples")->setFocus();
        QTest::keyClick(fixture.page("apples"), Qt::Key_Space);
        QVERIFY(!fixture.window->isLive());
        QVERIFY(!pears->live);
        QVERIFY(!fixture.find<QToolButton>("liveButton")->isChecked());
    }

    void spaceStillPressesAButton()
    {
        Fixture fixture;
        FakePage *page = fixture.page("apples");
        page->button->setFocus();
        QTest::keyClick(page->button, Qt::Key_Space);
        QCOMPARE(page->clicks, 1);
        QVERIFY(fixture.window->isLive());
    }

    void thePaletteFiltersAndRunsAPage()
    {
        Fixture fixture;
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *palette = fixture.find<QWidget>("commandPalette");
        QVERIFY(palette->isVisible());
        fixture.type(QStringLiteral("pear"));
        auto *list = fixture.find<QListView>("commandList");
        QCOMPARE(list->model()->rowCount(), 2); // heading and page
        QTest::keyClick(fixture.find<QLineEdit>("commandField"), Qt::Key_Return);
        QCOMPARE(fixture.window->currentPageId(), QStringLiteral("pears"));
        QVERIFY(!palette->isVisible());
        QCOMPARE(fixture.find<QLineEdit>("commandField")->text(), QString());
    }

    void thePaletteRunsAPageAction()
    {
        Fixture fixture;
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        fixture.type(QStringLiteral("mend"));
        QTest::keyClick(fixture.find<QLineEdit>("commandField"), Qt::Key_Return);
        QCOMPARE(fixture.page("apples")->mended, 1);
    }

    void thePaletteDoesNotRunWhatIsDisabled()
    {
        Fixture fixture;
        fixture.page("apples")->action->setEnabled(false);
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        fixture.type(QStringLiteral("mend"));
        QTest::keyClick(fixture.find<QLineEdit>("commandField"), Qt::Key_Return);
        QCOMPARE(fixture.page("apples")->mended, 0);
    }

    void whatIsTypedIsLookedForAndWhatIsFoundStandsAbove()
    {
        Fixture fixture;
        QStringList asked;
        fixture.window->setFinder([&](const QString &text) { asked += text; });
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        fixture.type(QStringLiteral("pear"));
        QTRY_COMPARE(asked, QStringList{QStringLiteral("pear")}); // once, not with each key
        fixture.window->showFound({found(QStringLiteral("pear 7"))});
        const auto *model = fixture.find<QListView>("commandList")->model();
        QCOMPARE(model->index(1, 0).data().toString(), QStringLiteral("pear 7"));
        QCOMPARE(model->rowCount(), 4); // a heading and a line of each
        QCOMPARE(fixture.find<QListView>("commandList")->visualRect(model->index(0, 0)).top(), 0);
        QTest::keyClick(fixture.find<QLineEdit>("commandField"), Qt::Key_Escape);
        QCOMPARE(asked.last(), QString());
    }

    void whatIsFoundLaterDoesNotTakeTheChoiceAway()
    {
        Fixture fixture;
        fixture.window->setFinder([](const QString &) {});
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        fixture.type(QStringLiteral("pears"));
        fixture.window->showFound({found(QStringLiteral("pear 7"))});
        QTest::keyClick(fixture.find<QLineEdit>("commandField"), Qt::Key_Return);
        QCOMPARE(fixture.window->currentPageId(), QStringLiteral("pears"));
        QVERIFY(m_opened.isEmpty());
    }

    void aChosenLineStaysChosenWhileItsWordsChange()
    {
        Fixture fixture;
        fixture.window->setFinder([](const QString &) {});
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        fixture.type(QStringLiteral("1042"));
        const auto ages = [this](const QString &age) {
            QList<Command> lines;
            for (const QString &id :
                 {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}) {
                Command line = found(QStringLiteral("order"));
                line.hint = age;
                line.id = id;
                line.run = [this, id] { m_opened += id; };
                lines += line;
            }
            return lines;
        };
        fixture.window->showFound(ages(QStringLiteral("41 s")));
        QTest::keyClick(fixture.find<QLineEdit>("commandField"), Qt::Key_Down);
        fixture.window->showFound(ages(QStringLiteral("42 s")));
        QTest::keyClick(fixture.find<QLineEdit>("commandField"), Qt::Key_Return);
        QCOMPARE(m_opened, QStringList{QStringLiteral("b")});
    }

    void whatWasFoundForAnotherTextIsGoneWithTheNextKey()
    {
        Fixture fixture;
        fixture.window->setFinder([](const QString &) {});
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        fixture.type(QStringLiteral("1042"));
        fixture.window->showFound({found(QStringLiteral("order 1042"))});
        fixture.type(QStringLiteral("7"));
        QTest::keyClick(fixture.find<QLineEdit>("commandField"), Qt::Key_Return);
        QVERIFY(m_opened.isEmpty());
    }

    void enterAndControlEnterOpenWhatWasFound_data()
    {
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QString>("opened");
        QTest::newRow("the row") << Qt::KeyboardModifiers() << QStringLiteral("order 1042");
        QTest::newRow("the filtered list")
            << Qt::KeyboardModifiers(Qt::ControlModifier) << QStringLiteral("all of order 1042");
    }
    void enterAndControlEnterOpenWhatWasFound()
    {
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(QString, opened);
        Fixture fixture;
        fixture.window->setFinder([](const QString &) {});
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        fixture.type(QStringLiteral("1042"));
        fixture.window->showFound({found(QStringLiteral("order 1042"))});
        QTest::keyClick(fixture.find<QLineEdit>("commandField"), Qt::Key_Return, modifiers);
        QCOMPARE(m_opened, QStringList{opened});
        QVERIFY(!fixture.find<QWidget>("commandPalette")->isVisible());
    }

    void escapeClosesThePaletteAndGivesTheFocusBack()
    {
        Fixture fixture;
        fixture.page("apples")->button->setFocus();
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClick(fixture.find<QLineEdit>("commandField"), Qt::Key_Escape);
        QVERIFY(!fixture.find<QWidget>("commandPalette")->isVisible());
        QVERIFY(fixture.page("apples")->button->hasFocus());
    }

    void theQuestionMarkShowsAllKeys()
    {
        Fixture fixture;
        QTest::keyClick(fixture.window.get(), Qt::Key_Question);
        auto *overview = fixture.find<QDialog>("shortcutOverview");
        QVERIFY(overview && overview->isVisible());
        QTest::keyClick(overview, Qt::Key_Escape);
        QVERIFY(!overview->isVisible());
    }

    void aPageWithoutKeysHasNoHeadingInTheOverview()
    {
        Fixture fixture;
        const auto headings = [&fixture] {
            QStringList texts;
            QTest::keyClick(fixture.window.get(), Qt::Key_Question);
            auto *overview = fixture.find<QDialog>("shortcutOverview");
            for (const QLabel *label : overview->findChildren<QLabel *>())
                texts += label->text();
            delete overview;
            return texts;
        };
        // The command that shows the page is called so, too.
        QCOMPARE(headings().count(QStringLiteral("Apples")), 1);
        fixture.page("apples")->action->setShortcut(Qt::CTRL | Qt::Key_M);
        QCOMPARE(headings().count(QStringLiteral("Apples")), 2);
    }

    void aLostConnectionIsSaidInTheStatusLine()
    {
        Fixture fixture;
        auto *status = fixture.find<QWidget>("databaseStatus");
        using Phase = ConnectionStatus::Phase;
        fixture.window->setDatabaseStatus({Phase::Ready, std::chrono::milliseconds(3), {}});
        QCOMPARE(status->accessibleName(), QStringLiteral("Postgres 3 ms"));
        const Error error{
            ErrorKind::Unavailable, QStringLiteral("No route to <b>host</b>."), {}, {}};
        fixture.window->setDatabaseStatus({Phase::Lost, {}, error});
        QCOMPARE(status->accessibleName(), QStringLiteral("Postgres does not answer"));
        QVERIFY(!status->toolTip().contains(QStringLiteral("<b>host")));
    }

    void withoutADatabaseTheStatusLineSaysHowThingsAreRead()
    {
        Fixture fixture;
        auto *status = fixture.find<QWidget>("databaseStatus");
        fixture.window->setDatabaseStatus({ConnectionStatus::Phase::Absent});
        QCOMPARE(status->accessibleName(), QStringLiteral("Reading through the API"));
        QVERIFY(status->toolTip().contains(QStringLiteral("names no database")));
    }

    void aGatewayThatIsThereButNotReadyIsSaidSo()
    {
        Fixture fixture;
        auto *status = fixture.find<QWidget>("apiStatus");
        const Error error{ErrorKind::Unavailable, QStringLiteral("Its database is away."), {}, {}};
        fixture.window->setApiStatus({ConnectionStatus::Phase::NotReady, {}, error});
        QCOMPARE(status->accessibleName(), QStringLiteral("API not ready"));
        QVERIFY(status->toolTip().contains(QStringLiteral("away")));
    }

    void theEnvironmentMayBecomeKnownLater()
    {
        Fixture fixture;
        fixture.window->setEnvironment({QString(), QStringLiteral("hooks.example")});
        auto *block = fixture.find<QWidget>("environmentBlock");
        QCOMPARE(fixture.window->windowTitle(),
                 QStringLiteral("Apples – hooks.example – Gatehouse"));
        QCOMPARE(Fixture::colourOf(block), widgets::Theme::of(block).raised);
        fixture.window->setEnvironment(
            {QStringLiteral("production"), QStringLiteral("hooks.example")});
        QCOMPARE(fixture.window->windowTitle(),
                 QStringLiteral("Apples – production, hooks.example – Gatehouse"));
        QCOMPARE(Fixture::colourOf(block), widgets::Theme::of(block).production.fill);
        QVERIFY(block->accessibleName().contains(QStringLiteral("production")));
    }

    void aConnectionThatIsNotSafeIsMarked()
    {
        Fixture fixture;
        Environment environment{QStringLiteral("staging"), QStringLiteral("stage")};
        auto *block = fixture.find<QWidget>("environmentBlock");
        auto *status = fixture.find<QWidget>("databaseStatus");
        fixture.window->setEnvironment(environment);
        const QImage safe = block->grab().toImage();
        environment.databaseWarning = QStringLiteral("Anybody reads along.");
        fixture.window->setEnvironment(environment);
        QVERIFY(block->accessibleName().contains(QStringLiteral("Anybody reads along.")));
        QVERIFY(block->grab().toImage() != safe);
        QVERIFY(status->accessibleName().contains(QStringLiteral("not encrypted")));
        QVERIFY(status->toolTip().contains(QStringLiteral("Anybody reads along.")));
        QVERIFY(!fixture.find<QWidget>("apiStatus")
                     ->accessibleName()
                     .contains(QStringLiteral("not encrypted")));
        fixture.window->setDatabaseStatus({ConnectionStatus::Phase::Ready, {}, {}});
        QVERIFY(status->accessibleName().contains(QStringLiteral("not encrypted")));
        environment.databaseWarning.clear();
        fixture.window->setEnvironment(environment);
        QVERIFY(!status->accessibleName().contains(QStringLiteral("not encrypted")));
    }

    void theColourOfAConnectionIsShownButInProduction()
    {
        Fixture fixture;
        auto *block = fixture.find<QWidget>("environmentBlock");
        const auto &theme = widgets::Theme::of(block);
        fixture.window->setEnvironment(
            {QStringLiteral("staging"), QStringLiteral("stage"), QStringLiteral("blue")});
        QCOMPARE(Fixture::colourOf(block), theme.series.at(0));
        fixture.window->setEnvironment(
            {QStringLiteral("production"), QStringLiteral("eu"), QStringLiteral("blue")});
        QCOMPARE(Fixture::colourOf(block), theme.production.fill);
    }

    void theEnvironmentLeadsToTheConnections()
    {
        Fixture fixture;
        QSignalSpy requested(fixture.window.get(), &MainWindow::connectionsRequested);
        auto *block = fixture.find<QWidget>("environmentBlock");
        QTest::mouseClick(block, Qt::LeftButton);
        QCOMPARE(requested.size(), 0);
        fixture.window->offerConnections();
        QTest::mouseClick(block, Qt::LeftButton);
        QCOMPARE(requested.size(), 1);
        block->setFocus(Qt::TabFocusReason);
        QTest::keyClick(block, Qt::Key_Space);
        QCOMPARE(requested.size(), 2);
        QVERIFY(fixture.window->isLive()); // Space was the block's
    }

    void aNoticeOfTheWindowStaysUntilItIsDismissed()
    {
        Fixture fixture;
        const QString id = QStringLiteral("contract");
        fixture.window->showNotice(id, widgets::NoticeKind::Error, QStringLiteral("Too new."));
        auto *strip = fixture.find<widgets::NoticeStrip>("notice-contract");
        QVERIFY(strip->isVisible());
        QCOMPARE(strip->title(), QStringLiteral("Too new."));
        QTest::mouseClick(fixture.find<QPushButton>("dismissNotice"), Qt::LeftButton);
        QVERIFY(!strip->isVisible());
        fixture.window->showNotice(id, widgets::NoticeKind::Error, QStringLiteral("Still."));
        QVERIFY(strip->isVisible());
        fixture.window->withdrawNotice(id);
        QVERIFY(!strip->isVisible());
    }

    void anInvisibleCommandIsNotOffered()
    {
        Fixture fixture;
        QAction command(QStringLiteral("Send traffic"));
        command.setVisible(false);
        fixture.window->addCommand(&command);
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        fixture.type(QStringLiteral("traffic"));
        const QAbstractItemModel *list = fixture.find<QListView>("commandList")->model();
        QVERIFY(!list->index(0, 0).data().toString().contains(QStringLiteral("traffic")));
        QCOMPARE(list->rowCount(), 1); // says that there is none
    }

    void whatWasOpenIsRestored()
    {
        Fixture fixture;
        fixture.window->resize(1200, 800);
        fixture.window->showPage(QStringLiteral("pears"));
        fixture.page("pears")->view = {{QStringLiteral("tab"), 2}};
        fixture.window->setLive(false);
        fixture.window->close();
        fixture.open();
        QCOMPARE(fixture.window->currentPageId(), QStringLiteral("pears"));
        QCOMPARE(fixture.window->size(), QSize(1200, 800));
        QCOMPARE(fixture.page("pears")->view.value(QStringLiteral("tab")).toInt(), 2);
        QVERIFY(!fixture.window->isLive());
    }

    void theStatusLineSaysHowFarATaskIs()
    {
        Fixture fixture;
        auto *button = fixture.find<QToolButton>("tasksButton");
        QVERIFY(!button->isVisible());
        tasks::Task *task = fixture.tasks.add(QStringLiteral("Exporting: Events"), {});
        task->report(QStringLiteral("56 rows"), 56, 100);
        QVERIFY(button->isVisible());
        QCOMPARE(fixture.find<QLabel>("tasksWords")->text(), QStringLiteral("Exporting: Events"));
        QCOMPARE(fixture.find<QLabel>("tasksPercent")->text(), QStringLiteral("56 %"));
        fixture.tasks.add(QStringLiteral("Replay"), {});
        QCOMPARE(fixture.find<QLabel>("tasksWords")->text(), QStringLiteral("2 tasks running"));
        QVERIFY(!fixture.find<QLabel>("tasksPercent")->isVisible());
    }

    void theListOfTasksStopsOneAndOpensWhatCameOfAnother()
    {
        Fixture fixture;
        tasks::Task *ended = fixture.tasks.add(QStringLiteral("Exporting: Events"), {});
        int opened = 0;
        ended->setOpener({QStringLiteral("Show in folder"), [&] { ++opened; }});
        ended->end(tasks::TaskState::Succeeded, QStringLiteral("41 rows"));
        tasks::Task *running = fixture.tasks.add(QStringLiteral("Replay"), {});
        QSignalSpy stops(running, &tasks::Task::stopRequested);
        QTest::keyClick(fixture.window.get(), Qt::Key_J, Qt::ControlModifier);
        auto *panel = fixture.find<QWidget>("tasksPanel");
        QVERIFY(panel->isVisible());
        const QList<QWidget *> rows = panel->findChildren<QWidget *>(QStringLiteral("taskRow"));
        QCOMPARE(rows.size(), 2);
        const auto button = [&](int row, const char *name) {
            return rows.at(row)->findChild<QAbstractButton *>(QString::fromLatin1(name));
        };
        QVERIFY(!button(0, "taskStop")->isVisible());
        QTest::mouseClick(button(1, "taskStop"), Qt::LeftButton);
        QCOMPARE(stops.size(), 1);
        QTest::mouseClick(button(0, "taskOpen"), Qt::LeftButton);
        QCOMPARE(opened, 1);
        QVERIFY(!panel->isVisible());
    }

    void anEndIsNewsUntilTheListWasLookedAt()
    {
        Fixture fixture;
        fixture.tasks.add(QStringLiteral("Replay"), {})->end(tasks::TaskState::Failed, {});
        auto *button = fixture.find<QToolButton>("tasksButton");
        QCOMPARE(fixture.find<QLabel>("tasksWords")->text(), QStringLiteral("A task failed"));
        QTest::mouseClick(button, Qt::LeftButton);
        QTest::keyClick(fixture.find<QWidget>("tasksPanel"), Qt::Key_Escape);
        QVERIFY(!button->isVisible());
    }

    void whatEndedIsTakenOffTheList()
    {
        Fixture fixture;
        fixture.tasks.add(QStringLiteral("Replay"), {})->end(tasks::TaskState::Succeeded, {});
        QTest::keyClick(fixture.window.get(), Qt::Key_J, Qt::ControlModifier);
        QTest::mouseClick(fixture.find<QPushButton>("forgetEndedTasks"), Qt::LeftButton);
        QVERIFY(fixture.tasks.tasks().isEmpty());
        QVERIFY(fixture.find<QLabel>("tasksEmpty")->isVisible());
    }

    void closingAsksWhileSomethingRunsThatWouldStop()
    {
        Fixture fixture;
        fixture.tasks.add(QStringLiteral("Recovery"), {})->setOutlivesWindow(true);
        tasks::Task *task = fixture.tasks.add(QStringLiteral("Exporting: Events"), {});
        fixture.window->close();
        QVERIFY(fixture.window->isVisible());
        QTest::mouseClick(fixture.find<QPushButton>("keepTasks"), Qt::LeftButton);
        QVERIFY(fixture.window->isVisible());
        task->end(tasks::TaskState::Succeeded, {});
        fixture.window->close();
        QVERIFY(!fixture.window->isVisible());
    }

    void closingAgainAsksOnce()
    {
        Fixture fixture;
        fixture.tasks.add(QStringLiteral("Exporting: Events"), {});
        fixture.window->close();
        fixture.window->close();
        QCOMPARE(fixture.window->findChildren<QPushButton *>(QStringLiteral("keepTasks")).size(),
                 1);
        QVERIFY(fixture.window->isVisible());
    }

    void closingStopsWhatRunsWhenThatIsWanted()
    {
        Fixture fixture;
        fixture.tasks.add(QStringLiteral("Exporting: Events"), {});
        fixture.window->close();
        QTest::mouseClick(fixture.find<QPushButton>("stopTasks"), Qt::LeftButton);
        QTRY_VERIFY(!fixture.window->isVisible());
    }

    void aLongTaskThatEndsUnseenIsTold_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("looksAtIt");
        QTest::addColumn<int>("told");
        QTest::newRow("long, unseen") << 10 << false << 1;
        QTest::newRow("long, seen") << 10 << true << 0;
        QTest::newRow("short, unseen") << 9 << false << 0;
    }

    void aLongTaskThatEndsUnseenIsTold()
    {
        QFETCH(const int, seconds);
        QFETCH(const bool, looksAtIt);
        QFETCH(const int, told);
        Fixture fixture;
        QSignalSpy unseen(fixture.window.get(), &MainWindow::taskEndedUnseen);
        tasks::Task *task = fixture.tasks.add(QStringLiteral("Replay"), {});
        QWidget other;
        if (!looksAtIt) {
            other.show();
            other.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&other));
        }
        fixture.clock.advance(std::chrono::seconds(seconds));
        task->end(tasks::TaskState::Succeeded, {});
        QCOMPARE(unseen.size(), told);
    }
};

QTEST_MAIN(MainWindowTest)
#include "mainwindow_test.moc"
