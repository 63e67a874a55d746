#include "models/views/viewlink.h"
#include "tests/models/support/sampledescriptor.h"

#include <QRegularExpression>
#include <QTest>

#include <ctime>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::views;
using namespace Qt::StringLiterals;
using test::sampleDescriptor;

class ViewLinkTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("TZ", "Europe/Vienna");
        tzset();
    }

    void aFilterComesBackAsItWas_data()
    {
        QTest::addColumn<Filter>("filter");
        using enum Operator;
        QTest::newRow("none") << Filter{};
        QTest::newRow("is") << Filter{{{u"status"_s, Is, {u"failed"_s}}}};
        QTest::newRow("is not") << Filter{{{u"status"_s, Is, {u"failed"_s}, true}}};
        QTest::newRow("turned off")
            << Filter{{{u"event_type"_s, Is, {u"order.*"_s}, false, false}}};
        QTest::newRow("contains") << Filter{{{u"event_type"_s, Contains, {u"x"_s, u"y"_s}}}};
        QTest::newRow("at least") << Filter{{{u"attempts"_s, AtLeast, {u"3"_s}}}};
        QTest::newRow("a span") << Filter{{{u"received_at"_s, AtLeast, {u"24h"_s}}}};
        QTest::newRow("a moment with its zone")
            << Filter{{{u"received_at"_s, AtMost, {u"2026-11-17T14:30:00Z"_s}, true}}};
        QTest::newRow("any and none")
            << Filter{{{u"event_type"_s, Is, {}}, {u"event_type"_s, Is, {QString(), u"x"_s}}}};
        QTest::newRow("odd characters") << Filter{
            {{u"event_type"_s, Is, {u" a&b=c+d%20#?/\\\"'<>{}[]\n\t\u202E\u00e4\U0001F600 "_s}}}};
        QTest::newRow("a field that is not known") << Filter{{{u"no such"_s, Is, {u"x"_s}}}};
        QStringList much;
        for (int number = 0; number < 500; ++number)
            much += u"a.value.of.some.length.as.providers.have.%1"_s.arg(number);
        QTest::newRow("many values") << Filter{{{u"event_type"_s, Is, much}}};
        QTest::newRow("many") << Filter{QList<Condition>(50, {u"status"_s, Is, {u"failed"_s}})};
    }
    void aFilterComesBackAsItWas()
    {
        QFETCH(Filter, filter);
        const auto text = linkText(sampleDescriptor(), filter);
        QVERIFY(text);
        QVERIFY(QRegularExpression(u"\\A[A-Za-z0-9:/?&=%._~-]+\\z"_s).match(*text).hasMatch());
        const auto link = parseLink(*text);
        QVERIFY2(link, link ? "" : qPrintable(link.error().message));
        QCOMPARE(link->collection, u"samples"_s);
        QVERIFY(link->filter == filter);
    }

    void anOrderComesBackAsItWas_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<bool>("ascending");
        QTest::newRow("the list's own") << QString() << false;
        QTest::newRow("the oldest first") << QString() << true;
        QTest::newRow("the greatest first") << u"attempts"_s << false;
        QTest::newRow("the smallest first") << u"attempts"_s << true;
    }
    void anOrderComesBackAsItWas()
    {
        QFETCH(QString, column);
        QFETCH(bool, ascending);
        const Sort sort{column, ascending};
        const Filter filter{{{u"status"_s, Operator::Is, {u"failed"_s}}}};
        const auto text = linkText(sampleDescriptor(), filter, sort);
        QVERIFY(text);
        const auto link = parseLink(*text);
        QVERIFY2(link, link ? "" : qPrintable(link.error().message));
        QCOMPARE(link->sort, sort);
        QVERIFY(link->filter == filter);
    }

    void aTimeMeansTheSameInAnotherZone_data()
    {
        QTest::addColumn<Operator>("comparison");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("sent");
        using enum Operator;
        QTest::newRow("time") << AtLeast << u"2026-11-17 14:30"_s << u"2026-11-17T13:30:00.000Z"_s;
        QTest::newRow("first of a day")
            << AtLeast << u"2026-11-17"_s << u"2026-11-16T23:00:00.000Z"_s;
        QTest::newRow("last of a day")
            << AtMost << u"2026-11-17"_s << u"2026-11-17T22:59:59.999Z"_s;
        QTest::newRow("no time") << AtMost << u"soon"_s << u"soon"_s;
    }
    void aTimeMeansTheSameInAnotherZone()
    {
        QFETCH(Operator, comparison);
        QFETCH(QString, typed);
        QFETCH(QString, sent);
        const auto text = linkText(sampleDescriptor(), {{{u"received_at"_s, comparison, {typed}}}});
        QVERIFY(text);
        const auto link = parseLink(*text);
        QVERIFY(link);
        QCOMPARE(link->filter.conditions.constFirst().values, QStringList{sent});
    }

    void whatPeopleWriteByHandIsRead()
    {
        QCOMPARE(parseLink(u"gatehouse://events"_s)->collection, u"events"_s);
        QVERIFY(parseLink(u"gatehouse://dead-letters/?"_s)->filter.isEmpty());
        const auto link = parseLink(
            u"gatehouse://events?filter={%22field%22:%22id%22,%22operator%22:%22is%22,%22values%22:[]}"_s);
        QVERIFY(link);
        QCOMPARE(link->filter.conditions.size(), 1);
    }

    void aTextThatIsNoLinkIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        const auto filter = [](const QByteArray &json) {
            return u"gatehouse://events?filter="_s + QString::fromLatin1(json.toPercentEncoding());
        };
        QTest::newRow("nothing") << QString();
        QTest::newRow("another scheme") << u"https://events"_s;
        QTest::newRow("no collection") << u"gatehouse://"_s;
        QTest::newRow("a path") << u"gatehouse://events/01a1"_s;
        QTest::newRow("a folder") << u"gatehouse://../events"_s;
        QTest::newRow("a user") << u"gatehouse://mira@events"_s;
        QTest::newRow("a port") << u"gatehouse://events:80"_s;
        QTest::newRow("a fragment") << u"gatehouse://events#x"_s;
        QTest::newRow("an option") << u"--shots=/tmp"_s;
        QTest::newRow("a line behind it") << u"gatehouse://events\n"_s;
        QTest::newRow("a NUL") << u"gatehouse://events?"_s + QChar(0);
        QTest::newRow("letters beyond ASCII") << u"gatehouse://events?filter=\u00e4"_s;
        QTest::newRow("too long") << u"gatehouse://events?"_s + QString(40000, u'&');
        QTest::newRow("an unknown part") << u"gatehouse://events?colour=red"_s;
        QTest::newRow("two orders") << u"gatehouse://events?sort=status&sort=attempts"_s;
        QTest::newRow("an order that is none") << u"gatehouse://events?order=up"_s;
        QTest::newRow("an order of SQL") << u"gatehouse://events?sort=status%20DESC"_s;
        QTest::newRow("a part without value") << u"gatehouse://events?filter"_s;
        QTest::newRow("half a character") << u"gatehouse://events?filter=%7"_s;
        QTest::newRow("no JSON") << filter("x");
        QTest::newRow("no object") << filter("[]");
        QTest::newRow("no UTF-8") << filter(
            "{\"field\":\"\xff\",\"operator\":\"is\",\"values\":[]}");
        QTest::newRow("deep") << filter(QByteArray(2000, '['));
        QTest::newRow("no field") << filter(R"({"operator":"is","values":[]})");
        QTest::newRow("an unknown operator")
            << filter(R"({"field":"id","operator":"sql","values":[]})");
        QTest::newRow("a number for a text")
            << filter(R"({"field":"id","operator":"is","values":[1]})");
        QTest::newRow("a text for a yes")
            << filter(R"({"field":"id","operator":"is","values":[],"negated":"yes"})");
        QTest::newRow("a member that is not known")
            << filter(R"({"field":"id","operator":"is","values":[],"sql":"1=1"})");
        QTest::newRow("too many conditions") << u"gatehouse://events?"_s
                + QStringList(51,
                              u"filter={%22field%22:%22id%22,%22operator%22:%22is%22,"
                              "%22values%22:[]}"_s)
                      .join(u'&');
    }
    void aTextThatIsNoLinkIsRefused()
    {
        QFETCH(QString, text);
        const auto link = parseLink(text);
        QVERIFY(!link);
        QCOMPARE(link.error().kind, ErrorKind::Invalid);
        QVERIFY(!link.error().message.isEmpty());
    }

    void aFilterThatIsTooLongMakesNoLink()
    {
        const Filter filter{{{u"event_type"_s,
                              Operator::Is,
                              {QString(4000, u'\u00e4'), QString(4000, u'\u00e4')}}}};
        const auto text = linkText(sampleDescriptor(), filter);
        QVERIFY(!text);
        QCOMPARE(text.error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(ViewLinkTest)
#include "viewlink_test.moc"
