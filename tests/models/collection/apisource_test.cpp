#include "models/collection/apiquery.h"
#include "models/collection/apisource.h"
#include "models/collection/rowmerge.h"
#include "models/collection/windowmodel.h"
#include "tests/models/support/sampledescriptor.h"
#include "tests/support/manualclock.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QPromise>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::test;

namespace {

QString field(const char *name)
{
    return QLatin1String(name);
}

/// The admin API's list over rows in memory; its cursor is a row's number among them.
struct FakeApi
{
    std::vector<Row> rows;
    std::vector<QUrlQuery> queries;
    std::optional<Error> error;
    std::shared_ptr<QPromise<Result<QJsonObject>>> held; ///< when set, given instead of an answer

    ApiSource::Get get()
    {
        return [this](const QString &path, const QUrlQuery &query) {
            queries.push_back(query);
            return held ? held->future() : QtFuture::makeReadyFuture(answer(path, query));
        };
    }

    Result<QJsonObject> answer(const QString &path, const QUrlQuery &query) const
    {
        if (error)
            return failure(*error);
        if (path != field("samples"))
            return failure(ErrorKind::NotFound, QStringLiteral("no such list"));
        if (query.hasQueryItem(field("count")))
            return QJsonObject{{field("count"), qint64(rows.size())}, {field("is_exact"), false}};
        if (query.hasQueryItem(field("id")))
            return find(query.queryItemValue(field("id")));
        return page(query);
    }

    /// The rows in the direction that is asked for.
    std::vector<Row> inOrder(bool isNewer) const
    {
        return isNewer ? std::vector<Row>(rows.rbegin(), rows.rend()) : rows;
    }

    std::size_t place(const QUrlQuery &query, const std::vector<Row> &ordered, bool isNewer) const
    {
        const QString cursor = query.queryItemValue(field("cursor"), QUrl::FullyDecoded);
        const QString key = query.queryItemValue(field("key"), QUrl::FullyDecoded);
        if (!cursor.isEmpty())
            return std::size_t(cursor.mid(3).toULongLong());
        if (key.isEmpty())
            return 0;
        const RowKey from{*apiTime(key.section(u',', 0, 0)),
                          *Uuid::parse(key.section(u',', 1).toStdString())};
        const bool isInclusive = query.hasQueryItem(field("inclusive"));
        const auto found = std::find_if(ordered.begin(), ordered.end(), [&](const Row &row) {
            return (isInclusive && row.key == from) || (isNewer ? row.key > from : row.key < from);
        });
        return std::size_t(found - ordered.begin());
    }

    QJsonObject page(const QUrlQuery &query) const
    {
        const bool isNewer = query.queryItemValue(field("direction")) == field("newer");
        const std::vector<Row> ordered = inOrder(isNewer);
        const auto limit = query.queryItemValue(field("limit")).toInt();
        std::size_t at = place(query, ordered, isNewer);
        QJsonArray items;
        for (; at < ordered.size() && items.size() < limit; ++at)
            items.insert(isNewer ? 0 : items.size(), item(ordered[at]));
        const QJsonValue next =
            at < ordered.size() ? field("c+&") + QString::number(at) : QJsonValue();
        return {{field("items"), items}, {field("next"), next}};
    }

    Result<QJsonObject> find(const QString &id) const
    {
        for (const Row &row : rows) {
            if (row.cells[1].toString() == id)
                return QJsonObject{{field("items"), QJsonArray{item(row)}}};
        }
        return QJsonObject{{field("items"), QJsonArray()}};
    }

    static QJsonObject item(const Row &row)
    {
        return {{field("received_at"), row.cells[0].toDateTime().toString(Qt::ISODateWithMs)},
                {field("id"), row.cells[1].toString()},
                {field("status"), row.cells[2].toString()},
                {field("event_type"), row.cells[3].toString()},
                {field("attempts"), row.cells[4].toLongLong()}};
    }
};

struct Bench
{
    explicit Bench(int count)
        : source(sampleDescriptor(), api.get())
    {
        api.rows = sampleRows(count);
    }
    FakeApi api;
    ApiSource source;
};

template <typename T>
Result<T> answerOf(QFuture<Result<T>> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }) || future.resultCount() == 0)
        return failure(ErrorKind::Cancelled, {});
    return future.result();
}

