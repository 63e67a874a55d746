#include "models/collection/windowmodel.h"

#include "models/collection/celltext.h"
#include "models/collection/pagereads.h"
#include "models/collection/rowid.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace gatehouse::collection {

struct WindowModel::Private final : WindowListener
{
    Private(WindowModel *model, const Descriptor &shown, std::shared_ptr<Source> source,
            const Clock &time, Limits bounds)
        : q(model)
        , descriptor(shown)
        , columns(shown.readColumns())
        , clock(time)
        , limits(bounds)
        , window(bounds, *this)
        , reads(std::move(source), model,
                [this](ReadPurpose purpose, const PageRequest &request,
                       const Result<Page> &answer) { arrived(purpose, request, answer); })
    {
        for (const Column &column : descriptor.columns)
            cellOfColumn.push_back(int(columns.indexOf(column.name)));
    }

    void beginInsert(int first, int count) override
    {
        q->beginInsertRows({}, first, first + count - 1);
    }
    void endInsert() override { q->endInsertRows(); }
    void beginRemove(int first, int count) override
    {
        q->beginRemoveRows({}, first, first + count - 1);
    }
    void endRemove() override { q->endRemoveRows(); }
    void beginReset() override { q->beginResetModel(); }
    void endReset() override { q->endResetModel(); }
    void changed(int first, int count) override
    {
        emit q->dataChanged(q->index(first, 0),
                            q->index(first + count - 1, int(cellOfColumn.size()) - 1));
    }

    void start(ReadPurpose purpose, PageRequest request)
    {
        stopped = false;
        request.mayPause = true;
        request.sort = purpose == ReadPurpose::Probe ? Sort() : sort;
        reads.start(purpose, request);
        updateLoading();
    }

    /// The window begins anew there, whenever the source answers.
    void restart(Window::Place place, std::optional<RowKey> from = std::nullopt)
    {
        reads.stopAll();
        hasStarted = true;
        refreshAgain = false;
        goal = Goal{place, from};
        setProgress(std::nullopt);
        if (error && error->kind == ErrorKind::Cancelled)
            setError(std::nullopt);
        const auto direction = place == Window::Place::Oldest ? Direction::Newer : Direction::Older;
        const bool isInclusive = from.has_value();
        start(ReadPurpose::Restart, {filter, direction, std::move(from), isInclusive, pageSize()});
    }

    void refresh()
    {
        if (isReadingWindow()) {
            refreshAgain = true; // what runs may have begun before the change
            return;
        }
        if (goal || (window.isEmpty() && !isSearch())) {
            const Goal wanted = goal.value_or(Goal());
            restart(wanted.place, wanted.from);
            return;
        }
        if (isSearch()) {
            refreshSearch();
            return;
        }
        // Where the key changes with the row, one may have gone above the first that is known.
        const bool fromTop = window.isAtNewest() && (followTop || keysMove());
        readWindow(fromTop);
        if (!fromTop && sort.isOwn())
            probe();
    }

    /// As far as that is quick; a search that was stopped goes on.
    void refreshSearch()
    {
        const bool fromTop = window.isEmpty() || (window.isAtNewest() && followTop);
        readWindow(fromTop);
        if (!fromTop && sort.isOwn())
            probe();
        if (error && error->kind == ErrorKind::Cancelled)
            setError(std::nullopt);
        readAhead();
    }

    /// How many rows are newer than those that were there, whatever the list's order is.
    void probe()
    {
        if (newestSeen)
            start(ReadPurpose::Probe,
                  {filter, Direction::Newer, newestSeen, false, limits.pageSize});
        else if (!sort.isOwn())
            start(ReadPurpose::Probe, {filter, Direction::Older, std::nullopt, false, 1});
    }

    void takeProbe(const Page &page)
    {
        if (newestSeen)
            setNewRows(qint64(page.rows.size()));
        else if (!page.rows.empty())
            newestSeen = page.rows.front().key;
    }

    void stop()
    {
        reads.stopAll();
        refreshAgain = false;
        stopped = true;
        setError(Error{ErrorKind::Cancelled, WindowModel::tr("Reading was stopped."), {}, {}});
        updateLoading();
    }

    void readWindow(bool fromTop)
    {
        PageRequest request{filter, Direction::Older, std::nullopt, false, window.size()};
        if (fromTop) {
            request.limit = std::min(window.size() + pageSize(), limits.maxRows);
        } else {
            request.from = window.rows().front().key;
            request.inclusive = true;
        }
        if (isSearch() && !window.isEmpty())
            request.until = window.rows().back().key;
        start(ReadPurpose::Refresh, request);
    }

