#include "ui/widgets/tableview.h"

#include "ui/widgets/delegates.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QPainter>

namespace gatehouse::widgets {

TableView::TableView(QWidget *parent)
    : QTableView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setItemDelegate(new RowDelegate(this));
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(size::tableRowCompact);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setCompact(false);
    QHeaderView *header = horizontalHeader();
    header->setFont(uiFont(TextSize::Small));
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setFixedHeight(size::tableHeader);
    header->setMinimumSectionSize(32);
}

void TableView::setCompact(bool compact)
{
    verticalHeader()->setDefaultSectionSize(compact ? size::tableRowCompact : size::tableRow);
}

void TableView::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    viewport()->update();
}

void TableView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

void TableView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row())
        viewport()->update(); // the ring goes round whole rows, the base class repaints cells
}

void TableView::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    viewport()->update();
}

void TableView::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

void TableView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_placeholder.isEmpty() || (model() && model()->rowCount(rootIndex()) > 0))
        return;
    QPainter painter(viewport());
    painter.setPen(Theme::of(this).textMuted);
    painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16),
                     Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
}

} // namespace gatehouse::widgets
