#include "models/views/viewlink.h"

#include "models/collection/filtertext.h"
#include "models/collection/filtervalue.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace gatehouse::views {

using namespace Qt::StringLiterals;
using collection::Condition;
using collection::Descriptor;

namespace {

constexpr qsizetype longestLink = 32000; ///< some systems cut longer arguments
constexpr qsizetype shownPart = 40;

struct LinkTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::views::ViewLink)
};

QString inUtc(const QString &value, bool endOfDay)
{
    const auto moment = collection::parseMoment(value, endOfDay);
    if (!moment || collection::momentInUtc(value, endOfDay) == value)
        return value; // no moment, or it names its zone
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(*moment);
    return QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

Condition withoutLocalTimes(const Descriptor &descriptor, Condition condition)
{
    const collection::FilterField *field = descriptor.filterField(condition.field);
    if (!field || field->type != collection::FilterType::Time)
        return condition;
    for (QString &value : condition.values)
        value = inUtc(value, condition.comparison == collection::Operator::AtMost);
    return condition;
}

QString filterPart(const Condition &condition)
{
    QJsonObject json = collection::toJson(condition);
    if (condition.enabled)
        json.remove("enabled"_L1);
    if (!condition.negated)
        json.remove("negated"_L1);
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
    return u"filter="_s + QLatin1StringView(text.toPercentEncoding());
}

Error noLink()
{
    return {ErrorKind::Invalid,
            LinkTexts::tr("It is no whole link of Gatehouse, such as gatehouse://events. Copy it "
                          "again, from its first letter to its last."),
            {},
            {}};
}

Error unreadableFilter()
{
    return {ErrorKind::Invalid,
            LinkTexts::tr("Its filter cannot be read. Copy the link again, from its first letter "
                          "to its last."),
            {},
            {}};
}

Error tooLong()
{
    return {ErrorKind::Invalid,
            LinkTexts::tr("It would be too long for a link. Take some values out of the filter."),
            {},
            {}};
}

bool isBoolean(const QJsonObject &json, QLatin1StringView name)
{
    return !json.contains(name) || json[name].isBool();
}

/// Nothing beside what a condition has: what is not understood is not left out in silence.
bool isWholeCondition(const QJsonObject &json)
{
    const QStringList known{u"field"_s, u"operator"_s, u"values"_s, u"negated"_s, u"enabled"_s};
    const QStringList names = json.keys();
    return isBoolean(json, "negated"_L1) && isBoolean(json, "enabled"_L1)
        && std::all_of(names.begin(), names.end(),
                       [&](const QString &name) { return known.contains(name); });
}

/// Nothing when a % is not followed by two digits.
std::optional<QByteArray> decoded(QStringView part)
{
    const auto isDigit = [part](qsizetype at) {
        const QChar c = at < part.size() ? part[at].toLower() : QChar();
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    };
    for (qsizetype at = part.indexOf(u'%'); at >= 0; at = part.indexOf(u'%', at + 1)) {
        if (!isDigit(at + 1) || !isDigit(at + 2))
            return std::nullopt;
    }
    return QByteArray::fromPercentEncoding(part.toLatin1());
}

Result<QJsonObject> conditionOf(QStringView part)
{
    const QStringView name = part.left(part.indexOf(u'='));
    if (!part.contains(u'=') || name != "filter"_L1)
        return failure(ErrorKind::Invalid,
                       LinkTexts::tr("Its part “%1” is not known here. Does it come from another "
                                     "version of Gatehouse?")
                           .arg(name.left(shownPart)));
    const auto text = decoded(part.mid(name.size() + 1));
    const QJsonDocument json = text ? QJsonDocument::fromJson(*text) : QJsonDocument();
    if (!json.isObject() || !isWholeCondition(json.object()))
        return failure(unreadableFilter());
    return json.object();
}

/// Takes the order out, if there is one that linkText() could have made.
collection::Sort takeSort(QList<QStringView> &parts)
{
    static const QRegularExpression column(u"\\Asort=([a-z_]{1,60})\\z"_s);
    collection::Sort sort;
    sort.ascending = parts.removeOne(QStringView(u"order=asc"));
    for (const QStringView part : std::as_const(parts)) {
        const QRegularExpressionMatch match = column.match(part);
        if (sort.column.isEmpty() && match.hasMatch())
            sort.column = match.captured(1);
    }
    if (sort.isByValue())
        parts.removeIf(
            [&](QStringView part) { return column.match(part).captured(1) == sort.column; });
    return sort;
}

Result<collection::Filter> filterOf(const QList<QStringView> &parts)
{
    QJsonArray conditions;
    for (const QStringView part : parts) {
        const auto condition = conditionOf(part);
        if (!condition)
            return failure(condition.error());
        conditions += *condition;
    }
    const auto filter = collection::filterFromJson({{u"conditions"_s, conditions}});
    return filter ? filter : failure(unreadableFilter());
}

} // namespace

Result<QString> linkText(const Descriptor &descriptor, const collection::Filter &filter,
                         const collection::Sort &sort)
{
    QStringList parts;
    for (const Condition &condition : filter.conditions)
        parts += filterPart(withoutLocalTimes(descriptor, condition));
    if (sort.isByValue())
        parts += u"sort="_s + sort.column;
    if (sort.ascending)
        parts += u"order=asc"_s;
    QString text = u"gatehouse://"_s + descriptor.id;
    if (!parts.isEmpty())
        text += u'?' + parts.join(u'&');
    if (text.size() > longestLink)
        return failure(tooLong());
    return text;
}

Result<ViewLink> parseLink(const QString &text)
{
    // Desktops and browsers may put a slash behind the name, as behind a host's.
    static const QRegularExpression form(
        u"\\Agatehouse://([a-z0-9-]{1,40})/?(?:\\?([\\x21\\x24-\\x7e]*))?\\z"_s);
    const QRegularExpressionMatch match =
        text.size() > longestLink ? QRegularExpressionMatch() : form.match(text);
    if (!match.hasMatch())
        return failure(noLink());
    QList<QStringView> parts = match.capturedView(2).split(u'&', Qt::SkipEmptyParts);
    const collection::Sort sort = takeSort(parts);
    const auto filter = filterOf(parts);
    if (!filter)
        return failure(filter.error());
    return ViewLink{match.captured(1), *filter, sort};
}

} // namespace gatehouse::views
