#include "services/gateway/config.h"
#include "services/signing/keypair.h"
#include "tests/support/examplekeys.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gatehouse;
using namespace gatehouse::gateway;

class ConfigTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    Result<Environment> parse(const char *text)
    {
        const std::string file = m_folder.filePath(QStringLiteral("env")).toStdString();
        std::ofstream(file, std::ios::trunc) << text;
        return readEnvironmentFile(file);
    }

    static Environment bridge()
    {
        return {{"WORDPRESS_JWT_PUBLIC_KEY", test::ecPublicPem},
                {"WORDPRESS_JWT_ALG", "ES256"},
                {"WORDPRESS_JWT_ISSUER", "issuer"},
                {"WORDPRESS_JWT_AUDIENCE", "audience"}};
    }

private slots:
    void fileKnowsCommentsQuotesAndExport()
    {
        const auto values = parse("# comment\n\nA=1\nexport B = \"two words\"\r\nC='x=y'\nD=\n");
        QVERIFY(values);
        QCOMPARE(*values, (Environment{{"A", "1"}, {"B", "two words"}, {"C", "x=y"}, {"D", ""}}));
    }

    void badLineIsNamedButNotShown()
    {
        const auto values = parse("A=1\nwhsec_hidden\n");
        QVERIFY(!values);
        QCOMPARE(values.error().kind, ErrorKind::Invalid);
        QVERIFY(values.error().message.contains(QStringLiteral("line 2")));
        QVERIFY(!values.error().message.contains(QStringLiteral("whsec_hidden")));
    }

    void missingFileIsNotFound()
    {
        const auto values = readEnvironmentFile("/nonexistent/.env");
        QVERIFY(!values);
        QCOMPARE(values.error().kind, ErrorKind::NotFound);
    }

    void secretsSplitAtTheFirstColonAndKeepTheirOrder()
    {
        const auto config = configFromEnvironment(
            {{"PROVIDER_SECRETS_STRIPE", "acme:whsec_new, acme:whsec_old,globex:a:b"}});
        QVERIFY(config);
        const auto &secrets = config->providerSecrets.at("stripe");
        QCOMPARE(secrets.size(), std::size_t(3));
        QCOMPARE(secrets[0].secret, std::string("whsec_new"));
        QCOMPARE(secrets[1].secret, std::string("whsec_old"));
        QCOMPARE(secrets[2].tenant, std::string("globex"));
        QCOMPARE(secrets[2].secret, std::string("a:b"));
    }

    void unusableVariableIsNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("unknown source") << "PROVIDER_SECRETS_FOO"
                                        << "";
        QTest::newRow("not base64") << "PROVIDER_SECRETS_STANDARD"
                                    << "acme:whsec_hidden!!!";
        QTest::newRow("secret without tenant") << "PROVIDER_SECRETS_GITHUB"
                                               << "hidden";
        QTest::newRow("empty tenant") << "PROVIDER_SECRETS_GITHUB"
                                      << ":hidden";
        QTest::newRow("empty secret") << "PROVIDER_SECRETS_GITHUB"
                                      << "acme:";
        QTest::newRow("url without scheme") << "WORDPRESS_BASE_URL"
                                            << "hidden.example";
        for (const char *value : {"-1", "1.5", "hidden", "1000001", "99999999999", "60 hidden"})
            QTest::addRow("rate limit %s", value)
                << "GATEHOUSE_RATE_LIMIT" << QString::fromUtf8(value);
        for (const char *value : {"hidden", "10.0.0.1/8", "10.0.0.0/8,,::1", "10.0.0.0/8;::1"})
            QTest::addRow("proxies %s", value)
                << "GATEHOUSE_TRUSTED_PROXIES" << QString::fromUtf8(value);
        QTest::newRow("token with a line end") << "WORDPRESS_TOKEN"
                                               << "hidden\r\nX-Evil: 1";
    }

    void unusableVariableIsNamed()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto config = configFromEnvironment({{name.toStdString(), value.toStdString()}});
        QVERIFY(!config);
        QVERIFY(config.error().message.contains(name));
        QVERIFY(!config.error().message.contains(QStringLiteral("hidden")));
    }

    void knowsWhenCredentialsGoInClear_data()
    {
        QTest::addColumn<std::string>("url");
        QTest::addColumn<std::string>("token");
        QTest::addColumn<bool>("inClear");
        const std::string token = "a-token";
        QTest::newRow("http") << std::string("http://example.com") << token << true;
        QTest::newRow("upper case") << std::string("http://EXAMPLE.com:80/wp") << token << true;
        QTest::newRow("https") << std::string("https://example.com") << token << false;
        QTest::newRow("loopback") << std::string("http://127.0.0.1:8080") << token << false;
        QTest::newRow("loopback 6") << std::string("http://[::1]:8080") << token << false;
        QTest::newRow("stand-in") << std::string("http://wordpress-stand-in.invalid") << token
                                  << false;
        QTest::newRow("no token") << std::string("http://example.com") << std::string() << false;
    }
    void knowsWhenCredentialsGoInClear()
    {
        QFETCH(std::string, url);
        QFETCH(std::string, token);
        QFETCH(bool, inClear);
        const auto config =
            configFromEnvironment({{"WORDPRESS_BASE_URL", url}, {"WORDPRESS_TOKEN", token}});
        QVERIFY(config);
        QCOMPARE(sendsCredentialsInClear(*config), inClear);
    }

    void limitAndProxiesAreRead()
    {
        const auto config =
            configFromEnvironment({{"GATEHOUSE_RATE_LIMIT", " 600 "},
                                   {"GATEHOUSE_TRUSTED_PROXIES", "10.0.0.0/8, fd00::/8,::1,"}});
        QVERIFY(config);
        QCOMPARE(config->rateLimit, 600);
        QCOMPARE(config->trustedProxies,
                 (std::vector<std::string>{"10.0.0.0/8", "fd00::/8", "::1"}));
    }

    void limitAndProxiesAreOffWhenEmpty()
    {
        const auto config = configFromEnvironment(
            {{"GATEHOUSE_RATE_LIMIT", ""}, {"GATEHOUSE_TRUSTED_PROXIES", ""}});
        QVERIFY(config);
        QCOMPARE(config->rateLimit, 0);
        QVERIFY(config->trustedProxies.empty());
    }

    void masterKeyFileIsRead()
    {
        QVERIFY(configFromEnvironment({})->masterKeyFile.empty());
        const auto config = configFromEnvironment({{"GATEHOUSE_MASTER_KEY_FILE", "/run/key"}});
        QCOMPARE(config->masterKeyFile.string(), std::string("/run/key"));
    }

    void tokensAreReadFromTextOrFile()
    {
        const std::string file = m_folder.filePath(QStringLiteral("key.pem")).toStdString();
        std::ofstream(file) << test::ecPublicPem;
        std::string oneLine = test::ecPublicPem;
        for (std::size_t at = 0; (at = oneLine.find('\n')) != std::string::npos;)
            oneLine.replace(at, 1, "\\n");
        for (const std::string &key : {test::ecPublicPem, oneLine, file}) {
            Environment environment = bridge();
            environment["WORDPRESS_JWT_PUBLIC_KEY"] = key;
            const auto config = configFromEnvironment(environment);
            QVERIFY2(config, config ? "" : qPrintable(config.error().message));
            QCOMPARE(config->wordpressJwt->publicKeyPem, test::ecPublicPem);
            QCOMPARE(config->wordpressJwt->algorithm, signing::JwtAlgorithm::Es256);
            QCOMPARE(config->wordpressJwt->issuer, std::string("issuer"));
            QCOMPARE(config->wordpressJwt->audience, std::string("audience"));
        }
        QVERIFY(!configFromEnvironment({})->wordpressJwt);
    }

    void thePrivateHalfIsReadWithItsKey()
    {
        Environment environment = bridge();
        QVERIFY(configFromEnvironment(environment)->wordpressJwtPrivateKey.empty());
        environment["WORDPRESS_JWT_PRIVATE_KEY"] = test::ecPrivatePem;
        const auto config = configFromEnvironment(environment);
        QVERIFY2(config, config ? "" : qPrintable(config.error().message));
        QCOMPARE(config->wordpressJwtPrivateKey, test::ecPrivatePem);
    }

    void aPrivateHalfThatDoesNotFitIsRefused()
    {
        const std::string other = signing::makeKeyPair(signing::JwtAlgorithm::Es256)->privatePem;
        for (const std::string &wrong : {other, test::rsaPrivatePem, test::ecPublicPem}) {
            Environment environment = bridge();
            environment["WORDPRESS_JWT_PRIVATE_KEY"] = wrong;
            const auto config = configFromEnvironment(environment);
            QVERIFY(!config);
            QVERIFY(config.error().message.contains(u"WORDPRESS_JWT_PRIVATE_KEY"));
            QVERIFY(!config.error().message.contains(u"BEGIN"));
        }
        const auto alone = configFromEnvironment({{"WORDPRESS_JWT_PRIVATE_KEY", other}});
        QVERIFY(!alone);
        QVERIFY(alone.error().message.contains(u"WORDPRESS_JWT_PUBLIC_KEY is not"));
    }

    void tokensAreSetWholeAndRight_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        for (const auto &[name, value] : bridge())
            QTest::addRow("no %s", name.c_str()) << QString::fromStdString(name) << QString();
        QTest::newRow("HS256") << "WORDPRESS_JWT_ALG"
                               << "HS256";
        QTest::newRow("no file") << "WORDPRESS_JWT_PUBLIC_KEY"
                                 << "/hidden/key.pem";
        QTest::newRow("another key's algorithm")
            << "WORDPRESS_JWT_PUBLIC_KEY" << QString::fromStdString(test::rsaPublicPem);
        QTest::newRow("no key") << "WORDPRESS_JWT_PUBLIC_KEY"
                                << "-----BEGIN PUBLIC KEY-----hidden";
    }
    void tokensAreSetWholeAndRight()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        Environment environment = bridge();
        environment[name.toStdString()] = value.toStdString();
        const auto config = configFromEnvironment(environment);
        QVERIFY(!config);
        QCOMPARE(config.error().kind, ErrorKind::Invalid);
        QVERIFY2(config.error().message.contains(name), qPrintable(config.error().message));
        QVERIFY(!config.error().message.contains(QStringLiteral("hidden")));
    }

    void listenTakesAddressAndPort_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("address"); // empty: refused
        QTest::addColumn<int>("port");
        QTest::newRow("v4") << "127.0.0.1:8737"
                            << "127.0.0.1" << 8737;
        QTest::newRow("v6") << "[::1]:0"
                            << "::1" << 0;
        QTest::newRow("localhost") << "localhost:1"
                                   << "127.0.0.1" << 1;
        QTest::newRow("no port") << "127.0.0.1"
                                 << "" << 0;
        QTest::newRow("port too large") << "127.0.0.1:65536"
                                        << "" << 0;
        QTest::newRow("no address") << ":80"
                                    << "" << 0;
        QTest::newRow("words") << "127.0.0.1:http"
                               << "" << 0;
    }

    void listenTakesAddressAndPort()
    {
        QFETCH(QString, text);
        QFETCH(QString, address);
        QFETCH(int, port);
        GatewayConfig config;
        const auto set = setListen(config, text.toStdString());
        QCOMPARE(set.has_value(), !address.isEmpty());
        if (set) {
            QCOMPARE(QString::fromStdString(config.listenAddress), address);
            QCOMPARE(int(config.listenPort), port);
        }
    }

    void loopbackIsKnown()
    {
        QVERIFY(isLoopback("127.8.0.1"));
        QVERIFY(isLoopback("::1"));
        QVERIFY(!isLoopback("0.0.0.0"));
        QVERIFY(!isLoopback("::"));
        QVERIFY(!isLoopback("192.168.1.2"));
    }
};

QTEST_GUILESS_MAIN(ConfigTest)
#include "config_test.moc"
