#include "models/collection/postgressource.h"
#include "models/collection/rowexport.h"
#include "models/events/eventcollection.h"
#include "tests/services/gateway/support/gatewaydatabase.h"
#include "ui/pages/tabs/pgdetailreader.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

constexpr const char *planted[] = {"jane@", "jane%40", "Jane", "203.0.113.7"};

template <typename T>
Result<T> answerOf(QFuture<Result<T>> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20000))
        qFatal("no answer");
    return future.result();
}

} // namespace

/// What a console that reads from Postgres shows of personal data.
class PersonalDataTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init();
    void cleanup();

    void nothingIsMaskedOutsideProduction();
    void aListIsMasked();
    void aRowIsMasked();
    void aFilterFindsByTheValueThatIsMasked();
    void anExportIsMasked();
    void thePayloadIsMasked();
    void theTriesAreMasked();
    void theTimelineIsMasked();
    void aDatabaseWithoutAPolicyIsMasked();

private:
    void run(const std::string &sql, const postgres::Parameters &parameters = {})
    {
        const auto done = m_database->owner().execute(sql, parameters);
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    }
    void setMasking(const std::string &mode)
    {
        run("INSERT INTO gatehouse.setting VALUES ('masking', $1)", {mode});
    }
    static void check(const QByteArray &shown)
    {
        for (const char *text : planted)
            QVERIFY2(!shown.contains(text), shown.constData());
        QVERIFY2(shown.contains("•"), shown.constData());
    }
    QByteArray page();
    std::shared_ptr<collection::PostgresSource> source()
    {
        return std::make_shared<collection::PostgresSource>(events::eventCollection(),
                                                            *m_connection);
    }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database;
    std::unique_ptr<postgres::Connection> m_connection;
    AdminClient m_api{QUrl(QStringLiteral("http://127.0.0.1:9")), "none"};
    Uuid m_event;
    int m_number = 0;
};

// moc loses its way behind some raw literals, so these stand below the class.
namespace {

constexpr const char *insertEvent = R"(
INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, event_type, status, signature_valid,
                                     error, actor_email, source_ip)
VALUES ($1, gatehouse.uuid_time($1), 'stripe', 'acme', 'invoice.paid', 'failed', true,
        '422 jane@example.com is taken', 'jane@example.com', '203.0.113.7'))";
constexpr const char *insertPayload = R"(
INSERT INTO gatehouse.webhook_payload (event_id, received_at, raw_body, headers, request_url, canonical,
                                       explanation)
VALUES ($1, gatehouse.uuid_time($1), '{"customer":{"email":"jane@example.com","first_name":"Jane"}}',
        '[["X-Real-IP","203.0.113.7"]]', 'http://gateway/?to=jane%40example.com',
        '{"actor": {"email": "jane@example.com"}}', '{"signed_text": "1.{\"first_name\":\"Jane\"}"}'))";
constexpr const char *insertTry = R"(
INSERT INTO gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt, request_id, url,
    request_headers, response_status, response_headers, response_body, error, duration_ms)
VALUES ($1, now(), $1, $1, 1, $1, 'http://wp/?to=jane@example.com', '[]', 422,
        '[["X-User","jane@example.com"]]', '{"first_name":"Jane"}', 'jane@example.com is taken', 1))";

QByteArray cellsOf(const collection::Row &row)
{
    QStringList cells;
    for (const QVariant &cell : row.cells)
        cells += cell.toString();
    return cells.join(u'\n').toUtf8();
}

QByteArray headersOf(const ui::HeaderList &headers)
{
    QByteArray text;
    for (const auto &[name, value] : headers)
        text += name.toUtf8() + ": " + value.toUtf8() + '\n';
    return text;
}

} // namespace

void PersonalDataTest::init()
{
    m_database =
        std::make_unique<GatewayDatabase>(*m_cluster, "personal" + std::to_string(++m_number));
    m_connection =
        std::make_unique<postgres::Connection>(m_database->options("gatehouse_console_payload"));
    m_event = UuidGenerator(m_database->clock).next();
    for (const char *sql : {insertEvent, insertPayload, insertTry})
        run(sql, {m_event});
}

void PersonalDataTest::cleanup()
{
    m_connection.reset();
    m_database.reset();
}

QByteArray PersonalDataTest::page()
{
    const auto page = answerOf(source()->page({}));
    if (!page || page->rows.size() != 1)
        return "no page";
    return cellsOf(page->rows.front());
}

void PersonalDataTest::nothingIsMaskedOutsideProduction()
{
    QVERIFY(page().contains("jane@example.com"));
    run("UPDATE gatehouse.setting SET value = 'production' WHERE name = 'environment'");
    check(page());
}

void PersonalDataTest::aListIsMasked()
{
    setMasking("on");
    check(page());
}

void PersonalDataTest::aRowIsMasked()
{
    setMasking("on");
    const auto row = answerOf(source()->row(m_event));
    QVERIFY(row);
    check(cellsOf(*row));
}

void PersonalDataTest::aFilterFindsByTheValueThatIsMasked()
{
    setMasking("on");
    collection::PageRequest request;
    request.filter = {
        {{.field = QStringLiteral("actor_email"), .values = {QStringLiteral("jane@example.com")}}}};
    QCOMPARE(answerOf(source()->page(request))->rows.size(), std::size_t(1));
}

void PersonalDataTest::anExportIsMasked()
{
    setMasking("on");
    const QTemporaryDir folder;
    for (const char *name : {"events.csv", "events.ndjson"}) {
        const QString file = folder.filePath(QLatin1String(name));
        collection::ExportRequest request{
            events::eventCollection(), {}, {}, collection::exportFormat(file), true};
        collection::RowExport rows(source(), std::move(request),
                                   std::make_unique<collection::FileTarget>(file));
        QSignalSpy finished(&rows, &collection::RowExport::finished);
        rows.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        check(written.readAll());
    }
}

void PersonalDataTest::thePayloadIsMasked()
{
    setMasking("on");
    ui::PgDetailReader reader(*m_connection, m_api);
    const auto payload = answerOf(reader.payload(m_event));
    QVERIFY(payload);
    check(*payload->body);
    check(payload->canonical.toUtf8());
    check(payload->requestUrl.toUtf8());
    check(payload->explanation.toUtf8());
    check(headersOf(payload->headers));
}

void PersonalDataTest::theTriesAreMasked()
{
    setMasking("on");
    ui::PgDetailReader reader(*m_connection, m_api);
    const auto tries = answerOf(reader.tries(ui::TriesOf::Event, m_event));
    QVERIFY(tries);
    QCOMPARE(tries->size(), 1);
    check(tries->front().url.toUtf8());
    check(headersOf(tries->front().responseHeaders));
    check(tries->front().responseBody);
    check(tries->front().error.toUtf8());
}

void PersonalDataTest::theTimelineIsMasked()
{
    setMasking("on");
    ui::PgDetailReader reader(*m_connection, m_api);
    const auto timeline = answerOf(reader.timeline(m_event));
    QVERIFY(timeline);
    QByteArray text;
    for (const ui::Happening &happening : timeline->happenings)
        text += happening.text.toUtf8() + '\n';
    check(text);
}

/// A gateway of before, or somebody took the view away: then nobody said that it may be shown.
void PersonalDataTest::aDatabaseWithoutAPolicyIsMasked()
{
    run("DROP VIEW console.privacy");
    check(page());
}

QTEST_GUILESS_MAIN(PersonalDataTest)
#include "personaldata_test.moc"
