#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTest>

using namespace gatehouse;
using gatehouse::test::GatewayDatabase;

class SchemaTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void ledgerIsAChain();
    void deliveryKeysFitAHeader_data();
    void deliveryKeysFitAHeader();
    void bothUuidTimesAgree();

private:
    std::unique_ptr<test::TestCluster> m_cluster;
    std::unique_ptr<GatewayDatabase> m_database; ///< for all: nothing here changes it
};

void SchemaTest::initTestCase()
{
    m_cluster = test::TestCluster::start();
    m_database = std::make_unique<GatewayDatabase>(*m_cluster, "shared");
}

void SchemaTest::ledgerIsAChain()
{
    GatewayDatabase &database = *m_database;
    auto gateway = database.session("gatehouse_gateway");
    for (const char *reason : {"first", "zweiter \xC3\xA4", ""}) {
        QVERIFY(gateway.execute("SELECT gatehouse.append_audit('anna', 'support', 'dlq.reenqueue', "
                                "'dead_letter', 'id', $1, '{\"a\": 1}', '192.0.2.7', NULL)",
                                {std::string(reason)}));
    }
    const auto rows = gateway.execute(
        "SELECT 'v2', sequence::text, extract(epoch FROM at)::text, actor, role, action,"
        " target_type, target_id, reason, detail_text, source_ip, user_agent, previous_hash, hash"
        " FROM console.audit WHERE hash_version = 2 ORDER BY sequence");
    QVERIFY(rows);
    QCOMPARE(rows->size(), 3);
    QByteArray previous;
    for (int row = 0; row < rows->size(); ++row) {
        QByteArray chained = previous;
        for (int column = 0; column < 12; ++column) {
            const auto field = rows->find<std::string>(row, column);
            const auto size = field ? static_cast<quint32>(field->size()) : 0xffffffffU;
            for (const int shift : {24, 16, 8, 0})
                chained += static_cast<char>(size >> shift);
            chained += QByteArray::fromStdString(field.value_or(""));
        }
        QCOMPARE(QByteArray::fromStdString(rows->get<postgres::Bytes>(row, 12).data), previous);
        previous = QByteArray::fromStdString(rows->get<postgres::Bytes>(row, 13).data);
        QCOMPARE(QCryptographicHash::hash(chained, QCryptographicHash::Sha256), previous);
    }
}

void SchemaTest::deliveryKeysFitAHeader_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("pattern");
    const QString hashed = QStringLiteral("^stripe:[0-9a-f]{64}:[0-9a-f]{8}$");
    QTest::newRow("plain") << QStringLiteral("stripe:acme:evt_1.2@x/y-z")
                           << QStringLiteral("^stripe:acme:evt_1\\.2@x/y-z:[0-9a-f]{8}$");
    QTest::newRow("at the limit") << QStringLiteral("stripe:") + QString(174, u'a')
                                  << QStringLiteral("^stripe:a{174}:[0-9a-f]{8}$");
    QTest::newRow("too long") << QStringLiteral("stripe:") + QString(175, u'a') << hashed;
    QTest::newRow("blank") << QStringLiteral("stripe:ac me:1") << hashed;
    QTest::newRow("line feed") << QStringLiteral("stripe:acme:1\n") << hashed;
    QTest::newRow("umlaut") << QStringLiteral("stripe:acme:\u00e4") << hashed;
}

void SchemaTest::deliveryKeysFitAHeader()
{
    QFETCH(QString, key);
    QFETCH(QString, pattern);
    GatewayDatabase &database = *m_database;
    const QString made =
        database.cell("SELECT gatehouse.delivery_key('stripe', $1, gen_random_uuid(), '/p')",
                      {key.toStdString()});
    QVERIFY2(QRegularExpression(pattern).match(made).hasMatch(), qPrintable(made));
    QVERIFY(made.size() <= 190);
}

/// The gateway's is one that Postgres can put in place of its call; both are exact to the
/// millisecond until 2255, when a double no longer holds the microseconds.
void SchemaTest::bothUuidTimesAgree()
{
    QCOMPARE(m_database->cell(
                 "SELECT count(*) FROM (SELECT gatehouse.uuid_v7(now() + interval '200 years'"
                 " * random() - interval '50 years') AS id FROM generate_series(1, 20000)) AS made"
                 " WHERE gatehouse.uuid_time(id) <> console.uuid_time(id)"),
             u"0");
}

QTEST_GUILESS_MAIN(SchemaTest)
#include "schema_test.moc"
