#include "app/gatehouse/options.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>

namespace gatehouse::app {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Options)
};

struct Given
{
    std::string link, connection, url, tokenFile, database, data, listen, shots, scheme;
    bool ephemeral = false;
    bool noTraffic = false;
    bool reportsStartup = false;
    bool fillsScreen = false;
};

void declare(CLI::App &app, Given &given)
{
    app.set_version_flag("--version", GATEHOUSE_VERSION);
    app.add_option("link", given.link,
                   Words::tr("Link of a view to begin with: gatehouse://...").toStdString());
    CLI::Option *connection = app.add_option(
        "--connection", given.connection,
        Words::tr("Open a saved connection instead of the local gateway").toStdString());
    app.add_option("--url", given.url, Words::tr("URL of a gateway").toStdString())
        ->excludes(connection);
    app.add_option("--token-file", given.tokenFile,
                   Words::tr("File that holds its admin token").toStdString())
        ->needs("--url");
    app.add_option(
           "--database", given.database,
           Words::tr("libpq conninfo of its database; without it, lists come through the API")
               .toStdString())
        ->needs("--url");
    CLI::Option *data = app.add_option(
        "--data", given.data, Words::tr("Folder of the local gateway's data").toStdString());
    app.add_option("--listen", given.listen,
                   Words::tr("Where the local gateway listens (127.0.0.1:8737, else a free port)")
                       .toStdString());
    app.add_flag("--ephemeral", given.ephemeral,
                 Words::tr("Keep the local gateway's data in a temporary folder").toStdString())
        ->excludes(data);
    app.add_flag("--no-traffic", given.noTraffic,
                 Words::tr("Send no webhooks to the local gateway at the start").toStdString());
    app.add_option("--scheme", given.scheme, Words::tr("Colours").toStdString())
        ->check(CLI::IsMember({"system", "light", "dark"}));
    app.add_option("--shots", given.shots,
                   Words::tr("Write a PNG of every page to this folder and end").toStdString());
    app.add_flag(
        "--report-startup", given.reportsStartup,
        Words::tr("Print when the first rows were painted (for the benchmark)").toStdString());
    app.add_flag(
        "--fill-screen", given.fillsScreen,
        Words::tr("Take the whole screen (where there is no window manager)").toStdString());
}

Result<std::optional<ConnectionProfile>> profileOf(const Given &given)
{
    if (!given.connection.empty()) {
        auto loaded = ConnectionProfiles().load(QString::fromStdString(given.connection));
        if (!loaded)
            return failure(loaded.error());
        return std::optional(*loaded);
    }
    if (given.url.empty())
        return std::optional<ConnectionProfile>();
    ConnectionProfile profile;
    profile.url = QUrl(QString::fromStdString(given.url));
    profile.name = profile.url.host();
    profile.tokenFile = QString::fromStdString(given.tokenFile);
    profile.database = QString::fromStdString(given.database);
    return std::optional(profile);
}

/// A name that nothing is saved under is a wrong option; a file that is damaged is not.
bool isSaved(const std::string &connection)
{
    return ConnectionProfiles().names().contains(QString::fromStdString(connection));
}

} // namespace

bool asksForWords(int argc, char **argv)
{
    return std::any_of(argv + 1, argv + argc, [](const std::string_view argument) {
        return argument == "--help" || argument == "-h" || argument == "--version";
    });
}

bool hasDisplay(int argc, char **argv)
{
    for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        if (!qEnvironmentVariableIsEmpty(variable))
            return true;
    }
    return std::find(argv + 1, argv + argc, std::string_view("-platform")) != argv + argc;
}

tl::expected<Options, int> parseOptions(int argc, char **argv)
{
    Given given;
    CLI::App app(Words::tr("The console of a webhook gateway").toStdString(), "gatehouse");
    declare(app, given);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return tl::unexpected(app.exit(error) == 0 ? 0 : 2);
    }
    auto profile = profileOf(given);
    if (!profile) {
        std::fprintf(stderr, "gatehouse: %s\n", profile.error().message.toUtf8().constData());
        return tl::unexpected(isSaved(given.connection) ? 1 : 2);
    }
    Options options;
    options.profile = *profile;
    options.link = QString::fromStdString(given.link);
    options.isLinkAlone = !given.link.empty() && argc == 2;
    options.local.folder = given.data;
    options.local.ephemeral = given.ephemeral;
    if (given.ephemeral)
        options.local.listen = "127.0.0.1:0";
    if (!given.listen.empty()) {
        options.local.listen = given.listen;
        options.local.anyPortWhenTaken = false; // that one was asked for
    }
    options.firstTraffic = given.noTraffic ? 0 : options.firstTraffic;
    if (!given.scheme.empty())
        options.scheme = widgets::schemeChoice(QString::fromStdString(given.scheme));
    options.shotsFolder = QString::fromStdString(given.shots);
    options.reportsStartup = given.reportsStartup;
    options.fillsScreen = given.fillsScreen;
    return options;
}

} // namespace gatehouse::app
