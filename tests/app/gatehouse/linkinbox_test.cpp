#include "app/gatehouse/linkinbox.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse::app;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class LinkInboxTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString socket() const { return m_folder->filePath(u"links"_s); }

    static void open(LinkInbox &inbox)
    {
        QSignalSpy settled(&inbox, &LinkInbox::settled);
        inbox.open();
        QTRY_COMPARE(settled.size(), 1);
    }

    /// Whether it was taken.
    bool handOver(const QString &link, std::chrono::milliseconds patience = 2s)
    {
        LinkHandover handover(socket(), patience);
        QSignalSpy taken(&handover, &LinkHandover::taken);
        QSignalSpy notTaken(&handover, &LinkHandover::notTaken);
        handover.send(link);
        return QTest::qWaitFor([&] { return taken.size() + notTaken.size() > 0; })
            && taken.size() == 1;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aLinkGoesToTheWindowThatIsOpen()
    {
        LinkInbox inbox(socket());
        open(inbox);
        QSignalSpy arrived(&inbox, &LinkInbox::linkArrived);
        const QString link = u"gatehouse://events?name=\u00e4"_s;
        QVERIFY(handOver(link));
        QVERIFY(handOver(link));
        QCOMPARE(arrived.size(), 2);
        QCOMPARE(arrived[0][0].toString(), link);
    }

    void withoutAWindowItIsNotTaken() { QVERIFY(!handOver(u"gatehouse://events"_s)); }

    void onlyItsOwnerMayConnect()
    {
        LinkInbox inbox(socket());
        open(inbox);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(QFileInfo(socket()).permissions() & others, QFile::Permissions());
    }

    void aSecondWindowLeavesTheFirstItsLinks()
    {
        LinkInbox first(socket());
        open(first);
        LinkInbox second(socket());
        open(second);
        QVERIFY(!second.isOpen());
        QSignalSpy arrived(&first, &LinkInbox::linkArrived);
        QVERIFY(handOver(u"gatehouse://events"_s));
        QCOMPARE(arrived.size(), 1);
    }

    void whatAWindowLeftBehindIsReplaced()
    {
        QFile left(socket());
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.close();
        LinkInbox inbox(socket());
        open(inbox);
        QVERIFY(inbox.isOpen());
        QVERIFY(handOver(u"gatehouse://events"_s));
    }

    void whatIsNoLinkIsRefused_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("another scheme") << QByteArray("https://example.com\n");
        QTest::newRow("nothing") << QByteArray("\n");
        QTest::newRow("endless") << QByteArray("gatehouse:") + QByteArray(100'000, 'x');
        QTest::newRow("too long") << QByteArray("gatehouse:") + QByteArray(100'000, 'x') + '\n';
        QTest::newRow("without an end") << QByteArray("gatehouse:");
    }
    void whatIsNoLinkIsRefused()
    {
        QFETCH(QByteArray, sent);
        LinkInbox inbox(socket(), 100ms);
        open(inbox);
        QSignalSpy arrived(&inbox, &LinkInbox::linkArrived);
        QLocalSocket sender;
        sender.connectToServer(socket());
        sender.write(sent);
        QTRY_COMPARE(sender.state(), QLocalSocket::UnconnectedState);
        QVERIFY(sender.readAll().isEmpty());
        QVERIFY(arrived.isEmpty());
        QVERIFY(handOver(u"gatehouse://events"_s));
    }

    void whoSaysNothingIsLeftSoon()
    {
        LinkInbox inbox(socket(), 100ms);
        open(inbox);
        QLocalSocket sender;
        sender.connectToServer(socket());
        QTRY_COMPARE(sender.state(), QLocalSocket::UnconnectedState);
    }

    void manyWhoSayNothingDoNotPileUp()
    {
        LinkInbox inbox(socket());
        open(inbox);
        std::vector<std::unique_ptr<QLocalSocket>> senders;
        for (int sender = 0; sender < 30; ++sender) {
            senders.push_back(std::make_unique<QLocalSocket>());
            senders.back()->connectToServer(socket());
        }
        const auto connected = [&] {
            return std::count_if(senders.begin(), senders.end(), [](const auto &sender) {
                return sender->state() == QLocalSocket::ConnectedState;
            });
        };
        QTRY_VERIFY(connected() <= 8);
    }

    void aWindowThatDoesNotAnswerIsNotWaitedFor()
    {
        QLocalServer silent;
        QVERIFY(silent.listen(socket()));
        QVERIFY(!handOver(u"gatehouse://events"_s, 100ms));
    }
};

QTEST_GUILESS_MAIN(LinkInboxTest)
#include "linkinbox_test.moc"
