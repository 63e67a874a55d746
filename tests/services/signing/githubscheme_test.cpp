#include "services/signing/githubscheme.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::signing;
using Outcome = Verification::Outcome;

namespace {

// The vector of GitHub's documentation.
const std::string secret = "It's a Secret to Everybody";
const std::string body = "Hello, World!";
const std::string good = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
/// HMAC-SHA1 of the same.
const std::string goodSha1 = "01dc10d0c83e72ed246219cdd91669667fe2ca59";
const Timestamp now{std::chrono::seconds(1794922327)};

HeaderList headersWith(const std::string &signature)
{
    return {{"X-GitHub-Event", "push"},
            {"X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958"},
            {"X-Hub-Signature-256", signature}};
}

Verification verify(const HeaderList &headers, std::vector<std::string> secrets = {secret})
{
    return GithubScheme().verify({"", headers, body}, secrets, now);
}

HeaderList without(HeaderList headers, std::string_view name)
{
    std::erase_if(headers, [&](const auto &field) { return field.first == name; });
    return headers;
}

} // namespace

class GithubSchemeTest : public QObject
{
    Q_OBJECT

private slots:
    void theDocumentedVectorIsValid()
    {
        QCOMPARE(verify(headersWith("sha256=" + good)).outcome, Outcome::Valid);
    }

    void headerNamesAndHexDigitsCompareWithoutCase()
    {
        const HeaderList headers{
            {"x-github-event", "push"},
            {"X-GITHUB-DELIVERY", "1"},
            {"x-hub-signature-256",
             "sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17"}};
        QCOMPARE(verify(headers).outcome, Outcome::Valid);
    }

    void theSecondSecretIsTriedToo()
    {
        const auto verification = verify(headersWith("sha256=" + good), {"a newer one", secret});
        QCOMPARE(verification.outcome, Outcome::Valid);
        QCOMPARE(verification.secretIndex, std::size_t{1});
    }

    void aBadSignatureIsRefused_data()
    {
        QTest::addColumn<std::string>("signature");
        QTest::addColumn<std::string>("code");
        const std::string malformed = "signature_malformed";
        QTest::newRow("empty") << std::string() << malformed;
        QTest::newRow("prefix alone") << std::string("sha256=") << malformed;
        QTest::newRow("no prefix") << good << malformed;
        QTest::newRow("prefix in upper case") << "SHA256=" + good << malformed;
        QTest::newRow("SHA-1 under the new name") << "sha1=" + goodSha1 << malformed;
        QTest::newRow("SHA-1 digest with the new prefix") << "sha256=" + goodSha1 << malformed;
        QTest::newRow("one digit short") << "sha256=" + good.substr(1) << malformed;
        QTest::newRow("something after it") << "sha256=" + good + "00" << malformed;
        QTest::newRow("not hex") << "sha256=" + std::string(64, 'x') << malformed;
        QTest::newRow("another digest")
            << "sha256=" + std::string(64, '0') << std::string("signature_mismatch");
    }
    void aBadSignatureIsRefused()
    {
        QFETCH(std::string, signature);
        QFETCH(std::string, code);
        const auto verification = verify(headersWith(signature));
        QCOMPARE(verification.outcome, Outcome::SignatureMismatch);
        QCOMPARE(verification.code, code);
        QCOMPARE(verification.diagnosis.find(good), std::string::npos);
        QCOMPARE(verification.diagnosis.find(secret), std::string::npos);
    }

    void eachRequiredHeaderIsAskedFor_data()
    {
        QTest::addColumn<std::string>("name");
        for (const char *name : {"X-GitHub-Event", "X-GitHub-Delivery", "X-Hub-Signature-256"})
            QTest::newRow(name) << std::string(name);
    }
    void eachRequiredHeaderIsAskedFor()
    {
        QFETCH(std::string, name);
        const auto verification = verify(without(headersWith("sha256=" + good), name));
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QVERIFY(verification.diagnosis.find(name) != std::string::npos);
    }

    void theSha1HeaderIsNeverEnough()
    {
        HeaderList headers = without(headersWith(""), "X-Hub-Signature-256");
        headers.emplace_back("X-Hub-Signature", "sha1=" + goodSha1);
        const auto verification = verify(headers);
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
        QVERIFY(verification.diagnosis.find("SHA-1") != std::string::npos);
    }

    void aWrongSha1BesideAGoodSignatureDoesNotMatter()
    {
        HeaderList headers = headersWith("sha256=" + good);
        headers.emplace_back("X-Hub-Signature", "sha1=0000");
        QCOMPARE(verify(headers).outcome, Outcome::Valid);
    }

    void itSignsAsDocumented()
    {
        const HeaderList expected{{"X-Hub-Signature-256", "sha256=" + good}};
        QCOMPARE(GithubScheme().sign({"", {}, body}, secret, now), expected);
    }

    void everyRegisteredSchemeHasANameOfItsOwn()
    {
        QStringList names;
        for (const auto &scheme : makeSchemes())
            names << QString::fromUtf8(scheme->source().data(),
                                       static_cast<qsizetype>(scheme->source().size()));
        QCOMPARE(names,
                 QStringLiteral("stripe github hubspot shopify slack woocommerce standard "
                                "wordpress ai wpmedia")
                     .split(QLatin1Char(' ')));
    }
};

QTEST_GUILESS_MAIN(GithubSchemeTest)
#include "githubscheme_test.moc"
