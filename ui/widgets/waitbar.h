#pragma once

#include <QBasicTimer>
#include <QWidget>

namespace gatehouse::widgets {

/// Two pixels under a pane's header that say "working". They always take their place, so nothing
/// moves, and show only after 150 ms of waiting. Costs nothing while still.
class WaitBar final : public QWidget
{
    Q_OBJECT

public:
    explicit WaitBar(QWidget *parent = nullptr);

    /// Repeating a state changes nothing.
    void setWaiting(bool waiting);
    bool isWaiting() const { return m_waiting; }

    /// Whether the bar is seen, that is, has waited for more than 150 ms.
    bool isShown() const { return m_shown; }

    QSize sizeHint() const override;

signals:
    void shownChanged(bool shown);

protected:
    void paintEvent(QPaintEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void setShown(bool shown);

    QBasicTimer m_delay;
    QBasicTimer m_step;
    bool m_waiting = false;
    bool m_shown = false;
    int m_phase = 0; ///< 0 to 99
};

} // namespace gatehouse::widgets
