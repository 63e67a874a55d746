#include "app/gatehousectl/alertcommands.h"

#include "app/gatehousectl/namedobjects.h"
#include "app/gatehousectl/operationsprivate.h"

#include <QJsonDocument>

namespace gatehouse::cli {

namespace {

constexpr int mostDryHours = 168;

const NamedObjects &ruleObjects()
{
    static const NamedObjects objects{QStringLiteral("alert-rules"),
                                      QStringLiteral("rules"),
                                      {QStringLiteral("is_built_in"), QStringLiteral("changed_at"),
                                       QStringLiteral("changed_by")}};
    return objects;
}

const NamedObjects &budgetObjects()
{
    static const NamedObjects objects{QStringLiteral("budgets"),
                                      QStringLiteral("budgets"),
                                      {QStringLiteral("used_usd"), QStringLiteral("period_start"),
                                       QStringLiteral("period_end"), QStringLiteral("changed_at"),
                                       QStringLiteral("changed_by")}};
    return objects;
}

const NamedObjects &channelObjects()
{
    static const NamedObjects objects{QStringLiteral("alert-channels"),
                                      QStringLiteral("channels"),
                                      {QStringLiteral("host"), QStringLiteral("has_secret"),
                                       QStringLiteral("changed_at"), QStringLiteral("changed_by")}};
    return objects;
}

QString alertMember(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toVariant().toString();
}

/// "2.5 %"
QString amountText(const QJsonObject &object, const char *name)
{
    const QString amount = QString::number(object.value(QLatin1String(name)).toDouble());
    const QString unit = alertMember(object, "unit");
    return unit.isEmpty() ? amount : amount + u' ' + unit;
}

QString switchedText(const QJsonObject &object)
{
    return object.value(u"is_enabled").toBool() ? QString() : OperationText::tr(" (off)");
}

QString ruleText(const QJsonObject &rule)
{
    QString line =
        OperationText::tr("%1: %2, %3%4  %5")
            .arg(alertMember(rule, "name"), alertMember(rule, "kind"),
                 alertMember(rule, "severity"), switchedText(rule), alertMember(rule, "id"));
    if (rule.value(u"threshold").isNull())
        return line;
    return OperationText::tr("%1  fires beyond %2, is over at %3, of %4 s")
        .arg(line, alertMember(rule, "threshold"), alertMember(rule, "clear_threshold"),
             alertMember(rule, "window_seconds"));
}

QString budgetText(const QJsonObject &budget)
{
    const QString used = budget.value(u"used_usd").isNull() ? OperationText::tr("nothing measured")
                                                            : alertMember(budget, "used_usd");
    return OperationText::tr("%1: %2 of %3 USD a %4%5  %6")
        .arg(alertMember(budget, "name"), used, alertMember(budget, "limit_usd"),
             alertMember(budget, "period"), switchedText(budget), alertMember(budget, "id"));
}

QString channelText(const QJsonObject &channel)
{
    return OperationText::tr("%1: %2 at %3, from %4 on%5  %6")
        .arg(alertMember(channel, "name"), alertMember(channel, "kind"),
             alertMember(channel, "host"), alertMember(channel, "minimum_severity"),
             switchedText(channel), alertMember(channel, "id"));
}

QString triedText(const QJsonObject &alert)
{
    const QString until = alert.value(u"resolved_at").isNull() ? QStringLiteral("...")
                                                               : alertMember(alert, "resolved_at");
    return OperationText::tr("%1 to %2: %3, %4")
        .arg(alertMember(alert, "fired_at"), until, alertMember(alert, "subject_text"),
             amountText(alert, "value"));
}

Result<QJsonArray> conditionsOf(const std::vector<std::string> &texts)
{
    QJsonArray conditions;
    for (const std::string &text : texts) {
        const auto condition = QJsonDocument::fromJson(QByteArray::fromStdString(text));
        if (!condition.isObject())
            return failure(ErrorKind::Invalid,
                           OperationText::tr("--filter is no condition in JSON."));
        conditions += condition.object();
    }
    return conditions;
}

} // namespace

struct AlertCommands::Private
{
    /// What is overlaid on what is there, or on an empty object.
    using Overlay = std::function<Result<>(QJsonObject &object)>;

