#include "ui/connections/profiledelegate.h"

#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyle>

namespace gatehouse::ui {

using widgets::TextSize;
namespace size = widgets::size;

namespace {

constexpr int barWidth = 8;
constexpr int barHeight = 18;
constexpr int textBegins = 28;

} // namespace

QSize ProfileDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, size::tableRowTwoLines};
}

void ProfileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto &theme = widgets::Theme::of(option.palette);
    const QRect whole = option.rect;
    const auto place = [&](const QRect &logical) {
        return QStyle::visualRect(option.direction, whole, logical.translated(whole.topLeft()));
    };
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(whole, theme.selection);
    const auto colours = theme.environment(index.data(EnvironmentRole).toString(),
                                           index.data(ColourRole).toString());
    painter->fillRect(
        place({size::cellPadding, (whole.height() - barHeight) / 2, barWidth, barHeight}),
        colours.fill);
    const QRect lines =
        place({textBegins, 4, whole.width() - textBegins - size::cellPadding, whole.height() - 8});
    const auto draw = [&](const QString &text, const QFont &font, const QColor &colour, int side) {
        painter->setFont(font);
        painter->setPen(colour);
        const QString shown = painter->fontMetrics().elidedText(widgets::visibleText(text),
                                                                Qt::ElideRight, lines.width());
        const auto start = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
        painter->drawText(lines, int(start) | side | Qt::TextSingleLine, shown);
    };
    draw(index.data().toString(), widgets::uiFont(TextSize::Body), theme.text, Qt::AlignTop);
    draw(index.data(SubtitleRole).toString(), widgets::uiFont(TextSize::Caption), theme.textMuted,
         Qt::AlignBottom);
    painter->restore();
}

} // namespace gatehouse::ui
