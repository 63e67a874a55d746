#include "schemevectors.h"

using namespace gatehouse;
using namespace gatehouse::signing;

namespace {

const SchemeVector vector = aiVector();

} // namespace

class AiSchemeTest : public QObject
{
    Q_OBJECT

private slots:
    void aTimestampThatIsNoneIsUnusable_data()
    {
        QTest::addColumn<std::string>("timestamp");
        for (const char *text : {"+1794922327", "1794922327.0", "soon", "9999999999999999"})
            QTest::newRow(text) << std::string(text);
    }
    void aTimestampThatIsNoneIsUnusable()
    {
        QFETCH(std::string, timestamp);
        const HeaderList sent = with(vector.headers(), "X-AI-Timestamp", timestamp);
        const auto verification = verify(vector, {.headers = sent});
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QCOMPARE(verification.code, std::string("header_unusable"));
    }

    void theTimestampIsNotSigned()
    {
        const HeaderList later = with(vector.headers(), "X-AI-Timestamp", "1794922387");
        QCOMPARE(verify(vector, {.headers = later}).outcome, Outcome::Valid);
    }
};

QTEST_GUILESS_MAIN(AiSchemeTest)
#include "aischeme_test.moc"
