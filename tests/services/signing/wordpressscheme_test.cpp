#include "schemevectors.h"

using namespace gatehouse;
using namespace gatehouse::signing;

namespace {

const SchemeVector vector = wordpressVector();

/// Signs the body as it is, whatever it holds.
Verification verifySigned(const std::string &body)
{
    const HeaderList sent = joined(vector.beside, sign(vector, {.body = body}));
    return verify(vector, {.headers = sent, .body = body});
}

} // namespace

class WordpressSchemeTest : public QObject
{
    Q_OBJECT

private slots:
    void theTimeIsTheBodys_data()
    {
        QTest::addColumn<std::string>("sent");
        QTest::addColumn<std::string>("code");
        const std::string at = R"("occurred_at":)";
        const std::string missing = "missing_field";
        const std::string unusable = "unusable_field";
        QTest::newRow("with an offset")
            << "{" + at + R"("2026-11-17T15:32:07.250+01:00"})" << std::string("valid");
        QTest::newRow("too old") << "{" + at + R"("2026-11-17T13:32:07Z"})"
                                 << std::string("timestamp_skew");
        QTest::newRow("the last of two counts") << "{" + at + R"("2020-01-01T00:00:00Z",)" + at
                + R"("2026-11-17T14:32:07Z"})" << std::string("valid");
        QTest::newRow("not at the top")
            << R"({"data":{)" + at + R"("2026-11-17T14:32:07Z"}})" << missing;
        QTest::newRow("none") << std::string("{}") << missing;
        QTest::newRow("null") << "{" + at + "null}" << unusable;
        QTest::newRow("a number") << "{" + at + "1794925927}" << unusable;
        QTest::newRow("without an offset") << "{" + at + R"("2026-11-17T14:32:07"})" << unusable;
        QTest::newRow("a day alone") << "{" + at + R"("2026-11-17"})" << unusable;
        QTest::newRow("not a day") << "{" + at + R"("2026-02-30T14:32:07Z"})" << unusable;
    }
    void theTimeIsTheBodys()
    {
        QFETCH(std::string, sent);
        QFETCH(std::string, code);
        QCOMPARE(verifySigned(sent).code, code);
    }

    void aBodyWithoutItsTimeIsA400()
    {
        QCOMPARE(verifySigned("{}").outcome, Outcome::HeaderMissing);
    }

    void aBodyThatIsNoObjectIsLeftToWhoReadsIt_data()
    {
        QTest::addColumn<std::string>("sent");
        for (const char *text : {"", "not json", "{", "[1]", "7", R"({"occurred_at":)"})
            QTest::newRow(text) << std::string(text);
    }
    void aBodyThatIsNoObjectIsLeftToWhoReadsIt()
    {
        QFETCH(std::string, sent);
        QCOMPARE(verifySigned(sent).outcome, Outcome::Valid);
    }
};

QTEST_GUILESS_MAIN(WordpressSchemeTest)
#include "wordpressscheme_test.moc"
