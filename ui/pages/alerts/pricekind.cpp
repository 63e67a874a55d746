#include "ui/pages/alerts/alertkinds.h"
#include "ui/pages/alerts/kindparts.h"

#include <QDate>
#include <QJsonArray>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using namespace parts;
using Kind = EntryField::Kind;

namespace {

/// What a price is known by; so it is taken away.
QJsonObject withoutAmounts(const QJsonObject &price)
{
    return {{u"model"_s, price[u"model"]},
            {u"provider"_s, price[u"provider"]},
            {u"valid_from"_s, price[u"valid_from"]}};
}

EntryField amountField(const QString &member, const QString &title)
{
    return {.member = member,
            .title = title,
            .kind = Kind::Decimal,
            .most = 1e6,
            .suffix = AlertKindTexts::tr(" USD")};
}

} // namespace

EntryKind modelPrices()
{
    return {
        .id = u"modelPrices"_s,
        .title = AlertKindTexts::tr("What models cost"),
        .singular = AlertKindTexts::tr("Price"),
        .path = u"prices"_s,
        .member = u"prices"_s,
        .capability = u"prices"_s,
        .emptyText = AlertKindTexts::tr("No prices are known: calls cost what their senders say."),
        .fields = {{.member = u"model"_s, .title = AlertKindTexts::tr("Model")},
                   {.member = u"provider"_s,
                    .title = AlertKindTexts::tr("Provider"),
                    .isOptional = true,
                    .hint = AlertKindTexts::tr("any")},
                   {.member = u"valid_from"_s,
                    .title = AlertKindTexts::tr("From the day"),
                    .hint = u"2026-11-01"_s},
                   amountField(u"usd_per_million_prompt"_s,
                               AlertKindTexts::tr("A million prompt tokens")),
                   amountField(u"usd_per_million_completion"_s,
                               AlertKindTexts::tr("A million completion tokens")),
                   {.member = u"usd_per_million_cached"_s,
                    .title = AlertKindTexts::tr("A million cached tokens"),
                    .kind = Kind::Decimal,
                    .most = 1e6,
                    .suffix = AlertKindTexts::tr(" USD"),
                    .isOptional = true,
                    .hint = AlertKindTexts::tr("as the prompt")}},
        .fresh = {{u"model"_s, AlertKindTexts::tr("new-model")},
                  {u"valid_from"_s, QDate::currentDate().toString(Qt::ISODate)}},
        .name =
            [](const QJsonObject &price) {
                const QString provider = text(price, u"provider"_s);
                return text(price, u"model"_s)
                    + (provider.isEmpty() ? provider : u" ("_s + provider + u')');
            },
        .summary =
            [](const QJsonObject &price) {
                return AlertKindTexts::tr("%1 and %2 USD from %3")
                    .arg(numberText(price[u"usd_per_million_prompt"].toDouble()),
                         numberText(price[u"usd_per_million_completion"].toDouble()),
                         text(price, u"valid_from"_s));
            },
        .removal =
            [](const QJsonObject &price) {
                return EntryCall{u"prices"_s, {{u"prices"_s, QJsonArray{withoutAmounts(price)}}}};
            },
        .former =
            [](const QJsonObject &stored, const QJsonObject &price) {
                return withoutAmounts(stored) == withoutAmounts(price)
                    ? std::nullopt
                    : std::optional(withoutAmounts(stored));
            },
    };
}

} // namespace gatehouse::ui
