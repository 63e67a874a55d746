#include "models/collection/descriptor.h"

#include <algorithm>

namespace gatehouse::collection {

QStringList Descriptor::readColumns() const
{
    QStringList names{sortColumn, idColumn, statusColumn, headline};
    names += subtitle;
    for (const Column &column : columns)
        names += column.name;
    for (const Column &column : detailColumns)
        names += column.name;
    for (const Action &action : actions)
        names << action.stateColumn << action.exceptColumn;
    names.removeAll(QString());
    names.removeDuplicates();
    return names;
}

const Column *Descriptor::column(const QString &viewColumn) const
{
    for (const QList<Column> *list : {&columns, &detailColumns}) {
        const auto found = std::find_if(list->begin(), list->end(), [&](const Column &column) {
            return column.name == viewColumn;
        });
        if (found != list->end())
            return &*found;
    }
    return nullptr;
}

const FilterField *Descriptor::filterField(const QString &viewColumn) const
{
    const auto found = std::find_if(filters.begin(), filters.end(), [&](const FilterField &field) {
        return field.name == viewColumn;
    });
    return found == filters.end() ? nullptr : &*found;
}

} // namespace gatehouse::collection
