#include "ui/pages/deadletters/trenddelegate.h"

#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace gatehouse::ui {

void TrendDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QRect &content, const QModelIndex &index) const
{
    const QVariantList counts = index.data(Qt::UserRole).toList();
    double most = 0;
    for (const QVariant &count : counts)
        most = std::max(most, count.toDouble());
    const widgets::Theme &theme = widgets::Theme::of(option.palette);
    const QRect room = content.adjusted(0, 4, 0, -4);
    painter->fillRect(QRect(room.left(), room.bottom(), room.width(), 1), theme.border);
    if (most <= 0)
        return;
    const double step = double(room.width()) / double(counts.size());
    for (qsizetype at = 0; at < counts.size(); ++at) {
        const double share = counts.at(at).toDouble() / most;
        if (share <= 0)
            continue;
        const int height = std::max(2, int(share * room.height()));
        const QRect bar(room.left() + int(double(at) * step), room.bottom() - height,
                        std::max(2, int(step) - 1), height);
        painter->fillRect(QStyle::visualRect(option.direction, room, bar), theme.deadLettered.fill);
    }
}

} // namespace gatehouse::ui
