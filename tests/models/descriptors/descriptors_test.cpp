#include "models/agentevents/agenteventcollection.h"
#include "models/alerts/alertcollection.h"
#include "models/collection/postgressource.h"
#include "models/collection/statuswords.h"
#include "models/deadletters/deadlettercollection.h"
#include "models/deliveries/deliverycollection.h"
#include "models/destinations/destinationcollection.h"
#include "models/events/eventcollection.h"
#include "models/jobs/jobcollection.h"
#include "models/jwtkeys/jwtkeycollection.h"
#include "models/ledger/ledgercollection.h"
#include "models/routes/routecollection.h"
#include "models/secrets/secretcollection.h"
#include "models/tokens/tokencollection.h"
#include "services/gateway/store/migrator.h"
#include "services/postgres/connection.h"
#include "tests/support/manualclock.h"
#include "tests/support/testcluster.h"

#include <QSet>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::collection;

class DescriptorsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_cluster = test::TestCluster::start();
        Log log(m_clock, streamSink(stderr), LogLevel::Error);
        postgres::SessionOptions options;
        options.conninfo = m_cluster->conninfo("gatehouse_owner");
        auto owner = postgres::Session::connect(options);
        QVERIFY(owner);
        QVERIFY(gateway::migrate(*owner, m_clock, log));
        options.conninfo = m_cluster->conninfo("gatehouse_console_payload");
        m_connection = std::make_unique<postgres::Connection>(options);
    }

    void cleanupTestCase()
    {
        m_connection.reset();
        m_cluster.reset();
    }

    void theViewHasEveryColumnAndEveryFilterOfItsType_data() { addLists(); }
    void theViewHasEveryColumnAndEveryFilterOfItsType()
    {
        QFETCH(Descriptor, descriptor);
        PostgresSource source(descriptor, *m_connection);
        for (const FilterField &filter : descriptor.filters) {
            PageRequest request;
            request.filter = {{conditionOn(filter)}};
            QFuture<Result<Page>> page = source.page(request);
            page.waitForFinished();
            const Result<Page> answer = page.result();
            QVERIFY2(answer,
                     qPrintable(filter.name + (answer ? QString() : answer.error().detail)));
        }
    }

    void everyStatusInItsFilterHasAShapeOfItsOwn_data() { addCollections(); }
    void everyStatusInItsFilterHasAShapeOfItsOwn()
    {
        QFETCH(Descriptor, descriptor);
        const FilterField *status = descriptor.filterField(descriptor.statusColumn);
        QVERIFY(status);
        for (const QString &word : status->choices)
            QVERIFY2(word == QStringLiteral("received") || word == QStringLiteral("dry_run")
                         || statusShape(word) != StatusShape::Received,
                     qPrintable(word));
    }

    void actionsCanBeOffered_data() { addCollections(); }
    void actionsCanBeOffered()
    {
        QFETCH(Descriptor, descriptor);
        const FilterField *status = descriptor.filterField(descriptor.statusColumn);
        QSet<QString> shortcuts;
        for (const Action &action : descriptor.actions) {
            QVERIFY(action.endpoint.startsWith(descriptor.apiPath + QStringLiteral("/{id}/")));
            QVERIFY(descriptor.readColumns().contains(action.stateColumn));
            QVERIFY(action.asksReason || !action.defaultReason.isEmpty());
            QVERIFY(!action.disabledReason.isEmpty());
            QCOMPARE(action.exceptReason.isEmpty(), action.exceptColumn.isEmpty());
            QVERIFY(!shortcuts.contains(action.shortcut));
            shortcuts.insert(action.shortcut);
            for (const QString &state : action.enabledStates)
                QVERIFY2(status->choices.contains(state), qPrintable(state));
        }
    }

    void theTableFitsItsWindows_data() { addLists(); }
    void theTableFitsItsWindows()
    {
        QFETCH(Descriptor, descriptor);
        int all = 0;
        int essential = 0;
        for (const Column &column : descriptor.columns) {
            all += column.width;
            essential += column.priority == 1 ? 0 : column.width;
        }
        QVERIFY2(all <= 770, qPrintable(QString::number(all)));
        QVERIFY2(essential <= 540, qPrintable(QString::number(essential)));
    }

    void everyColumnIsReadOnceAndHasATitle_data()
    {
        addLists();
        QTest::newRow("tokens, which have no view") << tokens::tokenCollection();
    }
    void everyColumnIsReadOnceAndHasATitle()
    {
        QFETCH(Descriptor, descriptor);
        const QStringList columns = descriptor.readColumns();
        QCOMPARE(QSet<QString>(columns.begin(), columns.end()).size(), columns.size());
        QCOMPARE(columns.mid(0, 2), QStringList({descriptor.sortColumn, descriptor.idColumn}));
        for (const QString &column : columns) {
            QVERIFY2(descriptor.column(column), qPrintable(column));
            QVERIFY(!descriptor.column(column)->title.isEmpty());
        }
    }

private:
    static void addCollections()
    {
        QTest::addColumn<Descriptor>("descriptor");
        QTest::newRow("events") << events::eventCollection();
        QTest::newRow("jobs") << jobs::jobCollection();
        QTest::newRow("dead letters") << deadletters::deadLetterCollection();
        QTest::newRow("deliveries") << deliveries::deliveryCollection();
        QTest::newRow("secrets") << secrets::secretCollection();
        QTest::newRow("jwt keys") << jwtkeys::jwtKeyCollection();
        QTest::newRow("alerts") << alerts::alertCollection();
    }

    /// Those without a status, too.
    static void addLists()
    {
        addCollections();
        QTest::newRow("destinations") << destinations::destinationCollection();
        QTest::newRow("routes") << routes::routeCollection();
        QTest::newRow("ledger") << ledger::ledgerCollection();
        QTest::newRow("AI calls, whose status is any word") << agentevents::agentEventCollection();
    }

    static Condition conditionOn(const FilterField &filter)
    {
        switch (filter.type) {
        case FilterType::Choice:
            return {filter.name, Operator::Is, filter.choices};
        case FilterType::Text:
            return {filter.name, Operator::Contains, {QStringLiteral("x")}};
        case FilterType::Uuid:
            return {filter.name,
                    Operator::Is,
                    {QStringLiteral("01a1e9b4-ed58-7327-b569-6ed663e67889")}};
        case FilterType::Number:
            return {filter.name, Operator::AtLeast, {QStringLiteral("2")}};
        case FilterType::Boolean:
            return {filter.name, Operator::Is, {QStringLiteral("no")}};
        case FilterType::Time:
            return {filter.name, Operator::AtLeast, {QStringLiteral("24h")}};
        case FilterType::Path:
        case FilterType::Header:
            return {filter.name, Operator::Is, {QStringLiteral("data.id = x")}};
        }
        return {};
    }

    test::ManualClock m_clock;
    std::unique_ptr<test::TestCluster> m_cluster;
    std::unique_ptr<postgres::Connection> m_connection;
};

QTEST_GUILESS_MAIN(DescriptorsTest)
#include "descriptors_test.moc"
