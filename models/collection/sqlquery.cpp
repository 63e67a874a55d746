#include "models/collection/sqlquery.h"

#include "models/collection/rowid.h"
#include "models/collection/sqlcondition.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

QString columnList(const Descriptor &descriptor)
{
    QStringList names = descriptor.readColumns();
    for (QString &name : names)
        name = quotedIdentifier(name);
    return names.join(", "_L1);
}

QString whereClause(const QStringList &conditions)
{
    return conditions.isEmpty() ? QString() : " WHERE "_L1 + conditions.join(" AND "_L1);
}

QString idParameter(const Descriptor &descriptor, const Uuid &id, postgres::Parameters &parameters)
{
    if (descriptor.idType == IdType::Number)
        return addParameter(parameters, std::int64_t(numberOfId(id)), "bigint"_L1);
    return addParameter(parameters, id, "uuid"_L1);
}

/// Rows beyond the key, in the direction of the list.
QString keyCondition(const Descriptor &descriptor, const PageRequest &request,
                     postgres::Parameters &parameters)
{
    const QString sort = quotedIdentifier(descriptor.sortColumn);
    const QString id = quotedIdentifier(descriptor.idColumn);
    const QString moment = addParameter(parameters, request.from->sort, "timestamptz"_L1);
    const QString key = idParameter(descriptor, request.from->id, parameters);
    const bool isOlder = request.direction == PageRequest::Direction::Older;
    const QString reach = isOlder ? u"<="_s : u">="_s;
    const QString beyond = request.inclusive ? reach : (isOlder ? u"<"_s : u">"_s);
    return u"(%1, %2) %3 (%4, %5) AND %1 %6 %4"_s.arg(sort, id, beyond, moment, key, reach);
}

/// Down the list, or towards greater values?
bool isUpwards(const PageRequest &request)
{
    return (request.direction == PageRequest::Direction::Newer) != request.sort.ascending;
}

QString sortExpression(const SortColumn &column)
{
    const QString name = quotedIdentifier(column.name);
    return column.type == SortType::Text ? name + R"( COLLATE "C")"_L1 : name;
}

QLatin1StringView typeName(SortType type)
{
    switch (type) {
    case SortType::Text:
        return "text"_L1;
    case SortType::Integer:
        return "bigint"_L1;
    case SortType::Real:
        return "double precision"_L1;
    case SortType::Time:
        return "timestamptz"_L1;
    }
    return "text"_L1;
}

QString valueParameter(const SortColumn &column, const SortValue &value,
                       postgres::Parameters &parameters)
{
    return std::visit(
        [&](const auto &typed) {
            return addParameter(parameters, postgres::Value(typed), typeName(column.type));
        },
        value);
}

/// Rows of that part beyond the key, which is one of the same part.
QString partKeyCondition(const Descriptor &descriptor, const SortColumn &column,
                         const PageRequest &request, postgres::Parameters &parameters)
{
    QStringList columns{quotedIdentifier(descriptor.sortColumn),
                        quotedIdentifier(descriptor.idColumn)};
    QStringList values;
    if (hasValue(request.from->value)) {
        columns.prepend(sortExpression(column));
        values += valueParameter(column, request.from->value, parameters);
    }
    values += addParameter(parameters, request.from->sort, "timestamptz"_L1);
    values += idParameter(descriptor, request.from->id, parameters);
    return u"(%1) %2%3 (%4)"_s.arg(columns.join(", "_L1), isUpwards(request) ? u">"_s : u"<"_s,
                                   request.inclusive ? u"="_s : QString(), values.join(", "_L1));
}

QStringList partConditions(const Descriptor &descriptor, const SortColumn &column, ListPart part,
                           const PageRequest &request, postgres::Parameters &parameters)
{
    const bool isWithValue = part == ListPart::WithValue;
    QStringList conditions{quotedIdentifier(column.name)
                           + (isWithValue ? " IS NOT NULL"_L1 : " IS NULL"_L1)};
    if (request.from && hasValue(request.from->value) == isWithValue)
        conditions += partKeyCondition(descriptor, column, request, parameters);
    return conditions;
}

QString partOrder(const Descriptor &descriptor, const SortColumn &column, ListPart part,
                  const PageRequest &request)
{
    const QString way = isUpwards(request) ? u" ASC"_s : u" DESC"_s;
    QStringList columns{quotedIdentifier(descriptor.sortColumn) + way,
                        quotedIdentifier(descriptor.idColumn) + way};
    if (part == ListPart::WithValue)
        columns.prepend(sortExpression(column) + way);
    return " ORDER BY "_L1 + columns.join(", "_L1);
}

/// No rows beyond that moment.
QString endCondition(const Descriptor &descriptor, PageRequest::Direction direction, Timestamp end,
                     postgres::Parameters &parameters)
{
    return quotedIdentifier(descriptor.sortColumn)
        + (direction == PageRequest::Direction::Older ? " >= "_L1 : " <= "_L1)
        + addParameter(parameters, end, "timestamptz"_L1);
}