    void readAhead()
    {
        if (!isCurrent || error || reads.isRunning(ReadPurpose::Restart))
            return;
        if (window.wantsOlder() && !reads.isRunning(ReadPurpose::Older))
            start(ReadPurpose::Older,
                  {filter, Direction::Older, window.olderFrom(), false, pageSize()});
        if (window.wantsNewer() && !reads.isRunning(ReadPurpose::Newer))
            start(ReadPurpose::Newer,
                  {filter, Direction::Newer, window.newerFrom(), false, pageSize()});
    }

    void arrived(ReadPurpose purpose, const PageRequest &request, const Result<Page> &answer)
    {
        if (answer && isTooOld(purpose, *answer))
            return restart(Window::Place::Oldest);
        if (answer && isStillSearching(purpose, *answer))
            return goOnSearching(*answer->reached);
        if (answer)
            take(purpose, request, *answer);
        setError(answer ? std::optional<Error>() : answer.error());
        if (!answer || !answer->reached)
            updateLoading();
        if (purpose != ReadPurpose::Probe)
            emit q->loaded();
        if (!isReadingWindow() && std::exchange(refreshAgain, false) && answer)
            refresh();
        readAhead();
        updateLoading();
    }

    void take(ReadPurpose purpose, const PageRequest &request, const Page &page)
    {
        switch (purpose) {
        case ReadPurpose::Restart:
            takeStart(page);
            break;
        case ReadPurpose::Older:
            window.append(page);
            break;
        case ReadPurpose::Newer:
            window.prepend(page);
            if (window.isAtNewest())
                topSeen();
            break;
        case ReadPurpose::Refresh:
            window.merge(request.from, page);
            confirmed(!request.from);
            break;
        case ReadPurpose::Probe:
            takeProbe(page);
            break;
        }
        evict();
        updateProgress(purpose, page);
    }

    /// No row is as old as the time that was to be gone to.
    bool isTooOld(ReadPurpose purpose, const Page &page) const
    {
        return purpose == ReadPurpose::Restart && goal && goal->place == Window::Place::Middle
            && page.rows.empty() && !page.reached;
    }

    /// The row that is to be gone to is further on.
    bool isStillSearching(ReadPurpose purpose, const Page &page) const
    {
        return purpose == ReadPurpose::Restart && goal && goal->place != Window::Place::Newest
            && page.rows.empty() && page.reached;
    }

    void goOnSearching(const Reach &reached)
    {
        restart(goal->place, reached.key);
        setProgress(SearchProgress{reached.key.sort, reached.share, 0});
    }

    void setProgress(std::optional<SearchProgress> now)
    {
        const bool changes = now || progress;
        progress = now;
        if (changes)
            emit q->searchProgressed();
    }

    /// Only of the way down does anybody wait.
    void updateProgress(ReadPurpose purpose, const Page &page)
    {
        if (purpose != ReadPurpose::Restart && purpose != ReadPurpose::Older)
            return;
        if (page.reached)
            setProgress(SearchProgress{page.reached->key.sort, page.reached->share, window.size()});
        else
            setProgress(std::nullopt);
    }

    void takeStart(const Page &page)
    {
        const Window::Place place = std::exchange(goal, std::nullopt).value_or(Goal()).place;
        isCurrent = true;
        window.restart(page, place, sort, keysMove());
        confirmed(window.isAtNewest());
        if (place != Window::Place::Newest && !window.isEmpty())
            emit q->wentTo(place == Window::Place::Oldest ? window.size() - 1 : 0);
    }

    void confirmed(bool fromTop)
    {
        confirmedAt = clock.now();
        if (fromTop)
            topSeen();
    }

    void topSeen()
    {
        const bool isNewestFirst = sort.isOwn() && !window.isEmpty();
        newestSeen = isNewestFirst ? std::optional(window.rows().front().key) : std::nullopt;
        reads.stop(ReadPurpose::Probe);
        setNewRows(0);
        if (isCostly)
            probe();
    }

    /// A read beyond an end that is no longer there would leave a gap.
    void evict()
    {
        const Window::Dropped dropped = window.evict();
        if (dropped.newest > 0)
            reads.stop(ReadPurpose::Newer);
        if (dropped.oldest > 0)
            reads.stop(ReadPurpose::Older);
    }

    /// What is read may come in pieces.
    bool isSearch() const
    {
        return !sort.isByValue() && !descriptor.sortIsNamed && needsSearch(descriptor, filter);
    }

