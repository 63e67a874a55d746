#pragma once

#include "models/localgateway/simulator.h"
#include "ui/widgets/card.h"

class QCheckBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace gatehouse::ui {

/// What the traffic generator sends: which sources, how fast, and how much of it is wrong on
/// purpose. While it sends, every change is sent on at once.
///
/// Object names: trafficButton, trafficState, "source-<name>", "rate-<name>", badSignatures,
/// duplicates, failing, clockSkew.
class TrafficCard final : public widgets::TitledCard
{
    Q_OBJECT

public:
    /// `simulator` outlives it.
    explicit TrafficCard(localgateway::Simulator &simulator, QWidget *parent = nullptr);

    /// In the order of the keyboard: those that are there by now.
    QWidgetList fields() const;
    /// Starts or pauses, as the button does.
    QAction *action() const { return m_action; }

signals:
    /// There are more fields.
    void fieldsMade();

private:
    struct SourceRow
    {
        QString source;
        QCheckBox *isOn;
        QSpinBox *rate;
        QLabel *sent;
    };
    QWidget *makeSources();
    QWidget *makeShares();
    QSpinBox *makeNumber(const QString &name, const QString &unit, int low, int high);
    void showState();
    void makeRows(const localgateway::TrafficState &traffic);
    void addRow(const localgateway::SourceState &source, bool isOn);
    void startOrPause();
    void changed();
    localgateway::Simulator::Traffic wished() const;

    localgateway::Simulator &m_simulator;
    QLabel *m_state;
    QPushButton *m_button;
    QAction *m_action;
    QGridLayout *m_sources = nullptr;
    QList<SourceRow> m_rows;
    QSpinBox *m_badSignatures = nullptr;
    QSpinBox *m_duplicates = nullptr;
    QSpinBox *m_failing = nullptr;
    QSpinBox *m_clockSkew = nullptr;
};

} // namespace gatehouse::ui
