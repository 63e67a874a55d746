#include "models/histogram/countquery.h"

#include "models/collection/sqlcondition.h"

#include <algorithm>

namespace gatehouse::histogram {

namespace {

browsing::CountWish wishOf(const CountRequest &request)
{
    return {request.edges, request.range, request.slice};
}

} // namespace

CountFrom bestFor(const CountRequest &request)
{
    std::vector<std::string> fields;
    for (const collection::Condition &condition : request.filter.conditions) {
        if (condition.isRestricting())
            fields.push_back(condition.field.toStdString());
    }
    return browsing::bestFor(wishOf(request), {fields.begin(), fields.end()});
}

Result<CountQuery> countQuery(const collection::Descriptor &descriptor, const CountRequest &request,
                              CountFrom from)
{
    browsing::CountedRows rows;
    const auto conditions =
        collection::filterConditions(descriptor, request.filter, rows.parameters);
    if (!conditions)
        return failure(conditions.error());
    for (const QString &condition : *conditions)
        rows.conditions.push_back(condition.toStdString());
    rows.view = collection::quotedView(descriptor.view).toStdString();
    rows.sortColumn = collection::quotedIdentifier(descriptor.sortColumn).toStdString();
    rows.statusColumn = collection::quotedIdentifier(descriptor.statusColumn).toStdString();
    return browsing::countQuery(std::move(rows), wishOf(request), from);
}

} // namespace gatehouse::histogram
