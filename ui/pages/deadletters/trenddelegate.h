#pragma once

#include "ui/widgets/delegates.h"

namespace gatehouse::ui {

/// Paints a list of counts (Qt::UserRole, QVariantList of numbers) as bars that share one scale
/// within the cell, over a thin base line. The words for it are the cell's tooltip.
class TrendDelegate final : public widgets::RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &content,
                      const QModelIndex &index) const override;
};

} // namespace gatehouse::ui
