#include "ui/shell/mainwindow.h"

#include "ui/shell/commandlist.h"
#include "ui/shell/environmentblock.h"
#include "ui/shell/header.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/sidebarbutton.h"
#include "ui/shell/sidebarfoot.h"
#include "ui/shell/statusline.h"
#include "ui/shell/taskspanel.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QStackedWidget>

namespace gatehouse::ui {

namespace size = widgets::size;
using widgets::SchemeChoice;

namespace {

constexpr int kNarrowBelow = 1100;
constexpr auto kLongTask = std::chrono::seconds(10); ///< its end is worth a word to who went away
constexpr int kLongestQuestion = 400;

QString geometryKey()
{
    return QStringLiteral("window/geometry");
}
QString pageKey()
{
    return QStringLiteral("window/page");
}
QString liveKey()
{
    return QStringLiteral("window/live");
}
QString schemeKey()
{
    return QStringLiteral("window/scheme");
}

QString utcKey()
{
    return QStringLiteral("window/utc");
}
QString compactKey()
{
    return QStringLiteral("window/compactRows");
}

QString viewKey(const QString &pageId)
{
    return QStringLiteral("pages/%1/view").arg(pageId);
}

/// Whether Space means something to the widget itself: pressing, typing, turning on and off.
bool usesSpace(const QWidget *widget)
{
    return widget && !qobject_cast<const QAbstractScrollArea *>(widget)
        && !qobject_cast<const Page *>(widget) && !qobject_cast<const QMainWindow *>(widget);
}

} // namespace

struct MainWindow::Private
{
    QList<PageEntry> entries;
    Environment environment;
    ShellServices services;
    Header *header = nullptr;
    EnvironmentLine *line = nullptr;
    QVBoxLayout *notices = nullptr;
    QHash<QString, widgets::NoticeStrip *> strips = {};
    Sidebar *sidebar = nullptr;
    SidebarFoot *foot = nullptr;
    QWidget *sidePane = nullptr;
    QStackedWidget *stack = nullptr;
    StatusLine *statusLine = nullptr;
    CommandPalette *palette = nullptr;
    tasks::TaskList *tasks = nullptr;
    TasksPanel *tasksPanel = nullptr;
    bool closesAnyway = false; ///< though tasks run
    QPointer<QMessageBox> question = {}; ///< whether it may; nullptr: it was not asked
    QHash<QString, Page *> pages = {};
    QList<QAction *> pageActions = {}; ///< Ctrl+1 ... 9
    QList<QAction *> windowActions = {};
    QList<QPointer<QAction>> commands = {}; ///< of the application
    QList<ViewEntry> views = {};
    QAction *liveAction = nullptr;
    QShortcut *liveKey = nullptr; ///< off while the focused widget needs Space itself
    QActionGroup *schemes = nullptr;
    QList<QAction *> displayActions = {};
    QAction *stopAction = nullptr;
    QString currentId = {};
};

MainWindow::MainWindow(QList<PageEntry> pages, Environment environment,
                       const ShellServices &services, QWidget *parent)
    : QMainWindow(parent)
    , d(new Private{std::move(pages), std::move(environment), services})
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(1024, 700);
    setContextMenuPolicy(Qt::NoContextMenu);
    d->tasks = services.tasks ? services.tasks : new tasks::TaskList(services.clock, this);
    d->header = new Header(d->environment, this);
    d->statusLine = new StatusLine(services.clock, *d->tasks, services.display, this);
    setCentralWidget(makeBody());
    d->palette = new CommandPalette(d->header->commandField(), this);
    d->palette->setCommands([this] { return commands(); });
    d->tasksPanel = new TasksPanel(d->tasks, this);
    makeActions();
    makePageActions();
    makeSettingsMenu();
    routeSignals();
    watchTasks();
    setEnvironment(d->environment);
    restoreState();
}

MainWindow::~MainWindow()
{
    // Pages and the focus still send signals while they are taken down.
    disconnect(qApp, nullptr, this, nullptr);
    d->tasks->disconnect(this);
    for (Page *page : std::as_const(d->pages))
        page->disconnect(this);
}

