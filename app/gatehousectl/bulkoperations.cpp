#include "app/gatehousectl/operationsprivate.h"
#include "services/core/whendone.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>

#include <algorithm>
#include <memory>

namespace gatehouse::cli {

namespace {

constexpr std::chrono::milliseconds watchInterval{500};
constexpr int mostListed = 500;
constexpr int highestRate = 1000;

QString memberText(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toVariant().toString();
}

QString bulkText(const QJsonObject &operation)
{
    return OperationText::tr("%1  %2  %3: %4 of %5 done, %6 pending, %7 not eligible, %8 failed")
        .arg(memberText(operation, "id"), memberText(operation, "action"),
             memberText(operation, "state"), memberText(operation, "done"),
             memberText(operation, "total"), memberText(operation, "pending"),
             memberText(operation, "not_eligible"), memberText(operation, "failed"));
}

QString bulkItemText(const QJsonObject &item)
{
    const QString why = memberText(item, "why");
    const QString text = memberText(item, "target_type") + u' ' + memberText(item, "target_id")
        + QStringLiteral("  ") + memberText(item, "outcome");
    return why.isEmpty() ? text : text + QStringLiteral(": ") + why;
}

/// "0123456789abcdef  http_5xx  open  12 of 30 open: HTTP 503"
QString groupText(const QJsonObject &group)
{
    return OperationText::tr("%1  %2  %3  %4 of %5 open: %6")
        .arg(memberText(group, "id"), memberText(group, "root_cause"), memberText(group, "state"),
             memberText(group, "open"), memberText(group, "total"), memberText(group, "error"));
}

bool isOver(const QString &state)
{
    return state == u"finished" || state == u"cancelled" || state == u"stopped";
}

/// One operation on its way, told as it changes; keeps itself alive through its reads.
struct BulkWatch : std::enable_shared_from_this<BulkWatch>
{
    AdminClient *api = nullptr;
    QString path;
    Output output{false};
    Finish finish;
    QJsonObject last;

    void read()
    {
        whenDone(api->get(path), qApp,
                 [self = shared_from_this()](const Result<QJsonObject> &answer) {
                     self->arrived(answer);
                 });
    }

    void arrived(const Result<QJsonObject> &answer)
    {
        if (!answer) {
            printError(answer.error(), output.isJson());
            finish(Failed);
            return;
        }
        if (*answer != last)
            tell(*answer);
        last = *answer;
        const QString state = memberText(last, "state");
        if (isOver(state))
            finish(state == u"finished" ? Done : Failed);
        else
            QTimer::singleShot(watchInterval, qApp, [self = shared_from_this()] { self->read(); });
    }

