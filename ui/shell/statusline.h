#pragma once

#include "services/core/clock.h"
#include "ui/shell/connectionstatus.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace gatehouse::ui {

class ConnectionLabel;

/// The line at the foot of the window: both connections, what the page says, time zone and clock.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    /// `clock` outlives it.
    explicit StatusLine(const Clock &clock, QWidget *parent = nullptr);

    void setDatabase(const ConnectionStatus &status);
    void setApi(const ConnectionStatus &status);
    void setPageText(const QString &text);
    /// Reads clock and zone again; does so by itself each second.
    void updateClock();

private:
    const Clock &m_clock;
    ConnectionLabel *m_database;
    ConnectionLabel *m_api;
    QLabel *m_page;
    QLabel *m_zone;
    QLabel *m_time;
    QTimer m_tick;
};

} // namespace gatehouse::ui
