#include "app/gatehousectl/replaycommand.h"

#include "app/gatehousectl/invocation.h"
#include "app/gatehousectl/preparationoptions.h"
#include "app/gatehousectl/replayrun.h"
#include "services/connections/profile.h"
#include "services/core/whendone.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

#include <memory>

namespace gatehouse::cli {

namespace {

struct ReplayText
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::cli::ReplayCommand)
};

std::string words(const QString &translated)
{
    return translated.toStdString();
}

/// As they stand on the command line.
struct Given
{
    ReplayOptions options;
    PreparationOptions preparation;
    bool originalSpacing = false;
    double stopOver = 100;
};

Result<> checkTarget(const ReplayOptions &options)
{
    if (options.target.empty() == options.url.empty())
        return failure(ErrorKind::Invalid, ReplayText::tr("Say --target NAME or --url URL."));
    if (options.file.empty() == options.resume.empty())
        return failure(ErrorKind::Invalid, ReplayText::tr("Say a file, or --resume ID."));
    if (!options.ledger.empty() && options.reason.empty())
        return failure(ErrorKind::Invalid, ReplayText::tr("A ledger asks for a --reason."));
    return {};
}

/// Puts together what was given; Invalid what cannot be used.
Result<> read(Given &given)
{
    replay::Plan &plan = given.options.plan;
    if (const auto checked = checkTarget(given.options); !checked)
        return checked;
    auto preparation = preparationOf(given.preparation);
    if (!preparation)
        return failure(preparation.error());
    plan.preparation = std::move(*preparation);
    given.options.secretFiles = given.preparation.secretFiles;
    if (given.originalSpacing)
        plan.pace.kind = replay::Pace::Kind::AsRecorded;
    plan.stopRatio = given.stopOver / 100;
    return {};
}

