#include "services/sending/mailsender.h"
#include "tests/services/gateway/support/mailserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace gatehouse;
using namespace std::chrono_literals;
using gatehouse::test::MailServer;
using gatehouse::test::MailTls;

Q_DECLARE_METATYPE(MailTls)

namespace {

/// A mail server with a certificate, and what makes one trust it.
struct TrustedMailServer
{
    explicit TrustedMailServer(MailTls tls,
                               const test::CertificateWish &wish = {{},
                                                                    {QStringLiteral("127.0.0.1"),
                                                                     QStringLiteral("0.0.0.0")}})
        : server(tls, authority.issue(QStringLiteral("server"), wish))
    {
        options.certificateAuthorities = authority.file().toStdString();
    }

    QTemporaryDir folder;
    test::Authority authority{folder.path(), QStringLiteral("mail")};
    MailServer server;
    MailOptions options;
};

} // namespace

/// An e-mail over real SMTP.
class MailSenderTest : public QObject
{
    Q_OBJECT

    static MailRequest mailTo(const std::string &url)
    {
        return {url,
                {},
                {},
                "alerts@example.com",
                {"anna@example.com", "ben@example.com"},
                "Subject: hello\r\n\r\n.dots\r\nend\r\n"};
    }

    /// 0.0.0.0 is this machine for the kernel, and not for us, so STARTTLS is demanded.
    static void addWaysToTls()
    {
        QTest::addColumn<MailTls>("tls");
        QTest::addColumn<std::string>("host");
        QTest::newRow("from the start") << MailTls::FromTheStart << std::string("127.0.0.1");
        QTest::newRow("STARTTLS") << MailTls::AfterStartTls << std::string("0.0.0.0");
    }

    static void refusesCertificate(const TrustedMailServer &trusted, const std::string &host,
                                   const MailOptions &options)
    {
        const QString error =
            QString::fromStdString(sendMail(mailTo(trusted.server.url(host)), {}, options));
        QVERIFY2(error.contains(QStringLiteral("certificate"), Qt::CaseInsensitive),
                 qPrintable(error));
        QVERIFY(trusted.server.mails().empty());
    }

private slots:
    void aMailArrivesAsItWasWritten()
    {
        MailServer server;
        QCOMPARE(sendMail(mailTo(server.url()), {}), std::string());
        const auto mails = server.mails();
        QCOMPARE(mails.size(), std::size_t(1));
        QCOMPARE(mails[0].from, std::string("alerts@example.com"));
        QCOMPARE(mails[0].to, (std::vector<std::string>{"anna@example.com", "ben@example.com"}));
        QCOMPARE(mails[0].text, std::string("Subject: hello\r\n\r\n..dots\r\nend\r\n"));
        QCOMPARE(mails[0].login, std::string());
    }

    void aLoginIsGivenWhereThereIsOne()
    {
        MailServer server;
        MailRequest mail = mailTo(server.url());
        mail.user = "gatehouse";
        mail.password = "correct horse";
        QCOMPARE(sendMail(mail, {}), std::string());
        QCOMPARE(server.mails().front().login, std::string("gatehouse:correct horse"));
    }

    void whatIsRefusedSaysWhyAndNothingOfThePassword_data()
    {
        QTest::addColumn<std::string>("command");
        QTest::addColumn<std::string>("answer");
        QTest::addColumn<QString>("said");
        QTest::newRow("recipient")
            << std::string("RCPT") << std::string("550 nobody here") << QStringLiteral("550");
        QTest::newRow("login") << std::string("AUTH") << std::string("535 no")
                               << QStringLiteral("Login denied");
        QTest::newRow("greylisted")
            << std::string("MAIL") << std::string("451 later") << QStringLiteral("451");
        QTest::newRow("after the data")
            << std::string(".") << std::string("554 no thanks") << QString();
        QTest::newRow("hung up") << std::string("DATA") << std::string("die") << QString();
        QTest::newRow("hung up behind the data")
            << std::string(".") << std::string("die") << QString();
    }
    void whatIsRefusedSaysWhyAndNothingOfThePassword()
    {
        QFETCH(std::string, command);
        QFETCH(std::string, answer);
        QFETCH(QString, said);
        MailServer server([&](const std::string &given) {
            return given.starts_with(command) ? answer : std::string();
        });
        MailRequest mail = mailTo(server.url());
        mail.user = "gatehouse";
        mail.password = "correct horse";
        const QString error = QString::fromStdString(sendMail(mail, {}));
        QVERIFY2(error.startsWith(QStringLiteral("127.0.0.1:")), qPrintable(error));
        QVERIFY2(error.contains(said), qPrintable(error));
        QVERIFY(!error.contains(QStringLiteral("horse")));
        QVERIFY(server.mails().empty());
    }

    void silenceEndsWithTheTime()
    {
        MailServer server([](const std::string &command) {
            return command.starts_with("EHLO") ? std::string("250-") : std::string();
        });
        MailOptions options;
        options.timeout = 200ms;
        const QString error = QString::fromStdString(sendMail(mailTo(server.url()), {}, options));
        QVERIFY2(error.contains(QStringLiteral("no answer within 200 ms")), qPrintable(error));
    }

