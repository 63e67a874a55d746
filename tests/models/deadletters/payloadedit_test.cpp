#include "models/deadletters/payloadedit.h"

#include <QJsonArray>
#include <QTest>

using namespace gatehouse::deadletters;
using namespace Qt::StringLiterals;

class PayloadEditTest : public QObject
{
    Q_OBJECT

private slots:
    void aPayloadIsIndentedAndItsNumbersStay();
    void nothingIsSentWhileNothingIsChanged();
    void whatIsChangedIsAPatch();
    void aBrokenDocumentSaysInWhichLine();
    void maskedValuesStayUnlessTheyAreReplaced();
    void aMaskIsNeverWritten();
    void anElementWithMasksIsNotTakenOutByItsLooks();
    void aPatchIsTriedOnWhatIsShown();
    void aPatchThatCannotBeDoneSaysWhy();

private:
    static LetterPayload shown(const QString &text, const QStringList &masked = {})
    {
        return letterPayloadOf(
            {{u"payload"_s, text},
             {u"masked_fields"_s, QJsonArray::fromStringList(masked)},
             {u"payload_edits"_s, 1},
             {u"edits"_s,
              QJsonArray{QJsonObject{{u"actor"_s, u"mira"_s}, {u"reason"_s, u"no sku"_s}}}}});
    }
    static JudgedEdit judged(const LetterPayload &payload, const QString &text,
                             EditMode mode = EditMode::Document)
    {
        return judgedEdit(payload, text, mode);
    }
};

void PayloadEditTest::aPayloadIsIndentedAndItsNumbersStay()
{
    const LetterPayload payload = shown(u"{\"n\":1.10,\"big\":12345678901234567890}"_s);
    QCOMPARE(payload.text, u"{\n  \"n\": 1.10,\n  \"big\": 12345678901234567890\n}"_s);
    QCOMPARE(payload.edits, 1);
    QCOMPARE(payload.lastEdit, u"mira: no sku"_s);
}

void PayloadEditTest::nothingIsSentWhileNothingIsChanged()
{
    const JudgedEdit edit = judged(shown(u"{\"a\":1,\"b\":2}"_s), u"{\"b\":2, \"a\":1}"_s);
    QVERIFY(edit.patch.isEmpty());
    QVERIFY(edit.problem.isEmpty());
}

void PayloadEditTest::whatIsChangedIsAPatch()
{
    const JudgedEdit edit = judged(shown(u"{\"a\":1}"_s), u"{\"a\":1,\"sku\":\"A-1\"}"_s);
    QCOMPARE(edit.patch, u"[{\"op\":\"add\",\"path\":\"/sku\",\"value\":\"A-1\"}]"_s);
    QCOMPARE(edit.comparison.values.size(), 2);
    QCOMPARE(readablePatch(edit.patch),
             u"[\n  {\"op\": \"add\", \"path\": \"/sku\", \"value\": \"A-1\"}\n]"_s);
}

void PayloadEditTest::aBrokenDocumentSaysInWhichLine()
{
    const JudgedEdit edit = judged(shown(u"{\"a\":1}"_s), u"{\n  \"a\": 1,\n  \"b\" 2\n}"_s);
    QCOMPARE(edit.line, 3);
    QVERIFY(edit.problem.contains(u"3"_s));
    QVERIFY(edit.patch.isEmpty());
}

void PayloadEditTest::maskedValuesStayUnlessTheyAreReplaced()
{
    const LetterPayload payload = shown(u"{\"email\":\"j•••@e•••.com\"}"_s, {u"/body/email"_s});
    const JudgedEdit kept = judged(payload, u"{\"email\":\"j•••@e•••.com\",\"sku\":1}"_s);
    QVERIFY(kept.problem.isEmpty());
    QVERIFY(!kept.patch.contains(u'•'));
    const JudgedEdit replaced = judged(payload, u"{\"email\":\"joan@example.org\"}"_s);
    QVERIFY(replaced.problem.isEmpty());
    QVERIFY(replaced.patch.contains(u"joan@example.org"_s));
    QVERIFY(judged(payload, u"{}"_s).problem.isEmpty());
}

void PayloadEditTest::aMaskIsNeverWritten()
{
    const LetterPayload payload = shown(u"{\"email\":\"j•••@e•••.com\"}"_s, {u"/body/email"_s});
    for (const QString &text : {u"{\"email\":\"j•••@e•••.org\"}"_s,
                                u"{\"mail\":\"j•••@e•••.com\"}"_s, u"{\"email\":[\"j•••\"]}"_s})
        QVERIFY(judged(payload, text).problem.contains(u"•"_s));
}

void PayloadEditTest::anElementWithMasksIsNotTakenOutByItsLooks()
{
    const LetterPayload payload =
        shown(u"{\"to\":[\"j•••\",\"j•••\"]}"_s, {u"/body/to/0"_s, u"/body/to/1"_s});
    QVERIFY(!judged(payload, u"{\"to\":[\"j•••\"]}"_s).problem.isEmpty());
}

void PayloadEditTest::aPatchIsTriedOnWhatIsShown()
{
    const LetterPayload payload = shown(u"{\"to\":[\"j•••\",\"j•••\"]}"_s, {u"/body/to/0"_s});
    const QString patch = u"[{\"op\":\"remove\",\"path\":\"/to/0\"}]"_s;
    const JudgedEdit edit = judged(payload, patch, EditMode::Patch);
    QVERIFY(edit.problem.isEmpty());
    QCOMPARE(edit.patch, patch);
}

void PayloadEditTest::aPatchThatCannotBeDoneSaysWhy()
{
    const JudgedEdit edit =
        judged(shown(u"{}"_s), u"[{\"op\":\"remove\",\"path\":\"/a\"}]"_s, EditMode::Patch);
    QVERIFY(edit.problem.contains(u"1"_s));
    QVERIFY(edit.patch.isEmpty());
    QVERIFY(judged(shown(u"{}"_s), u"[]"_s, EditMode::Patch).patch.isEmpty());
}

QTEST_APPLESS_MAIN(PayloadEditTest)
#include "payloadedit_test.moc"
