#include "ui/collection/collectionpage.h"

#include "models/collection/celltext.h"
#include "models/collection/chosenrows.h"
#include "services/core/timesteps.h"
#include "services/core/whendone.h"
#include "ui/collection/actionbar.h"
#include "ui/collection/actionflow.h"
#include "ui/collection/collectiontable.h"
#include "ui/collection/countwatch.h"
#include "ui/collection/detailheader.h"
#include "ui/collection/detailpane.h"
#include "ui/collection/exportflow.h"
#include "ui/collection/filterbar.h"
#include "ui/collection/histogrampanel.h"
#include "ui/collection/livefeed.h"
#include "ui/collection/newsnotice.h"
#include "ui/collection/noticeboard.h"
#include "ui/collection/rowanchor.h"
#include "ui/collection/rowselection.h"
#include "ui/collection/summarytab.h"
#include "ui/collection/taskstrip.h"
#include "ui/collection/timeeditor.h"
#include "ui/collection/timerail.h"
#include "ui/collection/timeviews.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/waitbar.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

using collection::Row;
using collection::WindowModel;
using widgets::NoticeKind;
namespace size = widgets::size;

namespace {

/// See CollectionPage::addRowButton.
struct RowButton
{
    QString id;
    QString title;
    QKeySequence key;
    std::function<void(const Row &)> run;
    std::function<QString(const Row &)> whyNot;
};

} // namespace

struct CollectionPage::Private
{
    Private(const collection::Descriptor &descriptor, const CollectionServices &services)
        : descriptor(descriptor)
        , services(services)
        , model(descriptor, services.source, services.clock, {})
        , count(services.source, {})
    {
    }

    collection::Descriptor descriptor;
    CollectionServices services;
    WindowModel model;
    CountWatch count;
    LiveFeed feed;
    QTimer ageing; ///< relative times grow older on the screen
    QTimer aftermath; ///< what was asked for is still under way
    QTimer recount; ///< the pause between two counts, which may cost more than a page
    FilterBar *filterBar = nullptr;
    widgets::WaitBar *waitBar = nullptr;
    NewsNotice *news = nullptr;
    NoticeBoard *board = nullptr;
    QStackedWidget *content = nullptr;
    widgets::EmptyState *empty = nullptr;
    widgets::EmptyState *noMatch = nullptr;
    QSplitter *splitter = nullptr;
    QWidget *listPane = nullptr;
    CollectionTable *table = nullptr;
    TimeViews *times = nullptr; ///< nullptr: the list is not shown over time
    DetailPane *detail = nullptr;
    std::optional<Uuid> shownRow;
    ActionFlow *flow = nullptr;
    QList<QAction *> keys;
    QList<RowButton> rowButtons;
    ExportFlow *exporting = nullptr;
    QFuture<Result<std::vector<Row>>> copying;
    QFuture<Result<Row>> looking; ///< for a current row that is not in the window
    bool isLive = false;
    bool isLoaded = false; ///< some read has succeeded
    bool isGoingToTop = false;
    std::optional<Uuid> wanted; ///< to be selected once it is read
};

CollectionPage::CollectionPage(const collection::Descriptor &descriptor,
                               const CollectionServices &services, const DetailTabFactory &tabs,
                               QWidget *parent)
    : Page(parent)
    , d(new Private(descriptor, services))
{
    setObjectName(descriptor.id + QStringLiteral("Page"));
    build(tabs);
    makeKeys();
    routeModel();
    routeTable();
    routeSelection();
    routeTimes();
    routeActions();
    routeDisplay();
    addExport();
    updateContent();
    updateFollow();
    d->count.refresh();
}

CollectionPage::~CollectionPage()
{
    // The view goes before the model it shows.
    d->looking.cancel();
    d->copying.cancel();
    delete d->table;
}