std::vector<RowKey> keysOf(const std::vector<Row> &rows)
{
    std::vector<RowKey> keys;
    for (const Row &row : rows)
        keys.push_back(row.key);
    return keys;
}

std::vector<RowKey> keysOf(const std::vector<Row> &rows, int first, int count)
{
    return keysOf({rows.begin() + first, rows.begin() + first + count});
}

} // namespace

class ApiSourceTest : public QObject
{
    Q_OBJECT

private slots:
    void pagesDownwardsGiveTheWholeListAndReadNothingTwice()
    {
        Bench bench(1234);
        PageRequest request;
        std::vector<Row> all;
        for (bool isLast = false; !isLast;) {
            const Result<Page> page = answerOf(bench.source.page(request));
            QVERIFY(page);
            all.insert(all.end(), page->rows.begin(), page->rows.end());
            request.from = all.back().key;
            isLast = page->isLast;
        }
        QVERIFY(keysOf(all) == keysOf(bench.api.rows));
        QCOMPARE(all[17].cells, bench.api.rows[17].cells);
        QCOMPARE(bench.api.queries.size(), std::size_t(7));
    }

    void aPageUpwardsIsTheOneRightAbove()
    {
        Bench bench(2000);
        for (const int at : {1400, 900, 150}) {
            const PageRequest request{
                {}, PageRequest::Direction::Newer, bench.api.rows[std::size_t(at)].key, false, 100};
            const Result<Page> page = answerOf(bench.source.page(request));
            QVERIFY(page);
            QVERIFY(keysOf(page->rows) == keysOf(bench.api.rows, at - 100, 100));
            QVERIFY(!page->isLast);
        }
        QCOMPARE(bench.api.queries.size(), std::size_t(3));
    }

    void theTopIsTheLastPageUpwards()
    {
        Bench bench(300);
        const PageRequest request{
            {}, PageRequest::Direction::Newer, bench.api.rows[60].key, false, 100};
        const Result<Page> page = answerOf(bench.source.page(request));
        QVERIFY(page);
        QVERIFY(keysOf(page->rows) == keysOf(bench.api.rows, 0, 60));
        QVERIFY(page->isLast);
    }

    void anyPlaceIsOneRequestAway()
    {
        Bench bench(11000);
        const PageRequest request{
            {}, PageRequest::Direction::Older, bench.api.rows[10900].key, true, 50};
        const Result<Page> page = answerOf(bench.source.page(request));
        QVERIFY(page);
        QVERIFY(keysOf(page->rows) == keysOf(bench.api.rows, 10900, 50));
        QCOMPARE(bench.api.queries.size(), std::size_t(1));
    }

    void aPageLargerThanTheApisIsReadInParts_data()
    {
        QTest::addColumn<bool>("newer");
        QTest::newRow("older") << false;
        QTest::newRow("newer") << true;
    }
    void aPageLargerThanTheApisIsReadInParts()
    {
        QFETCH(bool, newer);
        Bench bench(2000);
        const auto direction =
            newer ? PageRequest::Direction::Newer : PageRequest::Direction::Older;
        const Result<Page> page =
            answerOf(bench.source.page({{}, direction, bench.api.rows[1400].key, true, 1200}));
        QVERIFY(page);
        const bool isWhole = !newer;
        QVERIFY(keysOf(page->rows)
                == (newer ? keysOf(bench.api.rows, 201, 1200) : keysOf(bench.api.rows, 1400, 600)));
        QCOMPARE(page->isLast, isWhole);
        QCOMPARE(bench.api.queries.size(), std::size_t(newer ? 3 : 2));
    }

    void aRowIsReadByItsId()
    {
        Bench bench(10);
        const Result<Row> row = answerOf(bench.source.row(bench.api.rows[4].key.id));
        QVERIFY(row);
        QVERIFY(row->key == bench.api.rows[4].key);
        QCOMPARE(answerOf(bench.source.row(randomUuid())).error().kind, ErrorKind::NotFound);
    }

    void aCountIsTheGateways()
    {
        Bench bench(7);
        const Result<Count> count = answerOf(bench.source.count({}));
        QVERIFY(count);
        QCOMPARE(count->rows, 7);
        QVERIFY(!count->isExact);
    }

