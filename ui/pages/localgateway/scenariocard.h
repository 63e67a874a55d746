#pragma once

#include "models/localgateway/simulator.h"
#include "ui/widgets/card.h"

namespace gatehouse::ui {

class ScenarioRow;

/// The scripted faults and kinds of traffic; one runs at a time.
///
/// Object names: "scenario-<id>" for each button.
class ScenarioCard final : public widgets::TitledCard
{
    Q_OBJECT

public:
    /// `simulator` outlives it.
    explicit ScenarioCard(localgateway::Simulator &simulator, QWidget *parent = nullptr);

    /// In the order of the keyboard: those that are there by now.
    QWidgetList fields() const;
    /// One for each scenario, as far as they are known.
    QList<QAction *> actions() const;

signals:
    /// There are more fields.
    void fieldsMade();

private:
    void makeRows();
    void showState();

    localgateway::Simulator &m_simulator;
    QList<ScenarioRow *> m_rows;
};

} // namespace gatehouse::ui
