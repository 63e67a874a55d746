#include "models/collection/apisource.h"
#include "models/collection/contract.h"
#include "models/collection/postgressource.h"
#include "models/events/eventcollection.h"
#include "models/metrics/clickhousemetrics.h"
#include "models/metrics/prometheusmetrics.h"
#include "services/admin_api/adminclient.h"
#include "services/core/whendone.h"
#include "services/postgres/connection.h"
#include "tests/security/support/hostilepostgres.h"
#include "tests/support/testcluster.h"
#include "tests/support/tlsserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <unistd.h>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 2s; ///< of the client, for one answer
constexpr auto longPatience = 15s; ///< where it gives up before, on a busy machine later than else
/// What one hostile answer may cost at its worst, sanitizers included.
constexpr qint64 mostMegabytes = 600;
/// And one row of 1 GB: libpq takes a row in whole, from who sends as fast as it is read.
constexpr qint64 mostMegabytesOfARow = 1'100;

qint64 memory(const char *field) // MB
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(field))
            return line.simplified().split(' ').value(1).toLongLong() / 1024;
    }
    return 0;
}

/// So that VmHWM is the highest from now on.
void forgetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

/// Answers each request with bytes, and goes on as its script says.
class HostileServer : public QTcpServer
{
public:
    using Script = std::function<void(QTcpSocket *)>;

    explicit HostileServer(Script script)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("the test cannot listen");
        connect(this, &QTcpServer::newConnection, this, [this, script = std::move(script)] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket, script] {
                if (!socket->readAll().contains("\r\n\r\n"))
                    return;
                ++requests;
                script(socket);
            });
        });
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }
    int requests = 0;
};

QByteArray whole(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
        + body;
}

HostileServer::Script says(const QByteArray &bytes)
{
    return [bytes](QTcpSocket *socket) { socket->write(bytes); };
}

/// The same again and again, as fast as it is taken.
HostileServer::Script endlessly(const QByteArray &head, const QByteArray &part)
{
    return [head, part](QTcpSocket *socket) {
        QObject::connect(socket, &QTcpSocket::bytesWritten, socket, [socket, part] {
            if (socket->bytesToWrite() < part.size())
                socket->write(part);
        });
        socket->write(head + part);
    };
}

void drip(QTcpSocket *socket)
{
    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    auto *timer = new QTimer(socket);
    QObject::connect(timer, &QTimer::timeout, socket, [socket] { socket->write(" "); });
    timer->start(50ms);
}

/// Everything in one type that is none of those that are expected.
QByteArray wrongTypes()
{
    return R"({"actor":[1],"role":{},"capabilities":"all","tenants":5,"environment":true,)"
           R"("versions":"1","items":{"id":7},"next":[]})";
}

} // namespace

/// What a hostile admin server or database can do to the console: nothing but get an error said.
/// Each row is a real server against the real client; the table of it all is printed at the end.
class HostileTest : public QObject
{
    Q_OBJECT

    struct Measured
    {
        QString what, outcome;
        qint64 milliseconds, megabytes;
    };
    QList<Measured> m_table;
    QElapsedTimer m_elapsed;
    qint64 m_before = 0;
    QTemporaryDir m_folder;
    std::unique_ptr<test::TestCluster> m_cluster;

    void begin()
    {
        forgetPeak();
        m_before = memory("VmRSS");
        m_elapsed.start();
    }