void addPace(CLI::App &command, Given &given)
{
    replay::Plan &plan = given.options.plan;
    command
        .add_option("--rate", plan.pace.perSecond,
                    words(ReplayText::tr("Events a second; 0: as fast as they are answered")))
        ->check(CLI::Range(0.0, 100'000.0))
        ->capture_default_str();
    command.add_flag("--original-spacing", given.originalSpacing,
                     words(ReplayText::tr("As far apart as they came, instead of --rate")));
    command
        .add_option("--scale", plan.pace.scale,
                    words(ReplayText::tr("With --original-spacing: so many times as fast")))
        ->check(CLI::Range(0.01, 10'000.0))
        ->capture_default_str();
    command
        .add_option("--concurrency", plan.concurrency,
                    words(ReplayText::tr("At most so many without an answer")))
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command.add_flag("--ramp", plan.isRamped,
                     words(ReplayText::tr("1, 2, 5, 20 at first, then all")));
    command
        .add_option("--stop-over", given.stopOver,
                    words(ReplayText::tr("Stop when more percent of the last answers failed")))
        ->check(CLI::Range(0.0, 100.0))
        ->capture_default_str();
    command.add_option("--window", plan.window, words(ReplayText::tr("So many last answers")))
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
}

void addResults(CLI::App &command, ReplayOptions &options)
{
    command.add_flag("--expect", options.expects,
                     words(ReplayText::tr("Exit code 1 unless all are answered as expected")));
    command.add_option("--junit", options.junitFile, words(ReplayText::tr("Write JUnit's XML")));
    command.add_option("--html", options.htmlFile, words(ReplayText::tr("Write a report as HTML")));
    command.add_option("--report", options.reportFile,
                       words(ReplayText::tr("Write a report as JSON")));
    command.add_option(
        "--save-fixtures", options.fixtureFile,
        words(ReplayText::tr("Write the events with these answers as expected ones")));
}

void addReplayCommand(CLI::App &app, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand(
        "replay", words(ReplayText::tr("Send recorded events to a target again")));
    const auto given = std::make_shared<Given>();
    ReplayOptions &options = given->options;
    command->add_option("file", options.file,
                        words(ReplayText::tr("Events as NDJSON, HAR, a curl command or HTTP")));
    command->add_option("--target", options.target, words(ReplayText::tr("A saved target")));
    command->add_option("--url", options.url, words(ReplayText::tr("A URL on this machine")));
    command->add_option("--resume", options.resume,
                        words(ReplayText::tr("Go on with a replay: the id that it printed")));
    command->add_flag("--resend-unknown", options.sendsUnknown,
                      words(ReplayText::tr("With --resume: also what was under way, same key")));
    command->add_flag("--resend-failed", options.sendsFailed,
                      words(ReplayText::tr("With --resume: also what failed")));
    command->add_flag("--dry-run", options.isDryRun,
                      words(ReplayText::tr("Send nothing; say what would be answered")));
    command->add_option("--journal", options.journal,
                        words(ReplayText::tr("Another journal file")));
    command->add_option("--ledger", options.ledger,
                        words(ReplayText::tr("The saved connection whose ledger is told")));
    command->add_option("--reason", options.reason, words(ReplayText::tr("For the ledger")));
    addJson(*command, invocation.json);
    addPreparationOptions(*command, given->preparation);
    addPace(*command, *given);
    addResults(*command, options);
    command->callback([given, &invocation] {
        invocation.alone = [given, &invocation] {
            given->options.json = invocation.json;
            if (const auto usable = read(*given); !usable) {
                printError(usable.error(), invocation.json);
                return int(UsageError);
            }
            return runReplay(given->options);
        };
    });
}

int listTargets(bool json)
{
    const replay::Targets targets;
    const Output output(json);
    const QStringList names = targets.names();
    for (const QString &name : names) {
        const auto target = targets.load(name);
        if (!target) {
            printError(target.error(), json, name);
            continue;
        }
        output.object({{QStringLiteral("name"), name},
                       {QStringLiteral("url"), target->url},
                       {QStringLiteral("connection"), target->connection},
                       {QStringLiteral("environment"), target->environment}});
    }
    return Done;
}

struct TargetWish
{
    std::string name, url, connection, environment, authorities;
    std::vector<std::string> secretFiles;
};

/// The signing secrets of one that was there would be left behind, and found by nobody.
Result<> saveNew(const replay::Target &target)
{
    const replay::Targets targets;
    if (targets.names().contains(target.name))
        return failure(ErrorKind::Conflict,
                       ReplayText::tr("There is a target “%1” already. Remove it first, or take "
                                      "another name.")
                           .arg(target.name));
    return targets.save(target);
}

int addTarget(const TargetWish &wish, bool json)
{
    replay::Target target;
    target.name = QString::fromStdString(wish.name);
    target.url = QString::fromStdString(wish.url);
    target.connection = QString::fromStdString(wish.connection);
    target.environment = QString::fromStdString(wish.environment);
    target.certificateAuthorities = QString::fromStdString(wish.authorities);
    target.secretsId = newSecretsId();
    target.secretFiles = secretFilesOf(wish.secretFiles);
    auto usable = replay::resolved(target, ConnectionProfiles());
    const auto url = usable ? replay::urlFor(*usable, {}) : failure(usable.error());
    const auto saved = url ? saveNew(target) : Result<>(failure(url.error()));
    if (!saved) {
        printError(saved.error(), json);
        return Failed;
    }
    return Done;
}

int removeTarget(const std::string &name, bool json)
{
    const auto openStore = [] { return openCredentialStore(credentialFolder()); };
    whenDone(replay::removeTarget(replay::Targets(), QString::fromStdString(name), openStore), qApp,
             [json](const Result<> &removed) {
                 if (!removed)
                     printError(removed.error(), json);
                 QCoreApplication::exit(removed ? Done : Failed);
             });
    return QCoreApplication::exec();
}

void addTargets(CLI::App &app, Invocation &invocation)
{
    CLI::App *group =
        app.add_subcommand("targets", words(ReplayText::tr("Where replays may be sent")));
    group->require_subcommand(1);
    CLI::App *list = group->add_subcommand("list", words(ReplayText::tr("List them")));
    addJson(*list, invocation.json);
    list->callback([&] { invocation.alone = [&] { return listTargets(invocation.json); }; });
    const auto wish = std::make_shared<TargetWish>();
    CLI::App *add = group->add_subcommand("add", words(ReplayText::tr("Save one")));
    add->add_option("name", wish->name, words(ReplayText::tr("Its name")))->required();
    add->add_option("--url", wish->url,
                    words(ReplayText::tr("{source} and {tenant} in it are the event's")));
    add->add_option("--connection", wish->connection,
                    words(ReplayText::tr("Or a saved connection's gateway")));
    add->add_option("--environment", wish->environment,
                    words(ReplayText::tr("local, staging, production or one of its own")))
        ->required();
    add->add_option("--ca", wish->authorities,
                    words(ReplayText::tr("A PEM file, instead of the system's authorities")));
    add->add_option("--secret-file", wish->secretFiles,
                    words(ReplayText::tr("SOURCE[/TENANT]=FILE with the target's signing secret")));
    addJson(*add, invocation.json);
    add->callback([wish, &invocation] {
        invocation.alone = [wish, &invocation] { return addTarget(*wish, invocation.json); };
    });
    CLI::App *remove = group->add_subcommand("remove", words(ReplayText::tr("Forget one")));
    remove->add_option("name", wish->name, words(ReplayText::tr("Its name")))->required();
    addJson(*remove, invocation.json);
    remove->callback([wish, &invocation] {
        invocation.alone = [wish, &invocation] {
            return removeTarget(wish->name, invocation.json);
        };
    });
}

} // namespace

void addReplay(CLI::App &app, Invocation &invocation)
{
    addReplayCommand(app, invocation);
    addTargets(app, invocation);
}

} // namespace gatehouse::cli
