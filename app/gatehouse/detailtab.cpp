#include "app/gatehouse/detailtab.h"

#include <QTabWidget>

namespace gatehouse::app {

void showDetailTab(const QWidget &page, const QString &tab)
{
    auto *tabs = page.findChild<QTabWidget *>(QStringLiteral("detailTabs"));
    if (tabs && tab.isEmpty())
        tabs->setCurrentIndex(0);
    else if (tabs)
        tabs->setCurrentWidget(tabs->findChild<QWidget *>(QStringLiteral("tab-") + tab));
}

} // namespace gatehouse::app