    void aStopIsNotWaitedFor()
    {
        MailServer server([](const std::string &command) {
            return command.starts_with("EHLO") ? std::string("250-") : std::string();
        });
        std::stop_source stop;
        std::string error;
        std::thread sending([&] { error = sendMail(mailTo(server.url()), stop.get_token()); });
        stop.request_stop();
        sending.join();
        QVERIFY(QString::fromStdString(error).contains(QStringLiteral("being stopped")));
    }

    void offLoopbackNothingGoesInClear()
    {
        MailServer server;
        const QString error = QString::fromStdString(sendMail(mailTo(server.url("0.0.0.0")), {}));
        QVERIFY2(error.contains(QStringLiteral("STARTTLS")), qPrintable(error));
        for (const std::string &command : server.commands())
            QVERIFY2(!command.starts_with("MAIL"), command.c_str());
    }

    void aMailIsSentByTls_data() { addWaysToTls(); }
    void aMailIsSentByTls()
    {
        QFETCH(MailTls, tls);
        QFETCH(std::string, host);
        const TrustedMailServer trusted(tls);
        MailRequest mail = mailTo(trusted.server.url(host));
        mail.user = "gatehouse";
        mail.password = "correct horse";
        QCOMPARE(sendMail(mail, {}, trusted.options), std::string());
        const auto mails = trusted.server.mails();
        QCOMPARE(mails.size(), std::size_t(1));
        QVERIFY(mails[0].isEncrypted);
        QCOMPARE(mails[0].login, std::string("gatehouse:correct horse"));
        QCOMPARE(mails[0].text, std::string("Subject: hello\r\n\r\n..dots\r\nend\r\n"));
    }

    void beforeStartTlsNothingIsSaidButHello()
    {
        const TrustedMailServer trusted(MailTls::AfterStartTls);
        MailRequest mail = mailTo(trusted.server.url("0.0.0.0"));
        mail.user = "gatehouse";
        mail.password = "correct horse";
        QCOMPARE(sendMail(mail, {}, trusted.options), std::string());
        const std::vector<std::string> commands = trusted.server.commands();
        const auto startTls = std::find(commands.begin(), commands.end(), "STARTTLS");
        QCOMPARE(startTls - commands.begin(), std::ptrdiff_t(1));
        QVERIFY2(commands[0].starts_with("EHLO"), commands[0].c_str());
        QVERIFY2(commands[2].starts_with("EHLO"), commands[2].c_str());
    }

    void aCertificateThatNobodyTrustsIsRefused_data() { addWaysToTls(); }
    void aCertificateThatNobodyTrustsIsRefused()
    {
        QFETCH(MailTls, tls);
        QFETCH(std::string, host);
        const TrustedMailServer server(tls); // by the test alone, which does not say so
        refusesCertificate(server, host, {});
    }

    void aCertificateOfAnotherHostIsRefused_data() { addWaysToTls(); }
    void aCertificateOfAnotherHostIsRefused()
    {
        QFETCH(MailTls, tls);
        QFETCH(std::string, host);
        const TrustedMailServer server(tls, {{QStringLiteral("mail.example")}, {}});
        refusesCertificate(server, host, server.options);
    }

    void aMailUrlHasAHostAndPerhapsAPort_data()
    {
        QTest::addColumn<std::string>("url");
        QTest::addColumn<std::string>("host");
        QTest::newRow("smtp") << std::string("smtp://mail.example")
                              << std::string("mail.example:25");
        QTest::newRow("smtps") << std::string("smtps://Mail.Example/")
                               << std::string("mail.example:465");
        QTest::newRow("port") << std::string("smtp://mail.example:587")
                              << std::string("mail.example:587");
        QTest::newRow("user") << std::string("smtp://a:b@mail.example") << std::string();
        QTest::newRow("path") << std::string("smtp://mail.example/x") << std::string();
        QTest::newRow("query") << std::string("smtp://mail.example?x=1") << std::string();
        QTest::newRow("https") << std::string("https://mail.example") << std::string();
        QTest::newRow("nothing") << std::string() << std::string();
    }
    void aMailUrlHasAHostAndPerhapsAPort()
    {
        QFETCH(std::string, url);
        QFETCH(std::string, host);
        QCOMPARE(mailHostOf(url), host);
    }

    void loopbackIsByNameOrNumber_data()
    {
        QTest::addColumn<std::string>("url");
        QTest::addColumn<bool>("isLoopback");
        QTest::newRow("name") << std::string("smtp://localhost") << true;
        QTest::newRow("number") << std::string("http://127.0.0.2:80/x") << true;
        QTest::newRow("v6") << std::string("http://[::1]/") << true;
        QTest::newRow("looks like it") << std::string("http://127.0.0.1.example.com/") << false;
        QTest::newRow("another") << std::string("https://hooks.slack.com/services") << false;
        QTest::newRow("any") << std::string("smtp://0.0.0.0") << false;
        QTest::newRow("nothing") << std::string() << false;
    }
    void loopbackIsByNameOrNumber()
    {
        QFETCH(std::string, url);
        QFETCH(bool, isLoopback);
        QCOMPARE(leadsToLoopback(url), isLoopback);
    }
};

QTEST_GUILESS_MAIN(MailSenderTest)
#include "mailsender_test.moc"
