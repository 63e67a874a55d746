#include "ui/widgets/jsonprinter.h"

#include <QTest>

using namespace gatehouse::widgets;

class JsonPrinterTest : public QObject
{
    Q_OBJECT

private slots:
    void prints_data();
    void prints();
    void tokensAreKeptAsTheyWereSent_data();
    void tokensAreKeptAsTheyWereSent();
    void saysWhereItIsNotJson_data();
    void saysWhereItIsNotJson();
    void halfAMillionBracketsNeitherOverflowNorGrowInTheSquare();
    void halfAMillionOpenBracketsAreRefusedAtTheirEnd();
    void aHugeFlatArrayHasALineForEachValue();
};

void JsonPrinterTest::prints_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("scalar") << QByteArray(" 1 ") << QByteArray("1\n");
    QTest::newRow("empty object") << QByteArray("{ }") << QByteArray("{}\n");
    QTest::newRow("empty array") << QByteArray("[\n]") << QByteArray("[]\n");
    QTest::newRow("object") << QByteArray("{\"a\":1,\"b\":[true,null]}")
                            << QByteArray(
                                   "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}\n");
    QTest::newRow("empty inside") << QByteArray("[{},[],{\"a\":{}}]")
                                  << QByteArray("[\n  {},\n  [],\n  {\n    \"a\": {}\n  }\n]\n");
    QTest::newRow("order and repeats")
        << QByteArray("{\"b\":1,\"a\":2,\"b\":3}")
        << QByteArray("{\n  \"b\": 1,\n  \"a\": 2,\n  \"b\": 3\n}\n");
    QTest::newRow("already pretty")
        << QByteArray("{\r\n\t\"a\" : 1\r\n}") << QByteArray("{\n  \"a\": 1\n}\n");
}

void JsonPrinterTest::prints()
{
    QFETCH(QByteArray, source);
    const auto pretty = prettyJson(source);
    QVERIFY(pretty.has_value());
    QTEST(pretty->toText(), "text");
}

void JsonPrinterTest::tokensAreKeptAsTheyWereSent_data()
{
    QTest::addColumn<QByteArray>("token");
    for (const char *token :
         {"1.10", "1e400", "-0", "-0.0E+10", "12345678901234567890123", "1E-7", "\"\\u0000\"",
          "\"\\ud800\"", "\"\\/\\\"\"", "\"\xe2\x80\xae\"", "\"\"", "false"})
        QTest::newRow(token) << QByteArray(token);
}

void JsonPrinterTest::tokensAreKeptAsTheyWereSent()
{
    QFETCH(QByteArray, token);
    const auto pretty = prettyJson("[" + token + "]");
    QVERIFY(pretty.has_value());
    QCOMPARE(pretty->toText(), "[\n  " + token + "\n]\n");
}

void JsonPrinterTest::saysWhereItIsNotJson_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<qsizetype>("byte");
    const auto add = [](const char *name, const QByteArray &source, int byte) {
        QTest::newRow(name) << source << qsizetype(byte);
    };
    add("empty", "", 0);
    add("blank", "  ", 2);
    add("word", "hello", 0);
    add("half a word", "tru", 0);
    add("trailing", "{} x", 3);
    add("second value", "1 2", 2);
    add("comma before end", "[1,]", 3);
    add("comma in object", "{\"a\":1,}", 7);
    add("no colon", "{\"a\" 1}", 5);
    add("no value", "{\"a\":}", 5);
    add("unquoted key", "{a:1}", 1);
    add("wrong bracket", "[1}", 2);
    add("leading zero", "[01]", 2);
    add("bare minus", "[-]", 2);
    add("no fraction", "[1.]", 3);
    add("no exponent", "[1e]", 3);
    add("plus", "[+1]", 1);
    add("bad escape", "[\"\\x\"]", 3);
    add("short escape", "[\"\\u12\"]", 6);
    add("control", "[\"a\nb\"]", 3);
    add("open string", "[\"abc", 5);
    add("open array", "[1", 2);
    add("byte order mark", "\xef\xbb\xbf{}", 0);
    add("not utf-8", "[\"caf\xe9\"]", 5);
    add("NUL", QByteArray("[1\0]", 4), 2);
    add("form", "a=1&b=2", 0);
}

void JsonPrinterTest::saysWhereItIsNotJson()
{
    QFETCH(QByteArray, source);
    const auto pretty = prettyJson(source);
    QVERIFY(!pretty.has_value());
    QTEST(pretty.error().byte, "byte");
    QVERIFY(!pretty.error().what.isEmpty());
}

void JsonPrinterTest::halfAMillionBracketsNeitherOverflowNorGrowInTheSquare()
{
    constexpr int depth = 250'000;
    const auto pretty = prettyJson(QByteArray(depth, '[') + '1' + QByteArray(depth, ']'));
    QVERIFY(pretty.has_value());
    QCOMPARE(pretty->lines.size(), size_t(2 * depth + 1));
    QCOMPARE(pretty->lines[depth].depth, quint32(depth));
    QCOMPARE(pretty->text.size(), 2 * depth + 1);
    QVERIFY(pretty->toText().size() < 90 * 2 * depth);
}

void JsonPrinterTest::halfAMillionOpenBracketsAreRefusedAtTheirEnd()
{
    const auto pretty = prettyJson(QByteArray(512 * 1024, '['));
    QVERIFY(!pretty.has_value());
    QCOMPARE(pretty.error().byte, qsizetype(512 * 1024));
}

void JsonPrinterTest::aHugeFlatArrayHasALineForEachValue()
{
    QByteArray source = "[0";
    while (source.size() < 512 * 1024)
        source += ",1";
    const auto values = size_t(source.count(',')) + 1;
    const auto pretty = prettyJson(source + "]");
    QVERIFY(pretty.has_value());
    QCOMPARE(pretty->lines.size(), values + 2);
}

QTEST_GUILESS_MAIN(JsonPrinterTest)
#include "jsonprinter_test.moc"
