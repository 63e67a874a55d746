#include "services/replay/freshkey.h"
#include "services/replay/preparation.h"
#include "services/signing/verification.h"
#include "tests/support/manualclock.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::replay;
using namespace std::chrono_literals;

namespace {

const Timestamp preparationTime{1763389927000ms};

Fixture stripeEvent()
{
    Fixture fixture;
    fixture.source = "stripe";
    fixture.tenant = "acme";
    fixture.receivedAt = preparationTime - 4120s;
    fixture.url = "https://hooks.example/old";
    fixture.headers = {{"Host", "hooks.example"},
                       {"Content-Type", "application/json"},
                       {"Authorization", "[redacted]"},
                       {"Stripe-Signature", "t=1,v1=00"}};
    fixture.body = "{\"id\":\"evt_1\",\"amount\":12345678901234567890.10}";
    return fixture;
}

Target localTarget()
{
    Target target;
    target.name = QStringLiteral("staging");
    target.url = QStringLiteral("http://127.0.0.1:1/api/webhooks/{source}/ingest?tenant={tenant}");
    return target;
}

SigningSecrets secretFor(const std::string &of)
{
    return {{of, std::make_shared<const secrets::Secret>(std::string_view("whsec_target"))}};
}

} // namespace

class PreparationTest : public QObject
{
    Q_OBJECT

    test::ManualClock m_clock{preparationTime};

    Preparer preparer(const Preparation &preparation, Target target = localTarget(),
                      SigningSecrets secrets = secretFor("stripe/acme"))
    {
        return Preparer(std::move(target), preparation, std::move(secrets), "key", m_clock);
    }

private slots:
    void anEventIsSignedForTheTargetNow()
    {
        const auto request = preparer({}).request(stripeEvent(), Uuid{});
        QVERIFY(request.has_value());
        QCOMPARE(request->url,
                 std::string("http://127.0.0.1:1/api/webhooks/stripe/ingest?tenant=acme"));
        QCOMPARE(request->body, stripeEvent().body);
        const auto schemes = signing::makeSchemes();
        for (const auto &scheme : schemes) {
            if (scheme->source() != "stripe")
                continue;
            const std::vector<std::string> secrets{"whsec_target"};
            const auto told = scheme->verify({request->url, request->headers, request->body},
                                             secrets, m_clock.now());
            QCOMPARE(told.outcome, signing::Verification::Outcome::Valid);
        }
        QVERIFY(!signing::findHeader(request->headers, "Host"));
        QVERIFY(!signing::findHeader(request->headers, "Authorization"));
        QVERIFY(signing::findHeader(request->headers, "Content-Type"));
    }

    void headersAreDroppedAndAdded()
    {
        Preparation wish;
        wish.droppedHeaders = {"content-type"};
        wish.addedHeaders = {{"stripe-signature", "mine"}, {"X-Test", "1"}};
        wish.signature = Preparation::Signature::AsRecorded;
        const auto request = preparer(wish).request(stripeEvent(), Uuid{});
        QVERIFY(request.has_value());
        const signing::HeaderList expected{{"stripe-signature", "mine"}, {"X-Test", "1"}};
        QVERIFY(request->headers == expected);
    }

