#include "models/collection/exportquery.h"

#include "models/collection/sqlcondition.h"

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

/// Of the rows, `r`.
QString columnsOf(const QStringList &names, QLatin1StringView order = {})
{
    QStringList list;
    for (const QString &name : names)
        list += "r."_L1 + quotedIdentifier(name) + order;
    return list.join(", "_L1);
}

QStringList bounds(const QString &column, const TimeSlice &slice, const QStringList &places)
{
    QStringList conditions;
    if (slice.from)
        conditions += column + " >= "_L1 + places.constFirst();
    if (slice.below)
        conditions += column + " < "_L1 + places.constLast();
    return conditions;
}

} // namespace

Result<ExportQuery> ExportQuery::make(const ExportRequest &request)
{
    ExportQuery query;
    query.m_request = request;
    const Descriptor &descriptor = request.descriptor;
    const QStringList read = descriptor.readColumns();
    for (const QString &name : {u"source"_s, u"tenant"_s}) {
        if (descriptor.isPersonal && read.contains(name))
            query.m_owner += name;
    }
    const auto conditions = filterConditions(descriptor, request.filter, query.m_parameters);
    if (!conditions)
        return failure(conditions.error());
    query.m_conditions = *conditions;
    return query;
}

postgres::Statement ExportQuery::slice(const TimeSlice &slice) const
{
    postgres::Parameters parameters = m_parameters;
    QStringList places;
    for (const auto &end : {slice.from, slice.below}) {
        if (end)
            places += addParameter(parameters, *end, "timestamptz"_L1);
    }
    const QStringList conditions =
        m_conditions + bounds(quotedIdentifier(m_request.descriptor.sortColumn), slice, places);
    // Of payloads, too, so that their other partitions are left out.
    const QStringList bodies = bounds(u"p.received_at"_s, slice, places);
    return {statement(conditions, isOfRow() ? bodies : QStringList()), std::move(parameters)};
}

postgres::Statement ExportQuery::columns() const
{
    return {statement(m_conditions, {}) + " LIMIT 0", m_parameters};
}

bool ExportQuery::isOfRow() const
{
    return m_request.descriptor.bodyColumn == m_request.descriptor.idColumn;
}

QString ExportQuery::bodyJoin(const QStringList &conditions) const
{
    const QString event = "r."_L1 + quotedIdentifier(m_request.descriptor.bodyColumn);
    const QString time =
        isOfRow() ? "r."_L1 + quotedIdentifier(m_request.descriptor.sortColumn) : timeOfId(event);
    const QStringList all =
        QStringList{"p.event_id = "_L1 + event, "p.received_at = "_L1 + time} + conditions;
    return " LEFT JOIN console.payloads AS p ON "_L1 + all.join(" AND "_L1);
}

std::string ExportQuery::statement(const QStringList &conditions, const QStringList &bodies) const
{
    QString sql = "SELECT "_L1 + columnsOf(m_request.columns);
    if (m_request.withBody)
        sql += ", CASE WHEN NOT p.is_sealed THEN p.raw_body END"_L1;
    if (!m_owner.isEmpty())
        sql += ", "_L1 + columnsOf(m_owner);
    sql += " FROM (SELECT * FROM "_L1 + quotedView(m_request.descriptor.view);
    if (!conditions.isEmpty())
        sql += " WHERE "_L1 + conditions.join(" AND "_L1);
    sql += ") AS r"_L1;
    if (m_request.withBody)
        sql += bodyJoin(bodies);
    sql += " ORDER BY "_L1
        + columnsOf({m_request.descriptor.sortColumn, m_request.descriptor.idColumn}, " DESC"_L1);
    return sql.toStdString();
}

} // namespace gatehouse::collection
