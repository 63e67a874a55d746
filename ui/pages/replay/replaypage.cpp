#include "ui/pages/replay/replaypage.h"

#include "models/collection/celltext.h"
#include "services/core/inpool.h"
#include "services/core/whendone.h"
#include "ui/collection/taskstrip.h"
#include "ui/pages/replay/replayform.h"
#include "ui/pages/replay/resultpane.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/waitbar.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSaveFile>
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

QString countText(qint64 count)
{
    return collection::displayLocale().toString(count);
}

QString droppedFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

/// For its owner alone: payloads are personal data.
Result<> writeBytes(const QString &fileName, const QByteArray &bytes)
{
    QSaveFile file(fileName);
    if (file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return failure(ErrorKind::Unavailable,
                   ReplayPage::tr("%1 cannot be written: %2.").arg(fileName, file.errorString()));
}

} // namespace

ReplayPage::ReplayPage(const ReplayServices &services, QWidget *parent)
    : Page(parent)
    , m_services(services)
    , m_session(services.session)
    , m_waitBar(new widgets::WaitBar(this))
    , m_strip(new TaskStrip(u"replay"_s, this))
    , m_form(new ReplayForm(m_session, replay::Targets(services.targetsFolder),
                            services.session.openStore, this))
    , m_results(new ResultPane(m_session, this))
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
    column->addWidget(m_strip);
    column->addLayout(row, 1);
    addAction(tr("Open a file of events…"), u"document-open"_s, QKeySequence::Open,
              [this] { chooseFile(); });
    addAction(tr("Run the replay"), u"media-playback-start"_s, Qt::CTRL | Qt::Key_Return,
              [this] { m_form->runButton()->click(); });
    connect(m_form, &ReplayForm::openRequested, this, &ReplayPage::chooseFile);
    connect(m_form->targetCard(), &TargetCard::failed, m_strip, &TaskStrip::showFailure);
    connect(m_form, &ReplayForm::mayRunChanged, m_results, &ResultPane::setMayRun);
    connect(m_strip, &TaskStrip::stopRequested, &m_session, &Session::stop);
    connect(m_results, &ResultPane::runAgainRequested, this,
            [this] { m_session.runAgain(m_form->reason()); });
    connect(&m_session, &Session::stateChanged, this, &ReplayPage::showState);
    connect(m_session.results(), &QAbstractItemModel::modelReset, this, &ReplayPage::showState);
    connect(&m_session, &Session::progressed, this, &ReplayPage::showProgress);
    connect(&m_session, &Session::ended, this, &ReplayPage::showEnd);
    connect(&m_session, &Session::failed, this, [this](const Error &error) {
        m_isListed = false;
        m_strip->showFailure(tr("The replay did not run"), error);
    });
    connect(&m_session, &Session::ledgerFailed, this, [this](const Error &error) {
        m_strip->showFailure(tr("The ledger was not told what became of the replay"), error);
    });
    showState();
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
}

void ReplayPage::refresh()
{
    m_form->setRefusal(refusal());
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
    m_reading.cancel();
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

void ReplayPage::setEvents(std::vector<replay::Fixture> events, const QString &origin)
{
    if (m_session.state() != Session::State::Editing)
        return;
    m_session.setEvents(std::move(events));
    m_form->setOrigin(origin);
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
    if (!isIdle && !std::exchange(m_isListed, true)) {
        m_results->setState(tr("running"));
        m_strip->begin(m_services.tasks, tr("Replaying to %1").arg(m_session.target()->name),
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
             return writeBytes(fileName,
                               fileName.endsWith(u".json"_s, Qt::CaseInsensitive)
                                   ? replay::jsonReport(report)
                                   : replay::htmlReport(report));
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
