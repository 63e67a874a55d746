#pragma once

#include <QObject>

namespace gatehouse::ui {

/// Tells the person at this desktop something while the window is not looked at, by
/// org.freedesktop.Notifications (specification 1.2). Where no such service is, nothing is told,
/// and nobody waits. In the GUI thread.
class DesktopNotifier : public QObject
{
    Q_OBJECT

public:
    explicit DesktopNotifier(QObject *parent = nullptr);

    /// Plain texts; a later one takes the place of the one before.
    void tell(const QString &title, const QString &text);

signals:
    /// The last one was pressed.
    void pressed();

private:
    Q_SLOT void actionInvoked(uint id, const QString &action);

    uint m_last = 0; ///< as the service calls it; 0: none
};

} // namespace gatehouse::ui
