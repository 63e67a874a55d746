#include "ui/widgets/chip.h"

#include "ui/widgets/plaintext.h"
#include "ui/widgets/stylepaint.h"
#include "ui/widgets/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyle>

namespace gatehouse::widgets {
namespace {

constexpr int crossWidth = 20;
constexpr qsizetype longestChipValue = 48;

} // namespace

Chip::Chip(const ChipText &text, QWidget *parent)
    : QWidget(parent)
    , m_text(text)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFont(uiFont(TextSize::Small));
    describe();
}

void Chip::setText(const ChipText &text)
{
    if (m_text == text)
        return;
    m_text = text;
    describe();
    updateGeometry();
    update();
}

void Chip::setEditing(bool editing)
{
    m_editing = editing;
    update();
}

void Chip::describe()
{
    const QString value = visibleText(m_text.value, longestChipValue);
    const QString said = tr("Filter: %1 %2 %3").arg(m_text.field, m_text.verb, value);
    setAccessibleName(m_text.active ? said : tr("%1, turned off").arg(said));
    setAccessibleDescription(tr("Enter edits, Delete removes, Space turns on or off, "
                                "! negates, Ctrl+C copies a link."));
    setToolTip(m_text.value.size() > longestChipValue ? plainToolTip(m_text.value) : QString());
}

QList<Chip::Part> Chip::parts() const
{
    const bool off = !m_text.active;
    const QFont normal = font();
    const QFont verb = m_text.negated ? uiFont(TextSize::Small, Weight::Bold) : normal;
    return {{m_text.field, normal, true, off, 8},
            {m_text.verb, verb, !m_text.negated, false, 4},
            {visibleText(m_text.value, longestChipValue), normal, off, off, 4}};
}

QSize Chip::sizeHint() const
{
    int width = 6 + crossWidth + 1;
    const QList<Part> all = parts();
    for (const Part &part : all)
        width += part.before + QFontMetrics(part.font).horizontalAdvance(part.text);
    return {width, size::chip};
}

QRect Chip::crossRect() const
{
    const QRect cross(width() - crossWidth - 1, 0, crossWidth + 1, height());
    return QStyle::visualRect(layoutDirection(), rect(), cross);
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    const bool ringed = m_editing || hasFocus();
    ControlLook look{theme.base, theme.borderStrong, theme.text};
    if (!m_text.active)
        look.fill = Qt::transparent;
    if (ringed || m_text.active) {
        paintBox(painter, rect(), look, ringed ? theme.focus : QColor());
    } else {
        painter.setRenderHint(QPainter::Antialiasing);
        QPen dashes(look.border, 1);
        dashes.setDashPattern({3, 2});
        painter.setPen(dashes);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), size::radius,
                                size::radius);
    }
    paintParts(painter);
    paintCross(painter);
}

void Chip::paintParts(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    int x = 0;
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    const QList<Part> all = parts();
    for (const Part &part : all) {
        QFont font = part.font;
        font.setStrikeOut(part.struck);
        const int width = QFontMetrics(part.font).horizontalAdvance(part.text);
        x += part.before;
        painter.setFont(font);
        painter.setPen(part.muted ? theme.textMuted : theme.text);
        painter.drawText(
            QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, width, height())),
            Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute | Qt::TextSingleLine, part.text);
        x += width;
    }
}

void Chip::paintCross(QPainter &painter) const
{
    const Theme &theme = Theme::of(this);
    const QRect cross = crossRect();
    const QRect edge(width() - crossWidth - 1, 1, 1, height() - 2);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), edge), theme.border);
    const QPointF centre = QRectF(cross).center();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(m_crossHovered ? theme.text : theme.textMuted, 1, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(centre + QPointF(-2.6, -2.6), centre + QPointF(2.6, 2.6));
    painter.drawLine(centre + QPointF(2.6, -2.6), centre + QPointF(-2.6, 2.6));
}

void Chip::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        emit linkRequested();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        emit editRequested();
        return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        emit removeRequested();
        return;
    case Qt::Key_Space:
        emit activeRequested(!m_text.active);
        return;
    case Qt::Key_Exclam:
        emit negatedRequested(!m_text.negated);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Chip::mousePressEvent(QMouseEvent *event)
{
    event->accept(); // acts on release, where the press began
}

void Chip::mouseReleaseEvent(QMouseEvent *event)
{
    if (!rect().contains(event->pos()))
        return;
    const bool onCross = crossRect().contains(event->pos());
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && onCross))
        emit removeRequested();
    else if (event->button() == Qt::LeftButton)
        emit editRequested();
}

void Chip::mouseMoveEvent(QMouseEvent *event)
{
    m_crossHovered = crossRect().contains(event->pos());
    update();
}

void Chip::leaveEvent(QEvent *)
{
    m_crossHovered = false;
    update();
}

void Chip::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Edit\u2026"), this, &Chip::editRequested);
    menu->addAction(m_text.negated ? tr("Do not negate") : tr("Negate"), this,
                    [this] { emit negatedRequested(!m_text.negated); });
    menu->addAction(m_text.active ? tr("Turn off") : tr("Turn on"), this,
                    [this] { emit activeRequested(!m_text.active); });
    menu->addAction(tr("Copy as link"), this, &Chip::linkRequested);
    menu->addSeparator();
    menu->addAction(tr("Remove"), this, &Chip::removeRequested);
    menu->popup(event->globalPos());
}

void Chip::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void Chip::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void Chip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace gatehouse::widgets
