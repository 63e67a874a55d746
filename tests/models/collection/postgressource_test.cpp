#include "models/collection/postgressource.h"
#include "models/collection/rowsearch.h"
#include "models/collection/rowwriter.h"
#include "models/collection/sqlquery.h"
#include "models/collection/windowmodel.h"
#include "models/events/eventcollection.h"
#include "services/gateway/store/migrator.h"
#include "services/postgres/connection.h"
#include "tests/support/manualclock.h"
#include "tests/support/testcluster.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QTest>

#include <atomic>
#include <functional>
#include <mutex>
#include <semaphore>
#include <set>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::test;

namespace {

constexpr int eventCount = 12000;

/// Events over a hundred days, so over several partitions; three share each millisecond.
constexpr const char *insertEvents = R"(
    INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, event_type, status,
                                         signature_valid, attempts, error, occurred_at)
    SELECT id, gatehouse.uuid_time(id), 'stripe',
           (ARRAY['acme', NULL, 'a_me', 'ACME', '', 'o''brien', 'umbrella'])[n % 7 + 1],
           (ARRAY['order.paid', 'order_paid', 'order%paid', 'order\paid', 'orderXpaid', '100%', 'a*b',
                  '"quoted"', '''; DROP TABLE gatehouse.webhook_event; --', 'ÖRDER', 'örder'])[n % 11 + 1],
           (ARRAY['processed', 'failed', 'queued', 'discarded'])[n % 4 + 1],
           n % 4 <> 3, n % 6,
           CASE WHEN n % 3 = 0 THEN '422 Sku is required (100%)' END,
           CASE WHEN n % 5 = 0 THEN gatehouse.uuid_time(id) END
      FROM (SELECT n, (lpad(to_hex(1794900000000 - (n / 3)::bigint * 2160000), 12, '0') || '70008000'
                       || lpad(to_hex((n * 7919) % 1000003), 12, '0'))::uuid AS id
              FROM generate_series(0, 11999) AS n) AS ids
     ORDER BY md5(n::text))";

template <typename T>
Result<T> answerOf(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.result();
}

using Keys = std::vector<RowKey>;

Keys keysOf(const std::vector<Row> &rows)
{
    Keys keys;
    for (const Row &row : rows)
        keys.push_back(row.key);
    return keys;
}

QString field(const char *name)
{
    return QLatin1String(name);
}

} // namespace

class PostgresSourceTest : public QObject
{
    Q_OBJECT

    using Predicate = std::function<bool(const QVariantMap &)>;

private slots:
    void initTestCase()
    {
        m_cluster = TestCluster::start();
        Log log(m_clock, streamSink(stderr), LogLevel::Error);
        postgres::Session owner = session("gatehouse_owner");
        const Result<> migrated = gateway::migrate(owner, m_clock, log);
        QVERIFY2(migrated, migrated ? "" : qPrintable(migrated.error().detail));
        QVERIFY(owner.executeScript("SELECT gatehouse.ensure_partitions('2026-08-01', 5)"));
        const Result<> inserted = owner.executeScript(insertEvents);
        QVERIFY2(inserted, inserted ? "" : qPrintable(inserted.error().detail));
        QVERIFY(owner.executeScript("ANALYZE gatehouse.webhook_event"));
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_console");
        m_connection = std::make_unique<postgres::Connection>(options);
        m_source = std::make_shared<PostgresSource>(m_events, *m_connection);
    }

    void cleanupTestCase()
    {
        m_source.reset();
        m_connection.reset();
        m_cluster.reset();
    }

    void pagesInEitherDirectionGiveTheWholeListInOrder_data()
    {
        QTest::addColumn<bool>("newer");
        QTest::addColumn<int>("limit");
        for (const int limit : {500, 997, 20000}) {
            QTest::addRow("older, %d", limit) << false << limit;
            QTest::addRow("newer, %d", limit) << true << limit;
        }
    }
    void pagesInEitherDirectionGiveTheWholeListInOrder()
    {
        QFETCH(bool, newer);
        QFETCH(int, limit);
        PageRequest request;
        request.limit = limit;
        request.direction = newer ? PageRequest::Direction::Newer : PageRequest::Direction::Older;
        Keys all;
        for (bool isLast = false; !isLast;) {
            const Result<Page> page = answerOf(m_source->page(request));
            QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
            QVERIFY(!page->rows.empty());
            const Keys keys = keysOf(page->rows);
            all.insert(newer ? all.begin() : all.end(), keys.begin(), keys.end());
            request.from = newer ? keys.front() : keys.back();
            isLast = page->isLast;
        }
        QCOMPARE(all.size(), std::size_t(eventCount));
        QVERIFY(all == wholeList());
    }

    void pagesSplitRowsThatShareAMoment()
    {
        const Keys all = wholeList();
        QCOMPARE(all[300].sort, all[301].sort);
        for (std::size_t at = 299; at < 304; ++at) {
            PageRequest request{{}, PageRequest::Direction::Older, all[at], false, 2};
            QVERIFY(keysOf(answerOf(m_source->page(request))->rows)
                    == Keys({all[at + 1], all[at + 2]}));
            request.inclusive = true;
            QVERIFY(keysOf(answerOf(m_source->page(request))->rows)
                    == Keys({all[at], all[at + 1]}));
            request.direction = PageRequest::Direction::Newer;
            QVERIFY(keysOf(answerOf(m_source->page(request))->rows)
                    == Keys({all[at - 1], all[at]}));
        }
    }

    void filtersMeanWhatTheySay_data()
    {
        QTest::addColumn<Condition>("condition");
        QTest::addColumn<Predicate>("expected");
        using enum Operator;
        const auto add = [](const char *name, const char *column, Operator comparison,
                            const QStringList &values, const Predicate &predicate) {
            const Condition condition{field(column), comparison, values};
            Condition negated = condition;
            negated.negated = true;
            QTest::newRow(name) << condition << predicate;
            QTest::addRow("not: %s", name)
                << negated
                << Predicate([predicate](const QVariantMap &row) { return !predicate(row); });
        };
        const auto isOne = [](const char *column, const QStringList &values) {
            return Predicate([=](const QVariantMap &row) {
                return row[field(column)].isValid()
                    && values.contains(row[field(column)].toString());
            });
        };
        const auto type = [](bool (*holds)(const QString &)) {
            return Predicate([holds](const QVariantMap &row) {
                return holds(row[field("event_type")].toString());
            });
        };
        const QString acme = QStringLiteral("acme");
        add("a word", "tenant", Is, {acme}, isOne("tenant", {acme}));
        add("several words", "status", Is, {field("failed"), field("queued")},
            isOne("status", {field("failed"), field("queued")}));
        add("no value", "tenant", Is, {QString()},
            [](const QVariantMap &row) { return row[field("tenant")].toString().isEmpty(); });
        add("no value or a word", "tenant", Is, {QString(), acme}, [=](const QVariantMap &row) {
            const QString tenant = row[field("tenant")].toString();
            return tenant.isEmpty() || tenant == acme;
        });
        add("underscore is itself", "tenant", Is, {QStringLiteral("a_me")},
            isOne("tenant", {QStringLiteral("a_me")}));
        add("quote", "tenant", Is, {QStringLiteral("o'brien")},
            isOne("tenant", {QStringLiteral("o'brien")}));
        add("injection", "event_type", Is,
            {QStringLiteral("'; DROP TABLE gatehouse.webhook_event; --")},
            type([](const QString &text) { return text.startsWith(u'\''); }));
        add("wildcard", "event_type", Is, {QStringLiteral("order*")},
            type([](const QString &text) { return text.startsWith(field("order")); }));
        add("wildcard in the middle", "event_type", Is, {QStringLiteral("o*d")},
            type([](const QString &text) { return text.startsWith(u'o') && text.endsWith(u'd'); }));
        add("wildcard with underscore", "event_type", Is, {QStringLiteral("*_paid")},
            type([](const QString &text) { return text == field("order_paid"); }));
        add("wildcard with percent", "event_type", Is, {QStringLiteral("*%*")},
            type([](const QString &text) { return text.contains(u'%'); }));
        add("wildcard with backslash", "event_type", Is, {QStringLiteral("*\\*")},
            type([](const QString &text) { return text.contains(u'\\'); }));
        add("wildcard and word", "event_type", Is,
            {QStringLiteral("100*"), QStringLiteral("order.paid")}, type([](const QString &text) {
                return text == field("100%") || text == field("order.paid");
            }));
        add("contains in either case", "error", Contains, {QStringLiteral("sku IS")},
            [](const QVariantMap &row) { return row[field("error")].isValid(); });
        add("contains percent", "event_type", Contains, {QStringLiteral("%")},
            type([](const QString &text) { return text.contains(u'%'); }));
        add("contains star", "event_type", Contains, {QStringLiteral("*")},
            type([](const QString &text) { return text.contains(u'*'); }));
        add("contains one of", "event_type", Contains,
            {QStringLiteral("QUOTED"), QStringLiteral("\\")},
            type([](const QString &text) { return text.contains(u'"') || text.contains(u'\\'); }));
        const auto attempts = [](auto holds) {
            return Predicate([holds](const QVariantMap &row) {
                return holds(row[field("attempts")].toDouble());
            });
        };
        add("number", "attempts", Is, {QStringLiteral("2"), QStringLiteral("5")},
            attempts([](double tries) { return tries == 2 || tries == 5; }));
        add("at least", "attempts", AtLeast, {QStringLiteral("3")},
            attempts([](double tries) { return tries >= 3; }));
        add("at most a fraction", "attempts", AtMost, {QStringLiteral("2.5")},
            attempts([](double tries) { return tries <= 2.5; }));
        add("yes", "signature_valid", Is, {QStringLiteral("yes")},
            [](const QVariantMap &row) { return row[field("signature_valid")].toBool(); });
        add("no", "signature_valid", Is, {QStringLiteral("false")},
            [](const QVariantMap &row) { return !row[field("signature_valid")].toBool(); });
        const QDateTime moment(QDate(2026, 11, 10), QTime(12, 0), Qt::UTC);
        add("since", "received_at", AtLeast, {QStringLiteral("2026-11-10T12:00:00Z")},
            [=](const QVariantMap &row) {
                return row[field("received_at")].toDateTime() >= moment;
            });
        add("a century ago", "received_at", AtLeast, {QStringLiteral("36000d")},
            [](const QVariantMap &) { return true; });
    }
    void filtersMeanWhatTheySay()
    {
        QFETCH(Condition, condition);
        QFETCH(Predicate, expected);
        PageRequest request;
        request.limit = 1000;
        const Condition recent{
            field("received_at"), Operator::AtLeast, {QStringLiteral("2026-11-09T00:00:00Z")}};
        request.filter = {{recent}};
        Keys wanted;
        const Result<Page> recentRows = answerOf(m_source->page(request));
        QVERIFY(recentRows);
        for (const Row &row : recentRows->rows) {
            if (expected(cellsOf(row)))
                wanted.push_back(row.key);
        }
        request.filter.conditions += condition;
        const Result<Page> page = answerOf(m_source->page(request));
        QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
        QCOMPARE(page->rows.size(), wanted.size());
        QVERIFY(keysOf(page->rows) == wanted);
        QCOMPARE(answerOf(m_source->count(request.filter))->rows, qint64(wanted.size()));
    }

    void severalIdsAreFoundInTheirPartitions()
    {
        const Keys all = wholeList();
        const Keys wanted{all[3], all[5000], all[11000]};
        Condition condition{field("id"), Operator::Is, {}};
        for (const RowKey &key : wanted)
            condition.values += QString::fromStdString(key.id.toString()).toUpper();
        PageRequest request{{{condition}}};
        QVERIFY(keysOf(answerOf(m_source->page(request))->rows) == wanted);
        condition.values += QStringLiteral("9e107d9d-372b-4b21-a3c4-112233445566"); // version 4
        request.filter = {{condition}};
        QVERIFY(keysOf(answerOf(m_source->page(request))->rows) == wanted);
    }

    void cellsHaveTheirTypes()
    {
        const Result<Page> page = answerOf(m_source->page({{}, {}, std::nullopt, false, 20}));
        const QVariantMap cells = cellsOf(page->rows.front());
        QCOMPARE(cells[field("id")].userType(), int(QMetaType::QString));
        QCOMPARE(cells[field("received_at")].userType(), int(QMetaType::QDateTime));
        QCOMPARE(cells[field("received_at")].toDateTime().timeSpec(), Qt::UTC);
        QCOMPARE(cells[field("attempts")].userType(), int(QMetaType::LongLong));
        QCOMPARE(cells[field("signature_valid")].userType(), int(QMetaType::Bool));
        QVERIFY(!cells[field("subject_id")].isValid());
    }

    void aRowIsFoundByItsId()
    {
        const RowKey key = wholeList()[7000];
        const Result<Row> row = answerOf(m_source->row(key.id));
        QVERIFY(row);
        QVERIFY(row->key == key);
        QCOMPARE(int(row->cells.size()), int(m_events.readColumns().size()));
    }

    void aRowThatIsGoneIsNotFound()
    {
        QCOMPARE(answerOf(m_source->row(randomUuid())).error().kind, ErrorKind::NotFound);
    }

    void countsAreExactUpToTenThousandAndEstimatesBeyond()
    {
        const Filter failed{{{field("status"), Operator::Is, {field("failed")}}}};
        const Result<Count> exact = answerOf(m_source->count(failed));
        QCOMPARE(exact->rows, 3000);
        QVERIFY(exact->isExact);
        const Result<Count> estimate = answerOf(m_source->count({}));
        QVERIFY(!estimate->isExact);
        QVERIFY2(estimate->rows > 11000 && estimate->rows < 13000,
                 qPrintable(QString::number(estimate->rows)));
    }

    void aFilterThatCannotBeUsedIsAnErrorWithoutAQuery()
    {
        const Filter filter{{{field("attempts"), Operator::Is, {field("two")}}}};
        QCOMPARE(answerOf(m_source->page(PageRequest{filter})).error().kind, ErrorKind::Invalid);
        QCOMPARE(answerOf(m_source->count(filter)).error().kind, ErrorKind::Invalid);
    }

    void aPageIsReadFromTheIndexOfThePartitionsAtOrBelowItsKey()
    {
        const Keys all = wholeList();
        const auto september = std::find_if(all.begin(), all.end(), [](const RowKey &key) {
            return key.sort < Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 9 / 20));
        });
        PageRequest request;
        request.from = *september;
        const QString older = planOf(pageStatement(m_events, request).value());
        QVERIFY2(!older.contains(QStringLiteral("2026_11")), qPrintable(older));
        QVERIFY2(!older.contains(QStringLiteral("2026_10")), qPrintable(older));
        QVERIFY2(older.contains(QStringLiteral("webhook_event_2026_09_pkey")), qPrintable(older));
        QVERIFY2(!older.contains(QStringLiteral("Seq Scan")), qPrintable(older));
        QVERIFY2(!older.contains(QStringLiteral("Sort Key"))
                     || older.contains(QStringLiteral("Merge Append")),
                 qPrintable(older));
        request.direction = PageRequest::Direction::Newer;
        const QString newer = planOf(pageStatement(m_events, request).value());
        QVERIFY2(!newer.contains(QStringLiteral("2026_08")), qPrintable(newer));
    }

    void aRowIsSoughtInOnePartition()
    {
        const RowKey key = wholeList().front();
        const QString plan = planOf(rowStatement(m_events, key.id));
        QVERIFY2(plan.contains(QStringLiteral("2026_11")), qPrintable(plan));
        QVERIFY2(!plan.contains(QStringLiteral("2026_10")), qPrintable(plan));
        QVERIFY2(!plan.contains(QStringLiteral("default")), qPrintable(plan));
    }

    void aCancelledPageLeavesTheConnectionUsable()
    {
        QFuture<Result<Page>> future = m_source->page({{}, {}, std::nullopt, false, 20000});
        future.cancel();
        QVERIFY(answerOf(m_source->page({})).has_value());
    }

    void theWindowModelScrollsThroughAFilteredList()
    {
        WindowModel model(m_events, m_source, m_clock, {100, 400, 100});
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const Filter recent{
            {{field("received_at"), Operator::AtLeast, {QStringLiteral("2026-11-01T00:00:00Z")}}}};
        model.setFilter(recent);
        QTRY_VERIFY(model.rowCount() > 0 && !model.isLoading());
        std::set<RowKey> seen;
        for (int at = 0; at < model.rowCount();) {
            const Uuid id = model.rowAt(at)->key.id;
            seen.insert(model.rowAt(at)->key);
            if (at % 20 == 0) {
                model.setVisibleRange(std::max(0, at - 30), at);
                QTRY_VERIFY(!model.isLoading());
            }
            at = model.indexOf(id) + 1;
        }
        QVERIFY(model.isAtOldest());
        QCOMPARE(qint64(seen.size()), answerOf(m_source->count(recent))->rows);
    }

    void aRefreshShowsWhatAnotherChanged()
    {
        WindowModel model(m_events, m_source, m_clock, {100, 400, 100});
        QTRY_VERIFY(model.rowCount() > 5 && !model.isLoading());
        postgres::Session owner = session("gatehouse_owner");
        const Uuid id = model.rowAt(5)->key.id;
        const QString before = model.cell(5, QStringLiteral("status")).toString();
        const std::string changed = before == field("queued") ? "failed" : "queued";
        QVERIFY(owner.execute(
            "UPDATE gatehouse.webhook_event SET status = $2::text WHERE id = $1::uuid",
            {id, changed}));
        model.refresh();
        QTRY_COMPARE(model.cell(5, QStringLiteral("status")).toString(),
                     QString::fromStdString(changed));
        QVERIFY(owner.execute(
            "UPDATE gatehouse.webhook_event SET status = $2::text WHERE id = $1::uuid",
            {id, before.toStdString()}));
    }

    void anExportIsWhatThePagesHold_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<Filter>("filter");
        const auto is = [](const char *column, const QStringList &values, bool negated = false) {
            return Filter{{{field(column), Operator::Is, values, negated}}};
        };
        for (const ExportFormat format :
             {ExportFormat::Csv, ExportFormat::Ndjson, ExportFormat::Json}) {
            const auto row = [format](const char *name, const Filter &filter) {
                QTest::addRow("%s, %s", qPrintable(formatName(format)), name)
                    << int(format) << filter;
            };
            row("all", {});
            row("some", is("status", {field("failed"), field("queued")}));
            row("hostile", is("event_type", {field("'; DROP TABLE gatehouse.webhook_event; --")}));
            row("quoted", is("tenant", {field("o'brien"), QString()}));
            row("none", is("tenant", {field("nobody")}));
            row("numbers", is("attempts", {field("2")}, true));
        }
    }
    void anExportIsWhatThePagesHold()
    {
        QFETCH(int, format);
        QFETCH(Filter, filter);
        ExportRequest request{m_events, filter, m_events.readColumns(), ExportFormat(format)};
        request.columns.removeAll(field("occurred_at")); // the pages hold milliseconds
        request.columns.removeAll(field("updated_at"));
        std::string bySlices;
        const auto written = exported(request, bySlices);
        QVERIFY2(written, written ? "" : qPrintable(written.error().detail));
        PageRequest page{filter};
        page.limit = eventCount;
        const Result<Page> whole = answerOf(m_source->page(page));
        std::string byPages;
        RowWriter writer(m_events, request.columns, request.format);
        for (const Row &row : whole->rows)
            writer.append(row, byPages);
        QCOMPARE(*written, qint64(whole->rows.size()));
        QVERIFY(bySlices == byPages);
    }

    void chosenRowsAreExportedInTheListsOrder()
    {
        PageRequest page;
        page.limit = eventCount;
        const Result<Page> whole = answerOf(m_source->page(page));
        ExportRequest request{m_events, {}, {field("id")}, ExportFormat::Csv};
        std::string expected;
        for (std::size_t row = 0; row < whole->rows.size(); row += 3) {
            request.ids.push_back(whole->rows[row].key.id);
            expected += request.ids.back().toString() + "\r\n";
        }
        QVERIFY(request.ids.size() > 400); // more than one statement's
        std::string text;
        const auto written = exported(request, text);
        QVERIFY2(written, written ? "" : qPrintable(written.error().detail));
        QCOMPARE(*written, qint64(request.ids.size()));
        QCOMPARE(QByteArray::fromStdString(text).remove(0, text.size() - expected.size()),
                 QByteArray::fromStdString(expected));
    }

    /// What is committed while it runs is not in it.
    void anExportIsOfOneMoment()
    {
        const ExportRequest request{m_events, {}, {field("id")}, ExportFormat::Ndjson};
        std::once_flag once;
        const auto future = m_source->exportRows(request, [&](std::string_view, qint64) {
            std::call_once(once, [&] {
                postgres::Session owner = session("gatehouse_owner");
                QVERIFY(owner.execute("DELETE FROM gatehouse.webhook_event WHERE attempts = 1"));
            });
            return Result<>();
        });
        const Result<qint64> written = answerOf(future);
        QCOMPARE(written.value_or(-1), qint64(eventCount));
        postgres::Session owner = session("gatehouse_owner");
        QVERIFY(owner.executeScript("TRUNCATE gatehouse.webhook_event"));
        QVERIFY(owner.executeScript(insertEvents));
    }

    void anErrorOfTheSinkEndsTheExport()
    {
        const ExportRequest request{m_events, {}, {field("id")}, ExportFormat::Ndjson};
        const auto future = m_source->exportRows(request, [](std::string_view, qint64) -> Result<> {
            return failure(ErrorKind::Unavailable, field("full"));
        });
        const Result<qint64> written = answerOf(future);
        QVERIFY(!written);
        QCOMPARE(written.error().message, field("full"));
        QTRY_COMPARE(sessionsOfExports(), std::int64_t(0));
    }

    /// On the server, too.
    void aCancelledExportEnds()
    {
        const ExportRequest request{m_events, {}, {field("id")}, ExportFormat::Ndjson};
        std::atomic<bool> isFirst = true;
        std::binary_semaphore entered(0);
        std::binary_semaphore goOn(0);
        auto future = m_source->exportRows(request, [&](std::string_view, qint64) {
            if (isFirst.exchange(false)) {
                entered.release();
                goOn.acquire();
            }
            return Result<>();
        });
        entered.acquire();
        future.cancel();
        goOn.release();
        QTRY_COMPARE(sessionsOfExports(), std::int64_t(0));
    }

    void oneSessionIsEnough()
    {
        postgres::Session owner = session("postgres");
        QVERIFY(owner.execute("ALTER ROLE gatehouse_console CONNECTION LIMIT 2")); // and the pages'
        std::string text;
        const auto written = exported({m_events, {}, {field("id")}, ExportFormat::Ndjson}, text);
        QVERIFY(owner.execute("ALTER ROLE gatehouse_console CONNECTION LIMIT -1"));
        QVERIFY2(written, written ? "" : qPrintable(written.error().detail));
        QCOMPARE(*written, qint64(eventCount));
    }

    void whoMayNotReadBodiesExportsNone()
    {
        std::string text;
        const auto written =
            exported({m_events, {}, {field("id")}, ExportFormat::Ndjson, true}, text);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::Denied);
        QVERIFY(text.empty());
    }

    void bodiesAreExportedAsTheyCame()
    {
        postgres::Session owner = session("gatehouse_owner");
        QVERIFY(owner.execute("INSERT INTO gatehouse.webhook_payload (event_id, received_at, "
                              "raw_body, headers, request_url)"
                              " SELECT id, received_at, CASE attempts WHEN 1 THEN 'say "
                              "\"hi\"'::bytea ELSE '\\x00ff'::bytea END,"
                              " '[]', '' FROM gatehouse.webhook_event WHERE attempts IN (1, 2)"));
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_console_payload");
        postgres::Connection connection(options);
        PostgresSource source(m_events, connection);
        std::string text;
        const auto future =
            source.exportRows({m_events, {}, {field("attempts")}, ExportFormat::Ndjson, true},
                              [&](std::string_view more, qint64) {
                                  text += more;
                                  return Result<>();
                              });
        const Result<qint64> written = answerOf(future);
        QVERIFY2(written, written ? "" : qPrintable(written.error().detail));
        QVERIFY(owner.execute("DELETE FROM gatehouse.webhook_payload"));
        const QByteArrayList lines = QByteArray::fromStdString(text).split('\n');
        QCOMPARE(lines.count("{\"attempts\":1,\"body\":\"say \\\"hi\\\"\"}"), eventCount / 6);
        QCOMPARE(lines.count("{\"attempts\":2,\"body\":\"\\\\x00ff\"}"), eventCount / 6);
        QCOMPARE(lines.count("{\"attempts\":3,\"body\":null}"), eventCount / 6);
    }

    void anExportIsMaskedAsThePagesAre()
    {
        postgres::Session owner = session("gatehouse_owner");
        QVERIFY(owner.execute("UPDATE gatehouse.webhook_event SET actor_email = 'kim@acme.example'"
                              " WHERE attempts = 1"));
        QVERIFY(
            owner.execute("INSERT INTO gatehouse.setting (name, value) VALUES ('masking', 'on')"));
        std::string text;
        const auto written =
            exported({m_events, {}, {field("actor_email")}, ExportFormat::Ndjson}, text);
        QVERIFY(owner.execute("DELETE FROM gatehouse.setting WHERE name = 'masking'"));
        QVERIFY(written);
        QCOMPARE(*written, qint64(eventCount));
        QVERIFY(text.find("kim@") == std::string::npos);
        QVERIFY(text.find("k\u2022\u2022\u2022@a\u2022\u2022\u2022.example") != std::string::npos);
    }

    void aSearchFindsInSlicesWhatOneStatementFinds_data()
    {
        QTest::addColumn<Condition>("condition");
        QTest::addColumn<bool>("newer");
        using enum Operator;
        for (const bool newer : {false, true}) {
            const char *way = newer ? "newer" : "older";
            QTest::addRow("many, %s", way)
                << Condition{field("error"), Contains, {field("sku")}} << newer;
            QTest::addRow("few, %s", way)
                << Condition{field("event_type"), Is, {field("*quoted*")}} << newer;
            QTest::addRow("none, %s", way)
                << Condition{field("event_type"), Is, {field("*nothing*")}} << newer;
            QTest::addRow("all, %s", way)
                << Condition{field("attempts"), AtLeast, {field("0")}} << newer;
        }
    }
    void aSearchFindsInSlicesWhatOneStatementFinds()
    {
        QFETCH(Condition, condition);
        QFETCH(bool, newer);
        using Direction = PageRequest::Direction;
        PostgresSource impatient(m_events, *m_connection, std::chrono::milliseconds(0));
        PageRequest request{{{condition}}, newer ? Direction::Newer : Direction::Older};
        request.limit = eventCount;
        const Keys expected = keysOf(answerOf(m_source->page(request))->rows);
        request.limit = 700;
        request.mayPause = true;
        Keys found;
        int pauses = 0;
        double share = 0;
        for (bool isLast = false; !isLast;) {
            const Result<Page> page = answerOf(impatient.page(request));
            QVERIFY2(page, page ? "" : qPrintable(page.error().detail));
            const Keys keys = keysOf(page->rows);
            found.insert(newer ? found.begin() : found.end(), keys.begin(), keys.end());
            QVERIFY(page->reached || page->isLast || keys.size() == 700);
            if (page->reached) {
                QVERIFY(page->reached->share >= share && page->reached->share <= 1);
                share = page->reached->share;
                ++pauses;
            }
            request.from = page->reached ? page->reached->key
                : keys.empty()           ? request.from
                : newer                  ? keys.front()
                                         : keys.back();
            isLast = page->isLast;
        }
        QVERIFY(found == expected);
        QVERIFY(pauses > 0 || expected.size() == std::size_t(eventCount)); // full before the slice
    }

    void aSearchThatGuessesWhereSlicesEndMissesNothing_data()
    {
        QTest::addColumn<bool>("newer");
        QTest::newRow("older") << false;
        QTest::newRow("newer") << true;
    }
    void aSearchThatGuessesWhereSlicesEndMissesNothing()
    {
        QFETCH(bool, newer);
        using Direction = PageRequest::Direction;
        PageRequest request{{{{field("error"), Operator::Contains, {field("sku")}}}},
                            newer ? Direction::Newer : Direction::Older};
        request.limit = eventCount;
        const Keys expected = keysOf(answerOf(m_source->page(request))->rows);
        QVERIFY(!expected.empty());
        postgres::Session reading = session("gatehouse_console");
        int slices = 0;
        const auto read = [&](const postgres::Statement &statement) -> Result<std::vector<Row>> {
            ++slices;
            const auto rows = reading.execute(statement.sql, statement.parameters);
            std::vector<Row> found;
            for (int at = 0; rows && at < rows->size(); ++at)
                found.push_back({{rows->get<Timestamp>(at, 0), rows->get<Uuid>(at, 1)}, {}});
            return found;
        };
        SearchPace pace(1);
        const Result<Page> page =
            searchPage(reading, m_events, request, pace, std::chrono::minutes(1), read);
        QVERIFY(page && page->isLast);
        QVERIFY(keysOf(page->rows) == expected);
        QVERIFY(slices > 1);
    }

    void aSearchGoesNoFurtherThanItIsTold()
    {
        const Condition all{field("attempts"), Operator::AtLeast, {field("0")}};
        const Keys list = wholeList();
        PageRequest request{{{all}}, {}, list[10], true, 5000, list[400], true};
        const Result<Page> page = answerOf(m_source->page(request));
        QVERIFY(page);
        QVERIFY(keysOf(page->rows) == Keys(list.begin() + 10, list.begin() + 401));
        QVERIFY(!page->isLast && page->reached->key == list[400]);
    }

    void textsThatRowsShareAreShared()
    {
        const Result<Page> page = answerOf(m_source->page({}));
        QVERIFY(page);
        const qsizetype column = m_events.readColumns().indexOf(field("status"));
        std::set<const QChar *> made;
        for (const Row &row : page->rows) // whose statuses come in turn
            made.insert(row.cells[std::size_t(column)].toString().constData());
        QVERIFY(made.size() < page->rows.size() / 4);
    }

    void aLookUpIsNotSliced()
    {
        PostgresSource impatient(m_events, *m_connection, std::chrono::milliseconds(0));
        PageRequest request{{{{field("subject_id"), Operator::Is, {field("ord_1")}}}}};
        request.mayPause = true;
        const Result<Page> page = answerOf(impatient.page(request));
        QVERIFY(page && page->isLast && !page->reached);
    }

    void whoMayNotReadPayloadsCannotSearchThem()
    {
        const Filter filter{
            {{field("payload"), Operator::Is, {QStringLiteral("data.object.id = ord_1")}}}};
        const Result<Page> page = answerOf(m_source->page({filter}));
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Denied);
    }

    void aLookUpIsServedByItsIndex_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("index");
        const auto add = [](const char *column, const char *value, const char *index) {
            QTest::newRow(column) << field(column) << field(value) << field(index);
        };
        add("subject_id", "ord_1", "subject_id_received_at_id");
        add("actor_id", "7", "actor_id_received_at_id");
        add("actor_email", "kim@acme.example", "actor_email_received_at_id");
        add("provider_event_id", "evt_1", "provider_event_id_idx");
        add("trace_id", "0af7", "trace_id_idx");
        add("payload", "data.object.id = ord_1", "expr_idx");
    }
    void aLookUpIsServedByItsIndex()
    {
        QFETCH(QString, column);
        QFETCH(QString, value);
        QFETCH(QString, index);
        const Filter filter{{{column, Operator::Is, {value}}}};
        const QString plan =
            planOf(pageStatement(m_events, {filter}).value(), "gatehouse_console_payload");
        QVERIFY2(plan.contains(index), qPrintable(plan));
        QVERIFY(collection::isIndexed(m_events, filter));
    }

    void partsOfAnErrorAreServedByTrigrams()
    {
        const Filter filter{{{field("error"), Operator::Contains, {QStringLiteral("Sku")}}}};
        const QString plan = planOf(countStatement(m_events, filter).value());
        QVERIFY2(plan.contains(QStringLiteral("error_idx")), qPrintable(plan));
    }

private:
    Result<qint64> exported(const ExportRequest &request, std::string &text) const
    {
        return answerOf(m_source->exportRows(request, [&text](std::string_view more, qint64) {
            text += more;
            return Result<>();
        }));
    }
    /// But for the pages' own.
    std::int64_t sessionsOfExports()
    {
        postgres::Session owner = session("postgres");
        const auto rows = owner.execute("SELECT greatest(count(*) - 1, 0) FROM pg_stat_activity"
                                        " WHERE usename = 'gatehouse_console'");
        return rows ? rows->get<std::int64_t>(0, 0) : -1;
    }
    postgres::Session session(const std::string &role)
    {
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo(role);
        return std::move(*postgres::Session::connect(options));
    }

    Keys wholeList()
    {
        postgres::Session owner = session("gatehouse_owner");
        const postgres::Rows rows =
            owner
                .execute("SELECT received_at, id FROM gatehouse.webhook_event "
                         "ORDER BY received_at DESC, id DESC")
                .value();
        Keys keys;
        for (int row = 0; row < rows.size(); ++row)
            keys.push_back({rows.get<Timestamp>(row, 0), rows.get<Uuid>(row, 1)});
        return keys;
    }

    /// As the console's role sees it; partitions are small here, so only what is possible is asked.
    QString planOf(const postgres::Statement &statement,
                   const std::string &role = "gatehouse_console")
    {
        postgres::Session console = session(role);
        if (!console.execute("SET enable_seqscan = off"))
            return {};
        const Result<postgres::Rows> rows =
            console.execute("EXPLAIN (COSTS OFF) " + statement.sql, statement.parameters);
        if (!rows)
            return rows.error().detail;
        QStringList lines;
        for (int row = 0; row < rows->size(); ++row)
            lines += QString::fromStdString(rows->get<std::string>(row, 0));
        return lines.join(u'\n');
    }

    QVariantMap cellsOf(const Row &row) const
    {
        QVariantMap cells;
        const QStringList columns = m_events.readColumns();
        for (qsizetype column = 0; column < columns.size(); ++column)
            cells[columns[column]] = row.cells[std::size_t(column)];
        return cells;
    }

    ManualClock m_clock;
    const Descriptor m_events = events::eventCollection();
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<postgres::Connection> m_connection;
    std::shared_ptr<PostgresSource> m_source;
};

QTEST_GUILESS_MAIN(PostgresSourceTest)
#include "postgressource_test.moc"
