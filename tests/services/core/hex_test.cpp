#include "services/core/hex.h"
#include "services/core/random.h"

#include <QTest>

using namespace gatehouse;

class HexTest : public QObject
{
    Q_OBJECT

private slots:
    void bytesRoundTrip()
    {
        const std::string bytes("\x00\x7f\x80\xff", 4);
        QCOMPARE(toHex(asBytes(bytes)), std::string("007f80ff"));
        QCOMPARE(fromHex("007F80ff"), std::optional(bytes));
    }

    void badHexIsRefused()
    {
        QVERIFY(!fromHex("0"));
        QVERIFY(!fromHex("0g"));
        QVERIFY(!fromHex(" 00"));
    }

    void randomHexHasTheAskedLengthAndDiffers()
    {
        QCOMPARE(randomHex(24).size(), std::size_t(48));
        QVERIFY(randomHex(24) != randomHex(24));
    }

    void randomFractionStaysInRange()
    {
        for (int i = 0; i < 1000; ++i) {
            const double fraction = randomFraction();
            QVERIFY(fraction >= 0.0 && fraction < 1.0);
        }
    }
};

QTEST_GUILESS_MAIN(HexTest)
#include "hex_test.moc"
