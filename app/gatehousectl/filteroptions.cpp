#include "app/gatehousectl/filteroptions.h"

#include "models/collection/filtertext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

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

QString example()
{
    return QStringLiteral(R"({"field":"tenant","operator":"is","values":["acme"],"negated":true})");
}

/// What was given with --filter.
Result<collection::Filter> conditionsOf(const Invocation &invocation)
{
    QJsonArray conditions;
    for (const std::string &text : invocation.conditions)
        conditions += QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    auto filter = collection::filterFromJson({{QStringLiteral("conditions"), conditions}});
    if (!filter)
        return failure(ErrorKind::Invalid,
                       FilterWords::tr("--filter is no condition. It is written like %1, with the "
                                       "operators is, contains, at_least and at_most.")
                           .arg(example()));
    return filter;
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
    command
        .add_option(
            "--filter", invocation.conditions,
            FilterWords::tr("A condition of any kind, in JSON: %1").arg(example()).toStdString())
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void addSortOptions(CLI::App &command, const collection::Descriptor &descriptor,
                    Invocation &invocation)
{
    if (descriptor.sorts.isEmpty())
        return;
    std::vector<std::string> names{descriptor.sortColumn.toStdString()};
    for (const collection::SortColumn &column : descriptor.sorts)
        names.push_back(column.name.toStdString());
    command
        .add_option("--sort", invocation.sort,
                    FilterWords::tr("The column that the list is sorted by; rows without a value "
                                    "come last")
                        .toStdString())
        ->check(CLI::IsMember(names));
    command
        .add_option("--order", invocation.order,
                    FilterWords::tr("desc: the greatest, or the newest, first; asc: the smallest, "
                                    "or the oldest")
                        .toStdString())
        ->check(CLI::IsMember({"asc", "desc"}))
        ->capture_default_str();
}

collection::Sort sortOf(const collection::Descriptor &descriptor, const Invocation &invocation)
{
    const QString column = QString::fromStdString(invocation.sort);
    return {column == descriptor.sortColumn ? QString() : column, invocation.order == "asc"};
}

Result<collection::Filter> filterOf(const collection::Descriptor &descriptor,
                                    const Invocation &invocation)
{
    auto conditions = conditionsOf(invocation);
    if (!conditions)
        return conditions;
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
    filter.conditions += conditions->conditions;
    if (const auto valid = validate(descriptor, filter); !valid)
        return failure(valid.error());
    return filter;
}

Result<> checkFilter(const collection::Descriptor &descriptor, const Invocation &invocation)
{
    const auto filter = filterOf(descriptor, invocation);
    return filter ? Result<>() : failure(filter.error());
}

} // namespace gatehouse::cli
