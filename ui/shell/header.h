#pragma once

#include "ui/shell/environment.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace gatehouse::ui {

class EnvironmentBlock;

/// The top of the window: environment, command field, live, refresh, who works here.
class Header : public QWidget
{
    Q_OBJECT

public:
    explicit Header(const Environment &environment, QWidget *parent = nullptr);

    QLineEdit *commandField() const { return m_field; }
    void setEnvironment(const Environment &environment);
    void setConnectionsOffered(bool offered);
    void setActor(const QString &text);
    void setLive(bool live);
    /// While something is read, the button that reads again is the one that stops it.
    void setWaiting(bool waiting);

signals:
    void liveToggled(bool live);
    void refreshRequested();
    void stopRequested();
    void connectionsRequested(); ///< the environment was pressed

private:
    QToolButton *makeLiveButton();
    void makeRefreshButton();

    EnvironmentBlock *m_environment;
    QLineEdit *m_field;
    QToolButton *m_live;
    QToolButton *m_refresh;
    bool m_isWaiting = false;
    QLabel *m_actor;
};

} // namespace gatehouse::ui