    explicit Private(Invocation &given)
        : invocation(given)
    {
    }

    CLI::App *command(CLI::App &group, const char *verb, const QString &help);
    void takeName(CLI::App &of);
    void takeSwitch(CLI::App &of);
    CLI::Option *option(CLI::App &of, const char *flag, std::string &into, const QString &help);
    template <typename Number>
    void number(CLI::App &of, const char *flag, const char *member, const QString &help);
    void listIn(CLI::App &of, const NamedObjects &objects, ItemText line);
    void setIn(CLI::App &of, const NamedObjects &objects, ItemText line, Overlay overlay);
    void tryIn(CLI::App &of, const NamedObjects &objects, Overlay overlay,
               std::function<QJsonObject(const QJsonObject &object)> bodyOf);
    void withChanged(const Gateway &gateway, const NamedObjects &objects, const Overlay &overlay,
                     const Finish &finish,
                     const std::function<void(const QJsonObject &object)> &next) const;
    void removeIn(CLI::App &of, const NamedObjects &objects, ItemText line);
    Result<> overlayCommon(QJsonObject &object) const;
    Result<> overlayRule(QJsonObject &rule) const;
    Result<> overlayBudget(QJsonObject &budget) const;
    Result<> overlayChannel(QJsonObject &channel) const;
    void takeRule(CLI::App &of);
    void takeBudget(CLI::App &of);
    void takeChannel(CLI::App &of);
    void addAcknowledge(CLI::App &group);
    void addRules(CLI::App &group);
    void addChannels(CLI::App &group);
    void acknowledge(const Gateway &gateway, const Finish &finish) const;
    void testChannel(const Gateway &gateway, const Finish &finish) const;
    QJsonObject reasonBody() const;
    QString path(const NamedObjects &objects, const QJsonObject &found, const char *below) const;

