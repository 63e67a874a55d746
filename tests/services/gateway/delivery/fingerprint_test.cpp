#include "services/gateway/delivery/fingerprint.h"

#include <QTest>

using namespace gatehouse::gateway;

class FingerprintTest : public QObject
{
    Q_OBJECT

private slots:
    void removesWhatDiffers_data();
    void removesWhatDiffers();
    void isShort();
};

void FingerprintTest::removesWhatDiffers_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *error, const char *expected) {
        QTest::newRow(name) << QByteArray(error) << QByteArray(expected);
    };
    row("plain", "Connection refused", "Connection refused");
    row("status stays", "503 order 17 is locked", "503 order <n> is locked");
    row("three digits elsewhere", "after 503 rows", "after <n> rows");
    row("number", "No answer within 10000 ms", "No answer within <n> ms");
    row("number with unit", "took 12.5ms", "took <n>");
    row("address", "connect to 127.0.0.1 port 8080 failed", "connect to <n> port <n> failed");
    row("uuid", "job 01a1e9b4-ed58-7327-b569-6ed663e67889 gone", "job <id> gone");
    row("provider id", "no such order evt_1NG8Du2eZvKYlo2C", "no such order <id>");
    row("hash", "key 5f2b8c0d9e1a4b7c", "key <id>");
    row("time", "at 2026-11-17T14:32:07.123Z it", "at <time> it");
    row("quoted", "field \"total 5\" is 'x'", "field <text> is <text>");
    row("apostrophe", "it doesn't, we can't", "it doesn't, we can't");
    row("lone quote", "a \"b", "a \"b");
    row("short word with a digit", "TLS1 v3 failed", "TLS1 v3 failed");
    row("not ASCII", "Fehler für Bestellung 17", "Fehler für Bestellung <n>");
    row("empty", "", "");
}

void FingerprintTest::removesWhatDiffers()
{
    QFETCH(QByteArray, error);
    QTEST(QByteArray::fromStdString(fingerprint(error.toStdString())), "expected");
}

void FingerprintTest::isShort()
{
    const std::string text = fingerprint("x" + std::string(3000, '\xC3'));
    QVERIFY(text.size() <= 200);
    QVERIFY(fingerprint(std::string(100000, '.')).size() <= 200);
}

QTEST_GUILESS_MAIN(FingerprintTest)
#include "fingerprint_test.moc"
