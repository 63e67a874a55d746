#pragma once

#include "models/localgateway/simulatorstate.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace gatehouse::ui {

/// One scenario: what it does, how far it is, and the button that runs or stops it.
class ScenarioRow final : public QWidget
{
    Q_OBJECT

public:
    explicit ScenarioRow(const localgateway::Scenario &scenario, QWidget *parent = nullptr);

    /// Nothing: it does not run.
    void setRunning(const std::optional<localgateway::RunningScenario> &running);
    const QString &id() const { return m_scenario.id; }
    QPushButton *button() const { return m_button; }
    /// Runs or stops it, as the button does.
    QAction *action() const { return m_action; }

signals:
    void runRequested();
    void stopRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    localgateway::Scenario m_scenario;
    std::optional<localgateway::RunningScenario> m_running;
    QLabel *m_text;
    QPushButton *m_button;
    QAction *m_action;
};

} // namespace gatehouse::ui
