#include "app/gatehousectl/replaycommand.h"

#include "app/gatehousectl/invocation.h"
#include "app/gatehousectl/replayrun.h"
#include "services/connections/profile.h"

#include <QCoreApplication>
#include <QFile>

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
    bool asRecorded = false, freshKey = false, originalSpacing = false;
    double stopOver = 100;
    std::vector<std::string> headers, masks;
    std::string patchFile;
};

Result<> readMasks(Given &given)
{
    for (const std::string &name : given.masks) {
        bool isKnown = false;
        for (const replay::MaskedKind kind : replay::allMaskedKinds()) {
            if (name != "all" && name != replay::maskedKindName(kind))
                continue;
            given.options.plan.preparation.masked.insert(kind);
            isKnown = true;
        }
        if (!isKnown)
            return failure(ErrorKind::Invalid,
                           ReplayText::tr("--mask knows email, name, phone, card, token and all."));
    }
    return {};
}

Result<> readHeaders(Given &given)
{
    for (const std::string &header : given.headers) {
        const std::size_t colon = header.find(':');
        if (colon == std::string::npos || colon == 0)
            return failure(ErrorKind::Invalid,
                           ReplayText::tr("--header is written like \"Name: value\"."));
        const std::size_t start = header.find_first_not_of(' ', colon + 1);
        given.options.plan.preparation.addedHeaders.emplace_back(
            header.substr(0, colon), start == std::string::npos ? "" : header.substr(start));
    }
    return {};
}

Result<> readPatch(Given &given)
{
    constexpr qint64 largestPatch = qint64{1024} * 1024;
    if (given.patchFile.empty())
        return {};
    QFile file(QString::fromStdString(given.patchFile));
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorKind::Invalid,
            ReplayText::tr("%1 cannot be read: %2.").arg(file.fileName(), file.errorString()));
    given.options.plan.preparation.patch = file.read(largestPatch).toStdString();
    return {};
}

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
    using replay::Preparation;
    replay::Plan &plan = given.options.plan;
    if (given.asRecorded)
        plan.preparation.signature = Preparation::Signature::AsRecorded;
    if (given.freshKey)
        plan.preparation.key = Preparation::Key::Fresh;
    if (given.originalSpacing)
        plan.pace.kind = replay::Pace::Kind::AsRecorded;
    plan.stopRatio = given.stopOver / 100;
    for (const Result<> &done :
         {checkTarget(given.options), readMasks(given), readHeaders(given), readPatch(given)}) {
        if (!done)
            return done;
    }
    return {};
}

void addPreparation(CLI::App &command, Given &given)
{
    command.add_flag("--as-recorded", given.asRecorded,
                     words(ReplayText::tr("With the recorded signature, not signed anew")));
    command.add_flag("--fresh-key", given.freshKey,
                     words(ReplayText::tr("Under another id, so that it is no duplicate")));
    command.add_option("--drop-header", given.options.plan.preparation.droppedHeaders,
                       words(ReplayText::tr("Without that header; may be repeated")));
    command.add_option("--header", given.headers,
                       words(ReplayText::tr("Name: value, added; may be repeated")));
    command
        .add_option("--mask", given.masks,
                    words(ReplayText::tr("email, name, phone, card, token or all")))
        ->delimiter(',');
    command.add_option("--patch", given.patchFile,
                       words(ReplayText::tr("File with a JSON patch (RFC 6902) of the payloads")));
    command.add_option(
        "--secret-file", given.options.secretFiles,
        words(ReplayText::tr("SOURCE[/TENANT]=FILE with the target's signing secret")));
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
    addPreparation(*command, *given);
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
    const auto saved = url ? replay::Targets().save(target) : Result<>(failure(url.error()));
    if (!saved) {
        printError(saved.error(), json);
        return Failed;
    }
    return Done;
}

int removeTarget(const std::string &name, bool json)
{
    if (const auto removed = replay::Targets().remove(QString::fromStdString(name)); !removed) {
        printError(removed.error(), json);
        return Failed;
    }
    return Done;
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
