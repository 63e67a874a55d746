#include "models/secrets/rotationwords.h"

#include <QCoreApplication>

namespace gatehouse::secrets {

using namespace Qt::StringLiterals;
using collection::TextStyle;
using collection::visibleText;

namespace {

struct RotationTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::secrets::RotationWords)
};

/// "6 h": without "in", whatever the direction.
QString spanText(qint64 seconds, const TextStyle &style)
{
    return collection::relativeTime(style.now - std::chrono::seconds(std::max<qint64>(0, seconds)),
                                    style.now, style.locale);
}

QString spanSince(const QDateTime &time, const TextStyle &style)
{
    return spanText(time.secsTo(nowOf(style)), style);
}

/// "today at 00:10", "tomorrow at 00:10", "on 20 Nov at 00:10".
QString endText(const QDateTime &time, const TextStyle &style)
{
    const QDateTime local = time.toTimeZone(style.zone);
    QString clock = local.toString(u"HH:mm"_s);
    const qint64 days = nowOf(style).date().daysTo(local.date());
    if (days == 0)
        return RotationTexts::tr("today at %1").arg(clock);
    if (days == 1)
        return RotationTexts::tr("tomorrow at %1").arg(clock);
    return RotationTexts::tr("on %1 at %2")
        .arg(style.locale.toString(local.date(), u"d MMM"_s), clock);
}

QString subjectOf(const SecretUsage &usage)
{
    return visibleText(usage.source) + u", "_s + visibleText(usage.tenant);
}

VerdictWords newUnused(const SecretUsage &usage)
{
    const qint64 newer = usage.active()->version;
    const qint64 older = usage.retiring()->version;
    return {RotationTexts::tr("Version %1 has not signed anything yet").arg(newer),
            RotationTexts::tr(
                "%1 may not have the secret yet. Until it does, only version %2 keeps the "
                "webhooks coming: retired now, every one of them would be refused.")
                .arg(providerName(usage.source))
                .arg(older)};
}

VerdictWords oldInUse(const SecretUsage &usage, const TextStyle &style)
{
    const SecretVersion &older = *usage.retiring();
    return {RotationTexts::tr("Version %1 is still in use").arg(older.version),
            RotationTexts::tr(
                "It was last seen at %1. Retired now, what %2 signs with it would be refused.")
                .arg(momentText(older.lastUsedAt, style), providerName(usage.source))};
}

QString seenText(const SecretUsage &usage, const TextStyle &style)
{
    const SecretVersion &older = *usage.retiring();
    if (!older.lastUsedAt.isValid())
        return RotationTexts::tr("Version %1 was never seen.").arg(older.version);
    return RotationTexts::tr("Version %1 was last seen at %2.")
        .arg(older.version)
        .arg(momentText(older.lastUsedAt, style));
}

/// A retry of an event that was signed before this moment could still come.
QDateTime lastSigned(const SecretUsage &usage)
{
    const QDateTime used = usage.retiring()->lastUsedAt;
    return used.isValid() ? std::max(used, usage.rotatedAt) : usage.rotatedAt;
}

VerdictWords lateRetry(const SecretUsage &usage, const TextStyle &style)
{
    const QString seen = seenText(usage, style);
    if (!usage.retryWindow) {
        return {RotationTexts::tr("Not used for %1; wait a little longer")
                    .arg(spanSince(lastSigned(usage), style)),
                seen + u' '
                    + RotationTexts::tr("Safe from %1.").arg(momentText(usage.safeFrom, style))};
    }
    return {RotationTexts::tr("Not used for %1, but a late retry could still come")
                .arg(spanSince(lastSigned(usage), style)),
            seen + u' '
                + RotationTexts::tr(
                      "%1 retries for up to %2: a retry of an event from before %3 would be "
                      "refused after retirement.")
                      .arg(providerName(usage.source), spanText(*usage.retryWindow, style),
                           momentText(lastSigned(usage), style))
                + u' ' + RotationTexts::tr("Safe from %1.").arg(momentText(usage.safeFrom, style))};
}

VerdictWords safe(const SecretUsage &usage, const TextStyle &style)
{
    const QString retries = usage.retryWindow
        ? RotationTexts::tr("Every retry of an event from before is over.")
        : RotationTexts::tr("%1 does not try again by itself.").arg(providerName(usage.source));
    return {RotationTexts::tr("Version %1 can be retired").arg(usage.retiring()->version),
            seenText(usage, style) + u' ' + retries, true};
}

QString verdictInShort(const SecretUsage &usage, const TextStyle &style)
{
    switch (usage.verdict) {
    case Verdict::None:
        return {};
    case Verdict::NewUnused:
        return RotationTexts::tr("new one unseen");
    case Verdict::OldInUse:
        return RotationTexts::tr("old one in use");
    case Verdict::LateRetry:
        return RotationTexts::tr("quiet for %1").arg(spanSince(lastSigned(usage), style));
    case Verdict::Safe:
        break;
    }
    return RotationTexts::tr("nothing more to come");
}

bool isTested(const QList<TestOutcome> &tests)
{
    return std::any_of(tests.cbegin(), tests.cend(),
                       [](const TestOutcome &test) { return test.isAccepted; });
}

QString useText(const SecretUsage &usage, const TextStyle &style)
{
    qint64 all = 0;
    for (const MinuteOfUse &each : usage.minutes)
        all += each.requests;
    return RotationTexts::tr("%1 in 24 h", "requests").arg(style.locale.toString(all));
}

