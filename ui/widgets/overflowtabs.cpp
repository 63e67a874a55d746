#include "ui/widgets/overflowtabs.h"

#include <QEvent>
#include <QMenu>
#include <QTabBar>
#include <QToolButton>

namespace gatehouse::widgets {

namespace {

/// Says how wide a tab is that is not shown.
class MeasuredTabBar final : public QTabBar
{
public:
    using QTabBar::QTabBar;
    using QTabBar::tabSizeHint;
};

} // namespace

OverflowTabs::OverflowTabs(QWidget *parent)
    : QTabWidget(parent)
    , m_more(new QToolButton(this))
{
    setTabBar(new MeasuredTabBar(this));
    m_more->setObjectName(QStringLiteral("tabsMore"));
    m_more->setText(tr("More"));
    m_more->setAccessibleName(tr("More tabs"));
    m_more->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    m_more->hide();
    setCornerWidget(m_more, Qt::TopRightCorner);
    connect(m_more->menu(), &QMenu::aboutToShow, this, &OverflowTabs::fillMenu);
    connect(this, &QTabWidget::currentChanged, this, &OverflowTabs::arrange);
}

void OverflowTabs::resizeEvent(QResizeEvent *event)
{
    arrange();
    QTabWidget::resizeEvent(event);
}

void OverflowTabs::changeEvent(QEvent *event)
{
    QTabWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrange();
}

void OverflowTabs::tabInserted(int index)
{
    QTabWidget::tabInserted(index);
    arrange();
}

void OverflowTabs::tabRemoved(int index)
{
    QTabWidget::tabRemoved(index);
    arrange();
}

int OverflowTabs::widthOf(int tab) const
{
    return static_cast<MeasuredTabBar *>(tabBar())->tabSizeHint(tab).width();
}

void OverflowTabs::arrange()
{
    int all = 0;
    for (int tab = 0; tab < count(); ++tab)
        all += widthOf(tab);
    const bool fits = all <= width();
    const int current = currentIndex();
    int room = fits ? all : width() - m_more->sizeHint().width();
    if (current >= 0)
        room -= widthOf(current);
    for (int tab = 0; tab < count(); ++tab) {
        if (tab == current) {
            tabBar()->setTabVisible(tab, true);
            continue;
        }
        room -= widthOf(tab); // below zero from the first one on that has none
        tabBar()->setTabVisible(tab, room >= 0);
    }
    m_more->setVisible(!fits);
}

void OverflowTabs::fillMenu()
{
    QMenu *menu = m_more->menu();
    menu->clear();
    for (int tab = 0; tab < count(); ++tab) {
        if (tabBar()->isTabVisible(tab))
            continue;
        menu->addAction(tabText(tab), this, [this, tab] {
            setCurrentIndex(tab);
            tabBar()->setFocus();
        });
    }
}

} // namespace gatehouse::widgets
