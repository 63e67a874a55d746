// What holds for all schemes alike, over the vector of each.
#include "schemevectors.h"

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::signing;

namespace {

bool hasTime(const SchemeVector &vector)
{
    return vector.limit > 0s;
}

std::string upper(const std::string &text)
{
    return QString::fromStdString(text).toUpper().toStdString();
}

/// A row for each vector and each of its texts.
void addRow(const SchemeVector &vector, const std::string &what, const std::string &text)
{
    QTest::newRow((vector.signatureHeader + ": " + what).c_str()) << vector << text;
}

} // namespace

class SchemeTest : public QObject
{
    Q_OBJECT

private slots:
    void everySourceHasItsScheme()
    {
        QStringList names;
        for (const auto &scheme : makeSchemes())
            names << QString::fromStdString(std::string(scheme->source()));
        QCOMPARE(names.join(QLatin1Char(' ')),
                 QStringLiteral("stripe github hubspot shopify slack woocommerce standard "
                                "wordpress ai wpmedia"));
    }

    void theVectorIsValid_data() { addVectors(); }
    void theVectorIsValid()
    {
        QFETCH(SchemeVector, vector);
        QCOMPARE(verify(vector).outcome, Outcome::Valid);
    }

    void whatItSignsIsThePublishedForm_data() { addVectors(); }
    void whatItSignsIsThePublishedForm()
    {
        QFETCH(SchemeVector, vector);
        QCOMPARE(sign(vector), vector.added());
    }

    void headerNamesCompareWithoutCase_data() { addVectors(); }
    void headerNamesCompareWithoutCase()
    {
        QFETCH(SchemeVector, vector);
        HeaderList sent = vector.headers();
        for (auto &[name, value] : sent)
            name = upper(name);
        QCOMPARE(verify(vector, {.headers = sent}).outcome, Outcome::Valid);
    }

    void everyByteOfTheBodyCounts_data() { addVectors(); }
    void everyByteOfTheBodyCounts()
    {
        QFETCH(SchemeVector, vector);
        for (const std::string &body : {vector.body + "\n", vector.body.substr(1), std::string()})
            QCOMPARE(verify(vector, {.body = body}).code, std::string("signature_mismatch"));
    }

    void theSecondSecretIsTriedToo_data() { addVectors(); }
    void theSecondSecretIsTriedToo()
    {
        QFETCH(SchemeVector, vector);
        const auto verification =
            verify(vector, {.secrets = std::vector{vector.other, vector.secret}});
        QCOMPARE(verification.outcome, Outcome::Valid);
        QCOMPARE(verification.secretIndex, std::size_t{1});
    }

    void noOtherSecretMatches_data() { addVectors(); }
    void noOtherSecretMatches()
    {
        QFETCH(SchemeVector, vector);
        using Secrets = std::vector<std::string>;
        for (const Secrets &secrets :
             {Secrets{vector.other}, Secrets{""}, Secrets{vector.secret + " "}, Secrets{}})
            QCOMPARE(verify(vector, {.secrets = secrets}).code, std::string("signature_mismatch"));
    }

    void theDiagnosisHoldsNoSecretAndNoDigest_data() { addVectors(); }
    void theDiagnosisHoldsNoSecretAndNoDigest()
    {
        QFETCH(SchemeVector, vector);
        const std::string diagnosis = verify(vector, {.body = vector.body + " "}).diagnosis;
        QVERIFY(!diagnosis.empty());
        QCOMPARE(diagnosis.find(vector.secret), std::string::npos);
        QCOMPARE(diagnosis.find(vector.digest.substr(0, 16)), std::string::npos);
    }

    void eachRequiredHeaderIsAskedFor_data()
    {
        QTest::addColumn<SchemeVector>("vector");
        QTest::addColumn<std::string>("name");
        for (const SchemeVector &vector : schemeVectors()) {
            for (const auto &[name, value] : vector.headers())
                addRow(vector, name, name);
        }
    }
    void eachRequiredHeaderIsAskedFor()
    {
        QFETCH(SchemeVector, vector);
        QFETCH(std::string, name);
        const auto verification = verify(vector, {.headers = without(vector.headers(), name)});
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QCOMPARE(verification.code, std::string("header_missing"));
        QVERIFY2(verification.diagnosis.find(name) != std::string::npos,
                 verification.diagnosis.c_str());
    }

