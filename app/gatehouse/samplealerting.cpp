#include "app/gatehouse/samplealerting.h"

#include <QJsonObject>

namespace gatehouse::app {

using namespace Qt::StringLiterals;

namespace {

QJsonObject budget(const QString &name, const QString &period, int limit)
{
    return {{u"name"_s, name}, {u"period"_s, period}, {u"limit_usd"_s, limit}};
}

QJsonObject ofTenant(QJsonObject budget, const QString &tenant)
{
    budget.insert(u"tenant"_s, tenant);
    return budget;
}

} // namespace

QJsonArray sampleBudgets()
{
    return {budget(u"All AI work"_s, u"month"_s, 2000),
            ofTenant(budget(u"Acme's summaries"_s, u"month"_s, 350), u"acme"_s),
            ofTenant(budget(u"Globex on trial"_s, u"day"_s, 5), u"globex"_s)};
}

QJsonArray sampleChannels()
{
    return {QJsonObject{{u"name"_s, u"On call"_s},
                        {u"kind"_s, u"slack"_s},
                        {u"is_enabled"_s, false},
                        {u"minimum_severity"_s, u"critical"_s},
                        {u"url"_s, u"https://hooks.example.com/services/on-call"_s}},
            QJsonObject{{u"name"_s, u"Operations"_s},
                        {u"kind"_s, u"email"_s},
                        {u"is_enabled"_s, false},
                        {u"minimum_severity"_s, u"warning"_s},
                        {u"smtp_url"_s, u"smtp://mail.example.com:587"_s},
                        {u"from"_s, u"gatehouse@example.com"_s},
                        {u"to"_s, QJsonArray{u"ops@example.com"_s, u"mira@example.com"_s}}}};
}

} // namespace gatehouse::app
