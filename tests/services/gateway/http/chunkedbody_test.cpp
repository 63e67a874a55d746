#include "services/gateway/http/chunkedbody.h"

#include <QTest>

#include <limits>

using namespace gatehouse::http;
using namespace std::string_literals;
using State = ChunkedBody::State;

class ChunkedBodyTest : public QObject
{
    Q_OBJECT

private slots:
    void decodesWhateverIsWellFormed_data();
    void decodesWhateverIsWellFormed();
    void decodesByteByByte_data();
    void decodesByteByByte();
    void refusesWhatProxiesDisagreeOn_data();
    void refusesWhatProxiesDisagreeOn();
    void takesExactlyTheLimit();
    void refusesMoreThanTheLimitBeforeItArrives();
    void waitsForMore_data();
    void waitsForMore();
    void doesNotCollectAnEndlessExtension();
    void boundsExtensionsAndTrailersTogether();
};

void ChunkedBodyTest::decodesWhateverIsWellFormed_data()
{
    QTest::addColumn<std::string>("wire");
    QTest::addColumn<std::string>("body");
    QTest::newRow("empty") << "0\r\n\r\n"s
                           << ""s;
    QTest::newRow("one") << "5\r\nhello\r\n0\r\n\r\n"s
                         << "hello"s;
    QTest::newRow("two") << "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"s
                         << "hello world"s;
    QTest::newRow("hex in both cases") << "A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"s
                                       << "01234567890123456789"s;
    QTest::newRow("leading zeros") << "005\r\nhello\r\n000\r\n\r\n"s
                                   << "hello"s;
    QTest::newRow("extension") << "5;a=b;c=\"d\"\r\nhello\r\n0;e\r\n\r\n"s
                               << "hello"s;
    QTest::newRow("trailer") << "5\r\nhello\r\n0\r\nX-Checksum: 1\r\n\r\n"s
                             << "hello"s;
    QTest::newRow("line ends in the data") << "6\r\n\r\n0\r\n\r\r\n0\r\n\r\n"s
                                           << "\r\n0\r\n\r"s;
    QTest::newRow("NUL in the data") << "3\r\na\0b\r\n0\r\n\r\n"s
                                     << "a\0b"s;
}

void ChunkedBodyTest::decodesWhateverIsWellFormed()
{
    QFETCH(std::string, wire);
    QFETCH(std::string, body);
    ChunkedBody chunks(100);
    std::string input = wire + "GET / HTTP/1.1\r\n";
    QCOMPARE(chunks.feed(input), State::Done);
    QCOMPARE(chunks.takeBody(), body);
    QCOMPARE(input, std::string("GET / HTTP/1.1\r\n"));
}

void ChunkedBodyTest::decodesByteByByte_data()
{
    decodesWhateverIsWellFormed_data();
}

void ChunkedBodyTest::decodesByteByByte()
{
    QFETCH(std::string, wire);
    QFETCH(std::string, body);
    ChunkedBody chunks(100);
    std::string input;
    State state = State::More;
    for (std::size_t i = 0; i < wire.size(); ++i) {
        QCOMPARE(state, State::More);
        input += wire[i];
        state = chunks.feed(input);
    }
    QCOMPARE(state, State::Done);
    QCOMPARE(chunks.takeBody(), body);
    QVERIFY(input.empty());
}

void ChunkedBodyTest::refusesWhatProxiesDisagreeOn_data()
{
    QTest::addColumn<std::string>("wire");
    QTest::newRow("no size") << "\r\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("not hex") << "g\r\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("0x") << "0x5\r\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("plus") << "+5\r\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("minus") << "-5\r\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("blank before size") << " 5\r\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("blank after size") << "5 \r\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("over 64 bits") << "10000000000000005\r\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("bare LF after size") << "5\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("bare LF after data") << "5\r\nhello\n0\r\n\r\n"s;
    QTest::newRow("bare LF after extension") << "5;a\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("bare CR after size") << "5\rhello\r\n0\r\n\r\n"s;
    QTest::newRow("bare LF at the end") << "5\r\nhello\r\n0\n\n\r\n\r\n"s;
    QTest::newRow("data longer than size") << "4\r\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("data shorter than size") << "6\r\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("half a line end after data") << "5\r\nhello\rx0\r\n\r\n"s;
    QTest::newRow("folded trailer") << "0\r\nX-A: b\r\n c\r\n\r\n"s;
    QTest::newRow("trailer name with a blank") << "0\r\nX-A : b\r\n\r\n"s;
    QTest::newRow("bad extension") << "5;\x01\r\nhello\r\n0\r\n\r\n"s;
    QTest::newRow("bad trailer") << "0\r\nno colon\r\n\r\n"s;
    QTest::newRow("bare LF in a trailer") << "0\r\nX-A: b\nX-B: c\r\n\r\n"s;
    QTest::newRow("length as a trailer") << "0\r\nContent-Length: 5\r\n\r\n"s;
    QTest::newRow("encoding as a trailer") << "0\r\nTransfer-Encoding: chunked\r\n\r\n"s;
}

void ChunkedBodyTest::refusesWhatProxiesDisagreeOn()
{
    QFETCH(std::string, wire);
    ChunkedBody chunks(std::numeric_limits<std::size_t>::max());
    QCOMPARE(chunks.feed(wire), State::Malformed);
}

void ChunkedBodyTest::takesExactlyTheLimit()
{
    ChunkedBody chunks(8);
    std::string input = "5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n";
    QCOMPARE(chunks.feed(input), State::Done);
    QCOMPARE(chunks.takeBody(), std::string("helloyou"));
}

void ChunkedBodyTest::refusesMoreThanTheLimitBeforeItArrives()
{
    ChunkedBody chunks(8);
    std::string input = "5\r\nhello\r\n4\r\n";
    QCOMPARE(chunks.feed(input), State::TooLarge);
}

void ChunkedBodyTest::waitsForMore_data()
{
    QTest::addColumn<std::string>("wire");
    QTest::newRow("nothing") << ""s;
    QTest::newRow("half a size") << "5"s;
    QTest::newRow("half the data") << "5\r\nhel"s;
    QTest::newRow("no line end after the data") << "5\r\nhello"s;
    QTest::newRow("no last blank line") << "5\r\nhello\r\n0\r\n"s;
}

void ChunkedBodyTest::waitsForMore()
{
    QFETCH(std::string, wire);
    ChunkedBody chunks(100);
    QCOMPARE(chunks.feed(wire), State::More);
}

void ChunkedBodyTest::doesNotCollectAnEndlessExtension()
{
    ChunkedBody chunks(100);
    std::string input = "5;" + std::string(10000, 'a');
    QCOMPARE(chunks.feed(input), State::Malformed);
}

void ChunkedBodyTest::boundsExtensionsAndTrailersTogether()
{
    const std::string filler(3000, 'a');
    const std::string chunk = "1;" + filler + "\r\nx\r\n";
    ChunkedBody chunks(100);
    std::string input = chunk + chunk;
    QCOMPARE(chunks.feed(input), State::More);
    input += "0\r\nX-A: " + filler + "\r\n\r\n";
    QCOMPARE(chunks.feed(input), State::Malformed);
}

QTEST_GUILESS_MAIN(ChunkedBodyTest)
#include "chunkedbody_test.moc"