void CollectionPage::build(const DetailTabFactory &tabs)
{
    d->filterBar = new FilterBar(d->descriptor, d->services.display, this);
    d->filterBar->setValues(d->services.values);
    d->waitBar = new widgets::WaitBar(this);
    d->waitBar->setObjectName(QStringLiteral("waitBar"));
    auto *strip = new widgets::NoticeStrip(this);
    strip->setObjectName(QStringLiteral("noticeStrip"));
    d->board = new NoticeBoard(strip, d->services.display);
    makeEmptyStates();
    d->content = new QStackedWidget(this);
    d->content->addWidget(makeSplitter(tabs));
    d->content->addWidget(d->empty);
    d->content->addWidget(d->noMatch);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(d->filterBar);
    layout->addWidget(new widgets::Separator(Qt::Horizontal, this));
    layout->addWidget(d->waitBar);
    layout->addWidget(strip);
    if (d->times)
        layout->addWidget(d->times->panel());
    layout->addWidget(d->content, 1);
}

void CollectionPage::makeEmptyStates()
{
    const collection::Descriptor &descriptor = d->descriptor;
    d->empty = new widgets::EmptyState(this);
    d->empty->setObjectName(QStringLiteral("emptyState"));
    d->empty->setHeading(descriptor.icon, descriptor.emptyTitle, descriptor.emptyText);
    d->noMatch = new widgets::EmptyState(this);
    d->noMatch->setObjectName(QStringLiteral("noMatch"));
    d->noMatch->setHeading(QStringLiteral("view-filter"), tr("Nothing matches the filters"),
                           tr("There may be rows that the filters above leave out."));
    QPushButton *clear =
        d->noMatch->addCard({tr("All rows"), tr("Takes every filter away."), tr("Clear filters"),
                             QStringLiteral("edit-clear-all"), true});
    clear->setObjectName(QStringLiteral("clearFilters"));
    connect(clear, &QPushButton::clicked, this, [this] { setFilter({}); });
}

QWidget *CollectionPage::makeSplitter(const DetailTabFactory &tabs)
{
    const DetailTabFactory makeTab = [this, tabs](const QString &id,
                                                  QWidget *parent) -> DetailTab * {
        DetailTab *tab = tabs ? tabs(id, parent) : nullptr;
        if (!tab && id == QLatin1String("summary"))
            tab = new SummaryTab(d->services.clock, d->services.display, parent);
        return tab;
    };
    d->splitter = new QSplitter(this);
    d->splitter->setObjectName(QStringLiteral("splitter"));
    d->splitter->setHandleWidth(1);
    d->splitter->setChildrenCollapsible(false);
    d->splitter->addWidget(makeListPane());
    d->detail = new DetailPane(d->descriptor, makeTab, d->splitter);
    d->splitter->addWidget(d->detail);
    d->splitter->setStretchFactor(0, 1);
    // What is a whole by itself gets somewhat more than half.
    const bool isWhole = d->detail->isWhole();
    d->splitter->setStretchFactor(0, isWhole ? 4 : 1);
    d->splitter->setStretchFactor(1, isWhole ? 5 : 0);
    d->splitter->setSizes(isWhole ? QList{560, 688} : QList{1000, size::detailPane});
    d->flow = new ActionFlow(d->descriptor, d->services, d->detail->actionBar(), d->board, this);
    return d->splitter;
}

QWidget *CollectionPage::makeListPane()
{
    d->listPane = new QWidget(this);
    d->listPane->setObjectName(QStringLiteral("listPane"));
    auto *newsStrip = new widgets::NoticeStrip(d->listPane);
    d->news = new NewsNotice(newsStrip);
    d->table = new CollectionTable(&d->model, d->listPane);
    auto *across = new QHBoxLayout(d->listPane);
    auto *layout = new QVBoxLayout;
    for (QBoxLayout *each :
         {static_cast<QBoxLayout *>(across), static_cast<QBoxLayout *>(layout)}) {
        each->setContentsMargins(0, 0, 0, 0);
        each->setSpacing(0);
    }
    layout->addWidget(newsStrip);
    layout->addWidget(d->table, 1);
    across->addLayout(layout, 1);
    if (d->services.histogram) {
        d->times = new TimeViews(d->descriptor, d->services, d->table, d->model, this);
        across->addWidget(d->times->rail());
    }
    setFocusProxy(d->table);
    return d->listPane;
}

