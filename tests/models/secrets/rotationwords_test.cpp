#include "models/secrets/rotationwords.h"

#include <QTest>

#include <numeric>

using namespace gatehouse;
using namespace gatehouse::secrets;
using namespace Qt::StringLiterals;

namespace {

QDateTime at(const char *time)
{
    return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate);
}

collection::TextStyle styleAt(const char *time)
{
    return {Timestamp(std::chrono::milliseconds(at(time).toMSecsSinceEpoch())),
            QLocale(QLocale::English, QLocale::UnitedStates), QTimeZone::utc()};
}

SecretVersion version(qint64 number, const QString &state, const char *since)
{
    SecretVersion version;
    version.version = number;
    version.state = state;
    version.activeSince = at(since);
    return version;
}

/// Rotated at ten past midnight; version 6 was last seen at 08:28.
SecretUsage rotating(Verdict verdict)
{
    const SecretVersion newer = version(7, u"active"_s, "2026-11-17T00:10:00Z");
    SecretVersion older = version(6, u"retiring"_s, "2026-08-17T00:00:00Z");
    older.expiresAt = at("2026-11-18T00:10:00Z");
    older.lastUsedAt = at("2026-11-17T08:28:14Z");
    SecretUsage usage;
    usage.source = u"stripe"_s;
    usage.tenant = u"acme"_s;
    usage.rotatedAt = newer.activeSince;
    usage.versions = {newer, older};
    usage.retryWindow = 3 * 24 * 3600;
    usage.verdict = verdict;
    usage.safeFrom = at("2026-11-20T08:28:14Z");
    return usage;
}

SecretUsage alone()
{
    SecretUsage usage = rotating(Verdict::None);
    usage.versions.removeLast();
    return usage;
}

const char *const afternoon = "2026-11-17T14:32:00Z";

} // namespace

