#pragma once

#include "services/core/clock.h"
#include "services/core/uuid.h"

#include <QObject>

#include <optional>

namespace gatehouse::collection {
class WindowModel;
}

namespace gatehouse::ui {

class CollectionTable;
class NoticeBoard;

/// Where in a list its reader is, and the ways to another place: the newest row, the oldest, those
/// of a time, a row by its id. Which row is the current one is kept by the table's RowAnchor.
class ListPlace final : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    ListPlace(collection::WindowModel *model, CollectionTable *table, NoticeBoard *board);

    /// While live, new rows come in by themselves where the top is seen and no row is looked at.
    void setLive(bool live);
    void goToNewest();
    void goToOldest();
    /// The first row of that time or older, at the top; says so where the order has no times.
    void goToTime(Timestamp time);
    /// Selects that row, once it is read, unless the reader has moved on by then.
    void goToRow(const Uuid &row);
    /// What is read next is another list: it is seen from its top.
    void startAtTop() { m_isGoingToTop = true; }
    /// A read has ended: takes the place that it was for.
    void settle();

private:
    void leaveRow();
    void updateFollow();

    collection::WindowModel *m_model;
    CollectionTable *m_table;
    NoticeBoard *m_board;
    bool m_isLive = false;
    bool m_isGoingToTop = false;
    std::optional<Uuid> m_wanted; ///< to be selected once it is read
};

} // namespace gatehouse::ui