QAction *CollectionPage::addKey(const QString &text, const QKeySequence &keys)
{
    auto *action = new QAction(text, this);
    action->setProperty(kKeyOnly, true);
    action->setProperty(kShownKeys, keys.toString());
    d->keys.append(action);
    return action;
}

void CollectionPage::makeKeys()
{
    addKey(tr("Next row"), Qt::Key_J);
    addKey(tr("Previous row"), Qt::Key_K);
    addKey(tr("Detail alone"), Qt::Key_Return);
    addKey(tr("Back"), Qt::Key_Escape);
    addKey(tr("Newest row"), Qt::Key_Home);
    addKey(tr("Oldest row"), Qt::Key_End);
    addKey(tr("Select up to here"), Qt::SHIFT | Qt::Key_J);
    addKey(tr("Select all that are loaded"), QKeySequence::SelectAll);
    addKey(tr("Copy the selected rows"), QKeySequence::Copy);
    addKey(tr("Find in the detail"), QKeySequence::Find);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] { d->detail->find(); });
    addGoToTime();
}

void CollectionPage::addGoToTime()
{
    const QKeySequence keys(Qt::CTRL | Qt::Key_G);
    auto *command = new QAction(tr("Go to time…"), this);
    command->setObjectName(QStringLiteral("goToTime"));
    command->setProperty(kShownKeys, keys.toString());
    auto *shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, command, &QAction::trigger);
    connect(command, &QAction::triggered, this, [this] {
        auto *editor = new TimeEditor(d->services.clock, d->services.display, this);
        connect(editor, &TimeEditor::chosen, this, &CollectionPage::goToTime);
        editor->popupBelow(d->filterBar);
    });
    d->keys.append(command);
}

/// Not by QShortcut, which would act behind a menu or an editor that is open.
bool CollectionPage::actByKey(const QKeyEvent &event)
{
    const QKeySequence pressed(event.keyCombination());
    for (const collection::Action &action : std::as_const(d->descriptor.actions)) {
        if (!action.shortcut.isEmpty() && QKeySequence(action.shortcut) == pressed) {
            d->flow->trigger(action.id);
            return true;
        }
    }
    for (const RowButton &button : std::as_const(d->rowButtons)) {
        if (button.key == pressed) {
            pressRowButton(button.id);
            return true;
        }
    }
    return false;
}

void CollectionPage::routeModel()
{
    WindowModel *model = &d->model;
    connect(model, &WindowModel::loadingChanged, d->waitBar, &widgets::WaitBar::setWaiting);
    connect(model, &WindowModel::errorChanged, this, &CollectionPage::updateError);
    connect(model, &WindowModel::loadingChanged, this, &CollectionPage::updateSearch);
    connect(model, &WindowModel::searchProgressed, this, [this] {
        updateSearch();
        updateContent();
    });
    connect(model, &WindowModel::newRowsAvailableChanged, d->news, &NewsNotice::setRows);
    connect(d->news, &NewsNotice::showRequested, this, &CollectionPage::goToNewest);
    connect(model, &WindowModel::wentTo, this, [this](int row) {
        d->table->scrollTo(d->model.index(row, 0), QAbstractItemView::PositionAtTop);
    });
    connect(model, &WindowModel::loaded, this, [this] {
        d->isLoaded = d->isLoaded || !d->model.error();
        if (std::exchange(d->isGoingToTop, false))
            d->table->scrollToTop();
        updateContent();
        updateFollow();
        selectWanted();
        showCurrent();
    });
    d->recount.setSingleShot(true);
    d->recount.setInterval(std::chrono::seconds(1));
    connect(&d->recount, &QTimer::timeout, &d->count, &CountWatch::refresh);
    connect(&d->count, &CountWatch::counted, this, &Page::statusTextChanged);
    connect(&d->feed, &LiveFeed::due, this, [this] {
        if (d->model.isStopped())
            return; // it would begin again at once
        d->model.refresh();
        if (d->recount.isActive())
            return;
        d->count.refresh();
        d->recount.start();
    });
    d->aftermath.setSingleShot(true);
    d->aftermath.setInterval(std::chrono::seconds(20));
    connect(&d->aftermath, &QTimer::timeout, this, &CollectionPage::updateLive);
    d->ageing.setInterval(std::chrono::seconds(1));
    connect(&d->ageing, &QTimer::timeout, d->table->viewport(), qOverload<>(&QWidget::update));
}

