#include "ui/pages/replay/replaypage.h"

#include "models/collection/celltext.h"
#include "services/core/inpool.h"
#include "services/core/privatefile.h"
#include "services/core/whendone.h"
#include "ui/collection/actiondialog.h"
#include "ui/collection/taskstrip.h"
#include "ui/pages/replay/earlierreplays.h"
#include "ui/pages/replay/listenflow.h"
#include "ui/pages/replay/replayform.h"
#include "ui/pages/replay/resultpane.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/waitbar.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonArray>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

using replay::Ending;
using replay::Session;
using widgets::NoticeKind;
namespace size = widgets::size;
using namespace Qt::StringLiterals;

namespace {

constexpr int formWidth = 384;

QString droppedFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

ReplayPage::ReplayPage(const ReplayServices &services, QWidget *parent)
    : Page(parent)
    , m_services(services)
    , m_session(services.session)
    , m_canonicals(services.session.api, services.session.openStore)
    , m_earlier(new EarlierReplays(services.session.journalFile, this))
    , m_listening(new ListenFlow(
          {services.session, services.tasks, services.views, services.events}, m_session, this))
    , m_waitBar(new widgets::WaitBar(this))
    , m_strip(new TaskStrip(u"replay"_s, this))
    , m_form(new ReplayForm(m_session, replay::Targets(services.targetsFolder),
                            services.session.openStore, this))
    , m_results(new ResultPane(m_session, m_canonicals, this))
    , m_right(new QStackedWidget(this))
{
    setObjectName(u"replayPage"_s);
    setAcceptDrops(true);
    auto *empty = new widgets::EmptyState(this);
    empty->setObjectName(u"replayEmpty"_s);
    empty->setHeading(
        u"edit-undo"_s, tr("Send recorded events again"),
        tr("Open a file of events or bring selected ones over with Ctrl+Shift+Y, choose where "
           "they go, and see what will become of them before anything is sent. What each was "
           "answered "
           "stands here then."));
    m_right->addWidget(empty);
    m_right->addWidget(m_results);
    m_form->setFixedWidth(formWidth);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_form);
    row->addWidget(new widgets::Separator(Qt::Vertical, this));
    row->addWidget(m_right, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(m_waitBar);
    column->addWidget(m_listening->strip());
    column->addWidget(m_strip);
    column->addLayout(row, 1);
    addAction(tr("Open a file of events…"), u"document-open"_s, QKeySequence::Open,
              [this] { chooseFile(); });
    addAction(tr("Run the replay"), u"media-playback-start"_s, Qt::CTRL | Qt::Key_Return,
              [this] { m_form->runButton()->click(); });
    m_form->setSavedViews([this] {
        QStringList names;
        for (const views::SavedView &view :
             m_services.views ? m_services.views() : QList<views::SavedView>())
            names += view.name;
        return names;
    });
    connect(m_form, &ReplayForm::openRequested, this, &ReplayPage::chooseFile);
    connect(m_form, &ReplayForm::viewRequested, this, &ReplayPage::takeView);
    connect(m_earlier, &EarlierReplays::chosen, this, &ReplayPage::openEarlier);
    connect(m_earlier, &EarlierReplays::leftOver, this, &ReplayPage::offerLeftOver);
    connect(m_form->targetCard(), &TargetCard::failed, m_strip, &TaskStrip::showFailure);
    connect(m_form, &ReplayForm::mayRunChanged, m_results, &ResultPane::setMayRun);
    connect(m_strip, &TaskStrip::stopRequested, &m_session, &Session::stop);
    connect(m_results, &ResultPane::goOnRequested, this,
            [this] { m_session.goOn(m_form->reason()); });
    connect(m_results, &ResultPane::runAgainRequested, this,
            [this] { m_session.runAgain(m_form->reason()); });
    connectSession();
    showState();
}

void ReplayPage::connectSession()
{
    connect(&m_session, &Session::stateChanged, this, &ReplayPage::showState);
    connect(m_session.results(), &QAbstractItemModel::modelReset, this, &ReplayPage::showState);
    connect(&m_session, &Session::progressed, this, &ReplayPage::showProgress);
    connect(&m_session, &Session::ended, this, &ReplayPage::showEnd);
    connect(&m_session, &Session::failed, this, &ReplayPage::showFailure);
    connect(&m_session, &Session::ledgerFailed, this, [this](const Error &error) {
        m_strip->showFailure(tr("The ledger was not told what became of the replay"), error);
    });
}

ReplayPage::~ReplayPage()
{
    m_reading.cancel();
    disconnect(&m_session, nullptr, this, nullptr);
}

QString ReplayPage::title() const
{
    return tr("Replay");
}

void ReplayPage::activate()
{
    setFocus();
    refresh();
    if (m_session.state() == Session::State::Editing)
        m_earlier->refresh();
}

void ReplayPage::refresh()
{
    m_form->setRefusal(refusal());
    m_listening->setRefusal(refusal());
}

/// A role that may not replay is told before it has filled in everything.
QString ReplayPage::refusal() const
{
    const auto actor = m_services.actor();
    if (!actor)
        return tr("The gateway, whose ledger is told, has not answered yet.");
    if (!actor->capabilities.contains(u"replay"_s))
        return tr("Your role may not replay.");
    return {};
}

QWidget *ReplayPage::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(size::paneHeader);
    auto *title = new QLabel(tr("Replay"), head);
    title->setFont(widgets::uiFont(widgets::TextSize::PageTitle, widgets::Weight::Bold));
    m_fixtures = addButton(u"saveFixtures"_s, tr("Save as fixtures…"), u"document-save"_s,
                           &ReplayPage::saveFixtures);
    m_report =
        addButton(u"saveReport"_s, tr("Report…"), u"document-export"_s, &ReplayPage::saveReport);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(size::panePadding, 0, size::panePadding, 0);
    row->setSpacing(size::gapControls);
    row->addWidget(title);
    row->addStretch(1);
    row->addWidget(m_listening->button());
    row->addWidget(m_earlier);
    row->addWidget(m_fixtures);
    row->addWidget(m_report);
    return head;
}

