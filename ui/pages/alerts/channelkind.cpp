#include "ui/pages/alerts/alertkinds.h"
#include "ui/pages/alerts/kindparts.h"

#include <QJsonArray>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using namespace parts;
using Kind = EntryField::Kind;

namespace {

QString channelSummary(const QJsonObject &channel)
{
    const bool isSlack = text(channel, u"kind"_s) == "slack"_L1;
    QStringList recipients;
    for (const auto &each : channel[u"to"].toArray())
        recipients += each.toString();
    const QString where = isSlack ? text(channel, u"host"_s) : recipients.join(u", "_s);
    return joined({offText(channel),
                   isSlack ? AlertKindTexts::tr("webhook") : AlertKindTexts::tr("e-mail"), where});
}

QList<EntryField> channelFields()
{
    const auto isSlack = isOneOf(u"kind"_s, {u"slack"_s});
    const auto isEmail = isOneOf(u"kind"_s, {u"email"_s});
    return {
        nameField(),
        enabledField(),
        {.member = u"kind"_s,
         .title = AlertKindTexts::tr("Kind"),
         .kind = Kind::Choice,
         .choices = {{u"slack"_s, AlertKindTexts::tr("webhook, as Slack takes it")},
                     {u"email"_s, AlertKindTexts::tr("e-mail")}}},
        {.member = u"minimum_severity"_s,
         .title = AlertKindTexts::tr("From severity"),
         .kind = Kind::Choice,
         .choices = severities()},
        {.member = u"url"_s,
         .title = AlertKindTexts::tr("URL"),
         .kind = Kind::Secret,
         .hint = AlertKindTexts::tr("is a secret; as it is, if left empty"),
         .isOf = isSlack},
        {.member = u"smtp_url"_s,
         .title = AlertKindTexts::tr("Mail server"),
         .hint = u"smtp://mail.example.com:587"_s,
         .isOf = isEmail},
        {.member = u"from"_s, .title = AlertKindTexts::tr("From"), .isOf = isEmail},
        {.member = u"to"_s,
         .title = AlertKindTexts::tr("To"),
         .kind = Kind::Texts,
         .hint = AlertKindTexts::tr("with commas between"),
         .isOf = isEmail},
        {.member = u"user"_s,
         .title = AlertKindTexts::tr("Login"),
         .isOptional = true,
         .hint = AlertKindTexts::tr("none"),
         .isOf = isEmail},
        {.member = u"password"_s,
         .title = AlertKindTexts::tr("Password"),
         .kind = Kind::Secret,
         .hint = AlertKindTexts::tr("as it is, if left empty"),
         .isOf = isEmail},
    };
}

} // namespace

EntryKind alertChannels()
{
    return {
        .id = u"alertChannels"_s,
        .title = AlertKindTexts::tr("Who is told of alerts"),
        .singular = AlertKindTexts::tr("Channel"),
        .path = u"alert-channels"_s,
        .member = u"channels"_s,
        .capability = u"alerts"_s,
        .emptyText = AlertKindTexts::tr("Alerts are seen in this window alone. Add a webhook, as "
                                        "Slack takes it, or an e-mail address."),
        .fields = channelFields(),
        .fresh = {{u"name"_s, AlertKindTexts::tr("New channel")},
                  {u"kind"_s, u"slack"_s},
                  {u"is_enabled"_s, true},
                  {u"minimum_severity"_s, u"warning"_s}},
        .name = [](const QJsonObject &channel) { return text(channel, u"name"_s); },
        .summary = channelSummary,
        .removal =
            [](const QJsonObject &channel) { return removalById(u"alert-channels"_s, channel); },
        .trialTitle = AlertKindTexts::tr("Send a test message"),
        .isTriedAsStored = true,
        .trial =
            [](const QJsonObject &channel) {
                return EntryCall{u"alert-channels/"_s + text(channel, u"id"_s) + u"/test"_s,
                                 {{u"reason"_s, u"test from the console"_s}}};
            },
        .trialText =
            [](const QJsonObject &answer, const QJsonObject &) {
                return answer[u"is_sent"].toBool()
                    ? AlertKindTexts::tr("The message was taken.")
                    : AlertKindTexts::tr("It was not sent: %1").arg(text(answer, u"error"_s));
            },
    };
}

} // namespace gatehouse::ui