    void tell(const QJsonObject &operation) const
    {
        printItems({operation}, output, bulkText);
        Output::flush();
    }
};

} // namespace

/// Invalid unless exactly one of --id, --filter and --all was given.
Result<QJsonObject> Operations::Private::bulkSelection() const
{
    const int given = int(!invocation.ids.empty()) + int(!invocation.conditions.empty()) + int(all);
    if (given != 1)
        return failure(ErrorKind::Invalid,
                       OperationText::tr("Say what it is done to: --id, --filter or --all."));
    if (all)
        return QJsonObject{{QStringLiteral("all"), true}};
    const QStringList ids = toList(invocation.ids);
    if (!ids.isEmpty()) {
        return checkIds(ids).map([&] {
            return QJsonObject{{QStringLiteral("ids"), QJsonArray::fromStringList(ids)}};
        });
    }
    QJsonArray filter;
    for (const std::string &text : invocation.conditions) {
        const auto condition = QJsonDocument::fromJson(QByteArray::fromStdString(text));
        if (!condition.isObject())
            return failure(ErrorKind::Invalid,
                           OperationText::tr("--filter is no condition in JSON."));
        filter += condition.object();
    }
    return QJsonObject{{QStringLiteral("filter"), filter}};
}

Result<QJsonObject> Operations::Private::bulkBody(bool isDryRun) const
{
    return bulkSelection().map([&](const QJsonObject &selection) {
        QJsonObject body{{QStringLiteral("selection"), selection},
                         {QStringLiteral("ramp"), ramp},
                         {QStringLiteral("dry_run"), isDryRun}};
        insertText(body, "action", name);
        insertText(body, "confirm", value);
        if (rate > 0)
            body.insert(QStringLiteral("rate_per_second"), rate);
        if (stopRatio >= 0)
            body.insert(QStringLiteral("stop_on_failure_ratio"), stopRatio);
        addReasonTo(body);
        return body;
    });
}

void Operations::Private::addBulkOptions(CLI::App &command)
{
    command
        .add_option("action", name,
                    text(OperationText::tr("reenqueue, discard (dead letters), "
                                           "retry or cancel (jobs)")))
        ->required()
        ->check(CLI::IsMember({"reenqueue", "discard", "retry", "cancel"}));
    command
        .add_option("--id", invocation.ids, text(OperationText::tr("One of them; may be repeated")))
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command
        .add_option("--filter", invocation.conditions,
                    text(OperationText::tr("A condition in JSON, as of the list; all are meant")))
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_flag("--all", all,
                     text(OperationText::tr("Every open dead letter, dead job or waiting job")));
    command.add_option("--rate", rate, text(OperationText::tr("So many a second (50)")))
        ->check(CLI::Range(1, highestRate));
    command.add_flag("--ramp", ramp, text(OperationText::tr("Begin slowly")));
    command
        .add_option("--stop-on-failure-ratio", stopRatio,
                    text(OperationText::tr("Stop when more than this part fails (0.5)")))
        ->check(CLI::Range(0.0, 1.0));
}

/// A body that cannot be made is a slip on the command line.
void Operations::Private::addBulkStart(CLI::App &group, bool isDryRun)
{
    CLI::App *made = isDryRun
        ? command(group, "plan", OperationText::tr("Say what it would do, and change nothing"))
        : command(group, "start", OperationText::tr("Freeze the selection and begin"));
    addBulkOptions(*made);
    if (!isDryRun) {
        addReason(*made, invocation, true);
        made->add_option("--confirm", value,
                         text(OperationText::tr("The environment's name; production demands it")));
    }
    made->callback([this, isDryRun] {
        invocation.check = [this, isDryRun] { return bulkBody(isDryRun).map([](const auto &) {}); };
        invocation.run = [this, isDryRun](const Gateway &gateway, const Finish &finish) {
            postObject(gateway, QStringLiteral("bulk-operations"), *bulkBody(isDryRun),
                       Output(invocation.json), finish);
        };
    });
}

void Operations::Private::takeBulkId(CLI::App &command)
{
    command.add_option("id", name, text(OperationText::tr("Its id")))->required();
}

QString Operations::Private::bulkPath(const char *below) const
{
    return QStringLiteral("bulk-operations/") + segmentOf(name) + QLatin1String(below);
}

void Operations::Private::addBulkReads(CLI::App &group)
{
    CLI::App *list = command(group, "list", OperationText::tr("List them, newest first"));
    list->callback([this] {
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            listObjects(gateway, QStringLiteral("bulk-operations"), Output(invocation.json), finish,
                        bulkText);
        };
    });
    CLI::App *show = command(group, "show", OperationText::tr("Show one, whole"));
    takeBulkId(*show);
    show->add_flag("--follow", follows,
                   text(OperationText::tr("Tell its progress until it is over; 1: not finished")));
    show->callback([this] {
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            if (!follows) {
                showObject(gateway, bulkPath(""), Output(invocation.json), finish);
                return;
            }
            const auto watch = std::make_shared<BulkWatch>();
            watch->api = gateway.api.get();
            watch->path = bulkPath("");
            watch->output = Output(invocation.json);
            watch->finish = finish;
            checkApi(gateway, watch->output, finish, [watch] { watch->read(); });
        };
    });
    CLI::App *items = command(group, "items", OperationText::tr("What came of each, newest first"));
    takeBulkId(*items);
    items
        ->add_option("--outcome", status,
                     text(OperationText::tr("pending, done, not_eligible, failed or skipped")))
        ->check(CLI::IsMember({"pending", "done", "not_eligible", "failed", "skipped"}));
    items->add_option("--limit", invocation.limit, text(OperationText::tr("At most so many")))
        ->check(CLI::Range(1, mostListed))
        ->capture_default_str();
    items->callback([this] {
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            QUrlQuery query{{QStringLiteral("limit"), QString::number(invocation.limit)}};
            if (!status.empty())
                query.addQueryItem(QStringLiteral("outcome"), QString::fromStdString(status));
            listObjects(gateway, bulkPath("/items"), Output(invocation.json), finish, bulkItemText,
                        query);
        };
    });
}

