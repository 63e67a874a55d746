#include "app/gatehousectl/profilecommands.h"

#include "app/gatehousectl/credentials.h"
#include "app/gatehousectl/invocation.h"
#include "app/gatehousectl/output.h"
#include "models/connections/connectiontest.h"
#include "services/connections/profilejson.h"
#include "services/connections/profiletransfer.h"
#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <CLI/CLI.hpp>

#include <cstdio>

namespace gatehouse::cli {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

QJsonArray exceptionNames(const ConnectionProfile &profile)
{
    QJsonArray names;
    for (const SafetyException exception : profile.exceptions)
        names += exceptionName(exception);
    return names;
}

QString exceptionText(const ConnectionProfile &profile)
{
    QStringList names;
    for (const SafetyException exception : profile.exceptions)
        names += exceptionName(exception);
    return names.join(QStringLiteral(", "));
}

int listProfiles(bool json)
{
    const ConnectionProfiles profiles;
    const Output output(json);
    const QStringList names = profiles.names();
    for (const QString &name : names) {
        const auto profile = profiles.load(name);
        if (!profile) {
            printError(profile.error(), json, name);
            continue;
        }
        if (json)
            output.object({{QStringLiteral("name"), name},
                           {QStringLiteral("environment"), profile->environment},
                           {QStringLiteral("url"), profile->url.toString()},
                           {QStringLiteral("has_database"), !profile->database.isEmpty()},
                           {QStringLiteral("exceptions"), exceptionNames(*profile)}});
        else
            output.text(QStringLiteral("%1  %2  %3  %4")
                            .arg(name, -20)
                            .arg(profile->environment, -12)
                            .arg(profile->url.toString(), exceptionText(*profile))
                            .trimmed());
    }
    if (names.isEmpty() && !json)
        std::fprintf(stderr, "%s\n", qUtf8Printable(Words::tr("none")));
    return Done;
}

int exportProfile(const QString &name, bool json)
{
    const auto profile = ConnectionProfiles().load(name);
    if (!profile) {
        printError(profile.error(), json);
        return Failed;
    }
    Output(json).document(exportProfiles({*profile}).toStdString());
    return Done;
}

int saveImported(const QList<ConnectionProfile> &imported, bool json)
{
    const ConnectionProfiles profiles;
    const Output output(json);
    for (ConnectionProfile profile : imported) {
        profile.name = freeName(profile.name, profiles.names());
        if (const auto saved = profiles.save(profile); !saved) {
            printError(saved.error(), json);
            return Failed;
        }
        if (json)
            output.object({{QStringLiteral("name"), profile.name},
                           {QStringLiteral("exceptions"), exceptionNames(profile)}});
        else
            output.text(Words::tr("saved as %1").arg(profile.name));
    }
    return Done;
}

int importFile(const QString &path, bool allowsExceptions, bool json)
{
    const auto imported = importProfilesFrom(path);
    if (!imported) {
        printError(imported.error(), json);
        return Failed;
    }
    for (const ConnectionProfile &profile : *imported) {
        if (profile.exceptions.isEmpty() || allowsExceptions)
            continue;
        printError({ErrorKind::Denied,
                    Words::tr("The connection “%1” allows itself what is not safe: %2. If that is "
                              "meant, import with --allow-exceptions.")
                        .arg(profile.name, exceptionText(profile)),
                    {},
                    {}},
                   json);
        return Failed;
    }
    return saveImported(*imported, json);
}

void printStep(const connections::TestStep &step, const Output &output)
{
    if (output.isJson()) {
        output.object({{QStringLiteral("step"), step.id},
                       {QStringLiteral("outcome"), connections::outcomeName(step.outcome)},
                       {QStringLiteral("text"), step.text},
                       {QStringLiteral("fix"), step.fix},
                       {QStringLiteral("milliseconds"), qint64(step.took.count())}});
    } else {
        output.text(QStringLiteral("%1 %2 %3")
                        .arg(connections::outcomeName(step.outcome), -12)
                        .arg(step.title, -30)
                        .arg(step.text));
        if (!step.fix.isEmpty())
            output.text(QStringLiteral("             -> ") + step.fix);
    }
    Output::flush();
}

/// Prints each step when it is settled, in the order of the steps.
void runTest(const ConnectionProfile &profile, const Result<Credentials> &credentials,
             const Clock &clock, const Output &output)
{
    auto *test = new connections::ConnectionTest(profile, credentials, clock, qApp);
    QObject::connect(test, &connections::ConnectionTest::stepChanged, test,
                     [test, output, next = 0](int) mutable {
                         using connections::Outcome;
                         const auto &steps = test->steps();
                         for (; next < steps.size(); ++next) {
                             const Outcome outcome = steps.at(next).outcome;
                             if (outcome == Outcome::Waiting || outcome == Outcome::Running)
                                 return;
                             printStep(steps.at(next), output);
                         }
                     });
    QObject::connect(
        test, &connections::ConnectionTest::finished, test,
        [test] { QCoreApplication::exit(test->hasPassed() ? Done : Failed); },
        Qt::QueuedConnection);
    test->start();
}

int testProfile(const QString &name, bool json)
{
    const auto profile = ConnectionProfiles().load(name);
    if (!profile) {
        printError(profile.error(), json);
        return Failed;
    }
    const SystemClock clock;
    whenDone(credentialsOf(*profile, qApp), qApp, [&](const Result<Credentials> &credentials) {
        runTest(*profile, credentials, clock, Output(json));
    });
    return QCoreApplication::exec();
}

CLI::App *addCommand(CLI::App &group, const char *name, const QString &words,
                     Invocation &invocation)
{
    CLI::App *command = group.add_subcommand(name, words.toStdString());
    addJson(*command, invocation.json);
    return command;
}

void importGiven(Invocation &invocation)
{
    invocation.alone = [&invocation] {
        return importFile(toList(invocation.ids).constFirst(), invocation.allowsExceptions,
                          invocation.json);
    };
}

} // namespace

void addConnections(CLI::App &app, Invocation &invocation)
{
    CLI::App *group =
        app.add_subcommand("connections", Words::tr("Saved connections").toStdString());
    group->require_subcommand(1);
    addCommand(*group, "list", Words::tr("List them"), invocation)->callback([&] {
        invocation.alone = [&] { return listProfiles(invocation.json); };
    });
    const auto withName = [&](const char *name, const QString &words, const QString &argument) {
        CLI::App *command = addCommand(*group, name, words, invocation);
        command
            ->add_option(argument.isEmpty() ? "name" : "file", invocation.ids,
                         (argument.isEmpty() ? Words::tr("Its name") : argument).toStdString())
            ->required()
            ->expected(1);
        return command;
    };
    withName("export", Words::tr("Print one for somebody else, without secrets"), {})
        ->callback([&] {
            invocation.alone = [&] {
                return exportProfile(toList(invocation.ids).constFirst(), invocation.json);
            };
        });
    withName("test", Words::tr("Try one step by step; exit code 1 when a step fails"), {})
        ->callback([&] {
            invocation.alone = [&] {
                return testProfile(toList(invocation.ids).constFirst(), invocation.json);
            };
        });
    CLI::App *import =
        withName("import", Words::tr("Save what was exported"), Words::tr("The file"));
    import->add_flag(
        "--allow-exceptions", invocation.allowsExceptions,
        Words::tr("Also connections that allow themselves what is not safe").toStdString());
    import->callback([&] { importGiven(invocation);
});
} // namespace gatehouse::cli

} // namespace gatehouse::cli
