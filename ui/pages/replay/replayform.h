#pragma once

#include "models/replay/session.h"
#include "ui/pages/replay/targetcard.h"

#include <QWidget>

#include <functional>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QVBoxLayout;

namespace gatehouse::widgets {
class ElidedLabel;
class Segmented;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// What a replay is to be: events, target, signature, key, masks and pace, with what is predicted
/// of it, and the buttons that begin it.
///
/// Object names: eventsTitle, eventsOrigin, openEvents and eventsMenu, signNow, signAsRecorded,
/// sameKey, freshKey, mask-email and so on, changesTitle, changeRequests, pace, perSecond, ramp,
/// atOnce, stopOver, forecast, replayReason, replayHint, dryRun, runReplay; see TargetCard.
class ReplayForm final : public QWidget
{
    Q_OBJECT

public:
    ReplayForm(replay::Session &session, replay::Targets targets, replay::OpenStore openStore,
               QWidget *parent);

    TargetCard *targetCard() const { return m_target; }
    QPushButton *runButton() const { return m_run; }
    QString reason() const;
    /// What events may be taken from beside a file: asked each time the menu is opened.
    void setSavedViews(const std::function<QStringList()> &names);
    /// As if it had been chosen here.
    void setPlan(const replay::Plan &plan);
    /// Where the events are from: a file's name.
    void setOrigin(const QString &origin);
    /// Why nothing can be sent whatever is chosen; empty: it can be.
    void setRefusal(const QString &why);
    /// What keeps the prediction from being made.
    void showProblem(const Error &error);
    void showState();

signals:
    void openRequested();
    /// One of those that setSavedViews() named, by its place among them.
    void viewRequested(int view);
    /// Whether something may be sent at all, and there is a reason for it.
    void mayRunChanged(bool may);

private:
    QWidget *makeEvents();
    void addSignature(QVBoxLayout *column);
    void addMasks(QVBoxLayout *column);
    void addChanges(QVBoxLayout *column);
    void askChanges();
    void fillEventsMenu();
    void addPace(QVBoxLayout *column);
    QWidget *makeForecast();
    QWidget *makeFoot();
    QRadioButton *addRadio(QVBoxLayout *column, const QString &name, const QString &text,
                           QButtonGroup *group);
    replay::Plan plan() const;
    void changed();
    void clearForecast();
    void showForecast();
    QString hint() const;

    replay::Session &m_session;
    std::function<QStringList()> m_viewNames;
    replay::Preparation m_changes; ///< its headers and its patch
    bool m_isFilling = false; ///< the fields are set one after the other
    QString m_origin;
    QString m_refusal;
    QString m_problem; ///< why nothing can be predicted
    QWidget *m_fields = nullptr; ///< all that cannot be changed while it runs
    widgets::ElidedLabel *m_events = nullptr;
    widgets::ElidedLabel *m_from = nullptr;
    QMenu *m_eventsMenu = nullptr;
    TargetCard *m_target;
    QRadioButton *m_signNow = nullptr;
    QRadioButton *m_signAsRecorded = nullptr;
    QRadioButton *m_sameKey = nullptr;
    QRadioButton *m_freshKey = nullptr;
    widgets::ElidedLabel *m_changesTitle = nullptr;
    QList<std::pair<replay::MaskedKind, QCheckBox *>> m_masks;
    widgets::Segmented *m_pace = nullptr;
    QSpinBox *m_perSecond = nullptr;
    QLabel *m_perSecondLabel = nullptr;
    QCheckBox *m_ramp = nullptr;
    QSpinBox *m_atOnce = nullptr;
    QSpinBox *m_stopOver = nullptr;
    QVBoxLayout *m_forecast = nullptr; ///< its lines
    QLineEdit *m_reason = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_dryRun = nullptr;
    QPushButton *m_run = nullptr;
};

} // namespace gatehouse::ui
