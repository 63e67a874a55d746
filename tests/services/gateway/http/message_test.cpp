#include "services/gateway/http/message.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse::http;

namespace {

RequestHead withTarget(std::string target)
{
    RequestHead head;
    head.target = std::move(target);
    return head;
}

} // namespace

class MessageTest : public QObject
{
    Q_OBJECT

private slots:
    void findsHeadersWithoutCase();
    void keepsRepeatedHeadersInOrder();
    void setReplacesAllOfThatName();
    void pathEndsAtTheQuery();
    void findsQueryParameters_data();
    void findsQueryParameters();
    void keepsQueryItemsInOrder();
    void decodesPercentEscapes_data();
    void decodesPercentEscapes();
    void problemIsValidJsonWhateverItSays();
    void knowsReasonPhrases();
};

void MessageTest::findsHeadersWithoutCase()
{
    Headers headers;
    headers.add("X-GitHub-Event", "push");
    QCOMPARE(headers.find("x-github-EVENT").value_or(""), std::string_view("push"));
    QVERIFY(!headers.find("X-GitHub"));
}

void MessageTest::keepsRepeatedHeadersInOrder()
{
    Headers headers;
    headers.add("Via", "a");
    headers.add("Host", "h");
    headers.add("VIA", "b");
    QCOMPARE(headers.count("via"), std::size_t(2));
    QCOMPARE(headers.find("via").value_or(""), std::string_view("a"));
    QCOMPARE(headers.fields().back().second, std::string("b"));
}

void MessageTest::setReplacesAllOfThatName()
{
    Headers headers;
    headers.add("Allow", "GET");
    headers.add("allow", "PUT");
    headers.set("ALLOW", "POST");
    QCOMPARE(headers.count("Allow"), std::size_t(1));
    QCOMPARE(headers.find("Allow").value_or(""), std::string_view("POST"));
}

void MessageTest::pathEndsAtTheQuery()
{
    QCOMPARE(withTarget("/a/b?c=/d").path(), std::string_view("/a/b"));
    QCOMPARE(withTarget("/a%20b").path(), std::string_view("/a%20b"));
}

void MessageTest::findsQueryParameters_data()
{
    QTest::addColumn<std::string>("target");
    QTest::addColumn<bool>("found");
    QTest::addColumn<std::string>("value");
    QTest::newRow("plain") << std::string("/p?tenant=acme") << true << std::string("acme");
    QTest::newRow("second") << std::string("/p?a=1&tenant=acme") << true << std::string("acme");
    QTest::newRow("first wins") << std::string("/p?tenant=a&tenant=b") << true << std::string("a");
    QTest::newRow("decoded") << std::string("/p?tenant=a%26b+c") << true << std::string("a&b c");
    QTest::newRow("encoded name") << std::string("/p?%74enant=a") << true << std::string("a");
    QTest::newRow("equals sign in value")
        << std::string("/p?tenant=a=b") << true << std::string("a=b");
    QTest::newRow("question mark in value")
        << std::string("/p?tenant=a?") << true << std::string("a?");
    QTest::newRow("empty value") << std::string("/p?tenant=") << true << std::string();
    QTest::newRow("no equals sign") << std::string("/p?tenant") << true << std::string();
    QTest::newRow("no query") << std::string("/tenant=acme") << false << std::string();
    QTest::newRow("empty query") << std::string("/p?") << false << std::string();
    QTest::newRow("only separators") << std::string("/p?&&") << false << std::string();
    QTest::newRow("other name") << std::string("/p?tenants=a") << false << std::string();
    QTest::newRow("bad escape") << std::string("/p?tenant=%zz") << false << std::string();
}

void MessageTest::findsQueryParameters()
{
    QFETCH(std::string, target);
    QFETCH(bool, found);
    QFETCH(std::string, value);
    const auto actual = withTarget(target).query("tenant");
    QCOMPARE(actual.has_value(), found);
    QCOMPARE(actual.value_or(""), value);
}

void MessageTest::keepsQueryItemsInOrder()
{
    const auto items = withTarget("/p?b=2&a=1&b=3").queryItems();
    QCOMPARE(items.size(), std::size_t(3));
    QVERIFY(items[0] == std::pair(std::string("b"), std::string("2")));
    QVERIFY(items[2] == std::pair(std::string("b"), std::string("3")));
}

void MessageTest::decodesPercentEscapes_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("plusIsBlank");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<std::string>("decoded");
    QTest::newRow("nothing to do") << std::string("abc") << true << true << std::string("abc");
    QTest::newRow("either case") << std::string("%2f%2F") << true << true << std::string("//");
    QTest::newRow("escape at the end") << std::string("a%41") << true << true << std::string("aA");
    QTest::newRow("high bytes") << std::string("%C3%A4") << true << true << std::string("\xc3\xa4");
    QTest::newRow("plus as blank") << std::string("a+b") << true << true << std::string("a b");
    QTest::newRow("plus as itself") << std::string("a+b") << false << true << std::string("a+b");
    QTest::newRow("escaped plus") << std::string("a%2Bb") << true << true << std::string("a+b");
    QTest::newRow("escaped once only")
        << std::string("%2541") << true << true << std::string("%41");
    QTest::newRow("cut off") << std::string("a%4") << true << false << std::string();
    QTest::newRow("lone percent") << std::string("%") << true << false << std::string();
    QTest::newRow("not hex") << std::string("%4g") << true << false << std::string();
    QTest::newRow("signed") << std::string("%+4") << true << false << std::string();
}

void MessageTest::decodesPercentEscapes()
{
    QFETCH(std::string, text);
    QFETCH(bool, plusIsBlank);
    QFETCH(bool, valid);
    QFETCH(std::string, decoded);
    const auto actual = percentDecoded(text, plusIsBlank);
    QCOMPARE(actual.has_value(), valid);
    QCOMPARE(actual.value_or(""), decoded);
}

void MessageTest::problemIsValidJsonWhateverItSays()
{
    const Response response = problem(413, "body_too_large", "line\nfeed, \"quote\", \xff");
    QCOMPARE(response.headers.find("Content-Type").value_or(""),
             std::string_view("application/problem+json"));
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(response.body)).object();
    QCOMPARE(json[QLatin1String("type")].toString(), QStringLiteral("about:blank"));
    QCOMPARE(json[QLatin1String("title")].toString(), QStringLiteral("Payload Too Large"));
    QCOMPARE(json[QLatin1String("status")].toInt(), 413);
    QCOMPARE(json[QLatin1String("code")].toString(), QStringLiteral("body_too_large"));
    QCOMPARE(json[QLatin1String("detail")].toString(),
             QStringLiteral("line\nfeed, \"quote\", \uFFFD"));
}

void MessageTest::knowsReasonPhrases()
{
    QCOMPARE(reasonPhrase(202), std::string_view("Accepted"));
    QCOMPARE(reasonPhrase(431), std::string_view("Request Header Fields Too Large"));
    QCOMPARE(reasonPhrase(299), std::string_view());
    QCOMPARE(reasonPhrase(-1), std::string_view());
}

QTEST_GUILESS_MAIN(MessageTest)
#include "message_test.moc"
