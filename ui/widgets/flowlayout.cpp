#include "ui/widgets/flowlayout.h"

#include <QStyle>
#include <QWidget>

namespace gatehouse::widgets {

FlowLayout::FlowLayout(QWidget *parent, int gap)
    : QLayout(parent)
    , m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(gap);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::insertWidget(int position, QWidget *widget)
{
    addChildWidget(widget);
    m_items.insert(qBound(0, position, count()), new QWidgetItem(widget));
    invalidate();
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
    invalidate();
}

int FlowLayout::count() const
{
    return int(m_items.size());
}

QLayoutItem *FlowLayout::itemAt(int position) const
{
    return m_items.value(position);
}

QLayoutItem *FlowLayout::takeAt(int position)
{
    return position >= 0 && position < count() ? m_items.takeAt(position) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::minimumSize() const
{
    QSize least;
    for (const QLayoutItem *item : m_items)
        least = least.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return least + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

QSize FlowLayout::sizeHint() const
{
    int width = 0;
    int height = 0;
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        width += item->sizeHint().width() + (width > 0 ? m_gap : 0);
        height = qMax(height, item->sizeHint().height());
    }
    const QMargins margins = contentsMargins();
    return {width + margins.left() + margins.right(), height + margins.top() + margins.bottom()};
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect &rect, bool move) const
{
    const QMargins margins = contentsMargins();
    const QRect inner = rect.marginsRemoved(margins);
    QList<QLayoutItem *> line;
    int x = 0, y = inner.top(), height = 0;
    const auto endLine = [&] {
        if (move)
            placeLine(line, inner, y, height);
        y += height + m_gap;
        line.clear();
        x = height = 0;
    };
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize wanted = item->sizeHint();
        if (!line.isEmpty() && x + wanted.width() > inner.width())
            endLine();
        x += wanted.width() + m_gap;
        height = qMax(height, wanted.height());
        line.append(item);
    }
    endLine();
    return y - m_gap - rect.top() + margins.bottom();
}

void FlowLayout::placeLine(const QList<QLayoutItem *> &line, const QRect &inner, int y,
                           int height) const
{
    const Qt::LayoutDirection direction =
        parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int x = inner.left();
    for (QLayoutItem *item : line) {
        const QSize wanted = item->sizeHint();
        const QRect place(x, y + (height - wanted.height()) / 2,
                          qMin(wanted.width(), inner.width()), wanted.height());
        item->setGeometry(QStyle::visualRect(direction, inner, place));
        x += wanted.width() + m_gap;
    }
}

} // namespace gatehouse::widgets
