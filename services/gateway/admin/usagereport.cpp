#include "services/gateway/admin/usagereport.h"

#include "services/browsing/shownvalues.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/listquery.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/scope.h"

#include <QDate>

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <sstream>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::int64_t mostReportRows = 100'000;
constexpr int usualDays = 30, mostReportDays = 400; ///< so long days are kept

constexpr std::array<std::string_view, 4> usageLabels{"day", "tenant", "user_id_hash", "model"};
constexpr std::array<std::string_view, 6> usageCounts{
    "calls", "errors", "tokens_prompt", "tokens_completion", "cache_hits", "unpriced"};
constexpr std::array<FilterColumn, 3> usageFilters{FilterColumn{.name = "tenant"},
                                                   FilterColumn{.name = "user_id_hash"},
                                                   FilterColumn{.name = "model"}};
constexpr ListSpec usageList{
    .view = "console.ai_usage_days", .sortColumn = "day", .filters = usageFilters, .scope = {}};

struct AskedUsage
{
    QDate from, until; ///< both are in it
    std::vector<std::string> by; ///< of usageLabels, in their order
    std::optional<std::int64_t> top; ///< only so many rows: those that cost most
};

Refusal takeDay(Items &items, std::string_view name, QDate &day)
{
    return takeOne(items, name, [&](const std::string &text) {
        day = QDate::fromString(QString::fromStdString(text), Qt::ISODate);
        return text.size() == 10 && day.isValid();
    });
}

Refusal takeUsageDays(Items &items, const Call &call, AskedUsage &asked)
{
    const auto today = std::chrono::floor<std::chrono::days>(call.clock.now());
    asked.until = QDate(1970, 1, 1).addDays(today.time_since_epoch().count());
    if (auto refused = takeDay(items, "until", asked.until))
        return refused;
    asked.from = asked.until.addDays(1 - usualDays);
    if (auto refused = takeDay(items, "from", asked.from))
        return refused;
    const qint64 days = asked.from.daysTo(asked.until) + 1;
    if (days < 1)
        return badParameter("from", "is after 'until'.");
    if (days > mostReportDays)
        return badParameter("from", "makes more than 400 days, which is how long they are kept.");
    return std::nullopt;
}

/// Without it by all; each label once, in whatever order.
Refusal takeUsageLabels(Items &items, const privacy::Masker &hidden, AskedUsage &asked)
{
    asked.by = {usageLabels.begin(), usageLabels.end()};
    auto refused = takeOne(items, "by", [&](const std::string &text) {
        std::vector<std::string> named;
        std::stringstream parts(text);
        for (std::string part; std::getline(parts, part, ',');)
            named.push_back(part);
        std::erase_if(asked.by, [&](const std::string &label) {
            return std::find(named.begin(), named.end(), label) == named.end();
        });
        return asked.by.size() == named.size() && !named.empty();
    });
    for (const std::string &label : asked.by) {
        if (!refused && browsing::hidesLabel(hidden, label))
            return badParameter("by",
                                "names what is masked for you. Ask somebody who may reveal it.");
    }
    return refused;
}

Refusal takeUsageTop(Items &items, AskedUsage &asked)
{
    return takeOne(items, "top", [&](const std::string &text) {
        asked.top = parseInteger(text);
        return asked.top && *asked.top >= 1 && *asked.top <= mostReportRows;
    });
}

std::string reportSql(const AskedUsage &asked, const Query &query)
{
    std::string labels;
    for (const std::string &label : asked.by)
        labels += (labels.empty() ? "" : ", ") + label;
    std::string sums;
    for (const std::string_view count : usageCounts)
        sums += ", least(sum(" + std::string(count) + "), 9223372036854775807)::bigint";
    return "SELECT " + labels + sums + ", sum(cost_usd)::double precision FROM (SELECT day::text, "
        + "tenant, user_id_hash, model, calls, errors, tokens_prompt, tokens_completion, "
          "cache_hits, unpriced, cost_usd FROM console.ai_usage_days"
        + query.where() + ") days GROUP BY " + labels + " ORDER BY "
        + (asked.top ? "sum(cost_usd) DESC, sum(calls) DESC, " : "") + labels + " LIMIT "
        + std::to_string(asked.top.value_or(mostReportRows + 1));
}

/// null: it is masked for who asks.
boost::json::value usageLabelJson(const std::string &label, const std::string &value,
                                  const privacy::Masker &hidden)
{
    const bool isShown = label == "day" || browsing::ShownValues(hidden, label).shows(value);
    return isShown ? boost::json::value(value) : nullptr;
}

boost::json::object usageJson(const postgres::Rows &rows, int row, const AskedUsage &asked,
                              const privacy::Masker &hidden)
{
    boost::json::object item;
    int column = 0;
    for (const std::string &label : asked.by)
        item[label] = usageLabelJson(label, rows.get<std::string>(row, column++), hidden);
    for (const std::string_view count : usageCounts)
        item[count] = rows.get<std::int64_t>(row, column++);
    item["cost_usd"] = rows.get<double>(row, column);
    return item;
}

http::Response answeredUsage(const postgres::Rows &rows, const AskedUsage &asked,
                             const privacy::Masker &hidden)
{
    if (rows.size() > mostReportRows)
        return badParameter("by",
                            "makes more than 100,000 rows: ask for fewer days or labels, or of "
                            "one tenant.");
    boost::json::array items;
    items.reserve(std::size_t(rows.size()));
    for (int row = 0; row < rows.size(); ++row)
        items.push_back(usageJson(rows, row, asked, hidden));
    const boost::json::object json{{"from", asked.from.toString(Qt::ISODate).toStdString()},
                                   {"until", asked.until.toString(Qt::ISODate).toStdString()},
                                   {"by", boost::json::array(asked.by.begin(), asked.by.end())},
                                   {"items", std::move(items)}};
    return http::jsonResponse(200, boost::json::serialize(json));
}

Refusal readAskedUsage(const Call &call, const privacy::Masker &hidden, Query &query,
                       AskedUsage &asked)
{
    if (auto refused = seesNoAgentEvents(call.actor))
        return refused;
    Items items;
    if (auto refused = collectItems(call, items))
        return refused;
    if (auto refused = takeUsageDays(items, call, asked))
        return refused;
    if (auto refused = takeUsageLabels(items, hidden, asked))
        return refused;
    if (auto refused = takeUsageTop(items, asked))
        return refused;
    for (const auto &[comparison, day] : {std::pair(" >= ", asked.from), {" <= ", asked.until}})
        query.require(std::string("day") + comparison
                      + query.bind(day.toString(Qt::ISODate).toStdString()) + "::text::date");
    if (auto refused = requireConditions(query, usageList, items, hidden))
        return refused;
    requireScope(query, call.actor);
    return std::nullopt;
}

} // namespace

Result<http::Response> reportUsage(const Call &call, postgres::Session &session)
{
    const auto masker = maskerFor(session, eventList());
    if (!masker)
        return failure(masker.error());
    const privacy::Masker hidden = hiddenFrom(call.actor, *masker);
    Query query;
    AskedUsage asked;
    if (auto refused = readAskedUsage(call, hidden, query, asked))
        return *refused;
    return session.execute(reportSql(asked, query), query.parameters())
        .map([&](const postgres::Rows &rows) { return answeredUsage(rows, asked, hidden); });
}

} // namespace gatehouse::gateway::admin
