#include "services/signing/scheme.h"
#include "ui/pages/tabs/explanation.h"

#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

const std::string kBody = R"({"id":"evt_1"})";

/// What the gateway stores when a line feed was added to a body on its way.
QString storedExplanation()
{
    const SystemClock clock;
    for (const auto &scheme : signing::makeSchemes()) {
        if (scheme->source() != "stripe")
            continue;
        const signing::HeaderList headers = scheme->sign({"", {}, kBody}, "whsec_a", clock.now());
        const signing::CandidateSecret own{.secret = "whsec_a", .label = "version 1"};
        const signing::CandidateSecret other{
            .secret = "whsec_b", .label = "version 1", .tenant = "globex"};
        return QString::fromStdString(toJson(
            scheme->explain({"", headers, kBody + '\n'}, std::vector{own, other}, clock.now())));
    }
    return {};
}

} // namespace

class ExplanationTest : public QObject
{
    Q_OBJECT

private slots:
    void whatTheGatewayWritesIsRead()
    {
        const auto explanation = parseExplanation(storedExplanation());
        QVERIFY(explanation);
        QCOMPARE(explanation->headline, u"Refused with 401: the body was changed on the way"_s);
        QVERIFY(explanation->reason.contains(u"14 bytes were signed; 15 arrived."_s));
        QVERIFY(!explanation->next.isEmpty());
        QStringList checks;
        for (const auto &check : explanation->checks)
            checks += check.name + u' ' + stepWord(check.step);
        QCOMPARE(checks,
                 (QStringList{u"Header passed"_s, u"Time passed"_s, u"Scheme passed"_s,
                              u"Signature failed"_s}));
        QStringList tried;
        for (const auto &secret : explanation->secrets)
            tried += secret.name + (secret.fits ? u" fits"_s : QString());
        QCOMPARE(tried,
                 (QStringList{u"version 1"_s, u"version 1 fits"_s, u"version 1 of globex"_s}));
        QVERIFY(explanation->signedText->ends.endsWith(u"{\"id\":\"evt_1\"}\n"_s));
    }

    void theTextHoldsTheEvidenceAndNoSecret()
    {
        const QString text = asText(*parseExplanation(storedExplanation()));
        for (const char *part : {"Header: passed. ", "version 1 of globex (active), fingerprint ",
                                 "match without 0x0A", "The signature was read as hex, base64",
                                 "Signed text, as it arrived: 26 bytes"})
            QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
        QVERIFY(!text.contains(u"whsec_"_s));
    }

    void aWholeSignatureIsCutWhoeverSendsIt()
    {
        const QString whole(64, u'a');
        const auto explanation = parseExplanation(
            uR"({"headline":"x","secrets":[{"label":"v","computed":"%1","fingerprint":"%1"}]})"_s
                .arg(whole));
        QCOMPARE(explanation->secrets.first().computed.size(), 8);
        QCOMPARE(explanation->secrets.first().fingerprint.size(), 8);
        QVERIFY(!asText(*explanation).contains(whole));
    }

    void whatIsLeftOutOfTheSignedTextIsCounted()
    {
        const auto explanation = parseExplanation(
            uR"({"headline":"x","signed_text":{"size":2000,"start":"{","omitted":1998,"end":"}"}})"_s);
        QCOMPARE(explanation->signedText->ends, u"{\n… 1,998 bytes …\n}"_s);
    }

    void theSignedTextMayBeGone()
    {
        QVERIFY(!parseExplanation(uR"({"headline":"x"})"_s)->signedText);
    }

    void somethingElseIsNoExplanation_data()
    {
        QTest::addColumn<QString>("json");
        QTest::newRow("nothing") << QString();
        QTest::newRow("no JSON") << u"{"_s;
        QTest::newRow("a list") << u"[1]"_s;
        QTest::newRow("without a headline") << uR"({"checks":[]})"_s;
    }

    void somethingElseIsNoExplanation()
    {
        QFETCH(QString, json);
        QVERIFY(!parseExplanation(json));
    }

    void nothingToCompareWithIsSaid()
    {
        QCOMPARE(searchText(*parseExplanation(uR"({"headline":"x"})"_s)),
                 u"None: there was nothing to compare with."_s);
    }
};

QTEST_GUILESS_MAIN(ExplanationTest)
#include "explanation_test.moc"
