#include "models/collection/apiquery.h"

#include "models/collection/filtervalue.h"
#include "models/collection/rowid.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

struct ApiQueryErrors
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::ApiSource)
};

QString apiTimeText(Timestamp time)
{
    const std::int64_t microseconds = time.time_since_epoch().count();
    const std::int64_t fraction = ((microseconds % 1000000) + 1000000) % 1000000;
    const QDateTime second =
        QDateTime::fromMSecsSinceEpoch((microseconds - fraction) / 1000, Qt::UTC);
    return second.toString(u"yyyy-MM-ddTHH:mm:ss"_s)
        + u".%1Z"_s.arg(fraction, 6, 10, QLatin1Char('0'));
}

/// The value as the API reads it; nothing where the API has no such value.
std::optional<QString> apiValue(const FilterField &field, const QString &value)
{
    if (value.isEmpty())
        return std::nullopt;
    if (field.type == FilterType::Number) {
        const std::optional<NumberValue> number = parseNumber(value);
        const qint64 *whole = number ? std::get_if<qint64>(&*number) : nullptr;
        return whole ? std::optional(QString::number(*whole)) : std::nullopt;
    }
    if (field.type == FilterType::Boolean)
        return parseBoolean(value).value_or(false) ? u"true"_s : u"false"_s;
    if (field.type == FilterType::Uuid)
        return value.trimmed();
    const bool wouldBeWildcard = field.type == FilterType::Choice && value.contains(u'*');
    return wouldBeWildcard ? std::nullopt : std::optional(value);
}

std::optional<QString> apiBound(const FilterField &field, const Condition &condition, Timestamp now)
{
    const QString &value = condition.values.first();
    if (field.type != FilterType::Time)
        return apiValue(field, value);
    if (const auto span = parseSpan(value))
        return apiTimeText(now - *span);
    return apiTimeText(*parseMoment(value, condition.comparison == Operator::AtMost));
}

QString apiName(const Condition &condition)
{
    if (condition.comparison == Operator::AtLeast)
        return condition.field + "_from"_L1;
    if (condition.comparison == Operator::AtMost)
        return condition.field + "_to"_L1;
    return condition.field;
}

std::optional<QStringList> apiValues(const FilterField &field, const Condition &condition,
                                     Timestamp now)
{
    const bool isEqual = condition.comparison == Operator::Is;
    const bool isSeveralBooleans = field.type == FilterType::Boolean && condition.values.size() > 1;
    if (condition.negated || condition.comparison == Operator::Contains || isSeveralBooleans)
        return std::nullopt;
    QStringList values;
    for (const QString &value : condition.values) {
        const std::optional<QString> usable =
            isEqual ? apiValue(field, value) : apiBound(field, condition, now);
        if (!usable)
            return std::nullopt;
        values += *usable;
    }
    return values;
}

Result<> addCondition(QUrlQuery &query, const Descriptor &descriptor, const Condition &condition,
                      Timestamp now)
{
    const FilterField &field = *descriptor.filterField(condition.field);
    const QString name = apiName(condition);
    const std::optional<QStringList> values = apiValues(field, condition, now);
    if (!values || query.hasQueryItem(name))
        return failure(
            ErrorKind::Invalid,
            ApiQueryErrors::tr("The gateway's API cannot filter by “%1” in this way. Remove "
                               "this filter, or connect to the database too.")
                .arg(field.title));
    for (const QString &value : *values)
        addApiItem(query, name, value);
    return {};
}

bool isTime(const Descriptor &descriptor, const QString &column)
{
    const Column *known = descriptor.column(column);
    const FilterField *field = descriptor.filterField(column);
    return column == descriptor.sortColumn
        || (known
            && (known->kind == CellKind::Time || known->kind == CellKind::TimeOfDay
                || known->kind == CellKind::Due))
        || (field && field->type == FilterType::Time);
}

/// Texts as a list, anything else as it is written.
QVariant arrayCell(const QJsonArray &array)
{
    const bool isTexts = std::all_of(array.begin(), array.end(),
                                     [](const QJsonValue &item) { return item.isString(); });
    if (isTexts)
        return array.toVariantList();
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QVariant apiCell(const Descriptor &descriptor, const QString &column, const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return {};
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isArray())
        return arrayCell(value.toArray());
    if (value.isString() && isTime(descriptor, column)) {
        const std::optional<Timestamp> time = apiTime(value.toString());
        if (!time)
            return {};
        const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(*time);
        return QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), Qt::UTC);
    }
    return value.toVariant();
}

} // namespace

Result<QUrlQuery> apiFilterQuery(const Descriptor &descriptor, const Filter &filter, Timestamp now)
{
    if (const Result<> valid = validate(descriptor, filter); !valid)
        return failure(valid.error());
    QUrlQuery query;
    for (const Condition &condition : filter.conditions) {
        if (!condition.enabled || condition.values.isEmpty())
            continue;
        if (const Result<> added = addCondition(query, descriptor, condition, now); !added)
            return failure(added.error());
    }
    return query;
}

void addApiItem(QUrlQuery &query, const QString &name, const QString &value)
{
    query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

std::optional<Timestamp> apiTime(const QString &text)
{
    static const QRegularExpression form(
        u"\\A(\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{1,9}))?(Z|[+-]\\d\\d:\\d\\d)\\z"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QDateTime second =
        QDateTime::fromString(match.captured(1) + match.captured(3), Qt::ISODate);
    if (!second.isValid())
        return std::nullopt;
    const QString fraction = match.captured(2).leftJustified(6, u'0', true);
    return Timestamp(std::chrono::milliseconds(second.toMSecsSinceEpoch()))
        + std::chrono::microseconds(fraction.toLongLong());
}

Result<Row> apiRow(const Descriptor &descriptor, const QJsonObject &item)
{
    const std::optional<Timestamp> sort = apiTime(item[descriptor.sortColumn].toString());
    const std::optional<Uuid> id =
        parseId(descriptor, item[descriptor.idColumn].toVariant().toString());
    if (!sort || !id)
        return failure(
            ErrorKind::Bug,
            ApiQueryErrors::tr("The gateway's answer has a row without a usable time or id. "
                               "Is the gateway of another version?"));
    Row row{{*sort, *id}, {}};
    for (const QString &column : descriptor.readColumns())
        row.cells.push_back(apiCell(descriptor, column, item[column]));
    return row;
}

} // namespace gatehouse::collection
