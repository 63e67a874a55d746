#include "ui/pages/localgateway/scenariocard.h"

#include "ui/pages/localgateway/scenariorow.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

using localgateway::Simulator;

ScenarioCard::ScenarioCard(Simulator &simulator, QWidget *parent)
    : TitledCard(tr("Scenarios"), parent)
    , m_simulator(simulator)
{
    connect(&m_simulator, &Simulator::scenariosChanged, this, &ScenarioCard::makeRows);
    connect(&m_simulator, &Simulator::changed, this, &ScenarioCard::showState);
    makeRows();
}

void ScenarioCard::makeRows()
{
    if (!m_rows.isEmpty())
        return;
    for (const localgateway::Scenario &scenario : m_simulator.scenarios()) {
        auto *row = new ScenarioRow(scenario, this);
        connect(row, &ScenarioRow::runRequested, this,
                [this, id = scenario.id] { m_simulator.runScenario(id); });
        connect(row, &ScenarioRow::stopRequested, &m_simulator, &Simulator::stopScenario);
        body()->addWidget(row);
        m_rows.append(row);
    }
    showState();
    emit fieldsMade();
}

QList<QAction *> ScenarioCard::actions() const
{
    QList<QAction *> actions;
    for (const ScenarioRow *row : m_rows)
        actions << row->action();
    return actions;
}

QWidgetList ScenarioCard::fields() const
{
    QWidgetList fields;
    for (const ScenarioRow *row : m_rows)
        fields << row->button();
    return fields;
}

void ScenarioCard::showState()
{
    const auto &state = m_simulator.state();
    const auto running = state ? state->scenario : std::nullopt;
    for (ScenarioRow *row : std::as_const(m_rows))
        row->setRunning(running && running->id == row->id() ? running : std::nullopt);
}

} // namespace gatehouse::ui
