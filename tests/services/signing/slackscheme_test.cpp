#include "schemevectors.h"
#include "services/core/hex.h"
#include "services/signing/digest.h"

using namespace gatehouse;
using namespace gatehouse::signing;

namespace {

const SchemeVector vector = slackVector();

} // namespace

class SlackSchemeTest : public QObject
{
    Q_OBJECT

private slots:
    void theTimestampIsSigned()
    {
        const HeaderList sent = with(vector.headers(), "X-Slack-Request-Timestamp", "1531420619");
        QCOMPARE(verify(vector, {.headers = sent}).code, std::string("signature_mismatch"));
    }

    void aForgeryWithoutAUsableTimeIsAMismatch()
    {
        const HeaderList sent = with(vector.headers(), "X-Slack-Request-Timestamp", "soon");
        QCOMPARE(verify(vector, {.headers = sent}).outcome, Outcome::SignatureMismatch);
    }

    void aSignedTimestampThatIsNoneIsUnusable()
    {
        const std::string digest = hmacSha256(vector.secret, "v0:soon:" + vector.body);
        const HeaderList sent{{"X-Slack-Request-Timestamp", "soon"},
                              {"X-Slack-Signature", "v0=" + toHex(asBytes(digest))}};
        const auto verification = verify(vector, {.headers = sent});
        QCOMPARE(verification.code, std::string("header_unusable"));
        QCOMPARE(verification.outcome, Outcome::HeaderMissing);
    }
};

QTEST_GUILESS_MAIN(SlackSchemeTest)
#include "slackscheme_test.moc"
