#include "services/privacy/masker.h"

#include <QElapsedTimer>
#include <QTest>

namespace gatehouse::test {

using namespace privacy;

namespace {

const Owner acme{"stripe", "acme"};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

MaskedDocument maskedBody(const std::string &json)
{
    return Masker::withRules().document(acme, "body", json);
}

} // namespace

class MaskerTest : public QObject
{
    Q_OBJECT

private slots:
    void aMaskedValueKeepsItsShape_data();
    void aMaskedValueKeepsItsShape();
    void whatLooksLikeAPersonIsMaskedInAnyText_data();
    void whatLooksLikeAPersonIsMaskedInAnyText();
    void aFieldIsMaskedByWhereItStands_data();
    void aFieldIsMaskedByWhereItStands();
    void whatIsNotPersonalStaysByteForByte();
    void aDocumentNamesWhatWasMaskedInIt();
    void whatIsNoJsonIsMaskedAsAWhole_data();
    void whatIsNoJsonIsMaskedAsAWhole();
    void aRuleOfATenantCountsForThatTenantAlone();
    void anAddedRuleCountsBeforeTheBuiltInOnes();
    void aValueIsMaskedByWhatItIsLike();
    void aGlobThatSaysNothingIsNoRule_data();
    void aGlobThatSaysNothingIsNoRule();
    void aRowIsMaskedByTheRulesOfItsOwnTenant();
    void offMasksNothing();
    void aFieldIsFoundInClear();
    void revealedFieldsStandInTheMaskedDocument();
    void aNameThatStandsTwiceIsTwoFields();
    void whatARuleMasksIsHidden_data();
    void whatARuleMasksIsHidden();
    void aLongTextOfSignsIsDoneInNoTime();
};

void MaskerTest::aMaskedValueKeepsItsShape_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *kind, const char *value, const char *shown) {
        QTest::addRow("%s: %s", kind, value)
            << QString::fromLatin1(kind) << QString::fromUtf8(value) << QString::fromUtf8(shown);
    };
    row("email", "jane@example.com", "j•••@e•••.com");
    row("email", "ärger@münchen.de", "ä•••@m•••.de");
    row("email", "no address", "•••");
    row("phone", "+49 170 1423", "+49 ••• ••23");
    row("phone", "(030) 1234567", "(•••) •••••67");
    row("phone", "12345", "•••");
    row("name", "Jane Doe", "J••• D•••");
    row("name", "Østergård", "Ø•••");
    row("name", "a b c d e f", "a••• b••• c••• d•••");
    row("address", "12 Main Street", "••• ••• •••");
    row("ip", "203.0.113.7", "203.0.•••.•••");
    row("ip", "2001:db8::1", "2001:•••");
    row("ip", "203.0.113.7, 10.0.0.1", "203.0.•••.•••, 10.0.•••.•••");
    row("text", "anything", "•••");
    row("text", "", "");
    row("keep", "jane@example.com", "jane@example.com");
}

void MaskerTest::aMaskedValueKeepsItsShape()
{
    QFETCH(QString, kind);
    QFETCH(QString, value);
    QTEST(text(masked(*kindOf(kind.toStdString()), value.toStdString())), "shown");
}