    /// A row that has changed may stand elsewhere.
    bool keysMove() const { return sort.isByValue() || descriptor.sortIsNamed; }

    int pageSize() const { return isCostly ? limits.maxRows / 4 : limits.pageSize; }

    bool isReadingWindow() const
    {
        return reads.isRunning(ReadPurpose::Restart) || reads.isRunning(ReadPurpose::Refresh);
    }

    void setNewRows(qint64 count)
    {
        if (std::exchange(newRows, count) != count)
            emit q->newRowsAvailableChanged(newRows);
    }

    void setError(std::optional<Error> now)
    {
        const bool changes = now || error;
        error = std::move(now);
        if (changes)
            emit q->errorChanged();
    }

    void updateLoading()
    {
        const bool now = isReadingWindow() || reads.isRunning(ReadPurpose::Older)
            || reads.isRunning(ReadPurpose::Newer);
        if (std::exchange(loading, now) != now)
            emit q->loadingChanged(loading);
    }

    bool isSortable() const { return !descriptor.sorts.isEmpty(); }

    QVariant headerToolTip(const Column &column) const
    {
        if (!isSortable())
            return {};
        if (!descriptor.sortBy(column.name, false))
            return WindowModel::tr("This list cannot be sorted by this column");
        return WindowModel::tr("Sorts by this column");
    }

    QVariant headerAccessibleText(const Column &column) const
    {
        if (!isSortable() || descriptor.shownColumn(sort) != column.name)
            return column.title;
        return sort.ascending ? WindowModel::tr("%1, sorted, the smallest first").arg(column.title)
                              : WindowModel::tr("%1, sorted, the greatest first").arg(column.title);
    }

    const QVariant &cellAt(const QModelIndex &index) const
    {
        const int cell = cellOfColumn[std::size_t(index.column())];
        return window.rows()[std::size_t(index.row())].cells.at(std::size_t(cell));
    }

    /// Where the window is to begin anew.
    struct Goal
    {
        Window::Place place = Window::Place::Newest;
        std::optional<RowKey> from;
    };

    using Direction = PageRequest::Direction;
    WindowModel *q;
    Descriptor descriptor;
    QStringList columns; ///< of Row::cells
    std::vector<int> cellOfColumn; ///< of each shown column
    const Clock &clock;
    Limits limits;
    QTimeZone zone = QTimeZone::systemTimeZone();
    Window window;
    Filter filter;
    Sort sort;
    bool isCostly = false; ///< to read a page in that order
    std::optional<Goal> goal; ///< until it is reached
    std::optional<RowKey> newestSeen;
    std::optional<SearchProgress> progress;
    std::optional<Error> error;
    std::optional<Timestamp> confirmedAt;
    qint64 newRows = 0;
    bool hasStarted = false;
    bool isCurrent = false; ///< the rows are those of the filter that is set
    bool followTop = true;
    bool refreshAgain = false; ///< asked for while the window was being read
    bool loading = false;
    bool stopped = false; ///< by stop(), and nothing was read since
    PageReads reads;
};

namespace {

bool isAtEnd(CellKind kind)
{
    return kind == CellKind::Time || kind == CellKind::Number || kind == CellKind::Milliseconds
        || kind == CellKind::Bytes || kind == CellKind::Dollars;
}

QVariant alignmentOf(CellKind kind)
{
    return QVariant::fromValue(
        int((isAtEnd(kind) ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter));
}

} // namespace

WindowModel::WindowModel(const Descriptor &descriptor, std::shared_ptr<Source> source,
                         const Clock &clock, Limits limits, QObject *parent)
    : QAbstractTableModel(parent)
    , d(std::make_unique<Private>(this, descriptor, std::move(source), clock, limits))
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!d->hasStarted)
                d->restart(Window::Place::Newest);
        },
        Qt::QueuedConnection);
}

WindowModel::~WindowModel() = default;

const Descriptor &WindowModel::descriptor() const
{
    return d->descriptor;
}

const Row *WindowModel::rowAt(int row) const
{
    return row >= 0 && row < d->window.size() ? &d->window.rows()[std::size_t(row)] : nullptr;
}

int WindowModel::indexOf(const Uuid &id) const
{
    const std::vector<Row> &rows = d->window.rows();
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const Row &row) { return row.key.id == id; });
    return found == rows.end() ? -1 : int(found - rows.begin());
}

QVariant WindowModel::cell(int row, const QString &viewColumn) const
{
    const Row *found = rowAt(row);
    const qsizetype column = d->columns.indexOf(viewColumn);
    return found && column >= 0 ? found->cells.at(std::size_t(column)) : QVariant();
}

