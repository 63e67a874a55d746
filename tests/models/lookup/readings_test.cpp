#include "models/lookup/readings.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::lookup;
using namespace Qt::StringLiterals;

class ReadingsTest : public QObject
{
    Q_OBJECT

    /// "events subject_id=1042|other"
    static QStringList written(const QList<Reading> &readings)
    {
        QStringList lines;
        for (const Reading &reading : readings)
            lines += reading.collection + u' ' + reading.condition.field
                + (reading.condition.comparison == collection::Operator::Contains ? u'~' : u'=')
                + reading.condition.values.join(u'|');
        return lines;
    }

private slots:
    void aTextIsReadInEveryWayThatItMayBeMeant_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("one");
        QTest::addColumn<bool>("isFirst");
        QTest::newRow("an order") << u"order 1042"_s << u"events subject_id=1042"_s << true;
        QTest::newRow("an order with a hash")
            << u" Order #1042 "_s << u"events subject_id=1042"_s << true;
        QTest::newRow("a number") << u"1042"_s << u"events subject_id=1042"_s << true;
        QTest::newRow("a user") << u"user id: u-17"_s << u"events actor_id=u-17"_s << false;
        QTest::newRow("an e-mail address") << u"From: Mira <mira@example.com>"_s
                                           << u"events actor_email=mira@example.com"_s << true;
        QTest::newRow("an event's id")
            << u"01a1e9b4-ed58-7327-b569-6ed663e67889"_s
            << u"events id=01a1e9b4-ed58-7327-b569-6ed663e67889"_s << true;
        QTest::newRow("a job's id") << u"01a1e9b4-ed58-7327-b569-6ed663e67889"_s
                                    << u"jobs id=01a1e9b4-ed58-7327-b569-6ed663e67889"_s << false;
        QTest::newRow("a provider's id")
            << u"evt_1SUc81Kq9LmTb4"_s << u"events provider_event_id=evt_1SUc81Kq9LmTb4"_s << false;
        QTest::newRow("an idempotency key")
            << u"stripe:acme:evt_1"_s << u"events idempotency_key=stripe:acme:evt_1"_s << false;
        QTest::newRow("a trace's id")
            << u"trace 0af7651916cd43dd8448eb211c80319c"_s
            << u"agent-events trace_id=0af7651916cd43dd8448eb211c80319c"_s << false;
        QTest::newRow("a request's id") << u"req-77"_s << u"jobs request_id=req-77"_s << false;
        QTest::newRow("words of an error")
            << u"sku is required"_s << u"events error~sku is required"_s << true;
        QTest::newRow("a line of a log")
            << u"14:31 ERROR evt_1SUc81Kq9LmTb4 failed for cus_9s6XKzkNRiz8i3"_s
            << u"events provider_event_id=evt_1SUc81Kq9LmTb4|cus_9s6XKzkNRiz8i3"_s << false;
        QTest::newRow("a curl command")
            << u"curl 'https://hooks.example/' -H 'X-GitHub-Delivery: "
               "72d3162e-cc78-11e3-81ab-4c9367dc0958' --data-raw '{}'"_s
            << u"events provider_event_id=72d3162e-cc78-11e3-81ab-4c9367dc0958"_s << false;
    }
    void aTextIsReadInEveryWayThatItMayBeMeant()
    {
        QFETCH(QString, text);
        QFETCH(QString, one);
        QFETCH(bool, isFirst);
        const QStringList lines = written(readingsOf(text));
        QVERIFY2(lines.contains(one), qPrintable(lines.join(u'\n')));
        QCOMPARE(lines.first() == one, isFirst);
    }

    /// So that what an index answers is there while rows are still looked at.
    void whatNoIndexServesComesLast()
    {
        const QStringList lines = written(readingsOf(u"stripe:acme:evt_1"_s));
        QCOMPARE(lines.last(), u"events idempotency_key=stripe:acme:evt_1"_s);
        QVERIFY(!written(readingsOf(u"order 1042"_s)).join(u' ').contains(u"idempotency_key"_s));
    }

    void ordinaryWordsAreNoIds()
    {
        QCOMPARE(written(readingsOf(u"export"_s)), QStringList{u"events error~export"_s});
    }

    void whatIsTooShortIsNotLookedFor()
    {
        QVERIFY(readingsOf(u"12"_s).isEmpty());
        QVERIFY(readingsOf(u" "_s).isEmpty());
        QVERIFY(readingsOf(u"ab"_s).isEmpty());
    }

    void hugeTextsAreReadInPart()
    {
        const QString many = u"evt_1SUc81Kq9LmTb%1 "_s;
        QString text;
        for (int i = 0; i < 20'000; ++i)
            text += many.arg(i);
        for (const Reading &reading : readingsOf(text))
            QVERIFY(reading.condition.values.size() <= mostValues);
        QVERIFY(!readingsOf(text).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ReadingsTest)

#include "readings_test.moc"
