#include "models/completion/apivalues.h"

#include "models/collection/apiquery.h"
#include "models/completion/valuerequest.h"
#include "services/admin_api/adminclient.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace gatehouse::completion {

using namespace Qt::StringLiterals;
using collection::addApiItem;
using collection::apiTime;
using collection::apiTimeText;

namespace {

struct ApiValuesTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::completion::ApiValues)
};

QUrlQuery withAsked(QUrlQuery query, const ValueRequest &request, const ParsedRequest &asked)
{
    addApiItem(query, u"field"_s, request.field);
    if (!request.text.isEmpty())
        addApiItem(query, u"text"_s, request.text);
    if (asked.from)
        addApiItem(query, u"from"_s, apiTimeText(*asked.from));
    if (asked.until)
        addApiItem(query, u"until"_s, apiTimeText(*asked.until));
    return query;
}

Result<ValueAnswer> toValues(const QJsonObject &json, bool ignoresChips)
{
    if (!json["values"_L1].isArray())
        return failure(ErrorKind::Bug,
                       ApiValuesTexts::tr("The gateway's answer has no values. Is it a gateway of "
                                          "another version?"));
    ValueAnswer answer;
    const QJsonArray values = json["values"_L1].toArray();
    for (const auto &value : values) {
        const QJsonValue count = value["count"_L1];
        answer.values += {value["value"_L1].toString(),
                          count.isDouble() ? std::optional(count.toInteger()) : std::nullopt};
    }
    if (json["newest"_L1].isDouble())
        answer.newest = json["newest"_L1].toInteger();
    answer.since = apiTime(json["since"_L1].toString());
    answer.ignoresChips = ignoresChips;
    answer.knownFrom = json["known_from"_L1].toString();
    return answer;
}

} // namespace

ApiValues::ApiValues(collection::Descriptor descriptor, AdminClient &client, const Clock &clock)
    : m_descriptor(std::move(descriptor))
    , m_clock(clock)
    , m_caller([&client](const QString &path, const QUrlQuery &query) {
        return client.get(path, query);
    })
{
}

QFuture<Result<ValueAnswer>> ApiValues::values(const ValueRequest &request)
{
    const ParsedRequest asked = parsed(m_descriptor, request, m_clock.now());
    const Result<QUrlQuery> filter = apiFilterQuery(m_descriptor, asked.others);
    if (!filter)
        return QtFuture::makeReadyFuture(Result<ValueAnswer>(failure(filter.error())));
    return m_caller.ask<ValueAnswer>(m_descriptor.apiPath + "/values"_L1,
                                     withAsked(*filter, request, asked),
                                     [ignores = asked.ignoresChips](const QJsonObject &json) {
                                         return toValues(json, ignores);
                                     });
}

} // namespace gatehouse::completion
