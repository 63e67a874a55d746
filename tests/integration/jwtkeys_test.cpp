#include "services/core/clock.h"
#include "services/core/log.h"
#include "services/core/uuid.h"
#include "services/signing/jwt.h"
#include "tests/integration/support/program.h"
#include "tests/integration/support/webhooks.h"
#include "tests/support/testcluster.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;
using signing::JwtAlgorithm;

namespace {

constexpr auto ownerOnly =
    QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;

bool writePrivate(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(content) == content.size();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string textOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

/// Two gateway processes on one database, and a site whose key is rotated by gatehousectl at one of
/// them.
class JwtKeysTest : public QObject
{
    Q_OBJECT

    struct Outcome
    {
        int exitCode = -1;
        QByteArray output;
        QByteArray errors;
        QJsonObject object() const { return QJsonDocument::fromJson(output).object(); }
    };

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<Program> m_one, m_two;
    std::string m_oneUrl, m_twoUrl;
    SystemClock m_clock;

    QString file(const char *name) const { return m_one->home() + u'/' + QLatin1String(name); }

    std::unique_ptr<Program> startGateway(std::string &url)
    {
        auto gateway = std::make_unique<Program>(builtProgram(QStringLiteral("gatehousectl")));
        gateway->setVariable(QStringLiteral("PROVIDER_SECRETS_WORDPRESS"),
                             QStringLiteral("acme:site_test"));
        gateway->setVariable(QStringLiteral("GATEHOUSE_ADMIN_TOKEN"),
                             QStringLiteral("an-admin-token"));
        gateway->start({QStringLiteral("serve"), QStringLiteral("--listen"),
                        QStringLiteral("127.0.0.1:0"), QStringLiteral("--database"),
                        QString::fromStdString(m_cluster->conninfo("gatehouse_owner"))});
        url = gateway->waitForLine(QStringLiteral("listening on ")).section(u' ', -1).toStdString();
        return gateway;
    }

    /// At the first gateway.
    Outcome run(const QString &arguments)
    {
        Program command{builtProgram(QStringLiteral("gatehousectl"))};
        Outcome outcome;
        outcome.exitCode =
            command.run(QStringList(QStringLiteral("jwt-keys")) + arguments.split(u' ')
                        + QStringList{QStringLiteral("--url"), QString::fromStdString(m_oneUrl),
                                      QStringLiteral("--token-file"), file("token")});
        outcome.output = command.output();
        outcome.errors = command.errors();
        return outcome;
    }

    /// "202", or the code of the refusal.
    QString send(const std::string &gateway, JwtAlgorithm algorithm, const QByteArray &privatePem)
    {
        const std::string url = gateway + "/api/webhooks/wordpress/ingest?tenant=acme";
        const std::string key = randomUuid().toString();
        const std::string body = textOf(
            {{QStringLiteral("event_type"), QStringLiteral("post.published")},
             {QStringLiteral("idempotency_key"), QString::fromStdString(key)},
             {QStringLiteral("occurred_at"), QString::fromStdString(toRfc3339(m_clock.now()))}});
        signing::HeaderList headers{{"X-Idempotency-Key", key}};
        for (const auto &scheme : signing::makeSchemes()) {
            if (scheme->source() == "wordpress")
                for (auto &header : scheme->sign({url, headers, body}, "site_test", m_clock.now()))
                    headers.push_back(std::move(header));
        }
        const signing::JwtOptions parties{algorithm, {}, "https://wp.example", "gatehouse"};
        const auto signer = signing::JwtSigner::create(algorithm, privatePem.toStdString());
        if (signer)
            headers.emplace_back(
                "Authorization",
                "Bearer "
                    + signer->sign(signing::jwtClaimsJson(parties, "site", key, m_clock.now(),
                                                          std::chrono::seconds(60))));
        const Answer answer = postJson(url, headers, body);
        const auto refusal = QJsonDocument::fromJson(QByteArray::fromStdString(answer.body));
        return answer.status == 202 ? QStringLiteral("202")
                                    : refusal.object().value(u"code").toString();
    }

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        m_one = startGateway(m_oneUrl);
        m_two = startGateway(m_twoUrl);
        QVERIFY(!m_oneUrl.empty() && !m_twoUrl.empty());
        QVERIFY(writePrivate(file("token"), "an-admin-token\n"));
    }
    void cleanupTestCase()
    {
        for (auto *each : {&m_one, &m_two}) {
            (*each)->terminate();
            QVERIFY((*each)->waitForEnd());
        }
    }

    void aWholeRotationIsHeardByBothProcesses()
    {
        QCOMPARE(send(m_twoUrl, JwtAlgorithm::Rs256, {}), u"202");
        const Outcome first =
            run(QStringLiteral("rotate --algorithm RS256 --issuer https://wp.example --audience "
                               "gatehouse --private-key-file %1 --reason test --json")
                    .arg(file("old.pem")));
        QVERIFY2(first.exitCode == 0, first.errors.constData());
        QVERIFY(!first.output.contains("PRIVATE KEY"));
        QCOMPARE(first.object().value(u"kid").toString().size(), 43);
        QCOMPARE(QFile::permissions(file("old.pem")), ownerOnly);
        const QByteArray old = contentOf(file("old.pem"));
        QVERIFY(old.startsWith("-----BEGIN PRIVATE KEY-----"));
        QTRY_COMPARE(send(m_twoUrl, JwtAlgorithm::Rs256, {}), u"token_missing");
        QCOMPARE(send(m_twoUrl, JwtAlgorithm::Rs256, old), u"202");

        const Outcome second = run(QStringLiteral("rotate --algorithm ES256 --reason test"));
        QVERIFY2(second.exitCode == 0, second.errors.constData());
        const QByteArray fresh = second.output;
        QVERIFY(fresh.startsWith("-----BEGIN PRIVATE KEY-----"));
        for (const std::string &gateway : {m_oneUrl, m_twoUrl}) {
            QTRY_COMPARE(send(gateway, JwtAlgorithm::Es256, fresh), u"202");
            QCOMPARE(send(gateway, JwtAlgorithm::Rs256, old), u"202");
        }
        QTRY_VERIFY(run(QStringLiteral("usage --json")).output.contains("old_in_use"));
        const QByteArray listed = run(QStringLiteral("list")).output;
        QVERIFY2(listed.contains(" active, ") && listed.contains(" retiring, "),
                 listed.constData());

        QCOMPARE(run(QStringLiteral("extend --overlap-seconds 1 --reason test")).exitCode, 0);
        for (const std::string &gateway : {m_oneUrl, m_twoUrl})
            QTRY_COMPARE(send(gateway, JwtAlgorithm::Rs256, old), u"token_algorithm");
        QCOMPARE(send(m_twoUrl, JwtAlgorithm::Es256, fresh), u"202");
        QCOMPARE(run(QStringLiteral("rollback --reason test")).exitCode, 1);
    }

    void aFileThatIsThereIsNotWrittenOver()
    {
        QVERIFY(writePrivate(file("used.pem"), "in use"));
        const Outcome refused =
            run(QStringLiteral("rotate --algorithm ES256 --private-key-file %1 --reason test")
                    .arg(file("used.pem")));
        QCOMPARE(refused.exitCode, 2);
        QCOMPARE(contentOf(file("used.pem")), QByteArray("in use"));
    }

    void aPairThatWasMadeElsewhereIsTakenAndRevoked()
    {
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("genpkey"), QStringLiteral("-algorithm"),
                       QStringLiteral("EC"), QStringLiteral("-pkeyopt"),
                       QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-out"),
                       file("own.pem")});
        QVERIFY(openssl.waitForFinished() && openssl.exitCode() == 0);
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("pkey"), QStringLiteral("-in"), file("own.pem"),
                       QStringLiteral("-pubout"), QStringLiteral("-out"), file("own.pub")});
        QVERIFY(openssl.waitForFinished() && openssl.exitCode() == 0);
        const Outcome taken = run(QStringLiteral("rotate --algorithm ES256 --public-key-file %1 "
                                                 "--issuer https://wp.example --audience gatehouse "
                                                 "--reason test --json")
                                      .arg(file("own.pub")));
        QVERIFY2(taken.exitCode == 0, taken.errors.constData());
        const QByteArray own = contentOf(file("own.pem"));
        QCOMPARE(send(m_oneUrl, JwtAlgorithm::Es256, own), u"202");
        QCOMPARE(run(QStringLiteral("rollback --reason test")).exitCode, 0);
        const QString id = taken.object().value(u"id").toString();
        QCOMPARE(run(QStringLiteral("revoke %1 --reason test").arg(id)).exitCode, 0);
        QCOMPARE(send(m_oneUrl, JwtAlgorithm::Es256, own), u"token_signature");
        QTRY_COMPARE(send(m_twoUrl, JwtAlgorithm::Es256, own), u"token_signature");
    }
};

QTEST_GUILESS_MAIN(JwtKeysTest)
#include "jwtkeys_test.moc"
