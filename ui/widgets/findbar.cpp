#include "ui/widgets/findbar.h"

#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/searchable.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

namespace gatehouse::widgets {

using namespace Qt::StringLiterals;

namespace {

QToolButton *makeButton(QWidget *parent, const QString &iconName, const QString &name)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    setSmall(button);
    button->setIcon(icon(iconName));
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

} // namespace

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_previous(makeButton(this, u"go-up"_s, tr("Previous place")))
    , m_next(makeButton(this, u"go-down"_s, tr("Next place")))
{
    setSmall(m_field);
    m_field->setPlaceholderText(tr("Find in the body"));
    m_field->setAccessibleName(tr("Find in the body"));
    m_field->setClearButtonEnabled(true);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setFont(uiFont(TextSize::Small));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    QToolButton *shut = makeButton(this, u"window-close"_s, tr("Close the search"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(size::panePadding, 4, size::panePadding, 4);
    row->setSpacing(4);
    row->addWidget(m_field, 1);
    row->addWidget(m_count);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(shut);
    connect(m_field, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(shut, &QToolButton::clicked, this, &FindBar::close);
    hide();
}

void FindBar::setTarget(Searchable *target, QWidget *view)
{
    if (m_target && m_target != target)
        m_target->search(QString());
    m_target = target;
    m_view = view;
    if (!isHidden())
        search();
}

void FindBar::open()
{
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    search();
}

void FindBar::close()
{
    hide();
    if (m_target)
        m_target->search(QString());
    if (m_view)
        m_view->setFocus(Qt::OtherFocusReason);
}

void FindBar::search()
{
    if (m_target)
        m_target->search(m_field->text());
    showCount();
}

void FindBar::step(int direction)
{
    if (m_target)
        m_target->step(direction);
    showCount();
}

QString FindBar::countText() const
{
    return m_count->text();
}

void FindBar::showCount()
{
    const int found = m_target ? m_target->found() : 0;
    m_previous->setEnabled(found > 0);
    m_next->setEnabled(found > 0);
    if (m_field->text().isEmpty())
        return m_count->clear();
    const QLocale locale;
    const QString total =
        found >= mostFound ? tr("%1 or more").arg(locale.toString(found)) : locale.toString(found);
    m_count->setText(
        found == 0 ? tr("not found")
                   : tr("%1 of %2").arg(locale.toString(m_target->currentFound() + 1), total));
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool back = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Escape:
        return close();
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F3:
        return step(back ? -1 : 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace gatehouse::widgets
