#include "services/postgres/sqlstate.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::postgres;

class SqlStateTest : public QObject
{
    Q_OBJECT

private slots:
    void stateBecomesKind_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<ErrorKind>("kind");
        const auto row = [](const char *state, ErrorKind kind) {
            QTest::newRow(state) << QByteArray(state) << kind;
        };
        for (const char *state : {"08000", "08006", "57P01", "57P02", "57P03", "57P04", "53100",
                                  "53200", "53300", "58030", "XX001"})
            row(state, ErrorKind::Unavailable);
        row("57014", ErrorKind::Cancelled);
        for (const char *state : {"28000", "28P01", "42501", "0LP01"})
            row(state, ErrorKind::Denied);
        for (const char *state : {"23505", "23503", "23514", "40001", "40P01", "25006", "55006"})
            row(state, ErrorKind::Conflict);
        for (const char *state : {"55P03", "25P03"})
            row(state, ErrorKind::Timeout);
        for (const char *state :
             {"22021", "22P02", "42601", "42P01", "42703", "54000", "3D000", "0A000", "P0001"})
            row(state, ErrorKind::Invalid);
        for (const char *state : {"XX000", "25P02", "", "Q?"})
            row(state, ErrorKind::Bug);
    }
    void stateBecomesKind()
    {
        QFETCH(QByteArray, state);
        QFETCH(ErrorKind, kind);
        const Error error = errorFor({state.toStdString(), "what the server said"});
        QCOMPARE(error.kind, kind);
        QVERIFY(error.cause == ErrorCause(SqlState{state.toStdString()}));
        QVERIFY(!error.message.isEmpty());
        QVERIFY(!error.message.contains(QStringLiteral("server said")));
        QVERIFY(error.detail.contains(QStringLiteral("what the server said")));
    }

    void statementTimeoutIsToldFromCancel()
    {
        QCOMPARE(errorFor({"57014", "canceling statement due to statement timeout"}).kind,
                 ErrorKind::Timeout);
        QCOMPARE(errorFor({"57014", "canceling statement due to user request"}).kind,
                 ErrorKind::Cancelled);
        QCOMPARE(errorFor({"57014", "in another language"}, true).kind, ErrorKind::Timeout);
    }

    void valuesStayOutOfTheDetail_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("extra");
        QTest::newRow("unique") << QByteArray("23505") << QByteArray("duplicate key value")
                                << QByteArray("Key (a)=(s3cret) already exists.");
        QTest::newRow("not null") << QByteArray("23502") << QByteArray("null value in column")
                                  << QByteArray("Failing row contains (s3cret).");
        QTest::newRow("bad uuid") << QByteArray("22P02")
                                  << QByteArray("invalid input syntax for type uuid: \"s3cret\"")
                                  << QByteArray();
        QTest::newRow("bad json") << QByteArray("22P02")
                                  << QByteArray("invalid input syntax for type json")
                                  << QByteArray("Token \"s3cret\" is invalid.");
    }
    void valuesStayOutOfTheDetail()
    {
        QFETCH(QByteArray, state);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, extra);
        const Error error =
            errorFor({state.toStdString(), message.toStdString(), extra.toStdString()});
        QVERIFY(!error.detail.contains(QStringLiteral("s3cret")));
        QVERIFY(error.detail.startsWith(QString::fromUtf8(state)));
    }

    void hintIsKept()
    {
        QVERIFY(errorFor({"42883", "no function", "You might need to add explicit type casts."})
                    .detail.contains(QStringLiteral("explicit type casts")));
    }

    void refusedConnectionIsTold_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<ErrorKind>("kind");
        const auto row = [](const char *name, const char *message, ErrorKind kind) {
            QTest::newRow(name) << QByteArray(message) << kind;
        };
        row("password",
            "connection to server at \"h\" failed: FATAL:  28P01: password authentication failed",
            ErrorKind::Denied);
        row("no password",
            "connection to server at \"h\" failed: fe_sendauth: no password supplied",
            ErrorKind::Denied);
        row("last host counts",
            "a failed: FATAL:  57P03: starting\nb failed: FATAL:  3D000: no database",
            ErrorKind::Invalid);
        row("away", "connection to server at \"h\" failed: Connection refused",
            ErrorKind::Unavailable);
        row("no such host", "could not translate host name \"h\" to address",
            ErrorKind::Unavailable);
        row("bad option", "invalid sslmode value: \"maybe\"", ErrorKind::Invalid);
    }
    void refusedConnectionIsTold()
    {
        QFETCH(QByteArray, message);
        QFETCH(ErrorKind, kind);
        QCOMPARE(refusedConnection(message.toStdString()).kind, kind);
    }

    void placesInThePostgresSourceAreLeftOut()
    {
        const Error error = refusedConnection(
            "connection to server at \"h\" failed: FATAL:  28P01: password authentication failed\n"
            "LOCATION:  auth_failed, auth.c:334\n"
            "second try failed: FATAL:  28P01: password authentication failed\n"
            "LOCATION:  auth_failed, auth.c:334\n");
        QVERIFY2(!error.detail.contains(QStringLiteral("auth.c")), qPrintable(error.detail));
        QCOMPARE(error.detail.count(u'\n'), 1);
    }

    void badConninfoIsNotQuoted()
    {
        const Error error = badConninfo("missing \"=\" after \"s3cret\" in connection info string");
        QCOMPARE(error.kind, ErrorKind::Invalid);
        QVERIFY(!error.detail.contains(QStringLiteral("s3cret")));
    }
};

QTEST_GUILESS_MAIN(SqlStateTest)
#include "sqlstate_test.moc"
