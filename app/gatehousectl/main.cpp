#include "app/gatehousectl/alertcommands.h"
#include "app/gatehousectl/audit.h"
#include "app/gatehousectl/credentials.h"
#include "app/gatehousectl/exportcommand.h"
#include "app/gatehousectl/filteroptions.h"
#include "app/gatehousectl/invocation.h"
#include "app/gatehousectl/listencommand.h"
#include "app/gatehousectl/metricscommand.h"
#include "app/gatehousectl/operations.h"
#include "app/gatehousectl/profilecommands.h"
#include "app/gatehousectl/quitonsignal.h"
#include "app/gatehousectl/replaycommand.h"
#include "app/gatehousectl/simulator.h"
#include "app/gatehousectl/valuescommand.h"
#include "models/agentevents/agenteventcollection.h"
#include "models/alerts/alertcollection.h"
#include "models/deadletters/deadlettercollection.h"
#include "models/deliveries/deliverycollection.h"
#include "models/destinations/destinationcollection.h"
#include "models/events/eventcollection.h"
#include "models/jobs/jobcollection.h"
#include "models/ledger/ledgercollection.h"
#include "models/routes/routecollection.h"
#include "models/secrets/secretcollection.h"
#include "models/tokens/tokencollection.h"
#include "services/core/coredumps.h"
#include "services/core/whendone.h"
#include "translations/translations.h"

#include <QCoreApplication>
#include <QTimer>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <optional>

using namespace gatehouse;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

/// The collections, one line each; the command's name is the one in the API.
std::vector<collection::Descriptor> collections()
{
    return {events::eventCollection(),           jobs::jobCollection(),
            deadletters::deadLetterCollection(), deliveries::deliveryCollection(),
            agentevents::agentEventCollection(), alerts::alertCollection()};
}

using cli::addConnectionOptions;
using cli::addJson;
using cli::filterOf;
using cli::Invocation;
using cli::toList;

void addServe(CLI::App &app, cli::ServeOptions &options)
{
    CLI::App *serve =
        app.add_subcommand("serve", Words::tr("Run the gateway until SIGTERM").toStdString());
    serve
        ->add_option("--listen", options.listen,
                     Words::tr("HOST:PORT; port 0 picks a free one").toStdString())
        ->capture_default_str();
    CLI::Option *database = serve->add_option(
        "--database", options.database,
        Words::tr("libpq conninfo; without it a private cluster is started").toStdString());
    serve->add_option("--env", options.environmentFile,
                      Words::tr("File with variables (NAME=value lines)").toStdString());
    CLI::Option *data = serve->add_option("--data", options.data,
                                          Words::tr("Folder of the private cluster").toStdString());
    serve
        ->add_flag("--ephemeral", options.ephemeral,
                   Words::tr("Keep the private cluster in a temporary folder").toStdString())
        ->excludes(data, database);
    data->excludes(database);
    serve->add_flag("--allow-remote", options.allowRemote,
                    Words::tr("Allow an address beyond loopback").toStdString());
    serve->add_option(
        "--admin-listen", options.adminListen,
        Words::tr("HOST:PORT of the admin API when --listen is remote").toStdString());
    serve->add_flag("--simulator", options.simulator,
                    Words::tr("With --database: also the stand-in for WordPress").toStdString());
    serve->add_flag("--verbose", options.verbose,
                    Words::tr("Log accepted webhooks too").toStdString());
    addJson(*serve, options.json);
}

void addSeed(CLI::App &app, cli::SeedCommandOptions &options)
{
    CLI::App *seed = app.add_subcommand(
        "seed", Words::tr("Fill a database with made-up events, to try things on").toStdString());
    seed->add_option("--events", options.events, Words::tr("So many").toStdString())->required();
    seed->add_option("--days", options.days,
                     Words::tr("Over so many days, up to now").toStdString())
        ->capture_default_str();
    seed->add_option("--seed", options.seed,
                     Words::tr("Another number makes other events").toStdString())
        ->capture_default_str();
    CLI::Option *database = seed->add_option(
        "--database", options.database,
        Words::tr("libpq conninfo of its owner; without it the private cluster").toStdString());
    seed->add_option("--data", options.data,
                     Words::tr("Folder of the private cluster").toStdString())
        ->excludes(database);
    seed->add_flag("--add", options.adds,
                   Words::tr("Also to a database that has events").toStdString());
    addJson(*seed, options.json);
}

void addNormalize(CLI::App &app, cli::NormalizeOptions &options)
{
    CLI::App *normalize = app.add_subcommand(
        "normalize", Words::tr("Print what a saved payload becomes").toStdString());
    normalize
        ->add_option("file", options.file,
                     Words::tr("The payload, as it was sent; - is standard input").toStdString())
        ->required();
    normalize->add_option(
        "--source", options.source,
        Words::tr("Who sent it (default: the name of the file's folder)").toStdString());
    normalize
        ->add_option("--header", options.headers,
                     Words::tr("Name: value, as it was sent; may be repeated").toStdString())
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    normalize->add_option("--tenant", options.tenant, Words::tr("Whose event it is").toStdString())
        ->capture_default_str();
    normalize->add_flag("--json", options.json, Words::tr("One JSON object a line").toStdString());
}

