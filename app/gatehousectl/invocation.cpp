#include "app/gatehousectl/invocation.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

namespace gatehouse::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

} // namespace

QStringList toList(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list += QString::fromStdString(text);
    return list;
}

void addJson(CLI::App &command, bool &json)
{
    command.add_flag("--json", json, Words::tr("One JSON object a line").toStdString());
}

void addConnectionOptions(CLI::App &command, Invocation &invocation)
{
    command.add_option("--connection", invocation.connection.name,
                       Words::tr("Saved connection (default: local)").toStdString());
    command.add_option("--url", invocation.connection.url,
                       Words::tr("URL of the gateway").toStdString());
    command.add_option("--token-file", invocation.connection.tokenFile,
                       Words::tr("File that holds the admin token").toStdString());
    command.add_option("--database", invocation.connection.database,
                       Words::tr("libpq conninfo to list from").toStdString());
    addJson(command, invocation.json);
}

void addReason(CLI::App &command, Invocation &invocation, bool isRequired)
{
    command.add_option("--reason", invocation.reason, Words::tr("For the ledger").toStdString())
        ->required(isRequired);
}

} // namespace gatehouse::cli
