#pragma once

#include "models/localgateway/simulator.h"
#include "ui/widgets/card.h"

class QComboBox;
class QGridLayout;
class QSpinBox;

namespace gatehouse::widgets {
class StatusLabel;
}

namespace gatehouse::ui {

/// How the stand-in for WordPress answers. Every change is told to it at once.
///
/// Object names: standInState, standInAnswer, standInDelay, standInFor, standInRetryAfter.
class StandInCard final : public widgets::TitledCard
{
    Q_OBJECT

public:
    /// `simulator` outlives it.
    explicit StandInCard(localgateway::Simulator &simulator, QWidget *parent = nullptr);

    /// In the order of the keyboard.
    QWidgetList fields() const;

private:
    QComboBox *makeAnswers();
    QSpinBox *makeNumber(const char *name, const QString &unit, const QString &none, int high);
    void addTo(QGridLayout *grid, int row, int column, const QString &text, QWidget *control);
    void showState();
    void showAnswer(const localgateway::StandInState &standIn);
    void tell();

    localgateway::Simulator &m_simulator;
    widgets::StatusLabel *m_state;
    QComboBox *m_answer;
    QSpinBox *m_delay;
    QSpinBox *m_for;
    QSpinBox *m_retryAfter;
};

} // namespace gatehouse::ui
