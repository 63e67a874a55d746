#include "gzipped.h"
#include "services/gateway/telemetry/gunzip.h"

#include <QTest>

using namespace gatehouse::gateway;
using namespace gatehouse::test;
using Outcome = Unzipped::Outcome;

class GunzipTest : public QObject
{
    Q_OBJECT

    static constexpr std::size_t limit = std::size_t{1024} * 1024;

private slots:
    void whatWasPackedComesBack()
    {
        for (const std::size_t size :
             {std::size_t{0}, std::size_t{1}, std::size_t{100'000}, limit}) {
            const std::string text(size, 'x');
            const Unzipped unzipped = gunzip(gzipped(text), limit);
            QVERIFY(unzipped.outcome == Outcome::Whole);
            QVERIFY(unzipped.text == text);
        }
    }

    void membersAreJoined()
    {
        QCOMPARE(gunzip(gzipped("one ") + gzipped("two"), limit).text, std::string("one two"));
    }

    void oneByteTooManyIsTooLarge()
    {
        QVERIFY(gunzip(gzipped(std::string(limit + 1, 'x')), limit).outcome == Outcome::TooLarge);
    }

    void aBombIsGivenUpAtTheLimit()
    {
        const std::string bomb = gzipped(std::string(std::size_t{256} * 1024 * 1024, '\0'));
        QVERIFY(bomb.size() < limit);
        const Unzipped unzipped = gunzip(bomb, limit);
        QVERIFY(unzipped.outcome == Outcome::TooLarge && unzipped.text.empty());
    }

    void aCutOneIsDamaged()
    {
        const std::string packed = gzipped("some spans, some more spans, and their attributes");
        for (std::size_t size = 0; size < packed.size(); ++size)
            QVERIFY(gunzip(std::string_view(packed).substr(0, size), limit).outcome
                    == Outcome::Damaged);
    }

    void whatIsNoneIsDamaged()
    {
        std::string wrongSum = gzipped("text");
        wrongSum[wrongSum.size() - 5] = char(wrongSum[wrongSum.size() - 5] ^ 1);
        for (const std::string &packed :
             {std::string("{}"), wrongSum, gzipped("text") + "and more"})
            QVERIFY(gunzip(packed, limit).outcome == Outcome::Damaged);
    }
};

QTEST_APPLESS_MAIN(GunzipTest)
#include "gunzip_test.moc"
