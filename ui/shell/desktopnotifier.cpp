#include "ui/shell/desktopnotifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto notificationsService = "org.freedesktop.Notifications"_L1;
constexpr auto notificationsPath = "/org/freedesktop/Notifications"_L1;
constexpr int notificationsTimeout = 3'000; // ms; nobody waits for it
constexpr int asTheServiceLikes = -1; ///< how long it is shown

} // namespace

DesktopNotifier::DesktopNotifier(QObject *parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (bus.isConnected())
        bus.connect(notificationsService, notificationsPath, notificationsService,
                    u"ActionInvoked"_s, this, SLOT(actionInvoked(uint, QString)));
}

void DesktopNotifier::tell(const QString &title, const QString &text)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(notificationsService, notificationsPath,
                                                       notificationsService, u"Notify"_s);
    // The body may hold markup, so what is plain is escaped; the title may not.
    call << u"Gatehouse"_s << m_last << u"gatehouse"_s << title << text.toHtmlEscaped()
         << QStringList{u"default"_s, tr("Show")} << QVariantMap() << asTheServiceLikes;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, notificationsTimeout), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isValid())
            m_last = reply.value();
    });
}

void DesktopNotifier::actionInvoked(uint id, const QString &action)
{
    if (id == m_last && action == u"default"_s)
        emit pressed();
}

} // namespace gatehouse::ui
