#include "app/gatehouse/startupreport.h"

#include <QEvent>
#include <QTableView>

#include <cstdio>

namespace gatehouse::app {

namespace {

Error nothingPainted(std::chrono::milliseconds patience)
{
    return {
        ErrorKind::Unavailable,
        StartupReport::tr("The window had no rows to show within %1 s: the database is empty, or "
                          "does not answer.")
            .arg(std::chrono::duration<double>(patience).count()),
        {},
        {}};
}

} // namespace

StartupReport::StartupReport(Console &console, std::chrono::milliseconds patience)
    : m_console(console)
{
    if (auto *table = m_console.collectionPage(m_console.window().currentPageId())
                          ->findChild<QTableView *>(m_console.window().currentPageId()
                                                    + QStringLiteral("Table")))
        table->viewport()->installEventFilter(this);
    connect(&m_console, &Console::databaseLost, this, &StartupReport::giveUp);
    m_patience.setSingleShot(true);
    m_patience.callOnTimeout(this, [this, patience] { giveUp(nothingPainted(patience)); });
    m_patience.start(patience);
}

void StartupReport::giveUp(const Error &error)
{
    disconnect(&m_console, &Console::databaseLost, this, nullptr);
    m_patience.stop();
    emit gaveUp(error);
}

void StartupReport::report()
{
    disconnect(&m_console, &Console::databaseLost, this, nullptr);
    m_patience.stop();
    std::puts("first paint with data");
    std::fflush(stdout);
}

bool StartupReport::eventFilter(QObject *watched, QEvent *event)
{
    const auto *page = m_console.collectionPage(m_console.window().currentPageId());
    if (event->type() == QEvent::Paint && page->model()->rowCount() > 0) {
        watched->removeEventFilter(this);
        // Queued, so that this paint has reached the screen.
        QMetaObject::invokeMethod(this, &StartupReport::report, Qt::QueuedConnection);
    }
    return false;
}

} // namespace gatehouse::app
