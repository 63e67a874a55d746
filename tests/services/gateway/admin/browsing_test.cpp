#include "adminharness.h"

#include <QRegularExpression>
#include <QTest>
#include <QUrl>

namespace gatehouse::test {

namespace {

using Words = QList<QByteArray>;

QByteArray encoded(const QByteArray &text)
{
    return QUrl::toPercentEncoding(QString::fromUtf8(text));
}

/// The query string of conditions; ' stands for ".
std::string filterQuery(const Words &conditions)
{
    QByteArray query;
    for (QByteArray condition : conditions)
        query += "&filter=" + encoded(condition.replace('\'', '"'));
    return query.mid(1).toStdString();
}

constexpr const char *hundredThousandYears = "999999999d";

} // namespace

/// Filters, keys, directions and counts of the lists; what they mean beside the console's SQL is in
/// tests/integration/sources_test.cpp.
class BrowsingTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_harness.reset(); }

    void conditionsAreJoinedByAnd_data();
    void conditionsAreJoinedByAnd();
    void aConditionThatCannotBeUsedIsRefused_data();
    void aConditionThatCannotBeUsedIsRefused();
    void aPlaceThatCannotBeUsedIsRefused_data();
    void aPlaceThatCannotBeUsedIsRefused();
    void pagesUpwardsByCursorGiveTheWholeList();
    void aPageBeginsAtAnyKey();
    void aCountIsOfAllRowsWhateverThePage();
    void aTenantsTokenCountsAndFiltersOnlyItsOwn_data();
    void aTenantsTokenCountsAndFiltersOnlyItsOwn();
    void aTenantsTokenJumpsOnlyAmongItsOwn();
    void aRefusalIsTheSameWhoeverHasRows();
    void aHistogramThatCannotBeReadIsRefused_data();
    void aHistogramThatCannotBeReadIsRefused();
    void aTenantsTokenCountsItsOwnOverTime();
    void valuesThatCannotBeAskedForAreRefused_data();
    void valuesThatCannotBeAskedForAreRefused();
    void aTenantsTokenHearsOfItsOwnValues_data();
    void aTenantsTokenHearsOfItsOwnValues();
    void aSearchThatIsPausedSaysWhereItGoesOn();
    void aTenantsTokenHearsNoMomentOfOthers();
    void aTenantsTokenHasNoEstimateOfWhatEverybodyHas(); // the last: it adds many

private:
    QStringList idsOf(const std::string &query,
                      const std::string &token = AdminHarness::tokenOf("viewer")) const;
    qint64 countOf(const std::string &query,
                   const std::string &token = AdminHarness::tokenOf("viewer")) const;
    QString keyOf(const std::string &id) const;
    void addMany(const char *tenant, std::int64_t count);

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
    QStringList m_events; ///< newest first
};

void BrowsingTest::initTestCase()
{
    m_cluster = TestCluster::start();
    gateway::AdminOptions options;
    options.searchTime = std::chrono::milliseconds(0); // a slice, and it pauses
    m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
    for (int i = 0; i < 24; ++i)
        m_events.prepend(QString::fromStdString(
            m_harness->addEvent(i % 3 == 0 ? "processed" : "queued", i % 2 == 0 ? "acme" : "globex",
                                "stripe", i % 4 == 0 ? "Invoice.paid" : "50%_off")));
}

QStringList BrowsingTest::idsOf(const std::string &query, const std::string &token) const
{
    QStringList ids;
    for (const QJsonValue item : m_harness->get("events?" + query, token).items())
        ids += item.toObject()[u"id"].toString();
    return ids;
}

qint64 BrowsingTest::countOf(const std::string &query, const std::string &token) const
{
    return m_harness->get("events?count=true&" + query, token).json()[u"count"].toInteger(-1);
}

QString BrowsingTest::keyOf(const std::string &id) const
{
    const QJsonObject event = m_harness->get("events?id=" + id).items()[0].toObject();
    return QString::fromLatin1(encoded(event[u"received_at"].toString().toUtf8() + ','
                                       + event[u"id"].toString().toUtf8()));
}

void BrowsingTest::addMany(const char *tenant, std::int64_t count)
{
    m_harness->sql("INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant,"
                   " event_type, status, signature_valid)"
                   " SELECT gen_random_uuid(), now(), 'stripe', $1, 'many', 'queued', true"
                   "   FROM generate_series(1, $2::bigint)",
                   {std::string(tenant), count});
}

