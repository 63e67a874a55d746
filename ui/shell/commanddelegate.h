#pragma once

#include <QStyledItemDelegate>

namespace gatehouse::ui {

/// Paints the lines of the command palette: icon, title, hint, key caps; and its headings.
class CommandDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Roles {
        HintRole = Qt::UserRole + 1, ///< of a heading: what stands at its end
        ShortcutRole,
        HeadingRole, ///< bool
        IndexRole, ///< into the list of commands
    };
    static constexpr int kRowHeight = 30;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace gatehouse::ui
