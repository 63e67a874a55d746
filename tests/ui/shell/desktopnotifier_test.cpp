#include "ui/shell/desktopnotifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QtTest>

using namespace gatehouse;

namespace {

/// What a desktop has that shows notifications.
class NotificationService : public QDBusVirtualObject
{
public:
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        if (message.member() != QLatin1String("Notify"))
            return false;
        told.append(message.arguments());
        connection.send(message.createReply(QVariant::fromValue(id)));
        return true;
    }
    void press(QDBusConnection &bus, uint pressed) const
    {
        QDBusMessage signal = QDBusMessage::createSignal(
            QStringLiteral("/org/freedesktop/Notifications"),
            QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("ActionInvoked"));
        signal << pressed << QStringLiteral("default");
        bus.send(signal);
    }

    QList<QVariantList> told;
    uint id = 7;
};

} // namespace

class DesktopNotifierTest : public QObject
{
    Q_OBJECT

    QProcess m_bus;
    NotificationService m_service;
    std::optional<QDBusConnection> m_desktop;

private slots:
    void initTestCase()
    {
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--session"), QStringLiteral("--nofork"),
                     QStringLiteral("--print-address")});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead())
            QSKIP("there is no dbus-daemon");
        const QByteArray address = m_bus.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        m_desktop =
            QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("desktop"));
        QVERIFY(m_desktop->registerService(QStringLiteral("org.freedesktop.Notifications")));
        QVERIFY(m_desktop->registerVirtualObject(QStringLiteral("/org/freedesktop/Notifications"),
                                                 &m_service));
    }

    void cleanupTestCase()
    {
        m_bus.kill();
        m_bus.waitForFinished();
    }

    void init() { m_service.told.clear(); }

    void markupIsShownAsText()
    {
        ui::DesktopNotifier notifier;
        notifier.tell(QStringLiteral("Exporting: <b>Events</b>"),
                      QStringLiteral("a <b>bold</b> end"));
        QTRY_COMPARE(m_service.told.size(), 1);
        QCOMPARE(
            m_service.told.first().at(3).toString(),
            QStringLiteral("Exporting: <b>Events</b>")); // a title is plain by the specification
        QCOMPARE(m_service.told.first().at(4).toString(),
                 QStringLiteral("a &lt;b&gt;bold&lt;/b&gt; end"));
    }

    void theNextOneTakesThePlaceOfTheLast()
    {
        ui::DesktopNotifier notifier;
        QSignalSpy pressed(&notifier, &ui::DesktopNotifier::pressed);
        notifier.tell(QStringLiteral("first"), {});
        QTRY_COMPARE(m_service.told.size(), 1);
        QTRY_VERIFY((m_service.press(*m_desktop, 7), !pressed.isEmpty())); // it knows its id now
        notifier.tell(QStringLiteral("second"), {});
        QTRY_COMPARE(m_service.told.size(), 2);
        QCOMPARE(m_service.told.at(0).at(1).toUInt(), 0U);
        QCOMPARE(m_service.told.at(1).at(1).toUInt(), 7U);
    }

    void aPressOnSomebodyElsesIsNotOurs()
    {
        ui::DesktopNotifier notifier;
        QSignalSpy pressed(&notifier, &ui::DesktopNotifier::pressed);
        notifier.tell(QStringLiteral("ours"), {});
        QTRY_COMPARE(m_service.told.size(), 1);
        m_service.press(*m_desktop, 8);
        QTRY_VERIFY((m_service.press(*m_desktop, 7), !pressed.isEmpty()));
        const auto before = pressed.size();
        m_service.press(*m_desktop, 8);
        m_service.press(*m_desktop, 7);
        QTRY_VERIFY(pressed.size() > before);
    }
};

QTEST_GUILESS_MAIN(DesktopNotifierTest)
#include "desktopnotifier_test.moc"
