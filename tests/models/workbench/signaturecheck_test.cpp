#include "models/workbench/signaturecheck.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::workbench;
using namespace std::chrono_literals;

namespace {

const Timestamp signedAt{1'700'000'000s};

/// A Stripe message as that secret signs it.
capture::CapturedRequest stripeMessage(const std::string &body, const std::string &secret)
{
    capture::CapturedRequest request{{}, "https://hooks.example/stripe", {}, body};
    for (const auto &scheme : signing::makeSchemes()) {
        if (scheme->source() == "stripe")
            request.headers = scheme->sign({request.url, {}, request.body}, secret, signedAt);
    }
    return request;
}

} // namespace

class SignatureCheckTest : public QObject
{
    Q_OBJECT

    static Result<QString> check(const QString &source, capture::CapturedRequest request,
                                 std::string_view secret, Timestamp at = signedAt)
    {
        auto checking = checkSignature(source, std::move(request), secrets::Secret(secret), at);
        checking.waitForFinished();
        return checking.result();
    }
    static QJsonObject answer(const Result<QString> &checked)
    {
        return checked ? QJsonDocument::fromJson(checked->toUtf8()).object() : QJsonObject();
    }

private slots:
    void theRightSecretIsValid()
    {
        const auto json =
            answer(check(QStringLiteral("stripe"), stripeMessage("{}", "whsec_a"), "whsec_a"));
        QCOMPARE(json[QStringLiteral("valid")].toBool(), true);
    }

    void aChangedBodyIsExplained()
    {
        capture::CapturedRequest request = stripeMessage("{}", "whsec_a");
        request.body += '\n';
        const auto json = answer(check(QStringLiteral("stripe"), request, "whsec_a"));
        QCOMPARE(json[QStringLiteral("valid")].toBool(), false);
        QVERIFY(!json[QStringLiteral("nearest")].toObject().isEmpty());
    }

    void itIsJudgedAsOfTheTimeThatIsGiven()
    {
        const auto request = stripeMessage("{}", "whsec_a");
        const auto json =
            answer(check(QStringLiteral("stripe"), request, "whsec_a", signedAt + 24h));
        QCOMPARE(json[QStringLiteral("code")].toString(), QStringLiteral("timestamp_skew"));
    }

    void noSecretIsInTheAnswer()
    {
        const auto checked =
            check(QStringLiteral("stripe"), stripeMessage("{}", "whsec_a"), "whsec_marked_b");
        QVERIFY(checked);
        QVERIFY(!checked->contains(QStringLiteral("marked_b")));
    }

    void whatIsMissingIsSaid_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<int>("size");
        QTest::newRow("no source") << QString() << QByteArray("a") << 1;
        QTest::newRow("an unknown source") << QStringLiteral("nobody") << QByteArray("a") << 1;
        QTest::newRow("no secret") << QStringLiteral("stripe") << QByteArray() << 1;
        QTest::newRow("too large")
            << QStringLiteral("stripe") << QByteArray("a") << int(largestBody) + 1;
    }
    void whatIsMissingIsSaid()
    {
        QFETCH(QString, source);
        QFETCH(QByteArray, secret);
        QFETCH(int, size);
        const auto checked =
            check(source, {{}, {}, {}, std::string(std::size_t(size), 'x')}, secret.toStdString());
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, ErrorKind::Invalid);
    }

    void everySourceCanBeChecked()
    {
        QVERIFY(sources().contains(QStringLiteral("stripe")));
        QCOMPARE(std::size_t(sources().size()), signing::makeSchemes().size());
    }
};

QTEST_GUILESS_MAIN(SignatureCheckTest)

#include "signaturecheck_test.moc"