void BrowsingTest::conditionsAreJoinedByAnd_data()
{
    QTest::addColumn<Words>("conditions");
    QTest::addColumn<int>("count");
    const auto row = [](const char *name, const Words &conditions, int count) {
        QTest::newRow(name) << conditions << count;
    };
    row("is any", {"{'field':'status','operator':'is','values':['processed','failed']}"}, 8);
    row("is not", {"{'field':'tenant','operator':'is','values':['acme'],'negated':true}"}, 12);
    row("wildcard", {"{'field':'event_type','operator':'is','values':['Inv*']}"}, 6);
    row("contains, in either case",
        {"{'field':'event_type','operator':'contains','values':['iNVOICE']}"}, 6);
    row("contains literally", {"{'field':'event_type','operator':'contains','values':['%_']}"}, 18);
    row("a star is no wildcard in contains",
        {"{'field':'event_type','operator':'contains','values':['*']}"}, 0);
    row("no value", {"{'field':'subject_id','operator':'is','values':['']}"}, 24);
    row("some value", {"{'field':'subject_id','operator':'is','values':[''],'negated':true}"}, 0);
    row("two on one field",
        {"{'field':'event_type','operator':'is','values':['*e*']}",
         "{'field':'event_type','operator':'is','values':['50*'],'negated':true}"},
        6);
    row("a fraction", {"{'field':'attempts','operator':'at_most','values':['0.5']}"}, 24);
    row("a span", {"{'field':'received_at','operator':'at_least','values':['24h']}"}, 24);
    row("a moment",
        {"{'field':'received_at','operator':'at_most','values':['2020-01-01T00:00:00Z']}"}, 0);
    row("injection", {"{'field':'tenant','operator':'is','values':['a\\') OR true --']}"}, 0);
}

void BrowsingTest::conditionsAreJoinedByAnd()
{
    QFETCH(Words, conditions);
    QFETCH(int, count);
    const std::string query = filterQuery(conditions);
    const Answer answer = m_harness->get("events?limit=500&" + query);
    QVERIFY2(answer.status == 200, answer.body.c_str());
    QCOMPARE(answer.items().size(), count);
    QCOMPARE(countOf(query), count);
}

void BrowsingTest::aConditionThatCannotBeUsedIsRefused_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<QString>("told");
    const auto row = [](const QByteArray &condition, const char *told) {
        QTest::addRow("%s", condition.left(60).constData())
            << condition << QString::fromLatin1(told);
    };
    row("status", "no JSON object");
    row("[]", "no JSON object");
    row("{}", "field");
    row("{'field':'colour','operator':'is','values':['red']}", "'colour'");
    row("{'field':'raw_body','operator':'is','values':['x']}", "'raw_body'");
    row("{'field':'tenant; --','operator':'is','values':['x']}", "'tenant; --'");
    row("{'field':'tenant','values':['x']}", "operator");
    row("{'field':'tenant','operator':'like','values':['x']}", "operator");
    row("{'field':'tenant','operator':'at_least','values':['x']}", "'tenant'");
    row("{'field':'received_at','operator':'is','values':['24h']}", "'received_at'");
    row("{'field':'id','operator':'contains','values':['0']}", "'id'");
    row("{'field':'tenant','operator':'is','values':[]}", "values");
    row("{'field':'tenant','operator':'is','values':'x'}", "values");
    row("{'field':'tenant','operator':'is','values':[1]}", "no text");
    row("{'field':'tenant','operator':'is','values':['\\u0000']}", "no text");
    row("{'field':'tenant','operator':'contains','values':['']}", "empty");
    row("{'field':'attempts','operator':'at_least','values':['1','2']}", "more than one");
    row("{'field':'attempts','operator':'is','values':['1e3']}", "not a number");
    row("{'field':'attempts','operator':'is','values':['.5']}", "not a number");
    row("{'field':'id','operator':'is','values':['7']}", "UUID");
    row("{'field':'signature_valid','operator':'is','values':['yes']}", "true nor false");
    row("{'field':'received_at','operator':'at_most','values':['soon']}", "not a time");
    row(QByteArray("{'field':'received_at','operator':'at_most','values':['") + hundredThousandYears
            + "']}",
        "not a time");
    row("{'field':'status','operator':'is','values':['lost']}", "lost");
    row("{'field':'tenant','operator':'is','values':['x'],'negated':1}", "negated");
    row("{'field':'tenant','operator':'is','values':['x'],'enabled':true}", "enabled");
}

void BrowsingTest::aConditionThatCannotBeUsedIsRefused()
{
    QFETCH(QByteArray, condition);
    QFETCH(QString, told);
    const Answer answer = m_harness->get("events?" + filterQuery({condition}));
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), QStringLiteral("parameter_invalid"));
    QVERIFY2(answer.text("detail").contains(told), qPrintable(answer.text("detail")));
}