void addList(CLI::App &group, const collection::Descriptor &descriptor, Invocation &invocation)
{
    const QString help = descriptor.sortIsNamed ? Words::tr("List them, the most urgent first")
                                                : Words::tr("List them, newest first");
    CLI::App *list = group.add_subcommand("list", help.toStdString());
    addConnectionOptions(*list, invocation);
    list->add_option("--limit", invocation.limit, Words::tr("At most so many").toStdString())
        ->check(CLI::Range(1, 10'000'000))
        ->capture_default_str();
    cli::addSortOptions(*list, descriptor, invocation);
    cli::addFilterOptions(*list, descriptor, invocation);
    list->callback([&descriptor, &invocation] {
        invocation.check = [&] { return cli::checkFilter(descriptor, invocation); };
        invocation.run = [&](const cli::Gateway &gateway, const cli::Finish &finish) {
            collection::PageRequest request;
            request.filter = *filterOf(descriptor, invocation);
            request.sort = cli::sortOf(descriptor, invocation);
            request.limit = invocation.limit;
            listRows(gateway, descriptor, request, cli::Output(invocation.json), finish);
        };
    });
}

void addShow(CLI::App &group, const collection::Descriptor &descriptor, Invocation &invocation)
{
    CLI::App *show = group.add_subcommand("show", Words::tr("Show one, whole").toStdString());
    addConnectionOptions(*show, invocation);
    show->add_option("id", invocation.ids, Words::tr("Its id").toStdString())
        ->required()
        ->expected(1);
    show->callback([&] {
        invocation.check = [&] { return cli::checkIds(toList(invocation.ids)); };
        invocation.run = [&](const cli::Gateway &gateway, const cli::Finish &finish) {
            showRow(gateway, descriptor, toList(invocation.ids).constFirst(),
                    cli::Output(invocation.json), finish);
        };
    });
}

void addAction(CLI::App &group, const collection::Action &action, Invocation &invocation)
{
    CLI::App *command = group.add_subcommand(action.id.toStdString(), action.title.toStdString());
    addConnectionOptions(*command, invocation);
    command->add_option("ids", invocation.ids, Words::tr("One or more ids").toStdString())
        ->required();
    cli::addReason(*command, invocation, action.asksReason);
    command->callback([&] {
        invocation.check = [&] { return cli::checkIds(toList(invocation.ids)); };
        invocation.run = [&](const cli::Gateway &gateway, const cli::Finish &finish) {
            const QString reason = invocation.reason.empty()
                ? action.defaultReason
                : QString::fromStdString(invocation.reason);
            runAction(gateway, action, toList(invocation.ids), {{QStringLiteral("reason"), reason}},
                      cli::Output(invocation.json), finish);
        };
    });
}

CLI::App *addGroup(CLI::App &app, const collection::Descriptor &descriptor)
{
    CLI::App *group =
        app.add_subcommand(descriptor.apiPath.toStdString(), descriptor.title.toStdString());
    group->require_subcommand(1);
    return group;
}

void addCollection(CLI::App &app, const collection::Descriptor &descriptor, Invocation &invocation)
{
    CLI::App *group = addGroup(app, descriptor);
    addList(*group, descriptor, invocation);
    addShow(*group, descriptor, invocation);
    cli::addExport(*group, descriptor, invocation);
    cli::addValues(*group, descriptor, invocation);
    for (const collection::Action &action : descriptor.actions)
        addAction(*group, action, invocation);
}

/// What decides where events go, and whether they go.
void addOperations(CLI::App &app, const collection::Descriptor &destinations,
                   const collection::Descriptor &routes, const collection::Descriptor &secrets,
                   Invocation &invocation, cli::Operations &operations)
{
    CLI::App *destinationGroup = addGroup(app, destinations);
    addList(*destinationGroup, destinations, invocation);
    operations.addDestinations(*destinationGroup);
    CLI::App *routeGroup = addGroup(app, routes);
    addList(*routeGroup, routes, invocation);
    addShow(*routeGroup, routes, invocation);
    operations.addRoutes(*routeGroup);
    CLI::App *secretGroup = addGroup(app, secrets);
    addList(*secretGroup, secrets, invocation);
    addShow(*secretGroup, secrets, invocation);
    operations.addSecrets(*secretGroup);
    operations.addJwtKeys(app);
    operations.addBulk(app);
    operations.addBreakers(app);
    operations.addWorkers(app);
    operations.addPrivacy(app);
    operations.addRetention(app);
    operations.addPrices(app);
    operations.addDeploys(app);
}

