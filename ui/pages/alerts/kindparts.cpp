#include "ui/pages/alerts/kindparts.h"

#include "models/collection/celltext.h"

#include <QLocale>

namespace gatehouse::ui::parts {

using namespace Qt::StringLiterals;
using Kind = EntryField::Kind;

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

} // namespace gatehouse::ui::parts
