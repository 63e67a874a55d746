#include "ui/widgets/labels.h"

#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/stylepaint.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolButton>
#include <QToolTip>

namespace gatehouse::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int labelShapeGap = 5;
constexpr int capHeight = 18;

} // namespace

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setText(text);
}

void ElidedLabel::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(shown());
    updateGeometry();
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

void ElidedLabel::setMuted(bool muted)
{
    m_muted = muted;
    update();
}

QString ElidedLabel::shown() const
{
    return visibleText(m_text);
}

bool ElidedLabel::isElided() const
{
    return fontMetrics().horizontalAdvance(shown()) > width();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(shown()) + 1, fontMetrics().height() + 2};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const int some = fontMetrics().horizontalAdvance(u"mmm\u2026"_s);
    return {qMin(some, sizeHint().width()), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    painter.setPen(m_muted || !isEnabled() ? theme.textMuted
                                           : palette().color(QPalette::WindowText));
    painter.drawText(rect(),
                     int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft))
                         | Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(shown(), m_mode, width()));
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), isElided() ? plainToolTip(m_text) : QString(), this);
        return true;
    }
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    return QWidget::event(event);
}

IdentifierLabel::IdentifierLabel(const QString &identifier, QWidget *parent)
    : QWidget(parent)
    , m_text(new ElidedLabel(identifier, this))
    , m_copy(new QToolButton(this))
{
    m_text->setFont(monoFont());
    m_text->setElideMode(Qt::ElideMiddle);
    m_text->setMuted(true);
    m_text->setLayoutDirection(Qt::LeftToRight);
    m_copy->setAutoRaise(true);
    setSmall(m_copy);
    m_copy->setIcon(icon(u"edit-copy"_s));
    m_copy->setIconSize(QSize(size::iconControl, size::iconControl));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(m_text);
    row->addWidget(m_copy);
    row->addStretch(1);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        copyFrom(m_copy, m_text->text());
        emit copied();
    });
    setIdentifier(identifier);
}

QString IdentifierLabel::identifier() const
{
    return m_text->text();
}

void IdentifierLabel::setIdentifier(const QString &identifier)
{
    m_text->setText(identifier);
    m_copy->setVisible(!identifier.isEmpty());
    m_copy->setToolTip(tr("Copy the identifier"));
    m_copy->setAccessibleName(tr("Copy %1").arg(visibleText(identifier, 100)));
}

StatusLabel::StatusLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusLabel::setStatus(StatusShape shape, const QString &word)
{
    m_shape = shape;
    m_word = visibleText(word, 60);
    setAccessibleName(m_word);
    updateGeometry();
    update();
}

QSize StatusLabel::sizeHint() const
{
    const int lead = m_shape == StatusShape::None ? 0 : size::iconTable + labelShapeGap;
    return {lead + fontMetrics().horizontalAdvance(m_word) + 1, qMax(20, fontMetrics().height())};
}

void StatusLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor colour = Theme::of(this).tone(m_shape).text;
    const QRect lead(0, 0, size::iconTable, height());
    paintShape(painter, m_shape, QStyle::visualRect(layoutDirection(), rect(), lead), colour);
    painter.setPen(colour);
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    const int start = m_shape == StatusShape::None ? 0 : size::iconTable + labelShapeGap;
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(start, 0, 0, 0)),
                     int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft))
                         | Qt::AlignVCenter | Qt::TextSingleLine,
                     m_word);
}

Pill::Pill(StatusShape tone, QWidget *parent)
    : QWidget(parent)
    , m_tone(tone)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void Pill::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

int Pill::width(const QString &text)
{
    const QFontMetrics metrics(uiFont(TextSize::Caption, Weight::Bold));
    return metrics.horizontalAdvance(text) + 2 * 6;
}

QSize Pill::sizeHint() const
{
    return {width(m_text), 2 * size::radiusPill};
}

void Pill::paint(QPainter &painter, const QRect &rect, const QString &text, const QColor &tint,
                 const QColor &textColour)
{
    constexpr int height = 2 * size::radiusPill;
    const QRect box(rect.left(), rect.top() + (rect.height() - height) / 2, rect.width(), height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint);
    painter.drawRoundedRect(box, size::radiusPill, size::radiusPill);
    painter.setPen(textColour);
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    painter.setFont(uiFont(TextSize::Caption, Weight::Bold));
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
    painter.restore();
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    const ToneColours tone = m_tone == StatusShape::None ? theme.warning : theme.tone(m_tone);
    paint(painter, rect(), m_text, tone.tint, tone.text);
}

KeyCap::KeyCap(const QKeySequence &keys, QWidget *parent)
    : QWidget(parent)
    , m_text(keys.toString(QKeySequence::NativeText))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(m_text);
}

int KeyCap::width(const QString &text)
{
    return QFontMetrics(uiFont(TextSize::Caption)).horizontalAdvance(text) + 2 * 5;
}

QSize KeyCap::sizeHint() const
{
    return {width(m_text), capHeight};
}

void KeyCap::paint(QPainter &painter, const QRect &rect, const QString &text,
                   const QPalette &palette)
{
    const Theme &theme = Theme::of(palette);
    const QRect box(rect.left(), rect.top() + (rect.height() - capHeight) / 2, rect.width(),
                    capHeight);
    paintBox(painter, box, {theme.window, theme.border, theme.textMuted});
    painter.save();
    painter.setPen(theme.textMuted);
    painter.setFont(uiFont(TextSize::Caption));
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
    painter.restore();
}

void KeyCap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_text, palette());
}

Separator::Separator(Qt::Orientation orientation, QWidget *parent)
    : QWidget(parent)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Separator::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::of(this).border);
}

} // namespace gatehouse::widgets
