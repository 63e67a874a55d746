#include "ui/widgets/delegates.h"

#include "ui/widgets/plaintext.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace gatehouse::widgets {
namespace {

constexpr int cellShapeGap = 5;
constexpr qsizetype longestCell = 400; // characters; no cell shows more

const TableView *tableOf(const QStyleOptionViewItem &option)
{
    return qobject_cast<const TableView *>(option.widget);
}

bool isStale(const QStyleOptionViewItem &option)
{
    const TableView *table = tableOf(option);
    return table && table->isStale();
}

/// First or last as seen: columns can be moved and hidden.
bool isOuterColumn(const QStyleOptionViewItem &option, const QModelIndex &index, bool first)
{
    const TableView *table = tableOf(option);
    if (!table || !table->horizontalHeader()) {
        const QAbstractItemModel *model = index.model();
        const int columns = model ? model->columnCount(index.parent()) : 1;
        return first ? index.column() == 0 : index.column() == columns - 1;
    }
    const QHeaderView *header = table->horizontalHeader();
    const int step = first ? 1 : -1;
    int visual = first ? 0 : header->count() - 1;
    while (visual >= 0 && visual < header->count()
           && header->isSectionHidden(header->logicalIndex(visual)))
        visual += step;
    return header->logicalIndex(visual) == index.column();
}

void paintFill(QPainter *painter, const QStyleOptionViewItem &option)
{
    const Theme &theme = Theme::of(option.palette);
    QColor fill = theme.base;
    if (option.state & QStyle::State_Selected) {
        const bool active = (option.state & QStyle::State_Active) && !isStale(option);
        fill = active ? theme.selection : theme.selectionInactive;
    } else if (option.features & QStyleOptionViewItem::Alternate) {
        fill = theme.alternateBase;
    }
    painter->fillRect(option.rect, fill);
}

void paintBar(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (!(option.state & QStyle::State_Selected) || !isOuterColumn(option, index, true))
        return;
    const QRect bar(option.rect.left(), option.rect.top(), size::selectionBar,
                    option.rect.height());
    painter->fillRect(QStyle::visualRect(option.direction, option.rect, bar),
                      Theme::of(option.palette).accent);
}

/// The row where the keyboard is; a selected one needs no ring until the keyboard was used.
bool hasRing(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (!view || !view->hasFocus() || view->currentIndex().row() != index.row())
        return false;
    return !(option.state & QStyle::State_Selected)
        || view->window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

void paintRowRing(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QColor colour = Theme::of(option.palette).focus;
    constexpr int width = size::focusRing;
    const QRect rect = option.rect;
    painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), width), colour);
    painter->fillRect(QRect(rect.left(), rect.bottom() + 1 - width, rect.width(), width), colour);
    const auto side = [&](int left) {
        const QRect edge(left, rect.top(), width, rect.height());
        painter->fillRect(QStyle::visualRect(option.direction, rect, edge), colour);
    };
    if (isOuterColumn(option, index, true))
        side(rect.left());
    if (isOuterColumn(option, index, false))
        side(rect.right() + 1 - width);
}

QColor textColour(const QStyleOptionViewItem &option)
{
    const Theme &theme = Theme::of(option.palette);
    if (isStale(option) || !(option.state & QStyle::State_Enabled))
        return theme.textMuted;
    return option.palette.color(QPalette::Text);
}

} // namespace

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text = visibleText(cell.text, longestCell);
    adjust(&cell, index);
    painter->save();
    painter->setClipRect(cell.rect);
    paintFill(painter, cell);
    paintBar(painter, cell, index);
    paintContent(painter, cell, cell.rect.adjusted(size::cellPadding, 0, -size::cellPadding, 0),
                 index);
    if (hasRing(cell, index))
        paintRowRing(painter, cell, index);
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text = visibleText(cell.text, longestCell);
    adjust(&cell, index);
    const QFontMetrics metrics(cell.font);
    const int text = metrics.horizontalAdvance(cell.text) + 1; // eliding measures finer than pixels
    return {text + leadWidth() + 2 * size::cellPadding,
            qMax(int(size::tableRowCompact), metrics.height() + 2)};
}

bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                            const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !view || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString text = index.data(Qt::ToolTipRole).toString(); // escaped by the model
    if (text.isEmpty() && sizeHint(option, index).width() > view->visualRect(index).width())
        text = plainToolTip(index.data(Qt::DisplayRole).toString());
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

void RowDelegate::adjust(QStyleOptionViewItem *option, const QModelIndex &) const
{
    option->displayAlignment = Qt::AlignLeft | Qt::AlignVCenter;
    option->textElideMode = Qt::ElideRight;
}

void RowDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                               const QRect &content, const QModelIndex &) const
{
    painter->setPen(textColour(option));
    paintText(painter, option, content);
}

void RowDelegate::paintText(QPainter *painter, const QStyleOptionViewItem &option,
                            const QRect &rect)
{
    painter->setFont(option.font);
    painter->setLayoutDirection(
        Qt::LayoutDirectionAuto); // a Latin name reads as one in any language
    const QFontMetrics metrics(option.font);
    const QString text = metrics.elidedText(option.text, option.textElideMode, rect.width());
    painter->drawText(rect,
                      int(QStyle::visualAlignment(option.direction, option.displayAlignment))
                          | Qt::TextSingleLine,
                      text);
}

StatusDelegate::StatusDelegate(ShapeOf shapeOf, QObject *parent)
    : RowDelegate(parent)
    , m_shapeOf(std::move(shapeOf))
{
}

int StatusDelegate::leadWidth() const
{
    return size::iconTable + cellShapeGap;
}

void StatusDelegate::adjust(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RowDelegate::adjust(option, index);
    const Theme &theme = Theme::of(option->palette);
    option->palette.setColor(QPalette::Text, theme.tone(m_shapeOf(index)).text);
}

void StatusDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                                  const QRect &content, const QModelIndex &index) const
{
    const StatusShape shape = m_shapeOf(index);
    const QColor colour = option.palette.color(QPalette::Text);
    painter->setPen(colour);
    if (shape == StatusShape::None)
        return paintText(painter, option, content);
    const QRect lead(content.left(), content.top(), size::iconTable, content.height());
    paintShape(*painter, shape, QStyle::visualRect(option.direction, content, lead), colour);
    paintText(
        painter, option,
        QStyle::visualRect(option.direction, content, content.adjusted(leadWidth(), 0, 0, 0)));
}

void NumberDelegate::adjust(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RowDelegate::adjust(option, index);
    option->displayAlignment = Qt::AlignRight | Qt::AlignVCenter;
}

MonoDelegate::MonoDelegate(QObject *parent, Qt::TextElideMode mode)
    : RowDelegate(parent)
    , m_mode(mode)
{
}

void MonoDelegate::adjust(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RowDelegate::adjust(option, index);
    option->textElideMode = m_mode;
    option->font = monoFont();
    const bool mirrored = option->direction == Qt::RightToLeft;
    option->displayAlignment =
        Qt::AlignAbsolute | Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace gatehouse::widgets
