#pragma once

#include <QObject>
#include <QSystemTrayIcon>

namespace gatehouse::ui {

/// An icon in the desktop's tray that says how many alerts fire, there while any does. Where the
/// desktop has no tray there is none. In the GUI thread.
class AlertTray : public QObject
{
    Q_OBJECT

public:
    explicit AlertTray(QObject *parent = nullptr);

    /// `place` is whose they are: "production, shop".
    void show(int firing, const QString &place);
    /// "3 alerts fire: production"; empty: none does.
    QString text() const { return m_icon.toolTip(); }
    bool isShown() const { return m_icon.isVisible(); }

signals:
    void pressed();

private:
    QSystemTrayIcon m_icon;
};

} // namespace gatehouse::ui