QWidget *MainWindow::makeBody()
{
    auto *body = new QWidget(this);
    d->stack = new QStackedWidget(body);
    d->stack->setObjectName(QStringLiteral("pages"));
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(makeSidePane());
    middle->addWidget(new widgets::Separator(Qt::Vertical, body));
    middle->addWidget(d->stack, 1);

    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(d->header);
    d->line = new EnvironmentLine(d->environment, body);
    layout->addWidget(d->line);
    d->notices = new QVBoxLayout;
    layout->addLayout(d->notices);
    layout->addLayout(middle, 1);
    layout->addWidget(new widgets::Separator(Qt::Horizontal, body));
    layout->addWidget(d->statusLine);
    return body;
}

QWidget *MainWindow::makeSidePane()
{
    d->sidePane = new QWidget(this);
    d->sidebar = new Sidebar(d->entries, d->sidePane);
    d->foot = new SidebarFoot(d->sidePane);
    auto *layout = new QVBoxLayout(d->sidePane);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(d->sidebar, 1);
    layout->addWidget(d->foot);
    return d->sidePane;
}

QAction *MainWindow::addAction(const QString &text, const QKeySequence &keys,
                               const QString &iconName)
{
    auto *action = new QAction(widgets::icon(iconName), text, this);
    action->setShortcut(keys);
    QMainWindow::addAction(action);
    d->windowActions.append(action);
    return action;
}

void MainWindow::makeActions()
{
    QAction *palette =
        addAction(tr("Search or type a command"), Qt::CTRL | Qt::Key_K, QStringLiteral("search"));
    connect(palette, &QAction::triggered, d->palette, &CommandPalette::open);
    palette->setProperty(kKeyOnly, true);
    QAction *refresh = addAction(tr("Refresh"), Qt::Key_F5, QStringLiteral("view-refresh"));
    connect(refresh, &QAction::triggered, d->header, &Header::refreshRequested);
    d->stopAction = addAction(tr("Stop reading"), {}, QStringLiteral("process-stop"));
    d->stopAction->setProperty(kShownKeys, QStringLiteral("Esc"));
    d->stopAction->setEnabled(false);
    d->stopAction->setStatusTip(tr("Nothing is being read."));
    connect(d->stopAction, &QAction::triggered, d->header, &Header::stopRequested);
    d->liveAction = addAction(tr("Live on or off"), {}, QStringLiteral("network-wireless"));
    d->liveAction->setProperty(kShownKeys, QStringLiteral("Space"));
    d->liveKey = new QShortcut(Qt::Key_Space, this);
    connect(d->liveKey, &QShortcut::activated, d->liveAction, &QAction::trigger);
    connect(d->liveAction, &QAction::triggered, this, [this] { setLive(!isLive()); });
    QAction *filter = addAction(tr("Filter"), Qt::Key_Slash, QStringLiteral("view-filter"));
    connect(filter, &QAction::triggered, this, [this] {
        if (Page *page = currentPage())
            page->focusFilter();
    });
    QAction *tasks = addAction(tr("Tasks"), Qt::CTRL | Qt::Key_J, QStringLiteral("view-task"));
    connect(tasks, &QAction::triggered, this, &MainWindow::showTasks);
    QAction *overview = addAction(tr("Shortcuts"), QKeySequence(QStringLiteral("?")),
                                  QStringLiteral("help-keybord-shortcuts"));
    connect(overview, &QAction::triggered, this, &MainWindow::showShortcutOverview);
    connect(d->foot->shortcutsButton(), &QAbstractButton::clicked, this,
            &MainWindow::showShortcutOverview);
}

void MainWindow::makePageActions()
{
    for (int index = 0; index < d->entries.size(); ++index) {
        const PageEntry &entry = d->entries.at(index);
        auto *action = new QAction(widgets::icon(entry.icon), entry.title, this);
        if (index < 9)
            action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + index)));
        connect(action, &QAction::triggered, this, [this, id = entry.id] { showPage(id); });
        QMainWindow::addAction(action);
        d->pageActions.append(action);
    }
}

void MainWindow::makeSettingsMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("settingsMenu"));
    if (d->services.appearance)
        addSchemes(menu);
    if (d->services.display)
        addDisplayOptions(menu);
    d->foot->settingsButton()->setMenu(menu);
    d->foot->settingsButton()->setVisible(!menu->isEmpty());
}