void MaskerTest::whatLooksLikeAPersonIsMaskedInAnyText_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *value, const char *shown) {
        QTest::addRow("%s", value) << QString::fromUtf8(value) << QString::fromUtf8(shown);
    };
    row("422 jane@example.com is taken", "422 j•••@e•••.com is taken");
    row("<a@b.org>,<c.d@e.org>.", "<a•••@b•••.org>,<c•••@e•••.org>.");
    row("call +1 (555) 010-9999 now", "call +1 (5••) •••-••99 now");
    row("203.0.113.7", "203.0.•••.•••");
    row("fe80::1", "fe80:•••");
    row("connect to 10.0.0.5 failed", "connect to 10.0.0.5 failed"); // a machine of our own
    row("2026-11-17T11:04:52+01:00", "2026-11-17T11:04:52+01:00");
    row("11:04:52", "11:04:52");
    row("user@localhost", "user@localhost");
    row("@@@@+++", "@@@@+++");
    row("https://shop.example/?mail=jane%40example.com&x=1",
        "https://shop.example/?mail=j•••@e•••.com&x=1");
    row("jane%2Btag%40example.com", "j•••@e•••.com");
    row("next=%2Flogin%3Fmail%3Djane%2540example.com", "next=%•••@e•••.com");
    row("tel=%2B491701234567&x", "tel=+49••••••••67&x");
    row("tel=%2B49%20171%201234567&x", "tel=+49 ••• •••••67&x");
    row("tel=%2B49+171+1234567", "tel=+49 ••• •••••67");
    row("tel=%2B49%2520171%2D1234567 then", "tel=+49 •••-•••••67 then");
    row("jane+tag@example.com", "j•••@e•••.com");
    row("100%40 off", "100%40 off");
    row("%40%40%25", "%40%40%25");
    row("1.2.3", "1.2.3");
    row("evt_1SUc6nKq9Lm0", "evt_1SUc6nKq9Lm0");
}

void MaskerTest::whatLooksLikeAPersonIsMaskedInAnyText()
{
    QFETCH(QString, value);
    QTEST(text(maskedByLook(value.toStdString())), "shown");
}

void MaskerTest::aFieldIsMaskedByWhereItStands_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *json, const char *shown) {
        QTest::addRow("%s", json) << QString::fromUtf8(json) << QString::fromUtf8(shown);
    };
    row(R"({"customer":{"first_name":"Jane"}})", R"({"customer":{"first_name":"J•••"}})");
    row(R"({"customer":{"firstName":"Jane"}})", R"({"customer":{"firstName":"J•••"}})");
    row(R"({"a":[{"billing_address":{"zip":10115,"country":"DE"}}]})",
        R"({"a":[{"billing_address":{"zip":"•••","country":"DE"}}]})");
    row(R"({"phone":"030 1234567"})", R"({"phone":"••• •••••67"})");
    row(R"({"customer":{"name":"Jane"},"product":{"name":"Mug"}})",
        R"({"customer":{"name":"J•••"},"product":{"name":"Mug"}})");
    row(R"({"note":"mail \"jane@example.com\""})", R"({"note":"mail \"j•••@e•••.com\""})");
    row(R"({"email":"jane\u0040example.com"})", R"({"email":"j•••@e•••.com"})");
    row(R"({"email":"x","email":"jane@example.com"})",
        R"({"email":"•••","email":"j•••@e•••.com"})");
    row(R"({"email_verified":true,"email":null})", R"({"email_verified":true,"email":null})");
    row(R"("jane@example.com")", R"("j•••@e•••.com")");
}

void MaskerTest::aFieldIsMaskedByWhereItStands()
{
    QFETCH(QString, json);
    QTEST(text(maskedBody(json.toStdString()).text), "shown");
}

void MaskerTest::whatIsNotPersonalStaysByteForByte()
{
    const std::string json =
        "{ \"total\" : 1.10,\n\t\"n\": 1E400, \"note\": \"a\\u00e4\\/b\", \"t\": true }\n";
    QCOMPARE(text(maskedBody(json).text), text(json));
    QVERIFY(maskedBody(json).fields.empty());
}

void MaskerTest::aDocumentNamesWhatWasMaskedInIt()
{
    const auto fields =
        maskedBody(R"({"a/b":[{"email":"jane@example.com"}],"phone":"+49 170 1423"})").fields;
    QCOMPARE(fields, (std::vector<std::string>{"/body/a~1b/0/email", "/body/phone"}));
}

