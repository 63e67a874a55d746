#include "models/collection/filter.h"

#include "models/collection/celltext.h"
#include "models/collection/filtervalue.h"
#include "services/core/documentpath.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::collection {

namespace {

constexpr qsizetype mostConditions = 50;
constexpr qsizetype mostValues = 500;
constexpr qsizetype longestValue = 4096;

struct FilterErrors
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::Filter)
};

bool isOrdered(FilterType type)
{
    return type == FilterType::Number || type == FilterType::Time;
}

bool takes(FilterType type, Operator comparison)
{
    switch (comparison) {
    case Operator::Is:
        return type != FilterType::Time;
    case Operator::Contains:
        return type == FilterType::Text || type == FilterType::Choice;
    case Operator::AtLeast:
    case Operator::AtMost:
        return isOrdered(type);
    }
    return false;
}

bool isPathValue(FilterType type, const QString &value)
{
    const std::optional<PathValue> parted = parsePathValue(value.toStdString());
    return parted && (type == FilterType::Header || stepsOf(parted->path));
}

bool isIndexedPath(const QString &value)
{
    const std::optional<PathValue> parted = parsePathValue(value.toStdString());
    const auto steps = parted ? stepsOf(parted->path) : std::nullopt;
    return steps && steps->size() > 1 && steps->front() == indexedStep;
}

bool isOfType(FilterType type, const QString &value)
{
    switch (type) {
    case FilterType::Choice:
    case FilterType::Text:
        return !value.contains(QChar(0)); // Postgres has no NUL in text
    case FilterType::Uuid:
        return value.isEmpty() || parseUuid(value);
    case FilterType::Number:
        return value.isEmpty() || parseNumber(value);
    case FilterType::Boolean:
        return value.isEmpty() || parseBoolean(value);
    case FilterType::Time:
        return parseSpan(value) || parseMoment(value, false);
    case FilterType::Path:
    case FilterType::Header:
        return !value.contains(QChar(0)) && isPathValue(type, value);
    }
    return false;
}

QString wrongValue(const FilterField &field, const QString &typed)
{
    const QString value = visibleText(typed.left(60));
    switch (field.type) {
    case FilterType::Uuid:
        return FilterErrors::tr("%1: “%2” is not an id. An id has 36 characters, such as "
                                "01a1e9b4-ed58-7327-b569-6ed663e67889.")
            .arg(field.title, value);
    case FilterType::Number:
        return FilterErrors::tr("%1: “%2” is not a number.").arg(field.title, value);
    case FilterType::Boolean:
        return FilterErrors::tr("%1: “%2” is neither yes nor no.").arg(field.title, value);
    case FilterType::Time:
        return FilterErrors::tr("%1: “%2” is not a time. Write 2026-11-17 14:30, or how long ago, "
                                "such as 15min, 24h or 7d.")
            .arg(field.title, value);
    case FilterType::Path:
        return FilterErrors::tr("%1: “%2” is not a path and a value. Write data.object.id = "
                                "ord_1042; lines[].sku = A-1 looks into a list.")
            .arg(field.title, value);
    case FilterType::Header:
        return FilterErrors::tr("%1: “%2” is not a name and a value. Write X-GitHub-Event = "
                                "issues.")
            .arg(field.title, value);
    default:
        return FilterErrors::tr("%1: this text cannot be searched for.").arg(field.title);
    }
}

/// The values of a choice are all that there are; to look for another one is a slip.
bool isChoice(const FilterField &field, Operator comparison, const QString &value)
{
    return field.type != FilterType::Choice || comparison != Operator::Is || value.isEmpty()
        || field.choices.isEmpty() || field.choices.contains(value);
}

Error unknownChoice(const FilterField &field, const QString &value)
{
    return {ErrorKind::Invalid,
            FilterErrors::tr("%1: there is no “%2”. There are: %3.")
                .arg(field.title, visibleText(value.left(60)), field.choices.join(u", ")),
            {},
            {}};
}

