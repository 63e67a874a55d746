#pragma once

#include "ui/widgets/delegates.h"

namespace gatehouse::ui {

/// An entry in its list, of whose two lines of text the first is its name and the second, muted,
/// what it says.
class EntryDelegate final : public widgets::RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &content,
                      const QModelIndex &index) const override;
};

} // namespace gatehouse::ui