void MainWindow::addSchemes(QMenu *menu)
{
    d->schemes = new QActionGroup(this);
    const auto add = [&](SchemeChoice choice, const QString &text) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setObjectName(QStringLiteral("scheme-") + widgets::schemeChoiceName(choice));
        action->setChecked(d->services.appearance->choice() == choice);
        d->schemes->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice] {
            d->services.appearance->setChoice(choice);
            d->services.settings.setValue(schemeKey(), widgets::schemeChoiceName(choice));
        });
    };
    add(SchemeChoice::System, tr("Light or dark like the system"));
    add(SchemeChoice::Light, tr("Light"));
    add(SchemeChoice::Dark, tr("Dark"));
    menu->addSeparator();
}

void MainWindow::addDisplayOptions(QMenu *menu)
{
    widgets::DisplayOptions *display = d->services.display;
    const auto add = [&](const QString &name, const QString &text, bool checked) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        action->setCheckable(true);
        action->setChecked(checked);
        d->displayActions.append(action);
        return action;
    };
    display->setUtc(d->services.settings.value(utcKey()).toBool());
    display->setCompact(d->services.settings.value(compactKey()).toBool());
    QAction *utc = add(QStringLiteral("timesInUtc"), tr("Times in UTC"), display->isUtc());
    connect(utc, &QAction::toggled, display, &widgets::DisplayOptions::setUtc);
    connect(display, &widgets::DisplayOptions::zoneChanged, this, [this, utc] {
        utc->setChecked(d->services.display->isUtc());
        d->services.settings.setValue(utcKey(), utc->isChecked());
    });
    QAction *compact = add(QStringLiteral("compactRows"), tr("Compact rows"), display->isCompact());
    connect(compact, &QAction::toggled, this, [this](bool on) {
        d->services.display->setCompact(on);
        d->services.settings.setValue(compactKey(), on);
    });
}

void MainWindow::routeSignals()
{
    connect(d->sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(d->header, &Header::liveToggled, this, &MainWindow::setLive);
    connect(d->header, &Header::refreshRequested, this, [this] {
        if (Page *page = currentPage())
            page->refresh();
    });
    connect(d->header, &Header::stopRequested, this, [this] {
        if (Page *page = currentPage())
            page->stop();
    });
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { d->liveKey->setEnabled(!usesSpace(now)); });
}

void MainWindow::watchTasks()
{
    connect(d->statusLine, &StatusLine::tasksRequested, this, &MainWindow::showTasks);
    connect(d->tasks, &tasks::TaskList::ended, this, [this](const tasks::Task *task) {
        if (isActiveWindow() || *task->endedAt() - task->startedAt() < kLongTask)
            return;
        QApplication::alert(this);
        emit taskEndedUnseen(task);
    });
}

void MainWindow::showTasks()
{
    const int end = isRightToLeft() ? size::panePadding : width() - size::panePadding;
    d->tasksPanel->popupAt(d->statusLine->mapToGlobal(QPoint(end, -4)));
}

