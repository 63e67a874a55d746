#include "app/gatehousectl/commands.h"
#include "app/gatehousectl/serve.h"
#include "models/deadletters/deadlettercollection.h"
#include "models/events/eventcollection.h"
#include "models/jobs/jobcollection.h"
#include "translations/translations.h"

#include <QCoreApplication>
#include <QTimer>

#include <CLI/CLI.hpp>

#include <deque>
#include <map>

using namespace gatehouse;

namespace {

/// The collections, one line each; the command's name is the one in the API.
std::vector<collection::Descriptor> collections()
{
    return {events::eventCollection(), jobs::jobCollection(), deadletters::deadLetterCollection()};
}

/// What was given on the command line; CLI11 writes into it.
struct Invocation {
    cli::ConnectionOptions connection;
    cli::ServeOptions serve;
    bool json = false;
    int limit = 50;
    std::map<std::string, std::vector<std::string>> filters;
    std::vector<std::string> ids;
    std::string reason;
    /// Set by the chosen subcommand; run in the event loop.
    std::function<void(const cli::Gateway &, const cli::Finish &)> run;
};

QStringList toList(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list += QString::fromStdString(text);
    return list;
}

void addServe(CLI::App &app, cli::ServeOptions &options)
{
    CLI::App *serve = app.add_subcommand("serve", "Run the gateway until SIGTERM");
    serve->add_option("--listen", options.listen, "HOST:PORT; port 0 picks a free one")->capture_default_str();
    serve->add_option("--database", options.database, "libpq conninfo; without it a private cluster is started");
    serve->add_option("--env", options.environmentFile, "File with variables (NAME=value lines)");
    serve->add_option("--data", options.data, "Folder of the private cluster");
    serve->add_flag("--ephemeral", options.ephemeral, "Keep the private cluster in a temporary folder");
    serve->add_flag("--allow-remote", options.allowRemote, "Allow an address beyond loopback");
    serve->add_option("--admin-listen", options.adminListen, "HOST:PORT of the admin API when --listen is remote");
    serve->add_flag("--simulator", options.simulator, "With --database: also the stand-in for WordPress");
    serve->add_flag("--verbose", options.verbose, "Log accepted webhooks too");
}

void addConnectionOptions(CLI::App &command, Invocation &invocation)
{
    command.add_option("--connection", invocation.connection.name, "Saved connection (default: local)");
    command.add_option("--url", invocation.connection.url, "URL of the gateway");
    command.add_option("--token-file", invocation.connection.tokenFile, "File that holds the admin token");
    command.add_option("--database", invocation.connection.database, "libpq conninfo to list from");
    command.add_flag("--json", invocation.json, "One JSON object a line");
}

/// The conditions in the order of the descriptor's fields; several values of one field mean any.
collection::Filter filterOf(const collection::Descriptor &descriptor, const Invocation &invocation)
{
    collection::Filter filter;
    for (const collection::FilterField &field : descriptor.filters) {
        const auto given = invocation.filters.find(field.name.toStdString());
        if (given == invocation.filters.end() || given->second.empty())
            continue;
        collection::Condition condition;
        condition.field = field.name;
        condition.comparison = field.type == collection::FilterType::Time
                || field.type == collection::FilterType::Number
            ? collection::Operator::AtLeast
            : collection::Operator::Is;
        condition.values = toList(given->second);
        filter.conditions += condition;
    }
    return filter;
}

void addList(CLI::App &group, const collection::Descriptor &descriptor, Invocation &invocation)
{
    CLI::App *list = group.add_subcommand("list", "List them, newest first");
    addConnectionOptions(*list, invocation);
    list->add_option("--limit", invocation.limit, "At most so many")->check(CLI::Range(1, 10'000'000))->capture_default_str();
    for (const collection::FilterField &field : descriptor.filters) {
        std::string option = "--" + field.name.toStdString();
        std::replace(option.begin(), option.end(), '_', '-');
        const bool atLeast = field.type == collection::FilterType::Time
            || field.type == collection::FilterType::Number;
        list->add_option(option, invocation.filters[field.name.toStdString()],
                         field.title.toStdString() + (atLeast ? " is at least" : " is"));
    }
    list->callback([&descriptor, &invocation] {
        invocation.run = [&](const cli::Gateway &gateway, const cli::Finish &finish) {
            const collection::Filter filter = filterOf(descriptor, invocation);
            for (const collection::Condition &condition : filter.conditions) {
                if (const auto valid = validate(descriptor, condition); !valid) {
                    cli::printError(valid.error());
                    finish(cli::UsageError);
                    return;
                }
            }
            listRows(gateway, descriptor, filter, invocation.limit, cli::Output(invocation.json), finish);
        };
    });
}

void addShow(CLI::App &group, const collection::Descriptor &descriptor, Invocation &invocation)
{
    CLI::App *show = group.add_subcommand("show", "Show one, whole");
    addConnectionOptions(*show, invocation);
    show->add_option("id", invocation.ids, "Its id")->required()->expected(1);
    show->callback([&] {
        invocation.run = [&](const cli::Gateway &gateway, const cli::Finish &finish) {
            showRow(gateway, descriptor, toList(invocation.ids).constFirst(), cli::Output(invocation.json), finish);
        };
    });
}

void addAction(CLI::App &group, const collection::Action &action, Invocation &invocation)
{
    CLI::App *command = group.add_subcommand(action.id.toStdString(), action.title.toStdString());
    addConnectionOptions(*command, invocation);
    command->add_option("ids", invocation.ids, "One or more ids")->required();
    command->add_option("--reason", invocation.reason, "For the ledger")->required(action.asksReason);
    command->callback([&] {
        invocation.run = [&](const cli::Gateway &gateway, const cli::Finish &finish) {
            const QString reason = invocation.reason.empty() ? action.defaultReason
                                                             : QString::fromStdString(invocation.reason);
            runAction(gateway, action, toList(invocation.ids), reason, cli::Output(invocation.json), finish);
        };
    });
}

void addCollection(CLI::App &app, const collection::Descriptor &descriptor, Invocation &invocation)
{
    CLI::App *group = app.add_subcommand(descriptor.apiPath.toStdString(), descriptor.title.toStdString());
    group->require_subcommand(1);
    addList(*group, descriptor, invocation);
    addShow(*group, descriptor, invocation);
    for (const collection::Action &action : descriptor.actions)
        addAction(*group, action, invocation);
}

int runInEventLoop(const Invocation &invocation)
{
    const SystemClock clock;
    auto gateway = cli::connect(invocation.connection, clock);
    if (!gateway) {
        cli::printError(gateway.error());
        return gateway.error().kind == ErrorKind::Invalid ? cli::UsageError : cli::Failed;
    }
    QTimer::singleShot(0, qApp, [&] {
        invocation.run(*gateway, [](int exitCode) { QCoreApplication::exit(exitCode); });
    });
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("gatehouse"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GATEHOUSE_VERSION));
    installTranslation(application);

    const std::vector<collection::Descriptor> descriptors = collections();
    Invocation invocation;
    CLI::App app("Run and operate a webhook gateway", "gatehousectl");
    app.set_version_flag("--version", GATEHOUSE_VERSION);
    app.require_subcommand(1);
    addServe(app, invocation.serve);
    for (const collection::Descriptor &descriptor : descriptors)
        addCollection(app, descriptor, invocation);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? cli::Done : cli::UsageError;
    }
    return app.got_subcommand("serve") ? cli::serve(invocation.serve) : runInEventLoop(invocation);
}
