#include "ui/widgets/noticestrip.h"

#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/stylepaint.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

namespace gatehouse::widgets {
namespace {

constexpr int signSize = 16;

QLabel *makeNoticeLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

ToneColours toneOf(const Theme &theme, NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::Error:
        return theme.failed;
    case NoticeKind::Warning:
        return theme.warning;
    case NoticeKind::Success:
        return theme.processed;
    case NoticeKind::News:
        break;
    }
    return {theme.accent, theme.accent, theme.base};
}

} // namespace

NoticeStrip::NoticeStrip(QWidget *parent)
    : QFrame(parent)
    , m_title(makeNoticeLabel(this))
    , m_text(makeNoticeLabel(this))
    , m_row(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_lines(new QBoxLayout(QBoxLayout::TopToBottom))
    , m_buttonRow(new QBoxLayout(QBoxLayout::LeftToRight))
{
    m_lines->setSpacing(0);
    m_lines->addWidget(m_title);
    m_lines->addWidget(m_text);
    m_buttonRow->setSpacing(size::gapControls);
    m_row->addLayout(m_lines, 1);
    m_row->addLayout(m_buttonRow);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

QString NoticeStrip::title() const
{
    return m_title->text();
}

QString NoticeStrip::text() const
{
    return m_text->text();
}

void NoticeStrip::showNotice(NoticeKind kind, const QString &title, const QString &text)
{
    m_kind = kind;
    removeButtons();
    m_title->setText(visibleText(title, 300));
    m_title->setFont(
        uiFont(kind == NoticeKind::News ? TextSize::Small : TextSize::Body, Weight::Bold));
    m_text->setFont(uiFont(kind == NoticeKind::News ? TextSize::Small : TextSize::Body));
    m_text->setText(visibleText(text, 1'000, false));
    m_text->setVisible(!text.isEmpty());
    arrange();
    recolour();
    show();
    setAccessibleName(title);
    setAccessibleDescription(text);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeStrip::setText(const QString &text)
{
    m_text->setText(visibleText(text, 1'000, false));
    m_text->setVisible(!text.isEmpty());
    setAccessibleDescription(text);
}

QPushButton *NoticeStrip::addButton(const QString &text, const QString &iconName)
{
    auto *button = new QPushButton(text, this);
    if (!iconName.isEmpty())
        button->setIcon(icon(iconName));
    const bool news = m_kind == NoticeKind::News;
    setSmall(button, news || m_narrow);
    button->setFlat(news);
    button->setAutoDefault(false);
    m_buttonRow->insertWidget(int(m_buttons.size()), button);
    m_buttons.append(button);
    button->show();
    return button;
}

void NoticeStrip::dismiss()
{
    hide();
    removeButtons();
    m_title->clear();
    m_text->clear();
}

void NoticeStrip::setNarrow(bool narrow)
{
    m_narrow = narrow;
    for (QPushButton *button : std::as_const(m_buttons))
        setSmall(button, narrow || m_kind == NoticeKind::News);
    arrange();
}

void NoticeStrip::removeButtons()
{
    for (QPushButton *button : std::as_const(m_buttons)) {
        button->hide();
        m_buttonRow->removeWidget(button);
        button->deleteLater(); // it may be the one that was clicked
    }
    m_buttons.clear();
}

/// Where the coloured box is; around it lies the colour of the table below.
QRect NoticeStrip::boxRect() const
{
    const int side = m_narrow ? 0 : size::panePadding;
    return rect().adjusted(side, m_narrow ? 0 : 8, -side, m_narrow ? 0 : -8);
}

void NoticeStrip::arrange()
{
    const bool news = m_kind == NoticeKind::News;
    const int side = news || m_narrow ? 0 : size::panePadding;
    const int outer = news || m_narrow ? 0 : 8;
    const int inner = news ? 0 : 8;
    m_row->setDirection(m_narrow && !news ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_lines->setDirection(news ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_lines->setSpacing(news ? 4 : 0);
    m_lines->setStretchFactor(m_text, news ? 1 : 0);
    m_title->setWordWrap(!news);
    m_text->setWordWrap(!news);
    QSizePolicy policy = m_title->sizePolicy(); // with the height for width that wrapping set
    policy.setHorizontalPolicy(news ? QSizePolicy::Maximum : QSizePolicy::Preferred);
    m_title->setSizePolicy(policy);
    m_buttonRow->setDirection(QBoxLayout::LeftToRight);
    while (m_buttonRow->count() > m_buttons.size()) // the stretch of a narrow strip
        delete m_buttonRow->takeAt(m_buttonRow->count() - 1);
    if (m_narrow && !news)
        m_buttonRow->addStretch();
    const int lead = side + 12 + signSize + 10;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int tail = side + 12;
    m_row->setContentsMargins(mirrored ? tail : lead, outer + inner, mirrored ? lead : tail,
                              outer + inner);
    setMinimumHeight(news ? size::control : 0);
    updateGeometry();
}

void NoticeStrip::recolour()
{
    const Theme &theme = Theme::of(this);
    QPalette title = palette();
    title.setColor(QPalette::WindowText, m_kind == NoticeKind::News ? theme.accent : theme.text);
    m_title->setPalette(title);
}

void NoticeStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
    else if (event->type() == QEvent::LayoutDirectionChange)
        arrange();
}

void NoticeStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    const ToneColours tone = toneOf(theme, m_kind);
    const bool news = m_kind == NoticeKind::News;
    const QRect box = news ? rect() : boxRect();
    if (!m_narrow)
        painter.fillRect(rect(), theme.base);
    const QColor border = m_kind == NoticeKind::Warning ? tone.fill : tone.text;
    if (news)
        painter.fillRect(QRect(0, height() - 1, width(), 1), theme.border);
    else
        paintBox(painter, box, {tone.tint, border, theme.text});
    const int top = news ? (height() - signSize) / 2 : m_title->geometry().top() + 2;
    const QRect sign(box.left() + 12, top, signSize, signSize);
    const QRect place = QStyle::visualRect(layoutDirection(), box, sign);
    if (news)
        paintChevron(painter, Qt::UpArrow, place, tone.text);
    else if (m_kind == NoticeKind::Warning)
        paintWarningSign(painter, place, tone.text);
    else
        paintShape(painter, m_kind == NoticeKind::Error ? StatusShape::Cross : StatusShape::Check,
                   place, tone.text);
}

} // namespace gatehouse::widgets