QPushButton *ReplayPage::addButton(const QString &name, const QString &text,
                                   const QString &iconName, void (ReplayPage::*slot)())
{
    auto *button = new QPushButton(widgets::icon(iconName), text, this);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, slot);
    return button;
}

void ReplayPage::addAction(const QString &text, const QString &iconName, const QKeySequence &keys,
                           const std::function<void()> &run)
{
    auto *action = new QAction(widgets::icon(iconName), text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QWidget::addAction(action);
    m_actions.append(action);
    connect(action, &QAction::triggered, this, run);
}

void ReplayPage::chooseFile()
{
    auto *files = new QFileDialog(this, tr("Open a file of events"));
    files->setObjectName(u"replayFiles"_s);
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setFileMode(QFileDialog::ExistingFile);
    files->setNameFilters(
        {tr("Events (*.ndjson *.har *.http *.txt *.sh *.curl)"), tr("All files (*)")});
    connect(files, &QFileDialog::fileSelected, this, &ReplayPage::openFile);
    files->open();
}

/// Not while one runs: its events are what it is about, and the strip tells of it.
void ReplayPage::openFile(const QString &fileName)
{
    if (m_session.state() != Session::State::Editing)
        return;
    dropReading();
    m_reading = inPool<std::vector<replay::Fixture>>(
        [fileName] { return replay::readFixtureFile(fileName); });
    m_waitBar->setWaiting(true);
    whenDone(
        m_reading, this,
        [this, fileName, reading = m_reading](const Result<std::vector<replay::Fixture>> &events) {
            if (reading.isCanceled())
                return; // another was begun
            m_waitBar->setWaiting(false);
            if (!events)
                return m_strip->showFailure(tr("This file was not taken in"), events.error());
            m_strip->dismiss();
            setEvents(*events, QFileInfo(fileName).fileName());
        });
}

/// What was asked for before does not come in place of what was chosen since.
void ReplayPage::dropReading()
{
    ++m_round;
    m_reading.cancel();
    m_waitBar->setWaiting(false);
    if (!m_viewEvents)
        return;
    m_viewEvents->disconnect(this);
    m_viewEvents.release()->deleteLater(); // it may be what calls
}

void ReplayPage::setEvents(std::vector<replay::Fixture> events, const QString &origin)
{
    if (m_session.state() != Session::State::Editing)
        return;
    dropReading();
    m_session.setEvents(std::move(events));
    m_form->setOrigin(origin);
}

/// The events that were there stay until those of the view have come.
void ReplayPage::takeView(int view)
{
    const QList<views::SavedView> known = m_services.views();
    if (m_session.state() != Session::State::Editing || view >= known.size())
        return;
    dropReading();
    m_waitBar->setWaiting(true);
    m_viewEvents =
        std::make_unique<ViewEvents>(m_services.events(), known.at(view).filter, nullptr);
    connect(m_viewEvents.get(), &ViewEvents::failed, this, [this](const Error &error) {
        m_waitBar->setWaiting(false);
        m_strip->showFailure(tr("No events were taken from this view"), error);
    });
    connect(
        m_viewEvents.get(), &ViewEvents::collected, this,
        [this, name = known.at(view).name](const std::vector<replay::Fixture> &events, bool isCut) {
            m_waitBar->setWaiting(false);
            m_strip->dismiss();
            setEvents(events,
                      isCut ? tr("the newest of the saved view %1").arg(name)
                            : tr("saved view: %1").arg(name));
        });
    m_viewEvents->start();
}

void ReplayPage::offerLeftOver(const replay::JournalledReplay &replay)
{
    if (m_session.state() != Session::State::Editing || replay.id == m_session.runId())
        return;
    m_strip->showEnd(NoticeKind::Warning, tr("A replay did not end"), leftOverText(replay),
                     [this, id = replay.id](widgets::NoticeStrip &strip) {
                         QPushButton *open = strip.addButton(tr("Look at it"));
                         open->setObjectName(u"openLeftOver"_s);
                         connect(open, &QPushButton::clicked, this,
                                 [this, id] { openEarlier(id); });
                     });
}

void ReplayPage::openEarlier(const QString &id)
{
    if (m_session.state() != Session::State::Editing)
        return;
    dropReading();
    whenDone(replay::readReport(m_services.session.journalFile, id), this,
             [this, round = m_round](const Result<replay::Report> &report) {
                 if (round != m_round)
                     return; // something else was chosen since
                 if (report)
                     showEarlier(*report);
                 else
                     m_strip->showFailure(tr("This replay cannot be shown"), report.error());
             });
}

/// To the target that it was sent to, and no other.
void ReplayPage::showEarlier(const replay::Report &report)
{
    if (m_session.state() != Session::State::Editing)
        return;
    m_strip->dismiss();
    m_form->targetCard()->choose(report.replay.target);
    const auto &target = m_session.target();
    if (target
        && (target->name != report.replay.target || !replay::wentTo(report.replay.plan, *target)))
        m_form->targetCard()->chooseNone();
    m_form->setPlan(replay::Plan::fromJson(report.replay.plan));
    m_session.open(report);
    m_form->setOrigin(
        tr("the replay of %1")
            .arg(QLocale().toString(report.replay.createdAt.toLocalTime(), QLocale::ShortFormat)));
    m_results->setState(report.replay.planned > 0 || report.replay.unknown > 0
                            ? leftOverText(report.replay)
                            : tr("all were sent"));
}

/// Who may grant production is asked to, in place.
void ReplayPage::showFailure(const Error &error)
{
    m_isListed = false;
    if (m_session.hasRun())
        m_results->setState(tr("nothing more was sent"));
    const auto *answer = std::get_if<HttpStatus>(&error.cause);
    const auto actor = m_services.actor();
    const bool mayGrant = answer && answer->code == "grant_needed" && actor
        && actor->capabilities.contains(u"grants"_s);
    if (!mayGrant)
        return m_strip->showFailure(tr("The replay did not run"), error);
    const auto target = m_session.hasRun() ? m_session.resultsTarget() : m_session.target();
    m_strip->showEnd(NoticeKind::Error, tr("The replay did not run"), error.message,
                     [this, target](widgets::NoticeStrip &strip) {
                         QPushButton *ask = strip.addButton(tr("Grant ten minutes…"));
                         ask->setObjectName(u"grantProduction"_s);
                         connect(ask, &QPushButton::clicked, this,
                                 [this, target] { askGrant(target); });
                     });
}

void ReplayPage::askGrant(const std::optional<replay::Target> &target)
{
    if (!target)
        return;
    collection::Action action = askingReason(tr("Grant production"));
    action.asksEnvironment = true;
    auto *dialog = new ActionDialog(action, tr("target"), target->name,
                                    {target->environment, target->url, target->colour}, this);
    dialog->setQuestion(
        tr("Let events be sent to “%1” for ten minutes?").arg(widgets::visibleText(target->name)),
        widgets::visibleText(target->url));
    dialog->setConfirm(tr("Grant ten minutes"), false);
    dialog->addText(tr("By everybody who may replay. The ledger keeps who granted it, and why."));
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, name = target->name] { grant(name, dialog->reason()); });
    dialog->open();
}

