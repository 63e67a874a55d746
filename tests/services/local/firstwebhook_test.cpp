#include "services/local/firstwebhook.h"
#include "services/signing/githubscheme.h"

#include <QRegularExpression>
#include <QTest>

using namespace gatehouse;

class FirstWebhookTest : public QObject
{
    Q_OBJECT

private slots:
    void itsSignatureIsRightAndItsSecretIsNotInIt()
    {
        const std::string secret = "a secret of GitHub's";
        const QString command =
            QString::fromStdString(firstWebhook("http://127.0.0.1:8737", "acme", secret));
        QVERIFY(!command.contains(QString::fromStdString(secret)));

        signing::HeaderList headers;
        static const QRegularExpression field(QStringLiteral("-H '([^:']+): ([^']*)'"));
        for (auto it = field.globalMatch(command); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            headers.emplace_back(match.captured(1).toStdString(), match.captured(2).toStdString());
        }
        static const QRegularExpression data(QStringLiteral("-d '([^']*)'"));
        const std::string body = data.match(command).captured(1).toStdString();
        const std::string url = "http://127.0.0.1:8737/api/webhooks/github/ingest?tenant=acme";
        QVERIFY(command.startsWith(QStringLiteral("curl -sS '") + QString::fromStdString(url)));
        const auto verification =
            signing::GithubScheme().verify({url, headers, body}, std::array{secret}, {});
        QCOMPARE(verification.outcome, signing::Verification::Outcome::Valid);
    }
};

QTEST_GUILESS_MAIN(FirstWebhookTest)
#include "firstwebhook_test.moc"