void CollectionPage::routeTable()
{
    connect(d->table->anchor(), &RowAnchor::currentKeyChanged, this, [this] {
        d->wanted.reset(); // who has moved on stays there
        updateFollow();
        showCurrent();
    });
    connect(d->table, &CollectionTable::scrolled, this, &CollectionPage::updateFollow);
    connect(d->table, &CollectionTable::opened, this, [this] { setDetailAlone(true); });
    d->table->setContextMenuPolicy(Qt::ActionsContextMenu);
    d->table->addActions(d->detail->actionBar()->actions());
    connect(d->filterBar, &FilterBar::filterChanged, this, &CollectionPage::setFilter);
    connect(d->filterBar, &FilterBar::linkRequested, this, &CollectionPage::linkRequested);
    connect(d->filterBar, &FilterBar::written, this, &CollectionPage::activate);
    connect(d->detail, &DetailPane::nextRequested, this, [this] { d->table->moveBy(1); });
    connect(d->detail, &DetailPane::closeRequested, d->table->anchor(), &RowAnchor::clear);
    connect(d->detail->header(), &DetailHeader::aloneToggled, this,
            &CollectionPage::setDetailAlone);
    connect(d->board, &NoticeBoard::stopRequested, this, [this] {
        d->table->setFocus(); // the button goes
        stop();
    });
    connect(d->board, &NoticeBoard::retryRequested, this, [this] {
        d->table->setFocus(); // the button goes
        emit retryRequested();
        refresh();
    });
}

void CollectionPage::routeSelection()
{
    auto *copy = new QAction(tr("Copy the selected rows"), d->table);
    connect(copy, &QAction::triggered, d->table, &CollectionTable::copySelection);
    d->table->addAction(copy);
    connect(d->table, &CollectionTable::copied, this, [this](int rows) {
        const QString count = collection::displayLocale().toString(rows);
        showOutcome(rows == 1 ? tr("Copied the row") : tr("Copied %1 rows").arg(count));
    });
    connect(d->table, &CollectionTable::copyWanted, this, &CollectionPage::copySelected);
    const RowSelection *selection = d->table->anchor()->selection();
    connect(selection, &RowSelection::changed, this, &CollectionPage::selectionChanged);
    connect(selection, &RowSelection::changed, this, &Page::statusTextChanged);
    connect(d->table, &CollectionTable::dragBegun, this, &CollectionPage::dragBegun);
    connect(selection, &RowSelection::tooMany, this, [this] {
        const QString most = collection::displayLocale().toString(RowSelection::most);
        d->board->say(NoticeKind::Warning, tr("No more than %1 rows can be selected").arg(most),
                      tr("The selection stays as it was. Export takes all that the filter lets "
                         "through, however many."));
    });
    connect(selection, &RowSelection::rangeLost, this, [this] {
        showOutcome(tr("The range begins here: its first row is not loaded any more"));
    });
}

std::vector<Uuid> CollectionPage::selectedIds() const
{
    return d->table->anchor()->selection()->ids();
}

QFuture<Result<std::vector<Row>>> CollectionPage::selectedRows() const
{
    return collection::readRows(*d->services.source, d->descriptor, selectedIds());
}