    void anEmptyRequiredHeaderIsMissing_data()
    {
        QTest::addColumn<SchemeVector>("vector");
        QTest::addColumn<std::string>("name");
        for (const SchemeVector &vector : schemeVectors()) {
            for (const auto &[name, value] : joined(vector.beside, vector.time))
                addRow(vector, name, name);
        }
    }
    void anEmptyRequiredHeaderIsMissing()
    {
        QFETCH(SchemeVector, vector);
        QFETCH(std::string, name);
        QCOMPARE(verify(vector, {.headers = with(vector.headers(), name, " ")}).outcome,
                 Outcome::HeaderMissing);
    }

    void aMalformedSignatureIsRefused_data()
    {
        QTest::addColumn<SchemeVector>("vector");
        QTest::addColumn<std::string>("signature");
        for (const SchemeVector &vector : schemeVectors()) {
            const auto &[digest, prefix] = std::tie(vector.digest, vector.prefix);
            addRow(vector, "empty", "");
            addRow(vector, "blank", "  ");
            for (const auto &[what, text] :
                 vector.isHex() ? malformedHex(digest) : malformedBase64(digest))
                addRow(vector, what, prefix + text);
            if (prefix.empty()) {
                addRow(vector, "a prefix", "sha256=" + digest);
                continue;
            }
            addRow(vector, "prefix alone", prefix);
            addRow(vector, "no prefix", digest);
            addRow(vector, "prefix in upper case", upper(prefix) + digest);
        }
    }
    void aMalformedSignatureIsRefused()
    {
        QFETCH(SchemeVector, vector);
        QFETCH(std::string, signature);
        const auto verification = verifyWithSignature(vector, signature);
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
        QCOMPARE(verification.code, std::string("signature_malformed"));
    }

    void hexDigitsCompareWithoutCase_data()
    {
        addVectors([](const auto &vector) { return vector.isHex(); });
    }
    void hexDigitsCompareWithoutCase()
    {
        QFETCH(SchemeVector, vector);
        QCOMPARE(verifyWithSignature(vector, vector.prefix + upper(vector.digest)).outcome,
                 Outcome::Valid);
    }

    void skewPassesAtExactlyTheLimitBothWays_data() { addVectors(hasTime); }
    void skewPassesAtExactlyTheLimitBothWays()
    {
        QFETCH(SchemeVector, vector);
        const auto limit = vector.limit;
        for (const auto age : {limit, limit + vector.tick - 1ms, -limit})
            QCOMPARE(verify(vector, {.age = age}).outcome, Outcome::Valid);
        for (const auto age : {limit + vector.tick, -limit - 1ms})
            QCOMPARE(verify(vector, {.age = age}).code, std::string("timestamp_skew"));
    }

    void anOldForgeryIsAMismatchNotASkew_data() { addVectors(hasTime); }
    void anOldForgeryIsAMismatchNotASkew()
    {
        QFETCH(SchemeVector, vector);
        QCOMPARE(verify(vector, {.body = "{}", .age = 1h}).code, std::string("signature_mismatch"));
    }

    void bytesThatAreNotTextAreSignedAsTheyAre_data() { addVectors(); }
    void bytesThatAreNotTextAreSignedAsTheyAre()
    {
        QFETCH(SchemeVector, vector);
        const std::string bytes("\0\xff\xfe{", 4);
        const HeaderList sent = joined(vector.beside, sign(vector, {.body = bytes}));
        QCOMPARE(verify(vector, {.headers = sent, .body = bytes}).outcome, Outcome::Valid);
    }
};

QTEST_GUILESS_MAIN(SchemeTest)
#include "scheme_test.moc"
