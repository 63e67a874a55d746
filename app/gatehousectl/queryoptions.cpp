#include "app/gatehousectl/queryoptions.h"

#include <QUrl>

#include <CLI/CLI.hpp>

namespace gatehouse::cli {

QUrlQuery QueryOptions::query() const
{
    QUrlQuery query;
    const auto add = [&query](const std::string &name, const std::string &value) {
        query.addQueryItem(
            QString::fromStdString(name),
            QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(value))));
    };
    for (const auto &[name, value] : wishes) {
        if (!value.empty())
            add(name, value);
    }
    for (const auto &[label, values] : labels) {
        for (const std::string &value : values)
            add(label, value);
    }
    return query;
}

CLI::Option *QueryOptions::addWish(CLI::App &command, const char *option, const char *parameter,
                                   const QString &help)
{
    return command.add_option(option, wishes[parameter], help.toStdString());
}

void QueryOptions::addLabel(CLI::App &command, const char *option, const char *parameter,
                            const QString &help)
{
    command.add_option(option, labels[parameter], help.toStdString())
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

} // namespace gatehouse::cli