/// Some of them are not in the window.
void CollectionPage::copySelected()
{
    d->copying.cancel();
    d->copying = selectedRows();
    whenDone(d->copying, this, [this](const Result<std::vector<Row>> &rows) {
        if (rows)
            d->table->copy(*rows);
        else if (rows.error().kind != ErrorKind::Cancelled)
            showFailure(tr("The rows were not copied"), rows.error());
    });
}

QString CollectionPage::selectedText() const
{
    const int count = d->table->anchor()->selection()->count();
    if (count < 2)
        return {};
    return tr("%1 selected").arg(collection::displayLocale().toString(count));
}

void CollectionPage::routeTimes()
{
    if (!d->times)
        return;
    connect(d->times, &TimeViews::filterChosen, this, &CollectionPage::setFilter);
    connect(d->times, &TimeViews::timeChosen, this, &CollectionPage::goToTime);
    connect(d->times, &TimeViews::fillingChanged, this, &Page::waitingChanged);
    connect(&d->feed, &LiveFeed::due, d->times, &TimeViews::refresh);
}

void CollectionPage::routeActions()
{
    connect(d->flow, &ActionFlow::done, this, &CollectionPage::afterAction);
    connect(d->board, &NoticeBoard::goodNewsChanged, this, &Page::statusTextChanged);
    connect(d->flow, &ActionFlow::refused, &d->model, &WindowModel::refresh);
}

void CollectionPage::routeDisplay()
{
    const widgets::DisplayOptions &display = d->services.display;
    const auto showZone = [this] {
        d->model.setTimeZone(d->services.display.zone());
        d->detail->showAgain();
    };
    connect(&display, &widgets::DisplayOptions::zoneChanged, this, showZone);
    connect(&display, &widgets::DisplayOptions::compactChanged, d->table,
            &CollectionTable::setCompact);
    d->table->setCompact(display.isCompact());
    showZone();
    connect(d->waitBar, &widgets::WaitBar::shownChanged, this, &Page::waitingChanged);
    connect(d->detail, &DetailPane::waitingChanged, this, &Page::waitingChanged);
}

void CollectionPage::addRowCommand(const QString &text, const QKeySequence &keys,
                                   std::function<void(const Row &)> run)
{
    auto *command = new QAction(text, this);
    command->setProperty(kShownKeys, keys.toString());
    auto *shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, command, &QAction::trigger);
    connect(command, &QAction::triggered, this, [this, run = std::move(run)] {
        if (const auto &row = d->detail->row())
            run(*row);
        else
            showOutcome(tr("Select a row first."));
    });
    d->keys.append(command);
    d->table->addAction(command);
}

/// It may be above the newest that was read, which nothing but this reads in while another row is
/// selected.
void CollectionPage::select(const Uuid &row)
{
    d->wanted = row;
    d->model.goToTop();
}

void CollectionPage::selectWanted()
{
    const int row = d->wanted ? d->model.indexOf(*d->wanted) : -1;
    if (row < 0)
        return;
    d->wanted.reset();
    d->table->setCurrentIndex(d->model.index(row, 0));
}

void CollectionPage::addRowButton(const QString &id, const QString &text, const QKeySequence &key,
                                  std::function<void(const Row &)> run,
                                  std::function<QString(const Row &)> whyNot)
{
    collection::Action description;
    description.id = id;
    description.title = text;
    description.shortcut = key.toString();
    ActionBar *bar = d->detail->actionBar();
    bar->addAction(description);
    d->table->addAction(bar->actions().constLast());
    d->rowButtons += RowButton{id, text, key, std::move(run), std::move(whyNot)};
    connect(bar, &ActionBar::triggered, this, [this, id](const QString &pressed) {
        if (pressed == id)
            pressRowButton(id);
    });
    updateRowButtons();
}

