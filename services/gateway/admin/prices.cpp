#include "services/gateway/admin/prices.h"

#include "services/gateway/admin/wishlist.h"

#include <QDate>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t mostPrices = 100;
constexpr std::size_t longestModel = 200;
constexpr double highestPrice = 1'000'000;

/// A price as it is wished; no amounts: it is to be taken away.
struct PriceWish
{
    std::string model, provider, validFrom;
    std::optional<double> prompt, completion, cached;
};

using PriceWishes = std::vector<PriceWish>;

std::optional<double> amountIfAny(BodyReader &reader, std::string_view name)
{
    return reader.has(name) ? std::optional(reader.decimal(name, 0, highestPrice, 0))
                            : std::nullopt;
}

bool isDay(const std::string &text)
{
    const QDate day = QDate::fromString(QString::fromStdString(text), Qt::ISODate);
    return text.size() == 10 && day.isValid() && day.year() >= 2000 && day.year() < 2200;
}

std::variant<PriceWish, http::Response> readPriceWish(const boost::json::object &price)
{
    BodyReader reader(price,
                      {"model", "provider", "valid_from", "usd_per_million_prompt",
                       "usd_per_million_completion", "usd_per_million_cached"},
                      "prices.");
    PriceWish wish;
    wish.model = reader.text("model", longestModel);
    wish.provider = reader.textIfAny("provider", longestModel).value_or("");
    wish.validFrom = reader.text("valid_from", 10);
    wish.prompt = amountIfAny(reader, "usd_per_million_prompt");
    wish.completion = amountIfAny(reader, "usd_per_million_completion");
    wish.cached = amountIfAny(reader, "usd_per_million_cached");
    if (!isDay(wish.validFrom))
        reader.refuse("valid_from", "must be a day: 2026-11-01.");
    if (wish.prompt.has_value() != wish.completion.has_value() || (wish.cached && !wish.prompt))
        reader.refuse("usd_per_million_completion",
                      "and usd_per_million_prompt go together: name both, or no amount to take "
                      "the price away.");
    if (reader.refusal())
        return *reader.refusal();
    return wish;
}

Result<std::string> storedPrices(postgres::Session &session)
{
    return session
        .execute("SELECT jsonb_build_object('prices', coalesce(jsonb_agg(to_jsonb(p)"
                 " ORDER BY p.model, p.provider, p.valid_from), '[]'))::text"
                 " FROM gatehouse.model_price p")
        .map([](const postgres::Rows &rows) { return rows.get<std::string>(0, 0); });
}

postgres::Value amountOrNull(const std::optional<double> &amount)
{
    return amount ? postgres::Value(*amount) : postgres::Value();
}

/// What was there before and what is there now, null where there is none.
Result<boost::json::value> storePrice(postgres::Session &session, const PriceWish &wish)
{
    constexpr std::string_view find =
        "SELECT to_jsonb(p)::text FROM gatehouse.model_price p"
        " WHERE model = $1 AND provider = $2 AND valid_from = $3::text::date";
    constexpr std::string_view set =
        "INSERT INTO gatehouse.model_price (model, provider, valid_from, usd_per_million_prompt,"
        " usd_per_million_completion, usd_per_million_cached) VALUES ($1, $2, $3::text::date,"
        " $4::double precision, $5::double precision, $6::double precision)"
        " ON CONFLICT (model, provider, valid_from) DO UPDATE"
        " SET usd_per_million_prompt = excluded.usd_per_million_prompt,"
        " usd_per_million_completion = excluded.usd_per_million_completion,"
        " usd_per_million_cached = excluded.usd_per_million_cached";
    constexpr std::string_view remove =
        "DELETE FROM gatehouse.model_price"
        " WHERE model = $1 AND provider = $2 AND valid_from = $3::text::date";
    const postgres::Parameters key{wish.model, wish.provider, wish.validFrom};
    const auto read = [&] {
        return session.execute(find, key).map([](const postgres::Rows &rows) {
            return rows.isEmpty() ? boost::json::value()
                                  : boost::json::parse(rows.get<std::string>(0, 0));
        });
    };
    const auto before = read();
    if (!before)
        return failure(before.error());
    postgres::Parameters all = key;
    for (const auto &amount : {wish.prompt, wish.completion, wish.cached})
        all.push_back(amountOrNull(amount));
    const auto done = wish.prompt ? session.execute(set, all) : session.execute(remove, key);
    const auto after = done ? read() : failure(done.error());
    if (!after)
        return failure(after.error());
    return boost::json::value{{"before", *before}, {"after", *after}};
}

Result<Outcome> doChangePrices(const ChangeRequest &request, postgres::Session &session)
{
    const auto reading = readWishes<PriceWish>(request.body, "prices", mostPrices, readPriceWish);
    if (const auto *bad = std::get_if<http::Response>(&reading))
        return refused(*bad);
    boost::json::array changes;
    for (const PriceWish &wish : std::get<PriceWishes>(reading)) {
        auto changed = storePrice(session, wish);
        if (!changed)
            return failure(changed.error());
        changes.push_back(std::move(*changed));
    }
    const auto after = storedPrices(session);
    if (!after)
        return failure(after.error());
    const boost::json::object detail{{"changes", std::move(changes)}};
    return Outcome{http::jsonResponse(200, *after),
                   LedgerEntry{"prices.change", "prices", "models", request.reason,
                               boost::json::serialize(detail)}};
}

} // namespace

Result<http::Response> showPrices(const Call &, postgres::Session &session)
{
    return storedPrices(session).map(
        [](const std::string &json) { return http::jsonResponse(200, json); });
}

Result<http::Response> changePrices(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doChangePrices);
}

} // namespace gatehouse::gateway::admin
