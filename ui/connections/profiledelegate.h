#pragma once

#include <QStyledItemDelegate>

namespace gatehouse::ui {

/// A connection in the list: a bar in its colour, its name, and in which environment it is.
class ProfileDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role { SubtitleRole = Qt::UserRole, EnvironmentRole, ColourRole };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace gatehouse::ui
