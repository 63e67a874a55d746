#include "models/collection/filtertext.h"

#include "models/collection/celltext.h"
#include "models/collection/filtervalue.h"
#include "models/collection/statuswords.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestShownValue = 60;

struct ChipTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::Chip)
};

QString timeVerb(Operator comparison, bool negated)
{
    if (comparison == Operator::AtLeast)
        return negated ? ChipTexts::tr("before") : ChipTexts::tr("since");
    return negated ? ChipTexts::tr("after") : ChipTexts::tr("until");
}

QString verbOf(FilterType type, Operator comparison, bool negated)
{
    switch (comparison) {
    case Operator::Is:
        return negated ? ChipTexts::tr("is not") : ChipTexts::tr("is");
    case Operator::Contains:
        return negated ? ChipTexts::tr("does not contain") : ChipTexts::tr("contains");
    case Operator::AtLeast:
        if (type == FilterType::Time)
            return timeVerb(comparison, negated);
        return negated ? ChipTexts::tr("is below") : ChipTexts::tr("is at least");
    case Operator::AtMost:
        if (type == FilterType::Time)
            return timeVerb(comparison, negated);
        return negated ? ChipTexts::tr("is above") : ChipTexts::tr("is at most");
    }
    return {};
}

QString shownMoment(const QString &value, const QLocale &locale)
{
    const std::optional<std::chrono::seconds> span = parseSpan(value);
    if (!span)
        return visibleText(value);
    return ChipTexts::tr("%1 ago").arg(relativeTime(Timestamp(), Timestamp(*span), locale));
}

QString shownValue(const Descriptor &descriptor, const FilterField &field, const QString &value,
                   const QLocale &locale)
{
    if (value.isEmpty())
        return ChipTexts::tr("none", "no value");
    if (field.type == FilterType::Time)
        return shownMoment(value, locale);
    if (field.name == descriptor.statusColumn)
        return statusTitle(value);
    if (field.type == FilterType::Boolean)
        return parseBoolean(value).value_or(false) ? ChipTexts::tr("yes") : ChipTexts::tr("no");
    const QString shown = visibleText(QStringView(value).left(longestShownValue));
    return value.size() > longestShownValue ? shown + u'…' : shown;
}

QString shownValues(const Descriptor &descriptor, const FilterField &field,
                    const Condition &condition, const QLocale &locale, int limit)
{
    if (condition.values.isEmpty())
        return ChipTexts::tr("any", "any value");
    QStringList shown;
    for (const QString &value : condition.values.mid(0, limit))
        shown += shownValue(descriptor, field, value, locale);
    if (condition.values.size() > limit)
        shown += ChipTexts::tr("+%1", "that many more").arg(condition.values.size() - limit);
    return shown.join(ChipTexts::tr(", ", "between the values of a filter"));
}

struct OperatorName
{
    Operator comparison;
    QLatin1StringView name;
};

constexpr std::array operatorNames{
    OperatorName{Operator::Is, "is"_L1},
    OperatorName{Operator::Contains, "contains"_L1},
    OperatorName{Operator::AtLeast, "at_least"_L1},
    OperatorName{Operator::AtMost, "at_most"_L1},
};

std::optional<Condition> conditionFromJson(const QJsonObject &json)
{
    const QString name = json["operator"_L1].toString();
    const auto named = std::find_if(operatorNames.begin(), operatorNames.end(),
                                    [&](const OperatorName &entry) { return entry.name == name; });
    if (named == operatorNames.end() || !json["field"_L1].isString()
        || !json["values"_L1].isArray())
        return std::nullopt;
    Condition condition{json["field"_L1].toString(),
                        named->comparison,
                        {},
                        json["negated"_L1].toBool(false),
                        json["enabled"_L1].toBool(true)};
    const QJsonArray values = json["values"_L1].toArray();
    for (const auto &value : values) {
        if (!value.isString())
            return std::nullopt;
        condition.values += value.toString();
    }
    return condition;
}

} // namespace

ChipText chipText(const Descriptor &descriptor, const Condition &condition, const QLocale &locale,
                  int shown)
{
    const FilterField *known = descriptor.filterField(condition.field);
    const FilterField field = known
        ? *known
        : FilterField{condition.field, visibleText(condition.field), FilterType::Text, {}};
    return {field.title, verbOf(field.type, condition.comparison, condition.negated),
            shownValues(descriptor, field, condition, locale, shown)};
}

QJsonObject toJson(const Condition &condition)
{
    const auto named =
        std::find_if(operatorNames.begin(), operatorNames.end(), [&](const OperatorName &entry) {
            return entry.comparison == condition.comparison;
        });
    return {{u"field"_s, condition.field},
            {u"operator"_s, QString(named->name)},
            {u"values"_s, QJsonArray::fromStringList(condition.values)},
            {u"negated"_s, condition.negated},
            {u"enabled"_s, condition.enabled}};
}

QJsonObject toJson(const Filter &filter)
{
    QJsonArray conditions;
    for (const Condition &condition : filter.conditions)
        conditions += toJson(condition);
    return {{u"conditions"_s, conditions}};
}

Result<Filter> filterFromJson(const QJsonObject &json)
{
    const QJsonArray entries = json["conditions"_L1].toArray();
    Filter filter;
    for (const auto &entry : entries) {
        const std::optional<Condition> condition = conditionFromJson(entry.toObject());
        if (!condition)
            return failure(ErrorKind::Invalid,
                           ChipTexts::tr("This saved filter cannot be read. Set it again."));
        filter.conditions += *condition;
    }
    if (!json["conditions"_L1].isArray() || !filter.isBounded())
        return failure(ErrorKind::Invalid,
                       ChipTexts::tr("This saved filter cannot be read. Set it again."));
    return filter;
}

} // namespace gatehouse::collection
