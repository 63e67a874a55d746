#include "services/gateway/http/framing.h"

#include <QTest>

using namespace gatehouse::http;
using namespace std::string_literals;

namespace {

/// A POST with these header lines behind its Host.
std::string post(const std::string &lines)
{
    return "POST /p HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n";
}

} // namespace

class FramingTest : public QObject
{
    Q_OBJECT

private slots:
    void takesGoodHeads_data();
    void takesGoodHeads();
    void refusesBadHeads_data();
    void refusesBadHeads();
    void refusesAnyByteThatIsNoText_data();
    void refusesAnyByteThatIsNoText();
    void readsTheParts();
    void readsHowTheBodyIsFramed();
    void decidesWhatBecomesOfTheConnection_data();
    void decidesWhatBecomesOfTheConnection();
    void refusesUnknownExpectations();
    void findsTheEndWhereverTheBytesAreCut();
    void seesEarlyThatItIsNoRequest_data();
    void seesEarlyThatItIsNoRequest();
};

void FramingTest::takesGoodHeads_data()
{
    QTest::addColumn<std::string>("head");
    QTest::newRow("shortest") << "GET / HTTP/1.1\r\nHost: h\r\n\r\n"s;
    QTest::newRow("1.0 without Host") << "GET / HTTP/1.0\r\n\r\n"s;
    QTest::newRow("empty line before it") << "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"s;
    QTest::newRow("unknown method") << "BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n"s;
    QTest::newRow("asterisk") << "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"s;
    QTest::newRow("query") << "GET /a?b=c&d=%20|{} HTTP/1.1\r\nHost: h\r\n\r\n"s;
    QTest::newRow("IPv6 host") << "GET / HTTP/1.1\r\nHost: [::1]:8737\r\n\r\n"s;
    QTest::newRow("no blank after colon") << post("Content-Length:5\r\n");
    QTest::newRow("blanks around value") << post("Content-Length: \t5 \t\r\n");
    QTest::newRow("length zero") << post("Content-Length: 0\r\n");
    QTest::newRow("leading zeros") << post("Content-Length: 0005\r\n");
    QTest::newRow("largest length") << post("Content-Length: 18446744073709551615\r\n");
    QTest::newRow("chunked") << post("transfer-encoding: chunked\r\n");
    QTest::newRow("empty value") << post("X-Empty:\r\n");
    QTest::newRow("bytes over 127 in a value") << post("X-Name: J\xc3\xbcrgen\r\n");
    QTest::newRow("repeated ordinary header") << post("Via: a\r\nVia: b\r\n");
    QTest::newRow("colon in value") << post("X-Time: 10:20\r\n");
}

void FramingTest::takesGoodHeads()
{
    QFETCH(std::string, head);
    const auto parsed = parseHead(head);
    QVERIFY2(parsed, parsed ? "" : parsed.error().detail.data());
    std::size_t scanned = 0;
    QCOMPARE(findHeadEnd(head, scanned), HeadEnd::Found);
    QCOMPARE(scanned, head.size());
}

