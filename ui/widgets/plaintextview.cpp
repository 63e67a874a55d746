#include "ui/widgets/plaintextview.h"

#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QTextBlock>
#include <QTextLayout>
#include <QWheelEvent>

#include <cmath>

namespace gatehouse::widgets {

PlainTextView::PlainTextView(const QString &text, QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    align();
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizePolicy(policy);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setText(text);
}

void PlainTextView::setText(const QString &text)
{
    setPlainText(visibleText(text, 20'000, false));
    updateGeometry();
}

/// QPlainTextEdit counts its height in lines; this is the same wrapping in pixels.
int PlainTextView::heightFor(int width) const
{
    double height = 0;
    QTextOption option = document()->defaultTextOption();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextLayout layout(block.text(), font());
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(qMax(20, width));
            height += std::ceil(line.height());
        }
        layout.endLayout();
    }
    const int wanted = qMax(20, int(std::ceil(height)) + 2);
    return m_highest > 0 ? qMin(wanted, m_highest) : wanted;
}

void PlainTextView::setMaximumLines(int lines)
{
    m_highest = lines * QFontMetrics(font()).lineSpacing() + 2;
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    updateGeometry();
}

QSize PlainTextView::sizeHint() const
{
    const int wanted =
        QFontMetrics(font()).horizontalAdvance(toPlainText().section(QLatin1Char('\n'), 0, 0));
    return {qMin(400, wanted + 4), heightFor(viewport()->width())};
}

QSize PlainTextView::minimumSizeHint() const
{
    return {40, heightFor(viewport()->width())};
}

void PlainTextView::setMuted(bool muted)
{
    m_muted = muted;
    recolour();
}

void PlainTextView::recolour()
{
    const Theme &theme = Theme::of(this);
    const QColor wanted = m_muted ? theme.textMuted : theme.text;
    QPalette colours = palette();
    if (colours.color(QPalette::Text) == wanted)
        return; // setting it brings us here again
    colours.setColor(QPalette::Text, wanted);
    setPalette(colours);
}

/// At the start of the line in the language of the window, whatever the language of the text.
void PlainTextView::align()
{
    QTextOption option = document()->defaultTextOption();
    option.setAlignment(Qt::AlignAbsolute
                        | (layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft));
    document()->setDefaultTextOption(option);
}

void PlainTextView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        align();
    else if (event->type() == QEvent::FontChange)
        updateGeometry();
    else if (event->type() == QEvent::PaletteChange && m_muted)
        recolour();
}

void PlainTextView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

void PlainTextView::wheelEvent(QWheelEvent *event)
{
    if (m_highest > 0)
        QPlainTextEdit::wheelEvent(event);
    else
        event->ignore(); // the pane scrolls, not the value
}

} // namespace gatehouse::widgets
