#pragma once

#include "app/gatehouse/console.h"

#include <QObject>

namespace gatehouse::app {

/// For the benchmark: watches for the first paint of the table that shows rows, prints
/// `first paint with data` and ends the program.
class StartupReport : public QObject
{
    Q_OBJECT

public:
    explicit StartupReport(Console &console, QObject *parent = nullptr);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Console &m_console;
};

} // namespace gatehouse::app
