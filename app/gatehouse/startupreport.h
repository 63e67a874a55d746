#pragma once

#include "app/gatehouse/console.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace gatehouse::app {

/// For the benchmark, which reads the memory and then ends the program: watches for the first paint
/// of the table that shows rows and prints `first paint with data`. There will be none when the
/// database is away or empty, and nobody looks at the window to see that; so it gives up then.
class StartupReport : public QObject
{
    Q_OBJECT

public:
    StartupReport(Console &console, std::chrono::milliseconds patience);

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    /// Once, and not after a paint: the database was lost, or `patience` is over.
    void gaveUp(const gatehouse::Error &error);

private:
    void giveUp(const Error &error);
    void report();

    Console &m_console;
    QTimer m_patience; ///< runs until it is known how the start went
};

} // namespace gatehouse::app
