#include "models/collection/descriptor.h"

#include "models/collection/celltext.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::collection {

namespace {

struct DescriptorErrors
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::Descriptor)
};

constexpr qsizetype longestShown = 60;

} // namespace

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

const SortColumn *Descriptor::sortable(const QString &viewColumn) const
{
    const auto found = std::find_if(sorts.begin(), sorts.end(), [&](const SortColumn &column) {
        return column.name == viewColumn;
    });
    return found == sorts.end() ? nullptr : &*found;
}

std::optional<Sort> Descriptor::sortBy(const QString &viewColumn, bool ascending) const
{
    if (viewColumn == sortColumn)
        return Sort{{}, ascending};
    const bool isShownStatus = !viewColumn.isEmpty() && viewColumn == shownStatusColumn;
    const SortColumn *column = sortable(isShownStatus ? statusColumn : viewColumn);
    return column ? std::optional(Sort{column->name, ascending}) : std::nullopt;
}

std::optional<Sort> Descriptor::nextSort(const Sort &now, const QString &viewColumn) const
{
    auto greatestFirst = sortBy(viewColumn, false);
    if (!greatestFirst || now.column != greatestFirst->column)
        return greatestFirst;
    return now.ascending ? Sort() : Sort{now.column, true};
}

QString Descriptor::shownColumn(const Sort &sort) const
{
    for (const Column &column : columns) {
        const auto own = sortBy(column.name, sort.ascending);
        if (own == sort)
            return column.name;
    }
    return {};
}

Result<> validate(const Descriptor &descriptor, const Sort &sort)
{
    if (!sort.isByValue() || descriptor.sortable(sort.column))
        return {};
    return failure(ErrorKind::Invalid,
                   DescriptorErrors::tr("This list cannot be sorted by “%1”.")
                       .arg(visibleText(sort.column.left(longestShown))));
}

} // namespace gatehouse::collection
