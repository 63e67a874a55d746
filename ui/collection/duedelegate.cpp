#include "ui/collection/duedelegate.h"

#include "models/collection/windowmodel.h"
#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QPainter>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int soonDays = 7;
constexpr int lead = size::iconTable + 6;

enum class Urgency { None, Soon, Overdue };

Urgency urgencyOf(const QModelIndex &index)
{
    const QDateTime due = index.data(collection::WindowModel::RawRole).toDateTime();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!due.isValid() || due > now.addDays(soonDays))
        return Urgency::None;
    return due > now ? Urgency::Soon : Urgency::Overdue;
}

} // namespace

void DueDelegate::adjust(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RowDelegate::adjust(option, index);
    if (urgencyOf(index) != Urgency::None)
        option->palette.setColor(QPalette::Text, widgets::Theme::of(option->palette).warning.text);
}

void DueDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                               const QRect &content, const QModelIndex &index) const
{
    const Urgency urgency = urgencyOf(index);
    if (urgency == Urgency::None)
        return RowDelegate::paintContent(painter, option, content, index);
    const QColor colour = option.palette.color(QPalette::Text);
    const QRect place(content.left(), content.top(), size::iconTable, content.height());
    const QRect sign = QStyle::visualRect(option.direction, content, place);
    if (urgency == Urgency::Overdue)
        widgets::paintWarningSign(*painter, sign, colour);
    else
        widgets::paintShape(*painter, widgets::StatusShape::Clock, sign, colour);
    const QRect rest = content.adjusted(lead, 0, 0, 0);
    painter->setPen(colour);
    paintText(painter, option, QStyle::visualRect(option.direction, content, rest));
}

} // namespace gatehouse::ui