void Operations::addBulk(CLI::App &app)
{
    CLI::App *group = app.add_subcommand(
        "bulk", text(OperationText::tr("Many dead letters or jobs at once, at a rate")));
    group->require_subcommand(1);
    d->addBulkStart(*group, true);
    d->addBulkStart(*group, false);
    d->addBulkReads(*group);
    const auto turn = [this, group](const char *verb, const char *below, const QString &help) {
        CLI::App *made = d->command(*group, verb, help);
        d->takeBulkId(*made);
        d->postReason(*made, [this, below] { return d->bulkPath(below); });
    };
    turn("pause", "/pause", OperationText::tr("Let it wait"));
    turn("resume", "/resume", OperationText::tr("Let it go on"));
    turn("cancel", "/cancel", OperationText::tr("End it; what is still pending is skipped"));
}

/// What was given on the command line; empty takes owner or note away.
QJsonObject Operations::Private::groupBody(bool hasOwner, bool hasNote) const
{
    const auto orNull = [](const std::string &given) {
        return given.empty() ? QJsonValue() : QJsonValue(QString::fromStdString(given));
    };
    QJsonObject body;
    insertText(body, "state", status);
    if (hasOwner)
        body.insert(QStringLiteral("owner"), orNull(user));
    if (hasNote)
        body.insert(QStringLiteral("note"), orNull(value));
    addReasonTo(body);
    return body;
}

void Operations::addDeadLetters(CLI::App &group)
{
    CLI::App *groups =
        d->command(group, "groups", OperationText::tr("By what killed them, most open ones first"));
    groups->callback([this] {
        d->invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            listObjects(gateway, QStringLiteral("dlq/groups"), Output(d->invocation.json), finish,
                        groupText);
        };
    });
    CLI::App *one = d->command(group, "group", OperationText::tr("Say how a group stands"));
    d->takeName(*one, OperationText::tr("Its id, as groups shows it"));
    one->add_option("--state", d->status,
                    text(OperationText::tr("open, acknowledged, resolved or ignored")))
        ->check(CLI::IsMember({"open", "acknowledged", "resolved", "ignored"}));
    const CLI::Option *owner = one->add_option(
        "--owner", d->user, text(OperationText::tr("Who looks after it; empty: nobody")));
    const CLI::Option *note = one->add_option(
        "--note", d->value, text(OperationText::tr("What is known of it; empty: nothing")));
    addReason(*one, d->invocation, true);
    d->post(
        *one, [this] { return QStringLiteral("dlq/groups/") + segmentOf(d->name); },
        [this, owner, note]() -> Result<QJsonObject> {
            return d->groupBody(owner->count() > 0, note->count() > 0);
        });
    CLI::App *undo =
        d->command(group, "undo", OperationText::tr("Open letters again that were discarded"));
    d->actOnIds(*undo, "dlq/{id}/undo", false);
    d->addLetterEdits(group);
}

} // namespace gatehouse::cli
