#include "ui/collection/listplace.h"

#include "models/collection/windowmodel.h"
#include "ui/collection/collectiontable.h"
#include "ui/collection/noticeboard.h"
#include "ui/collection/rowanchor.h"

#include <utility>

namespace gatehouse::ui {

using collection::WindowModel;

ListPlace::ListPlace(WindowModel *model, CollectionTable *table, NoticeBoard *board)
    : m_model(model)
    , m_table(table)
    , m_board(board)
{
    connect(model, &WindowModel::wentTo, this, [this](int row) {
        m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtTop);
    });
    connect(table->anchor(), &RowAnchor::currentKeyChanged, this, [this] {
        m_wanted.reset(); // who has moved on stays there
        updateFollow();
    });
    connect(table, &CollectionTable::scrolled, this, &ListPlace::updateFollow);
    updateFollow();
}

void ListPlace::setLive(bool live)
{
    m_isLive = live;
    updateFollow();
}

void ListPlace::updateFollow()
{
    RowAnchor *anchor = m_table->anchor();
    const bool follow = m_isLive && m_table->isAtTop() && anchor->currentKey().isEmpty();
    anchor->setFollowTop(follow);
    m_model->setFollowTop(follow);
}

void ListPlace::goToNewest()
{
    m_isGoingToTop = true;
    m_table->anchor()->leave(); // or the next key would jump back to it
    m_model->goToTop();
    m_table->scrollToTop();
    m_table->setFocus();
}

void ListPlace::goToOldest()
{
    leaveRow();
    m_model->goToOldest();
}

void ListPlace::goToTime(Timestamp time)
{
    if (m_model->sort().isByValue())
        return m_board->say(widgets::NoticeKind::Warning,
                            tr("No time can be gone to in this order"),
                            tr("The list is not sorted by time. Sort it by time first."));
    leaveRow();
    m_model->goToTime(time);
}

/// It may be above the newest that was read, which nothing but this reads in while another row is
/// selected.
void ListPlace::goToRow(const Uuid &row)
{
    m_wanted = row;
    m_model->goToTop();
}

/// For another place in the list.
void ListPlace::leaveRow()
{
    m_isGoingToTop = false;
    m_wanted.reset();
    m_table->anchor()->leave();
    m_table->setFocus();
}

void ListPlace::settle()
{
    if (std::exchange(m_isGoingToTop, false))
        m_table->scrollToTop();
    updateFollow();
    const int row = m_wanted ? m_model->indexOf(*m_wanted) : -1;
    if (row < 0)
        return;
    m_wanted.reset();
    m_table->setCurrentIndex(m_model->index(row, 0));
}

} // namespace gatehouse::ui