void MaskerTest::whatIsNoJsonIsMaskedAsAWhole_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a form") << QByteArray("name=Jane&city=Berlin");
    QTest::newRow("cut off") << QByteArray(R"({"first_name":"Jane","ema)");
    QTest::newRow("a word of letters that JSON has words of") << QByteArray("anna");
    QTest::newRow("an escape that there is not") << QByteArray(R"({"note":"Jane\u00zz"})");
    QTest::newRow("two documents") << QByteArray(R"({} {"first_name":"Jane"})");
    QTest::newRow("too deep") << QByteArray(300, '[') + "\"Jane\"" + QByteArray(300, ']');
}

void MaskerTest::whatIsNoJsonIsMaskedAsAWhole()
{
    QFETCH(QByteArray, body);
    const auto shown = maskedBody(body.toStdString());
    QCOMPARE(text(shown.text), QStringLiteral("•••"));
    QCOMPARE(shown.fields, std::vector<std::string>{"/body"});
}

void MaskerTest::aRuleOfATenantCountsForThatTenantAlone()
{
    auto rule = *MaskingRule::ofPlace("/body/**/nickname", MaskKind::Text);
    const Masker masker = Masker::withRules({rule.only("globex", std::nullopt)});
    const std::string json = R"({"nickname":"JD"})";
    QCOMPARE(text(masker.document(acme, "body", json).text), text(json));
    QCOMPARE(text(masker.document({"stripe", "globex"}, "body", json).text),
             QStringLiteral(R"({"nickname":"•••"})"));
    QCOMPARE(text(masker.document({"stripe", "globex"}, "canonical", json).text), text(json));
}

void MaskerTest::anAddedRuleCountsBeforeTheBuiltInOnes()
{
    const Masker masker =
        Masker::withRules({*MaskingRule::ofPlace("/**/support/email", MaskKind::Keep)});
    const std::string json = R"({"support":{"email":"help@example.com"}})";
    QCOMPARE(text(masker.document(acme, "body", json).text), text(json));
}

void MaskerTest::aValueIsMaskedByWhatItIsLike()
{
    const Masker masker = Masker::withRules({*MaskingRule::ofValue("CUST-*", MaskKind::Text)});
    QCOMPARE(text(masker.document(acme, "body", R"(["CUST-17","a CUST-17"])").text),
             QStringLiteral(R"(["•••","a CUST-17"])"));
}

void MaskerTest::aGlobThatSaysNothingIsNoRule_data()
{
    QTest::addColumn<QString>("glob");
    for (const char *glob : {"", "/", "email", "/a//b", "/a/"})
        QTest::addRow("'%s'", glob) << QString::fromLatin1(glob);
}

void MaskerTest::aGlobThatSaysNothingIsNoRule()
{
    QFETCH(QString, glob);
    QVERIFY(!MaskingRule::ofPlace(glob.toStdString(), MaskKind::Text));
    QVERIFY(!MaskingRule::ofValue("**", MaskKind::Text));
}

void MaskerTest::aRowIsMaskedByTheRulesOfItsOwnTenant()
{
    auto rule = *MaskingRule::ofPlace("/event/subject_id", MaskKind::Text);
    const Masker masker = Masker::withRules({rule.only("acme", "stripe")});
    QCOMPARE(text(maskedRow(masker,
                            R"({"tenant": "acme", "source": "stripe", "subject_id": "cus_1",)"
                            R"( "actor_email": "jane@example.com", "source_ip": "203.0.113.7"})")),
             QStringLiteral(R"({"tenant": "acme", "source": "stripe", "subject_id": "•••",)"
                            R"( "actor_email": "j•••@e•••.com", "source_ip": "203.0.•••.•••"})"));
    QVERIFY(maskedRow(masker, R"({"tenant":"acme","source":"github","subject_id":"cus_1"})")
                .find("cus_1")
            != std::string::npos);
}

void MaskerTest::offMasksNothing()
{
    const std::string json = R"({"email":"jane@example.com"})";
    QCOMPARE(text(Masker().document(acme, "body", json).text), text(json));
    QCOMPARE(text(Masker().value(acme, "/event/actor_email", "jane@example.com")),
             QStringLiteral("jane@example.com"));
    QCOMPARE(text(Masker().anyText(acme, "answer", "jane@example.com")),
             QStringLiteral("jane@example.com"));
}

