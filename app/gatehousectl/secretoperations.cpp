#include "app/gatehousectl/operationsprivate.h"
#include "services/core/whendone.h"

#include <QDateTime>
#include <QTimeZone>

namespace gatehouse::cli {

namespace {

constexpr int mostDays = 3650;

/// "stripe, acme: version 7 (9c41e2b7), due 2026-11-30T09:00:00Z"
QString dueText(const QJsonObject &item)
{
    return OperationText::tr("%1, %2: version %3 (%4), due %5")
        .arg(item.value(u"source").toString(), item.value(u"tenant").toString())
        .arg(item.value(u"version").toInt())
        .arg(item.value(u"fingerprint").toString(), item.value(u"due_at").toString());
}

QUrlQuery dueQuery(int withinDays)
{
    const QDateTime until = QDateTime::currentDateTimeUtc().addDays(withinDays);
    return {{QStringLiteral("state"), QStringLiteral("active")},
            {QStringLiteral("limit"), QStringLiteral("500")},
            {QStringLiteral("due_at_to"), until.toString(Qt::ISODate)}};
}

/// Exit code 1 when there are any, for cron.
void showDue(const Gateway &gateway, int withinDays, const Output &output, const Finish &finish)
{
    const auto show = [output, finish](const Result<QJsonObject> &answer) {
        if (!answer) {
            printError(answer.error(), output.isJson());
            finish(Failed);
            return;
        }
        const QJsonArray items = answer->value(u"items").toArray();
        printItems(items, output, dueText);
        finish(items.isEmpty() ? Done : Failed);
    };
    checkApi(gateway, output, finish,
             [api = gateway.api.get(), query = dueQuery(withinDays), show] {
                 whenDone(api->get(QStringLiteral("secrets"), query), qApp, show);
             });
}

} // namespace

void Operations::Private::takeTenant(CLI::App &command)
{
    command
        .add_option("source", source, text(OperationText::tr("Whose secret: stripe, github ...")))
        ->required();
    command.add_option("tenant", tenant, text(OperationText::tr("Of which tenant")))->required();
}

QString Operations::Private::secretPath(const char *verb) const
{
    return QStringLiteral("secrets/") + segmentOf(source) + u'/' + segmentOf(tenant)
        + QLatin1String(verb);
}

/// Those that change which versions are valid.
void Operations::Private::addSecretRotation(CLI::App &group)
{
    const auto path = [this](const char *verb) {
        return [this, verb] { return secretPath(verb); };
    };
    const CLI::Range overlaps(0, longestOverlap);

    CLI::App *rotate =
        command(group, "rotate",
                OperationText::tr("Make or take the next version; the former stays valid"));
    takeTenant(*rotate);
    rotate
        ->add_option("--overlap-seconds", overlap,
                     text(OperationText::tr("How long the former one stays valid (a day); 0: it "
                                            "is refused at once")))
        ->check(overlaps);
    rotate->add_option("--secret-file", secretFile,
                       text(OperationText::tr("File (mode 0600) with what the provider made; "
                                              "without it one is made and shown once")));
    addReason(*rotate, invocation, true);
    post(*rotate, path("/rotate"), [this]() -> Result<QJsonObject> {
        QJsonObject body;
        addReasonTo(body);
        addOverlapTo(body);
        return insertSecret(body, "secret", secretFile).map([&body] { return body; });
    });

    CLI::App *rollback =
        command(group, "rollback", OperationText::tr("Make the former version active again"));
    takeTenant(*rollback);
    postReason(*rollback, path("/rollback"));

    CLI::App *extend =
        command(group, "extend", OperationText::tr("Set another end of the overlap"));
    takeTenant(*extend);
    extend->add_option("--overlap-seconds", overlap, text(OperationText::tr("From now")))
        ->required()
        ->check(CLI::Range(1, longestOverlap));
    addReason(*extend, invocation, true);
    post(*extend, path("/extend"), [this]() -> Result<QJsonObject> {
        QJsonObject body;
        addReasonTo(body);
        body.insert(QStringLiteral("overlap_seconds"), overlap);
        return body;
    });

    CLI::App *revoke =
        command(group, "revoke", OperationText::tr("Refuse what these versions sign from now on"));
    actOnIds(*revoke, "secrets/{id}/revoke", false);
}

/// Those that tell of versions.
void Operations::Private::addSecretEvidence(CLI::App &group)
{
    CLI::App *test =
        command(group, "test",
                OperationText::tr("Sign a test event with each valid version, and judge it"));
    takeTenant(*test);
    post(
        *test, [this] { return secretPath("/test"); },
        []() -> Result<QJsonObject> { return QJsonObject(); });

    CLI::App *usage = command(
        group, "usage", OperationText::tr("What the versions signed, and whether one can go"));
    takeTenant(*usage);
    hours = 24;
    usage->add_option("--hours", hours, text(OperationText::tr("Minutes of how long")))
        ->check(CLI::Range(1, mostHours));
    usage->callback([this] {
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            showObject(gateway, secretPath("/usage"), Output(invocation.json), finish,
                       {{QStringLiteral("hours"), QString::number(hours)}});
        };
    });

    CLI::App *due =
        command(group, "due",
                OperationText::tr("List those that are to be rotated; exit code 1 if any is"));
    due->add_option("--within-days", days, text(OperationText::tr("Due in so many days, too")))
        ->check(CLI::Range(0, mostDays));
    due->callback([this] {
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            showDue(gateway, days, Output(invocation.json), finish);
        };
    });
}

void Operations::addSecrets(CLI::App &group)
{
    d->addSecretRotation(group);
    d->addSecretEvidence(group);

    CLI::App *policy = d->command(
        group, "policy", OperationText::tr("Say after how many days a source's secrets are due"));
    policy->add_option("source", d->source, text(OperationText::tr("stripe, github ...")))
        ->required();
    policy->add_option("days", d->days, text(OperationText::tr("90 if nothing was said")))
        ->required()
        ->check(CLI::Range(1, mostDays));
    addReason(*policy, d->invocation, true);
    d->post(
        *policy, [this] { return QStringLiteral("secret-policies/") + segmentOf(d->source); },
        [this]() -> Result<QJsonObject> {
            QJsonObject body{{QStringLiteral("days"), d->days}};
            d->addReasonTo(body);
            return body;
        });

    CLI::App *rekey = d->command(
        group, "rekey", OperationText::tr("Wrap all secrets anew with the gateway's master key"));
    d->postReason(*rekey, [] { return QStringLiteral("secrets/rekey"); });
}

} // namespace gatehouse::cli
