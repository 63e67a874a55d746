#include "services/postgres/binaryrows.h"
#include "services/postgres/decode.h"
#include "services/postgres/session.h"
#include "services/postgres/snapshot.h"
#include "tests/support/frozenserver.h"
#include "tests/support/testcluster.h"

#include <QTest>

#include <limits>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::postgres;

Q_DECLARE_METATYPE(Value)

class CopyTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    SessionOptions m_options;
    std::optional<Session> m_session;

    /// Gives the pieces one after the other.
    static CopySource pieces(std::vector<std::string> texts)
    {
        return [texts = std::move(texts), next = std::size_t{0}]() mutable {
            return next < texts.size() ? Result<std::string_view>(texts[next++])
                                       : Result<std::string_view>(std::string_view());
        };
    }
    static std::int64_t number(Session &session, std::string_view sql)
    {
        const Result<Rows> rows = session.execute(sql);
        return rows ? rows->get<std::int64_t>(0, 0) : -1;
    }
    Result<std::int64_t> copy(std::vector<std::string> texts)
    {
        return m_session->copyFrom("COPY copied FROM STDIN", pieces(std::move(texts)));
    }
    Result<std::int64_t> copiedOut(const Statement &select, const CopySink &sink)
    {
        Result<std::int64_t> rows = 0;
        static_cast<void>(m_session->inTransaction([&]() -> Result<> {
            rows = m_session->copyTo(select, sink);
            return rows.map([](std::int64_t) {});
        }));
        return rows;
    }
    /// So many rows that no buffer on the way holds them; after each piece `then` is called.
    static CopySource manyRows(int count, const std::function<void(int)> &then)
    {
        return [count, then, piece = std::string(), at = 0]() mutable -> Result<std::string_view> {
            if (at > 0)
                then(at);
            piece = at < count ? std::to_string(at) + '\t' + std::string(100'000, 'x') + '\n' : "";
            ++at;
            return piece;
        };
    }

private slots:
    void initTestCase() { m_cluster = test::TestCluster::start(); }

    void init()
    {
        m_options = {};
        m_options.conninfo = m_cluster->conninfo();
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        QVERIFY(session->executeScript("DROP TABLE IF EXISTS copied, kinds; CREATE TABLE copied "
                                       "(id integer PRIMARY KEY, text text)"));
        m_session.emplace(std::move(*session));
    }

    void cleanup() { m_session.reset(); }

    void rowsAreStoredAndCounted()
    {
        const auto copied = copy({"1\ta\n2\tb", "\n", "3\t\\N\n"});
        QVERIFY2(copied, copied ? "" : qPrintable(copied.error().detail));
        QCOMPARE(*copied, std::int64_t(3));
        QCOMPARE(number(*m_session, "SELECT count(*) FROM copied WHERE id = 2 AND text = 'b'"),
                 std::int64_t(1));
    }

    void nothingIsAnEmptyCopy() { QCOMPARE(copy({}).value_or(-1), std::int64_t(0)); }

    void moreThanAnyBufferHoldsIsSent()
    {
        const auto copied =
            m_session->copyFrom("COPY copied FROM STDIN", manyRows(300, [](int) {}));
        QCOMPARE(copied.value_or(-1), std::int64_t(300));
        QCOMPARE(number(*m_session, "SELECT sum(length(text)) FROM copied"),
                 std::int64_t(30'000'000));
    }

    void rowThatIsRefusedIsTold_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("sqlState");
        QTest::newRow("no number") << QByteArray("two\tb\n") << QByteArray("22P02");
        QTest::newRow("a column too many") << QByteArray("2\tb\tc\n") << QByteArray("22P04");
        QTest::newRow("the key again") << QByteArray("1\tb\n") << QByteArray("23505");
    }
    void rowThatIsRefusedIsTold()
    {
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, sqlState);
        const auto copied = copy({"1\ta\n", row.toStdString(), "3\tc\n"});
        QVERIFY(!copied);
        QCOMPARE(copied.error().cause, ErrorCause(SqlState{sqlState.toStdString()}));
        QCOMPARE(number(*m_session, "SELECT count(*) FROM copied"), std::int64_t(0));
    }

    void errorOfTheSourceEndsIt()
    {
        int asked = 0;
        const auto source = [&asked]() -> Result<std::string_view> {
            if (++asked == 1)
                return "1\ta\n";
            return failure(ErrorKind::NotFound, QStringLiteral("no more"));
        };
        const auto copied = m_session->copyFrom("COPY copied FROM STDIN", source);
        QVERIFY(!copied);
        QCOMPARE(copied.error().message, QStringLiteral("no more"));
        QCOMPARE(asked, 2);
        QCOMPARE(number(*m_session, "SELECT count(*) FROM copied"), std::int64_t(0));
    }

    void transactionIsUndoneWithIt()
    {
        const auto done = m_session->inTransaction([&]() -> Result<> {
            if (const auto first = copy({"1\ta\n"}); !first)
                return failure(first.error());
            return copy({"1\ta\n"}).map([](std::int64_t) {});
        });
        QVERIFY(!done);
        QCOMPARE(done.error().cause, ErrorCause(SqlState{"23505"}));
        QCOMPARE(number(*m_session, "SELECT count(*) FROM copied"), std::int64_t(0));
    }

    void whatIsNoCopyFromIsRefused_data()
    {
        QTest::addColumn<QByteArray>("sql");
        for (const char *sql : {"SELECT 1", "COPY copied TO STDOUT", "COPY nowhere FROM STDIN"})
            QTest::newRow(sql) << QByteArray(sql);
    }
    void whatIsNoCopyFromIsRefused()
    {
        QFETCH(QByteArray, sql);
        QVERIFY(!m_session->copyFrom(sql.toStdString(), pieces({"1\ta\n"})));
        QCOMPARE(number(*m_session, "SELECT 1"), std::int64_t(1));
    }

    void cancelStopsIt()
    {
        const Canceller canceller = m_session->canceller();
        const auto source = manyRows(200, [&canceller](int sent) {
            if (sent == 20)
                canceller.cancel();
        });
        const auto copied = m_session->copyFrom("COPY copied FROM STDIN", source);
        QVERIFY(!copied);
        QCOMPARE(copied.error().kind, ErrorKind::Cancelled);
        QCOMPARE(number(*m_session, "SELECT count(*) FROM copied"), std::int64_t(0));
    }

    void cutConnectionIsUnavailable()
    {
        SessionOptions superuser;
        superuser.conninfo = m_cluster->conninfo("postgres");
        Result<Session> other = Session::connect(superuser);
        QVERIFY(other);
        int asked = 0;
        const auto source = manyRows(2000, [&](int sent) {
            asked = sent;
            if (sent == 20)
                static_cast<void>(other->execute("SELECT pg_terminate_backend($1, 10000)",
                                                 {std::int64_t(m_session->backendProcessId())}));
        });
        const auto copied = m_session->copyFrom("COPY copied FROM STDIN", source);
        QVERIFY(!copied);
        QCOMPARE(copied.error().kind, ErrorKind::Unavailable);
        QVERIFY(!m_session->isAlive());
        QVERIFY2(asked < 100, "rows were asked for that nobody takes any more");
        QCOMPARE(copy({"1\ta\n"}).error().kind, ErrorKind::Unavailable);
    }

    void serverThatHangsIsGivenUp()
    {
        m_options.silenceLimit = std::chrono::milliseconds(200);
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        std::optional<test::FrozenServer> frozen;
        const auto source = manyRows(2000, [&](int sent) {
            if (sent == 20)
                frozen.emplace(*m_cluster);
        });
        const auto copied = session->copyFrom("COPY copied FROM STDIN", source);
        frozen.reset();
        QVERIFY(!copied);
        QCOMPARE(copied.error().kind, ErrorKind::Unavailable);
        QVERIFY(!session->isAlive());
    }

    void timeLimitHolds()
    {
        m_options.statementTimeout = std::chrono::milliseconds(100);
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session);
        const auto started = std::chrono::steady_clock::now();
        const auto source = [&]() -> Result<std::string_view> {
            const auto took = std::chrono::steady_clock::now() - started;
            return took < std::chrono::milliseconds(300) ? "\\N\tx\n" : "";
        };
        QVERIFY(session->execute("ALTER TABLE copied DROP CONSTRAINT copied_pkey"));
        QVERIFY(session->execute("ALTER TABLE copied ALTER COLUMN id DROP NOT NULL"));
        const auto copied = session->copyFrom("COPY copied FROM STDIN", source);
        QVERIFY(!copied);
        QCOMPARE(copied.error().kind, ErrorKind::Timeout);
    }

    void rowsComeOutInOrder()
    {
        std::vector<std::string> texts;
        const auto rows = copiedOut({"SELECT n::text FROM generate_series(1, 5000) AS n", {}},
                                    [&](std::span<const CopyField> row) -> Result<> {
                                        texts.emplace_back(row[0].value_or(""));
                                        return {};
                                    });
        QCOMPARE(rows.value_or(-1), std::int64_t(5000));
        QCOMPARE(texts.size(), std::size_t(5000));
        for (std::size_t at = 0; at < texts.size(); ++at)
            QCOMPARE(texts[at], std::to_string(at + 1));
    }

    void nothingComesOutOfNothing()
    {
        const auto rows = copiedOut({"SELECT 1 WHERE false", {}},
                                    [](std::span<const CopyField>) { return Result<>(); });
        QCOMPARE(rows.value_or(-1), std::int64_t(0));
    }

    void fieldsAreBinaryAndNullIsNone()
    {
        std::vector<Value> values;
        const auto rows =
            copiedOut({"SELECT 7::integer, NULL::text, 'ü'::text, ''::text", {}},
                      [&](std::span<const CopyField> row) -> Result<> {
                          for (const CopyField &field : row)
                              values.emplace_back(field ? Value(std::string(*field)) : Value());
                          return {};
                      });
        QVERIFY(rows);
        QVERIFY((values == std::vector<Value>{std::string("\0\0\0\7", 4), {}, "ü", std::string()}));
    }

    /// Each parameter is what it would be to a statement that takes parameters.
    void parametersAreBound_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<Value>("value");
        const auto row = [](const char *name, const char *type, const Value &value) {
            QTest::newRow(name) << QByteArray(type) << value;
        };
        row("quotes", "text", "o'brien \\ \" $1 $2 -- ; DROP TABLE copied");
        row("dollars", "text", "$$ $a$ pg_catalog.current_setting('x')");
        row("empty", "text", std::string());
        row("umlaut", "text", "ü\n\t");
        row("number", "bigint", std::numeric_limits<std::int64_t>::min());
        row("real", "double precision", 0.1);
        row("true", "boolean", true);
        row("id", "uuid", *Uuid::parse("01a1e9b4-ed58-7327-b569-6ed663e67889"));
        row("time", "timestamptz", Timestamp(std::chrono::microseconds(1'700'000'000'123'456)));
        row("bytes", "bytea", Bytes{std::string("\0\1'\\\377", 5)});
        row("json", "jsonb", Json{"{\"a\": \"'\"}"});
        row("texts", "text[]", Array<std::string>{"a,b", std::nullopt, "", "{}", "\"\\'"});
        row("ids", "uuid[]",
            Array<Uuid>{*Uuid::parse("01a1e9b4-ed58-7327-b569-6ed663e67889"), std::nullopt});
        row("nothing", "text", {});
    }
    void parametersAreBound()
    {
        QFETCH(QByteArray, type);
        QFETCH(Value, value);
        const std::string cast = "$1::" + type.toStdString();
        const Parameters parameters{value};
        const Result<Rows> bound = m_session->execute("SELECT " + cast, parameters);
        QVERIFY(bound);
        std::optional<Value> copied;
        const auto rows = copiedOut(
            {"SELECT " + cast, parameters}, [&](std::span<const CopyField> row) -> Result<> {
                copied = row[0] ? decodeBinary(bound->columnType(0), *row[0]) : Value();
                return {};
            });
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().detail));
        QVERIFY(copied && *copied == bound->value(0, 0));
    }

    void parametersStandWhereTheyAreNamed()
    {
        Parameters parameters;
        std::string sql = "SELECT ''";
        for (std::int64_t number = 1; number <= 12; ++number) {
            parameters.emplace_back(Value(number));
            sql += " || $" + std::to_string(13 - number) + "::text || ','";
        }
        std::string text;
        const auto rows = copiedOut({sql, parameters}, [&](std::span<const CopyField> row) {
            text = row[0].value_or("");
            return Result<>();
        });
        QVERIFY(rows);
        QCOMPARE(text, std::string("12,11,10,9,8,7,6,5,4,3,2,1,"));
    }

    void moreParametersThanARowHasColumnsAreBound()
    {
        Parameters parameters;
        std::string sql = "SELECT 0";
        for (std::int64_t number = 1; number <= 2500; ++number) {
            parameters.emplace_back(Value(number));
            sql += " + $" + std::to_string(number) + "::bigint";
        }
        std::string text;
        const auto rows = copiedOut({"SELECT (" + sql + ")::text", parameters},
                                    [&](std::span<const CopyField> row) {
                                        text = row[0].value_or("");
                                        return Result<>();
                                    });
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().detail));
        QCOMPARE(text, std::string("3126250"));
    }

    void copyToNeedsATransaction()
    {
        const auto rows = m_session->copyTo({"SELECT 1", {}},
                                            [](std::span<const CopyField>) { return Result<>(); });
        QVERIFY(!rows);
        QCOMPARE(number(*m_session, "SELECT 1"), std::int64_t(1));
    }

    void whatIsNoSelectIsNotCopied_data()
    {
        QTest::addColumn<QByteArray>("sql");
        for (const char *sql :
             {"nonsense", "SELECT 1) TO STDOUT; COPY (SELECT 2", "SELECT * FROM no"})
            QTest::newRow(sql) << QByteArray(sql);
    }
    void whatIsNoSelectIsNotCopied()
    {
        QFETCH(QByteArray, sql);
        QVERIFY(!copiedOut({sql.toStdString(), {}},
                           [](std::span<const CopyField>) { return Result<>(); }));
        QCOMPARE(number(*m_session, "SELECT 1"), std::int64_t(1));
    }

    void errorOfTheSinkEndsIt()
    {
        int taken = 0;
        const auto rows = copiedOut({"SELECT generate_series(1, 100000000), repeat('x', 1000)", {}},
                                    [&](std::span<const CopyField>) -> Result<> {
                                        if (++taken < 3)
                                            return {};
                                        return failure(ErrorKind::NotFound, QStringLiteral("full"));
                                    });
        QVERIFY(!rows);
        QCOMPARE(rows.error().message, QStringLiteral("full"));
        QCOMPARE(taken, 3);
        QCOMPARE(number(*m_session, "SELECT 1"), std::int64_t(1));
    }

    void cancelStopsWhatComesOut()
    {
        const Canceller canceller = m_session->canceller();
        int taken = 0;
        const auto rows = copiedOut({"SELECT generate_series(1, 100000000), repeat('x', 1000)", {}},
                                    [&](std::span<const CopyField>) -> Result<> {
                                        if (++taken == 3)
                                            canceller.cancel();
                                        return {};
                                    });
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::Cancelled);
    }

    void serverThatStopsSendingIsGivenUp()
    {
        m_options.silenceLimit = std::chrono::milliseconds(200);
        Result<Session> session = Session::connect(m_options);
        QVERIFY(session && session->executeScript("BEGIN"));
        std::optional<test::FrozenServer> frozen;
        const auto rows =
            session->copyTo({"SELECT generate_series(1, 100000000), repeat('x', 1000)", {}},
                            [&](std::span<const CopyField>) -> Result<> {
                                if (!frozen)
                                    frozen.emplace(*m_cluster);
                                return {};
                            });
        frozen.reset();
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::Unavailable);
    }

    void snapshotIsSharedByTwoSessions()
    {
        Result<Session> other = Session::connect(m_options);
        Result<Session> writer = Session::connect(m_options);
        QVERIFY(other && writer);
        const Result<std::string> name = beginSnapshot(*m_session);
        QVERIFY2(name, name ? "" : qPrintable(name.error().detail));
        QVERIFY(writer->execute("INSERT INTO copied VALUES (1, 'a')"));
        QVERIFY(joinSnapshot(*other, *name));
        for (Session *session : {&*m_session, &*other})
            QCOMPARE(number(*session, "SELECT count(*) FROM copied"), std::int64_t(0));
        QVERIFY(!other->execute("INSERT INTO copied VALUES (2, 'b')"));
    }

    void whatIsNoSnapshotIsNotJoined()
    {
        for (const char *name : {"", "1'; DROP TABLE copied; --", "00000003-0000001B-9"})
            QVERIFY(!joinSnapshot(*m_session, name));
    }

    /// Each value comes out as the server itself would write it.
    void binaryRowsHoldEveryKindOfValue()
    {
        QVERIFY(m_session->executeScript("CREATE TABLE kinds (a boolean, b smallint, c integer, d "
                                         "bigint, e double precision, f timestamptz,"
                                         " g uuid, h text, i bytea, j jsonb, k text)"));
        const Uuid id = *Uuid::parse("01a1e9b4-ed58-7327-b569-6ed663e67889");
        const Timestamp time = Timestamp(std::chrono::microseconds(1'700'000'000'123'456));
        const std::string text = "tab\t, \"quote\", back\\slash, \\N, line\nend, ü";
        const std::string bytes("\0\1\\\377", 4);
        BinaryRows rows;
        rows.add(true, std::int16_t{-3}, std::int32_t{-70000},
                 std::numeric_limits<std::int64_t>::min(), 0.1, time, id, text, bytes,
                 JsonbView{R"({"a": "\u00fc\n"})"}, "");
        rows.add(std::nullopt, std::nullopt, std::optional<std::int32_t>(), std::nullopt,
                 std::nullopt, std::optional(Timestamp{}), std::nullopt,
                 std::optional<std::string_view>(), std::nullopt, std::nullopt,
                 std::optional(std::string("x")));
        QCOMPARE(rows.size(), std::int64_t(2));
        const auto copied = m_session->copyFrom("COPY kinds FROM STDIN (FORMAT binary)",
                                                pieces({std::string(rows.finish())}));
        QVERIFY2(copied, copied ? "" : qPrintable(copied.error().detail));
        const Result<Rows> found = m_session->execute("SELECT * FROM kinds ORDER BY a NULLS LAST");
        QVERIFY(found);
        const std::vector<Value> first{true,
                                       std::int64_t(-3),
                                       std::int64_t(-70000),
                                       std::numeric_limits<std::int64_t>::min(),
                                       0.1,
                                       time,
                                       id,
                                       text,
                                       Bytes{bytes},
                                       Json{"{\"a\": \"ü\\n\"}"},
                                       std::string()};
        for (std::size_t column = 0; column < first.size(); ++column)
            QVERIFY2(found->value(0, int(column)) == first[column],
                     qPrintable(QString::number(column)));
        QCOMPARE(found->get<Timestamp>(1, 5), Timestamp{});
        QCOMPARE(found->get<std::string>(1, 10), std::string("x"));
        for (const int column : {0, 1, 2, 3, 4, 6, 7, 8, 9})
            QVERIFY(found->isNull(1, column));
    }

    void binaryRowsCanBeFilledAgain()
    {
        BinaryRows rows;
        for (int id = 1; id <= 2; ++id) {
            rows.clear();
            rows.add(std::int32_t{id}, "x");
            QCOMPARE(m_session
                         ->copyFrom("COPY copied FROM STDIN (FORMAT binary)",
                                    pieces({std::string(rows.finish())}))
                         .value_or(-1),
                     std::int64_t(1));
        }
    }
};

QTEST_GUILESS_MAIN(CopyTest)

#include "copy_test.moc"