void ReplayPage::grant(const QString &target, const QString &reason)
{
    const QJsonObject wish{{u"targets"_s, QJsonArray{target}}, {u"reason"_s, reason}};
    whenDone(m_services.session.api.post(u"production-grants"_s, wish), this,
             [this, target](const Result<QJsonObject> &granted) {
                 if (m_session.state() != Session::State::Editing)
                     return; // the strip tells of a run
                 if (!granted)
                     return m_strip->showFailure(tr("Production was not granted"), granted.error());
                 m_strip->showEnd(NoticeKind::Success, tr("“%1” is granted").arg(target),
                                  tr("Run the replay within ten minutes."));
             });
}

void ReplayPage::chooseTarget(const QString &name)
{
    m_form->targetCard()->choose(name);
}

void ReplayPage::showState()
{
    const bool isIdle = m_session.state() == Session::State::Editing;
    m_fixtures->setEnabled(isIdle && m_session.hasRun());
    m_report->setEnabled(isIdle && m_session.hasRun());
    m_right->setCurrentIndex(m_session.results()->rowCount() > 0 ? 1 : 0);
    m_form->setRefusal(refusal());
    if (!isIdle)
        dropReading();
    if (!isIdle && !std::exchange(m_isListed, true)) {
        m_results->setState(tr("running"));
        m_strip->begin(m_services.tasks, tr("Replaying to %1").arg(m_session.resultsTarget()->name),
                       u"edit-undo"_s);
        m_strip->showProgress(tr("Writing it down"));
    } else if (isIdle && !m_session.hasRun()) {
        m_results->setState(tr("nothing was sent"));
    }
}

