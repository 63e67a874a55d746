#include "schemevectors.h"

using namespace gatehouse;
using namespace gatehouse::signing;

namespace {

const SchemeVector vector = githubVector();
/// HMAC-SHA1 of the same.
const std::string goodSha1 = "01dc10d0c83e72ed246219cdd91669667fe2ca59";

} // namespace

class GithubSchemeTest : public QObject
{
    Q_OBJECT

private slots:
    void aSha1InTheNewHeaderIsMalformed_data()
    {
        QTest::addColumn<std::string>("signature");
        QTest::newRow("with its prefix") << "sha1=" + goodSha1;
        QTest::newRow("with the new prefix") << "sha256=" + goodSha1;
    }
    void aSha1InTheNewHeaderIsMalformed()
    {
        QFETCH(std::string, signature);
        QCOMPARE(verifyWithSignature(vector, signature).code, std::string("signature_malformed"));
    }

    void anotherDigestIsAMismatch()
    {
        QCOMPARE(verifyWithSignature(vector, "sha256=" + std::string(64, '0')).code,
                 std::string("signature_mismatch"));
    }

    void theSha1HeaderIsNeverEnough()
    {
        const auto verification =
            verify(vector, {.headers = with(vector.beside, "X-Hub-Signature", "sha1=" + goodSha1)});
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QVERIFY(verification.diagnosis.find("SHA-1") != std::string::npos);
    }

    void aWrongSha1BesideAGoodSignatureDoesNotMatter()
    {
        const HeaderList sent = with(vector.headers(), "X-Hub-Signature", "sha1=0000");
        QCOMPARE(verify(vector, {.headers = sent}).outcome, Outcome::Valid);
    }
};

QTEST_GUILESS_MAIN(GithubSchemeTest)
#include "githubscheme_test.moc"
