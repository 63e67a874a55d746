#include "services/capture/capture.h"
#include "services/capture/shellwords.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::capture;

/// Curl commands, HTTP texts and HAR files, as people have them.
class CaptureTest : public QObject
{
    Q_OBJECT

    static QByteArray har(const QByteArray &entries)
    {
        return R"({"log":{"version":"1.2","entries":[)" + entries + "]}}";
    }
    static QByteArray harEntry(const QByteArray &postData)
    {
        // moc loses its way in raw strings with two slashes, or with a backslash before a quote.
        return R"({"request":{"method":"POST","url":"https:\/\/hooks.example/a","headers":[)"
               R"({"name":":path","value":"/a"},{"name":"X-Topic","value":"orders"}],"postData":)"
            + postData + "}}";
    }
    static std::string headersOf(const CapturedRequest &request)
    {
        std::string text;
        for (const auto &[name, value] : request.headers)
            text += name + '=' + value + ';';
        return text;
    }

private slots:
    void wordsAreThoseOfAShell_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("words");
        QTest::newRow("blanks") << QByteArray(" a \t b ") << QByteArrayList{"a", "b"};
        QTest::newRow("single quotes")
            << QByteArray("'a \"b\" \\ $c' d") << QByteArrayList{"a \"b\" \\ $c", "d"};
        QTest::newRow("double quotes")
            << QByteArray("\"a \\\"b\\\" \\\\ \\$c \\n\"") << QByteArrayList{"a \"b\" \\ $c \\n"};
        QTest::newRow("joined") << QByteArray("a'b'\"c\"\\ d") << QByteArrayList{"abc d"};
        QTest::newRow("an empty word") << QByteArray("a '' b") << QByteArrayList{"a", "", "b"};
        QTest::newRow("lines that go on")
            << QByteArray("a \\\n b \\\r\n c") << QByteArrayList{"a", "b", "c"};
        QTest::newRow("of the first line alone")
            << QByteArray("a b\nc") << QByteArrayList{"a", "b"};
        QTest::newRow("of the first command alone")
            << QByteArray("a b | c") << QByteArrayList{"a", "b"};
        QTest::newRow("ANSI-C quotes") << QByteArray("$'it\\'s\\x21\\u00e9\\t\\101\\n'")
                                       << QByteArrayList{"it's!\xc3\xa9\tA\n"};
        QTest::newRow("a dollar that names nothing")
            << QByteArray("a$ $- \"5 $\"") << QByteArrayList{"a$", "$-", "5 $"};
        QTest::newRow("a tilde and a star stay") << QByteArray("~/a*") << QByteArrayList{"~/a*"};
    }
    void wordsAreThoseOfAShell()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, words);
        const auto read = shellWords(text.toStdString());
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QByteArrayList found;
        for (const std::string &word : *read)
            found += QByteArray::fromStdString(word);
        QCOMPARE(found, words);
    }

    void whatOnlyAShellCouldResolveIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("a variable") << QByteArray("curl $URL");
        QTest::newRow("a variable in quotes") << QByteArray("curl \"x ${URL}\"");
        QTest::newRow("a command") << QByteArray("curl $(cat url)");
        QTest::newRow("backquotes") << QByteArray("curl `cat url`");
        QTest::newRow("backquotes in quotes") << QByteArray("curl \"`cat url`\"");
        QTest::newRow("an open quote") << QByteArray("curl 'https://a");
        QTest::newRow("an open double quote") << QByteArray("curl \"https://a");
        QTest::newRow("an open ANSI-C quote") << QByteArray("curl $'a\\'");
    }
    void whatOnlyAShellCouldResolveIsRefused()
    {
        QFETCH(QByteArray, text);
        const auto read = shellWords(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Invalid);
    }

    void captureIsRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("curl as a browser copies it")
            << QByteArray(
                   "curl 'https://hooks.example/stripe' \\\n  -H 'Stripe-Signature: t=1,v1=ab' "
                   "\\\n  -H 'Content-Type: application/json' \\\n  --data-raw "
                   "$'{\"a\":\"it\\'s\"}' \\\n  --compressed")
            << QByteArray("https://hooks.example/stripe")
            << QByteArray("Stripe-Signature=t=1,v1=ab;Content-Type=application/json;")
            << QByteArray("{\"a\":\"it's\"}");
        QTest::newRow("curl from a terminal")
            << QByteArray("$ curl -sSXPOST hooks.example/a -d a=1 --data b=2")
            << QByteArray("http://hooks.example/a")
            << QByteArray("Content-Type=application/x-www-form-urlencoded;")
            << QByteArray("a=1&b=2");
        QTest::newRow("curl with JSON")
            << QByteArray("curl --json '{}' https://a.example") << QByteArray("https://a.example")
            << QByteArray("Content-Type=application/json;") << QByteArray("{}");
        QTest::newRow("curl with an at sign that is data")
            << QByteArray("curl https://a.example --data-raw @x -H 'Content-Type: text/plain'")
            << QByteArray("https://a.example") << QByteArray("Content-Type=text/plain;")
            << QByteArray("@x");
        QTest::newRow("curl with credentials and empty headers")
            << QByteArray("curl -u a:b -H 'X-Empty;' -H 'Accept:' https://a.example")
            << QByteArray("https://a.example") << QByteArray("Authorization=Basic YTpi;X-Empty=;")
            << QByteArray();
        QTest::newRow("HTTP as it goes over the wire")
            << QByteArray("POST /a?b=1 HTTP/1.1\r\nHost: hooks.example\r\nX-Topic:  orders \r\n\r\n"
                          "{\"a\":1}\r\n")
            << QByteArray("https://hooks.example/a?b=1")
            << QByteArray("Host=hooks.example;X-Topic=orders;") << QByteArray("{\"a\":1}\r\n");
        QTest::newRow("HTTP behind a proxy that ends TLS elsewhere")
            << QByteArray("POST / HTTP/1.1\nHost: a.example\nX-Forwarded-Proto: http\n\n\nx")
            << QByteArray("http://a.example/")
            << QByteArray("Host=a.example;X-Forwarded-Proto=http;") << QByteArray("\nx");
        QTest::newRow("headers and a body alone")
            << QByteArray("X-Topic: orders\n\nbody") << QByteArray()
            << QByteArray("X-Topic=orders;") << QByteArray("body");
        QTest::newRow("HAR") << har(harEntry("{\"text\":\"{\\\"a\\\":1}\"}"))
                             << QByteArray("https://hooks.example/a")
                             << QByteArray("X-Topic=orders;") << QByteArray("{\"a\":1}");
        QTest::newRow("HAR with bytes") << har(harEntry(R"({"encoding":"base64","text":"/wA="})"))
                                        << QByteArray("https://hooks.example/a")
                                        << QByteArray("X-Topic=orders;") << QByteArray("\xff\0", 2);
    }
    void captureIsRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, headers);
        QFETCH(QByteArray, body);
        const auto read = readCapture(text);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->size(), std::size_t(1));
        QCOMPARE(QByteArray::fromStdString(read->front().url), url);
        QCOMPARE(QByteArray::fromStdString(headersOf(read->front())), headers);
        QCOMPARE(QByteArray::fromStdString(read->front().body), body);
    }

    void requestsWithoutABodyAreLeftOut()
    {
        const auto read =
            readCapture(har(R"({"request":{"method":"GET","url":"https:\/\/a"}},)"
                            + harEntry(R"({"text":"1"})") + ',' + harEntry(R"({"text":"2"})")));
        QVERIFY(read);
        QCOMPARE(read->size(), std::size_t(2));
        QCOMPARE(read->back().body, std::string("2"));
    }

    void whatCannotBeReadSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("why");
        QTest::newRow("nothing") << QByteArray(" \n") << QStringLiteral("nothing to read");
        QTest::newRow("a file of curl's")
            << QByteArray("curl https://a -d @body.json") << QStringLiteral("body.json");
        QTest::newRow("a form of curl's")
            << QByteArray("curl https://a -F a=b") << QStringLiteral("--form");
        QTest::newRow("an option that is not known")
            << QByteArray("curl https://a --frob") << QStringLiteral("--frob");
        QTest::newRow("a letter that is not known")
            << QByteArray("curl https://a -sZ") << QStringLiteral("-Z");
        QTest::newRow("a command that was cut")
            << QByteArray("curl https://a -H") << QStringLiteral("ends behind -H");
        QTest::newRow("two URLs") << QByteArray("curl https://a https://b")
                                  << QStringLiteral("two URLs");
        QTest::newRow("no URL") << QByteArray("curl -s -d a") << QStringLiteral("no URL");
        QTest::newRow("curl for Windows")
            << QByteArray("curl \"https://a\" ^\r\n -H \"a: b\"") << QStringLiteral("bash");
        QTest::newRow("a line that is no header")
            << QByteArray("what is this?\nx") << QStringLiteral("what is this?");
        QTest::newRow("JSON that is no HAR")
            << QByteArray("{\"a\":1}") << QStringLiteral("log.entries");
        QTest::newRow("broken JSON") << QByteArray("{\"log\":") << QStringLiteral("no HAR file");
        QTest::newRow("a HAR without bodies") << har({}) << QStringLiteral("has a body");
        QTest::newRow("too much") << QByteArray(largestCapture + 1, 'x')
                                  << QStringLiteral("32 MiB");
    }
    void whatCannotBeReadSaysWhy()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, why);
        const auto read = readCapture(text);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Invalid);
        QVERIFY2(read.error().message.contains(why), qPrintable(read.error().message));
    }

    void aFileIsRead()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.http")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("X-Topic: orders\n\nbody");
        file.close();
        auto reading = captureOfFile(file.fileName());
        QTRY_VERIFY(reading.isFinished());
        const auto read = reading.result();
        QVERIFY(read);
        QCOMPARE(read->front().body, std::string("body"));
    }

    void aFileThatIsNotThereIsNamed()
    {
        auto reading = captureOfFile(QStringLiteral("/nowhere/a.har"));
        QTRY_VERIFY(reading.isFinished());
        const auto read = reading.result();
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Unavailable);
        QVERIFY(read.error().message.contains(QStringLiteral("/nowhere/a.har")));
    }
};

QTEST_GUILESS_MAIN(CaptureTest)

#include "capture_test.moc"
