#include "app/gatehousectl/operationsprivate.h"

#include <QJsonArray>
#include <QLocale>

namespace gatehouse::cli {

namespace {

constexpr int mostRetentionDays = 36500;

/// "events processed: after 365 days"
QString retentionName(const QJsonObject &rule)
{
    const QString status = rule.value(u"status").toString();
    const QString collection = rule.value(u"collection").toString();
    return status.isEmpty() ? collection : collection + u' ' + status;
}

QString retentionText(const QJsonObject &rule)
{
    return OperationText::tr("%1: deleted after %2 days, as %3 said")
        .arg(retentionName(rule))
        .arg(rule.value(u"days").toInt())
        .arg(rule.value(u"changed_by").toString());
}

QString retentionCountText(const QJsonObject &rule)
{
    const QLocale locale = QLocale::c();
    return OperationText::tr("%1, older than %2 days: %3 rows, about %4 bytes")
        .arg(retentionName(rule))
        .arg(rule.value(u"days").toInt())
        .arg(locale.toString(rule.value(u"rows").toInteger()),
             locale.toString(rule.value(u"bytes").toInteger()));
}

} // namespace

/// The one rule that was named on the command line.
QJsonObject Operations::Private::retentionBody() const
{
    QJsonObject rule;
    insertText(rule, "collection", collection);
    insertText(rule, "status", status);
    rule.insert(QStringLiteral("days"), days > 0 ? QJsonValue(days) : QJsonValue());
    return {{QStringLiteral("rules"), QJsonArray{rule}}};
}

void Operations::Private::addRetentionRule(CLI::App &command, bool isNeeded)
{
    CLI::Option *what =
        command
            .add_option(
                "collection", collection,
                text(OperationText::tr("events, payloads, jobs, dead_letters, refused or minutes")))
            ->required(isNeeded);
    CLI::Option *age =
        command
            .add_option("--days", days,
                        text(OperationText::tr("Delete what is older; 0: keep it for ever")))
            ->required(isNeeded)
            ->check(CLI::Range(0, mostRetentionDays));
    command.add_option("--status", status,
                       text(OperationText::tr("Of the event, job or letter: processed, dead ...")));
    if (!isNeeded)
        what->needs(age);
}

void Operations::addRetention(CLI::App &app)
{
    CLI::App *group =
        app.add_subcommand("retention", text(OperationText::tr("How long things are kept")));
    group->require_subcommand(1);
    const auto list = [this](CLI::App *command, const QString &path,
                             QString (*line)(const QJsonObject &)) {
        command->callback([this, path, line] {
            d->invocation.run = [this, path, line](const Gateway &gateway, const Finish &finish) {
                listObjects(gateway, path, Output(d->invocation.json), finish, line, {},
                            QStringLiteral("rules"));
            };
        });
    };
    list(d->command(*group, "show", OperationText::tr("The rules; what none names is kept")),
         QStringLiteral("retention"), retentionText);

    CLI::App *set = d->command(*group, "set", OperationText::tr("Set a rule, or take it away"));
    d->addRetentionRule(*set, true);
    addReason(*set, d->invocation, true);
    d->post(
        *set, [] { return QStringLiteral("retention"); },
        [this]() -> Result<QJsonObject> {
            QJsonObject body = d->retentionBody();
            d->addReasonTo(body);
            return body;
        });

    CLI::App *dryRun =
        d->command(*group, "dry-run",
                   OperationText::tr("Count what a run would delete; with a rule, if it were set"));
    d->addRetentionRule(*dryRun, false);
    dryRun->callback([this] {
        d->invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            const QJsonObject body = d->collection.empty() ? QJsonObject() : d->retentionBody();
            postForItems(gateway, QStringLiteral("retention/dry-run"), body,
                         QStringLiteral("rules"), Output(d->invocation.json), finish,
                         retentionCountText);
        };
    });

    CLI::App *run = d->command(*group, "run", OperationText::tr("Delete by the rules now"));
    d->postReason(*run, [] { return QStringLiteral("retention/run"); });
}

} // namespace gatehouse::cli
