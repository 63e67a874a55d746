#include "ui/pages/alerts/entrydelegate.h"

#include "ui/widgets/theme.h"

#include <QPainter>

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

} // namespace

/// As wide as the list: with its text's width it would not be cut but scrolled.
QSize EntryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, size::tableRowTwoLines};
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
