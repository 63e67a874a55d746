#include "services/postgres/session.h"
#include "tests/support/testcluster.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace gatehouse;
using namespace gatehouse::postgres;

Q_DECLARE_METATYPE(gatehouse::postgres::Value)

namespace {

constexpr auto biggest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();

Timestamp at(std::int64_t unixMicroseconds)
{
    return Timestamp(std::chrono::microseconds(unixMicroseconds));
}

Uuid uuid(std::string_view text)
{
    return *Uuid::parse(text);
}

Value text(std::string value)
{
    return value;
}

} // namespace

/// Each type as the server sends it, and back.
class TypesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    std::unique_ptr<Session> m_session;

    Value cell(std::string_view sql, const Parameters &parameters = {})
    {
        const Result<Rows> rows = m_session->execute(sql, parameters);
        if (!rows)
            qWarning() << rows.error().message << rows.error().detail;
        return rows ? rows->value(0, 0) : Value(std::string("(failed)"));
    }

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        SessionOptions options;
        options.conninfo = m_cluster->conninfo();
        Result<Session> session = Session::connect(options);
        QVERIFY(session);
        m_session = std::make_unique<Session>(std::move(*session));
        QVERIFY(m_session->executeScript("CREATE TYPE mood AS ENUM ('glad', 'größer');"
                                         "CREATE DOMAIN port AS int4;"));
    }

    void literalIsDecoded_data()
    {
        QTest::addColumn<QByteArray>("literal");
        QTest::addColumn<Value>("expected");
        const auto row = [](const char *literal, Value expected) {
            QTest::newRow(literal) << QByteArray(literal) << std::move(expected);
        };
        row("NULL::int8", std::monostate());
        row("NULL::text[]", std::monostate());
        row("true", true);
        row("false", false);
        row("(-32768)::int2", std::int64_t(-32768));
        row("32767::int2", std::int64_t(32767));
        row("(-2147483648)::int4", std::int64_t(-2147483648));
        row("2147483647::int4", std::int64_t(2147483647));
        row("(-9223372036854775808)::int8", smallest);
        row("9223372036854775807::int8", biggest);
        row("4294967295::oid", std::int64_t(4294967295));
        row("8080::port", std::int64_t(8080));
        row("1.5::float4", 1.5);
        row("1e308::float8", 1e308);
        row("'-Infinity'::float8", -std::numeric_limits<double>::infinity());
        row("''", text(""));
        row("'Grüße, 世界 \U0001F600'", text("Grüße, 世界 \U0001F600"));
        row("'ab'::varchar(10)", text("ab"));
        row("'ab'::char(4)", text("ab  "));
        row("'pg_class'::name", text("pg_class"));
        row("'x'::\"char\"", text("x"));
        row("'größer'::mood", text("größer"));
        row("'01a1e9b4-ed58-7327-b569-6ed663e67889'::uuid",
            uuid("01a1e9b4-ed58-7327-b569-6ed663e67889"));
        row("'\\x'::bytea", Bytes{});
        row("'\\x00ff61'::bytea",
            Bytes{std::string("\0\xff"
                              "a",
                              3)});
        row("'{\"a\" : 1}'::json", Json{"{\"a\" : 1}"});
        row("'{\"b\":1,\"a\":[null]}'::jsonb", Json{"{\"a\": [null], \"b\": 1}"});
        row("1.000::numeric", text("1.000"));
        row("pg_sleep(0)", text(""));
    }
    void literalIsDecoded()
    {
        QFETCH(QByteArray, literal);
        QFETCH(Value, expected);
        QVERIFY(cell("SELECT " + literal.toStdString()) == expected);
    }

    void timesAreMicrosecondsOfUnixTime_data()
    {
        QTest::addColumn<QByteArray>("literal");
        QTest::addColumn<Value>("expected");
        const auto row = [](const char *literal, Value expected) {
            QTest::newRow(literal) << QByteArray(literal) << std::move(expected);
        };
        row("'1970-01-01 00:00Z'", at(0));
        row("'2026-11-17 14:32:07.123456Z'", at(1794925927123456));
        row("'1999-12-31 23:59:59.999999Z'", at(946684799999999));
        row("'2026-11-17 14:32:07+02'", at(1794918727000000));
        row("'infinity'", Timestamp::max());
        row("'-infinity'", Timestamp::min());
        row("'294276-12-31 23:59:59.999999Z'", Timestamp::max()); // beyond what Timestamp holds
        row("'4714-11-24 00:00Z BC'", at(-210866803200000000));
    }
    void timesAreMicrosecondsOfUnixTime()
    {
        QFETCH(QByteArray, literal);
        QFETCH(Value, expected);
        QVERIFY(cell("SELECT " + literal.toStdString() + "::timestamptz") == expected);
    }

    /// Of every type here, cell and server's own text must be the same.
    void otherTypesComeAsPostgresWritesThem_data()
    {
        QTest::addColumn<QByteArray>("expression");
        for (const char *expression : {"0::numeric",
                                       "0.00::numeric",
                                       "-1::numeric",
                                       "10000::numeric",
                                       "9999.9999::numeric",
                                       "0.0001::numeric",
                                       "-0.00012345::numeric",
                                       "123456789012345678901234567890.123456789::numeric",
                                       "1e-20::numeric",
                                       "1e40::numeric",
                                       "100000000::numeric(20,5)",
                                       "'NaN'::numeric",
                                       "'Infinity'::numeric",
                                       "'-Infinity'::numeric",
                                       "0.000000000000000000001::numeric(60,30)",
                                       "'18446744073709551615'::xid8",
                                       "pg_current_xact_id()",
                                       "'4294967295'::xid",
                                       "'2026-11-17'::date",
                                       "'0044-03-15 BC'::date",
                                       "'infinity'::date",
                                       "'-infinity'::date",
                                       "'5874897-12-31'::date",
                                       "'2000-02-29'::date",
                                       "'1900-03-01'::date",
                                       "'2026-11-17 14:32:07.12'::timestamp",
                                       "'1999-12-31 23:59:59.999999'::timestamp",
                                       "'2026-11-17'::timestamp",
                                       "'infinity'::timestamp",
                                       "'0001-01-01 00:00:00 BC'::timestamp"})
            QTest::newRow(expression) << QByteArray(expression);
    }
    void otherTypesComeAsPostgresWritesThem()
    {
        QFETCH(QByteArray, expression);
        const Result<Rows> rows = m_session->execute("SELECT v, v::text FROM (SELECT "
                                                     + expression.toStdString() + " AS v) AS s");
        QVERIFY(rows);
        QCOMPARE(rows->get<std::string>(0, 0), rows->get<std::string>(0, 1));
    }

    void typesWithoutDecoderComeAsHex()
    {
        QVERIFY(cell("SELECT '127.0.0.1'::inet") == text("\\x022000047f000001"));
    }

    void arraysAreDecoded_data()
    {
        QTest::addColumn<QByteArray>("literal");
        QTest::addColumn<Value>("expected");
        const auto row = [](const char *literal, Value expected) {
            QTest::newRow(literal) << QByteArray(literal) << std::move(expected);
        };
        row("'{}'::text[]", Array<std::string>{});
        row("ARRAY['a', NULL, '', 'ü']", Array<std::string>{"a", std::nullopt, "", "ü"});
        row("'{1,NULL}'::int2[]", Array<std::int64_t>{1, std::nullopt});
        row("'{1,2}'::int4[]", Array<std::int64_t>{1, 2});
        row("'{{1,2},{3,4}}'::int4[]", Array<std::int64_t>{1, 2, 3, 4});
        row("ARRAY[9223372036854775807]", Array<std::int64_t>{biggest});
        row("'{t,f,NULL}'::bool[]", Array<bool>{true, false, std::nullopt});
        row("ARRAY['\\x00'::bytea, '\\x']", Array<Bytes>{Bytes{std::string(1, '\0')}, Bytes{}});
        row("ARRAY['{}'::jsonb, NULL]", Array<Json>{Json{"{}"}, std::nullopt});
        row("ARRAY['[1]'::json]", Array<Json>{Json{"[1]"}});
        row("'{1.50,NaN}'::numeric[]", Array<std::string>{"1.50", "NaN"});
        row("'{1.5,NaN,-Infinity}'::float8[]", Array<std::string>{"1.5", "NaN", "-Infinity"});
        row("ARRAY['2026-11-17'::date]", Array<std::string>{"2026-11-17"});
        row("ARRAY['1970-01-01Z'::timestamptz, 'infinity']",
            Array<Timestamp>{at(0), Timestamp::max()});
    }
    void arraysAreDecoded()
    {
        QFETCH(QByteArray, literal);
        QFETCH(Value, expected);
        QVERIFY(cell("SELECT " + literal.toStdString()) == expected);
    }

    void parameterComesBackUnchanged_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<Value>("value");
        const auto row = [](const char *type, const char *name, Value value) {
            QTest::addRow("%s %s", type, name) << QByteArray(type) << std::move(value);
        };
        const Uuid id = uuid("ffffffff-0000-4000-8000-00000000000a");
        for (const char *type :
             {"bool", "int4", "text", "bytea", "uuid", "timestamptz", "jsonb", "text[]", "uuid[]"})
            row(type, "null", std::monostate());
        row("bool", "true", true);
        row("int8", "lowest", smallest);
        row("int8", "highest", biggest);
        row("float8", "tenth", 0.1);
        row("float8", "least", std::numeric_limits<double>::denorm_min());
        row("float8", "infinite", std::numeric_limits<double>::infinity());
        row("text", "empty", text(""));
        row("text", "unicode", text("'; DROP TABLE x; -- ü 世 \U0001F600"));
        row("text", "large", text(std::string(2'000'000, 'x')));
        row("bytea", "empty", Bytes{});
        row("bytea", "all bytes", Bytes{std::string("\0\1\xfe\xff'\\", 6)});
        row("uuid", "id", id);
        row("timestamptz", "now", at(1794925927123456));
        row("timestamptz", "infinite", Timestamp::max());
        row("timestamptz", "minus infinite", Timestamp::min());
        row("json", "kept as sent", Json{"{ \"a\":1.0 }"});
        row("bool[]", "null", Array<bool>{true, std::nullopt});
        row("int8[]", "ends", Array<std::int64_t>{smallest, std::nullopt, biggest});
        row("text[]", "empty", Array<std::string>{});
        row("text[]", "quotes",
            Array<std::string>{"a,b", "\"{}\"", "\\", "", "NULL", std::nullopt});
        row("bytea[]", "bytes", Array<Bytes>{Bytes{std::string("\0x", 2)}, Bytes{}, std::nullopt});
        row("uuid[]", "ids", Array<Uuid>{id, std::nullopt});
        row("timestamptz[]", "times", Array<Timestamp>{at(-1), std::nullopt, Timestamp::max()});
        row("jsonb[]", "documents", Array<Json>{Json{"{\"a\": 1}"}, std::nullopt, Json{"null"}});
    }
    void parameterComesBackUnchanged()
    {
        QFETCH(QByteArray, type);
        QFETCH(Value, value);
        QVERIFY(cell("SELECT $1::" + type.toStdString(), {value}) == value);
    }

    void viewsGoInAsWhatTheyShow()
    {
        const std::string bytes("\0x", 2);
        QVERIFY(cell("SELECT $1", {Array<TextView>{TextView{"a,b"}, TextView{}, std::nullopt}})
                == Value(Array<std::string>{"a,b", "", std::nullopt}));
        QVERIFY(cell("SELECT $1", {Array<BytesView>{BytesView{bytes}, std::nullopt}})
                == Value(Array<Bytes>{Bytes{bytes}, std::nullopt}));
    }

    void notANumberComesBack()
    {
        QVERIFY(std::isnan(std::get<double>(cell("SELECT $1::float8", {std::nan("")}))));
    }

    void numberFitsWhereItIsUsed_data()
    {
        QTest::addColumn<QByteArray>("sql");
        for (const char *sql : {
                 "INSERT INTO fit (small) VALUES ($1)",
                 "INSERT INTO fit (normal) VALUES ($1)",
                 "INSERT INTO fit (exact) VALUES ($1)",
                 "SELECT 1 FROM generate_series(1, 9) LIMIT $1",
                 "SELECT 1 OFFSET $1",
                 "SELECT lpad('x', $1)",
                 "SELECT 1 FROM fit WHERE normal = $1 OR exact > $1",
                 "SELECT now() - interval '1 second' * $1",
                 "SELECT 1 = ANY(ARRAY[$1::int8])",
             })
            QTest::newRow(sql) << QByteArray(sql);
    }
    void numberFitsWhereItIsUsed()
    {
        QFETCH(QByteArray, sql);
        QVERIFY(m_session->executeScript(
            "CREATE TEMP TABLE IF NOT EXISTS fit (small int2, normal int4, exact numeric)"));
        const Result<Rows> answer = m_session->execute(sql.toStdString(), {std::int64_t(7)});
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().detail));
    }

    void textFitsWhereItIsUsed_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("enum") << QByteArray("mood") << QByteArray("glad");
        QTest::newRow("uuid") << QByteArray("uuid")
                              << QByteArray("ffffffff-0000-4000-8000-00000000000a");
        QTest::newRow("inet") << QByteArray("inet") << QByteArray("10.0.0.0/8");
        QTest::newRow("interval") << QByteArray("interval") << QByteArray("1 day");
        QTest::newRow("jsonb") << QByteArray("jsonb") << QByteArray("{}");
        QTest::newRow("xid8") << QByteArray("xid8") << QByteArray("12");
    }
    void textFitsWhereItIsUsed()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, value);
        const std::string name = "fit_" + type.toStdString();
        QVERIFY(m_session->executeScript("CREATE TEMP TABLE " + name + " (v " + type.toStdString()
                                         + ")"));
        QVERIFY(m_session->execute("INSERT INTO " + name + " VALUES ($1)", {value.toStdString()}));
        const Result<Rows> rows = m_session->execute(
            "SELECT v::text FROM " + name + " WHERE v = $1", {value.toStdString()});
        QVERIFY(rows);
        QCOMPARE(rows->get<std::string>(0, 0), value.toStdString());
    }

    void arraysUnnestWithoutCast()
    {
        const Parameters columns{Array<Uuid>{Uuid{}, std::nullopt}, Array<std::string>{"a", "b"},
                                 Array<std::int64_t>{1, 2}, Array<Timestamp>{at(0), at(1)}};
        const Result<Rows> rows =
            m_session->execute("SELECT * FROM unnest($1, $2, $3, $4)", columns);
        QVERIFY(rows);
        QCOMPARE(rows->size(), 2);
        QVERIFY(rows->value(0, 0) == Value(Uuid{}));
        QVERIFY(rows->isNull(1, 0));
        QVERIFY(rows->value(1, 3) == Value(at(1)));
    }

    void textWithNulIsRefusedNotCut()
    {
        for (const Value &value : {Value(std::string("a\0b", 3)), Value(Json{std::string("\0", 1)}),
                                   Value(Array<std::string>{std::string("a\0b", 3)})}) {
            const Result<Rows> answer = m_session->execute("SELECT $1", {value});
            QVERIFY(!answer);
            QCOMPARE(answer.error().kind, ErrorKind::Invalid);
            QVERIFY(answer.error().cause == ErrorCause(SqlState{"22021"}));
        }
        QVERIFY(m_session->isAlive());
    }

    void tooManyParametersAreRefused()
    {
        const Result<Rows> answer =
            m_session->execute("SELECT 1", Parameters(65'536, std::int64_t(1)));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Invalid);
        QVERIFY(m_session->isAlive());
    }

    void getOfAnotherTypeIsEmpty()
    {
        const Result<Rows> rows = m_session->execute("SELECT 5, NULL::text");
        QVERIFY(rows);
        QCOMPARE(rows->get<std::string>(0, 0), std::string());
        QVERIFY(!rows->find<std::string>(0, 1));
        QCOMPARE(rows->find<std::int64_t>(0, 0).value(), std::int64_t(5));
    }
};

QTEST_GUILESS_MAIN(TypesTest)
#include "types_test.moc"
