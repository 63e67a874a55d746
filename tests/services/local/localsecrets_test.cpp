#include "services/gateway/config.h"
#include "services/local/localsecrets.h"
#include "services/signing/scheme.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace gatehouse;

class LocalSecretsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path path(const char *name) const
    {
        return m_folder.filePath(QString::fromUtf8(name)).toStdString();
    }
    static QByteArray content(const std::filesystem::path &file)
    {
        QFile stream(QString::fromStdString(file.string()));
        return stream.open(QIODevice::ReadOnly) ? stream.readAll() : QByteArray();
    }
    static void write(const std::filesystem::path &file, const QByteArray &text)
    {
        QFile stream(QString::fromStdString(file.string()));
        QVERIFY(stream.open(QIODevice::WriteOnly));
        stream.write(text);
    }
    static gateway::GatewayConfig configOf(const std::filesystem::path &file)
    {
        return gateway::configFromEnvironment(gateway::readEnvironmentFile(file).value()).value();
    }

private slots:
    void aFirstStartHasTwoTenantsForEverySource()
    {
        const auto file = path("fresh.env");
        QVERIFY(completeLocalSecrets(file));
        const auto config = configOf(file);
        std::set<std::string> secrets;
        for (const auto &scheme : signing::makeSchemes()) {
            const auto found = config.providerSecrets.find(std::string(scheme->source()));
            QVERIFY2(found != config.providerSecrets.end(), std::string(scheme->source()).c_str());
            QCOMPARE(found->second.size(), std::size_t(2));
            QCOMPARE(found->second[0].tenant, std::string("acme"));
            QCOMPARE(found->second[1].tenant, std::string("globex"));
            for (const auto &entry : found->second)
                secrets.insert(entry.secret);
        }
        QCOMPARE(secrets.size(), std::size_t(20));
        QVERIFY(!config.hmacSharedSecret.empty() && !config.adminToken.empty());
        const auto permissions = QFileInfo(QString::fromStdString(file.string())).permissions();
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void aFirstStartHasAKeyPairForTheBridge()
    {
        const auto file = path("bridge.env");
        QVERIFY(completeLocalSecrets(file));
        const auto config = configOf(file); // which takes halves that fit each other only
        QVERIFY(config.wordpressJwt.has_value());
        QVERIFY(!config.wordpressJwtPrivateKey.empty());
        const auto other = path("bridge2.env");
        QVERIFY(completeLocalSecrets(other));
        QVERIFY(configOf(other).wordpressJwtPrivateKey != config.wordpressJwtPrivateKey);
        QVERIFY(completeLocalSecrets(file));
        QCOMPARE(configOf(file).wordpressJwtPrivateKey, config.wordpressJwtPrivateKey);
    }

    void anOlderFileGetsTheKeyPair()
    {
        const auto file = path("without.env");
        write(file, "PROVIDER_SECRETS_WORDPRESS=acme:old\n");
        QVERIFY(completeLocalSecrets(file));
        QVERIFY(!configOf(file).wordpressJwtPrivateKey.empty());
        QCOMPARE(configOf(file).providerSecrets.at("wordpress").front().secret, std::string("old"));
    }

    void aBridgeThatTheFileNamesStaysAsItIs()
    {
        const auto file = path("off.env");
        write(file, "WORDPRESS_JWT_PUBLIC_KEY=\n");
        QVERIFY(completeLocalSecrets(file));
        QCOMPARE(content(file).count("WORDPRESS_JWT"), 1);
        QVERIFY(!configOf(file).wordpressJwt);
    }

    void whoBringsSitesOfTheirOwnDoesNotGetTheFilesKey_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<int>("kept");
        QTest::newRow("another source") << QStringLiteral("PROVIDER_SECRETS_STRIPE") << 2;
        QTest::newRow("secrets") << QStringLiteral("PROVIDER_SECRETS_WORDPRESS") << 0;
        QTest::newRow("a key") << QStringLiteral("WORDPRESS_JWT_ALG") << 1;
    }
    void whoBringsSitesOfTheirOwnDoesNotGetTheFilesKey()
    {
        QFETCH(QString, given);
        QFETCH(int, kept);
        const auto all = withLocalSecrets({{"WORDPRESS_JWT_ALG", "ES256"},
                                           {"WORDPRESS_JWT_PRIVATE_KEY", "pem"},
                                           {"HMAC_SHARED_SECRET", "s"}},
                                          {{given.toStdString(), "mine"}});
        QCOMPARE(all.at(given.toStdString()), std::string("mine"));
        QCOMPARE(all.at("HMAC_SHARED_SECRET"), std::string("s"));
        QCOMPARE(int(all.count("WORDPRESS_JWT_ALG") + all.count("WORDPRESS_JWT_PRIVATE_KEY")),
                 kept);
    }

    void everySecretVerifiesWhatItSigned()
    {
        const auto file = path("signing.env");
        QVERIFY(completeLocalSecrets(file));
        const auto config = configOf(file);
        const signing::HeaderList headers{{"webhook-id", "msg_1"}};
        for (const auto &scheme : signing::makeSchemes()) {
            if (scheme->source() != "standard")
                continue;
            const std::string secret = config.providerSecrets.at("standard").front().secret;
            signing::HeaderList all = scheme->sign({"", headers, "{}"}, secret, Timestamp{});
            all.insert(all.end(), headers.begin(), headers.end());
            QVERIFY(scheme->verify({"", all, "{}"}, {&secret, 1}, Timestamp{}).outcome
                    == signing::Verification::Outcome::Valid);
        }
    }

    void whatIsThereStays()
    {
        const auto file = path("older.env");
        const QByteArray older = "# mine\nPROVIDER_SECRETS_STRIPE=acme:whsec_old\n"
                                 "GATEHOUSE_ADMIN_TOKEN=gh_old"; // no line end
        write(file, older);
        QVERIFY(completeLocalSecrets(file));
        QVERIFY2(content(file).startsWith(older + '\n'), content(file).constData());
        const auto config = configOf(file);
        QCOMPARE(config.providerSecrets.at("stripe").size(), std::size_t(1));
        QCOMPARE(config.providerSecrets.at("stripe").front().secret, std::string("whsec_old"));
        QCOMPARE(config.adminToken, std::string("gh_old"));
        QCOMPARE(config.providerSecrets.size(), std::size_t(10));
    }

    void aCompleteFileIsNotWritten()
    {
        const auto file = path("complete.env");
        QVERIFY(completeLocalSecrets(file));
        const QByteArray before = content(file);
        QVERIFY(completeLocalSecrets(file));
        QCOMPARE(content(file), before);
    }

    void aBrokenFileIsLeftAlone()
    {
        const auto file = path("broken.env");
        write(file, "this is no variable\n");
        QVERIFY(!completeLocalSecrets(file));
        QCOMPARE(content(file), QByteArray("this is no variable\n"));
    }
};

QTEST_GUILESS_MAIN(LocalSecretsTest)
#include "localsecrets_test.moc"
