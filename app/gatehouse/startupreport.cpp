#include "app/gatehouse/startupreport.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTableView>

#include <cstdio>

namespace gatehouse::app {

StartupReport::StartupReport(Console &console, QObject *parent)
    : QObject(parent)
    , m_console(console)
{
    if (auto *table = m_console.collectionPage(m_console.window().currentPageId())
                          ->findChild<QTableView *>(m_console.window().currentPageId()
                                                    + QStringLiteral("Table")))
        table->viewport()->installEventFilter(this);
}

bool StartupReport::eventFilter(QObject *watched, QEvent *event)
{
    const auto *page = m_console.collectionPage(m_console.window().currentPageId());
    if (event->type() == QEvent::Paint && page->model()->rowCount() > 0) {
        watched->removeEventFilter(this);
        // Queued, so that this paint has reached the screen. The benchmark reads the memory and
        // ends us.
        QMetaObject::invokeMethod(
            this,
            [] {
                std::puts("first paint with data");
                std::fflush(stdout);
            },
            Qt::QueuedConnection);
    }
    return false;
}

} // namespace gatehouse::app
