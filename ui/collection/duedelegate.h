#pragma once

#include "ui/widgets/delegates.h"

namespace gatehouse::ui {

/// When something is due, of a WindowModel: what is overdue has the sign of a warning, what is due
/// within a week a clock, both in the colour of a warning; what has time is plain.
class DueDelegate : public widgets::RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void adjust(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &content,
                      const QModelIndex &index) const override;
};

} // namespace gatehouse::ui
