#include "models/agentevents/agenteventcollection.h"
#include "models/deadletters/deadlettercollection.h"
#include "models/deliveries/deliverycollection.h"
#include "models/events/eventcollection.h"
#include "models/jobs/jobcollection.h"
#include "models/metrics/rowsbehind.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace gatehouse::collection;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Timestamp noon = Timestamp(std::chrono::seconds(1'794'916'800)); // 2026-11-17T12:00Z

Chart chart(const QString &id)
{
    for (const Chart &each : metricCharts()) {
        if (each.id == id)
            return each;
    }
    qFatal("no chart %s", qPrintable(id));
}

ChartValues valuesUntil(Timestamp measuredUntil)
{
    const Buckets buckets = metricBuckets({noon, noon + 12h}, QTimeZone::utc());
    return valuesOf(chart(u"job-duration"_s), {}, {std::nullopt, measuredUntil, {}}, buckets);
}

ChartSeries seriesOf(const char *value, bool isOther = false)
{
    return {{}, value, isOther, {}, {}};
}

/// "received_at>=2026-11-17 12:00Z", ...
QStringList texts(const Filter &filter)
{
    QStringList all;
    for (const Condition &condition : filter.conditions) {
        const QString sign = condition.comparison == Operator::AtLeast ? u">="_s
            : condition.comparison == Operator::AtMost                 ? u"<="_s
                                                                       : u"="_s;
        all += (condition.negated ? u"!"_s : QString()) + condition.field + sign
            + condition.values.join(u'|');
    }
    return all;
}

Condition is(const QString &field, const QString &value, bool negated = false)
{
    return {field, Operator::Is, {value}, negated};
}

} // namespace

class RowsBehindTest : public QObject
{
    Q_OBJECT

private slots:
    void eventsOfABucketAndASeries()
    {
        const auto rows = rowsBehind(chart(u"ingest-rate"_s), {}, valuesUntil(noon + 12h),
                                     seriesOf("stripe"), 1, QTimeZone::utc());
        QVERIFY(rows);
        QCOMPARE(rows->collection, u"events"_s);
        QCOMPARE(texts(rows->filter),
                 (QStringList{u"received_at>=2026-11-17 12:15Z"_s,
                              u"received_at<=2026-11-17 12:29:59.999Z"_s, u"source=stripe"_s}));
        QVERIFY(validate(events::eventCollection(), rows->filter));
    }

    void aPartialBucketEndsWhereItIsMeasured()
    {
        const auto rows = rowsBehind(chart(u"ingest-rate"_s), {}, valuesUntil(noon + 20min),
                                     seriesOf("stripe"), 1, QTimeZone::utc());
        QVERIFY(texts(rows->filter).contains(u"received_at<=2026-11-17 12:19:59.999Z"_s));
    }

    void errorsOfTheScope()
    {
        ChartScope scope{"tenant", 5, {{is(u"source"_s, u"stripe"_s, true)}}};
        const auto rows = rowsBehind(chart(u"ingest-refused"_s), scope, valuesUntil(noon + 12h),
                                     seriesOf(""), 0, QTimeZone::utc());
        QCOMPARE(texts(rows->filter).mid(2),
                 (QStringList{u"signature_valid=no"_s, u"!source=stripe"_s, u"tenant="_s}));
    }

    void aChipThatIsTurnedOffRestrictsNothing()
    {
        ChartScope scope{{}, 5, {{is(u"outcome"_s, u"refused"_s), is(u"route"_s, u"shop /x"_s)}}};
        scope.filter.conditions[0].enabled = scope.filter.conditions[1].enabled = false;
        const auto rows = rowsBehind(chart(u"ingest-rate"_s), scope, valuesUntil(noon + 12h),
                                     seriesOf("stripe"), 1, QTimeZone::utc());
        QVERIFY(rows);
        QCOMPARE(texts(rows->filter).mid(2), QStringList{u"source=stripe"_s});
    }

    void deliveriesOfAnOutcome()
    {
        const auto rows = rowsBehind(chart(u"delivery-answers"_s), {}, valuesUntil(noon + 12h),
                                     seriesOf("5xx"), 0, QTimeZone::utc());
        QCOMPARE(rows->collection, u"deliveries"_s);
        QCOMPARE(
            texts(rows->filter),
            (QStringList{u"created_at>=2026-11-17 12:00Z"_s, u"created_at<=2026-11-17 12:15Z"_s,
                         u"!created_at>=2026-11-17 12:15Z"_s, u"!status=dry_run"_s,
                         u"response_status>=500"_s, u"response_status<=599"_s}));
        QVERIFY(validate(deliveries::deliveryCollection(), rows->filter));
    }

