#pragma once

#include "models/collection/source.h"
#include "services/postgres/session.h"

#include <optional>

/// From an export's request to SQL; as sqlquery.h. Only for rooms that link services/postgres.
namespace gatehouse::collection {

/// Rows from `from` on and before `below`, by the sort column; nothing: without that end.
struct TimeSlice
{
    std::optional<Timestamp> from;
    std::optional<Timestamp> below;
};

/// What an export reads. Times like "24h" are taken when it is made, so all slices mean the same.
class ExportQuery
{
public:
    /// Invalid: a filter that cannot be used.
    static Result<ExportQuery> make(const ExportRequest &request);

    /// Rows newest first: the columns, the body if it is asked for, then the owner's.
    postgres::Statement slice(const TimeSlice &slice) const;
    /// The same without any row: for the types of the columns.
    postgres::Statement columns() const;

    /// Source and tenant, by which a row is masked; those that the list has, each once.
    const QStringList &ownerColumns() const { return m_owner; }

private:
    bool isOfRow() const; ///< the body is the row's, which is the event
    QString bodyJoin(const QStringList &conditions) const;
    std::string statement(const QStringList &conditions, const QStringList &bodies) const;

    ExportRequest m_request;
    QStringList m_owner;
    QStringList m_conditions;
    postgres::Parameters m_parameters;
};

} // namespace gatehouse::collection
