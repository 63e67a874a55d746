#include "tests/support/manualclock.h"
#include "ui/pages/tabs/curlcommand.h"
#include "ui/pages/tabs/signedcurldialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QtTest>

using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

EventPayload stored(const QByteArray &body, const HeaderList &headers = {})
{
    EventPayload payload;
    payload.body = body;
    payload.requestUrl = u"http://127.0.0.1:8080/api/webhooks/stripe/ingest?tenant=acme"_s;
    payload.headers = headers;
    return payload;
}

/// What a shell makes of the command when curl is a function that writes the body it was given, a
/// zero byte, and its arguments, one a line.
QByteArray run(const EventPayload &payload)
{
    QProcess shell;
    shell.start(u"/bin/sh"_s, QStringList());
    shell.write("curl() { cat; printf '\\0'; printf '%s\\n' \"$@\"; }\n");
    shell.write(curlCommand(payload).toUtf8());
    shell.closeWriteChannel();
    return shell.waitForFinished() && shell.exitCode() == 0 ? shell.readAllStandardOutput()
                                                            : shell.readAllStandardError();
}

} // namespace

class CurlCommandTest : public QObject
{
    Q_OBJECT

private slots:
    void theBodyArrivesByteByByte_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("json") << QByteArray(R"({"id":"evt_1","text":"it's $HOME `id` \n"})");
        QTest::newRow("ends with line ends") << QByteArray("{}\n\n");
        QTest::newRow("percent and backslash") << QByteArray("100%s \\0101 \\");
        QTest::newRow("not ASCII") << QByteArray("{\"name\":\"Zoë ✓\"}");
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe 'quoted' \x80");
        QTest::newRow("an escape of the terminal") << QByteArray("\x1b[201~\rrm -rf /");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("longer than an argument may be")
            << QByteArray(300'000, 'a').replace(1000, 1, "'");
    }

    void theBodyArrivesByteByByte()
    {
        QFETCH(QByteArray, body);
        const QByteArray output = run(stored(body));
        QCOMPARE(output.left(output.indexOf('\0')), body);
    }

    void noControlCharacterReachesTheTerminal()
    {
        const QString command = curlCommand(
            stored("\x1b[201~\r", {{u"X-Evil"_s, u"a\x1b[201~\nrm"_s}, {u"X-Good"_s, u"b"_s}}));
        QVERIFY(!command.contains(u'\x1b'));
        QVERIFY(!command.contains(u'\r'));
        QVERIFY(command.contains(u"-H 'X-Good: b'"_s));
    }

    void headersOfTheConnectionAndRedactedOnesAreLeftOut()
    {
        const QByteArray output = run(stored("{}",
                                             {{u"Host"_s, u"gateway"_s},
                                              {u"Content-Length"_s, u"2"_s},
                                              {u"Authorization"_s, u"[redacted]"_s},
                                              {u"Stripe-Signature"_s, u"t=1,v1=ab'c"_s}}));
        QCOMPARE(output.mid(output.indexOf('\0') + 1),
                 QByteArray("-sS\n-X\nPOST\n"
                            "http://127.0.0.1:8080/api/webhooks/stripe/ingest?tenant=acme\n"
                            "-H\nStripe-Signature: t=1,v1=ab'c\n--data-binary\n@-\n"));
    }

    void signedNowItIsTakenByWhoKnowsTheSecret()
    {
        EventPayload event =
            stored("{}", {{u"stripe-signature"_s, u"t=1,v1=old"_s}, {u"X-Other"_s, u"kept"_s}});
        const auto scheme = schemeFor(u"stripe"_s, event.headers);
        const gatehouse::test::ManualClock clock;
        SignedCurlDialog dialog(schemeFor(u"stripe"_s, {}), event, clock, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        const QSignalSpy copied(&dialog, &SignedCurlDialog::copied);
        auto *field = dialog.findChild<QLineEdit *>(u"signingSecret"_s);
        auto *confirm = dialog.findChild<QPushButton *>(u"confirmSigning"_s);
        QVERIFY(!confirm->isEnabled());
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QTest::keyClicks(field, u"whsec_a secret"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(copied.size(), 1);
        QVERIFY(field->text().isEmpty());
        const QString command = QGuiApplication::clipboard()->text();
        QVERIFY(!command.contains(u"a secret"_s));
        QVERIFY(!command.contains(u"v1=old"_s));
        QVERIFY(command.contains(u"-H 'X-Other: kept'"_s));
        event.headers = signedHeaders(*scheme, event, "whsec_a secret", clock.now());
        QVERIFY(command.contains(event.headers.first().second));
        const gatehouse::signing::HeaderList sent{
            {"Stripe-Signature", event.headers.first().second.toStdString()}};
        const std::vector<std::string> known{"whsec_a secret"};
        const auto verdict = scheme->verify({{}, sent, "{}"}, known, clock.now());
        QVERIFY(verdict.outcome == gatehouse::signing::Verification::Outcome::Valid);
    }

    void whatIsNoSecretIsSaid()
    {
        const gatehouse::test::ManualClock clock;
        SignedCurlDialog dialog(schemeFor(u"standard"_s, {}), stored("{}"), clock, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QTest::keyClicks(dialog.findChild<QLineEdit *>(u"signingSecret"_s), u"whsec_!"_s);
        QVERIFY(!dialog.findChild<QPushButton *>(u"confirmSigning"_s)->isEnabled());
        QVERIFY(dialog.findChild<QLabel *>(u"signingProblem"_s)->text().startsWith(u"This is no"));
    }

    void theSchemeIsTheSourcesOrThatOfTheHeaders()
    {
        QVERIFY(!schemeFor(u"unknown"_s, {}));
        const auto scheme = schemeFor(u"unknown"_s, {{u"X-Hub-Signature-256"_s, u"sha256=00"_s}});
        QVERIFY(scheme && scheme->source() == "github");
    }
};

QTEST_MAIN(CurlCommandTest)
#include "curlcommand_test.moc"
