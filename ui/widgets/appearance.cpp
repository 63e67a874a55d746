#include "ui/widgets/appearance.h"

#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QToolTip>

namespace gatehouse::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr auto appearanceSpace = "org.freedesktop.appearance"_L1;
constexpr auto colourScheme = "color-scheme"_L1;
constexpr int portalTimeout = 3'000; // ms; asked asynchronously, so nobody waits for it

/// Read answers a variant within a variant.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

/// The D-Bus side of SystemScheme.
class SystemScheme::Portal final : public QObject
{
    Q_OBJECT

public:
    explicit Portal(SystemScheme *owner)
        : QObject(owner)
        , m_owner(owner)
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        bus.connect(service, path, interface, u"SettingChanged"_s, this,
                    SLOT(settingChanged(QString, QString, QDBusVariant)));
        ask(bus);
    }

private:
    void ask(QDBusConnection &bus)
    {
        QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
        call << QString(appearanceSpace) << QString(colourScheme);
        auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, portalTimeout), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
            watcher->deleteLater();
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            if (reply.isValid())
                m_owner->take(unwrapped(reply.value().variant()).toUInt());
        });
    }

    const QString service = u"org.freedesktop.portal.Desktop"_s;
    const QString path = u"/org/freedesktop/portal/desktop"_s;
    const QString interface = u"org.freedesktop.portal.Settings"_s;
    SystemScheme *m_owner;

    Q_SLOT void settingChanged(const QString &space, const QString &key, const QDBusVariant &value)
    {
        if (space == appearanceSpace && key == colourScheme)
            m_owner->take(unwrapped(value.variant()).toUInt());
    }
};

SystemScheme::SystemScheme(Scheme fallback, QObject *parent)
    : QObject(parent)
    , m_fallback(fallback)
    , m_scheme(fallback)
{
    new Portal(this);
}

Scheme SystemScheme::fromPortal(uint value, Scheme fallback)
{
    if (value == 1)
        return Scheme::Dark;
    return value == 2 ? Scheme::Light : fallback;
}

void SystemScheme::take(uint value)
{
    const Scheme scheme = fromPortal(value, m_fallback);
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    emit changed(scheme);
}

SchemeChoice schemeChoice(QStringView name)
{
    if (name == "light"_L1)
        return SchemeChoice::Light;
    return name == "dark"_L1 ? SchemeChoice::Dark : SchemeChoice::System;
}

QString schemeChoiceName(SchemeChoice choice)
{
    switch (choice) {
    case SchemeChoice::Light:
        return u"light"_s;
    case SchemeChoice::Dark:
        return u"dark"_s;
    case SchemeChoice::System:
        break;
    }
    return u"system"_s;
}

void applyTheme(QApplication &application, Scheme scheme)
{
    const Theme &theme = Theme::of(scheme);
    useIconTheme(scheme);
    if (!qobject_cast<GatehouseStyle *>(application.style()))
        application.setStyle(new GatehouseStyle);
    application.setFont(uiFont());
    QToolTip::setFont(uiFont(TextSize::Small));
    application.setPalette(theme.palette());
    QToolTip::setPalette(theme.palette());
}

Appearance::Appearance(QApplication &application, SchemeChoice choice, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_choice(choice)
    , m_system(Theme::of(application.palette()).scheme)
    , m_applied(scheme())
{
    connect(&m_system, &SystemScheme::changed, this, &Appearance::apply);
    applyTheme(m_application, m_applied);
}

Scheme Appearance::scheme() const
{
    if (m_choice == SchemeChoice::System)
        return m_system.scheme();
    return m_choice == SchemeChoice::Dark ? Scheme::Dark : Scheme::Light;
}

void Appearance::setChoice(SchemeChoice choice)
{
    m_choice = choice;
    apply();
}

void Appearance::apply()
{
    if (scheme() == m_applied)
        return;
    m_applied = scheme();
    applyTheme(m_application, m_applied);
    emit schemeChanged(m_applied);
}

} // namespace gatehouse::widgets

#include "appearance.moc"
