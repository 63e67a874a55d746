#include "app/gatehousectl/operationsprivate.h"

#include <QJsonArray>

namespace gatehouse::cli {

namespace {

constexpr double highestPrice = 1'000'000;

/// "large at openai, from 2026-11-01: 2.5 USD a million tokens in, 10 out, 1.25 cached"
QString priceText(const QJsonObject &price)
{
    const QString provider = price.value(u"provider").toString();
    const auto amount = [&price](const char *name) {
        return QString::number(price.value(QLatin1StringView(name)).toDouble());
    };
    const QString model = provider.isEmpty()
        ? price.value(u"model").toString()
        : OperationText::tr("%1 at %2").arg(price.value(u"model").toString(), provider);
    const QString line =
        OperationText::tr("%1, from %2: %3 USD a million tokens in, %4 out")
            .arg(model, price.value(u"valid_from").toString(), amount("usd_per_million_prompt"),
                 amount("usd_per_million_completion"));
    if (price.value(u"usd_per_million_cached").isNull())
        return line;
    return OperationText::tr("%1, %2 cached").arg(line, amount("usd_per_million_cached"));
}

} // namespace

/// The one price that was named on the command line; without amounts it is taken away.
QJsonObject Operations::Private::priceBody(bool hasAmounts) const
{
    QJsonObject price;
    insertText(price, "model", modelPrice.model);
    insertText(price, "provider", modelPrice.provider);
    insertText(price, "valid_from", modelPrice.from);
    if (hasAmounts) {
        price.insert(QStringLiteral("usd_per_million_prompt"), modelPrice.prompt);
        price.insert(QStringLiteral("usd_per_million_completion"), modelPrice.completion);
        if (modelPrice.cached >= 0)
            price.insert(QStringLiteral("usd_per_million_cached"), modelPrice.cached);
    }
    QJsonObject body{{QStringLiteral("prices"), QJsonArray{price}}};
    addReasonTo(body);
    return body;
}

void Operations::Private::addPriceChange(CLI::App &group, bool hasAmounts)
{
    CLI::App *change = hasAmounts
        ? command(group, "set", OperationText::tr("Set what a model costs from a day on"))
        : command(group, "remove", OperationText::tr("Take a price away"));
    const auto option = [change](const char *name, auto &value, const QString &help) {
        return change->add_option(name, value, text(help));
    };
    option("model", modelPrice.model, OperationText::tr("The model's name, as calls tell it"))
        ->required();
    option("--from", modelPrice.from, OperationText::tr("A day of UTC: 2026-11-01"))->required();
    option("--provider", modelPrice.provider, OperationText::tr("At that provider alone"));
    if (hasAmounts) {
        const CLI::Range range(0.0, highestPrice);
        option("--prompt", modelPrice.prompt, OperationText::tr("USD a million tokens in"))
            ->required()
            ->check(range);
        option("--completion", modelPrice.completion, OperationText::tr("USD a million tokens out"))
            ->required()
            ->check(range);
        option("--cached", modelPrice.cached,
               OperationText::tr("USD a million tokens in that a cache had"))
            ->check(range);
    }
    addReason(*change, invocation, true);
    post(
        *change, [] { return QStringLiteral("prices"); },
        [this, hasAmounts]() -> Result<QJsonObject> { return priceBody(hasAmounts); });
}

void Operations::addPrices(CLI::App &app)
{
    CLI::App *group = app.add_subcommand("prices", text(OperationText::tr("What models cost")));
    group->require_subcommand(1);
    CLI::App *list = d->command(*group, "list", OperationText::tr("All prices"));
    list->callback([this] {
        d->invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            listObjects(gateway, QStringLiteral("prices"), Output(d->invocation.json), finish,
                        priceText, {}, QStringLiteral("prices"));
        };
    });
    d->addPriceChange(*group, true);
    d->addPriceChange(*group, false);
}

} // namespace gatehouse::cli