void ReplayPage::showProgress(const replay::Progress &progress)
{
    if (m_session.state() != Session::State::Editing)
        m_strip->showProgress(
            tr("%1 of %2 done").arg(countText(progress.done), countText(progress.total)),
            progress.done, progress.total);
}

void ReplayPage::showEnd(const Ending &ending)
{
    m_isListed = false;
    m_earlier->refresh();
    const replay::Progress &progress = ending.progress;
    const double seconds = double(progress.elapsed.count()) / 1000;
    const QList<replay::ItemResult> &results = m_session.results()->results();
    const double slow = double(replay::latencyPercentile(results, 0.95).count()) / 1000;
    const QString figures =
        tr("%1 of %2 done in %3, p95 %4")
            .arg(countText(progress.done), countText(progress.total),
                 collection::durationText(seconds * 1000, collection::displayLocale()),
                 collection::durationText(slow, collection::displayLocale()));
    m_results->setState(ending.kind == Ending::Kind::Finished ? tr("ended: %1").arg(figures)
                                                              : tr("stopped: %1").arg(figures));
    switch (ending.kind) {
    case Ending::Kind::Finished:
        m_strip->showEnd(NoticeKind::Success, tr("The replay has ended"), figures);
        return m_strip->dismiss(); // the result says it
    case Ending::Kind::Stopped:
        return m_strip->showEnd(NoticeKind::Warning, tr("The replay stopped by itself"),
                                ending.reason);
    case Ending::Kind::Cancelled:
        return m_strip->showEnd(NoticeKind::Warning, tr("The replay was stopped"), figures);
    }
}

void ReplayPage::saveFixtures()
{
    save(tr("Save as fixtures"), u"ndjson"_s, {tr("Events (*.ndjson)")},
         [](const replay::Report &report, const QString &fileName) {
             return replay::writeFixtureFile(fileName, replay::withExpectations(report));
         });
}

void ReplayPage::saveReport()
{
    save(tr("Save the report"), u"html"_s, {tr("Report (*.html)"), tr("Report (*.json)")},
         [](const replay::Report &report, const QString &fileName) {
             const bool isJson = fileName.endsWith(u".json"_s, Qt::CaseInsensitive);
             return writePrivateFile(
                 fileName, isJson ? replay::jsonReport(report) : replay::htmlReport(report));
         });
}

void ReplayPage::save(const QString &title, const QString &suffix, const QStringList &filters,
                      const WriteReport &writeTo)
{
    auto *files = new QFileDialog(this, title, QDir::home().filePath(u"replay"_s));
    files->setObjectName(u"replayFiles"_s);
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setFileMode(QFileDialog::AnyFile);
    files->setNameFilters(filters);
    files->setDefaultSuffix(suffix);
    connect(files, &QFileDialog::filterSelected, files, [files](const QString &filter) {
        files->setDefaultSuffix(filter.section(u"*."_s, 1).chopped(1));
    });
    connect(files, &QFileDialog::fileSelected, this,
            [this, writeTo](const QString &fileName) { write(fileName, writeTo); });
    files->open();
}

void ReplayPage::write(const QString &fileName, const WriteReport &writeTo)
{
    whenDone(m_session.report(), this,
             [this, fileName, writeTo](const Result<replay::Report> &report) {
                 if (!report)
                     return m_strip->showFailure(tr("Nothing was saved"), report.error());
                 const auto writing = inPool<void>(
                     [report = *report, fileName, writeTo] { return writeTo(report, fileName); });
                 whenDone(writing, this, [this, fileName](const Result<> &written) {
                     if (m_session.state() != Session::State::Editing)
                         return; // the strip tells of a run
                     if (written)
                         m_strip->showEnd(NoticeKind::Success, tr("Saved"),
                                          QDir::toNativeSeparators(fileName));
                     else
                         m_strip->showFailure(tr("Nothing was saved"), written.error());
                 });
             });
}

void ReplayPage::dragEnterEvent(QDragEnterEvent *event)
{
    const bool isIdle = m_session.state() == Session::State::Editing;
    if (isIdle && !droppedFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ReplayPage::dropEvent(QDropEvent *event)
{
    openFile(droppedFile(*event->mimeData()));
    event->acceptProposedAction();
}

} // namespace gatehouse::ui
