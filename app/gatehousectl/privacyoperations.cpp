#include "app/gatehousectl/operationsprivate.h"

namespace gatehouse::cli {

namespace {

/// "01a1..., email at /body/**/mail, of stripe, acme"
QString maskingRuleText(const QJsonObject &rule)
{
    const QString path = rule.value(u"path").toString();
    const QString where = path.isEmpty()
        ? OperationText::tr("like %1").arg(rule.value(u"value").toString())
        : OperationText::tr("at %1").arg(path);
    QStringList owners{rule.value(u"source").toString(), rule.value(u"tenant").toString()};
    owners.removeAll(QString());
    const QString whose = owners.isEmpty()
        ? OperationText::tr("of everybody")
        : OperationText::tr("of %1").arg(owners.join(QStringLiteral(", ")));
    return QStringLiteral("%1: %2 %3, %4")
        .arg(rule.value(u"id").toString(), rule.value(u"kind").toString(), where, whose);
}

} // namespace

QJsonObject Operations::Private::ruleBody() const
{
    QJsonObject body;
    insertText(body, "kind", kind);
    insertText(body, "path", path);
    insertText(body, "value", value);
    insertText(body, "tenant", tenant);
    insertText(body, "source", source);
    addReasonTo(body);
    return body;
}

void Operations::Private::addRuleCommands(CLI::App &group)
{
    CLI::App *list =
        command(group, "rules", OperationText::tr("List the rules beside the built-in ones"));
    list->callback([this] {
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            listObjects(gateway, QStringLiteral("masking-rules"), Output(invocation.json), finish,
                        maskingRuleText, {{QStringLiteral("limit"), QStringLiteral("500")}});
        };
    });
    CLI::App *add =
        command(group, "add-rule", OperationText::tr("Mask one more field, or keep it"));
    add->add_option("kind", kind, text(OperationText::tr("How it is masked; keep: not at all")))
        ->required()
        ->check(CLI::IsMember({"keep", "text", "name", "email", "phone", "address", "ip"}));
    CLI::Option *where = add->add_option(
        "--path", path, text(OperationText::tr("Where it stands: /body/**/nickname")));
    add->add_option("--value", value, text(OperationText::tr("Or what all of it is like: CUST-*")))
        ->excludes(where);
    add->add_option("--tenant", tenant, text(OperationText::tr("Of this tenant only")));
    add->add_option("--source", source, text(OperationText::tr("Of this source only")));
    addReason(*add, invocation, true);
    post(
        *add, [] { return QStringLiteral("masking-rules"); },
        [this]() -> Result<QJsonObject> { return ruleBody(); });
    CLI::App *remove = command(group, "delete-rule", OperationText::tr("Delete one or more"));
    actOnIds(*remove, "masking-rules/{id}/delete", false);
}

void Operations::Private::addSealing(CLI::App &group)
{
    CLI::App *list =
        command(group, "keys", OperationText::tr("Whose bodies are sealed, and by which key"));
    list->callback([this] {
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            listObjects(gateway, QStringLiteral("body-keys"), Output(invocation.json), finish);
        };
    });
    const auto seal = [this, &group](const char *verb, const QString &description, bool isSealed) {
        CLI::App *one = command(group, verb, description);
        one->add_option("tenant", tenant, text(OperationText::tr("Of which tenant")))->required();
        addReason(*one, invocation, true);
        post(
            *one, [this] { return QStringLiteral("body-keys/") + segmentOf(tenant); },
            [this, isSealed]() -> Result<QJsonObject> {
                QJsonObject body{{QStringLiteral("sealed"), isSealed}};
                addReasonTo(body);
                return body;
            });
    };
    seal("seal", OperationText::tr("Encrypt this tenant's bodies from now on, with a new key"),
         true);
    seal("unseal", OperationText::tr("Store this tenant's bodies as they come from now on"), false);
}

void Operations::addPrivacy(CLI::App &app)
{
    CLI::App *group =
        app.add_subcommand("privacy", text(OperationText::tr("What is shown of personal data")));
    group->require_subcommand(1);
    CLI::App *show = d->command(*group, "show",
                                OperationText::tr("Whether it is masked, and the built-in rules"));
    d->show(*show, [] { return QStringLiteral("privacy"); });
    CLI::App *masking = d->command(*group, "masking", OperationText::tr("Mask it, or do not"));
    masking->add_option("mode", d->mode, text(OperationText::tr("auto (in production), on or off")))
        ->required()
        ->check(CLI::IsMember({"auto", "on", "off"}));
    addReason(*masking, d->invocation, true);
    d->post(
        *masking, [] { return QStringLiteral("privacy"); },
        [this]() -> Result<QJsonObject> {
            QJsonObject body;
            insertText(body, "masking", d->mode);
            d->addReasonTo(body);
            return body;
        });
    d->addRuleCommands(*group);
    d->addSealing(*group);
}

} // namespace gatehouse::cli
