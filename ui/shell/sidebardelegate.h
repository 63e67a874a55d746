#pragma once

#include <QStyledItemDelegate>

namespace gatehouse::ui {

/// Paints the lines of the sidebar: icon, title and count, a view's title and
/// count below its page's, or a section's heading.
class SidebarDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setNarrow(bool narrow) { m_narrow = narrow; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintView(QPainter *painter, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const;
    void paintCount(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                    QRect *room) const;

    bool m_narrow = false;
};

} // namespace gatehouse::ui
