#include "ui/pages/alerts/conditionstext.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

QString conditionsText(const QJsonArray &conditions)
{
    QStringList parts;
    for (const auto &value : conditions) {
        const QJsonObject condition = value.toObject();
        QStringList values;
        for (const auto &each : condition[u"values"].toArray())
            values += each.toString();
        const bool isPart = condition[u"operator"].toString() == "contains"_L1;
        parts += condition[u"field"].toString()
            + (condition[u"negated"].toBool() ? u" !"_s : u" "_s) + (isPart ? u"~ "_s : u"= "_s)
            + values.join(u" | "_s);
    }
    return parts.join(u"; "_s);
}

std::optional<QJsonArray> readConditions(const QString &line)
{
    static const QRegularExpression part(uR"(^\s*(\w+)\s*(!?)([=~])\s*(\S.*?)\s*$)"_s);
    QJsonArray conditions;
    for (const QString &text : line.split(u';', Qt::SkipEmptyParts)) {
        if (text.trimmed().isEmpty())
            continue;
        const auto match = part.match(text);
        if (!match.hasMatch())
            return std::nullopt;
        QJsonArray values;
        for (const QString &value : match.captured(4).split(u'|', Qt::SkipEmptyParts)) {
            if (const QString trimmed = value.trimmed(); !trimmed.isEmpty())
                values.append(trimmed);
        }
        if (values.isEmpty())
            return std::nullopt;
        conditions.append(
            QJsonObject{{u"field"_s, match.captured(1)},
                        {u"operator"_s, match.captured(3) == "~"_L1 ? u"contains"_s : u"is"_s},
                        {u"values"_s, values},
                        {u"negated"_s, !match.captured(2).isEmpty()}});
    }
    return conditions;
}

} // namespace gatehouse::ui