    Invocation &invocation;
    std::string name, note;
    std::string kind, severity, tenant, measure, value, comparison, period; ///< empty: not said
    std::string urlFile, smtpUrl, from, user, passwordFile, minimumSeverity;
    std::vector<std::string> to, conditions;
    QJsonObject numbers; ///< those that were given, by member
    bool enable = false, disable = false;
    int hours = 24;
};

CLI::App *AlertCommands::Private::command(CLI::App &group, const char *verb, const QString &help)
{
    CLI::App *made = group.add_subcommand(verb, text(help));
    addConnectionOptions(*made, invocation);
    return made;
}

void AlertCommands::Private::takeName(CLI::App &of)
{
    of.add_option("name", name, text(OperationText::tr("Its name or id")))->required();
}

CLI::Option *AlertCommands::Private::option(CLI::App &of, const char *flag, std::string &into,
                                            const QString &help)
{
    return of.add_option(flag, into, text(help));
}

template <typename Number>
void AlertCommands::Private::number(CLI::App &of, const char *flag, const char *member,
                                    const QString &help)
{
    of.add_option_function<Number>(
        flag,
        [this, member](const Number &given) {
            numbers.insert(QLatin1String(member), QJsonValue(double(given)));
        },
        text(help));
}

void AlertCommands::Private::takeSwitch(CLI::App &of)
{
    CLI::Option *on = of.add_flag("--enable", enable, text(OperationText::tr("Switch it on")));
    of.add_flag("--disable", disable, text(OperationText::tr("Switch it off")))->excludes(on);
}

QJsonObject AlertCommands::Private::reasonBody() const
{
    QJsonObject body;
    insertText(body, "reason", invocation.reason);
    return body;
}

QString AlertCommands::Private::path(const NamedObjects &objects, const QJsonObject &found,
                                     const char *below) const
{
    return objects.path + u'/' + AdminClient::segment(found.value(u"id").toString()) + u'/'
        + QLatin1String(below);
}

void AlertCommands::Private::listIn(CLI::App &of, const NamedObjects &objects, ItemText line)
{
    of.callback([this, &objects, line] {
        invocation.run = [this, &objects, line](const Gateway &gateway, const Finish &finish) {
            listObjects(gateway, objects.path, Output(invocation.json), finish, line, {},
                        objects.member);
        };
    });
}

/// Goes on with what is called so, or an empty object, as it is with what was given.
void AlertCommands::Private::withChanged(const Gateway &gateway, const NamedObjects &objects,
                                         const Overlay &overlay, const Finish &finish,
                                         const std::function<void(const QJsonObject &)> &next) const
{
    const Output output(invocation.json);
    findNamed(gateway, objects, QString::fromStdString(name), output, finish,
              [overlay, output, finish, next](QJsonObject object) {
                  if (const auto laid = overlay(object); !laid) {
                      printError(laid.error(), output.isJson());
                      finish(Failed);
                      return;
                  }
                  next(object);
              });
}

/// What is there is read, changed here, and given back whole.
void AlertCommands::Private::setIn(CLI::App &of, const NamedObjects &objects, ItemText line,
                                   Overlay overlay)
{
    addReason(of, invocation, true);
    of.callback([this, &objects, line, overlay = std::move(overlay)] {
        invocation.run = [this, &objects, line, overlay](const Gateway &gateway,
                                                         const Finish &finish) {
            const auto store = [this, &gateway, &objects, line, finish](const QJsonObject &object) {
                QJsonObject body = reasonBody();
                body.insert(objects.member, QJsonArray{object});
                postForItems(gateway, objects.path, body, objects.member, Output(invocation.json),
                             finish, line);
            };
            withChanged(gateway, objects, overlay, finish, store);
        };
    });
}

/// The same without giving it back: when that would have fired.
void AlertCommands::Private::tryIn(CLI::App &of, const NamedObjects &objects, Overlay overlay,
                                   std::function<QJsonObject(const QJsonObject &)> bodyOf)
{
    of.callback([this, &objects, overlay = std::move(overlay), bodyOf = std::move(bodyOf)] {
        invocation.run = [this, &objects, overlay, bodyOf](const Gateway &gateway,
                                                           const Finish &finish) {
            const auto ask = [this, &gateway, &objects, bodyOf, finish](const QJsonObject &object) {
                postForItems(gateway, objects.path + QStringLiteral("/dry-run"), bodyOf(object),
                             QStringLiteral("would_fire"), Output(invocation.json), finish,
                             triedText);
            };
            withChanged(gateway, objects, overlay, finish, ask);
        };
    });
}

void AlertCommands::Private::removeIn(CLI::App &of, const NamedObjects &objects, ItemText line)
{
    takeName(of);
    addReason(of, invocation, true);
    of.callback([this, &objects, line] {
        invocation.run = [this, &objects, line](const Gateway &gateway, const Finish &finish) {
            const Output output(invocation.json);
            needNamed(gateway, objects, QString::fromStdString(name), output, finish,
                      [this, &gateway, &objects, line, output, finish](const QJsonObject &found) {
                          postForItems(gateway, path(objects, found, "delete"), reasonBody(),
                                       objects.member, output, finish, line);
                      });
        };
    });
}

/// What rules, budgets and channels have alike.
Result<> AlertCommands::Private::overlayCommon(QJsonObject &object) const
{
    if (!object.contains(u"name"))
        insertText(object, "name", name);
    if (enable || disable)
        object.insert(QStringLiteral("is_enabled"), enable);
    insertText(object, "tenant", tenant);
    insertText(object, "kind", kind);
    for (auto each = numbers.begin(); each != numbers.end(); ++each)
        object.insert(each.key(), each.value());
    return {};
}

/// Another threshold is over where the gateway takes it to be, unless that is said, too.
Result<> AlertCommands::Private::overlayRule(QJsonObject &rule) const
{
    auto laid = overlayCommon(rule);
    if (numbers.contains(u"threshold") && !numbers.contains(u"clear_threshold"))
        rule.remove(QStringLiteral("clear_threshold"));
    insertText(rule, "severity", severity);
    insertText(rule, "measure", measure);
    insertText(rule, "value", value);
    insertText(rule, "comparison", comparison);
    if (conditions.empty())
        return laid;
    return conditionsOf(conditions).map([&rule](const QJsonArray &filter) {
        rule.insert(QStringLiteral("filter"), filter);
    });
}

Result<> AlertCommands::Private::overlayBudget(QJsonObject &budget) const
{
    insertText(budget, "period", period);
    return overlayCommon(budget);
}

Result<> AlertCommands::Private::overlayChannel(QJsonObject &channel) const
{
    const auto laid = overlayCommon(channel);
    insertText(channel, "minimum_severity", minimumSeverity);
    insertText(channel, "smtp_url", smtpUrl);
    insertText(channel, "from", from);
    insertText(channel, "user", user);
    if (!to.empty())
        channel.insert(QStringLiteral("to"), QJsonArray::fromStringList(toList(to)));
    return laid.and_then([&] { return insertSecret(channel, "url", urlFile); }).and_then([&] {
        return insertSecret(channel, "password", passwordFile);
    });
}

void AlertCommands::Private::takeRule(CLI::App &of)
{
    takeName(of);
    takeSwitch(of);
    option(of, "--kind", kind,
           OperationText::tr("measure, dead_letter_group, breaker_opened, bad_signatures or "
                             "secret_overdue"));
    option(of, "--severity", severity, OperationText::tr("warning or critical"));
    option(of, "--tenant", tenant, OperationText::tr("Of that tenant alone"));
    option(of, "--measure", measure,
           OperationText::tr("ingest, delivery, job, ai, or a gauge such as jobs_waiting"));
    option(of, "--value", value,
           OperationText::tr("What of it: error_rate (percent), calls, p95_ms, cost_usd ..."));
    of.add_option("--filter", conditions,
                  text(OperationText::tr("A condition of the measure's labels, in JSON")));
    option(of, "--comparison", comparison, OperationText::tr("above or below"));
    number<double>(of, "--threshold", "threshold", OperationText::tr("It fires beyond this"));
    number<double>(of, "--clear-threshold", "clear_threshold",
                   OperationText::tr("At this it is over"));
    number<int>(of, "--window-seconds", "window_seconds",
                OperationText::tr("Of so long, in whole minutes"));
    number<int>(of, "--for-seconds", "for_seconds",
                OperationText::tr("It must hold that long before it fires"));
    number<int>(of, "--minimum-calls", "minimum_calls",
                OperationText::tr("Of fewer calls nothing fires"));
}

void AlertCommands::Private::takeBudget(CLI::App &of)
{
    takeName(of);
    takeSwitch(of);
    option(of, "--tenant", tenant, OperationText::tr("Of that tenant alone"));
    option(of, "--period", period, OperationText::tr("day or month, of UTC"));
    number<double>(of, "--limit-usd", "limit_usd", OperationText::tr("What may be used"));
    number<int>(of, "--warn-at-percent", "warn_at_percent",
                OperationText::tr("Warn at this part of it; 80 where it is not said"));
}

void AlertCommands::Private::takeChannel(CLI::App &of)
{
    takeName(of);
    takeSwitch(of);
    option(of, "--kind", kind, OperationText::tr("slack or email"));
    option(of, "--minimum-severity", minimumSeverity,
           OperationText::tr("Tell it of warnings, too, or of what is critical alone"));
    option(of, "--url-file", urlFile,
           OperationText::tr("File (mode 0600) with the URL of an incoming webhook"));
    option(of, "--smtp-url", smtpUrl, OperationText::tr("smtp://host:port or smtps://host:port"));
    option(of, "--from", from, OperationText::tr("The sender's address"));
    of.add_option("--to", to, text(OperationText::tr("An address; may be repeated")));
    option(of, "--user", user, OperationText::tr("For a login at the mail server"));
    option(of, "--password-file", passwordFile,
           OperationText::tr("File (mode 0600) that holds the user's password"));
}

void AlertCommands::Private::acknowledge(const Gateway &gateway, const Finish &finish) const
{
    QJsonObject body = reasonBody();
    insertText(body, "note", note);
    postObject(gateway,
               QStringLiteral("alerts/") + segmentOf(name) + QStringLiteral("/acknowledge"), body,
               Output(invocation.json), finish);
}

void AlertCommands::Private::addAcknowledge(CLI::App &group)
{
    CLI::App *own = command(group, "acknowledge", OperationText::tr("Say that you look after it"));
    own->add_option("id", name, text(OperationText::tr("Its id")))->required();
    option(*own, "--note", note, OperationText::tr("What is known of it"));
    addReason(*own, invocation, true);
    own->callback([this] {
        invocation.check = [this] { return checkIds({QString::fromStdString(name)}); };
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            acknowledge(gateway, finish);
        };
    });
}

