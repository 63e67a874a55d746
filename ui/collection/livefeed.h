#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace gatehouse::ui {

/// Turns hints that something changed into readings: none while off, otherwise at once, but never
/// closer together than the interval; the last hint is never lost. With polling on it reads every
/// so often without any hint.
class LiveFeed : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds pollInterval{2000};

    explicit LiveFeed(QObject *parent = nullptr);

    bool isOn() const { return m_on; }
    /// Turning it on reads at once: something may have been missed.
    void setOn(bool on);
    void setPolling(bool polling, std::chrono::milliseconds interval = pollInterval);
    void hint();

signals:
    void due();

private:
    void updatePolling();

    QTimer m_pause;
    QTimer m_poll;
    bool m_on = false;
    bool m_polling = false;
    bool m_hinted = false;
};

} // namespace gatehouse::ui
