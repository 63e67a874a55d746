#include "app/gatehouse/options.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace gatehouse::app {

namespace {

struct Given {
    std::string connection, url, tokenFile, database, data, listen, shots, scheme;
    bool ephemeral = false;
    bool noTraffic = false;
    bool reportsStartup = false;
    bool fillsScreen = false;
};

void declare(CLI::App &app, Given &given)
{
    app.set_version_flag("--version", GATEHOUSE_VERSION);
    app.add_option("--connection", given.connection, "Open a saved connection instead of the local gateway");
    app.add_option("--url", given.url, "URL of a gateway");
    app.add_option("--token-file", given.tokenFile, "File that holds its admin token")->needs("--url");
    app.add_option("--database", given.database, "libpq conninfo of its database")->needs("--url");
    app.add_option("--data", given.data, "Folder of the local gateway's data");
    app.add_option("--listen", given.listen, "Where the local gateway listens (127.0.0.1:8737, else a free port)");
    app.add_flag("--ephemeral", given.ephemeral, "Keep the local gateway's data in a temporary folder");
    app.add_flag("--no-traffic", given.noTraffic, "Send no webhooks to the local gateway at the start");
    app.add_option("--scheme", given.scheme, "Colours")->check(CLI::IsMember({"system", "light", "dark"}));
    app.add_option("--shots", given.shots, "Write a PNG of every page to this folder and end");
    app.add_flag("--report-startup", given.reportsStartup, "Print when the first rows were painted and end");
    app.add_flag("--fill-screen", given.fillsScreen, "Take the whole screen (where there is no window manager)");
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

} // namespace

tl::expected<Options, int> parseOptions(int argc, char **argv)
{
    Given given;
    CLI::App app("The console of a webhook gateway", "gatehouse");
    declare(app, given);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return tl::unexpected(app.exit(error) == 0 ? 0 : 2);
    }
    auto profile = profileOf(given);
    if (!profile) {
        std::fprintf(stderr, "gatehouse: %s\n", profile.error().message.toUtf8().constData());
        return tl::unexpected(1);
    }
    Options options;
    options.profile = *profile;
    options.local.folder = given.data;
    options.local.ephemeral = given.ephemeral;
    if (given.ephemeral)
        options.local.listen = "127.0.0.1:0";
    if (!given.listen.empty())
        options.local.listen = given.listen;
    options.firstTraffic = given.noTraffic ? 0 : options.firstTraffic;
    if (!given.scheme.empty())
        options.scheme = widgets::schemeChoice(QString::fromStdString(given.scheme));
    options.shotsFolder = QString::fromStdString(given.shots);
    options.reportsStartup = given.reportsStartup;
    options.fillsScreen = given.fillsScreen;
    return options;
}

} // namespace gatehouse::app
