#include "services/gateway/ingress/trustedproxies.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;

namespace {

TrustedProxies trusting(std::initializer_list<std::string_view> networks)
{
    std::vector<Network> parsed;
    for (const std::string_view network : networks)
        parsed.push_back(Network::parse(network).value());
    return TrustedProxies(std::move(parsed));
}

http::RequestHead from(const std::string &peer, const QStringList &forwardedFor)
{
    http::RequestHead head;
    head.remoteAddress = peer;
    for (const QString &value : forwardedFor)
        head.headers.add("X-Forwarded-For", value.toStdString());
    return head;
}

} // namespace

class TrustedProxiesTest : public QObject
{
    Q_OBJECT

private slots:
    void networksAreRead_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<bool>("isOne");
        const auto row = [](const char *text, bool isOne) {
            QTest::newRow(text) << std::string(text) << isOne;
        };
        for (const char *good : {"10.0.0.0/8", "0.0.0.0/0", "192.0.2.1", "192.0.2.1/32", "fd00::/8",
                                 "::1", "::/0", "2001:db8::/33"})
            row(good, true);
        for (const char *bad : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.1/8",
                                "10.0.0/8", "fd00::/129", "fd00::1/8", "fe80::1%eth0", "proxy",
                                "10.0.0.0/8x", "10.0.0.0/8/8", "[::1]"})
            row(bad, false);
    }
    void networksAreRead()
    {
        QFETCH(std::string, text);
        QFETCH(bool, isOne);
        QCOMPARE(Network::parse(text).has_value(), isOne);
    }

    void aNetworkHoldsItsAddresses_data()
    {
        QTest::addColumn<std::string>("network");
        QTest::addColumn<std::string>("address");
        QTest::addColumn<bool>("holds");
        const auto row = [](const char *network, const char *address, bool holds) {
            QTest::addRow("%s %s", network, address)
                << std::string(network) << std::string(address) << holds;
        };
        row("10.0.0.0/8", "10.255.0.1", true);
        row("10.0.0.0/8", "11.0.0.0", false);
        row("10.0.0.0/9", "10.127.0.1", true);
        row("10.0.0.0/9", "10.128.0.1", false);
        row("10.0.0.0/8", "::ffff:10.0.0.1", true);
        row("0.0.0.0/0", "203.0.113.7", true);
        row("0.0.0.0/0", "2001:db8::1", false);
        row("::/0", "203.0.113.7", false);
        row("::/0", "2001:db8::1", true);
        row("192.0.2.1", "192.0.2.2", false);
        row("2001:db8::/33", "2001:db8:7fff::1", true);
        row("2001:db8::/33", "2001:db8:8000::1", false);
        row("fe80::/10", "fe80::1%eth0", true);
    }
    void aNetworkHoldsItsAddresses()
    {
        QFETCH(std::string, network);
        QFETCH(std::string, address);
        QFETCH(bool, holds);
        QCOMPARE(Network::parse(network)->contains(IpAddress::parse(address).value()), holds);
    }

    void theClientIsTheRightmostUntrustedAddress_data()
    {
        QTest::addColumn<std::string>("peer");
        QTest::addColumn<QStringList>("forwardedFor");
        QTest::addColumn<std::string>("client");
        const auto row = [](const char *name, const char *peer, QStringList forwarded,
                            const char *client) {
            QTest::newRow(name) << std::string(peer) << std::move(forwarded) << std::string(client);
        };
        const auto list = [](const char *text) { return QStringList{QString::fromUtf8(text)}; };
        row("no header", "10.0.0.1", {}, "10.0.0.1");
        row("an untrusted peer", "203.0.113.7", list("198.51.100.1"), "203.0.113.7");
        row("one", "10.0.0.1", list("203.0.113.7"), "203.0.113.7");
        row("what the client wrote", "10.0.0.1", list("1.2.3.4, 203.0.113.7"), "203.0.113.7");
        row("two proxies", "10.0.0.1", list("1.2.3.4,203.0.113.7 , 10.0.0.2"), "203.0.113.7");
        row("two headers", "10.0.0.1", list("203.0.113.7") + list("10.0.0.2"), "203.0.113.7");
        row("all trusted", "10.0.0.1", list("10.0.0.3, 10.0.0.2"), "10.0.0.3");
        row("no address", "10.0.0.1", list("203.0.113.7, unknown, 10.0.0.2"), "10.0.0.2");
        row("empty", "10.0.0.1", list(""), "10.0.0.1");
        row("port", "10.0.0.1", list("203.0.113.7:4711"), "203.0.113.7");
        row("IPv6", "::1", list("2001:DB8:0::1"), "2001:db8::1");
        row("IPv6 with port", "::1", list("[2001:db8::1]:4711"), "2001:db8::1");
        row("a bracket alone", "10.0.0.1", list("["), "10.0.0.1");
        row("IPv4 as IPv6", "::ffff:10.0.0.1", list("::ffff:203.0.113.7"), "203.0.113.7");
        row("no peer", "", list("203.0.113.7"), "");
    }
    void theClientIsTheRightmostUntrustedAddress()
    {
        QFETCH(std::string, peer);
        QFETCH(QStringList, forwardedFor);
        QFETCH(std::string, client);
        const TrustedProxies proxies = trusting({"10.0.0.0/8", "::1"});
        QCOMPARE(proxies.clientAddress(from(peer, forwardedFor)), client);
        QCOMPARE(TrustedProxies().clientAddress(from(peer, forwardedFor)), peer);
    }

    void theSchemeIsWhatATrustedProxySays_data()
    {
        QTest::addColumn<std::string>("peer");
        QTest::addColumn<std::string>("said");
        QTest::addColumn<std::string>("scheme");
        const auto row = [](const char *peer, const char *said, const char *scheme) {
            QTest::addRow("%s %s", peer, said)
                << std::string(peer) << std::string(said) << std::string(scheme);
        };
        row("10.0.0.1", "https", "https");
        row("10.0.0.1", "HTTPS", "https");
        row("10.0.0.1", "http", "http");
        row("10.0.0.1", "gopher", "http");
        row("10.0.0.1", "https, http", "http");
        row("10.0.0.1", "http,https", "https");
        row("203.0.113.7", "https", "http");
    }
    void theSchemeIsWhatATrustedProxySays()
    {
        QFETCH(std::string, peer);
        QFETCH(std::string, said);
        QFETCH(std::string, scheme);
        http::RequestHead head = from(peer, {});
        head.headers.add("X-Forwarded-Proto", said);
        QCOMPARE(std::string(trusting({"10.0.0.0/8"}).scheme(head)), scheme);
    }
};

QTEST_GUILESS_MAIN(TrustedProxiesTest)
#include "trustedproxies_test.moc"