void AlertCommands::Private::addRules(CLI::App &group)
{
    listIn(*command(group, "rules", OperationText::tr("What is looked at, and when it fires")),
           ruleObjects(), ruleText);
    CLI::App *set =
        command(group, "set-rule", OperationText::tr("Make a rule, or change what is said of one"));
    takeRule(*set);
    setIn(*set, ruleObjects(), ruleText, [this](QJsonObject &rule) { return overlayRule(rule); });
    removeIn(*command(group, "remove-rule", OperationText::tr("Delete a rule of your own")),
             ruleObjects(), ruleText);
    CLI::App *dryRun =
        command(group, "dry-run",
                OperationText::tr("When a rule, changed so, would have fired; changes nothing"));
    takeRule(*dryRun);
    dryRun->add_option("--hours", hours, text(OperationText::tr("Over the last hours")))
        ->check(CLI::Range(1, mostDryHours));
    tryIn(
        *dryRun, ruleObjects(), [this](QJsonObject &rule) { return overlayRule(rule); },
        [this](const QJsonObject &rule) {
            return QJsonObject{{QStringLiteral("rule"), rule}, {QStringLiteral("hours"), hours}};
        });
}

void AlertCommands::Private::testChannel(const Gateway &gateway, const Finish &finish) const
{
    const Output output(invocation.json);
    needNamed(gateway, channelObjects(), QString::fromStdString(name), output, finish,
              [this, &gateway, output, finish](const QJsonObject &found) {
                  postForOutcome(gateway, path(channelObjects(), found, "test"), reasonBody(),
                                 QStringLiteral("is_sent"), output, finish);
              });
}

