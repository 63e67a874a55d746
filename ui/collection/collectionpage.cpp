#include "ui/collection/collectionpage.h"

#include "ui/collection/actionbar.h"
#include "ui/collection/actionflow.h"
#include "ui/collection/collectionlayout.h"
#include "ui/collection/collectiontable.h"
#include "ui/collection/countwatch.h"
#include "ui/collection/currentrow.h"
#include "ui/collection/detailpane.h"
#include "ui/collection/exportflow.h"
#include "ui/collection/filterbar.h"
#include "ui/collection/histogrampanel.h"
#include "ui/collection/listcontent.h"
#include "ui/collection/listplace.h"
#include "ui/collection/livereading.h"
#include "ui/collection/newsnotice.h"
#include "ui/collection/noticeboard.h"
#include "ui/collection/pagecommands.h"
#include "ui/collection/readingnotice.h"
#include "ui/collection/rowanchor.h"
#include "ui/collection/rowcommands.h"
#include "ui/collection/selectionflow.h"
#include "ui/collection/sortflow.h"
#include "ui/collection/taskstrip.h"
#include "ui/collection/timeeditor.h"
#include "ui/collection/timeviews.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/waitbar.h"

#include <QKeyEvent>
#include <QShortcut>

namespace gatehouse::ui {

using collection::Row;
using collection::WindowModel;
using widgets::NoticeKind;

/// Made from top to bottom, and so taken apart from the parts to the model that they work on.
struct CollectionPage::Private
{
    Private(const collection::Descriptor &descriptor, const CollectionServices &services,
            const DetailTabFactory &tabs, CollectionPage *page)
        : descriptor(descriptor)
        , services(services)
        , model(descriptor, services.source, services.clock, {})
        , count(services.source, {})
        , view(this->services, model, tabs, page)
        , commands(page)
        , reading(&model, &count)
        , readingNotice(model, services.clock, services.display, view.board)
        , place(&model, view.table, view.board)
        , selection(descriptor, services.source, view.table, view.board)
        , sorting(model, services.source, view.board)
        , rowCommands(view.detail, view.board)
        , current(&model, services.source, view.table, view.listPane, view.detail)
        , flow(new ActionFlow(descriptor, services, view.detail->actionBar(), view.board, page))
    {
    }

    const collection::Descriptor descriptor;
    const CollectionServices services;
    WindowModel model;
    CountWatch count;
    CollectionLayout view;
    PageCommands commands;
    LiveReading reading;
    ReadingNotice readingNotice;
    ListPlace place;
    SelectionFlow selection;
    SortFlow sorting;
    RowCommands rowCommands;
    CurrentRow current;
    ActionFlow *flow; ///< belongs to the page, as its dialogs do
    ExportFlow *exporting = nullptr; ///< likewise
};

CollectionPage::CollectionPage(const collection::Descriptor &descriptor,
                               const CollectionServices &services, const DetailTabFactory &tabs,
                               QWidget *parent)
    : Page(parent)
    , d(new Private(descriptor, services, tabs, this))
{
    setObjectName(descriptor.id + QStringLiteral("Page"));
    makeKeys();
    routeReading();
    routeNotices();
    routeChoices();
    routeRows();
    addExport();
    d->count.refresh();
}

CollectionPage::~CollectionPage()
{
    delete d->view.table; // the view goes before the model it shows
}

void CollectionPage::makeKeys()
{
    PageCommands &commands = d->commands;
    commands.addKey(tr("Next row"), Qt::Key_J);
    commands.addKey(tr("Previous row"), Qt::Key_K);
    commands.addKey(tr("Detail alone"), Qt::Key_Return);
    commands.addKey(tr("Back"), Qt::Key_Escape);
    commands.addKey(tr("Newest row"), Qt::Key_Home);
    commands.addKey(tr("Oldest row"), Qt::Key_End);
    commands.addKey(tr("Select up to here"), Qt::SHIFT | Qt::Key_J);
    commands.addKey(tr("Select all that are loaded"), QKeySequence::SelectAll);
    commands.addKey(tr("Copy the selected rows"), QKeySequence::Copy);
    commands.addKey(tr("Find in the detail"), QKeySequence::Find);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] { d->view.detail->find(); });
    QAction *goToTime = commands.add(tr("Go to time…"), Qt::CTRL | Qt::Key_G);
    goToTime->setObjectName(QStringLiteral("goToTime"));
    connect(goToTime, &QAction::triggered, this, &CollectionPage::askForTime);
    d->sorting.addCommands(commands);
}

void CollectionPage::askForTime()
{
    auto *editor = new TimeEditor(d->services.clock, d->services.display, this);
    connect(editor, &TimeEditor::chosen, this, &CollectionPage::goToTime);
    editor->popupBelow(d->view.filterBar);
}

