#include "services/gateway/abandonedurl.h"

#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace gatehouse::gateway;

class AbandonedUrlTest : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatAStandInStoredIsAbandoned_data();
    void onlyWhatAStandInStoredIsAbandoned();
    void whereSomeoneListensIsNotAbandoned();
};

void AbandonedUrlTest::onlyWhatAStandInStoredIsAbandoned_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("someone's own port") << QByteArray("http://127.0.0.1:1");
    QTest::newRow("no port") << QByteArray("http://127.0.0.1");
    QTest::newRow("a path") << QByteArray("http://127.0.0.1:65535/wordpress");
    QTest::newRow("https") << QByteArray("https://127.0.0.1:65535");
    QTest::newRow("another machine") << QByteArray("http://192.0.2.1:65535");
    QTest::newRow("no number") << QByteArray("http://127.0.0.1:x");
    QTest::newRow("too large a number") << QByteArray("http://127.0.0.1:655350");
}

void AbandonedUrlTest::onlyWhatAStandInStoredIsAbandoned()
{
    QFETCH(QByteArray, url);
    QVERIFY(!isAbandonedStandIn(url.toStdString()));
}

void AbandonedUrlTest::whereSomeoneListensIsNotAbandoned()
{
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    QCOMPARE(bind(listener, reinterpret_cast<sockaddr *>(&address), size), 0);
    QCOMPARE(listen(listener, 1), 0);
    QCOMPARE(getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size), 0);
    const std::string url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    QVERIFY(!isAbandonedStandIn(url));
    close(listener);
    QVERIFY(isAbandonedStandIn(url));
}

QTEST_GUILESS_MAIN(AbandonedUrlTest)
#include "abandonedurl_test.moc"