void AlertCommands::Private::addChannels(CLI::App &group)
{
    listIn(*command(group, "channels", OperationText::tr("Whom alerts are told")), channelObjects(),
           channelText);
    CLI::App *set = command(group, "set-channel",
                            OperationText::tr("Make a channel, or change what is said of one"));
    takeChannel(*set);
    setIn(*set, channelObjects(), channelText,
          [this](QJsonObject &channel) { return overlayChannel(channel); });
    removeIn(*command(group, "remove-channel",
                      OperationText::tr("Delete a channel, with what it was still to be told")),
             channelObjects(), channelText);
    CLI::App *test = command(group, "test-channel",
                             OperationText::tr("Send a message now; exit code 1 when it failed"));
    takeName(*test);
    addReason(*test, invocation, true);
    test->callback([this] {
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            testChannel(gateway, finish);
        };
    });
}

AlertCommands::AlertCommands(Invocation &invocation)
    : d(std::make_unique<Private>(invocation))
{
}

AlertCommands::~AlertCommands() = default;

void AlertCommands::addAlerts(CLI::App &group)
{
    d->addAcknowledge(group);
    d->addRules(group);
    d->addChannels(group);
}

void AlertCommands::addBudgets(CLI::App &app)
{
    CLI::App *group =
        app.add_subcommand("budgets", text(OperationText::tr("What AI systems may cost")));
    group->require_subcommand(1);
    d->listIn(*d->command(*group, "list", OperationText::tr("All of them, with what is used now")),
              budgetObjects(), budgetText);
    CLI::App *set = d->command(*group, "set",
                               OperationText::tr("Make a budget, or change what is said of one"));
    d->takeBudget(*set);
    const auto overlay = [this](QJsonObject &budget) { return d->overlayBudget(budget); };
    d->setIn(*set, budgetObjects(), budgetText, overlay);
    CLI::App *dryRun = d->command(
        *group, "dry-run",
        OperationText::tr("What a budget, changed so, would have told in this period and the last; "
                          "changes nothing"));
    d->takeBudget(*dryRun);
    d->tryIn(*dryRun, budgetObjects(), overlay, [](const QJsonObject &budget) {
        return QJsonObject{{QStringLiteral("budget"), budget}};
    });
    d->removeIn(*d->command(*group, "remove", OperationText::tr("Delete a budget")),
                budgetObjects(), budgetText);
}

} // namespace gatehouse::cli