Result<> checkValues(const FilterField &field, const Condition &condition)
{
    const bool isBound =
        condition.comparison == Operator::AtLeast || condition.comparison == Operator::AtMost;
    if (condition.values.size() > (isBound ? 1 : mostValues))
        return failure(ErrorKind::Invalid,
                       FilterErrors::tr("%1: too many values. Leave some out.").arg(field.title));
    for (const QString &value : condition.values) {
        if (value.size() > longestValue)
            return failure(ErrorKind::Invalid,
                           FilterErrors::tr("%1: the text is too long.").arg(field.title));
        const bool isMissing = value.isEmpty()
            && (isBound || condition.comparison != Operator::Is || !field.link.view.isEmpty());
        if (isMissing || !isOfType(field.type, value))
            return failure(ErrorKind::Invalid, wrongValue(field, value));
        if (!isChoice(field, condition.comparison, value))
            return failure(unknownChoice(field, value));
    }
    return {};
}

} // namespace

bool Filter::isRestricting() const
{
    return std::any_of(conditions.begin(), conditions.end(),
                       [](const Condition &condition) { return condition.isRestricting(); });
}

bool Filter::isBounded() const
{
    return conditions.size() <= mostConditions
        && std::all_of(conditions.begin(), conditions.end(), [](const Condition &condition) {
               return condition.field.size() <= longestValue
                   && condition.values.size() <= mostValues
                   && std::all_of(
                          condition.values.begin(), condition.values.end(),
                          [](const QString &value) { return value.size() <= longestValue; });
           });
}

bool isIndexed(const Descriptor &descriptor, const Condition &condition)
{
    const FilterField *field = descriptor.filterField(condition.field);
    const bool isChoice = field && condition.values.size() == 1
        && field->indexedChoices.contains(condition.values.first());
    const bool hasIndex =
        field && (field->isIndexed || isChoice || field->name == descriptor.idColumn);
    if (!hasIndex || !condition.enabled || condition.negated || condition.comparison != Operator::Is
        || condition.values.isEmpty())
        return false;
    return std::all_of(
        condition.values.begin(), condition.values.end(), [field](const QString &value) {
            const bool isPath = field->type == FilterType::Path;
            return isPath ? isIndexedPath(value) : !value.isEmpty() && !value.contains(u'*');
        });
}

bool isIndexed(const Descriptor &descriptor, const Filter &filter)
{
    return std::any_of(
        filter.conditions.begin(), filter.conditions.end(),
        [&](const Condition &condition) { return isIndexed(descriptor, condition); });
}

bool needsSearch(const Descriptor &descriptor, const Filter &filter)
{
    const bool looksAtRows = std::any_of(
        filter.conditions.begin(), filter.conditions.end(), [&](const Condition &condition) {
            return condition.isRestricting() && condition.field != descriptor.sortColumn;
        });
    return looksAtRows && !isIndexed(descriptor, filter);
}

Result<> validate(const Descriptor &descriptor, const Condition &condition)
{
    const FilterField *field = descriptor.filterField(condition.field);
    if (!field)
        return failure(ErrorKind::Invalid,
                       FilterErrors::tr("%1 cannot be filtered by “%2”. Remove this filter.")
                           .arg(descriptor.title, condition.field));
    if (!takes(field->type, condition.comparison))
        return failure(
            ErrorKind::Invalid,
            FilterErrors::tr("%1 cannot be compared like this. Remove this filter and add "
                             "it again.")
                .arg(field->title));
    return checkValues(*field, condition);
}

Result<> validate(const Descriptor &descriptor, const Filter &filter)
{
    if (filter.conditions.size() > mostConditions)
        return failure(ErrorKind::Invalid,
                       FilterErrors::tr("There are too many filters. Remove some."));
    for (const Condition &condition : filter.conditions) {
        if (!condition.enabled)
            continue;
        if (Result<> valid = validate(descriptor, condition); !valid)
            return valid;
    }
    return {};
}

} // namespace gatehouse::collection
