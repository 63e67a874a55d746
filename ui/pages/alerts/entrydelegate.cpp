#include "ui/pages/alerts/entrydelegate.h"

#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace gatehouse::ui {

using widgets::TextSize;
namespace size = widgets::size;

namespace {

constexpr int linePadding = 4; ///< above the first and below the second line

struct EntryLine
{
    QString text;
    QFont font;
};

EntryLine nameLine(const QModelIndex &index)
{
    return {index.data().toString().section(u'\n', 0, 0), widgets::uiFont(TextSize::Body)};
}

EntryLine summaryLine(const QModelIndex &index)
{
    return {index.data().toString().section(u'\n', 1), widgets::uiFont(TextSize::Caption)};
}

int widthOf(const EntryLine &line)
{
    return QFontMetrics(line.font).horizontalAdvance(line.text) + 1;
}

} // namespace

QSize EntryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const int text = std::max(widthOf(nameLine(index)), widthOf(summaryLine(index)));
    return {text + 2 * size::cellPadding, size::tableRowTwoLines};
}

void EntryDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QRect &content, const QModelIndex &index) const
{
    const auto &theme = widgets::Theme::of(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const QRect lines = content.adjusted(0, linePadding, 0, -linePadding);
    const auto paintLine = [&](const EntryLine &line, Qt::Alignment side) {
        QStyleOptionViewItem text = option;
        text.text = line.text;
        text.font = line.font;
        text.displayAlignment = Qt::AlignLeft | side;
        paintText(painter, text, lines);
    };
    painter->setPen(isEnabled ? theme.text : theme.textMuted);
    paintLine(nameLine(index), Qt::AlignTop);
    painter->setPen(theme.textMuted);
    paintLine(summaryLine(index), Qt::AlignBottom);
}

} // namespace gatehouse::ui