void CollectionPage::pressRowButton(const QString &id)
{
    const auto &row = d->detail->row();
    if (!row)
        return showOutcome(tr("Select a row first."));
    for (const RowButton &button : std::as_const(d->rowButtons)) {
        const QString reason = button.id == id ? button.whyNot(*row) : QString();
        if (!reason.isEmpty())
            d->board->say(NoticeKind::Warning, tr("%1 is not possible here").arg(button.title),
                          reason);
        else if (button.id == id)
            button.run(*row);
    }
}

void CollectionPage::updateRowButtons()
{
    const auto &row = d->detail->row();
    for (const RowButton &button : std::as_const(d->rowButtons))
        d->detail->actionBar()->setAvailability(
            button.id, row ? button.whyNot(*row) : tr("Select a row first."));
}

QAction *CollectionPage::addPageCommand(const QString &id, const QString &text,
                                        const QString &iconName, const QKeySequence &keys,
                                        bool isFlat)
{
    auto *command = new QAction(widgets::icon(iconName), text, this);
    command->setObjectName(id);
    command->setProperty(kShownKeys, keys.toString());
    if (!keys.isEmpty()) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, command, &QAction::trigger);
    }
    d->keys.append(command);
    d->filterBar->addButton(command, isFlat);
    return command;
}

void CollectionPage::addBanner(QWidget *banner)
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->insertWidget(column->indexOf(d->content), banner);
}

void CollectionPage::addExport()
{
    auto *strip = new TaskStrip(QStringLiteral("export"), this);
    addBanner(strip);
    d->exporting = new ExportFlow(
        d->descriptor, d->services.source, d->services.tasks, [this] { return d->count.count(); },
        [this] { return selectedIds(); }, strip, this);
    const QAction *command =
        addPageCommand(QStringLiteral("export"), tr("Export…"), QStringLiteral("document-export"),
                       Qt::CTRL | Qt::Key_E);
    connect(command, &QAction::triggered, d->exporting, &ExportFlow::ask);
}

QString CollectionPage::title() const
{
    return d->descriptor.title;
}

WindowModel *CollectionPage::model() const
{
    return &d->model;
}

widgets::EmptyState *CollectionPage::emptyState() const
{
    return d->empty;
}

QString CollectionPage::statusText() const
{
    const collection::Descriptor &descriptor = d->descriptor;
    const QString rows =
        countText(d->count.count(), descriptor.singular,
                  descriptor.plural.isEmpty() ? descriptor.title : descriptor.plural);
    QStringList parts{rows, selectedText(), d->board->goodNews()};
    parts.removeAll(QString());
    return parts.join(QStringLiteral("   "));
}

QList<QAction *> CollectionPage::pageActions() const
{
    return d->detail->actionBar()->actions() + d->detail->tabActions() + d->keys;
}

QVariantMap CollectionPage::viewState() const
{
    return {{QStringLiteral("splitter"), d->splitter->saveState()},
            {QStringLiteral("tab"), d->detail->currentTab()},
            {QStringLiteral("export"), d->exporting->state()},
            {QStringLiteral("chartFolded"), d->times && d->times->panel()->isFolded()}};
}

void CollectionPage::setViewState(const QVariantMap &state)
{
    d->splitter->restoreState(state.value(QStringLiteral("splitter")).toByteArray());
    d->detail->setCurrentTab(state.value(QStringLiteral("tab")).toInt());
    if (d->times)
        d->times->panel()->setFolded(state.value(QStringLiteral("chartFolded")).toBool());
    d->exporting->setState(state.value(QStringLiteral("export")).toMap());
}

void CollectionPage::setFilter(const collection::Filter &filter)
{
    d->filterBar->setFilter(filter);
    d->table->anchor()->clear();
    d->isGoingToTop = true;
    d->model.setFilter(filter);
    d->count.setFilter(filter);
    d->exporting->setFilter(filter);
    if (d->times)
        d->times->setFilter(filter);
    emit filterChanged();
}

const collection::Filter &CollectionPage::filter() const
{
    return d->filterBar->filter();
}

