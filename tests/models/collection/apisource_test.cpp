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
            return find(path.section(u'/', 1));
        const auto limit = std::size_t(query.queryItemValue(field("limit")).toInt());
        const QString cursor = query.queryItemValue(field("cursor"), QUrl::FullyDecoded);
        std::size_t at = cursor.isEmpty() ? 0 : std::size_t(cursor.mid(3).toULongLong());
        QJsonArray items;
        for (; at < rows.size() && std::size_t(items.size()) < limit; ++at)
            items += item(rows[at]);
        const QJsonValue next =
            at < rows.size() ? field("c+&") + QString::number(at) : QJsonValue();
        return QJsonObject{{field("items"), items}, {field("next"), next}};
    }

    Result<QJsonObject> find(const QString &id) const
    {
        for (const Row &row : rows) {
            if (row.cells[1].toString() == id)
                return item(row);
        }
        return failure(ErrorKind::NotFound, QStringLiteral("gone"));
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
        : source(sampleDescriptor(), api.get(), clock)
    {
        api.rows = sampleRows(count);
    }
    ManualClock clock;
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
        QVERIFY(answerOf(bench.source.page({{}, {}, std::nullopt, false, 1500})));
        for (const int at : {1400, 900, 150}) {
            const PageRequest request{
                {}, PageRequest::Direction::Newer, bench.api.rows[std::size_t(at)].key, false, 100};
            const Result<Page> page = answerOf(bench.source.page(request));
            QVERIFY(page);
            QVERIFY(keysOf(page->rows) == keysOf(bench.api.rows, at - 100, 100));
            QVERIFY(!page->isLast);
        }
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

    void aPlaceBetweenCursorsIsFound()
    {
        Bench bench(1000);
        const PageRequest request{
            {}, PageRequest::Direction::Older, bench.api.rows[777].key, true, 50};
        const Result<Page> page = answerOf(bench.source.page(request));
        QVERIFY(page);
        QVERIFY(keysOf(page->rows) == keysOf(bench.api.rows, 777, 50));
    }

    void aPlaceTooFarDownSaysSo()
    {
        Bench bench(11000);
        const PageRequest request{
            {}, PageRequest::Direction::Older, bench.api.rows[10900].key, false, 50};
        const Result<Page> page = answerOf(bench.source.page(request));
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Invalid);
        QVERIFY(bench.api.queries.size() <= 20);
    }

    void aRowIsReadByItsId()
    {
        Bench bench(10);
        const Result<Row> row = answerOf(bench.source.row(bench.api.rows[4].key.id));
        QVERIFY(row);
        QVERIFY(row->key == bench.api.rows[4].key);
        QCOMPARE(answerOf(bench.source.row(randomUuid())).error().kind, ErrorKind::NotFound);
    }

    void aCountIsExactOrRefused()
    {
        Bench few(500);
        const Result<Count> count = answerOf(few.source.count({}));
        QVERIFY(count);
        QCOMPARE(count->rows, 500);
        QVERIFY(count->isExact);
        Bench many(501);
        QCOMPARE(answerOf(many.source.count({})).error().kind, ErrorKind::Invalid);
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

    void filtersBecomeParameters_data()
    {
        QTest::addColumn<Condition>("condition");
        QTest::addColumn<QString>("query"); // empty: the API has no such filter
        using enum Operator;
        const auto add = [](const char *name, const Condition &condition, const char *query) {
            QTest::newRow(name) << condition << QString::fromLatin1(query);
        };
        add("several", {field("status"), Is, {field("failed"), field("processed")}},
            "status=failed&status=processed");
        add("characters", {field("event_type"), Is, {QStringLiteral("a&b=c+d%41 *")}},
            "event_type=a%26b%3Dc%2Bd%2541%20%2A");
        add("bound", {field("attempts"), AtLeast, {field("2")}}, "attempts_from=2");
        add("boolean", {field("signature_valid"), Is, {field("no")}}, "signature_valid=false");
        add("span", {field("received_at"), AtLeast, {field("1h")}},
            "received_at_from=2026-11-17T12%3A32%3A07.000000Z");
        add("negated", {field("status"), Is, {field("failed")}, true}, "");
        add("contains", {field("event_type"), Contains, {field("x")}}, "");
        add("no value", {field("event_type"), Is, {QString()}}, "");
        add("fraction", {field("attempts"), AtLeast, {field("2.5")}}, "");
        add("star that is meant", {field("status"), Is, {field("f*")}}, "");
    }
    void filtersBecomeParameters()
    {
        QFETCH(Condition, condition);
        QFETCH(QString, query);
        const Result<QUrlQuery> made =
            apiFilterQuery(sampleDescriptor(), {{condition}}, ManualClock().now());
        QCOMPARE(made.has_value(), !query.isEmpty());
        if (made)
            QCOMPARE(made->toString(QUrl::FullyEncoded).replace(u'*', field("%2A")), query);
        else
            QCOMPARE(made.error().kind, ErrorKind::Invalid);
    }

    void twoConditionsOnOneFieldAreRefused()
    {
        const Condition one{field("event_type"), Operator::Is, {field("a")}};
        QVERIFY(!apiFilterQuery(sampleDescriptor(), {{one, one}}, Timestamp()));
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
        auto source = std::make_shared<ApiSource>(sampleDescriptor(), api.get(), clock);
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
