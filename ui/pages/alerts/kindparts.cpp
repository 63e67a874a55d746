#include "ui/pages/alerts/kindparts.h"

#include "models/collection/celltext.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

namespace gatehouse::ui::parts {

using namespace Qt::StringLiterals;
using Kind = EntryField::Kind;

namespace {

QString momentText(const QString &rfc3339)
{
    const auto at = QDateTime::fromString(rfc3339, Qt::ISODateWithMs).toLocalTime();
    return collection::displayLocale().toString(at, u"d MMM HH:mm"_s);
}

} // namespace

QString text(const QJsonObject &entry, const QString &member)
{
    return entry[member].toString();
}

QString numberText(double value)
{
    return collection::displayLocale().toString(value, 'g', 6);
}

QString titled(const QList<EntryChoice> &choices, const QString &value)
{
    for (const EntryChoice &choice : choices) {
        if (choice.value == value)
            return choice.title;
    }
    return value;
}

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u"; "_s);
}

EntryCall removalById(const QString &path, const QJsonObject &entry)
{
    return {path + u'/' + text(entry, u"id"_s) + u"/delete"_s, {}};
}

std::function<bool(const QJsonObject &)> isOneOf(const QString &member, const QStringList &values)
{
    return
        [member, values](const QJsonObject &entry) { return values.contains(text(entry, member)); };
}

EntryField nameField()
{
    return {.member = u"name"_s, .title = AlertKindTexts::tr("Name")};
}

EntryField enabledField()
{
    return {.member = u"is_enabled"_s,
            .title = AlertKindTexts::tr("Switched on"),
            .kind = Kind::Switch};
}

EntryField tenantField()
{
    return {.member = u"tenant"_s,
            .title = AlertKindTexts::tr("Tenant"),
            .isOptional = true,
            .hint = AlertKindTexts::tr("all together")};
}

QList<EntryChoice> severities()
{
    return {{u"warning"_s, AlertKindTexts::tr("warning")},
            {u"critical"_s, AlertKindTexts::tr("critical")}};
}

QString offText(const QJsonObject &entry)
{
    return entry[u"is_enabled"].toBool(true) ? QString() : AlertKindTexts::tr("off");
}

QString nothingMeasuredText()
{
    return AlertKindTexts::tr("Nothing is measured yet, so nothing can be tried.");
}

QString dryRunText(const QJsonObject &answer)
{
    const QJsonArray fired = answer[u"would_fire"].toArray();
    const QJsonValue peak = answer[u"peak"];
    const QString unit = text(answer, u"unit"_s);
    const QString most = peak.isDouble()
        ? AlertKindTexts::tr("The most extreme value was %1.")
              .arg(numberText(peak.toDouble()) + (unit.isEmpty() ? unit : QChar::Nbsp + unit))
        : QString();
    const QString from = momentText(text(answer, u"from"_s));
    const QString until = momentText(text(answer, u"until"_s));
    if (fired.isEmpty())
        return AlertKindTexts::tr("From %1 to %2 it would not have fired.").arg(from, until) + u' '
            + most;
    const QJsonObject last = fired.last().toObject();
    const QString times = answer[u"is_cut"].toBool()
        ? AlertKindTexts::tr("%1 times and more").arg(fired.size())
        : fired.size() == 1 ? AlertKindTexts::tr("once")
                            : AlertKindTexts::tr("%1 times").arg(fired.size());
    return AlertKindTexts::tr("From %1 to %2 it would have fired %3, at last on %4: %5.")
               .arg(from, until, times, momentText(text(last, u"fired_at"_s)),
                    text(last, u"subject_text"_s))
        + u' ' + most;
}

} // namespace gatehouse::ui::parts
