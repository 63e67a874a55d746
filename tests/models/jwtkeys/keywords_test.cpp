#include "models/jwtkeys/keywords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::jwtkeys;
using namespace Qt::StringLiterals;
using secrets::Verdict;

namespace {

QDateTime at(const char *time)
{
    return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate);
}

collection::TextStyle afternoon()
{
    return {Timestamp(std::chrono::milliseconds(at("2026-11-17T14:32:00Z").toMSecsSinceEpoch())),
            QLocale(QLocale::English, QLocale::UnitedStates), QTimeZone::utc()};
}

Key key(const char *kid, const char *state)
{
    Key key;
    key.kid = QString::fromLatin1(kid);
    key.state = QString::fromLatin1(state);
    return key;
}

/// Rotated at ten past midnight; the former key was last seen at 08:28.
KeyUsage rotating(Verdict verdict)
{
    KeyUsage usage;
    usage.rotatedAt = at("2026-11-17T00:10:00Z");
    Key former = key("oldoldoldold", "retiring");
    former.expiresAt = at("2026-11-18T00:10:00Z");
    former.lastUsedAt = at("2026-11-17T08:28:14Z");
    usage.keys = {key("newnewnewnew", "active"), former};
    usage.verdict = verdict;
    usage.safeFrom = at("2026-11-17T09:28:14Z");
    return usage;
}

KeyUsage alone()
{
    KeyUsage usage = rotating(Verdict::None);
    usage.keys.removeLast();
    return usage;
}

Error refusal(const char *code)
{
    return {ErrorKind::Conflict, u"as the gateway says it"_s, {}, HttpStatus{409, code}};
}

} // namespace

class KeyWordsTest : public QObject
{
    Q_OBJECT

private slots:
    void theVerdictIsSaidInPlainWords_data()
    {
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("new unused")
            << Verdict::NewUnused << u"Key newnewne… has not signed anything yet"_s
            << u"The site may not have it yet. Until it does, only key oldoldol… keeps its "
               "webhooks coming: retired now, every one of them would be refused."_s
            << false;
        QTest::newRow("old in use")
            << Verdict::OldInUse << u"Key oldoldol… is still in use"_s
            << u"Key oldoldol… was last seen at 08:28. Retired now, what the site signs with it "
               "would be refused. Safe from 09:28."_s
            << false;
        QTest::newRow("late retry")
            << Verdict::LateRetry << u"Not used of late; wait a little longer"_s
            << u"Key oldoldol… was last seen at 08:28. Safe from 09:28."_s << false;
        QTest::newRow("safe")
            << Verdict::Safe << u"Key oldoldol… can be retired"_s
            << u"Key oldoldol… was last seen at 08:28. Every token that it signed "
               "is over: each try brings a new one."_s
            << true;
    }
    void theVerdictIsSaidInPlainWords()
    {
        QFETCH(Verdict, verdict);
        const auto words = verdictWords(rotating(verdict), afternoon());
        QTEST(words.title, "title");
        QTEST(words.text, "text");
        QTEST(words.isGood, "isGood");
    }

    void oneKeyAloneIsNotJudged() { QCOMPARE(verdictWords(alone(), afternoon()).title, QString()); }

    void aKeyThatWasNeverSeenIsNotSaidToHaveBeen()
    {
        KeyUsage usage = rotating(Verdict::Safe);
        usage.keys.last().lastUsedAt = {};
        QVERIFY(
            verdictWords(usage, afternoon()).text.startsWith(u"Key oldoldol… was never seen."_s));
    }

    void theStateSaysWhatIsValidAndUntilWhen_data()
    {
        QTest::addColumn<KeyUsage>("usage");
        QTest::addColumn<QString>("said");
        KeyUsage endless = rotating(Verdict::Safe);
        endless.keys.last().expiresAt = {};
        QTest::newRow("none")
            << KeyUsage() << u"No key is valid: every webhook of source wordpress is refused."_s;
        QTest::newRow("one") << alone() << u"Key newnewne… alone is valid, since 00:10."_s;
        QTest::newRow("two")
            << rotating(Verdict::Safe)
            << u"Both valid since 00:10. Key oldoldol… is valid until 18 Nov 00:10 "
               "and then ends, even if this window is closed."_s;
        QTest::newRow("rolled back")
            << endless
            << u"Both valid since 00:10. Key oldoldol… stays valid until it is retired."_s;
    }
    void theStateSaysWhatIsValidAndUntilWhen()
    {
        QFETCH(KeyUsage, usage);
        QTEST(stateSentence(usage, afternoon()), "said");
    }

    void anAnswerIsReadWithTheTokensOfEachKey()
    {
        const QByteArray json = R"({"rotated_at":"2026-11-17T00:10:00Z",
            "keys":[{"id":"a","kid":"new","algorithm":"ES256","state":"active","uses_since_rotation":3},
                    {"id":"b","kid":"old","state":"retiring","expires_at":"2026-11-18T00:10:00Z",
                     "last_used_at":"2026-11-17T08:28:14Z","uses_since_rotation":5}],
            "minutes":[["2026-11-17T07:00:00Z","old",4],["2026-11-17T08:28:00Z","old",1],
                       ["2026-11-17T08:28:00Z","new",3]],
            "verdict":{"code":"old_in_use","safe_from":"2026-11-17T09:28:14Z"}})";
        const auto usage = keyUsage(QJsonDocument::fromJson(json).object());
        QVERIFY(usage);
        QCOMPARE(usage->active()->kid, u"new"_s);
        QCOMPARE(usage->retiring()->tokensSinceRotation, 5);
        QCOMPARE(usage->retiring()->expiresAt, at("2026-11-18T00:10:00Z"));
        QCOMPARE(usage->tokens(u"old"_s, at("2026-11-17T08:00:00Z")), 1);
        QCOMPARE(usage->tokens(u"old"_s, at("2026-11-17T07:00:00Z")), 5);
        QCOMPARE(usage->verdict, Verdict::OldInUse);
        QCOMPARE(usage->safeFrom, at("2026-11-17T09:28:14Z"));
    }

    void anAnswerOfAnotherShapeIsRefused()
    {
        const auto usage = keyUsage({{u"versions"_s, QJsonArray()}});
        QVERIFY(!usage);
        QCOMPARE(usage.error().kind, ErrorKind::Invalid);
    }

    void aKidIsMadeVisibleAndCut()
    {
        QCOMPARE(shortKid(u"short"_s), u"short"_s);
        QVERIFY(!shortKid(u"a\u202eb"_s).contains(QChar(0x202e)));
    }

    void aRefusalIsSaidInWordsOfItsOwn_data()
    {
        QTest::addColumn<QByteArray>("code");
        for (const char *code :
             {"rotation_under_way", "jwt_key_unchanged", "public_key_unusable", "parties_missing",
              "nothing_to_roll_back", "not_rotating", "already_revoked"})
            QTest::newRow(code) << QByteArray(code);
    }
    void aRefusalIsSaidInWordsOfItsOwn()
    {
        QFETCH(QByteArray, code);
        const Error said = refusal(code.constData());
        QVERIFY(refusalText(said) != said.message);
    }

    void aRefusalThatIsNotKnownIsSaidAsTheGatewayDoes()
    {
        QCOMPARE(refusalText(refusal("something_else")), refusal("something_else").message);
    }
};

QTEST_GUILESS_MAIN(KeyWordsTest)
#include "keywords_test.moc"
