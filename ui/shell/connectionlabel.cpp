#include "ui/shell/connectionlabel.h"

#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyle>

namespace gatehouse::ui {

using widgets::StatusShape;
using widgets::Theme;

namespace {

constexpr int kShape = 12;
constexpr int kGap = 6;

StatusShape shapeOf(ConnectionStatus::Phase phase)
{
    switch (phase) {
    case ConnectionStatus::Phase::Connecting:
        return StatusShape::Clock;
    case ConnectionStatus::Phase::Ready:
        return StatusShape::Check;
    case ConnectionStatus::Phase::NotReady:
    case ConnectionStatus::Phase::Lost:
        return StatusShape::Cross;
    case ConnectionStatus::Phase::Absent:
        return StatusShape::None;
    }
    return StatusShape::None;
}

int textLeft(ConnectionStatus::Phase phase)
{
    return shapeOf(phase) == StatusShape::None ? 0 : kShape + kGap;
}

} // namespace

ConnectionLabel::ConnectionLabel(QString name, QWidget *parent)
    : QWidget(parent)
    , m_name(std::move(name))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setFont(widgets::uiFont(widgets::TextSize::Small));
    setStatus({});
}

void ConnectionLabel::setWarning(const QString &warning)
{
    m_warning = warning;
    setStatus(ConnectionStatus(m_status));
}

void ConnectionLabel::setStatus(const ConnectionStatus &status)
{
    m_status = status;
    m_phase = status.phase;
    QString toolTip;
    switch (status.phase) {
    case ConnectionStatus::Phase::Connecting:
        m_text = tr("%1 connecting").arg(m_name);
        break;
    case ConnectionStatus::Phase::Ready:
        if (status.silence.count() > 0) {
            m_phase = ConnectionStatus::Phase::NotReady;
            m_text = tr("%1 no answer for %2 s").arg(m_name).arg(status.silence.count());
            break;
        }
        m_text = status.latency.count() > 0 ? tr("%1 %2 ms").arg(m_name).arg(status.latency.count())
                                            : tr("%1 < 1 ms").arg(m_name);
        break;
    case ConnectionStatus::Phase::NotReady:
        m_text = tr("%1 not ready").arg(m_name);
        toolTip = widgets::plainToolTip(status.error.message);
        break;
    case ConnectionStatus::Phase::Lost:
        m_text = tr("%1 does not answer").arg(m_name);
        toolTip = widgets::plainToolTip(status.error.message);
        break;
    case ConnectionStatus::Phase::Absent:
        m_text = tr("Reading through the API");
        toolTip = widgets::plainToolTip(
            tr("This connection names no database. Lists and details come through the admin API, "
               "and are asked for again every few seconds."));
        break;
    }
    if (!m_warning.isEmpty()) {
        m_text = tr("%1, not encrypted").arg(m_text);
        toolTip = toolTip.isEmpty() ? widgets::plainToolTip(m_warning) : toolTip;
    }
    setToolTip(toolTip);
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

QSize ConnectionLabel::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {textLeft(m_phase) + metrics.horizontalAdvance(m_text) + 1, metrics.height()};
}

void ConnectionLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    const StatusShape shape = shapeOf(m_phase);
    const QRect shapeRect(0, (height() - kShape) / 2, kShape, kShape);
    const QRect textRect = rect().adjusted(textLeft(m_phase), 0, 0, 0);
    widgets::paintShape(painter, shape, QStyle::visualRect(layoutDirection(), rect(), shapeRect),
                        theme.tone(shape).text);
    painter.setPen(!m_warning.isEmpty()              ? theme.failed.text
                       : shape == StatusShape::Cross ? theme.text
                                                     : theme.textMuted);
    const auto side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), textRect),
                     int(side) | Qt::TextSingleLine, m_text);
}

} // namespace gatehouse::ui
