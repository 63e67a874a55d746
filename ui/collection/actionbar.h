#pragma once

#include "models/collection/descriptor.h"

#include <QAction>
#include <QHash>
#include <QWidget>

class QPushButton;

namespace gatehouse::ui {

/// The buttons of the descriptor's actions, pinned below the detail with a line above them; hidden
/// while there are none. What cannot be done stays visible, disabled, and its tooltip says why.
/// Each is a QAction for the palette too.
///
/// Object names: actionBar, "action-<id>".
class ActionBar : public QWidget
{
    Q_OBJECT

public:
    explicit ActionBar(const QList<collection::Action> &actions, QWidget *parent = nullptr);

    QList<QAction *> actions() const { return m_actions; }
    /// One more button, for something that is no change: of the description it needs id and title.
    void addAction(const collection::Action &action);
    /// `reason` empty: it can be done.
    void setAvailability(const QString &actionId, const QString &reason);

    /// Where the title says what it is done to: "Retire version 6 now…".
    void setTitle(const QString &actionId, const QString &title);

signals:
    void triggered(const QString &actionId);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<QAction *> m_actions;
    QHash<QString, QPushButton *> m_buttons;
};

} // namespace gatehouse::ui