QList<Step> stepsOf(const SecretUsage &usage, const QList<TestOutcome> &tests,
                    const TextStyle &style)
{
    const SecretVersion *former = usage.retiring();
    const SecretVersion *active = usage.active();
    const qint64 left = former ? nowOf(style).secsTo(former->expiresAt) : 0;
    const bool hasEnd = former && former->expiresAt.isValid();
    return {{RotationTexts::tr("Who uses it"), useText(usage, style)},
            {RotationTexts::tr("New secret"),
             former && active ? RotationTexts::tr("version %1").arg(active->version) : QString()},
            {RotationTexts::tr("Both valid"),
             hasEnd ? RotationTexts::tr("%1 left").arg(spanText(left, style)) : QString()},
            {RotationTexts::tr("Test event"),
             isTested(tests) ? RotationTexts::tr("accepted") : QString()},
            {RotationTexts::tr("Watch"), verdictInShort(usage, style)},
            {RotationTexts::tr("Retire"),
             former ? RotationTexts::tr("version %1").arg(former->version) : QString()}};
}

/// The first that is not done is what is to be done now.
void markCurrent(QList<Step> &steps)
{
    for (Step &step : steps) {
        if (step.state == Step::State::Done)
            continue;
        step.state = Step::State::Current;
        return;
    }
}

} // namespace

VerdictWords verdictWords(const SecretUsage &usage, const TextStyle &style)
{
    if (!usage.active() || !usage.retiring())
        return {};
    switch (usage.verdict) {
    case Verdict::None:
        return {};
    case Verdict::NewUnused:
        return newUnused(usage);
    case Verdict::OldInUse:
        return oldInUse(usage, style);
    case Verdict::LateRetry:
        return lateRetry(usage, style);
    case Verdict::Safe:
        break;
    }
    return safe(usage, style);
}

QString rotationTitle(const SecretUsage &usage)
{
    return usage.retiring() ? RotationTexts::tr("Rotate %1").arg(subjectOf(usage))
                            : subjectOf(usage);
}

QString rotationVersions(const SecretUsage &usage)
{
    const SecretVersion *active = usage.active();
    if (!active)
        return RotationTexts::tr("no version is valid");
    if (const SecretVersion *former = usage.retiring())
        return RotationTexts::tr("version %1 to %2").arg(former->version).arg(active->version);
    return RotationTexts::tr("version %1").arg(active->version);
}

QString stateSentence(const SecretUsage &usage, const TextStyle &style)
{
    const SecretVersion *active = usage.active();
    const SecretVersion *former = usage.retiring();
    if (!active)
        return RotationTexts::tr("Every webhook of this tenant is refused.");
    const QString since = momentText(usage.rotatedAt, style);
    if (!former)
        return RotationTexts::tr("Version %1 alone is valid, since %2.")
            .arg(active->version)
            .arg(since);
    const QString both = RotationTexts::tr("Both valid since %1.").arg(since) + u' ';
    if (!former->expiresAt.isValid())
        return both
            + RotationTexts::tr("Version %1 stays valid until it is retired.").arg(former->version);
    return both
        + RotationTexts::tr("Version %1 ends %2, even if this window is closed.")
              .arg(former->version)
              .arg(endText(former->expiresAt, style));
}

QList<Step> rotationSteps(const SecretUsage &usage, const QList<TestOutcome> &tests,
                          const TextStyle &style)
{
    QList<Step> steps = stepsOf(usage, tests, style);
    const bool isRotating = usage.retiring() != nullptr;
    const bool done[] = {
        true, isRotating, isRotating, isRotating && isTested(tests), usage.verdict == Verdict::Safe,
        false};
    for (qsizetype at = 0; at < steps.size(); ++at)
        steps[at].state = done[at] ? Step::State::Done : Step::State::ToCome;
    markCurrent(steps);
    return steps;
}

QDateTime nowOf(const TextStyle &style)
{
    const auto now = std::chrono::floor<std::chrono::milliseconds>(style.now);
    return QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), style.zone);
}

QString momentText(const QDateTime &time, const TextStyle &style)
{
    if (!time.isValid())
        return u"–"_s;
    const QDateTime local = time.toTimeZone(style.zone);
    QString clock = local.toString(u"HH:mm"_s);
    if (local.date() == nowOf(style).date())
        return clock;
    return style.locale.toString(local.date(), u"d MMM"_s) + u' ' + clock;
}

QString testText(const QList<TestOutcome> &tests)
{
    QStringList parts;
    for (const TestOutcome &test : tests) {
        const QString by = test.signedWith == "none of them"_L1 ? RotationTexts::tr("with neither")
                                                                : visibleText(test.signedWith);
        parts += test.isAccepted ? RotationTexts::tr("%1: accepted").arg(by)
                                 : RotationTexts::tr("%1: refused").arg(by);
    }
    return parts.join(u"; "_s);
}

QString refusalText(const Error &error)
{
    const auto *status = std::get_if<HttpStatus>(&error.cause);
    const std::string code = status ? status->code : std::string();
    if (code == "master_key_missing")
        return RotationTexts::tr(
            "This gateway has no master key, so it stores no secrets; those of its "
            "environment count. Start it with GATEHOUSE_MASTER_KEY_FILE.");
    if (code == "rotation_under_way")
        return RotationTexts::tr(
            "Two versions are valid already, and only two can be. Retire the former "
            "one or roll back first.");
    if (code == "secret_unchanged")
        return RotationTexts::tr("This is the secret that is active already.");
    if (code == "secret_unusable")
        return RotationTexts::tr(
            "A Standard Webhooks secret is base64, with or without whsec_ in front.");
    if (code == "nothing_to_roll_back" || code == "not_rotating" || code == "already_revoked")
        return RotationTexts::tr("There is no former version that is still valid.");
    return error.message;
}

} // namespace gatehouse::secrets