    void errorsAreHandedOn()
    {
        Bench bench(10);
        bench.api.error = Error{ErrorKind::Denied, QStringLiteral("no"), {}, {}};
        QCOMPARE(answerOf(bench.source.page({})).error().kind, ErrorKind::Denied);
        QCOMPARE(answerOf(bench.source.count({})).error().kind, ErrorKind::Denied);
    }

    void cancellingAPageCancelsItsRequest()
    {
        Bench bench(10);
        bench.api.held = std::make_shared<QPromise<Result<QJsonObject>>>();
        bench.api.held->start();
        QFuture<Result<Page>> page = bench.source.page({});
        page.cancel();
        QTRY_VERIFY(bench.api.held->isCanceled());
    }

    void aConditionBecomesAParameter_data()
    {
        QTest::addColumn<Condition>("condition");
        QTest::addColumn<QString>("json");
        using enum Operator;
        const auto add = [](const char *name, const Condition &condition, const char *json) {
            QTest::newRow(name) << condition << QString::fromUtf8(json).replace(u'\'', u'"');
        };
        add("several", {field("status"), Is, {field("failed"), field("processed")}},
            "{'field':'status','negated':false,'operator':'is','values':['failed','processed']}");
        add("characters", {field("event_type"), Contains, {QStringLiteral("a&b=c+d%41 ö")}},
            "{'field':'event_type','negated':false,'operator':'contains','values':['a&b=c+d%41 "
            "ö']}");
        add("number", {field("attempts"), AtLeast, {field(" 2.5 ")}},
            "{'field':'attempts','negated':false,'operator':'at_least','values':['2.5']}");
        add("no or yes", {field("signature_valid"), Is, {field("No"), field("yes")}},
            "{'field':'signature_valid','negated':false,'operator':'is','values':['false','true']"
            "}");
        add("span", {field("received_at"), AtLeast, {field("1 h")}},
            "{'field':'received_at','negated':false,'operator':'at_least','values':['3600s']}");
        add("moment", {field("received_at"), AtMost, {field("2026-11-17T14:32:07+02:00")}},
            "{'field':'received_at','negated':false,'operator':'at_most','values':['2026-11-17T12:"
            "32:07.000000Z']}");
        add("no value, negated", {field("event_type"), Is, {QString()}, true},
            "{'field':'event_type','negated':true,'operator':'is','values':['']}");
    }
    void aConditionBecomesAParameter()
    {
        QFETCH(Condition, condition);
        QFETCH(QString, json);
        const Result<QUrlQuery> made = apiFilterQuery(sampleDescriptor(), {{condition}});
        QVERIFY(made);
        const QUrlQuery sent(made->toString(QUrl::FullyEncoded)); // what the gateway decodes
        QCOMPARE(sent.queryItems(QUrl::FullyDecoded).size(), 1);
        QCOMPARE(sent.queryItemValue(field("filter"), QUrl::FullyDecoded), json);
    }

    void eachConditionIsAParameterOfItsOwn()
    {
        const Condition one{field("event_type"), Operator::Is, {field("a")}};
        const Condition off{field("event_type"), Operator::Is, {field("a")}, false, false};
        const Condition any{field("event_type"), Operator::Is, {}};
        const Result<QUrlQuery> made = apiFilterQuery(sampleDescriptor(), {{one, off, any, one}});
        QVERIFY(made);
        QCOMPARE(made->allQueryItemValues(field("filter")).size(), 2);
    }

    void aFilterThatIsTooLongForAUrlSaysSo()
    {
        QStringList values;
        for (int i = 0; i < 400; ++i)
            values += QString(60, u'x') + QString::number(i);
        const Condition condition{field("event_type"), Operator::Is, values};
        Bench bench(1);
        const PageRequest request{{{condition}}};
        QCOMPARE(answerOf(bench.source.page(request)).error().kind, ErrorKind::Invalid);
        QCOMPARE(answerOf(bench.source.count({{condition}})).error().kind, ErrorKind::Invalid);
        QVERIFY(bench.api.queries.empty());
    }

    void timesAreReadToTheMicrosecond()
    {
        const Timestamp time{std::chrono::microseconds(1794922327123456)};
        QVERIFY(apiTime(QStringLiteral("2026-11-17T13:32:07.123456+00:00")) == time);
        QVERIFY(apiTime(QStringLiteral("2026-11-17T14:32:07.123456+01:00")) == time);
        QVERIFY(apiTime(QStringLiteral("2026-11-17T13:32:07Z"))
                == time - std::chrono::microseconds(123456));
        QVERIFY(!apiTime(QStringLiteral("soon")));
    }