class RotationWordsTest : public QObject
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
            << Verdict::NewUnused << u"Version 7 has not signed anything yet"_s
            << u"Stripe may not have the secret yet. Until it does, only version 6 keeps the "
               "webhooks coming: retired now, every one of them would be refused."_s
            << false;
        QTest::newRow("old in use")
            << Verdict::OldInUse << u"Version 6 is still in use"_s
            << u"It was last seen at 08:28. Retired now, what Stripe signs with it would be refused."_s
            << false;
        QTest::newRow("late retry")
            << Verdict::LateRetry << u"Not used for 6 h, but a late retry could still come"_s
            << u"Version 6 was last seen at 08:28. Stripe retries for up to 3 d: a retry of an "
               u"event "
               "from before 08:28 would be refused after retirement. Safe from 20 Nov 08:28."_s
            << false;
        QTest::newRow("safe") << Verdict::Safe << u"Version 6 can be retired"_s
                              << u"Version 6 was last seen at 08:28. Every retry of an event from "
                                 "before is over."_s
                              << true;
    }
    void theVerdictIsSaidInPlainWords()
    {
        QFETCH(Verdict, verdict);
        const VerdictWords words = verdictWords(rotating(verdict), styleAt(afternoon));
        QTEST(words.title, "title");
        QTEST(words.text, "text");
        QTEST(words.isGood, "isGood");
    }

    void aVersionThatWasNeverSeenIsNotSaidToHaveBeen()
    {
        SecretUsage usage = rotating(Verdict::LateRetry);
        usage.versions[1].lastUsedAt = {};
        const VerdictWords words = verdictWords(usage, styleAt(afternoon));
        QCOMPARE(words.title, u"Not used for 14 h, but a late retry could still come"_s);
        QVERIFY(words.text.startsWith(u"Version 6 was never seen."_s));
    }

    void aProviderWithoutRetriesHasNone()
    {
        SecretUsage usage = rotating(Verdict::Safe);
        usage.source = u"github"_s;
        usage.retryWindow.reset();
        QVERIFY(verdictWords(usage, styleAt(afternoon))
                    .text.endsWith(u"GitHub does not try again by itself."_s));
    }

    void oneVersionAloneIsNotJudged()
    {
        QVERIFY(verdictWords(alone(), styleAt(afternoon)).title.isEmpty());
        QCOMPARE(rotationTitle(alone()), u"stripe, acme"_s);
        QCOMPARE(rotationVersions(alone()), u"version 7"_s);
        QCOMPARE(stateSentence(alone(), styleAt(afternoon)),
                 u"Version 7 alone is valid, since 00:10."_s);
    }

    void theHeaderSaysUntilWhenBothAreValid()
    {
        const SecretUsage usage = rotating(Verdict::LateRetry);
        QCOMPARE(rotationTitle(usage), u"Rotate stripe, acme"_s);
        QCOMPARE(rotationVersions(usage), u"version 6 to 7"_s);
        QCOMPARE(
            stateSentence(usage, styleAt(afternoon)),
            u"Both valid since 00:10. Version 6 ends tomorrow at 00:10, even if this window is "
            "closed."_s);
    }

    void theStepsFollowTheFacts()
    {
        const auto current = [](const SecretUsage &usage, const QList<TestOutcome> &tests) {
            const QList<Step> steps = rotationSteps(usage, tests, styleAt(afternoon));
            for (int step = 0; step < steps.size(); ++step) {
                if (steps[step].state == Step::State::Current)
                    return step + 1;
            }
            return 0;
        };
        const QList<TestOutcome> tested{{u"version 7"_s, true, {}}};
        QCOMPARE(current(alone(), {}), 2);
        QCOMPARE(current(rotating(Verdict::LateRetry), {}), 4);
        QCOMPARE(current(rotating(Verdict::LateRetry), tested), 5);
        QCOMPARE(current(rotating(Verdict::Safe), tested), 6);
    }

    void everySourceHasARunbookOfItsOwn()
    {
        QCOMPARE(knownSources().size(), 10);
        for (const QString &source : knownSources()) {
            const QStringList steps = runbook(source);
            QCOMPARE(steps.size(), 5);
            QCOMPARE(steps[waitingStep(source)],
                     u"Wait until the old version is no longer seen."_s);
        }
        QVERIFY(runbook(u"unheard of"_s).isEmpty());
    }

    void aForeignNameIsMadeVisible()
    {
        SecretUsage usage = alone();
        usage.tenant = u"ac\u202Eme"_s;
        QVERIFY(!rotationTitle(usage).contains(u'\u202E'));
    }

    void aMissingMasterKeyIsToldInWords()
    {
        const Error error{
            ErrorKind::Conflict, u"as it came"_s, {}, HttpStatus{409, "master_key_missing"}};
        QVERIFY(refusalText(error).contains(u"no master key"_s));
        QCOMPARE(refusalText({ErrorKind::Timeout, u"as it came"_s, {}, {}}), u"as it came"_s);
    }

    void minutesBecomeBarsWithoutLosingARequest()
    {
        SecretUsage usage = rotating(Verdict::OldInUse);
        const QDateTime now = at(afternoon);
        usage.minutes = {{now.addSecs(-24 * 3600 + 120), 6, 5},
                         {now.addSecs(-3600), 6, 2},
                         {now.addSecs(-3600), 7, 3},
                         {now, 7, 1}};
        const UsageBars bars = usageBars(usage, now.addSecs(20));
        QCOMPARE(bars.minutes, 24);
        QCOMPARE(bars.newer.size(), 60);
        QCOMPARE(std::accumulate(bars.older.begin(), bars.older.end(), qint64(0)), 7);
        QCOMPARE(std::accumulate(bars.newer.begin(), bars.newer.end(), qint64(0)), 4);
    }

    void anAnswerOfAnotherVersionIsSaidToBeOne()
    {
        const auto usage = secretUsage(u"stripe"_s, u"acme"_s, {{u"versions"_s, 3}});
        QVERIFY(!usage && usage.error().kind == ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(RotationWordsTest)
#include "rotationwords_test.moc"
