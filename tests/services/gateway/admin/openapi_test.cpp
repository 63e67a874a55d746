#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/routetable.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace gatehouse::test {

using namespace gateway::admin;

namespace {

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString typeOf(FilterType type)
{
    switch (type) {
    case FilterType::Text:
        return QStringLiteral("text");
    case FilterType::Uuid:
        return QStringLiteral("uuid");
    case FilterType::Boolean:
        return QStringLiteral("boolean");
    case FilterType::Integer:
        return QStringLiteral("integer");
    case FilterType::Time:
        return QStringLiteral("time");
    case FilterType::Path:
    case FilterType::Header:
        break; // only in `filter`
    }
    return {};
}

QJsonArray routes()
{
    QJsonArray list;
    for (const Route &route : routeTable())
        list.append(QJsonObject{{QStringLiteral("method"), textOf(route.method)},
                                {QStringLiteral("pattern"), textOf(route.pattern)}});
    return list;
}

QJsonArray filtersOf(const ListSpec &spec)
{
    QJsonArray list;
    for (const FilterColumn &filter : spec.filters) {
        if (!filter.link.view.empty())
            continue; // is no parameter of its own
        list.append(QJsonObject{{QStringLiteral("name"), textOf(filter.name)},
                                {QStringLiteral("type"), typeOf(filter.type)}});
    }
    return list;
}

/// What `sort` may name.
QJsonArray sortsOf(const ListSpec &spec)
{
    QJsonArray list{textOf(spec.sortColumn)};
    if (!spec.otherSort.empty())
        list.append(textOf(spec.otherSort));
    for (const SortColumn &column : spec.sorts)
        list.append(textOf(column.name));
    return list;
}

} // namespace

/// Writes down what the gateway serves, for the test openapi-admin to compare with the document.
class OpenApiTest : public QObject
{
    Q_OBJECT

private slots:
    void whatIsServedIsWrittenDown();
};

void OpenApiTest::whatIsServedIsWrittenDown()
{
    const QJsonObject served{
        {QStringLiteral("routes"), routes()},
        {QStringLiteral("filters"),
         QJsonObject{{QStringLiteral("/events"), filtersOf(eventList())},
                     {QStringLiteral("/jobs"), filtersOf(jobList())},
                     {QStringLiteral("/dlq"), filtersOf(deadLetterList())},
                     {QStringLiteral("/deliveries"), filtersOf(deliveryList())},
                     {QStringLiteral("/audit"), filtersOf(auditList())},
                     {QStringLiteral("/routes"), filtersOf(routeList())},
                     {QStringLiteral("/alerts"), filtersOf(alertList())},
                     {QStringLiteral("/tokens"), filtersOf(tokenList())},
                     {QStringLiteral("/destinations"), filtersOf(destinationList())}}},
        {QStringLiteral("sorts"),
         QJsonObject{{QStringLiteral("/events"), sortsOf(eventList())},
                     {QStringLiteral("/jobs"), sortsOf(jobList())},
                     {QStringLiteral("/dlq"), sortsOf(deadLetterList())},
                     {QStringLiteral("/deliveries"), sortsOf(deliveryList())},
                     {QStringLiteral("/secrets"), sortsOf(secretList())}}}};
    QFile file(QCoreApplication::applicationDirPath()
               + QStringLiteral("/admin-recordings/routes.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(QJsonDocument(served).toJson()) > 0);
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::OpenApiTest)
#include "openapi_test.moc"