    void whatCannotBeSentIsNotAndSaysWhy_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("why");
        QTest::newRow("no secret") << 0 << "no stripe secret for acme";
        QTest::newRow("too large") << 1 << "the target takes 10";
        QTest::newRow("in clear") << 2 << "in clear";
        QTest::newRow("no fresh key") << 3 << "no id";
        QTest::newRow("no text to mask") << 4 << "cannot be masked";
        QTest::newRow("method") << 5 << "does not allow";
        QTest::newRow("header") << 6 << "does not allow";
    }
    void whatCannotBeSentIsNotAndSaysWhy()
    {
        QFETCH(int, what);
        QFETCH(QString, why);
        Fixture fixture = stripeEvent();
        Target target = localTarget();
        Preparation wish;
        if (what == 1)
            target.bodyLimit = 10;
        if (what == 2)
            target.url = QStringLiteral("http://hooks.example/");
        if (what == 3)
            wish.key = Preparation::Key::Fresh;
        if (what == 3)
            fixture.body = "{}";
        if (what == 4)
            wish.masked = allMaskedKinds();
        if (what == 4)
            fixture.body = "\xff";
        if (what == 5)
            fixture.method = "GET / HTTP/1.1\r\nX-Smuggled: 1\r\n\r\nPOST";
        if (what == 6)
            fixture.headers.emplace_back("X-A", "b\r\nX-Smuggled: 1");
        const Preparer given =
            preparer(wish, target, what == 0 ? SigningSecrets() : secretFor("stripe/acme"));
        const auto request = given.request(fixture, Uuid{});
        QVERIFY(!request.has_value());
        QVERIFY2(request.error().message.contains(why), qPrintable(request.error().message));
        QCOMPARE(given.prediction(fixture).kind, Prediction::Kind::NotSent);
    }

    void theOutcomeIsPredicted_data()
    {
        QTest::addColumn<bool>("asRecorded");
        QTest::addColumn<bool>("fresh");
        QTest::addColumn<QString>("kind");
        QTest::newRow("signed now") << false << false << "duplicate";
        QTest::newRow("signed now, fresh") << false << true << "accepted";
        QTest::newRow("as recorded") << true << false << "refused";
        QTest::newRow("as recorded, changed") << true << true << "refused";
    }
    void theOutcomeIsPredicted()
    {
        QFETCH(bool, asRecorded);
        QFETCH(bool, fresh);
        QFETCH(QString, kind);
        Preparation wish;
        if (asRecorded)
            wish.signature = Preparation::Signature::AsRecorded;
        if (fresh)
            wish.key = Preparation::Key::Fresh;
        const auto given =
            preparer(wish, localTarget(), asRecorded ? SigningSecrets() : secretFor("stripe/acme"));
        const Prediction told = given.prediction(stripeEvent());
        QCOMPARE(predictionName(told.kind), kind);
        if (asRecorded && !fresh)
            QCOMPARE(told.reason, QStringLiteral("4,120 s old"));
    }

    void aFreshKeyChangesTheIdAloneAndIsTheSameForOneSeed_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("fresh");
        QTest::newRow("stripe") << "stripe"
                                << ""
                                << "{ \"id\":\"evt_1\", \"data\":{\"id\":\"in_1\"} }"
                                << "{ \"id\":\"evt_00000000000000000000000000000000\", "
                                   "\"data\":{\"id\":\"in_1\"} }";
        QTest::newRow("github") << "github"
                                << "X-GitHub-Delivery"
                                << "{}"
                                << "{}";
        QTest::newRow("shopify") << "shopify"
                                 << "x-shopify-webhook-id"
                                 << "{}"
                                 << "{}";
        QTest::newRow("standard") << "standard"
                                  << "svix-id"
                                  << "{}"
                                  << "{}";
        QTest::newRow("woocommerce") << "woocommerce"
                                     << "X-WC-Webhook-Delivery-ID"
                                     << "{}"
                                     << "{}";
        QTest::newRow("hubspot") << "hubspot"
                                 << ""
                                 << "[{\"eventId\":7},{\"eventId\":7}]"
                                 << "[{\"eventId\":0},{\"eventId\":1}]";
        QTest::newRow("slack") << "slack"
                               << ""
                               << "{\"event_id\":\"Ev1\"}"
                               << "{\"event_id\":\"Ev00000000000000000000000000000000\"}";
        QTest::newRow("wordpress")
            << "wordpress"
            << "X-Idempotency-Key"
            << "{\"idempotency_key\":\"a\"}"
            << "{\"idempotency_key\":\"00000000-0000-0000-0000-000000000000\"}";
    }
    void aFreshKeyChangesTheIdAloneAndIsTheSameForOneSeed()
    {
        QFETCH(QString, source);
        QFETCH(QString, header);
        QFETCH(QString, body);
        QFETCH(QString, fresh);
        Fixture fixture;
        fixture.source = source.toStdString();
        fixture.headers = {{"Other", "1"}};
        if (!header.isEmpty())
            fixture.headers.emplace_back(header.toStdString(), "old");
        fixture.body = body.toStdString();
        const auto made = withFreshKey(fixture, Uuid{});
        QVERIFY(made.has_value());
        QCOMPARE(QString::fromStdString(made->body), fresh);
        QCOMPARE(made->headers.front().second, std::string("1"));
        if (!header.isEmpty())
            QVERIFY(made->headers.back().second != "old");
        QVERIFY(*withFreshKey(fixture, Uuid{}) == *made);
    }

    void aSourceThatIsKnownByItsBodyHasNoFreshKey()
    {
        Fixture fixture;
        fixture.source = "wpmedia";
        fixture.body = "{}";
        const auto made = withFreshKey(fixture, Uuid{});
        QVERIFY(!made.has_value());
        QVERIFY(made.error().message.contains(QLatin1String("known by its body")));
    }

    void personalDataBecomesTheSamePseudonymEverywhere()
    {
        const Pseudonyms pseudonyms("key", allMaskedKinds());
        const std::string masked = pseudonyms.body(
            "{\"email\":\"Ada@example.com\",\"note\":\"write to ada@example.com or +49 170 "
            "1234567\","
            "\"first_name\":\"Ada\",\"order\":1042,\"card\":\"4242 4242 4242 4242\","
            "\"key\":\"sk_live_abcdefgh12345678\",\"amount\":12345678901234567890.10}");
        for (const char *gone : {"da@example", "Ada", "1234567 ", "1234567\"", "4242", "sk_live"})
            QVERIFY2(masked.find(gone) == std::string::npos, masked.c_str());
        QVERIFY(masked.find("\"order\":1042") != std::string::npos);
        QVERIFY(masked.find("12345678901234567890.10") != std::string::npos);
        const std::size_t first = masked.find("@masked.example");
        const std::string address = masked.substr(first - 13, 13);
        QVERIFY2(masked.find("write to " + address + "@masked.example") != std::string::npos,
                 masked.c_str());
        QCOMPARE(pseudonyms.body(masked.substr(0, 0)), std::string());
        QVERIFY(Pseudonyms("other", allMaskedKinds()).byLook("ada@example.com")
                != pseudonyms.byLook("ada@example.com"));
    }

    void anAddressIsMaskedAndAPostalCodeKeepsItsShape()
    {
        const std::string order =
            R"({"shipping_address":{"street":"Bergweg 5","postal_code":"10115"},"total":10115})";
        const std::string masked = Pseudonyms("key", {MaskedKind::Address}).body(order);
        QVERIFY2(masked.find("Bergweg") == std::string::npos, masked.c_str());
        const QJsonObject read =
            QJsonDocument::fromJson(QByteArray::fromStdString(masked)).object();
        const QString code = read[u"shipping_address"][u"postal_code"].toString();
        QVERIFY2(code.size() == 5 && code.toInt() > 0 && code != u"10115", masked.c_str());
        QCOMPARE(read[u"total"].toInt(), 10115);
    }

    void aCodeKeepsItsShapeAndNoneOfItsDigits_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("shape");
        QTest::newRow("US") << "12345-6789"
                            << "[0-9]{5}-[0-9]{4}";
        QTest::newRow("GB") << "SW1A 1AA"
                            << "[A-Z]{2}[0-9][A-Z] [0-9][A-Z]{2}";
        QTest::newRow("CA") << "K1A 0B1"
                            << "[A-Z][0-9][A-Z] [0-9][A-Z][0-9]";
        QTest::newRow("house") << "5"
                               << "[0-9]";
    }
    void aCodeKeepsItsShapeAndNoneOfItsDigits()
    {
        QFETCH(QString, code);
        QFETCH(QString, shape);
        const std::string body = "{\"postal_code\":\"" + code.toStdString() + "\"}";
        const std::string masked = Pseudonyms("key", {MaskedKind::Address}).body(body);
        const QString other = QJsonDocument::fromJson(QByteArray::fromStdString(masked))
                                  .object()[u"postal_code"]
                                  .toString();
        QVERIFY2(
            QRegularExpression(QRegularExpression::anchoredPattern(shape)).match(other).hasMatch(),
            masked.c_str());
        for (qsizetype i = 0; i < code.size(); ++i)
            QVERIFY(!code.at(i).isLetterOrNumber() || code.at(i) != other.at(i));
    }

    void onlyWhatIsAskedForIsMasked()
    {
        const Pseudonyms pseudonyms("key", {MaskedKind::Card});
        QCOMPARE(pseudonyms.byLook("a@b.example +49 170 1234567 4242424242424241"),
                 std::string("a@b.example +49 170 1234567 4242424242424241"));
        QVERIFY(pseudonyms.byLook("4242424242424242") != "4242424242424242");
    }

    void aTargetIsSavedAndReadAgain()
    {
        const QTemporaryDir folder;
        const Targets targets(folder.filePath(QStringLiteral("targets")));
        Target target = localTarget();
        target.environment = QStringLiteral("staging");
        target.secretFiles[QStringLiteral("stripe/acme")] = QStringLiteral("/secret");
        QVERIFY(targets.save(target).has_value());
        QVERIFY(*targets.load(QStringLiteral("staging")) == target);
        QCOMPARE(targets.names(), QStringList{QStringLiteral("staging")});
        QCOMPARE(targets.load(QStringLiteral("other")).error().kind, ErrorKind::NotFound);
    }

    void aPlainUrlIsATargetOnThisMachineAlone()
    {
        QVERIFY(targetOfUrl(QStringLiteral("http://127.0.0.1:8000/hook")).has_value());
        QCOMPARE(targetOfUrl(QStringLiteral("https://hooks.example/")).error().kind,
                 ErrorKind::Denied);
    }
};

QTEST_GUILESS_MAIN(PreparationTest)
#include "preparation_test.moc"
