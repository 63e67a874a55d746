#include "models/collection/apiquery.h"

#include "models/collection/filtertext.h"
#include "models/collection/filtervalue.h"
#include "models/collection/rowid.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>
#include <QUrl>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestQuery = 24000; ///< a gateway takes a head of 32 KiB

struct ApiQueryErrors
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::ApiSource)
};

QString apiMoment(const QString &value, bool endOfDay)
{
    if (const auto span = parseSpan(value))
        return QString::number(span->count()) + u's';
    return apiTimeText(*parseMoment(value, endOfDay));
}

/// The value as the API reads it; an empty one is "no value".
QString apiValue(const FilterField &field, Operator comparison, const QString &value)
{
    if (field.type == FilterType::Time)
        return apiMoment(value, comparison == Operator::AtMost);
    if (field.type == FilterType::Text || field.type == FilterType::Choice || value.isEmpty())
        return value;
    if (field.type == FilterType::Boolean)
        return parseBoolean(value).value_or(false) ? u"true"_s : u"false"_s;
    return value.trimmed();
}

QJsonObject apiCondition(const Descriptor &descriptor, Condition condition)
{
    const FilterField &field = *descriptor.filterField(condition.field);
    for (QString &value : condition.values)
        value = apiValue(field, condition.comparison, value);
    QJsonObject json = toJson(condition);
    json.remove("enabled"_L1);
    return json;
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

QString compactText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
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

QVariant timeCell(const QString &text)
{
    const std::optional<Timestamp> time = apiTime(text);
    if (!time)
        return {};
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(*time);
    return QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), Qt::UTC);
}

QVariant apiCell(const Descriptor &descriptor, const QString &column, const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return {};
    if (value.isObject())
        return compactText(value.toObject());
    if (value.isArray())
        return arrayCell(value.toArray());
    if (value.isString() && isTime(descriptor, column))
        return timeCell(value.toString());
    const Column *known = descriptor.column(column);
    if (known && known->kind == CellKind::Hex)
        return QByteArray::fromHex(value.toString().mid(2).toLatin1()); // behind the \x
    if (known && known->kind == CellKind::Milliseconds)
        return value.toDouble();
    return value.toVariant();
}

QString textOf(std::monostate)
{
    return {};
}
QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}
QString textOf(std::int64_t number)
{
    return QString::number(number);
}
QString textOf(double number)
{
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}
QString textOf(Timestamp time)
{
    return apiTimeText(time);
}

QString apiValueText(const SortValue &value)
{
    return std::visit([](const auto &typed) { return textOf(typed); }, value);
}

SortValue sortValueOf(const SortColumn &column, const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return {};
    switch (column.type) {
    case SortType::Text:
        return value.toString().toStdString();
    case SortType::Integer:
        return std::int64_t(value.toInteger());
    case SortType::Real:
        return value.toDouble();
    case SortType::Time:
        break;
    }
    const std::optional<Timestamp> time = apiTime(value.toString());
    return time ? SortValue(*time) : SortValue();
}

} // namespace

Result<QJsonArray> apiConditions(const Descriptor &descriptor, const Filter &filter)
{
    if (const Result<> valid = validate(descriptor, filter); !valid)
        return failure(valid.error());
    QJsonArray conditions;
    for (const Condition &condition : filter.conditions) {
        if (condition.isRestricting())
            conditions += apiCondition(descriptor, condition);
    }
    return conditions;
}

Result<QUrlQuery> apiFilterQuery(const Descriptor &descriptor, const Filter &filter)
{
    const auto conditions = apiConditions(descriptor, filter);
    if (!conditions)
        return failure(conditions.error());
    QUrlQuery query;
    for (const auto &condition : *conditions)
        addApiItem(query, u"filter"_s, compactText(condition.toObject()));
    if (query.query(QUrl::FullyEncoded).size() > longestQuery)
        return failure(
            ErrorKind::Invalid,
            ApiQueryErrors::tr("This filter is too long to be sent to the gateway. Remove some of "
                               "its values."));
    return query;
}

QString apiKey(const Descriptor &descriptor, const RowKey &key)
{
    const QString place = apiTimeText(key.sort) + u',' + idText(descriptor, key.id);
    return hasValue(key.value) ? place + u',' + apiValueText(key.value) : place;
}

void addApiItem(QUrlQuery &query, const QString &name, const QString &value)
{
    query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

QString apiTimeText(Timestamp time)
{
    const std::int64_t microseconds = time.time_since_epoch().count();
    const std::int64_t fraction = ((microseconds % 1000000) + 1000000) % 1000000;
    const QDateTime second =
        QDateTime::fromMSecsSinceEpoch((microseconds - fraction) / 1000, Qt::UTC);
    return second.toString(u"yyyy-MM-ddTHH:mm:ss"_s)
        + u".%1Z"_s.arg(fraction, 6, 10, QLatin1Char('0'));
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

Result<Row> apiRow(const Descriptor &descriptor, const QJsonObject &item, const Sort &sort)
{
    const std::optional<Timestamp> time = apiTime(item[descriptor.sortColumn].toString());
    const std::optional<Uuid> id =
        parseId(descriptor, item[descriptor.idColumn].toVariant().toString());
    if (!time || !id)
        return failure(
            ErrorKind::Bug,
            ApiQueryErrors::tr("The gateway's answer has a row without a usable time or id. "
                               "Is the gateway of another version?"));
    Row row{{*time, *id}, {}};
    if (const SortColumn *column = descriptor.sortable(sort.column))
        row.key.value = sortValueOf(*column, item[column->name]);
    for (const QString &column : descriptor.readColumns())
        row.cells.push_back(apiCell(descriptor, column, item[column]));
    return row;
}

} // namespace gatehouse::collection
