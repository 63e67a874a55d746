#include "models/metrics/usagereport.h"

#include "models/collection/apiquery.h"
#include "models/histogram/buckets.h"
#include "models/metrics/request.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <chrono>

namespace gatehouse::metrics {

using namespace Qt::StringLiterals;
using collection::ExportText;

namespace {

constexpr int mostDays = 400; ///< so long they are kept

struct UsageTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::UsageReport)
};

QStringList usageCounts()
{
    return {u"calls"_s,      u"errors"_s,  u"tokens_prompt"_s, u"tokens_completion"_s,
            u"cache_hits"_s, u"unpriced"_s};
}

QString wrongAnswerText()
{
    return UsageTexts::tr("The gateway's answer is not what was asked for.");
}

QString unknownLabelText(const QString &label)
{
    return UsageTexts::tr("Usage is known by tenant, user and model alone. Take the chip of “%1” "
                          "away.")
        .arg(label);
}

QString maskedCustomerText()
{
    return UsageTexts::tr("Who this customer is is masked here.");
}

QString starredCustomerText()
{
    return UsageTexts::tr("A name with a * stands for any characters in a filter. Look for these "
                          "calls by their model or trace.");
}

std::optional<QString> labelOf(const QJsonValue &value)
{
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

/// Nothing: it is no such row.
std::optional<CustomerUsage> customerOf(const QJsonObject &item)
{
    const auto isLabel = [&](const char *name) {
        return item[QLatin1String(name)].isString() || item[QLatin1String(name)].isNull();
    };
    const QStringList counts = usageCounts();
    const bool isRow = isLabel("tenant") && isLabel("user_id_hash") && item[u"cost_usd"].isDouble()
        && std::all_of(counts.cbegin(), counts.cend(),
                       [&](const QString &count) { return item[count].isDouble(); });
    if (!isRow)
        return std::nullopt;
    // As a double: senders tell tokens, whose sum may be beyond a whole number's end.
    return CustomerUsage{labelOf(item[u"tenant"]),
                         labelOf(item[u"user_id_hash"]),
                         item[u"calls"].toInteger(),
                         item[u"errors"].toInteger(),
                         item[u"tokens_prompt"].toDouble() + item[u"tokens_completion"].toDouble(),
                         item[u"unpriced"].toInteger(),
                         item[u"cost_usd"].toDouble()};
}

/// False: it is no such row.
bool addLabels(ExportText &out, const QJsonObject &item, const QStringList &by)
{
    for (const QString &label : by) {
        const QJsonValue value = item[label];
        if (value.isNull())
            out.addNull();
        else if (value.isString())
            out.addText(value.toString().toStdString());
        else
            return false;
    }
    return true;
}

bool addNumbers(ExportText &out, const QJsonObject &item)
{
    const QStringList counts = usageCounts();
    for (const QString &count : counts) {
        if (!item[count].isDouble())
            return false;
        out.addInteger(item[count].toInteger());
    }
    out.addReal(item[u"cost_usd"].toDouble());
    return item[u"cost_usd"].isDouble();
}

} // namespace

QStringList usageLabels()
{
    return {u"day"_s, u"tenant"_s, u"user_id_hash"_s, u"model"_s};
}

TimeRange usageDays(TimeRange range)
{
    using std::chrono::days;
    const Timestamp until = std::chrono::ceil<days>(range.until);
    return {std::max<Timestamp>(std::chrono::floor<days>(range.from), until - days(mostDays)),
            until};
}

Result<QUrlQuery> usageQuery(TimeRange range, const collection::Filter &filter)
{
    collection::Filter own;
    for (const collection::Condition &condition : filter.conditions) {
        if (!condition.isRestricting())
            continue;
        if (condition.field != "tenant"_L1 && condition.field != "model"_L1)
            return failure(ErrorKind::Invalid, unknownLabelText(condition.field));
        own.conditions += condition;
    }
    const TimeRange days = usageDays(range);
    const auto day = [](Timestamp time) {
        return toDateTime(time, QTimeZone::utc()).date().toString(Qt::ISODate);
    };
    return collection::apiFilterQuery(labelDescriptor("ai"), own).map([&](QUrlQuery query) {
        query.addQueryItem(u"from"_s, day(days.from));
        query.addQueryItem(u"until"_s, day(days.until - std::chrono::microseconds(1)));
        return query;
    });
}

Result<std::string> usageText(const QJsonObject &answer, collection::ExportFormat format)
{
    QStringList by;
    const QJsonArray named = answer[u"by"].toArray();
    for (const auto &label : named)
        by += label.toString();
    const QStringList known = usageLabels();
    bool isRight = !by.isEmpty() && answer[u"items"].isArray()
        && std::all_of(by.cbegin(), by.cend(),
                       [&](const QString &label) { return known.contains(label); });
    ExportText text(by + usageCounts() + QStringList{u"cost_usd"_s}, format);
    std::string rows;
    text.setOutput(rows);
    const QJsonArray items = answer[u"items"].toArray();
    for (const auto &item : items) {
        text.beginRow();
        isRight =
            isRight && addLabels(text, item.toObject(), by) && addNumbers(text, item.toObject());
        if (!isRight)
            break;
        text.endRow();
    }
    if (!isRight)
        return failure(ErrorKind::Bug, wrongAnswerText());
    if (!rows.empty())
        rows.erase(0, text.separator().size());
    return text.head() + rows + text.tail();
}

Result<QUrlQuery> customerQuery(const CustomerScope &scope, int most)
{
    return usageQuery(scope.range, scope.filter).map([&](QUrlQuery query) {
        query.addQueryItem(u"by"_s, u"tenant,user_id_hash"_s);
        query.addQueryItem(u"top"_s, QString::number(most));
        return query;
    });
}

Result<std::vector<CustomerUsage>> customersOf(const QJsonObject &answer)
{
    std::vector<CustomerUsage> customers;
    if (!answer[u"items"].isArray())
        return failure(ErrorKind::Bug, wrongAnswerText());
    const QJsonArray items = answer[u"items"].toArray();
    for (const auto &item : items) {
        const auto customer = customerOf(item.toObject());
        if (!customer)
            return failure(ErrorKind::Bug, wrongAnswerText());
        customers.push_back(*customer);
    }
    return customers;
}

Result<collection::Filter> callsOf(const CustomerUsage &customer, const CustomerScope &scope,
                                   const QTimeZone &zone)
{
    if (!customer.tenant || !customer.user)
        return failure(ErrorKind::Invalid, maskedCustomerText());
    if (customer.tenant->contains(u'*') || customer.user->contains(u'*')) // a list takes it for any
        return failure(ErrorKind::Invalid, starredCustomerText());
    collection::Filter filter = histogram::timesIn(u"received_at"_s, usageDays(scope.range), zone);
    filter.conditions += collection::Condition::is(u"tenant"_s, *customer.tenant);
    filter.conditions += collection::Condition::is(u"user_id_hash"_s, *customer.user);
    std::copy_if(scope.filter.conditions.cbegin(), scope.filter.conditions.cend(),
                 std::back_inserter(filter.conditions),
                 [](const collection::Condition &condition) { return condition.isRestricting(); });
    return filter;
}

} // namespace gatehouse::metrics