void MaskerTest::aFieldIsFoundInClear()
{
    const std::string json = R"({"a/b":[{"email":"jane\u0040example.com","zip":10115}]})";
    QCOMPARE(fieldOf("body", json, "/body/a~1b/0/email"),
             std::optional<std::string>("jane@example.com"));
    QCOMPARE(fieldOf("body", json, "/body/a~1b/0/zip"), std::optional<std::string>("10115"));
    QVERIFY(!fieldOf("body", json, "/body")); // only what is no JSON is one field
    QCOMPARE(fieldOf("body", "a=1&b=2", "/body"), std::optional<std::string>("a=1&b=2"));
    QVERIFY(!fieldOf("body", json, "/body/a~1b/0"));
    QVERIFY(!fieldOf("body", json, "/canonical/a~1b/0/zip"));
}

void MaskerTest::revealedFieldsStandInTheMaskedDocument()
{
    const std::string json = R"({"email":"jane@example.com","phone":"+49 170 1423"})";
    const auto shown = maskedBody(json);
    QCOMPARE(text(withFields("body", shown.text, {{"/body/email", "jane@example.com"}})),
             QStringLiteral(R"({"email":"jane@example.com","phone":"+49 ••• ••23"})"));
    QCOMPARE(text(withFields("body", "•••", {{"/body", "name=Jane"}})),
             QStringLiteral("name=Jane"));
}

void MaskerTest::aNameThatStandsTwiceIsTwoFields()
{
    const std::string json = R"({"email":"jane@example.com","email":"john@example.org"})";
    const auto shown = maskedBody(json);
    const std::vector<std::string> fields{"/body/email", "/body/email~#2"};
    QCOMPARE(shown.fields, fields);
    QCOMPARE(maskedFields("body", shown.text), fields);
    QCOMPARE(fieldOf("body", json, "/body/email"), std::optional<std::string>("jane@example.com"));
    QCOMPARE(fieldOf("body", json, "/body/email~#2"),
             std::optional<std::string>("john@example.org"));
    QCOMPARE(text(withFields("body", shown.text, {{"/body/email~#2", "john@example.org"}})),
             QStringLiteral(R"({"email":"j•••@e•••.com","email":"john@example.org"})"));
}

void MaskerTest::whatARuleMasksIsHidden_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("isHidden");
    QTest::newRow("by a built-in rule") << QStringLiteral("/event/actor_email") << true;
    QTest::newRow("by an added one") << QStringLiteral("/event/subject_id") << true;
    QTest::newRow("kept for one tenant alone") << QStringLiteral("/event/source_ip") << true;
    QTest::newRow("kept for all") << QStringLiteral("/event/backup_email") << false;
    QTest::newRow("by no rule") << QStringLiteral("/event/status") << false;
}

void MaskerTest::whatARuleMasksIsHidden()
{
    QFETCH(QString, path);
    auto ofAcme = *MaskingRule::ofPlace("/event/subject_id", MaskKind::Text);
    auto keptForAcme = *MaskingRule::ofPlace("/event/source_ip", MaskKind::Keep);
    const Masker masker =
        Masker::withRules({ofAcme.only("acme", {}), keptForAcme.only("acme", {}),
                           *MaskingRule::ofPlace("/event/backup_email", MaskKind::Keep)});
    QTEST(masker.hides(path.toStdString()), "isHidden");
    QVERIFY(!Masker().hides(path.toStdString()));
}

/// Every @ is a place where an address may begin.
void MaskerTest::aLongTextOfSignsIsDoneInNoTime()
{
    std::string signs;
    for (int i = 0; i < 200'000; ++i)
        signs += "%40";
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(maskedByLook(signs), signs);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::MaskerTest)
#include "masker_test.moc"