void FramingTest::refusesBadHeads_data()
{
    QTest::addColumn<std::string>("head");
    const std::string host = "Host: h\r\n\r\n";
    QTest::newRow("nothing") << ""s;
    QTest::newRow("only an empty line") << "\r\n\r\n"s;
    QTest::newRow("two empty lines before it") << "\r\n\r\nGET / HTTP/1.1\r\n" + host;
    QTest::newRow("no blank line") << "GET / HTTP/1.1\r\nHost: h\r\n"s;
    QTest::newRow("bytes after it") << "GET / HTTP/1.1\r\n" + host + "x";
    QTest::newRow("HTTP/0.9") << "GET /\r\n\r\n"s;
    QTest::newRow("HTTP/1.2") << "GET / HTTP/1.2\r\n" + host;
    QTest::newRow("HTTP/2.0") << "PRI * HTTP/2.0\r\n\r\n"s;
    QTest::newRow("HTTP/1.01") << "GET / HTTP/1.01\r\n" + host;
    QTest::newRow("http/1.1") << "GET / http/1.1\r\n" + host;
    QTest::newRow("blank after version") << "GET / HTTP/1.1 \r\n" + host;
    QTest::newRow("two blanks") << "GET  / HTTP/1.1\r\n" + host;
    QTest::newRow("blank first") << " GET / HTTP/1.1\r\n" + host;
    QTest::newRow("tab instead of blank") << "GET\t/ HTTP/1.1\r\n" + host;
    QTest::newRow("blank in target") << "GET /a b HTTP/1.1\r\n" + host;
    QTest::newRow("no target") << "GET HTTP/1.1\r\n" + host;
    QTest::newRow("empty target") << "GET  HTTP/1.1\r\n" + host;
    QTest::newRow("method with a bracket") << "GE(T / HTTP/1.1\r\n" + host;
    QTest::newRow("method too long") << std::string(33, 'A') + " / HTTP/1.1\r\n" + host;
    QTest::newRow("absolute form") << "GET http://h/ HTTP/1.1\r\n" + host;
    QTest::newRow("authority form") << "CONNECT h:80 HTTP/1.1\r\n" + host;
    QTest::newRow("asterisk for GET") << "GET * HTTP/1.1\r\n" + host;
    QTest::newRow("fragment") << "GET /#a HTTP/1.1\r\n" + host;
    QTest::newRow("raw UTF-8 in target") << "GET /\xc3\xa4 HTTP/1.1\r\n" + host;
    QTest::newRow("no Host") << "GET / HTTP/1.1\r\n\r\n"s;
    QTest::newRow("two Hosts") << post("Host: h\r\n");
    QTest::newRow("two Hosts on 1.0") << "GET / HTTP/1.0\r\nHost: h\r\n" + host;
    QTest::newRow("empty Host") << "GET / HTTP/1.1\r\nHost:\r\n\r\n"s;
    QTest::newRow("Host with a path") << "GET / HTTP/1.1\r\nHost: h/x\r\n\r\n"s;
    QTest::newRow("Host with a user") << "GET / HTTP/1.1\r\nHost: u@h\r\n\r\n"s;
    QTest::newRow("Host list") << "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"s;
    QTest::newRow("folded header") << post("X-A: b\r\n c\r\n");
    QTest::newRow("folded with a tab") << post("X-A: b\r\n\tc\r\n");
    QTest::newRow("folded first header") << "GET / HTTP/1.1\r\n Host: h\r\n\r\n"s;
    QTest::newRow("blank line of blanks") << "GET / HTTP/1.1\r\nHost: h\r\n \r\n\r\n"s;
    QTest::newRow("blank before colon") << post("Content-Length : 5\r\n");
    QTest::newRow("tab before colon") << post("Transfer-Encoding\t: chunked\r\n");
    QTest::newRow("no colon") << post("Content-Length 5\r\n");
    QTest::newRow("no name") << post(": 5\r\n");
    QTest::newRow("bracket in name") << post("X(A): 5\r\n");
    QTest::newRow("lone LF ends a line") << post("X-A: b\nX-B: c\r\n");
    QTest::newRow("lone CR ends a line") << post("X-A: b\rX-B: c\r\n");
    QTest::newRow("CR before CRLF") << post("X-A: b\r\r\n");
    QTest::newRow("NUL in a value") << post("X-A: b\0c\r\n"s);
    QTest::newRow("NUL in a name") << post("X-\0A: b\r\n"s);
    QTest::newRow("vertical tab before chunked") << post("Transfer-Encoding: \vchunked\r\n");
    QTest::newRow("negative length") << post("Content-Length: -5\r\n");
    QTest::newRow("plus length") << post("Content-Length: +5\r\n");
    QTest::newRow("hex length") << post("Content-Length: 0x5\r\n");
    QTest::newRow("empty length") << post("Content-Length:\r\n");
    QTest::newRow("fraction") << post("Content-Length: 5.0\r\n");
    QTest::newRow("blank in length") << post("Content-Length: 5 5\r\n");
    QTest::newRow("length list") << post("Content-Length: 5, 5\r\n");
    QTest::newRow("length over 64 bits") << post("Content-Length: 18446744073709551616\r\n");
    QTest::newRow("same length twice") << post("Content-Length: 5\r\nContent-Length: 5\r\n");
    QTest::newRow("two lengths") << post("Content-Length: 5\r\nContent-Length: 6\r\n");
    QTest::newRow("length and chunked")
        << post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
    QTest::newRow("chunked and length")
        << post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n");
    QTest::newRow("chunked twice")
        << post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n");
    QTest::newRow("chunked, identity") << post("Transfer-Encoding: chunked, identity\r\n");
    QTest::newRow("gzip, chunked") << post("Transfer-Encoding: gzip, chunked\r\n");
    QTest::newRow("identity") << post("Transfer-Encoding: identity\r\n");
    QTest::newRow("xchunked") << post("Transfer-Encoding: xchunked\r\n");
    QTest::newRow("Chunked") << post("Transfer-Encoding: Chunked\r\n");
    QTest::newRow("quoted chunked") << post("Transfer-Encoding: \"chunked\"\r\n");
    QTest::newRow("empty encoding") << post("Transfer-Encoding:\r\n");
    QTest::newRow("chunked on 1.0")
        << "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"s;
}

void FramingTest::refusesBadHeads()
{
    QFETCH(std::string, head);
    const auto parsed = parseHead(head);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().status, 400);
    QVERIFY(!parsed.error().code.empty());
    QVERIFY(!parsed.error().detail.empty());
}

void FramingTest::refusesAnyByteThatIsNoText_data()
{
    QTest::addColumn<int>("byte");
    for (int byte = 0; byte < 0x20; ++byte) {
        if (byte != '\t')
            QTest::addRow("0x%02x", static_cast<unsigned>(byte)) << byte;
    }
    QTest::addRow("0x7f") << 0x7f;
}

