#pragma once

#include "models/tasks/tasklist.h"
#include "services/core/clock.h"
#include "ui/shell/connectionstatus.h"
#include "ui/shell/environment.h"
#include "ui/shell/pageentry.h"
#include "ui/shell/viewentry.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/displayoptions.h"
#include "ui/widgets/noticestrip.h"

#include <QMainWindow>
#include <QSettings>

#include <memory>

namespace gatehouse::ui {

struct Command;

/// What the window needs from outside; outlives it.
struct ShellServices
{
    const Clock &clock;
    QSettings &settings;
    widgets::Appearance *appearance = nullptr; ///< nullptr: light and dark cannot be chosen
    widgets::DisplayOptions *display = nullptr; ///< nullptr: local times, rows of usual height
    tasks::TaskList *tasks = nullptr; ///< long work; nullptr: there is none
};

/// The window: environment, header, sidebar, pages, status line. Arranges and restores, routes keys
/// and actions to the page that is shown, and knows no feature. Pages are made when first shown.
///
/// Object names: environmentBlock, commandField, liveButton, refreshButton, actorLabel,
/// sidebar, settingsButton, shortcutsButton, pages, databaseStatus, apiStatus, pageStatus,
/// timeZoneButton, clockLabel; stopTasks, keepTasks when it is closed too early; refreshButton is
/// stopButton while the page waits; the palette is commandPalette with commandList, the overview
/// shortcutOverview.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Geometry, last page, live and scheme are restored from the settings, and written to them
    /// when they change or the window closes.
    MainWindow(QList<PageEntry> pages, Environment environment, const ShellServices &services,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    /// What the gateway itself says of where it is: header, line and title follow.
    void setEnvironment(const Environment &environment);
    /// Says above the pages what concerns all of them, until it is dismissed. One notice for each
    /// `id`, a later one of the same id replaces it. Its strip is named after the id:
    /// "notice-contract".
    void showNotice(const QString &id, widgets::NoticeKind kind, const QString &title,
                    const QString &text = {});
    void withdrawNotice(const QString &id);
    /// "mira, admin"; empty until whoami has answered.
    void setActor(const QString &text);
    void setDatabaseStatus(const ConnectionStatus &status);
    void setApiStatus(const ConnectionStatus &status);
    /// What stands beside the page in the sidebar; works before the page is made.
    void setCount(const QString &pageId, const PageCount &count);
    /// What stands below the pages in the sidebar, and in the palette. See Sidebar.
    void setViews(const QList<ViewEntry> &views);
    void setViewCount(const QString &viewId, const PageCount &count);
    void setShownView(const QString &viewId);
    /// Whether there is anyone to see the views: not in a hidden window, nor in a narrow one.
    bool showsViews() const;
    /// A command of the application for the palette, e.g. "Start traffic". Not owned.
    /// It is offered while it is visible.
    void addCommand(QAction *command);

    /// Looks for what is typed into the command field: see CommandPalette::setFinder().
    void setFinder(std::function<void(const QString &text)> find);
    void showFound(const QList<Command> &found);

    /// Offers to choose another connection: see connectionsRequested().
    void offerConnections();

    /// Makes the page if need be. An unknown id changes nothing.
    void showPage(const QString &id);
    QString currentPageId() const;
    /// nullptr for an unknown id; made if it was not.
    Page *page(const QString &id);

    /// The list of long work.
    void showTasks();

    bool isLive() const;
    void setLive(bool live);

signals:
    /// The environment was pressed, or the command chosen.
    void connectionsRequested();
    void liveChanged(bool live);
    void currentPageChanged(const QString &id);
    /// It took over ten seconds, and nobody looks at the window.
    void taskEndedUnseen(const gatehouse::tasks::Task *task);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;

    QWidget *makeBody();
    QWidget *makeSidePane();
    void makeActions();
    void makePageActions();
    void makeSettingsMenu();
    void addSchemes(QMenu *menu);
    void addDisplayOptions(QMenu *menu);
    QAction *addAction(const QString &text, const QKeySequence &keys, const QString &iconName);
    void routeSignals();
    void watchTasks();
    bool mayClose();
    widgets::NoticeStrip *noticeStrip(const QString &id);
    Page *makePage(const PageEntry &entry);
    Page *currentPage() const;
    void restoreState();
    void saveState();
    void fitWidth();
    QList<Command> commands() const;
    void showShortcutOverview();
    void updateTitle();
    void updateStatusText();
    void updateWaiting();
};

} // namespace gatehouse::ui
