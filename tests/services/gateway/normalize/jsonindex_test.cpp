#include "services/gateway/normalize/jsonindex.h"

#include <QTest>

#include <algorithm>

using namespace gatehouse::gateway;

namespace {

/// JSON is easier to read with ' for ".
std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

const std::string document =
    json(" {\n 'id' : 'evt_1', 'n': 12345678901234567890.10e400, 't': true, 'nothing': null,"
         "\t'empty': {}, 'list': [ {'a': 1}, [2, 3], 'x,]}' ],\r\n"
         " 'quo\\'te': 'a\\u00e9\\n\\ud83d\\ude00', 'sl/ash': 1, 'til~de': 2, '': 3,"
         " 'twice': 'first', 'twice': 'last' } ");

std::optional<std::string> bytesAt(const char *pointer)
{
    const auto found = JsonIndex(document).find(*JsonPointer::parse(pointer));
    return found ? std::optional(std::string(*found)) : std::nullopt;
}

} // namespace

class JsonIndexTest : public QObject
{
    Q_OBJECT

private slots:
    void valuesAreCutOutAsTheyWereSent_data()
    {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<std::string>("bytes");
        QTest::newRow("string") << QByteArray("/id") << std::string("\"evt_1\"");
        QTest::newRow("number") << QByteArray("/n") << std::string("12345678901234567890.10e400");
        QTest::newRow("literal") << QByteArray("/t") << std::string("true");
        QTest::newRow("empty object") << QByteArray("/empty") << std::string("{}");
        QTest::newRow("array") << QByteArray("/list") << json("[ {'a': 1}, [2, 3], 'x,]}' ]");
        QTest::newRow("in an element") << QByteArray("/list/0/a") << std::string("1");
        QTest::newRow("in an inner array") << QByteArray("/list/1/1") << std::string("3");
        QTest::newRow("brackets in a string") << QByteArray("/list/2") << std::string("\"x,]}\"");
        QTest::newRow("key with an escape")
            << QByteArray("/quo\"te") << std::string(R"("a\u00e9\n\ud83d\ude00")");
        QTest::newRow("~1 is a slash") << QByteArray("/sl~1ash") << std::string("1");
        QTest::newRow("~0 is a tilde") << QByteArray("/til~0de") << std::string("2");
        QTest::newRow("the empty key") << QByteArray("/") << std::string("3");
        QTest::newRow("of a key twice, the last")
            << QByteArray("/twice") << std::string("\"last\"");
    }
    void valuesAreCutOutAsTheyWereSent()
    {
        QFETCH(QByteArray, pointer);
        QFETCH(std::string, bytes);
        QCOMPARE(bytesAt(pointer.constData()).value_or("(nothing)"), bytes);
    }

    void whatIsNotThereIsNothing_data()
    {
        QTest::addColumn<QByteArray>("pointer");
        for (const char *pointer :
             {"/absent", "/id/x", "/list/3", "/list/-1", "/list/-", "/list/0x0",
              "/list/99999999999999999999999", "/empty/a", "/evt_1"})
            QTest::newRow(pointer) << QByteArray(pointer);
    }
    void whatIsNotThereIsNothing()
    {
        QFETCH(QByteArray, pointer);
        QVERIFY(!bytesAt(pointer.constData()));
    }

    void theEmptyPointerIsTheWholeValue()
    {
        QCOMPARE(JsonIndex(" [1] ").find(JsonPointer()).value(), std::string_view("[1]"));
        QCOMPARE(JsonIndex(" 17 ").find(JsonPointer()).value(), std::string_view("17"));
    }

    void onlyStringsAndNumbersAreTexts()
    {
        const JsonIndex index(document);
        QCOMPARE(index.text(*JsonPointer::parse("/quo\"te")).value(),
                 std::string("a\xC3\xA9\n\xF0\x9F\x98\x80"));
        QCOMPARE(index.text(*JsonPointer::parse("/n")).value(),
                 std::string("12345678901234567890.10e400"));
        for (const char *pointer : {"/t", "/nothing", "/empty", "/list"})
            QVERIFY2(!index.text(*JsonPointer::parse(pointer)), pointer);
    }

    void anArrayHasItsElementsBytes()
    {
        const JsonIndex index(R"( [ {"a":[1,2]}, 1.10 ,"x" , [ ] ] )");
        QCOMPARE(index.elements().value(),
                 (std::vector<std::string_view>{R"({"a":[1,2]})", "1.10", "\"x\"", "[ ]"}));
        QVERIFY(JsonIndex(" [ ] ").elements()->empty());
        for (const char *text : {"{}", R"({"a":[1]})", "\"[1]\"", "7"})
            QVERIFY2(!JsonIndex(text).elements(), text);
    }

    void badPointersAreRefused()
    {
        for (const char *pointer : {"id", "/a~", "/a~2b", " /id"})
            QVERIFY2(!JsonPointer::parse(pointer), pointer);
    }

    void theDeepestDocumentIsIndexed()
    {
        std::string pointer;
        for (int i = 0; i < 127; ++i)
            pointer += "/0";
        const std::string text = std::string(128, '[') + std::string(128, ']');
        QCOMPARE(JsonIndex(text).find(*JsonPointer::parse(pointer)).value(),
                 std::string_view("[]"));
    }
};

QTEST_GUILESS_MAIN(JsonIndexTest)
#include "jsonindex_test.moc"