void FramingTest::refusesAnyByteThatIsNoText()
{
    QFETCH(int, byte);
    const std::string text(1, static_cast<char>(byte));
    QVERIFY(!parseHead(post("X-A: b" + text + "c\r\n")));
    QVERIFY(!parseHead(post("X-" + text + "A: b\r\n")));
    QVERIFY(!parseHead("GET /" + text + " HTTP/1.1\r\nHost: h\r\n\r\n"));
    QVERIFY(!parseHead("GE" + text + "T / HTTP/1.1\r\nHost: h\r\n\r\n"));
    QVERIFY(!parseHead("GET / HTTP/1.1" + text + "\r\nHost: h\r\n\r\n"));
}

void FramingTest::readsTheParts()
{
    const auto parsed = parseHead("PUT /a?b HTTP/1.0\r\nX-One:  1 \r\nx-ONE: 2\r\n\r\n");
    QVERIFY(parsed);
    QCOMPARE(parsed->head.method, std::string("PUT"));
    QCOMPARE(parsed->head.target, std::string("/a?b"));
    QCOMPARE(parsed->head.version, 10);
    QCOMPARE(parsed->head.headers.fields().size(), std::size_t(2));
    QCOMPARE(parsed->head.headers.fields()[0].first, std::string("X-One"));
    QCOMPARE(parsed->head.headers.fields()[0].second, std::string("1"));
    QCOMPARE(parsed->head.headers.fields()[1].first, std::string("x-ONE"));
}

void FramingTest::readsHowTheBodyIsFramed()
{
    const auto none = parseHead(post(""));
    QCOMPARE(none->framing.length, std::uint64_t(0));
    QVERIFY(!none->framing.chunked);
    QCOMPARE(parseHead(post("content-LENGTH: 524288\r\n"))->framing.length, std::uint64_t(524288));
    const auto chunked = parseHead(post("Transfer-Encoding: chunked\r\n"));
    QVERIFY(chunked->framing.chunked);
    QVERIFY(!chunked->framing.expectsContinue);
    QVERIFY(parseHead(post("Expect: 100-Continue\r\n"))->framing.expectsContinue);
}

void FramingTest::decidesWhatBecomesOfTheConnection_data()
{
    QTest::addColumn<std::string>("version");
    QTest::addColumn<std::string>("lines");
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("1.1") << "1.1"s
                         << ""s << true;
    QTest::newRow("1.1 close") << "1.1"s
                               << "Connection: close\r\n"s << false;
    QTest::newRow("1.1 Close in a list") << "1.1"s
                                         << "connection: TE , Close\r\n"s << false;
    QTest::newRow("1.1 close in a second header")
        << "1.1"s
        << "Connection: TE\r\nConnection: close\r\n"s << false;
    QTest::newRow("1.1 something like close") << "1.1"s
                                              << "Connection: closed\r\n"s << true;
    QTest::newRow("1.0") << "1.0"s
                         << ""s << false;
    QTest::newRow("1.0 keep-alive") << "1.0"s
                                    << "Connection: Keep-Alive\r\n"s << true;
    QTest::newRow("1.0 both") << "1.0"s
                              << "Connection: keep-alive, close\r\n"s << false;
}

void FramingTest::decidesWhatBecomesOfTheConnection()
{
    QFETCH(std::string, version);
    QFETCH(std::string, lines);
    QFETCH(bool, keepAlive);
    const auto parsed = parseHead("GET / HTTP/" + version + "\r\nHost: h\r\n" + lines + "\r\n");
    QVERIFY(parsed);
    QCOMPARE(parsed->framing.keepAlive, keepAlive);
}

void FramingTest::refusesUnknownExpectations()
{
    const auto parsed = parseHead(post("Expect: 200-ok\r\n"));
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().status, 417);
    QVERIFY(parseHead("GET / HTTP/1.0\r\nExpect: 200-ok\r\n\r\n"));
}

void FramingTest::findsTheEndWhereverTheBytesAreCut()
{
    const std::string head = post("X-A: b\r\n");
    const std::string bytes = head + "body\nwith line feeds\r\n\r\n";
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        std::size_t scanned = 0;
        const HeadEnd first = findHeadEnd(std::string_view(bytes).substr(0, cut), scanned);
        QCOMPARE(first, cut < head.size() ? HeadEnd::Missing : HeadEnd::Found);
        if (first == HeadEnd::Missing)
            QCOMPARE(findHeadEnd(bytes, scanned), HeadEnd::Found);
        QCOMPARE(scanned, head.size());
    }
}

void FramingTest::seesEarlyThatItIsNoRequest_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::newRow("TLS") << "\x16\x03\x01"s;
    QTest::newRow("bare LF") << "GET / HTTP/1.1\n"s;
    QTest::newRow("bare LF in a later line") << "GET / HTTP/1.1\r\nHost: h\n"s;
    QTest::newRow("LF first") << "\nGET"s;
    QTest::newRow("blank first") << " GET"s;
}

void FramingTest::seesEarlyThatItIsNoRequest()
{
    QFETCH(std::string, bytes);
    std::size_t scanned = 0;
    QCOMPARE(findHeadEnd(bytes, scanned), HeadEnd::Malformed);
}

QTEST_GUILESS_MAIN(FramingTest)
#include "framing_test.moc"