    template <typename T>
    std::optional<Result<T>> wait(const QFuture<Result<T>> &future)
    {
        std::optional<Result<T>> got;
        QObject receiver;
        whenDone(future, &receiver, [&got](const Result<T> &result) { got = result; });
        (void)QTest::qWaitFor([&got] { return got.has_value(); }, 30'000);
        return got;
    }

    template <typename T>
    std::optional<ErrorKind> end(const std::optional<Result<T>> &result,
                                 qint64 mostAdded = mostMegabytes)
    {
        const qint64 added = std::max(qint64(0), memory("VmHWM") - m_before);
        const QString outcome = !result ? QStringLiteral("HANGS")
            : *result                   ? QStringLiteral("taken as what it can be")
                                        : result->error().message;
        m_table += {QString::fromLatin1(QTest::currentTestFunction()) + QStringLiteral(": ")
                        + QString::fromLatin1(QTest::currentDataTag()),
                    outcome, m_elapsed.elapsed(), added};
        if (!result)
            qFatal("it hangs");
        if (added > mostAdded)
            qFatal("%lld MB for one answer", added);
        return *result ? std::nullopt : std::optional(result->error().kind);
    }

    /// The answers of a hostile admin server, to who reads measures.
    void askMetricServer(
        const std::function<std::unique_ptr<metrics::MetricSource>(const WebServer &)> &make)
    {
        QFETCH(HostileServer::Script, script);
        QFETCH(std::optional<ErrorKind>, kind);
        const HostileServer server(script);
        begin();
        WebServer asked{server.url(), {}, {}};
        asked.web.timeout = kind == ErrorKind::Timeout ? patience : longPatience;
        const auto source = make(asked);
        const Timestamp from = floorTo(SystemClock().now(), 1h) - 24h;
        metrics::MetricRequest request{"ai", {}, 5, {from, from + 24h}, {}};
        if (!source->knows("ai", "model"))
            request.measure = "delivery";
        const auto answer = wait(source->read(request));
        const auto got = end(answer);
        const ErrorKind wanted = kind.value_or(ErrorKind::Invalid); // no type is taken for another
        QVERIFY(got == wanted || (wanted == ErrorKind::Invalid && got == ErrorKind::Unavailable));
    }

private slots:
    void adminServer_data()
    {
        QTest::addColumn<HostileServer::Script>("script");
        QTest::addColumn<std::optional<ErrorKind>>("kind");
        const auto row = [](const char *name, const HostileServer::Script &script,
                            std::optional<ErrorKind> kind) {
            QTest::newRow(name) << script << kind;
        };
        const QByteArray chunk = "400000\r\n" + QByteArray(4'194'304, ' ') + "\r\n";
        row("endless body",
            endlessly("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk),
            ErrorKind::Invalid);
        row("endless body without a length", endlessly("HTTP/1.1 200 OK\r\n\r\n", chunk),
            ErrorKind::Invalid);
        row("redirect loop",
            says("HTTP/1.1 302 Found\r\nLocation: /admin/v1/whoami\r\nContent-Length: 0\r\n\r\n"),
            ErrorKind::Invalid);
        row("wrong types", says(whole(wrongTypes())), std::nullopt);
        row("claim of 1 GB", says("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n{"),
            ErrorKind::Invalid);
        row("claim of more than a number holds",
            says("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n{"),
            ErrorKind::Timeout);
        row("slow drip", drip, ErrorKind::Timeout);
        row(
            "silence", [](QTcpSocket *) {}, ErrorKind::Timeout);
        row("truncated JSON", says(whole("{\"actor\":\"mi")), ErrorKind::Invalid);
        row(
            "cut in the middle",
            [](QTcpSocket *socket) {
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
                socket->disconnectFromHost();
            },
            ErrorKind::Unavailable);
        row("deep nesting", says(whole(QByteArray(1'000'000, '['))), ErrorKind::Invalid);
        row("compressed bomb",
            says("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n"
                 + whole(qCompress(QByteArray(200'000'000, ' '), 9).mid(4)).mid(17)),
            ErrorKind::Invalid);
        row("garbage", says(QByteArray(100'000, '\x07')), ErrorKind::Unavailable);
    }

    void adminServer()
    {
        QFETCH(HostileServer::Script, script);
        QFETCH(std::optional<ErrorKind>, kind);
        const HostileServer server(script);
        begin();
        AdminClient client(server.url(), "token");
        client.setTimeout(kind == ErrorKind::Invalid ? longPatience : patience);
        const auto answer = wait(client.whoami());
        const auto got = end(answer);
        QVERIFY2(got == kind || (kind == ErrorKind::Invalid && got == ErrorKind::Unavailable),
                 qPrintable(*answer ? QString() : answer->value_or(Whoami()).actor));
        // Once more after a connection that broke, and Qt tries a GET up to three times itself.
        QVERIFY(server.requests <= 6);
        if (*answer)
            QVERIFY((*answer)->actor.isEmpty() && (*answer)->capabilities.isEmpty());
    }

    void clickHouse_data() { adminServer_data(); }
    void clickHouse()
    {
        const SystemClock clock;
        askMetricServer([&](const WebServer &server) {
            return std::make_unique<metrics::ClickHouseMetrics>(server, QString(), clock);
        });
    }

    void prometheus_data() { adminServer_data(); }
    void prometheus()
    {
        const SystemClock clock;
        askMetricServer([&](const WebServer &server) {
            return std::make_unique<metrics::PrometheusMetrics>(server, QString(), clock);
        });
    }

    void adminServerOfATlsName_data()
    {
        QTest::addColumn<int>("unused");
        QTest::newRow("another name") << 0;
    }

    void adminServerOfATlsName()
    {
        const test::Authority authority(m_folder.path(), QStringLiteral("authority"));
        const test::TlsServer server(authority.issue(QStringLiteral("elsewhere"),
                                                     {{QStringLiteral("elsewhere.example")}, {}}));
        begin();
        AdminOptions options;
        options.baseUrl = server.url();
        options.tls.setCaCertificates(QSslCertificate::fromPath(authority.file()));
        AdminClient client(options);
        QCOMPARE(end(wait(client.whoami())), std::optional(ErrorKind::Denied));
        QVERIFY(server.requests().isEmpty());
    }

    void adminServerOfAContract_data()
    {
        QTest::addColumn<int>("unused");
        QTest::newRow("newer") << 0;
    }

    void adminServerOfAContract()
    {
        const HostileServer server(
            says(whole(R"({"actor":"a","versions":{"contract":9007199254740991}})")));
        begin();
        AdminClient client(server.url(), "token");
        const auto whoami = wait(client.whoami());
        QVERIFY(*whoami);
        const auto checked = collection::checkContract((*whoami)->contractVersion);
        QCOMPARE(end(std::optional(checked)), std::optional(ErrorKind::Invalid));
    }

    void listOfAnAdminServer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("wrong types") << wrongTypes();
        QTest::newRow("items of every type")
            << QByteArray(R"({"items":[null,5,"a",[],{},{"id":7,"received_at":[]}],"next":5})");
        QTest::newRow("ids that are none")
            << QByteArray(R"({"items":[{"id":"no","received_at":"soon"}],"next":"x"})");
    }

    void listOfAnAdminServer()
    {
        QFETCH(QByteArray, body);
        const HostileServer server(says(whole(body)));
        begin();
        AdminClient client(server.url(), "token");
        collection::ApiSource source(events::eventCollection(), client);
        const auto page = wait(source.page({}));
        end(page);
        QVERIFY(server.requests >= 1);
    }

    void database_data()
    {
        using test::HostilePostgres;
        using Worst = HostilePostgres::Worst;
        QTest::addColumn<Worst>("worst");
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<ErrorKind>("kind");
        const auto row = [](const char *name, const Worst &worst, ErrorKind kind,
                            const QByteArray &greeting = {}) {
            QTest::newRow(name) << worst << greeting << kind;
        };
        const auto endless = [](const std::string &part) {
            return [part](int socket) {
                if (!HostilePostgres::send(socket, HostilePostgres::beginOfRows()))
                    return;
                while (HostilePostgres::send(socket, part)) { }
            };
        };
        row(
            "cut in the middle of a result",
            [](int socket) {
                HostilePostgres::send(socket,
                                      HostilePostgres::beginOfRows() + HostilePostgres::row("a"));
            },
            ErrorKind::Unavailable);
        row("endless rows", endless(HostilePostgres::row(std::string(8192, 'a'))),
            ErrorKind::Invalid);
        row(
            "huge cell",
            [](int socket) {
                HostilePostgres::send(
                    socket,
                    HostilePostgres::beginOfRows() + 'D' + HostilePostgres::number(1'000'000'000)
                        + std::string("\0\1", 2) + HostilePostgres::number(999'999'990));
                while (HostilePostgres::send(socket, std::string(65536, 'a'))) { }
            },
            ErrorKind::Invalid);
        row(
            "claim of 1 GB and silence",
            [](int socket) {
                HostilePostgres::send(socket,
                                      HostilePostgres::beginOfRows() + 'D'
                                          + HostilePostgres::number(0x40000000));
                char byte = 0;
                while (read(socket, &byte, 1) > 0) { }
            },
            ErrorKind::Unavailable);
        row("garbage for an answer", endless(std::string(8192, '\x07')), ErrorKind::Unavailable);
        row("garbage for a greeting", {}, ErrorKind::Unavailable,
            "HTTP/1.1 400 Bad Request\r\n\r\n");
        row(
            "rows that drip past the time",
            [](int socket) {
                HostilePostgres::send(socket, HostilePostgres::beginOfRows());
                while (HostilePostgres::send(socket, HostilePostgres::row("a")))
                    std::this_thread::sleep_for(100ms);
            },
            ErrorKind::Timeout);
    }

    void database()
    {
        QFETCH(test::HostilePostgres::Worst, worst);
        QFETCH(QByteArray, greeting);
        QFETCH(ErrorKind, kind);
        test::HostilePostgres server(worst, greeting.toStdString());
        begin();
        postgres::SessionOptions options;
        options.conninfo = server.conninfo();
        options.statementTimeout = kind == ErrorKind::Timeout ? 1s : longPatience;
        options.silenceLimit = kind == ErrorKind::Timeout ? patience : longPatience;
        options.largestAnswer = 64'000'000;
        postgres::Connection connection(options);
        collection::PostgresSource source(events::eventCollection(), connection);
        const bool isOneRow = QByteArrayView(QTest::currentDataTag()) == "huge cell";
        const auto got = end(wait(source.page({})), isOneRow ? mostMegabytesOfARow : mostMegabytes);
        QVERIFY(got);
        QCOMPARE(std::string(errorKindName(*got)), std::string(errorKindName(kind)));
    }

    void viewOfADatabase_data()
    {
        QTest::addColumn<std::string>("value");
        const auto row = [](const char *name, const char *value) {
            QTest::newRow(name) << std::string(value);
        };
        row("text", "'<b>\u202e'::text");
        row("text of 20 MB", "repeat('a', 1000000)");
        row("bigint", "9223372036854775807::bigint");
        row("jsonb", R"('{"a": [1, null]}'::jsonb)");
        row("bytea", R"('\x00ff'::bytea)");
        row("end of time", "'infinity'::timestamptz");
        row("beginning of time", "'-infinity'::timestamptz");
        row("year 294276", "'294276-12-31'::timestamptz");
        row("uuid", "'00000000-0000-0000-0000-000000000000'::uuid");
        row("numeric", "'NaN'::numeric");
        row("long numeric", "1e130000::numeric");
        row("range", "'[1,2)'::int4range");
        row("array", "'{{a,NULL},{b,c}}'::text[]");
        row("boolean", "true");
        row("interval", "'1 day'::interval");
        row("null", "NULL::text");
    }

    /// Every column of the view is of one type: whatever it is, no cell is taken for what it is
    /// not.
    void viewOfADatabase()
    {
        QFETCH(std::string, value);
        if (!m_cluster)
            m_cluster = test::TestCluster::start();
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo();
        const auto descriptor = events::eventCollection();
        std::string columns;
        for (const QString &column : descriptor.readColumns())
            columns += (columns.empty() ? "" : ", ") + value + " AS " + column.toStdString();
        auto session = postgres::Session::connect(options);
        QVERIFY(session);
        const auto made =
            session->executeScript("DROP SCHEMA IF EXISTS console CASCADE; CREATE SCHEMA console;"
                                   " CREATE VIEW console.events AS SELECT "
                                   + columns);
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        begin();
        postgres::Connection connection(options);
        collection::PostgresSource source(descriptor, connection);
        const auto page = wait(source.page({}));
        end(page);
        QVERIFY(!*page || (*page)->rows.size() == 1);
    }

    void cleanupTestCase()
    {
        m_cluster.reset();
        std::printf("\n%-52s %8s %6s  %s\n", "what it does", "ms", "MB", "what is said");
        for (const Measured &row : std::as_const(m_table))
            std::printf("%-52s %8lld %6lld  %s\n", qUtf8Printable(row.what), row.milliseconds,
                        row.megabytes, qUtf8Printable(row.outcome));
        std::printf("%lld hostile answers, 0 hangs, 0 crashes\n\n", qint64(m_table.size()));
    }
};

Q_DECLARE_METATYPE(HostileServer::Script)
Q_DECLARE_METATYPE(std::optional<gatehouse::ErrorKind>)
Q_DECLARE_METATYPE(gatehouse::test::HostilePostgres::Worst)

QTEST_GUILESS_MAIN(HostileTest)
#include "hostile_test.moc"
