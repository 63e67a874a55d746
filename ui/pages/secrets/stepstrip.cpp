#include "ui/pages/secrets/stepstrip.h"

#include "ui/widgets/statusshape.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyle>

namespace gatehouse::ui {

using secrets::Step;
using widgets::TextSize;
using widgets::Theme;
using widgets::Weight;
namespace size = widgets::size;

namespace {

constexpr int signSize = 20;
constexpr int stripHeight = 76;
constexpr int lineHeight = 18;

void paintLine(QPainter &painter, const QRect &rect, const QString &text)
{
    const auto side = QStyle::visualAlignment(painter.layoutDirection(), Qt::AlignLeft);
    painter.drawText(rect, int(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

QString stateWord(Step::State state)
{
    switch (state) {
    case Step::State::Done:
        return StepStrip::tr("done");
    case Step::State::Current:
        return StepStrip::tr("now");
    case Step::State::ToCome:
        break;
    }
    return StepStrip::tr("to come");
}

} // namespace

StepStrip::StepStrip(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("stepStrip"));
    setAccessibleName(tr("Steps of the rotation"));
    setFixedHeight(stripHeight);
}

void StepStrip::setSteps(const QList<Step> &steps)
{
    m_steps = steps;
    QStringList words;
    for (const Step &step : steps)
        words += QStringLiteral("%1: %2, %3").arg(step.title, stateWord(step.state), step.text);
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    update();
}

QSize StepStrip::sizeHint() const
{
    return {400, stripHeight};
}

void StepStrip::paintEvent(QPaintEvent *)
{
    if (m_steps.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect room = rect().adjusted(size::panePadding, 8, -size::panePadding, -8);
    const int width = room.width() / int(m_steps.size());
    for (int at = 0; at < m_steps.size(); ++at) {
        const QRect place(room.left() + at * width, room.top(), width, room.height());
        paintStep(painter, at, QStyle::visualRect(layoutDirection(), room, place));
    }
}

void StepStrip::paintStep(QPainter &painter, int position, const QRect &place) const
{
    const Theme &theme = Theme::of(this);
    const Step &step = m_steps.at(position);
    const bool isNow = step.state == Step::State::Current;
    const auto part = [&](int top, int left, int width, int tall) {
        return QStyle::visualRect(layoutDirection(), place,
                                  QRect(place.left() + left, place.top() + top, width, tall));
    };
    paintSign(painter, position, part(0, 0, signSize, signSize));
    if (position + 1 < m_steps.size())
        painter.fillRect(part(signSize / 2, signSize + 6, place.width() - signSize - 12, 1),
                         theme.border);
    painter.setFont(widgets::uiFont(TextSize::Body, isNow ? Weight::Bold : Weight::Normal));
    painter.setPen(step.state == Step::State::ToCome ? theme.textMuted : theme.text);
    paintLine(painter, part(signSize + 4, 0, place.width() - 6, lineHeight), step.title);
    painter.setFont(widgets::uiFont(TextSize::Small));
    painter.setPen(theme.textMuted);
    paintLine(painter, part(signSize + 4 + lineHeight, 0, place.width() - 6, lineHeight),
              step.text);
}

void StepStrip::paintSign(QPainter &painter, int position, const QRect &place) const
{
    const Theme &theme = Theme::of(this);
    const Step &step = m_steps.at(position);
    const QRectF circle = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isDone = step.state == Step::State::Done;
    const bool isNow = step.state == Step::State::Current;
    painter.setPen(isDone ? theme.processed.text : isNow ? theme.accent : theme.borderStrong);
    painter.setBrush(isNow ? QBrush(theme.accent) : QBrush(Qt::NoBrush));
    painter.drawEllipse(circle);
    if (isDone)
        return widgets::paintShape(painter, widgets::StatusShape::Check,
                                   circle.adjusted(4, 4, -4, -4), theme.processed.text);
    painter.setFont(widgets::uiFont(TextSize::Small, Weight::Bold));
    painter.setPen(isNow ? theme.accentText : theme.textMuted);
    painter.drawText(place, Qt::AlignCenter, QString::number(position + 1));
}

} // namespace gatehouse::ui
