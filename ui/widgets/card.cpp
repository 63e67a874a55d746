#include "ui/widgets/card.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/stylepaint.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace gatehouse::widgets {

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    paintBox(painter, rect(), {theme.base, theme.border, theme.text});
}

TitledCard::TitledCard(const QString &title, QWidget *parent)
    : Card(parent)
    , m_controls(new QHBoxLayout)
    , m_body(new QVBoxLayout)
{
    auto *label = new QLabel(title, this);
    label->setTextFormat(Qt::PlainText);
    label->setFont(uiFont(TextSize::Body, Weight::Bold));
    setAccessibleName(title);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(size::panePadding, 0, size::panePadding, 0);
    head->addWidget(label, 1);
    m_controls->setSpacing(size::gapControls);
    head->addLayout(m_controls);
    auto *line = new QWidget(this);
    line->setFixedHeight(size::paneHeader);
    line->setLayout(head);
    m_body->setSpacing(0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(line);
    column->addWidget(new Separator(Qt::Horizontal, this));
    column->addLayout(m_body);
}

} // namespace gatehouse::widgets
