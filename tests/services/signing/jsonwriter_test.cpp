#include "services/signing/jsonwriter.h"

#include <QTest>

using namespace gatehouse::signing;

Q_DECLARE_METATYPE(JsonStyle)

class JsonWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void aDocumentIsWrittenInEachStyle_data()
    {
        QTest::addColumn<JsonStyle>("style");
        QTest::addColumn<std::string>("written");
        using Slash = JsonEscapes::Slash;
        using Unicode = JsonEscapes::Unicode;
        QTest::newRow("compact") << JsonStyle{}
                                 << std::string(R"({"b":[1.50,-2E+3,"x"],"a":{},"c":[]})");
        QTest::newRow("spaced") << JsonStyle{JsonLayout::Spaced, false, {}}
                                << std::string(R"({"b": [1.50, -2E+3, "x"], "a": {}, "c": []})");
        QTest::newRow("indented") << JsonStyle{JsonLayout::Indented2, false, {}}
                                  << std::string(
                                         "{\n  \"b\": [\n    1.50,\n    -2E+3,\n    \"x\"\n  ],\n"
                                         "  \"a\": {},\n  \"c\": []\n}");
        QTest::newRow("sorted") << JsonStyle{JsonLayout::Compact, true, {}}
                                << std::string(R"({"a":{},"b":[1.50,-2E+3,"x"],"c":[]})");
        QTest::newRow("escapes do not touch plain text")
            << JsonStyle{JsonLayout::Compact, false, {Slash::Escaped, Unicode::Escaped}}
            << std::string(R"({"b":[1.50,-2E+3,"x"],"a":{},"c":[]})");
    }
    void aDocumentIsWrittenInEachStyle()
    {
        QFETCH(JsonStyle, style);
        QFETCH(std::string, written);
        const auto document = parseJson(" {\"b\" : [1.50,-2E+3 ,\"x\"],\r\n\"a\":{ },\"c\":[]} ");
        QCOMPARE(writeJson(document.value(), style).value(), written);
    }

    void stringsAreWrittenInEachStyle_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("plain");
        QTest::addColumn<std::string>("escaped");
        QTest::newRow("slash") << std::string(R"("a/b\/c")") << std::string(R"("a/b/c")")
                               << std::string(R"("a\/b\/c")");
        QTest::newRow("beyond ASCII, raw")
            << std::string("\"\xC3\xA9\"") << std::string("\"\xC3\xA9\"")
            << std::string(R"("\u00e9")");
        QTest::newRow("beyond ASCII, escaped")
            << std::string(R"("\u00E9")") << std::string("\"\xC3\xA9\"")
            << std::string(R"("\u00e9")");
        QTest::newRow("a surrogate pair")
            << std::string(R"("\ud83d\ude00")") << std::string("\"\xF0\x9F\x98\x80\"")
            << std::string(R"("\ud83d\ude00")");
        QTest::newRow("a byte order mark is a character like others")
            << std::string("\"\xEF\xBB\xBF\"") << std::string("\"\xEF\xBB\xBF\"")
            << std::string(R"("\ufeff")");
        QTest::newRow("escapes that must stay") << std::string("\"\\\"\\\\\\n\\u0007\\\\u00e9\"")
                                                << std::string("\"\\\"\\\\\\n\\u0007\\\\u00e9\"")
                                                << std::string("\"\\\"\\\\\\n\\u0007\\\\u00e9\"");
        QTest::newRow("an escape cut short")
            << std::string("\"\\u00\"") << std::string("\"\\u00\"") << std::string("\"\\u00\"");
    }
    void stringsAreWrittenInEachStyle()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, plain);
        QFETCH(std::string, escaped);
        using Slash = JsonEscapes::Slash;
        using Unicode = JsonEscapes::Unicode;
        const auto document = parseJson(text);
        const auto written = [&](JsonEscapes escapes) {
            return writeJson(document.value(), {JsonLayout::Compact, false, escapes}).value();
        };
        QCOMPARE(written({Slash::Keep, Unicode::Keep}), text);
        QCOMPARE(written({Slash::Plain, Unicode::Plain}), plain);
        QCOMPARE(written({Slash::Escaped, Unicode::Escaped}), escaped);
    }

    void whatIsNoJsonIsNotRead_data()
    {
        QTest::addColumn<std::string>("text");
        for (const char *text : {"", " ", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "\"a",
                                 "\"a\\\"", "1 2", "[1]]", "payload=%7B%7D"})
            QTest::newRow(text) << std::string(text);
        QTest::newRow("too deep") << std::string(130, '[') + std::string(130, ']');
    }
    void whatIsNoJsonIsNotRead()
    {
        QFETCH(std::string, text);
        QVERIFY(!parseJson(text));
    }

    void membersAreFoundByName()
    {
        const auto document = parseJson(R"({"a":"first","b":{"a":"inner"},"a":"last"})");
        QCOMPARE(std::string(jsonText(*member(document.value(), "a"))), std::string("last"));
        QVERIFY(!member(document.value(), "c"));
    }

    void indentationDoesNotExplode()
    {
        std::string text(120, '[');
        for (int i = 0; i < 100000; ++i)
            text += "1,";
        text += "1" + std::string(120, ']');
        const auto document = parseJson(text);
        QVERIFY(!writeJson(document.value(), {JsonLayout::Indented4, false, {}}));
    }
};

QTEST_GUILESS_MAIN(JsonWriterTest)
#include "jsonwriter_test.moc"