/// Or asks whether it may.
bool MainWindow::mayClose()
{
    QStringList running;
    for (const tasks::Task *task : d->tasks->running()) {
        if (!task->outlivesWindow())
            running.append(task->title());
    }
    if (running.isEmpty() || d->closesAnyway)
        return true;
    if (d->question)
        return false;
    auto *question = new QMessageBox(
        QMessageBox::Question, tr("Work is not done"),
        tr("Still running: %1. Closing the window stops it.")
            .arg(widgets::visibleText(running.join(QStringLiteral(", ")), kLongestQuestion)),
        QMessageBox::NoButton, this);
    d->question = question;
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *stop = question->addButton(tr("Stop and close"), QMessageBox::DestructiveRole);
    stop->setObjectName(QStringLiteral("stopTasks"));
    QPushButton *keep = question->addButton(tr("Keep open"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("keepTasks"));
    question->setDefaultButton(keep);
    connect(stop, &QPushButton::clicked, this, [this] {
        d->closesAnyway = true;
        close();
    });
    question->open();
    return false;
}

void MainWindow::restoreState()
{
    const QSettings &settings = d->services.settings;
    if (!restoreGeometry(settings.value(geometryKey()).toByteArray()))
        resize(QSize(1440, 900).boundedTo(screen()->availableSize()));
    if (d->services.appearance && settings.contains(schemeKey())) {
        const auto choice = widgets::schemeChoice(settings.value(schemeKey()).toString());
        d->services.appearance->setChoice(choice);
        for (QAction *action : d->schemes->actions())
            action->setChecked(action->objectName().endsWith(widgets::schemeChoiceName(choice)));
    }
    fitWidth();
    setLive(settings.value(liveKey(), true).toBool());
    showPage(settings.value(pageKey()).toString());
    const auto start = std::find_if(d->entries.cbegin(), d->entries.cend(),
                                    [](const PageEntry &entry) { return entry.isStart; });
    if (d->currentId.isEmpty() && !d->entries.isEmpty())
        showPage(start == d->entries.cend() ? d->entries.first().id : start->id);
}

void MainWindow::saveState()
{
    QSettings &settings = d->services.settings;
    settings.setValue(geometryKey(), saveGeometry());
    settings.setValue(pageKey(), d->currentId);
    settings.setValue(liveKey(), isLive());
    for (auto page = d->pages.cbegin(); page != d->pages.cend(); ++page)
        settings.setValue(viewKey(page.key()), page.value()->viewState());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    if (!mayClose()) {
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitWidth();
}

void MainWindow::fitWidth()
{
    const bool isNarrow = width() < kNarrowBelow;
    d->sidebar->setNarrow(isNarrow);
    d->foot->setNarrow(isNarrow);
    d->sidePane->setFixedWidth(isNarrow ? size::sidebarCollapsed : size::sidebar);
}

void MainWindow::setEnvironment(const Environment &environment)
{
    d->environment = environment;
    d->header->setEnvironment(environment);
    d->line->setEnvironment(environment);
    d->statusLine->setWarnings(environment.databaseWarning, environment.apiWarning);
    updateTitle();
}

widgets::NoticeStrip *MainWindow::noticeStrip(const QString &id)
{
    widgets::NoticeStrip *&strip = d->strips[id];
    if (!strip) {
        strip = new widgets::NoticeStrip(centralWidget());
        strip->setObjectName(QStringLiteral("notice-") + id);
        d->notices->addWidget(strip);
    }
    return strip;
}

void MainWindow::showNotice(const QString &id, widgets::NoticeKind kind, const QString &title,
                            const QString &text)
{
    widgets::NoticeStrip *strip = noticeStrip(id);
    strip->showNotice(kind, title, text);
    QPushButton *dismiss = strip->addButton(tr("Dismiss"));
    dismiss->setObjectName(QStringLiteral("dismissNotice"));
    connect(dismiss, &QPushButton::clicked, strip, &widgets::NoticeStrip::dismiss);
}

void MainWindow::withdrawNotice(const QString &id)
{
    if (widgets::NoticeStrip *strip = d->strips.value(id))
        strip->dismiss();
}

void MainWindow::setActor(const QString &text)
{
    d->header->setActor(text);
}

void MainWindow::setDatabaseStatus(const ConnectionStatus &status)
{
    d->statusLine->setDatabase(status);
}

void MainWindow::setApiStatus(const ConnectionStatus &status)
{
    d->statusLine->setApi(status);
}

void MainWindow::setCount(const QString &pageId, const PageCount &count)
{
    d->sidebar->setCount(pageId, count);
}

void MainWindow::setFinder(std::function<void(const QString &text)> find)
{
    d->palette->setFinder(std::move(find));
}

void MainWindow::showFound(const QList<Command> &found)
{
    d->palette->showFound(found);
}

void MainWindow::setViews(const QList<ViewEntry> &views)
{
    d->views = views;
    d->sidebar->setViews(views);
}

void MainWindow::setViewCount(const QString &viewId, const PageCount &count)
{
    d->sidebar->setViewCount(viewId, count);
}

void MainWindow::setShownView(const QString &viewId)
{
    d->sidebar->setShownView(viewId);
}

bool MainWindow::showsViews() const
{
    return isVisible() && !isMinimized() && !d->sidebar->isNarrow();
}

void MainWindow::offerConnections()
{
    d->header->setConnectionsOffered(true);
    connect(d->header, &Header::connectionsRequested, this, &MainWindow::connectionsRequested);
    QAction *action = addAction(tr("Connections…"), {}, QStringLiteral("network-connect"));
    action->setObjectName(QStringLiteral("connectionsCommand"));
    connect(action, &QAction::triggered, this, &MainWindow::connectionsRequested);
}

void MainWindow::addCommand(QAction *command)
{
    d->commands.append(command);
}

Page *MainWindow::page(const QString &id)
{
    if (Page *made = d->pages.value(id))
        return made;
    for (const PageEntry &entry : std::as_const(d->entries)) {
        if (entry.id == id)
            return makePage(entry);
    }
    return nullptr;
}

Page *MainWindow::makePage(const PageEntry &entry)
{
    Page *page = entry.make(d->stack);
    d->pages.insert(entry.id, page);
    d->stack->addWidget(page);
    page->setLive(isLive());
    page->setViewState(d->services.settings.value(viewKey(entry.id)).toMap());
    connect(page, &Page::statusTextChanged, this, &MainWindow::updateStatusText);
    connect(page, &Page::waitingChanged, this, &MainWindow::updateWaiting);
    connect(page, &Page::presentationChanged, this, &MainWindow::updateTitle);
    return page;
}

Page *MainWindow::currentPage() const
{
    return d->pages.value(d->currentId);
}

void MainWindow::showPage(const QString &id)
{
    Page *shown = page(id);
    if (!shown)
        return;
    const bool isNew = id != d->currentId;
    d->currentId = id;
    d->stack->setCurrentWidget(shown);
    d->sidebar->setShown(id);
    updateTitle();
    updateStatusText();
    updateWaiting();
    shown->activate();
    if (isNew)
        emit currentPageChanged(id);
}

QString MainWindow::currentPageId() const
{
    return d->currentId;
}

bool MainWindow::isLive() const
{
    return d->liveAction->data().toBool();
}

void MainWindow::setLive(bool live)
{
    if (live == isLive())
        return;
    d->liveAction->setData(live);
    d->header->setLive(live);
    for (Page *page : std::as_const(d->pages))
        page->setLive(live);
    emit liveChanged(live);
}

QList<Command> MainWindow::commands() const
{
    QList<Command> commands;
    if (const Page *page = currentPage())
        commands += commandsOf(page->title(), page->pageActions());
    commands += commandsOf(tr("Pages"), d->pageActions);
    QList<QAction *> actions;
    for (const ViewEntry &view : std::as_const(d->views))
        actions.append(view.actions.constFirst());
    commands += commandsOf(tr("Views"), actions);
    actions.clear();
    for (const QPointer<QAction> &command : std::as_const(d->commands)) {
        if (command)
            actions.append(command);
    }
    commands += commandsOf(tr("Window"), actions + d->windowActions);
    const QList<QAction *> schemes = d->schemes ? d->schemes->actions() : QList<QAction *>();
    commands += commandsOf(tr("Settings"), schemes + d->displayActions);
    return commands;
}

void MainWindow::showShortcutOverview()
{
    QList<ShortcutSection> sections;
    sections.append(shortcutsOf(tr("Window"), d->windowActions + d->pageActions));
    if (const Page *page = currentPage())
        sections.append(shortcutsOf(page->title(), page->pageActions()));
    sections.removeIf([](const ShortcutSection &section) { return section.keys.isEmpty(); });
    (new ShortcutOverview(sections, this))->open();
}

void MainWindow::updateTitle()
{
    const Page *page = currentPage();
    const Environment &environment = d->environment;
    const QString where = environment.name.isEmpty()
        ? environment.title()
        : environment.name + QStringLiteral(", ") + environment.subtitle;
    setWindowTitle(tr("%1 – %2 – Gatehouse").arg(page ? page->title() : QString(), where));
}

void MainWindow::updateStatusText()
{
    const Page *page = currentPage();
    d->statusLine->setPageText(page ? page->statusText() : QString());
}

void MainWindow::updateWaiting()
{
    const Page *page = currentPage();
    const bool isWaiting = page && page->isWaiting();
    d->header->setWaiting(isWaiting);
    d->stopAction->setEnabled(isWaiting);
}

} // namespace gatehouse::ui
