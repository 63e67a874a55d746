#include "ui/pages/localgateway/scenariorow.h"

#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int progressHeight = 2;

QLabel *makeLabel(const QString &text, QWidget *parent)
{
    return widgets::makeWrappingLabel(widgets::visibleText(text, 200), parent);
}

} // namespace

ScenarioRow::ScenarioRow(const localgateway::Scenario &scenario, QWidget *parent)
    : QWidget(parent)
    , m_scenario(scenario)
    , m_text(makeLabel({}, this))
    , m_button(new QPushButton(this))
    , m_action(new QAction(this))
{
    m_text->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_button->setObjectName(QStringLiteral("scenario-") + scenario.id);
    widgets::setSmall(m_button);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(makeLabel(scenario.title, this));
    words->addWidget(m_text);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(size::panePadding, 4, size::panePadding, 4);
    row->addLayout(words, 1);
    row->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, m_action, &QAction::trigger);
    connect(m_action, &QAction::triggered, this,
            [this] { m_running ? emit stopRequested() : emit runRequested(); });
    setRunning(std::nullopt);
}

void ScenarioRow::setRunning(const std::optional<localgateway::RunningScenario> &running)
{
    m_running = running;
    QString text = m_scenario.text;
    if (m_running)
        text = tr("%1; %2 s left").arg(text).arg(qRound(m_running->secondsLeft));
    m_text->setText(widgets::visibleText(text, 200));
    m_button->setText(m_running ? tr("Stop") : tr("Run"));
    m_button->setIcon(widgets::icon(m_running ? QStringLiteral("media-playback-stop")
                                              : QStringLiteral("media-playback-start")));
    m_action->setText((m_running ? tr("Stop the scenario: %1") : tr("Run the scenario: %1"))
                          .arg(widgets::visibleText(m_scenario.title, 200)));
    m_action->setIcon(m_button->icon());
    m_button->setAccessibleName((m_running ? tr("Stop: %1") : tr("Run: %1")).arg(m_scenario.title));
    update();
}

void ScenarioRow::paintEvent(QPaintEvent *)
{
    if (!m_running)
        return;
    QPainter painter(this);
    const widgets::Theme &theme = widgets::Theme::of(this);
    painter.fillRect(rect(), theme.selection);
    const double part = m_running->seconds > 0
        ? std::clamp(1 - m_running->secondsLeft / m_running->seconds, 0.0, 1.0)
        : 0;
    const int length = qRound(width() * part);
    const int left = layoutDirection() == Qt::RightToLeft ? width() - length : 0;
    painter.fillRect(left, height() - progressHeight, length, progressHeight, theme.accent);
}

} // namespace gatehouse::ui
