#include "app/gatehousectl/operationsprivate.h"
#include "services/connections/profile.h"

namespace gatehouse::cli {

std::string text(const QString &translated)
{
    return translated.toStdString();
}

QString segmentOf(const std::string &name)
{
    return AdminClient::segment(QString::fromStdString(name));
}

void insertText(QJsonObject &object, const char *name, const std::string &value)
{
    if (!value.empty())
        object.insert(QLatin1String(name), QString::fromStdString(value));
}

Result<> insertSecret(QJsonObject &object, const char *name, const std::string &file)
{
    if (file.empty())
        return {};
    return readTokenFile(QString::fromStdString(file)).map([&](const QByteArray &secret) {
        object.insert(QLatin1String(name), QString::fromUtf8(secret));
    });
}

CLI::App *Operations::Private::command(CLI::App &group, const char *name,
                                       const QString &description)
{
    CLI::App *made = group.add_subcommand(name, text(description));
    addConnectionOptions(*made, invocation);
    return made;
}

void Operations::Private::takeName(CLI::App &command, const QString &description)
{
    command.add_option("name", name, text(description))->required();
}

/// Files are read before anything is sent, and what is wrong with them is no usage error.
void Operations::Private::post(CLI::App &command, std::function<QString()> path,
                               std::function<Result<QJsonObject>()> body)
{
    command.callback([this, path = std::move(path), body = std::move(body)] {
        invocation.run = [this, path, body](const Gateway &gateway, const Finish &finish) {
            const auto built = body();
            if (!built) {
                printError(built.error(), invocation.json);
                finish(Failed);
                return;
            }
            postObject(gateway, path(), *built, Output(invocation.json), finish);
        };
    });
}

void Operations::Private::postReason(CLI::App &command, std::function<QString()> path)
{
    addReason(command, invocation, true);
    post(command, std::move(path), [this]() -> Result<QJsonObject> {
        QJsonObject body;
        addReasonTo(body);
        return body;
    });
}

void Operations::Private::show(CLI::App &command, std::function<QString()> path)
{
    command.callback([this, path = std::move(path)] {
        invocation.run = [this, path](const Gateway &gateway, const Finish &finish) {
            showObject(gateway, path(), Output(invocation.json), finish);
        };
    });
}

void Operations::Private::addDestinationOptions(CLI::App &command, bool isNew)
{
    command
        .add_option("--base-url", baseUrl,
                    text(OperationText::tr(
                        "Where it is; http://wordpress-stand-in.invalid is the stand-in")))
        ->required(isNew);
    command.add_flag("--allow-http", allowHttp,
                     text(OperationText::tr("The network in between is trusted: http is meant")));
    CLI::Option *bearer =
        command.add_option("--bearer-file", bearerFile,
                           text(OperationText::tr("File (mode 0600) that holds the bearer token")));
    CLI::Option *login =
        command.add_option("--user", user, text(OperationText::tr("For basic auth")));
    CLI::Option *password = command.add_option(
        "--password-file", passwordFile,
        text(OperationText::tr("File (mode 0600) that holds the user's password")));
    login->needs(password)->excludes(bearer);
    password->needs(login);
    command.add_option(
        "--signing-secret-file", secretFile,
        text(OperationText::tr("File (mode 0600) with what deliveries are signed with")));
}

Result<QJsonObject> Operations::Private::authBody() const
{
    const bool isBearer = !bearerFile.empty();
    QJsonObject auth;
    if (!isBearer && user.empty())
        return auth;
    insertText(auth, "type", isBearer ? "bearer" : "basic");
    insertText(auth, "user", user);
    return insertSecret(auth, isBearer ? "token" : "password", isBearer ? bearerFile : passwordFile)
        .map([&auth] { return auth; });
}

Result<QJsonObject> Operations::Private::destinationBody(bool isNew) const
{
    QJsonObject body;
    insertText(body, "base_url", baseUrl);
    insertText(body, "tenant", tenant);
    if (isNew)
        insertText(body, "name", name);
    if (allowHttp)
        body.insert(QStringLiteral("allow_http"), true);
    addOverlapTo(body);
    auto auth = authBody();
    if (!auth)
        return auth;
    if (!auth->isEmpty())
        body.insert(QStringLiteral("auth"), *auth);
    addReasonTo(body);
    return insertSecret(body, "signing_secret", secretFile).map([&body] { return body; });
}

QJsonObject Operations::Private::routeBody() const
{
    QJsonObject body;
    insertText(body, "source", source);
    insertText(body, "event_type", eventType);
    insertText(body, "tenant", tenant);
    insertText(body, "destination", destination);
    insertText(body, "path", path);
    insertText(body, "mode", mode);
    addReasonTo(body);
    return body;
}

/// One after the other, as with every collection's actions.
void Operations::Private::actOnIds(CLI::App &command, const char *endpoint, bool hasMode)
{
    command.add_option("ids", invocation.ids, text(OperationText::tr("One or more ids")))
        ->required();
    addReason(command, invocation, true);
    command.callback([this, endpoint, hasMode] {
        invocation.check = [this] { return checkIds(toList(invocation.ids)); };
        invocation.run = [this, endpoint, hasMode](const Gateway &gateway, const Finish &finish) {
            collection::Action action;
            action.endpoint = QLatin1String(endpoint);
            QJsonObject body;
            addReasonTo(body);
            if (hasMode)
                insertText(body, "mode", mode);
            runAction(gateway, action, toList(invocation.ids), body, Output(invocation.json),
                      finish);
        };
    });
}

Operations::Operations(Invocation &invocation)
    : d(std::make_unique<Private>(invocation))
{
}

Operations::~Operations() = default;

void Operations::Private::addOverlapTo(QJsonObject &body) const
{
    if (overlap >= 0)
        body.insert(QStringLiteral("overlap_seconds"), overlap);
}

void Operations::Private::addPasswordRotation(CLI::App &group)
{
    const auto below = [this](const char *verb) {
        return [this, verb] {
            return QStringLiteral("destinations/") + segmentOf(name)
                + QStringLiteral("/application-password/") + QLatin1String(verb);
        };
    };
    CLI::App *rotate =
        command(group, "rotate-password",
                OperationText::tr("Make another application password at WordPress, and use it"));
    takeName(*rotate, OperationText::tr("Its name or id"));
    rotate
        ->add_option("--overlap-seconds", overlap,
                     text(OperationText::tr("When the former one is taken away (a day)")))
        ->check(CLI::Range(60, longestOverlap));
    addReason(*rotate, invocation, true);
    post(*rotate, below("rotate"), [this]() -> Result<QJsonObject> {
        QJsonObject body;
        addReasonTo(body);
        addOverlapTo(body);
        return body;
    });
    CLI::App *retire =
        command(group, "retire-password",
                OperationText::tr("Take the former application password away at WordPress now"));
    takeName(*retire, OperationText::tr("Its name or id"));
    postReason(*retire, below("retire"));
}

void Operations::addDestinations(CLI::App &group)
{
    const auto path = [this] { return QStringLiteral("destinations/") + segmentOf(d->name); };
    const auto below = [path](const char *verb) {
        return [path, verb] { return path() + QLatin1String(verb); };
    };
    CLI::App *show =
        d->command(group, "show", OperationText::tr("Show one, whole; never its secrets"));
    d->takeName(*show, OperationText::tr("Its name or id"));
    d->show(*show, path);

    CLI::App *add = d->command(group, "add", OperationText::tr("Make one"));
    d->takeName(*add, OperationText::tr("What routes will call it"));
    d->addDestinationOptions(*add, true);
    add->add_option("--tenant", d->tenant,
                    text(OperationText::tr("Takes this tenant's routes only")));
    addReason(*add, d->invocation, false);
    d->post(
        *add, [] { return QStringLiteral("destinations"); },
        [this] { return d->destinationBody(true); });

    CLI::App *set = d->command(group, "set", OperationText::tr("Change what is named"));
    d->takeName(*set, OperationText::tr("Its name or id"));
    d->addDestinationOptions(*set, false);
    set->add_option(
           "--overlap-seconds", d->overlap,
           text(OperationText::tr("How long the former signing secret is kept for a rollback")))
        ->check(CLI::Range(0, longestOverlap));
    addReason(*set, d->invocation, true);
    d->post(*set, path, [this] { return d->destinationBody(false); });

    CLI::App *rollback = d->command(
        group, "rollback", OperationText::tr("Sign with the previous signing secret again"));
    d->takeName(*rollback, OperationText::tr("Its name or id"));
    d->postReason(*rollback, below("/rollback"));

    CLI::App *retire =
        d->command(group, "retire", OperationText::tr("Forget the previous signing secret"));
    d->takeName(*retire, OperationText::tr("Its name or id"));
    d->postReason(*retire, below("/retire"));

    d->addPasswordRotation(group);

    CLI::App *usage = d->command(
        group, "usage", OperationText::tr("What came of the deliveries since they are signed so"));
    d->takeName(*usage, OperationText::tr("Its name or id"));
    d->show(*usage, below("/usage"));

    CLI::App *remove =
        d->command(group, "delete", OperationText::tr("Delete one that nothing uses"));
    d->takeName(*remove, OperationText::tr("Its name or id"));
    d->postReason(*remove, below("/delete"));
}

void Operations::addRoutes(CLI::App &group)
{
    CLI::App *add = d->command(group, "add", OperationText::tr("Make one"));
    add->add_option("--source", d->source, text(OperationText::tr("Whose events")))->required();
    add->add_option("--event-type", d->eventType,
                    text(OperationText::tr("Which; * is any run of characters")))
        ->required();
    add->add_option("--tenant", d->tenant, text(OperationText::tr("Of this tenant only")));
    add->add_option("--destination", d->destination, text(OperationText::tr("Its name or id")))
        ->required();
    add->add_option("--path", d->path, text(OperationText::tr("Behind the base URL")))->required();
    const CLI::IsMember modes({"live", "dry_run", "mirror", "off"});
    add->add_option("--mode", d->mode, text(OperationText::tr("How it begins")))
        ->required()
        ->check(modes);
    addReason(*add, d->invocation, false);
    d->post(
        *add, [] { return QStringLiteral("routes"); },
        [this]() -> Result<QJsonObject> { return d->routeBody(); });

    CLI::App *mode = d->command(group, "mode", OperationText::tr("Change the mode of one or more"));
    mode->add_option("mode", d->mode, text(OperationText::tr("live, dry_run, mirror or off")))
        ->required()
        ->check(modes);
    d->actOnIds(*mode, "routes/{id}", true);

    CLI::App *remove = d->command(group, "delete", OperationText::tr("Delete one or more"));
    d->actOnIds(*remove, "routes/{id}/delete", false);
}

void Operations::addBreakers(CLI::App &app)
{
    CLI::App *group = app.add_subcommand("breakers", text(OperationText::tr("Circuit breakers")));
    group->require_subcommand(1);
    CLI::App *list = d->command(*group, "list", OperationText::tr("List those that are open"));
    list->callback([this] {
        d->invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            listObjects(gateway, QStringLiteral("circuit-breakers"), Output(d->invocation.json),
                        finish);
        };
    });
    CLI::App *reset = d->command(*group, "reset", OperationText::tr("Close one in every worker"));
    d->takeName(*reset, OperationText::tr("host:port, as list shows it"));
    d->postReason(*reset, [this] {
        return QStringLiteral("circuit-breakers/") + segmentOf(d->name) + QStringLiteral("/reset");
    });
}