QString untilCondition(const Descriptor &descriptor, const PageRequest &request,
                       postgres::Parameters &parameters)
{
    const bool isOlder = request.direction == PageRequest::Direction::Older;
    PageRequest back;
    back.direction = isOlder ? PageRequest::Direction::Newer : PageRequest::Direction::Older;
    back.from = request.until;
    back.inclusive = true;
    return keyCondition(descriptor, back, parameters);
}

QString order(const Descriptor &descriptor, PageRequest::Direction direction)
{
    const QString way =
        direction == PageRequest::Direction::Older ? QStringLiteral("DESC") : QStringLiteral("ASC");
    return u" ORDER BY %1 %3, %2 %3"_s.arg(quotedIdentifier(descriptor.sortColumn),
                                           quotedIdentifier(descriptor.idColumn), way);
}

/// What the filter says of the list's own time: the rest of it is no part of a search.
QStringList rangeConditions(const Descriptor &descriptor, Filter filter,
                            postgres::Parameters &parameters)
{
    filter.conditions.removeIf([&](const Condition &condition) {
        return condition.field != descriptor.sortColumn || condition.negated;
    });
    return filterConditions(descriptor, filter, parameters).value_or(QStringList());
}

/// "SELECT 1 FROM view WHERE ..." of a filter.
Result<QString> rowsOfFilter(const Descriptor &descriptor, const Filter &filter,
                             postgres::Parameters &parameters)
{
    const Result<QStringList> conditions = filterConditions(descriptor, filter, parameters);
    if (!conditions)
        return failure(conditions.error());
    return "SELECT 1 FROM "_L1 + quotedView(descriptor.view) + whereClause(*conditions);
}

} // namespace

std::vector<ListPart> partsOf(const PageRequest &request)
{
    if (!request.sort.isByValue())
        return {ListPart::Whole};
    const bool isDown = request.direction == PageRequest::Direction::Older;
    const ListPart last = isDown ? ListPart::WithoutValue : ListPart::WithValue;
    if (request.from && hasValue(request.from->value) != isDown)
        return {last};
    return isDown ? std::vector{ListPart::WithValue, last}
                  : std::vector{ListPart::WithoutValue, last};
}

Result<postgres::Statement> pageStatement(const Descriptor &descriptor, const PageRequest &request,
                                          const std::optional<Timestamp> &sliceEnd, ListPart part)
{
    postgres::Statement statement;
    if (const Result<> valid = validate(descriptor, request.sort); !valid)
        return failure(valid.error());
    // Conditions that cost the same are looked at as they stand: the cheapest to leave a row first.
    QStringList conditions;
    const SortColumn *column =
        part == ListPart::Whole ? nullptr : descriptor.sortable(request.sort.column);
    if (column)
        conditions += partConditions(descriptor, *column, part, request, statement.parameters);
    else if (request.from)
        conditions += keyCondition(descriptor, request, statement.parameters);
    if (request.until)
        conditions += untilCondition(descriptor, request, statement.parameters);
    if (sliceEnd)
        conditions += endCondition(descriptor, request.direction, *sliceEnd, statement.parameters);
    const Result<QStringList> filtered =
        filterConditions(descriptor, request.filter, statement.parameters);
    if (!filtered)
        return failure(filtered.error());
    conditions += *filtered;
    const QString sql = "SELECT "_L1 + columnList(descriptor) + " FROM "_L1
        + quotedView(descriptor.view) + whereClause(conditions)
        + (column ? partOrder(descriptor, *column, part, request)
                  : order(descriptor, request.direction))
        + " LIMIT "_L1
        + addParameter(statement.parameters, std::int64_t(request.limit) + 1, "bigint"_L1);
    statement.sql = sql.toStdString();
    return statement;
}

postgres::Statement endsStatement(const Descriptor &descriptor, const Filter &filter)
{
    postgres::Statement statement;
    const QString range = whereClause(rangeConditions(descriptor, filter, statement.parameters));
    const QString key = u"%1, %2"_s.arg(quotedIdentifier(descriptor.sortColumn),
                                        quotedIdentifier(descriptor.idColumn));
    const QString one = u"(SELECT %1 FROM %2%3 LIMIT 1)"_s;
    const QString view = quotedView(descriptor.view) + range;
    statement.sql = u"SELECT * FROM %1 AS newest(a, b), %2 AS oldest(c, d)"_s
                        .arg(one.arg(key, view, order(descriptor, PageRequest::Direction::Older)),
                             one.arg(key, view, order(descriptor, PageRequest::Direction::Newer)))
                        .toStdString();
    return statement;
}

postgres::Statement sliceSettings()
{
    return {"SELECT set_config('enable_seqscan', 'off', true),"
            " set_config('random_page_cost', '1.1', true), set_config('jit', 'off', true)",
            {},
            true};
}

