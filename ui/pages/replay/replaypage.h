#pragma once

#include "models/replay/canonicalreader.h"
#include "models/replay/session.h"
#include "models/tasks/tasklist.h"
#include "models/views/savedviews.h"
#include "ui/pages/replay/viewevents.h"
#include "ui/shell/page.h"

#include <functional>
#include <optional>

class QPushButton;
class QStackedWidget;

namespace gatehouse::widgets {
class WaitBar;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class EarlierReplays;
class ListenFlow;
class ReplayForm;
class ResultPane;
class TaskStrip;

/// What the page is made from. What is referred to outlives it.
struct ReplayServices
{
    replay::SessionServices session;
    QString targetsFolder;
    tasks::TaskList *tasks; ///< nullptr: a run is listed nowhere
    /// Who works here, asked each time; nothing until whoami has answered.
    std::function<std::optional<Whoami>()> actor;
    /// The views of events, asked each time, and what their events are read from; without, only
    /// files and selected events are sent.
    std::function<QList<views::SavedView>()> views = {};
    std::function<EventsOfList()> events = {};
};

/// Recorded events, sent again to a saved target: what is sent and how on the left, what is
/// predicted before, and what became of each on the right. A run is a task of the window and stands
/// in the gateway's ledger before and after.
///
/// What did not end, since its program did, is offered to go on with. Production is asked to be
/// granted of who may grant it.
///
/// Keys: Ctrl+O opens a file, Ctrl+Return runs; a file may be dropped. Object names: replayEmpty,
/// replayFiles (the file dialog), saveFixtures, saveReport, openLeftOver, grantProduction,
/// replayProgress and so on of its TaskStrip; see EarlierReplays, ListenFlow, ReplayForm,
/// ResultPane.
class ReplayPage final : public Page
{
    Q_OBJECT

public:
    explicit ReplayPage(const ReplayServices &services, QWidget *parent = nullptr);
    ~ReplayPage() override;

    QString title() const override;
    void activate() override;
    /// Asks again who works here.
    void refresh() override;
    QList<QAction *> pageActions() const override { return m_actions; }

    /// In place of the events that are there; `origin` says where they are from. Does nothing while
    /// a run goes on.
    void setEvents(std::vector<replay::Fixture> events, const QString &origin);
    void openFile(const QString &fileName);
    void chooseTarget(const QString &name);
    /// One of the journal, to look at and to go on with.
    void openEarlier(const QString &id);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeHead();
    QPushButton *addButton(const QString &name, const QString &text, const QString &iconName,
                           void (ReplayPage::*slot)());
    void addAction(const QString &text, const QString &iconName, const QKeySequence &keys,
                   const std::function<void()> &run);
    void chooseFile();
    void saveFixtures();
    void saveReport();
    /// Writes a report to a file; on a thread of its own.
    using WriteReport = std::function<Result<>(const replay::Report &, const QString &fileName)>;
    void save(const QString &title, const QString &suffix, const QStringList &filters,
              const WriteReport &writeTo);
    void write(const QString &fileName, const WriteReport &writeTo);
    void dropReading();
    void takeView(int view);
    void offerLeftOver(const replay::JournalledReplay &replay);
    void showEarlier(const replay::Report &report);
    void showFailure(const Error &error);
    void askGrant(const std::optional<replay::Target> &target);
    void grant(const QString &target, const QString &reason);
    void connectSession();
    void showState();
    void showProgress(const replay::Progress &progress);
    void showEnd(const replay::Ending &ending);
    QString refusal() const;

    ReplayServices m_services;
    replay::Session m_session;
    replay::CanonicalReader m_canonicals;
    std::unique_ptr<ViewEvents> m_viewEvents; ///< of what is under way
    QList<QAction *> m_actions;
    QFuture<Result<std::vector<replay::Fixture>>> m_reading;
    EarlierReplays *m_earlier;
    ListenFlow *m_listening;
    QPushButton *m_fixtures = nullptr;
    QPushButton *m_report = nullptr;
    widgets::WaitBar *m_waitBar;
    TaskStrip *m_strip;
    ReplayForm *m_form;
    ResultPane *m_results;
    QStackedWidget *m_right;
    int m_round = 0; ///< of what is read: what was asked for before does not count
    bool m_isListed = false; ///< the run that goes on is a task
};

} // namespace gatehouse::ui