void Operations::addWorkers(CLI::App &app)
{
    CLI::App *group =
        app.add_subcommand("workers", text(OperationText::tr("Workers, which deliver")));
    group->require_subcommand(1);
    CLI::App *show =
        d->command(*group, "show", OperationText::tr("Whether they are paused, and why"));
    d->show(*show, [] { return QStringLiteral("workers"); });
    CLI::App *pause = d->command(
        *group, "pause", OperationText::tr("Begin no deliveries, in every gateway process"));
    d->postReason(*pause, [] { return QStringLiteral("workers/pause"); });
    CLI::App *resume = d->command(*group, "resume", OperationText::tr("Deliver again"));
    d->postReason(*resume, [] { return QStringLiteral("workers/resume"); });
}

void Operations::addDeploys(CLI::App &app)
{
    CLI::App *group = app.add_subcommand(
        "deploys", text(OperationText::tr("What was deployed, for the ledger and the charts")));
    group->require_subcommand(1);
    CLI::App *note = d->command(*group, "note", OperationText::tr("Note that it was, just now"));
    note->add_option("name", d->deployName, text(OperationText::tr("\"shop 1.4.2\"")))->required();
    addReason(*note, d->invocation, true);
    d->post(
        *note, [] { return QStringLiteral("deploys"); },
        [this]() -> Result<QJsonObject> {
            QJsonObject body;
            insertText(body, "name", d->deployName);
            d->addReasonTo(body);
            return body;
        });
}

} // namespace gatehouse::cli