void CollectionPage::showRow(const Uuid &id)
{
    const QString key = QString::fromStdString(id.toString());
    collection::Condition condition;
    condition.field = d->descriptor.idColumn;
    condition.values = {key};
    setFilter({{condition}});
    d->table->anchor()->setCurrentKey(key);
}

void CollectionPage::refresh()
{
    d->model.setFollowTop(d->table->isAtTop());
    d->model.refresh();
    d->count.refresh();
    if (d->times)
        d->times->read();
}

void CollectionPage::stop()
{
    d->model.stop();
    d->count.stop();
    if (d->times)
        d->times->stop();
    d->detail->stop();
}

bool CollectionPage::isWaiting() const
{
    return d->waitBar->isShown() || d->detail->isWaiting() || (d->times && d->times->isFilling());
}

void CollectionPage::setLive(bool live)
{
    d->isLive = live;
    updateLive();
    updateFollow();
}

void CollectionPage::setPolling(bool polling, std::chrono::milliseconds interval)
{
    d->feed.setPolling(polling, interval);
}

void CollectionPage::showFailure(const QString &title, const Error &error)
{
    d->board->say(widgets::NoticeKind::Error, title, error.message, errorDetails(error));
}

void CollectionPage::showOutcome(const QString &text)
{
    d->board->say(NoticeKind::Success, text);
}

void CollectionPage::changed()
{
    d->feed.hint();
}

void CollectionPage::sourceReturned()
{
    d->model.refresh();
    d->count.refresh();
    if (d->times)
        d->times->read();
}

void CollectionPage::updateActor()
{
    d->flow->updateAvailability();
}

void CollectionPage::focusFilter()
{
    d->filterBar->openMenu();
}

void CollectionPage::activate()
{
    d->table->setFocus();
}

void CollectionPage::updateLive()
{
    d->feed.setOn((d->isLive || d->aftermath.isActive()) && isVisible());
    if (isVisible())
        d->ageing.start();
    else
        d->ageing.stop();
}

void CollectionPage::updateFollow()
{
    const bool follow =
        d->isLive && d->table->isAtTop() && d->table->anchor()->currentKey().isEmpty();
    d->table->anchor()->setFollowTop(follow);
    d->model.setFollowTop(follow);
}

void CollectionPage::updateContent()
{
    const bool isEmpty =
        d->isLoaded && d->model.rowCount() == 0 && !d->model.error() && !d->model.searchProgress();
    QWidget *shown = d->splitter;
    if (isEmpty)
        shown = d->model.filter().isRestricting() ? d->noMatch : d->empty;
    if (d->times)
        d->times->panel()->setHidden(shown == d->empty);
    if (shown == d->content->currentWidget())
        return;
    const QWidget *focus = QApplication::focusWidget(); // none: it went with the table
    const bool hadFocus = isVisible() && (!focus || d->content->isAncestorOf(focus));
    d->content->setCurrentWidget(shown);
    if (hadFocus && shown == d->splitter)
        d->table->setFocus();
}

/// How far it was looked is said as long as somebody waits for it.
void CollectionPage::updateSearch()
{
    const auto progress = d->model.searchProgress();
    if (!progress || !(d->model.isLoading() || d->model.isStopped()))
        return d->board->setSearch({});
    const QTimeZone zone = d->services.display.zone();
    const QDateTime time = toDateTime(progress->reached, zone);
    const QDateTime now = toDateTime(d->services.clock.now(), zone);
    const bool isThisYear = time.date().year() == now.date().year();
    const QLocale locale = collection::displayLocale();
    d->board->setSearch(tr("Looked back to %1 (%2 %), %3 found")
                            .arg(locale.toString(time,
                                                 isThisYear ? QStringLiteral("d MMM HH:mm")
                                                            : QStringLiteral("d MMM yyyy HH:mm")),
                                 locale.toString(int(progress->share * 100)),
                                 locale.toString(progress->found)));
}

void CollectionPage::updateError()
{
    d->board->setError(d->model.error(), d->model.confirmedAt(), d->model.isFilterApplied());
    d->table->setStale(d->model.error().has_value());
    updateContent();
}

