#include "ui/widgets/emptystate.h"

#include "ui/widgets/card.h"
#include "ui/widgets/codeblock.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/stylepaint.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace gatehouse::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int columnWidth = 720;

QLabel *makeCardLabel(const QString &text, const QFont &font, bool muted, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(font);
    if (muted)
        label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// A card with a title, a text and a button at its foot.
class WayOn final : public Card
{
public:
    explicit WayOn(const EmptyCard &card)
        : m_button(new QPushButton(card.button, this))
    {
        if (!card.iconName.isEmpty())
            m_button->setIcon(icon(card.iconName));
        m_button->setDefault(card.isDefault);
        m_button->setAccessibleDescription(card.text);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(12, 12, 12, 12);
        column->setSpacing(4);
        column->addWidget(
            makeCardLabel(card.title, uiFont(TextSize::Body, Weight::Bold), false, this));
        QLabel *text = makeCardLabel(card.text, uiFont(TextSize::Small), true, this);
        text->setAlignment(Qt::AlignLeading | Qt::AlignTop);
        column->addWidget(text, 1);
        column->addWidget(m_button, 0, Qt::AlignLeading);
    }

    QPushButton *button() const { return m_button; }

private:
    QPushButton *m_button;
};

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(makeCardLabel({}, uiFont(TextSize::PageTitle, Weight::Bold), false, this))
    , m_text(makeCardLabel({}, uiFont(), true, this))
    , m_cards(new QHBoxLayout)
    , m_code(new CodeBlock(this))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_icon->setFixedSize(size::iconEmptyState, size::iconEmptyState);
    m_cards->setSpacing(12);
    m_code->hide();

    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_title);
    words->addWidget(m_text);
    words->addStretch(1);
    auto *heading = new QHBoxLayout;
    heading->setSpacing(16);
    heading->addWidget(m_icon, 0, Qt::AlignTop);
    heading->addLayout(words, 1);

    auto *middle = new QWidget(this);
    middle->setMaximumWidth(columnWidth);
    middle->setMinimumWidth(320);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 24); // a little above the centre
    column->setSpacing(20);
    column->addLayout(heading);
    column->addLayout(m_cards);
    column->addWidget(m_code);

    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(middle, 100);
    row->addStretch(1);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                              size::pagePadding);
    outer->addStretch(1);
    outer->addLayout(row);
    outer->addStretch(1);
}

void EmptyState::setHeading(const QString &iconName, const QString &title, const QString &text)
{
    m_iconName = iconName;
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(title);
    setAccessibleDescription(text);
    paintIcon();
}

void EmptyState::paintIcon()
{
    const QIcon drawn = icon(m_iconName, Theme::of(this).textMuted);
    m_icon->setVisible(!drawn.isNull());
    m_icon->setPixmap(drawn.pixmap(m_icon->size(), devicePixelRatio()));
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
}

QPushButton *EmptyState::addCard(const EmptyCard &card)
{
    auto *added = new WayOn(card);
    m_cards->addWidget(added, 1);
    return added->button();
}

void EmptyState::setCode(const QString &caption, const QString &code)
{
    m_code->setCode(caption, code);
    m_code->setVisible(!code.isEmpty());
}

void EmptyState::clear()
{
    setHeading({}, {}, {});
    setCode({}, {});
    while (QLayoutItem *item = m_cards->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may hold the button that was clicked
        delete item;
    }
}

QList<QPushButton *> EmptyState::buttons() const
{
    QList<QPushButton *> buttons;
    for (int i = 0; i < m_cards->count(); ++i)
        buttons.append(static_cast<WayOn *>(m_cards->itemAt(i)->widget())->button());
    return buttons;
}

} // namespace gatehouse::widgets
