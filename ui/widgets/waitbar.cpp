#include "ui/widgets/waitbar.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QTimerEvent>

namespace gatehouse::widgets {
namespace {

constexpr int patience = 150; // ms; what is faster needs no sign
constexpr int stepTime = 50; // ms; twenty pictures a second are enough for two pixels

} // namespace

WaitBar::WaitBar(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(size::waitBar);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(tr("Waiting for an answer"));
}

QSize WaitBar::sizeHint() const
{
    return {64, size::waitBar};
}

void WaitBar::setWaiting(bool waiting)
{
    if (m_waiting == waiting)
        return;
    m_waiting = waiting;
    if (waiting) {
        m_delay.start(patience, this);
        return;
    }
    m_delay.stop();
    m_step.stop();
    setShown(false);
}

void WaitBar::setShown(bool shown)
{
    update();
    if (std::exchange(m_shown, shown) != shown)
        emit shownChanged(shown);
}

void WaitBar::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_delay.timerId()) {
        m_delay.stop();
        m_phase = 0;
        m_step.start(stepTime, this);
        setShown(true);
    } else if (event->timerId() == m_step.timerId()) {
        m_phase = (m_phase + 4) % 100;
    }
    update();
}

void WaitBar::paintEvent(QPaintEvent *)
{
    if (!m_shown)
        return;
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    painter.fillRect(rect(), theme.selectionInactive);
    const int length = qMax(24, width() / 4);
    const int at = (width() + length) * m_phase / 100 - length;
    const int left = layoutDirection() == Qt::RightToLeft ? width() - at - length : at;
    painter.fillRect(QRect(left, 0, length, height()), theme.accent);
}

} // namespace gatehouse::widgets