    void deliveriesOfARoute_data()
    {
        QTest::addColumn<QString>("route");
        QTest::addColumn<QStringList>("conditions");
        QTest::newRow("named") << u"shop /wp-json/order"_s
                               << QStringList{u"destination=shop"_s, u"path=/wp-json/order"_s};
        QTest::newRow("of no destination")
            << u"/wp json"_s << QStringList{u"destination="_s, u"path=/wp json"_s};
    }
    void deliveriesOfARoute()
    {
        QFETCH(QString, route);
        QFETCH(QStringList, conditions);
        const ChartScope scope{{}, 5, {{is(u"route"_s, route)}}};
        const auto rows = rowsBehind(chart(u"delivery-latency"_s), scope, valuesUntil(noon + 12h),
                                     seriesOf(""), 0, QTimeZone::utc());
        QVERIFY(rows);
        QCOMPARE(texts(rows->filter).mid(4), conditions);
    }

    void jobsThatEndedInABucket()
    {
        const ChartScope scope{{}, 5, {{is(u"outcome"_s, u"dead"_s)}}};
        const auto rows = rowsBehind(chart(u"job-duration"_s), scope, valuesUntil(noon + 12h),
                                     seriesOf(""), 1, QTimeZone::utc());
        QVERIFY(rows);
        QCOMPARE(rows->collection, u"jobs"_s);
        QCOMPARE(
            texts(rows->filter),
            (QStringList{u"finished_at>=2026-11-17 12:15Z"_s, u"finished_at<=2026-11-17 12:30Z"_s,
                         u"!finished_at>=2026-11-17 12:30Z"_s,
                         u"created_at<=2026-11-17 13:29:59.999Z"_s, u"mode=live"_s,
                         u"status=succeeded|dead"_s, u"!task_name=ai_job"_s, u"status=dead"_s}));
        QVERIFY(validate(jobs::jobCollection(), rows->filter));
    }

    void jobsThatDiedAreTheirDeadLetters()
    {
        const ChartScope scope{"route", 5, {{is(u"outcome"_s, u"dead"_s)}}};
        const auto rows = rowsBehind(chart(u"job-deaths"_s), scope, valuesUntil(noon + 12h),
                                     seriesOf("shop /x"), 1, QTimeZone::utc());
        QVERIFY(rows);
        QCOMPARE(rows->collection, u"dead-letters"_s);
        QCOMPARE(texts(rows->filter),
                 (QStringList{u"died_at>=2026-11-17 12:15Z"_s, u"died_at<=2026-11-17 12:30Z"_s,
                              u"!died_at>=2026-11-17 12:30Z"_s,
                              u"created_at<=2026-11-17 13:29:59.999Z"_s, u"mode=live"_s,
                              u"!root_cause=mirror"_s, u"destination=shop"_s, u"path=/x"_s}));
        QVERIFY(validate(deadletters::deadLetterCollection(), rows->filter));
    }

    void callsOfAModel()
    {
        const ChartScope scope{{}, 5, {{is(u"route"_s, u"chat /x"_s)}}};
        const auto rows = rowsBehind(chart(u"ai-errors"_s), scope, valuesUntil(noon + 12h),
                                     seriesOf("large"), 1, QTimeZone::utc());
        QVERIFY(rows);
        QCOMPARE(rows->collection, u"agent-events"_s);
        QCOMPARE(texts(rows->filter),
                 (QStringList{u"received_at>=2026-11-17 12:15Z"_s,
                              u"received_at<=2026-11-17 12:29:59.999Z"_s, u"!status=ok"_s,
                              u"route=chat /x"_s, u"model=large"_s}));
        QVERIFY(validate(agentevents::agentEventCollection(), rows->filter));
    }

    void whereNoFilterFindsJustTheRowsItSaysSo_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<ChartScope>("scope");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isOther");
        QTest::addColumn<int>("bucket");
        const auto row = [](const char *name, const char *id, const char *value = "x",
                            bool isOther = false, int bucket = 0, const ChartScope &scope = {}) {
            QTest::newRow(name) << QString::fromLatin1(id) << scope << QByteArray(value) << isOther
                                << bucket;
        };
        row("the others", "ingest-rate", "", true);
        row("not measured", "ingest-rate", "stripe", false, 20);
        row("a heat map", "delivery-heat");
        row("what stood open", "dead-letters");
        row("what died, and succeeded", "job-deaths", "stripe", false, 0,
            {{}, 5, {{is(u"outcome"_s, u"succeeded"_s)}}});
        row("any characters", "ingest-rate", "a*b", false, 0, {"event_type", 5, {}});
        row("a route of events", "ingest-rate", "shop /x", false, 0, {"route", 5, {}});
        row("an outcome that there is not", "delivery-answers", "what?");
        row("outcomes but one", "ingest-rate", "stripe", false, 0,
            {{}, 5, {{is(u"outcome"_s, u"refused"_s, true)}}});
    }
    void whereNoFilterFindsJustTheRowsItSaysSo()
    {
        QFETCH(QString, id);
        QFETCH(ChartScope, scope);
        QFETCH(QByteArray, value);
        QFETCH(bool, isOther);
        QFETCH(int, bucket);
        const auto rows =
            rowsBehind(chart(id), scope, valuesUntil(noon + 4h),
                       seriesOf(value.constData(), isOther), bucket, QTimeZone::utc());
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::Invalid);
        QVERIFY(!rows.error().message.isEmpty());
    }
};

QTEST_GUILESS_MAIN(RowsBehindTest)
#include "rowsbehind_test.moc"
