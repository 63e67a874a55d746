#include "app/gatehousectl/connection.h"

#include "models/collection/apisource.h"
#include "models/collection/postgressource.h"
#include "services/connections/profile.h"
#include "services/postgres/conninfo.h"

#include <QCoreApplication>

namespace gatehouse::cli {

namespace {

struct ConnectionText
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionText)
};

Error withoutToken()
{
    return {ErrorKind::Invalid,
            ConnectionText::tr("Say with --token-file where the admin token is."),
            {},
            {}};
}

bool isWebUrl(const std::string &text)
{
    const QUrl url(QString::fromStdString(text), QUrl::StrictMode);
    const bool isWeb =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    return url.isValid() && isWeb && !url.host().isEmpty();
}

} // namespace

bool Gateway::hasDatabaseFor(const collection::Descriptor &descriptor) const
{
    return database && !descriptor.view.isEmpty();
}

std::shared_ptr<collection::Source> Gateway::source(const collection::Descriptor &descriptor) const
{
    if (hasDatabaseFor(descriptor))
        return std::make_shared<collection::PostgresSource>(descriptor, *database);
    return std::make_shared<collection::ApiSource>(descriptor, *api);
}

Result<> checkOptions(const ConnectionOptions &options)
{
    if (!options.url.empty() && !isWebUrl(options.url)) {
        return failure(
            ErrorKind::Invalid,
            ConnectionText::tr("--url is not one. It is written like http://127.0.0.1:8737."));
    }
    if (!options.url.empty() && options.name.empty() && options.tokenFile.empty())
        return failure(withoutToken());
    return postgres::checkConninfo(options.database);
}

Result<ConnectionProfile> profileFor(const ConnectionOptions &options)
{
    ConnectionProfile profile;
    const bool named = !options.name.empty() || options.url.empty();
    if (named) {
        const QString name =
            options.name.empty() ? QStringLiteral("local") : QString::fromStdString(options.name);
        auto loaded = ConnectionProfiles().load(name);
        if (!loaded && options.name.empty()) {
            return failure(
                ErrorKind::NotFound,
                ConnectionText::tr(
                    "No local gateway is running. Start one with ./dev run or gatehousectl "
                    "serve, or name another with --connection or --url."));
        }
        if (!loaded)
            return loaded;
        profile = *loaded;
    }
    profile.measures = {}; // for the window's page alone: no command needs their secret
    if (!options.url.empty())
        profile.url = QUrl(QString::fromStdString(options.url), QUrl::StrictMode);
    if (!options.tokenFile.empty())
        profile.tokenFile = QString::fromStdString(options.tokenFile);
    if (!options.database.empty())
        profile.database = QString::fromStdString(options.database);
    if (!named && profile.tokenFile.isEmpty())
        return failure(withoutToken());
    return profile;
}

Result<Gateway> connect(const ConnectionProfile &profile, const Credentials &credentials,
                        const Clock &clock)
{
    auto access = accessTo(profile, credentials);
    if (!access)
        return failure(access.error());
    Gateway gateway{clock, nullptr, nullptr};
    gateway.api = std::make_unique<AdminClient>(std::move(access->api));
    if (access->database) {
        postgres::SessionOptions session = std::move(*access->database);
        session.applicationName = "gatehousectl";
        session.statementTimeout = std::chrono::seconds(60);
        gateway.database = std::make_unique<postgres::Connection>(std::move(session));
    }
    return gateway;
}

} // namespace gatehouse::cli