void BrowsingTest::aPlaceThatCannotBeUsedIsRefused_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *query, const char *named) {
        QTest::newRow(query) << QByteArray(query) << QString::fromLatin1(named);
    };
    row("key=", "'key'");
    row("key=2026-11-17T14:32:07Z", "'key'");
    row("key=yesterday,01a1e9b4-ed58-7327-b569-6ed663e67889", "'key'");
    row("key=2026-11-17T14:32:07Z,7", "'key'");
    row("cursor=AAAA&key=2026-11-17T14:32:07Z,01a1e9b4-ed58-7327-b569-6ed663e67889", "'key'");
    row("direction=up", "'direction'");
    row("inclusive=1", "'inclusive'");
    row("count=yes", "'count'");
    row("count=true&count=true", "'count'");
}

void BrowsingTest::aPlaceThatCannotBeUsedIsRefused()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, named);
    const Answer answer = m_harness->get("events?" + query.toStdString());
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), QStringLiteral("parameter_invalid"));
    QVERIFY2(answer.text("detail").contains(named), qPrintable(answer.text("detail")));
}

void BrowsingTest::pagesUpwardsByCursorGiveTheWholeList()
{
    QStringList seen;
    std::string cursor;
    do {
        const Answer page = m_harness->get("events?limit=7&direction=newer" + cursor);
        QCOMPARE(page.status, 200);
        QStringList ids;
        for (const QJsonValue item : page.items())
            ids += item.toObject()[u"id"].toString();
        seen = ids + seen;
        const QString next = page.text("next");
        cursor = next.isEmpty() ? std::string() : "&cursor=" + next.toStdString();
    } while (!cursor.empty() && seen.size() < 100);
    QCOMPARE(seen, m_events);
}

void BrowsingTest::aPageBeginsAtAnyKey()
{
    const std::string key = "limit=2&key=" + keyOf(m_events[10].toStdString()).toStdString();
    QCOMPARE(idsOf(key), m_events.mid(11, 2));
    QCOMPARE(idsOf(key + "&inclusive=true"), m_events.mid(10, 2));
    QCOMPARE(idsOf(key + "&direction=newer"), m_events.mid(8, 2));
    QCOMPARE(idsOf(key + "&direction=newer&inclusive=true"), m_events.mid(9, 2));
    const std::string above = "limit=2&key=2100-01-01T00:00:00Z,";
    QCOMPARE(idsOf(above + m_events[3].toStdString()), m_events.mid(0, 2));
}

void BrowsingTest::aCountIsOfAllRowsWhateverThePage()
{
    const std::string key = keyOf(m_events[10].toStdString()).toStdString();
    QCOMPARE(countOf("limit=2&key=" + key), 24);
    QCOMPARE(countOf("tenant=acme"), 12);
    QVERIFY(m_harness->get("events?count=true").json()[u"is_exact"].toBool());
    QCOMPARE(m_harness->get("events?count=false").items().size(), 24);
}

void BrowsingTest::aTenantsTokenCountsAndFiltersOnlyItsOwn_data()
{
    QTest::addColumn<Words>("conditions");
    QTest::addColumn<int>("count");
    const auto row = [](const char *name, const Words &conditions, int count) {
        QTest::newRow(name) << conditions << count;
    };
    row("all", {}, 12);
    row("the other", {"{'field':'tenant','operator':'is','values':['globex']}"}, 0);
    row("whatever it is", {"{'field':'tenant','operator':'is','values':['*']}"}, 12);
    row("not the own", {"{'field':'tenant','operator':'is','values':['acme'],'negated':true}"}, 0);
    row("no value", {"{'field':'tenant','operator':'is','values':['']}"}, 0);
    row("contains", {"{'field':'tenant','operator':'contains','values':['glob','acm']}"}, 12);
}

void BrowsingTest::aTenantsTokenCountsAndFiltersOnlyItsOwn()
{
    QFETCH(Words, conditions);
    QFETCH(int, count);
    const std::string token = m_harness->addScopedToken("viewer", {"acme"});
    const std::string query = filterQuery(conditions);
    QCOMPARE(countOf(query, token), count);
    const Answer answer = m_harness->get("events?limit=500&" + query, token);
    QCOMPARE(answer.items().size(), count);
    for (const QJsonValue item : answer.items())
        QCOMPARE(item.toObject()[u"tenant"].toString(), QStringLiteral("acme"));
}

