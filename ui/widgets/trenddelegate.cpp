#include "ui/widgets/trenddelegate.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace gatehouse::widgets {

TrendDelegate::TrendDelegate(TrendStyle style, QObject *parent)
    : RowDelegate(parent)
    , m_style(style)
{
}

void TrendDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QRect &content, const QModelIndex &index) const
{
    Trend trend{{}, m_style};
    for (const QVariant &value : index.data(Qt::UserRole).toList())
        trend.values.push_back(value.toDouble());
    const Theme &theme = Theme::of(option.palette);
    const bool isBars = m_style == TrendStyle::Bars;
    const QRect room = content.adjusted(0, 4, 0, -4);
    if (isBars)
        painter->fillRect(QRect(room.left(), room.bottom(), room.width(), 1), theme.border);
    paintTrend(*painter, trend, room, isBars ? theme.deadLettered.fill : theme.textMuted,
               option.direction);
}

} // namespace gatehouse::widgets