const Filter &WindowModel::filter() const
{
    return d->filter;
}

void WindowModel::setFilter(Filter filter)
{
    show(std::move(filter), d->sort, d->isCostly);
}

const Sort &WindowModel::sort() const
{
    return d->sort;
}

void WindowModel::show(Filter filter, const Sort &sort, bool isCostly)
{
    d->filter = std::move(filter);
    d->sort = sort;
    d->isCostly = isCostly;
    d->isCurrent = false;
    d->restart(Window::Place::Newest);
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

bool WindowModel::isCostly() const
{
    return d->isCostly;
}

void WindowModel::follow()
{
    if (!d->isCostly)
        d->refresh();
    else if (d->isCurrent) // the first page would be sorted twice
        d->probe();
}

bool WindowModel::isFilterApplied() const
{
    return d->isCurrent;
}

void WindowModel::refresh()
{
    d->refresh();
}

void WindowModel::setFollowTop(bool follow)
{
    d->followTop = follow;
    d->window.setFollowsTop(follow);
    if (follow && d->newRows > 0 && isAtNewest() && !d->isCostly)
        d->refresh();
}

void WindowModel::goToTop()
{
    const bool isUnderWay = d->goal && d->goal->place == Window::Place::Newest;
    if (isUnderWay && d->reads.isRunning(ReadPurpose::Restart))
        return;
    if (!d->goal && isAtNewest() && !d->window.isEmpty())
        d->readWindow(true);
    else
        d->restart(Window::Place::Newest);
}

void WindowModel::goToTime(Timestamp time)
{
    if (!d->sort.isByValue())
        d->restart(Window::Place::Middle,
                   d->sort.ascending ? oldestKeyAt(d->descriptor, time)
                                     : newestKeyAt(d->descriptor, time));
}

void WindowModel::goToOldest()
{
    d->restart(Window::Place::Oldest);
}

void WindowModel::setVisibleRange(int first, int last)
{
    d->window.setVisible(first, last);
    d->readAhead();
}

void WindowModel::stop()
{
    if (d->loading)
        d->stop();
}

bool WindowModel::isStopped() const
{
    return d->stopped;
}

bool WindowModel::isAtNewest() const
{
    return d->window.isAtNewest();
}

bool WindowModel::isAtOldest() const
{
    return d->window.isAtOldest();
}

bool WindowModel::isLoading() const
{
    return d->loading;
}

qint64 WindowModel::newRowsAvailable() const
{
    return d->newRows;
}

std::optional<WindowModel::SearchProgress> WindowModel::searchProgress() const
{
    return d->progress;
}

std::optional<Error> WindowModel::error() const
{
    return d->error;
}

QDateTime WindowModel::confirmedAt() const
{
    if (!d->confirmedAt)
        return {};
    const auto since = d->confirmedAt->time_since_epoch();
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(since).count(), Qt::UTC);
}

void WindowModel::setTimeZone(const QTimeZone &zone)
{
    d->zone = zone;
    if (!d->window.isEmpty())
        d->changed(0, d->window.size());
}

int WindowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : d->window.size();
}

int WindowModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(d->cellOfColumn.size());
}

QVariant WindowModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const CellKind kind = d->descriptor.columns[index.column()].kind;
    const TextStyle style{d->clock.now(), displayLocale(), d->zone};
    switch (role) {
    case Qt::DisplayRole:
        return cellText(kind, d->cellAt(index), style);
    case Qt::ToolTipRole:
        return escapedToolTip(cellDetail(kind, d->cellAt(index), style));
    case Qt::AccessibleTextRole: // an arrow is nothing to read out
        return kind == CellKind::Direction ? cellDetail(kind, d->cellAt(index), style) : QVariant();
    case Qt::TextAlignmentRole:
        return alignmentOf(kind);
    case KeyRole:
        return QString::fromStdString(rowAt(index.row())->key.id.toString());
    case CellKindRole:
        return int(kind);
    case RawRole:
        return d->cellAt(index);
    case StatusRole:
        return cell(index.row(),
                    d->descriptor.shownStatusColumn.isEmpty() ? d->descriptor.statusColumn
                                                              : d->descriptor.shownStatusColumn);
    default:
        return {};
    }
}

QVariant WindowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column &column = d->descriptor.columns[section];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(column.kind);
    if (role == Qt::ToolTipRole)
        return d->headerToolTip(column);
    if (role == Qt::AccessibleTextRole)
        return d->headerAccessibleText(column);
    return {};
}

} // namespace gatehouse::collection