void BrowsingTest::aTenantsTokenJumpsOnlyAmongItsOwn()
{
    const std::string token = m_harness->addScopedToken("viewer", {"acme"});
    QStringList own = idsOf("limit=500", token);
    QCOMPARE(own.size(), 12);
    const qsizetype other = own.contains(m_events[10]) ? 11 : 10;
    const std::string key = "key=" + keyOf(m_events[other].toStdString()).toStdString();
    QCOMPARE(idsOf(key + "&inclusive=true", token),
             m_events.mid(other).filter(QRegularExpression(own.join(u'|'))));
    QCOMPARE(idsOf(key + "&direction=newer&inclusive=true", token),
             m_events.mid(0, other).filter(QRegularExpression(own.join(u'|'))));
    const Answer last = m_harness->get("events?limit=12", token);
    QVERIFY(last.json()[u"next"].isNull()); // though others' rows follow
}

/// The ends of what is asked for are told without a look at any row.
void BrowsingTest::aRefusalIsTheSameWhoeverHasRows()
{
    const std::string with = m_harness->addScopedToken("viewer", {"acme"});
    const std::string without = m_harness->addScopedToken("viewer", {"nobody"});
    for (const std::string &query :
         {filterQuery({"{'field':'tenant','operator':'is','values':[7]}"}),
          filterQuery({"{'field':'id','operator':'is','values':['x']}"}), std::string("key=x"),
          std::string("cursor=x"), std::string("count=x")}) {
        const Answer one = m_harness->get("events?" + query, with);
        const Answer other = m_harness->get("events?" + query, without);
        QCOMPARE(one.status, 400);
        QCOMPARE(one.body, other.body);
    }
}

