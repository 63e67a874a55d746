#include "services/gateway/normalize/strictjson.h"

#include <QTest>

using namespace gatehouse::gateway;

namespace {

std::string nested(std::size_t depth, char open, char close)
{
    return std::string(depth, open) + std::string(depth, close);
}

std::string nestedObjects(std::size_t depth)
{
    std::string text;
    for (std::size_t i = 1; i < depth; ++i)
        text += "{\"a\":";
    return text + "{}" + std::string(depth - 1, '}');
}

} // namespace

class StrictJsonTest : public QObject
{
    Q_OBJECT

private slots:
    void strictJsonPasses_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::newRow("object") << std::string(R"({"id":"evt_1"})");
        QTest::newRow("blanks around") << std::string(" \r\n\t{ } \n");
        QTest::newRow("scalar") << std::string("1");
        QTest::newRow("arrays, 128 deep") << nested(128, '[', ']');
        QTest::newRow("objects, 128 deep") << nestedObjects(128);
        QTest::newRow("1e400") << std::string(R"({"n":1e400})");
        QTest::newRow("-1e-400") << std::string("-1e-400");
        QTest::newRow("an exponent that no integer holds")
            << "[1e" + std::string(60, '9') + ",-2.5E-99999999999]";
        QTest::newRow("5,000 digits") << std::string(5000, '7');
        QTest::newRow("escaped NUL") << std::string(R"({"a\u0000b":"\u0000"})");
        QTest::newRow("surrogate pair") << std::string(R"(["\ud83d\ude00"])");
        QTest::newRow("four-byte UTF-8") << std::string("[\"\xF0\x9F\x98\x80\"]");
        QTest::newRow("the same key twice") << std::string(R"({"a":1,"a":2})");
        QTest::newRow("512 KiB in one string") << '"' + std::string(512 * 1024 - 2, 'x') + '"';
    }
    void strictJsonPasses()
    {
        QFETCH(std::string, text);
        const auto defect = findJsonDefect(text);
        QVERIFY2(!defect, defect ? defect->message.c_str() : "");
    }

    void whatIsNotStrictIsRefused_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("code");
        const std::string json = "invalid_json";
        const std::string utf8 = "invalid_utf8";
        QTest::newRow("empty") << std::string() << std::string("empty_body");
        QTest::newRow("blank") << std::string(" \n") << std::string("empty_body");
        QTest::newRow("byte order mark") << std::string("\xEF\xBB\xBF{}") << json;
        QTest::newRow("UTF-16") << std::string("\xFF\xFE{\0}\0", 6) << utf8;
        QTest::newRow("Latin-1") << std::string("[\"\xE4\"]") << utf8;
        QTest::newRow("overlong slash") << std::string("[\"\xC0\xAF\"]") << utf8;
        QTest::newRow("surrogate in UTF-8") << std::string("[\"\xED\xA0\x80\"]") << utf8;
        QTest::newRow("beyond U+10FFFF") << std::string("[\"\xF4\x90\x80\x80\"]") << utf8;
        QTest::newRow("UTF-8 cut off") << std::string("[\"\xE2\x82") << utf8;
        QTest::newRow("arrays, 129 deep") << nested(129, '[', ']') << json;
        QTest::newRow("objects, 129 deep") << nestedObjects(129) << json;
        QTest::newRow("512 KiB of nesting") << std::string(512 * 1024, '[') << json;
        QTest::newRow("lone leading surrogate") << std::string(R"(["\ud83d"])") << json;
        QTest::newRow("lone trailing surrogate") << std::string(R"(["\ude00"])") << json;
        QTest::newRow("leading surrogate twice") << std::string(R"(["\ud83d\ud83d"])") << json;
        QTest::newRow("lone surrogate in a key") << std::string(R"({"\ud83d":1})") << json;
        QTest::newRow("NUL byte") << std::string("[\"a\0b\"]", 7) << json;
        QTest::newRow("raw line feed in a string") << std::string("[\"a\nb\"]") << json;
        QTest::newRow("comment") << std::string("{} // end") << json;
        QTest::newRow("trailing comma") << std::string("[1,]") << json;
        QTest::newRow("two values") << std::string("{}{}") << json;
        QTest::newRow("text after it") << std::string("{} x") << json;
        QTest::newRow("cut off") << std::string("{\"id\":\"evt_1\"") << json;
        QTest::newRow("single quotes") << std::string("{'a':1}") << json;
        QTest::newRow("broken after a huge exponent")
            << "[1e" + std::string(60, '9') + ",]" << json;
        QTest::newRow("huge exponent with two signs")
            << std::string("[1e99999999999,1e+-99999999999]") << json;
        QTest::newRow("huge exponent that goes on") << std::string("[1e99999999999e1]") << json;
        QTest::newRow("NaN") << std::string("NaN") << json;
        QTest::newRow("leading zero") << std::string("01") << json;
        QTest::newRow("plus sign") << std::string("+1") << json;
        QTest::newRow("form") << std::string("payload=%7B%7D") << json;
    }
    void whatIsNotStrictIsRefused()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, code);
        const auto defect = findJsonDefect(text);
        QVERIFY(defect.has_value());
        QCOMPARE(defect->code, code);
    }

    void theMessageNamesTheDepthAndThePlace()
    {
        const std::string deep = findJsonDefect(nested(129, '[', ']'))->message;
        QVERIFY2(deep.find("deeper than 128") != std::string::npos, deep.c_str());
        const std::string broken = findJsonDefect("{\"a\":1,,}")->message;
        QVERIFY2(broken.find("near byte 7") != std::string::npos, broken.c_str());
    }

    void jsonbIsJudged_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<bool>("fits");
        QTest::newRow("plain") << std::string(R"({"a":[1,-2.5e10,true,null,"x"]})") << true;
        QTest::newRow("NUL in a value") << std::string(R"({"a":"x\u0000y"})") << false;
        QTest::newRow("NUL in a key") << std::string(R"({"\u0000":1})") << false;
        QTest::newRow("an escaped backslash before u0000")
            << std::string(R"({"a":"\\u0000"})") << true;
        QTest::newRow("backslash, then NUL") << std::string(R"({"a":"\\\u0000"})") << false;
        QTest::newRow("a quote escaped")
            << std::string("{\"a\":\"\\\"\\\\u0000\",\"b\":1}") << true;
        QTest::newRow("1e300") << std::string("1e300") << true;
        QTest::newRow("1e301") << std::string("[1e301]") << false;
        QTest::newRow("1E-301") << std::string("[1E-301]") << false;
        QTest::newRow("1e400") << std::string(R"({"n":1e400})") << false;
        QTest::newRow("1e131071") << std::string("1e131071") << false;
        QTest::newRow("exponent with leading zeros") << std::string("1e+0000000000005") << true;
        QTest::newRow("exponent beyond any integer") << "1e" + std::string(60, '9') << false;
        QTest::newRow("400 digits") << std::string(400, '1') << true;
        QTest::newRow("401 digits") << std::string(401, '1') << false;
        QTest::newRow("a number in a string") << std::string(R"(["1e999"])") << true;
    }
    void jsonbIsJudged()
    {
        QFETCH(std::string, text);
        QFETCH(bool, fits);
        QVERIFY(!findJsonDefect(text));
        QCOMPARE(fitsJsonb(text), fits);
    }
};

QTEST_GUILESS_MAIN(StrictJsonTest)
#include "strictjson_test.moc"