void CollectionPage::routeReading()
{
    connect(d->view.waitBar, &widgets::WaitBar::shownChanged, this, &Page::waitingChanged);
    connect(d->view.detail, &DetailPane::waitingChanged, this, &Page::waitingChanged);
    connect(&d->model, &WindowModel::loadingChanged, d->view.waitBar,
            &widgets::WaitBar::setWaiting);
    connect(&d->model, &WindowModel::errorChanged, d->view.table,
            [this] { d->view.table->setStale(d->model.error().has_value()); });
    connect(&d->model, &WindowModel::loaded, &d->place, &ListPlace::settle);
    connect(&d->model, &WindowModel::loaded, &d->current, &CurrentRow::update);
    connect(&d->count, &CountWatch::counted, this, &Page::statusTextChanged);
    connect(&d->reading, &LiveReading::aged, d->view.table->viewport(),
            qOverload<>(&QWidget::update));
    if (!d->view.times)
        return;
    connect(&d->reading, &LiveReading::due, d->view.times, &TimeViews::refresh);
    connect(d->view.times, &TimeViews::fillingChanged, this, &Page::waitingChanged);
    connect(d->view.content, &ListContent::emptyChanged, d->view.times->panel(),
            &QWidget::setHidden);
}

void CollectionPage::routeNotices()
{
    connect(&d->model, &WindowModel::newRowsAvailableChanged, d->view.news, &NewsNotice::setRows);
    connect(d->view.news, &NewsNotice::showRequested, &d->place, &ListPlace::goToNewest);
    connect(d->view.board, &NoticeBoard::goodNewsChanged, this, &Page::statusTextChanged);
    connect(d->view.board, &NoticeBoard::stopRequested, this, &CollectionPage::stop);
    connect(d->view.board, &NoticeBoard::retryRequested, this, [this] {
        emit retryRequested();
        refresh();
    });
}

/// What is to be listed.
void CollectionPage::routeChoices()
{
    connect(d->view.filterBar, &FilterBar::filterChanged, this, &CollectionPage::setFilter);
    connect(d->view.filterBar, &FilterBar::linkRequested, this, &CollectionPage::linkRequested);
    connect(d->view.filterBar, &FilterBar::written, this, &CollectionPage::activate);
    connect(d->view.content, &ListContent::clearRequested, this, [this] { setFilter({}); });
    connect(d->view.table, &CollectionTable::headerClicked, &d->sorting, &SortFlow::sortByColumn);
    connect(&d->sorting, &SortFlow::chosen, this, &CollectionPage::showSorted);
    if (!d->view.times)
        return;
    connect(d->view.times, &TimeViews::filterChosen, this, &CollectionPage::setFilter);
    connect(d->view.times, &TimeViews::timeChosen, this, &CollectionPage::goToTime);
}

/// What is done with rows.
void CollectionPage::routeRows()
{
    connect(d->view.table, &CollectionTable::dragBegun, this, &CollectionPage::dragBegun);
    connect(&d->selection, &SelectionFlow::changed, this, &CollectionPage::selectionChanged);
    connect(&d->selection, &SelectionFlow::changed, this, &Page::statusTextChanged);
    connect(&d->current, &CurrentRow::shown, d->flow, &ActionFlow::setRow);
    connect(&d->current, &CurrentRow::shown, &d->rowCommands, &RowCommands::update);
    connect(&d->current, &CurrentRow::changed, this, &CollectionPage::rowChanged);
    connect(d->flow, &ActionFlow::done, this, &CollectionPage::afterAction);
    connect(d->flow, &ActionFlow::refused, &d->model, &WindowModel::refresh);
}

void CollectionPage::addRowCommand(const QString &text, const QKeySequence &keys,
                                   std::function<void(const Row &)> run)
{
    QAction *command = d->commands.add(text, keys);
    d->rowCommands.add(command, std::move(run));
    d->view.table->addAction(command);
}

void CollectionPage::addRowButton(const QString &id, const QString &text, const QKeySequence &key,
                                  std::function<void(const Row &)> run,
                                  std::function<QString(const Row &)> whyNot)
{
    d->view.table->addAction(
        d->rowCommands.addButton(id, text, key, std::move(run), std::move(whyNot)));
}

QAction *CollectionPage::addPageCommand(const QString &id, const QString &text,
                                        const QString &iconName, const QKeySequence &keys,
                                        bool isFlat)
{
    QAction *command = d->commands.add(text, keys);
    command->setIcon(widgets::icon(iconName));
    command->setObjectName(id);
    d->view.filterBar->addButton(command, isFlat);
    return command;
}

void CollectionPage::addBanner(QWidget *banner)
{
    d->view.addBanner(banner);
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
    return d->view.content->emptyState();
}

QString CollectionPage::statusText() const
{
    const collection::Descriptor &descriptor = d->descriptor;
    const QString rows =
        countText(d->count.count(), descriptor.singular,
                  descriptor.plural.isEmpty() ? descriptor.title : descriptor.plural);
    QStringList parts{rows, d->selection.text(), d->view.board->goodNews()};
    parts.removeAll(QString());
    return parts.join(QStringLiteral("   "));
}

QList<QAction *> CollectionPage::pageActions() const
{
    return d->view.detail->actionBar()->actions() + d->view.detail->tabActions()
        + d->commands.all();
}

QVariantMap CollectionPage::viewState() const
{
    QVariantMap state = d->view.state();
    state.insert(QStringLiteral("export"), d->exporting->state());
    return state;
}

