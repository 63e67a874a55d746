#include "models/metrics/usagereport.h"

#include "models/collection/apiquery.h"
#include "models/metrics/request.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTimeZone>

#include <algorithm>

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

Result<QUrlQuery> usageQuery(TimeRange range, const collection::Filter &filter)
{
    collection::Filter own;
    for (const collection::Condition &condition : filter.conditions) {
        if (!condition.enabled || condition.values.isEmpty())
            continue;
        if (condition.field != "tenant"_L1 && condition.field != "model"_L1)
            return failure(ErrorKind::Invalid, unknownLabelText(condition.field));
        own.conditions += condition;
    }
    const auto day = [](Timestamp time) { return toDateTime(time, QTimeZone::utc()).date(); };
    const QDate until = day(range.until - std::chrono::microseconds(1));
    const QDate from = std::max(day(range.from), until.addDays(1 - mostDays));
    return collection::apiFilterQuery(labelDescriptor("ai"), own).map([&](QUrlQuery query) {
        query.addQueryItem(u"from"_s, from.toString(Qt::ISODate));
        query.addQueryItem(u"until"_s, until.toString(Qt::ISODate));
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

} // namespace gatehouse::metrics
