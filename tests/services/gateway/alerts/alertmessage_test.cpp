#include "services/gateway/alerts/alertmessage.h"
#include "tests/services/gateway/support/mailserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;
using namespace std::chrono_literals;

namespace {

AlertMessage fired()
{
    AlertMessage message;
    message.notice = *Uuid::parse("01a1e9b4-ed58-7327-b569-6ed663e67889");
    message.environment = "staging";
    message.what = "fired";
    message.rule = "Deliveries fail";
    message.severity = "critical";
    message.subject = "error rate of delivery in 15 min";
    message.value = 2.5;
    message.threshold = 2;
    message.unit = "%";
    message.firedAt = Timestamp(std::chrono::sys_days(std::chrono::November / 17 / 2026) + 9h);
    return message;
}

std::string slackTextOf(const AlertMessage &message)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(slackBody(message)))[u"text"]
        .toString()
        .toStdString();
}

test::ReceivedMail mailOf(const AlertMessage &message)
{
    test::ReceivedMail mail;
    mail.text = mailText(
        message,
        {"alerts@example.com", {"anna@example.com", "ben@example.com"}, message.firedAt + 1h});
    return mail;
}

} // namespace

/// What people are told, byte for byte.
class AlertMessageTest : public QObject
{
    Q_OBJECT

private slots:
    void slackIsToldInWords()
    {
        QCOMPARE(slackTextOf(fired()),
                 std::string("CRITICAL: Deliveries fail (staging)\n"
                             "error rate of delivery in 15 min\n"
                             "Value: 2.5 % (threshold 2 %)\n"
                             "Since: 2026-11-17T09:00:00.000Z"));
    }

    void theValueIsNamedByWhatItIsOf()
    {
        AlertMessage message = fired();
        message.kind = "dead_letter_group";
        message.value = 47;
        message.unit = "";
        message.threshold.reset();
        QVERIFY(slackTextOf(message).find("\nOpen letters: 47\n") != std::string::npos);
    }

    void foreignTextIsNoMarkup()
    {
        AlertMessage message = fired();
        message.rule = "<!channel> & <https://evil.example|click>\nnext\u202eline";
        message.tenant = "a<b>";
        const std::string text = slackTextOf(message);
        QCOMPARE(text.substr(0, text.find('\n')),
                 std::string(
                     "CRITICAL: &lt;!channel&gt; &amp; &lt;https://evil.example|click&gt; next line"
                     " (staging)"));
        QVERIFY(text.find("Tenant: a&lt;b&gt;") != std::string::npos);
    }

    void whatIsOverSaysUntilWhen()
    {
        AlertMessage message = fired();
        message.what = "resolved";
        message.resolvedAt = message.firedAt + 30min;
        const std::string text = slackTextOf(message);
        QVERIFY(text.starts_with("RESOLVED: Deliveries fail"));
        QVERIFY(text.ends_with("Until: 2026-11-17T09:30:00.000Z"));
    }

    void aMailHasTheHeadersThatItNeeds()
    {
        const auto mail = mailOf(fired());
        QCOMPARE(mail.header("From"), std::string("Gatehouse <alerts@example.com>"));
        QCOMPARE(mail.header("To"), std::string("anna@example.com,\r\n ben@example.com"));
        QCOMPARE(mail.header("Subject"), std::string("CRITICAL: Deliveries fail (staging)"));
        QCOMPARE(mail.header("Date"), std::string("Tue, 17 Nov 2026 10:00:00 +0000"));
        QCOMPARE(mail.header("Message-ID"),
                 std::string("<01a1e9b4-ed58-7327-b569-6ed663e67889@example.com>"));
        QCOMPARE(mail.header("Content-Type"), std::string("text/plain; charset=UTF-8"));
        QVERIFY(mail.body().find("Value: 2.5 % (threshold 2 %)") != std::string::npos);
    }

    void aSubjectInAnyLanguageIsEncodedInWholeCharacters()
    {
        AlertMessage message = fired();
        message.rule =
            QStringLiteral("Zahlungen schlagen fehl – überprüfen, 支払いが失敗しています "
                           "🙂🙂🙂🙂🙂🙂🙂🙂")
                .toStdString();
        const QString subject = QString::fromStdString(mailOf(message).header("Subject"));
        QString decoded;
        for (const QString &word : subject.split(QStringLiteral("\r\n "))) {
            QVERIFY2(word.size() <= 75, qPrintable(word));
            QVERIFY(word.startsWith(QStringLiteral("=?UTF-8?B?")) && word.endsWith(u"?="));
            const QByteArray bytes = QByteArray::fromBase64(word.mid(10).chopped(2).toLatin1());
            QCOMPARE(QString::fromUtf8(bytes).toUtf8(), bytes); // whole characters
            decoded += QString::fromUtf8(bytes);
        }
        QCOMPARE(decoded.toStdString(), "CRITICAL: " + message.rule + " (staging)");
    }

    void nobodyWritesAHeader()
    {
        AlertMessage message = fired();
        message.rule = "x\r\nBcc: everybody@example.com\r\n\r\nhello";
        const auto mail = mailOf(message);
        QCOMPARE(mail.header("Bcc"), std::string());
        QCOMPARE(mail.header("Subject"),
                 std::string("CRITICAL: x  Bcc: everybody@example.com    hello (staging)"));
    }

    void noLineIsTooLong()
    {
        AlertMessage message = fired();
        message.subject = std::string(5000, 'x');
        for (const QString &line :
             QString::fromStdString(mailOf(message).text).split(QStringLiteral("\r\n")))
            QVERIFY2(line.size() <= 78, qPrintable(line));
    }
};

QTEST_GUILESS_MAIN(AlertMessageTest)
#include "alertmessage_test.moc"