/// Who may do all this.
void addTokens(CLI::App &app, const collection::Descriptor &tokens, Invocation &invocation,
               cli::Operations &operations)
{
    CLI::App *group = addGroup(app, tokens);
    addList(*group, tokens, invocation);
    operations.addTokens(*group);
}

void addLedger(CLI::App &app, const collection::Descriptor &ledger, Invocation &invocation)
{
    CLI::App *group = addGroup(app, ledger);
    addList(*group, ledger, invocation);
    cli::addAudit(*group, ledger, invocation);
}

int runInEventLoop(Invocation &invocation)
{
    for (const Result<> &usable : {invocation.check(), checkOptions(invocation.connection)}) {
        if (!usable) {
            cli::printError(usable.error(), invocation.json);
            return cli::UsageError;
        }
    }
    const auto profile = cli::profileFor(invocation.connection);
    if (!profile) {
        cli::printError(profile.error(), invocation.json);
        return cli::Failed;
    }
    std::optional<cli::QuitOnSignal> ending;
    if (invocation.endsTidily)
        ending.emplace(invocation.codeOnSignal);
    const SystemClock clock;
    std::optional<cli::Gateway> gateway;
    const auto fail = [&](const Error &error) {
        cli::printError(error, invocation.json);
        QCoreApplication::exit(cli::Failed);
    };
    const auto run = [&](const Result<Credentials> &credentials) {
        if (!credentials) {
            fail(credentials.error());
            return;
        }
        auto connected = cli::connect(*profile, *credentials, clock);
        if (!connected) {
            fail(connected.error());
            return;
        }
        gateway.emplace(std::move(*connected));
        invocation.run(*gateway, [](int exitCode) { QCoreApplication::exit(exitCode); });
    };
    whenDone(cli::credentialsOf(*profile, qApp), qApp, run);
    const int code = QCoreApplication::exec();
    invocation.kept.reset(); // it uses the gateway
    return code;
}

/// What CLI11 refused (or --help): says it, and gives the exit code.
int endOfParsing(const CLI::App &app, const CLI::ParseError &error, int argc, char **argv)
{
    const bool wantsWords = error.get_exit_code() == 0;
    const bool json = std::any_of(
        argv, argv + argc, [](const std::string_view argument) { return argument == "--json"; });
    if (!wantsWords && json) {
        cli::printError({ErrorKind::Invalid, QString::fromUtf8(error.what()), {}, {}}, true);
        return cli::UsageError;
    }
    return app.exit(error) == 0 ? cli::Done : cli::UsageError;
}

} // namespace

// What CLI11 throws beside a ParseError is a slip in what we declare; to end the program is right.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char **argv)
{
    forbidCoreDumps();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("gatehouse"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GATEHOUSE_VERSION));
    installTranslation(application);

    const std::vector<collection::Descriptor> descriptors = collections();
    Invocation invocation;
    CLI::App app(Words::tr("Run and operate a webhook gateway").toStdString(), "gatehousectl");
    app.set_version_flag("--version", GATEHOUSE_VERSION);
    app.require_subcommand(1);
    addServe(app, invocation.serve);
    addNormalize(app, invocation.normalize);
    addSeed(app, invocation.seed);
    for (const collection::Descriptor &descriptor : descriptors)
        addCollection(app, descriptor, invocation);
    const collection::Descriptor destinations = destinations::destinationCollection();
    const collection::Descriptor routes = routes::routeCollection();
    cli::Operations operations(invocation);
    operations.addDeadLetters(
        *app.get_subcommand(deadletters::deadLetterCollection().apiPath.toStdString()));
    const collection::Descriptor secrets = secrets::secretCollection();
    addOperations(app, destinations, routes, secrets, invocation, operations);
    cli::AlertCommands alerts(invocation);
    alerts.addAlerts(*app.get_subcommand(alerts::alertCollection().apiPath.toStdString()));
    alerts.addBudgets(app);
    const collection::Descriptor tokens = tokens::tokenCollection();
    addTokens(app, tokens, invocation, operations);
    const collection::Descriptor ledger = ledger::ledgerCollection();
    addLedger(app, ledger, invocation);
    cli::addSimulator(app, invocation);
    cli::addConnections(app, invocation);
    cli::addReplay(app, invocation);
    const collection::Descriptor events = events::eventCollection();
    cli::addListen(app, events, invocation);
    cli::addMetrics(app, invocation);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return endOfParsing(app, error, argc, argv);
    }
    if (app.got_subcommand("serve"))
        return cli::serve(invocation.serve);
    if (app.got_subcommand("normalize"))
        return cli::normalize(invocation.normalize);
    if (app.got_subcommand("seed"))
        return cli::afterOutput(cli::seed(invocation.seed));
    return cli::afterOutput(invocation.alone ? invocation.alone() : runInEventLoop(invocation));
}