void CollectionPage::setViewState(const QVariantMap &state)
{
    d->view.setState(state);
    d->exporting->setState(state.value(QStringLiteral("export")).toMap());
}

void CollectionPage::setFilter(const collection::Filter &filter)
{
    // Of two changes in quick succession the first may not have come to its order yet.
    setView(filter, d->sorting.wanted());
}

void CollectionPage::setView(const collection::Filter &filter, const collection::Sort &sort)
{
    d->view.filterBar->setFilter(filter);
    d->view.table->anchor()->clear();
    d->count.setFilter(filter);
    d->exporting->setFilter(filter);
    if (d->view.times)
        d->view.times->setFilter(filter);
    d->sorting.restart(sort);
}

void CollectionPage::setSort(const collection::Sort &sort)
{
    d->sorting.setSort(sort);
}

void CollectionPage::showSorted(const collection::Sort &sort, bool isCostly)
{
    d->place.startAtTop();
    d->model.show(d->view.filterBar->filter(), sort, isCostly);
    d->view.table->showSort(sort);
    if (d->view.times)
        d->view.times->setSort(sort);
    emit filterChanged();
}

const collection::Sort &CollectionPage::sort() const
{
    return d->model.sort();
}

const collection::Filter &CollectionPage::filter() const
{
    return d->view.filterBar->filter();
}

std::vector<Uuid> CollectionPage::selectedIds() const
{
    return d->selection.ids();
}

QFuture<Result<std::vector<Row>>> CollectionPage::selectedRows() const
{
    return d->selection.rows();
}

void CollectionPage::select(const Uuid &row)
{
    d->place.goToRow(row);
}

void CollectionPage::goToTime(Timestamp time)
{
    d->place.goToTime(time);
}

void CollectionPage::showRow(const Uuid &id)
{
    const QString key = QString::fromStdString(id.toString());
    collection::Condition condition;
    condition.field = d->descriptor.idColumn;
    condition.values = {key};
    setFilter({{condition}});
    d->view.table->anchor()->setCurrentKey(key);
}

void CollectionPage::refresh()
{
    d->model.setFollowTop(d->view.table->isAtTop());
    d->model.refresh();
    d->count.refresh();
    if (d->view.times)
        d->view.times->read();
}

void CollectionPage::stop()
{
    d->model.stop();
    d->count.stop();
    if (d->view.times)
        d->view.times->stop();
    d->view.detail->stop();
}

bool CollectionPage::isWaiting() const
{
    return d->view.waitBar->isShown() || d->view.detail->isWaiting()
        || (d->view.times && d->view.times->isFilling());
}

void CollectionPage::setLive(bool live)
{
    d->reading.setLive(live);
    d->place.setLive(live);
}

void CollectionPage::setPolling(bool polling, std::chrono::milliseconds interval)
{
    d->reading.setPolling(polling, interval);
}

void CollectionPage::showFailure(const QString &title, const Error &error)
{
    d->view.board->say(NoticeKind::Error, title, error.message, errorDetails(error));
}

void CollectionPage::showOutcome(const QString &text)
{
    d->view.board->say(NoticeKind::Success, text);
}

void CollectionPage::changed()
{
    d->reading.hint();
}

void CollectionPage::sourceReturned()
{
    d->model.refresh();
    d->count.refresh();
    if (d->view.times)
        d->view.times->read();
}

void CollectionPage::updateActor()
{
    d->flow->updateAvailability();
}

void CollectionPage::focusFilter()
{
    d->view.filterBar->openMenu();
}

void CollectionPage::activate()
{
    d->view.table->setFocus();
}

void CollectionPage::afterAction(const collection::Action &action, const Uuid &row)
{
    const QString key = QString::fromStdString(row.toString());
    if (action.advances && d->view.table->anchor()->currentKey() == key)
        d->view.table->moveBy(1);
    d->model.refresh();
    d->count.refresh();
    d->reading.expectChange();
    emit acted(action, row);
}

void CollectionPage::goBack()
{
    if (isWaiting())
        stop();
    else if (d->current.isAlone())
        d->current.setAlone(false);
    else if (!d->view.board->dismissOutcome())
        d->view.table->anchor()->clear();
}

/// Not by QShortcut, which would act behind a menu or an editor that is open.
void CollectionPage::keyPressEvent(QKeyEvent *event)
{
    const QKeySequence pressed(event->keyCombination());
    switch (event->key()) {
    case Qt::Key_Escape:
        return goBack();
    case Qt::Key_Home:
        return d->place.goToNewest();
    case Qt::Key_End:
        return d->place.goToOldest();
    case Qt::Key_J:
        return d->view.table->moveBy(1);
    case Qt::Key_K:
        return d->view.table->moveBy(-1);
    default:
        if (!d->flow->press(pressed) && !d->rowCommands.press(pressed))
            Page::keyPressEvent(event);
    }
}

void CollectionPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    d->view.fit(window()->size());
}

void CollectionPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    d->view.fit(window()->size());
    d->reading.setShown(isVisible());
}

void CollectionPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    d->reading.setShown(isVisible());
}

} // namespace gatehouse::ui
