#include "models/jwtkeys/keywords.h"

#include <QCoreApplication>

namespace gatehouse::jwtkeys {

using namespace Qt::StringLiterals;
using collection::TextStyle;
using secrets::momentText;
using secrets::Verdict;
using secrets::VerdictWords;

namespace {

struct KeyTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::jwtkeys::KeyWords)
};

QString seenText(const Key &former, const TextStyle &style)
{
    const QString kid = shortKid(former.kid);
    if (!former.lastUsedAt.isValid())
        return KeyTexts::tr("Key %1 was never seen.").arg(kid);
    return KeyTexts::tr("Key %1 was last seen at %2.")
        .arg(kid, momentText(former.lastUsedAt, style));
}

QString safeFromText(const KeyUsage &usage, const TextStyle &style)
{
    return KeyTexts::tr("Safe from %1.").arg(momentText(usage.safeFrom, style));
}

VerdictWords newUnused(const KeyUsage &usage)
{
    return {KeyTexts::tr("Key %1 has not signed anything yet").arg(shortKid(usage.active()->kid)),
            KeyTexts::tr("The site may not have it yet. Until it does, only key %1 keeps its "
                         "webhooks coming: retired now, every one of them would be refused.")
                .arg(shortKid(usage.retiring()->kid))};
}

VerdictWords oldInUse(const KeyUsage &usage, const TextStyle &style)
{
    const Key &former = *usage.retiring();
    return {KeyTexts::tr("Key %1 is still in use").arg(shortKid(former.kid)),
            seenText(former, style) + u' '
                + KeyTexts::tr("Retired now, what the site signs with it would be refused.") + u' '
                + safeFromText(usage, style)};
}

VerdictWords waiting(const KeyUsage &usage, const TextStyle &style)
{
    return {KeyTexts::tr("Not used of late; wait a little longer"),
            seenText(*usage.retiring(), style) + u' ' + safeFromText(usage, style)};
}

VerdictWords safe(const KeyUsage &usage, const TextStyle &style)
{
    const Key &former = *usage.retiring();
    return {KeyTexts::tr("Key %1 can be retired").arg(shortKid(former.kid)),
            seenText(former, style) + u' '
                + KeyTexts::tr("Every token that it signed is over: each try brings a new one."),
            true};
}

} // namespace

QString shortKid(const QString &kid)
{
    constexpr qsizetype shown = 8;
    const QString visible = collection::visibleText(kid);
    return visible.size() > shown ? visible.left(shown) + u'…' : visible;
}

VerdictWords verdictWords(const KeyUsage &usage, const TextStyle &style)
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
        return waiting(usage, style);
    case Verdict::Safe:
        break;
    }
    return safe(usage, style);
}

QString stateSentence(const KeyUsage &usage, const TextStyle &style)
{
    const Key *active = usage.active();
    const Key *former = usage.retiring();
    if (!active)
        return KeyTexts::tr("No key is valid: every webhook of source wordpress is refused.");
    const QString since = momentText(usage.rotatedAt, style);
    if (!former)
        return KeyTexts::tr("Key %1 alone is valid, since %2.").arg(shortKid(active->kid), since);
    const QString kid = shortKid(former->kid);
    const QString both = KeyTexts::tr("Both valid since %1.").arg(since) + u' ';
    if (!former->expiresAt.isValid())
        return both + KeyTexts::tr("Key %1 stays valid until it is retired.").arg(kid);
    return both
        + KeyTexts::tr("Key %1 is valid until %2 and then ends, even if this window is closed.")
              .arg(kid, momentText(former->expiresAt, style));
}

QString refusalText(const Error &error)
{
    const auto *status = std::get_if<HttpStatus>(&error.cause);
    const std::string code = status ? status->code : std::string();
    if (code == "rotation_under_way")
        return KeyTexts::tr("Two keys are valid already, and only two can be. Retire the former "
                            "one or roll back first.");
    if (code == "jwt_key_unchanged")
        return KeyTexts::tr("This is the key that is active already.");
    if (code == "public_key_unusable")
        return KeyTexts::tr(
            "What was pasted is no public key of that algorithm: RSA with 2048 bits "
            "or more for RS256, P-256 for ES256, as PEM.");
    if (code == "parties_missing")
        return KeyTexts::tr("The first key needs issuer and audience: what the tokens must say in "
                            "iss and aud.");
    if (code == "nothing_to_roll_back" || code == "not_rotating" || code == "already_revoked")
        return KeyTexts::tr("There is no former key that is still valid.");
    return error.message;
}

} // namespace gatehouse::jwtkeys
