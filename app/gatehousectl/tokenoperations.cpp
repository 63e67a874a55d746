#include "app/gatehousectl/operationsprivate.h"
#include "models/collection/filtervalue.h"
#include "services/core/log.h"

#include <QJsonArray>

namespace gatehouse::cli {

namespace {

void insertTexts(QJsonObject &object, const char *name, const std::vector<std::string> &values)
{
    if (!values.empty())
        object.insert(QLatin1String(name), QJsonArray::fromStringList(toList(values)));
}

void addRepeated(CLI::App &command, const char *name, std::vector<std::string> &values,
                 const QString &description)
{
    command.add_option(name, values, text(description))
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// `30d` from now, or a time; nothing when it is neither.
std::optional<Timestamp> endOf(const std::string &expires, Timestamp now)
{
    const QString given = QString::fromStdString(expires);
    if (const auto span = collection::parseSpan(given))
        return now + *span;
    return collection::parseMoment(given, true);
}

Result<> checkEnd(const std::string &expires)
{
    if (expires.empty() || endOf(expires, Timestamp()))
        return {};
    return failure(ErrorKind::Invalid,
                   OperationText::tr("--expires is neither a span, like 30d or 12h, nor a time, "
                                     "like 2027-03-31T18:00:00Z."));
}

} // namespace

QJsonObject Operations::Private::tokenBody(const Clock &clock) const
{
    QJsonObject body;
    insertText(body, "name", name);
    insertText(body, "role", role);
    insertTexts(body, "tenants", tenants);
    insertTexts(body, "sources", sources);
    if (const auto end = endOf(expires, clock.now()))
        insertText(body, "expires_at", toRfc3339(*end));
    addReasonTo(body);
    return body;
}

void Operations::Private::addTokenOptions(CLI::App &command)
{
    command
        .add_option("--name", name, text(OperationText::tr("What the ledger calls who uses it")))
        ->required();
    command
        .add_option(
            "--role", role,
            text(OperationText::tr(
                "viewer, support, developer, admin, or telemetry, which only sends traces")))
        ->required()
        ->check(CLI::IsMember({"viewer", "support", "developer", "admin", "telemetry"}));
    addRepeated(command, "--tenant", tenants,
                OperationText::tr("For this tenant only; may be repeated"));
    addRepeated(command, "--source", sources,
                OperationText::tr("For this source only; may be repeated"));
    command.add_option(
        "--expires", expires,
        text(OperationText::tr("30d, 12h, or a time; without it the token does not expire")));
    addReason(command, invocation, true);
}

void Operations::Private::addTokenRotation(CLI::App &group)
{
    CLI::App *rotate = command(
        group, "rotate", OperationText::tr("Replace one; what it becomes is shown this once"));
    takeName(*rotate, OperationText::tr("Its id"));
    rotate
        ->add_option("--overlap-seconds", overlap,
                     text(OperationText::tr("How long the former one stays valid (a day); 0: it "
                                            "is refused at once")))
        ->check(CLI::Range(0, longestOverlap));
    addReason(*rotate, invocation, true);
    rotate->callback([this] {
        invocation.check = [this] { return checkIds({QString::fromStdString(name)}); };
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            QJsonObject body;
            addReasonTo(body);
            addOverlapTo(body);
            postForSecret(gateway,
                          QStringLiteral("tokens/") + segmentOf(name) + QStringLiteral("/rotate"),
                          body, QStringLiteral("token"), Output(invocation.json), finish);
        };
    });
    CLI::App *rollback =
        command(group, "rollback", OperationText::tr("Let the former one of these count again"));
    actOnIds(*rollback, "tokens/{id}/rollback", false);
    CLI::App *retire =
        command(group, "retire", OperationText::tr("Refuse the former one of these from now on"));
    actOnIds(*retire, "tokens/{id}/retire", false);
}

void Operations::addTokens(CLI::App &group)
{
    CLI::App *create =
        d->command(group, "create", OperationText::tr("Make one, which is shown this once"));
    d->addTokenOptions(*create);
    create->callback([this] {
        d->invocation.check = [this] { return checkEnd(d->expires); };
        d->invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            postForSecret(gateway, QStringLiteral("tokens"), d->tokenBody(gateway.clock),
                          QStringLiteral("token"), Output(d->invocation.json), finish);
        };
    });
    d->addTokenRotation(group);
    CLI::App *revoke = d->command(group, "revoke", OperationText::tr("End one or more for good"));
    d->actOnIds(*revoke, "tokens/{id}/revoke", false);
}

} // namespace gatehouse::cli