    void aKeyHasTheValueThatItsListIsSortedBy()
    {
        const RowKey key = sampleRows(1).front().key;
        const auto valueIn = [&](const SortValue &value) {
            RowKey sorted = key;
            sorted.value = value;
            return apiKey(sampleDescriptor(), sorted).mid(apiKey(sampleDescriptor(), key).size());
        };
        QCOMPARE(valueIn({}), QString());
        QCOMPARE(valueIn(std::string()), QStringLiteral(","));
        QCOMPARE(valueIn(std::string("a,b & c")), QStringLiteral(",a,b & c"));
        QCOMPARE(valueIn(std::int64_t(-7)), QStringLiteral(",-7"));
        QCOMPARE(valueIn(0.1), QStringLiteral(",0.1"));
    }

    void aRowsKeyHasTheValueThatItIsSortedBy()
    {
        Descriptor descriptor = sampleDescriptor();
        const QString column = descriptor.readColumns()[2];
        const auto valueOf = [&](SortType type, const QJsonValue &value) {
            descriptor.sorts = {{column, type}};
            const QJsonObject item{
                {descriptor.sortColumn, QStringLiteral("2026-11-17T13:32:07Z")},
                {descriptor.idColumn, QString::fromStdString(randomUuid().toString())},
                {column, value}};
            return apiRow(descriptor, item, {column, false})->key.value;
        };
        QVERIFY(valueOf(SortType::Text, QStringLiteral("acme")) == SortValue(std::string("acme")));
        QVERIFY(valueOf(SortType::Text, QString()) == SortValue(std::string()));
        QVERIFY(valueOf(SortType::Integer, 422) == SortValue(std::int64_t(422)));
        QVERIFY(valueOf(SortType::Real, 0.25) == SortValue(0.25));
        QVERIFY(valueOf(SortType::Time, QStringLiteral("1970-01-01T00:00:01Z"))
                == SortValue(Timestamp(std::chrono::seconds(1))));
        QVERIFY(!hasValue(valueOf(SortType::Integer, QJsonValue::Null)));
    }

    void aListOfTextsStaysOne()
    {
        const Descriptor descriptor = sampleDescriptor();
        const auto cellOf = [&](const QJsonArray &value) {
            QJsonObject item{
                {descriptor.sortColumn, QStringLiteral("2026-11-17T13:32:07Z")},
                {descriptor.idColumn, QString::fromStdString(randomUuid().toString())}};
            item[descriptor.readColumns()[2]] = value;
            return apiRow(descriptor, item)->cells[2];
        };
        QCOMPARE(cellOf({QStringLiteral("acme"), QStringLiteral("beta")}).toStringList(),
                 QStringList({QStringLiteral("acme"), QStringLiteral("beta")}));
        QCOMPARE(cellOf({1, QStringLiteral("a")}).toString(), QStringLiteral("[1,\"a\"]"));
    }

    void anAnswerThatIsNoListIsAnError()
    {
        Bench bench(1);
        bench.api.rows[0].cells[1] = QStringLiteral("no id");
        QVERIFY(!answerOf(bench.source.page({})));
    }

    void theWindowModelScrollsDownAndUp()
    {
        ManualClock clock;
        FakeApi api;
        api.rows = sampleRows(1000);
        auto source = std::make_shared<ApiSource>(sampleDescriptor(), api.get());
        WindowModel model(sampleDescriptor(), source, clock, {50, 200, 50});
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QTRY_VERIFY(model.rowCount() > 0 && !model.isLoading());
        while (!model.isAtOldest()) {
            model.setVisibleRange(std::max(0, model.rowCount() - 20), model.rowCount() - 1);
            QTRY_VERIFY(!model.isLoading());
        }
        QVERIFY(model.rowAt(model.rowCount() - 1)->key == api.rows.back().key);
        while (!model.isAtNewest()) {
            model.setVisibleRange(0, 20);
            QTRY_VERIFY(!model.isLoading());
            QVERIFY(!model.error());
        }
        QVERIFY(model.rowAt(0)->key == api.rows.front().key);
        QVERIFY(model.rowCount() <= 200);
    }
};

QTEST_GUILESS_MAIN(ApiSourceTest)
#include "apisource_test.moc"