void BrowsingTest::aTenantsTokenHasNoEstimateOfWhatEverybodyHas()
{
    addMany("acme", 10'100);
    addMany("globex", 20'000);
    m_harness->sql("ANALYZE gatehouse.webhook_event");
    const std::string token = m_harness->addScopedToken("viewer", {"acme"});
    const QJsonObject limited = m_harness->get("events?count=true", token).json();
    QCOMPARE(limited[u"count"].toInteger(), 10'001);
    QCOMPARE(limited[u"is_exact"].toBool(true), false);
    QVERIFY(countOf({}) > 20'000);
}

void BrowsingTest::aHistogramThatCannotBeReadIsRefused_data()
{
    QTest::addColumn<std::string>("query");
    const auto row = [](const char *name, const char *query) {
        QTest::newRow(name) << std::string(query);
    };
    const char *hour = "2026-11-17T12:00:00Z,2026-11-17T13:00:00Z";
    row("no edges", "slice=1h");
    row("one edge", "edges=2026-11-17T12:00:00Z");
    row("no time", "edges=yesterday,2026-11-17T12:00:00Z");
    row("backwards", "edges=2026-11-17T13:00:00Z,2026-11-17T12:00:00Z");
    const auto with = [&](const char *name, const char *more) {
        QTest::newRow(name) << "edges=" + std::string(hour) + more;
    };
    with("an edge too much", ",");
    with("from before the edges", "&from=2026-11-17T11:59:59Z");
    with("until behind the edges", "&until=2026-11-17T13:00:01Z");
    with("an empty range", "&from=2026-11-17T12:30:00Z&until=2026-11-17T12:30:00Z");
    with("no span", "&slice=long");
    with("an empty slice", "&slice=0s");
    with("another parameter", "&limit=1");
}

void BrowsingTest::aHistogramThatCannotBeReadIsRefused()
{
    QFETCH(std::string, query);
    QCOMPARE(m_harness->get("events/histogram?" + query).status, 400);
}

void BrowsingTest::aTenantsTokenCountsItsOwnOverTime()
{
    const std::string path = "events/histogram?edges=2000-01-01T00:00:00Z,2100-01-01T00:00:00Z";
    const auto processed = [&](const std::string &token) {
        const QJsonArray counts = m_harness->get(path, token).json()[u"counts"].toArray();
        return counts[0].toObject()[u"processed"].toInteger();
    };
    QCOMPARE(processed(m_harness->addScopedToken("viewer", {"acme"})),
             countOf("status=processed&tenant=acme"));
    QVERIFY(processed(AdminHarness::tokenOf("viewer")) > countOf("status=processed&tenant=acme"));
    const std::string stranger = m_harness->addScopedToken("viewer", {"nobody"});
    QCOMPARE(processed(stranger), 0);
    QVERIFY(m_harness->get("events/extent", stranger).json()[u"from"].isNull());
}

void BrowsingTest::valuesThatCannotBeAskedForAreRefused_data()
{
    QTest::addColumn<std::string>("path");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *path, int status) {
        QTest::newRow(name) << std::string(path) << status;
    };
    row("no list", "workers/values?field=status", 404);
    row("of tokens, which not everybody reads", "tokens/values?field=role", 404);
    row("no field", "events/values", 400);
    row("another list's field", "events/values?field=worker", 400);
    row("of a person", "events/values?field=actor_email", 400);
    row("an id", "events/values?field=trace_id", 400);
    row("no time", "events/values?field=source&from=yesterday", 400);
    row("no condition", "events/values?field=source&filter=1", 400);
    row("another parameter", "events/values?field=source&limit=1", 400);
}

void BrowsingTest::valuesThatCannotBeAskedForAreRefused()
{
    QFETCH(std::string, path);
    QTEST(m_harness->get(path).status, "status");
}

void BrowsingTest::aTenantsTokenHearsOfItsOwnValues_data()
{
    QTest::addColumn<std::string>("query");
    QTest::addColumn<QString>("values");
    const auto row = [](const char *name, const char *query, const char *values) {
        QTest::newRow(name) << std::string(query) << QString::fromLatin1(values);
    };
    row("told by the hours", "field=tenant", "globex 12");
    row("among the newest", "field=event_type", "50%_off 12");
    row("another's", "field=tenant&text=acme", "");
    const std::string type =
        filterQuery({"{'field':'event_type','operator':'is','values':['50%_off']}"});
    row("by another condition", ("field=status&" + type).c_str(), "queued 8, processed 4");
}

void BrowsingTest::aTenantsTokenHearsOfItsOwnValues()
{
    QFETCH(std::string, query);
    const std::string token = m_harness->addScopedToken("viewer", {"globex"});
    const QJsonObject answer = m_harness->get("events/values?" + query, token).json();
    QStringList values;
    for (const QJsonValue value : answer[u"values"].toArray())
        values += value[u"value"].toString() + u' ' + QString::number(value[u"count"].toInteger());
    QTEST(values.join(QStringLiteral(", ")), "values");
}

void BrowsingTest::aSearchThatIsPausedSaysWhereItGoesOn()
{
    const std::string oldest = keyOf(m_events.last().toStdString()).toStdString();
    const QJsonObject whole = m_harness->get("events?pause=true&limit=500&event_type=Inv*").json();
    QCOMPARE(whole[u"items"].toArray().size(), 6);
    QVERIFY(!whole.contains(u"reached"));
    QVERIFY(whole[u"next"].isNull());
    const QJsonObject part =
        m_harness->get("events?pause=true&limit=500&event_type=Inv*&until=" + oldest).json();
    QCOMPARE(part[u"items"].toArray().size(), 6);
    QCOMPARE(part[u"reached"][u"share"].toDouble(), 1.0);
    QVERIFY(part[u"reached"][u"key"].toString().endsWith(m_events.last()));
    const std::string next = part[u"next"].toString().toStdString();
    const QJsonObject rest =
        m_harness->get("events?pause=true&event_type=Inv*&cursor=" + next).json();
    QCOMPARE(rest[u"items"].toArray().size(), 0);
    QVERIFY(rest[u"next"].isNull());
}

/// Another's rows are more than one slice.
void BrowsingTest::aTenantsTokenHearsNoMomentOfOthers()
{
    m_harness->sql(
        "INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant,"
        " event_type, status, signature_valid)"
        " SELECT id, gatehouse.uuid_time(id), 'stripe', 'globex', 'other', 'queued', true"
        "   FROM (SELECT gatehouse.uuid_v7(now() - n * interval '7.3 s') AS id"
        "           FROM generate_series(1, 2100) AS n) AS ids");
    const std::string token = m_harness->addScopedToken("viewer", {"acme"});
    const std::string search = "events?pause=true&limit=500&event_type=Inv*";
    const QJsonObject first = m_harness->get(search, token).json();
    const QString reached = first[u"reached"][u"key"].toString();
    QVERIFY2(reached.contains(QStringLiteral(":00.000000Z,")), qPrintable(reached));
    const std::string next = first[u"next"].toString().toStdString();
    const QJsonObject second = m_harness->get(search + "&cursor=" + next, token).json();
    QVERIFY(second[u"next"].isNull() && !second.contains(u"reached"));
    QCOMPARE(first[u"items"].toArray().size() + second[u"items"].toArray().size(), 6);
    m_harness->sql("DELETE FROM gatehouse.webhook_event WHERE event_type = 'other'");
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::BrowsingTest)
#include "browsing_test.moc"
