#include "ui/pages/tabs/explanation.h"

#include "models/collection/celltext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace gatehouse::ui {

namespace {

using Check = Explanation::Check;
using TriedSecret = Explanation::TriedSecret;

struct ExplanationTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::Explanation)
};

/// What the gateway shows of a digest; cut again, because another gateway may send more.
constexpr qsizetype mostDigits = 8;

QString memberText(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString();
}

QString checkTitle(const QString &name)
{
    if (name == QLatin1String("header"))
        return ExplanationTexts::tr("Header");
    if (name == QLatin1String("time"))
        return ExplanationTexts::tr("Time");
    if (name == QLatin1String("scheme"))
        return ExplanationTexts::tr("Scheme");
    return name == QLatin1String("signature") ? ExplanationTexts::tr("Signature") : name;
}

Check::Step parseStep(const QString &word)
{
    if (word == QLatin1String("passed"))
        return Check::Step::Passed;
    return word == QLatin1String("failed") ? Check::Step::Failed : Check::Step::NotReached;
}

Check parseCheck(const QJsonObject &json)
{
    return {checkTitle(memberText(json, "name")), parseStep(memberText(json, "step")),
            memberText(json, "text")};
}

TriedSecret parseSecret(const QJsonObject &json)
{
    const QString tenant = memberText(json, "tenant");
    TriedSecret tried;
    tried.name = memberText(json, "label");
    if (!tenant.isEmpty())
        tried.name = ExplanationTexts::tr("%1 of %2").arg(tried.name, tenant);
    tried.state = memberText(json, "state");
    tried.fingerprint = memberText(json, "fingerprint").left(mostDigits);
    tried.computed = memberText(json, "computed").left(mostDigits);
    tried.result = memberText(json, "result");
    tried.fits = tried.result.startsWith(QLatin1String("match"));
    return tried;
}

QString bytesText(qint64 bytes)
{
    return ExplanationTexts::tr("%1 bytes").arg(collection::displayLocale().toString(bytes));
}

std::optional<Explanation::SignedText> parseSignedText(const QJsonValue &value)
{
    if (!value.isObject())
        return std::nullopt;
    const QJsonObject json = value.toObject();
    const qint64 omitted = json.value(QLatin1String("omitted")).toInteger();
    QString ends = memberText(json, "start");
    if (omitted > 0)
        ends += QStringLiteral("\n… %1 …\n").arg(bytesText(omitted)) + memberText(json, "end");
    return Explanation::SignedText{bytesText(json.value(QLatin1String("size")).toInteger()), ends};
}

QString evidenceLine(const Check &check)
{
    return ExplanationTexts::tr("%1: %2. %3")
        .arg(check.name, stepWord(check.step), check.text)
        .trimmed();
}

QString evidenceLine(const TriedSecret &secret)
{
    const QString text = ExplanationTexts::tr("%1 (%2), fingerprint %3: %4")
                             .arg(secret.name, secret.state, secret.fingerprint, secret.result);
    return secret.computed.isEmpty()
        ? text
        : ExplanationTexts::tr("%1, computed %2…").arg(text, secret.computed);
}

template <typename Item>
QString evidenceSection(const QString &title, const QList<Item> &items)
{
    QString text = u'\n' + title + u'\n';
    for (const Item &item : items)
        text += evidenceLine(item) + u'\n';
    return text;
}

} // namespace

std::optional<Explanation> parseExplanation(const QString &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    Explanation explanation;
    explanation.headline = memberText(object, "headline");
    if (explanation.headline.isEmpty())
        return std::nullopt;
    explanation.isValid = object.value(QLatin1String("valid")).toBool();
    explanation.reason = memberText(object, "reason");
    explanation.next = memberText(object, "next");
    for (const QJsonValue check : object.value(QLatin1String("checks")).toArray())
        explanation.checks += parseCheck(check.toObject());
    for (const QJsonValue secret : object.value(QLatin1String("secrets")).toArray())
        explanation.secrets += parseSecret(secret.toObject());
    for (const QJsonValue encoding : object.value(QLatin1String("encodings")).toArray())
        explanation.encodings += encoding.toString();
    explanation.digests = object.value(QLatin1String("digests_computed")).toInteger();
    explanation.signedText = parseSignedText(object.value(QLatin1String("signed_text")));
    return explanation;
}

QString stepWord(Check::Step step)
{
    switch (step) {
    case Check::Step::Passed:
        return ExplanationTexts::tr("passed");
    case Check::Step::Failed:
        return ExplanationTexts::tr("failed");
    case Check::Step::NotReached:
        break;
    }
    return ExplanationTexts::tr("not reached");
}

QString searchText(const Explanation &explanation)
{
    if (explanation.secrets.isEmpty())
        return ExplanationTexts::tr("None: there was nothing to compare with.");
    return ExplanationTexts::tr("The signature was read as %1; digests computed: %2.")
        .arg(explanation.encodings.join(QStringLiteral(", ")),
             collection::displayLocale().toString(explanation.digests));
}

QString asText(const Explanation &explanation)
{
    QString text =
        evidenceSection(ExplanationTexts::tr("What was checked, in order"), explanation.checks);
    text += evidenceSection(ExplanationTexts::tr("Secrets tried"), explanation.secrets);
    text += searchText(explanation) + u'\n';
    if (const auto &arrived = explanation.signedText)
        text += u'\n' + ExplanationTexts::tr("Signed text, as it arrived: %1").arg(arrived->size)
            + u'\n' + arrived->ends + u'\n';
    return text;
}

} // namespace gatehouse::ui