void CollectionPage::goToNewest()
{
    d->isGoingToTop = true;
    d->table->anchor()->leave(); // or the next key would jump back to it
    d->model.goToTop();
    d->table->scrollToTop();
    d->table->setFocus();
}

void CollectionPage::goToTime(Timestamp time)
{
    leaveRow();
    d->model.goToTime(time);
}

void CollectionPage::goToOldest()
{
    leaveRow();
    d->model.goToOldest();
}

/// For another place in the list.
void CollectionPage::leaveRow()
{
    d->isGoingToTop = false;
    d->wanted.reset();
    d->table->anchor()->leave();
    d->table->setFocus();
}

void CollectionPage::showCurrent()
{
    const RowAnchor *anchor = d->table->anchor();
    if (anchor->currentKey().isEmpty()) {
        d->detail->clear();
        showFor(std::nullopt);
        setDetailAlone(false);
        return;
    }
    const Row *row = d->model.rowAt(d->table->currentIndex().row());
    if (!row)
        return lookForCurrent();
    d->looking.cancel();
    d->detail->showRow(*row);
    showFor(*row);
}

/// What can be done is about this row now.
void CollectionPage::showFor(const std::optional<Row> &row)
{
    d->flow->setRow(row);
    updateRowButtons();
    const std::optional<Uuid> id = row ? std::optional(row->key.id) : std::nullopt;
    if (std::exchange(d->shownRow, id) != id)
        emit rowChanged();
}

void CollectionPage::lookForCurrent()
{
    const std::string key = d->table->anchor()->currentKey().toStdString();
    const std::optional<Uuid> id = Uuid::parse(key);
    if (!id || d->looking.isRunning())
        return;
    d->looking = d->services.source->row(*id);
    whenDone(d->looking, this, [this, id](const Result<Row> &row) {
        const QString key = QString::fromStdString(id->toString());
        const RowAnchor *anchor = d->table->anchor();
        if (anchor->currentKey() != key || anchor->isCurrentInModel())
            return;
        if (row) {
            d->detail->showRow(*row);
            showFor(*row);
        } else if (row.error().kind == ErrorKind::NotFound) {
            d->detail->showVanished();
            showFor(std::nullopt);
        }
    });
}

void CollectionPage::afterAction(const collection::Action &action, const Uuid &row)
{
    const QString key = QString::fromStdString(row.toString());
    if (action.advances && d->table->anchor()->currentKey() == key)
        d->table->moveBy(1);
    d->model.refresh();
    d->count.refresh();
    d->aftermath.start();
    updateLive();
    emit acted(action, row);
}

void CollectionPage::setDetailAlone(bool alone)
{
    const bool can = alone && d->detail->row();
    d->detail->header()->setAlone(can);
    if (d->listPane->isHidden() == can)
        return;
    d->listPane->setVisible(!can);
    if (can)
        d->detail->setFocus();
    else
        d->table->setFocus();
}

void CollectionPage::goBack()
{
    if (isWaiting())
        stop();
    else if (d->listPane->isHidden())
        setDetailAlone(false);
    else if (!d->board->dismissOutcome())
        d->table->anchor()->clear();
}

void CollectionPage::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        return goBack();
    case Qt::Key_Home:
        return goToNewest();
    case Qt::Key_End:
        return goToOldest();
    case Qt::Key_J:
        return d->table->moveBy(1);
    case Qt::Key_K:
        return d->table->moveBy(-1);
    default:
        if (!actByKey(*event))
            Page::keyPressEvent(event);
    }
}

void CollectionPage::fitWindow()
{
    d->table->fitColumns(window()->width());
    if (d->times)
        d->times->panel()->fit(window()->size());
}

void CollectionPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitWindow();
}

void CollectionPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    fitWindow();
    updateLive();
}

void CollectionPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    updateLive();
}

} // namespace gatehouse::ui