postgres::Statement sliceEstimateStatement(const Descriptor &descriptor, const PageRequest &request,
                                           Timestamp end)
{
    postgres::Statement statement;
    const PageRequest::Direction back = request.direction == PageRequest::Direction::Older
        ? PageRequest::Direction::Newer
        : PageRequest::Direction::Older;
    const QStringList range{
        endCondition(descriptor, request.direction, end, statement.parameters),
        endCondition(descriptor, back, request.from->sort, statement.parameters)};
    statement.sql = ("EXPLAIN (FORMAT JSON) SELECT 1 FROM "_L1 + quotedView(descriptor.view)
                     + whereClause(range))
                        .toStdString();
    return statement;
}

postgres::Statement sliceStatement(const Descriptor &descriptor, const PageRequest &request,
                                   std::int64_t rows)
{
    postgres::Statement statement;
    QStringList conditions = rangeConditions(descriptor, request.filter, statement.parameters);
    if (request.from)
        conditions += keyCondition(descriptor, request, statement.parameters);
    const QString sql = "SELECT "_L1 + quotedIdentifier(descriptor.sortColumn) + " FROM "_L1
        + quotedView(descriptor.view) + whereClause(conditions)
        + order(descriptor, request.direction) + " OFFSET "_L1
        + addParameter(statement.parameters, rows - 1, "bigint"_L1) + " LIMIT 1"_L1;
    statement.sql = sql.toStdString();
    return statement;
}

postgres::Statement rowStatement(const Descriptor &descriptor, const Uuid &id)
{
    postgres::Statement statement;
    const QString key = idParameter(descriptor, id, statement.parameters);
    QStringList conditions{quotedIdentifier(descriptor.idColumn) + " = "_L1 + key};
    if (descriptor.sortIsTimeOfId)
        conditions += quotedIdentifier(descriptor.sortColumn) + " = "_L1 + timeOfId(key);
    const QString sql = "SELECT "_L1 + columnList(descriptor) + " FROM "_L1
        + quotedView(descriptor.view) + whereClause(conditions) + " LIMIT 1"_L1;
    statement.sql = sql.toStdString();
    return statement;
}

Result<postgres::Statement> countStatement(const Descriptor &descriptor, const Filter &filter)
{
    postgres::Statement statement;
    const Result<QString> rows = rowsOfFilter(descriptor, filter, statement.parameters);
    if (!rows)
        return failure(rows.error());
    const QString limit =
        addParameter(statement.parameters, std::int64_t(exactCountLimit + 1), "bigint"_L1);
    statement.sql =
        u"SELECT count(*) FROM (%1 LIMIT %2) AS counted"_s.arg(*rows, limit).toStdString();
    return statement;
}

Result<postgres::Statement> estimateStatement(const Descriptor &descriptor, const Filter &filter)
{
    postgres::Statement statement;
    const Result<QString> rows = rowsOfFilter(descriptor, filter, statement.parameters);
    if (!rows)
        return failure(rows.error());
    statement.sql = ("EXPLAIN (FORMAT JSON) "_L1 + *rows).toStdString();
    return statement;
}

Result<postgres::Statement> sortPlanStatement(const Descriptor &descriptor, const Filter &filter,
                                              const Sort &sort)
{
    PageRequest request;
    request.filter = filter;
    request.sort = sort;
    request = fromOtherEnd(request);
    auto statement = pageStatement(descriptor, request, std::nullopt, partsOf(request).front());
    if (statement)
        statement->sql = "EXPLAIN (FORMAT JSON) " + statement->sql;
    return statement;
}

postgres::Statement rangeEstimateStatement(const Descriptor &descriptor, const Filter &filter)
{
    postgres::Statement statement;
    const QStringList range = rangeConditions(descriptor, filter, statement.parameters);
    statement.sql = ("EXPLAIN (FORMAT JSON) SELECT 1 FROM "_L1 + quotedView(descriptor.view)
                     + whereClause(range))
                        .toStdString();
    return statement;
}

bool isSortedFirst(std::string_view explanation)
{
    const QByteArray text(explanation.data(), qsizetype(explanation.size()));
    QJsonArray nodes{QJsonDocument::fromJson(text).array().at(0).toObject()["Plan"_L1]};
    while (!nodes.isEmpty()) {
        const QJsonObject node = nodes.takeAt(0).toObject();
        const QString type = node["Node Type"_L1].toString();
        if (type == "Sort"_L1 || type == "Incremental Sort"_L1)
            return true;
        const QJsonArray below = node["Plans"_L1].toArray();
        for (const auto &child : below)
            nodes += child;
    }
    return false;
}

std::optional<qint64> plannedRows(std::string_view explanation)
{
    const QByteArray text(explanation.data(), qsizetype(explanation.size()));
    const QJsonValue rows = QJsonDocument::fromJson(text)
                                .array()
                                .at(0)
                                .toObject()["Plan"_L1]
                                .toObject()["Plan Rows"_L1];
    if (!rows.isDouble() || rows.toDouble() < 0)
        return std::nullopt;
    return qint64(std::llround(std::min(rows.toDouble(), 9e15)));
}

} // namespace gatehouse::collection
