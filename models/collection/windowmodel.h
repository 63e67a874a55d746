#pragma once

#include "models/collection/source.h"
#include "models/collection/window.h"

#include <QAbstractTableModel>
#include <QTimeZone>

#include <memory>

namespace gatehouse::collection {

/// A window of some thousand rows around what is seen, of a list of any length. Pages by key in
/// both directions, reads before it is needed, drops what is far; memory and time do not depend on
/// the list's length or the depth in it. Never resets while it can say what changed: refresh()
/// reads the window's rows again and emits inserted, removed and changed ranges, so position and
/// selection survive. Answers to a filter that is no longer set are dropped, their queries
/// cancelled.
///
/// The first page is read by itself once control is back in the event loop, with the filter that is
/// set by then. Reading ahead pauses after an error, until refresh(), goToTop() or setFilter().
class WindowModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Roles {
        KeyRole = Qt::UserRole + 1, ///< RowKey's id as QString
        CellKindRole, ///< int(CellKind)
        RawRole, ///< the cell as read: QVariant of Row::cells
        StatusRole, ///< the row's status word as it stands in the view; see statuswords.h
    };

    using Limits = WindowLimits;

    /// The clock outlives the model; relative times are computed when a cell is asked for, so a
    /// view repaints its viewport now and then to let them age.
    WindowModel(const Descriptor &descriptor, std::shared_ptr<Source> source, const Clock &clock,
                Limits limits, QObject *parent = nullptr);
    ~WindowModel() override;

    const Descriptor &descriptor() const;
    const Row *rowAt(int row) const; ///< nullptr out of range; valid until the next change
    int indexOf(const Uuid &id) const; ///< -1 when it is not in the window
    /// The cell of that view column, invalid when the row or column is not there.
    QVariant cell(int row, const QString &viewColumn) const;

    const Filter &filter() const;
    /// Starts at the newest row again. The rows of the filter before stay until the answer is
    /// there.
    void setFilter(Filter filter);
    const Sort &sort() const;
    /// What it shows: starts at the top again, as setFilter() does. Where a page costs the database
    /// that much (`isCostly`), pages are larger, so that there are fewer.
    void show(Filter filter, const Sort &sort, bool isCostly = false);
    bool isCostly() const;
    /// Something may have changed: as refresh(), but where a page is costly, new rows are counted
    /// in newRowsAvailable() alone.
    void follow();
    /// Reads the window again and shows what changed; new rows at the top come in only when the top
    /// is the newest seen and `followTop` is on, otherwise they are counted in newRowsAvailable().
    void refresh();
    void setFollowTop(bool follow);
    /// False while the rows are still those of the filter before.
    bool isFilterApplied() const;
    /// Goes to the list's top, where the newest rows are in its own order.
    void goToTop();
    /// Starts anew at the first row of that time or older; where none is older, at the oldest row.
    /// The rows before stay until the answer is there; then wentTo() says where that row stands.
    /// As quick for any time. In a list by time alone; ascending, the first of that time or newer.
    void goToTime(Timestamp time);
    /// Likewise at the list's bottom.
    void goToOldest();
    /// Gives up what is being read, if anything is: the rows stay, error() says so (Cancelled), and
    /// nothing more is read until it is asked for again.
    void stop();
    bool isStopped() const;
    /// What the view shows now; drives prefetch and eviction.
    void setVisibleRange(int first, int last);

    bool isAtNewest() const;
    bool isAtOldest() const;
    bool isLoading() const;
    /// Rows that came after the newest one that the window has held, as of the last refresh(); a
    /// whole page (Limits::pageSize) means "at least that many": "200+".
    qint64 newRowsAvailable() const;
    /// How far a search that no index serves has come; nothing when the rows are all that there is
    /// up to them. While it runs isLoading() is true.
    struct SearchProgress
    {
        Timestamp reached; ///< looked at everything from there on
        double share = 0; ///< of the list's whole time
        int found = 0; ///< rows of the window
    };
    std::optional<SearchProgress> searchProgress() const;
    /// Of the last failed read; the rows stay. Empty after a success.
    std::optional<Error> error() const;
    /// When the rows were last confirmed by the source.
    QDateTime confirmedAt() const;

    /// Of the exact times in tooltips; the machine's own at first.
    void setTimeZone(const QTimeZone &zone);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole: control and bidirectional characters made visible, cut when it is very long.
    /// ToolTipRole: rich text, escaped, so that foreign text is never markup.
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void loadingChanged(bool loading);
    void errorChanged();
    void newRowsAvailableChanged(qint64 rows);
    void searchProgressed();
    /// The row that was gone to by goToTime() or goToOldest() is there, in this place; before
    /// loaded().
    void wentTo(int row);
    /// A read has ended, with rows or without.
    void loaded();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::collection
