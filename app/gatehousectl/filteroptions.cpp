#include "app/gatehousectl/filteroptions.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace gatehouse::cli {

namespace {

struct FilterWords
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

bool isOrdered(const collection::FilterField &field)
{
    return field.type == collection::FilterType::Time
        || field.type == collection::FilterType::Number;
}

} // namespace

void addFilterOptions(CLI::App &command, const collection::Descriptor &descriptor,
                      Invocation &invocation)
{
    for (const collection::FilterField &field : descriptor.filters) {
        std::string option = "--" + field.name.toStdString();
        std::replace(option.begin(), option.end(), '_', '-');
        command.add_option(
            option, invocation.filters[field.name.toStdString()],
            (isOrdered(field) ? FilterWords::tr("%1 is at least") : FilterWords::tr("%1 is"))
                .arg(field.title)
                .toStdString());
    }
}

collection::Filter filterOf(const collection::Descriptor &descriptor, const Invocation &invocation)
{
    collection::Filter filter;
    for (const collection::FilterField &field : descriptor.filters) {
        const auto given = invocation.filters.find(field.name.toStdString());
        if (given == invocation.filters.end() || given->second.empty())
            continue;
        collection::Condition condition;
        condition.field = field.name;
        condition.comparison =
            isOrdered(field) ? collection::Operator::AtLeast : collection::Operator::Is;
        condition.values = toList(given->second);
        filter.conditions += condition;
    }
    return filter;
}

} // namespace gatehouse::cli
