#include "ui/widgets/chipbar.h"

#include "ui/widgets/flowlayout.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QPushButton>

namespace gatehouse::widgets {

using namespace Qt::StringLiterals;

ChipBar::ChipBar(QWidget *parent)
    : QWidget(parent)
    , m_layout(new FlowLayout(this, size::gapControls))
    , m_add(new QPushButton(icon(u"list-add"_s), tr("Filter"), this))
{
    setSmall(m_add);
    m_add->setFlat(true);
    setKeyCap(m_add, QKeySequence(Qt::Key_Slash));
    m_add->setAccessibleName(tr("Add a filter"));
    m_layout->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &ChipBar::addRequested);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Filters"));
}

int ChipBar::count() const
{
    return int(m_chips.size());
}

Chip *ChipBar::chipAt(int position) const
{
    return m_chips.value(position);
}

void ChipBar::setChips(const QList<ChipText> &chips)
{
    const auto focused = m_chips.indexOf(qobject_cast<Chip *>(focusWidget()));
    const bool hadFocus = focused >= 0 && m_chips[focused]->hasFocus();
    while (m_chips.size() > chips.size())
        dropLast();
    for (qsizetype i = 0; i < chips.size(); ++i) {
        if (i < m_chips.size())
            m_chips[i]->setText(chips[i]);
        else
            appendChip(chips[i]);
    }
    if (!hadFocus || focused < m_chips.size())
        return;
    if (m_chips.isEmpty())
        m_add->setFocus();
    else
        m_chips.last()->setFocus();
}

void ChipBar::appendChip(const ChipText &text)
{
    auto *chip = new Chip(text, this);
    const int position = count();
    m_layout->insertWidget(position, chip);
    setTabOrder(m_chips.isEmpty() ? this : static_cast<QWidget *>(m_chips.last()), chip);
    setTabOrder(chip, m_add);
    m_chips.append(chip);
    chip->show();
    connect(chip, &Chip::editRequested, this, [=, this] { emit editRequested(position); });
    connect(chip, &Chip::removeRequested, this, [=, this] { emit removeRequested(position); });
    connect(chip, &Chip::activeRequested, this,
            [=, this](bool active) { emit activeRequested(position, active); });
    connect(chip, &Chip::negatedRequested, this,
            [=, this](bool negated) { emit negatedRequested(position, negated); });
    connect(chip, &Chip::linkRequested, this, [=, this] { emit linkRequested(position); });
}

void ChipBar::dropLast()
{
    Chip *chip = m_chips.takeLast();
    m_layout->removeWidget(chip);
    chip->hide();
    chip->disconnect(this);
    chip->deleteLater(); // it may be the one whose signal brought us here
}

void ChipBar::keyPressEvent(QKeyEvent *event)
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    if (event->key() == Qt::Key_Right)
        focusNeighbour(mirrored ? -1 : 1);
    else if (event->key() == Qt::Key_Left)
        focusNeighbour(mirrored ? 1 : -1);
    else
        QWidget::keyPressEvent(event);
}

void ChipBar::focusNeighbour(int step)
{
    const auto current = m_chips.indexOf(qobject_cast<Chip *>(focusWidget()));
    const auto next = (m_add->hasFocus() ? m_chips.size() : current) + step;
    if (next >= 0 && next < m_chips.size())
        m_chips[next]->setFocus(Qt::TabFocusReason);
    else if (next == m_chips.size())
        m_add->setFocus(Qt::TabFocusReason);
}

} // namespace gatehouse::widgets
