#include "adminharness.h"

#include <QTest>

namespace gatehouse::test {

class RoutesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void createdOneIsListed();
    void destinationMayBeNamedByItsId();
    void sameRouteIsThereOnce();
    void tenantMakesAnotherRoute();
    void badFieldsAreRefused_data();
    void badFieldsAreRefused();
    void unknownThingsAreUnprocessable_data();
    void unknownThingsAreUnprocessable();
    void tenantsDestinationTakesItsRoutesOnly();
    void modeIsChanged();
    void deletedOneIsGone();
    void adminOnly();
    void limitedTokenChangesWhatIsItsOwn();
    void ledgerTellsBothModes();
    void mirroredJobGoesTheWayOfItsRouteNow_data();
    void mirroredJobGoesTheWayOfItsRouteNow();

private:
    Answer create(const std::string &body) { return m_harness->post("routes", body); }
    std::string idOf(const Answer &answer) { return answer.text("id").toStdString(); }

    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
};

namespace {

std::string bodyOf(const std::string &eventType, const std::string &more = {},
                   const std::string &destination = "shop")
{
    return R"({"source":"stripe","event_type":")" + eventType + R"(","destination":")" + destination
        + R"(","path":"/hook","mode":"mirror")" + more + '}';
}

} // namespace

void RoutesTest::initTestCase()
{
    m_cluster = TestCluster::start();
    m_harness = std::make_unique<AdminHarness>(*m_cluster);
    m_harness->sql("INSERT INTO gatehouse.destination (id, name, base_url, tenant) VALUES"
                   " (gen_random_uuid(), 'shop', 'https://wp.example', NULL),"
                   " (gen_random_uuid(), 'acmes', 'https://acme.example', 'acme')");
}

void RoutesTest::cleanupTestCase()
{
    m_harness.reset();
}

void RoutesTest::createdOneIsListed()
{
    const Answer made = create(bodyOf("order*", R"(,"tenant":"acme")"));
    QCOMPARE(made.status, 201);
    QCOMPARE(made.text("destination"), u"shop");
    QCOMPARE(made.text("mode"), u"mirror");
    QCOMPARE(m_harness->get("routes/" + idOf(made)).body, made.body);
    QCOMPARE(m_harness->get("routes?id=" + idOf(made)).items().size(), 1);
    QCOMPARE(m_harness->get("routes/nothing").status, 404);
}

void RoutesTest::destinationMayBeNamedByItsId()
{
    const std::string id = m_harness->get("destinations/shop").text("id").toStdString();
    QCOMPARE(create(bodyOf("by.id", {}, id)).text("destination"), u"shop");
}

void RoutesTest::sameRouteIsThereOnce()
{
    const Answer made = create(bodyOf("once"));
    const Answer again = create(bodyOf("once"));
    QCOMPARE(again.status, 409);
    QCOMPARE(again.code(), u"route_exists");
    QVERIFY(again.text("detail").contains(made.text("id")));
    QVERIFY(again.text("detail").contains(u"mirror"));
}

void RoutesTest::tenantMakesAnotherRoute()
{
    QCOMPARE(create(bodyOf("tenants")).status, 201);
    QCOMPARE(create(bodyOf("tenants", R"(,"tenant":"acme")")).status, 201);
    QCOMPARE(create(bodyOf("tenants", R"(,"tenant":"globex")")).status, 201);
}

void RoutesTest::badFieldsAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("field");
    const QByteArray rest = R"(,"destination":"shop","path":"/hook","mode":"live"})";
    QTest::newRow("no source") << QByteArray(R"({"event_type":"*")" + rest) << "source";
    QTest::newRow("no event type") << QByteArray(R"({"source":"stripe")" + rest) << "event_type";
    QTest::newRow("bad glob") << QByteArray(R"({"source":"stripe","event_type":"a?")" + rest)
                              << "event_type";
    QTest::newRow("bad path") << QByteArray(
        R"({"source":"stripe","event_type":"*","destination":"shop","path":"x","mode":"live"})")
                              << "path";
    QTest::newRow("bad mode") << QByteArray(
        R"({"source":"stripe","event_type":"*","destination":"shop","path":"/x","mode":"on"})")
                              << "mode";
    QTest::newRow("unknown field")
        << QByteArray(R"({"priority":1,"source":"stripe","event_type":"*")" + rest) << "priority";
}

void RoutesTest::badFieldsAreRefused()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    const Answer refused = create(body.toStdString());
    QCOMPARE(refused.status, 400);
    QVERIFY2(refused.text("detail").contains(u'\'' + field + u'\''), refused.body.c_str());
}

void RoutesTest::unknownThingsAreUnprocessable_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::newRow("source") << QByteArray(R"({"source":"paypal","event_type":"*",)"
                                          R"("destination":"shop","path":"/x","mode":"live"})")
                            << "unknown_source";
    QTest::newRow("destination") << QByteArray::fromStdString(bodyOf("*", {}, "nowhere"))
                                 << "unknown_destination";
}

void RoutesTest::unknownThingsAreUnprocessable()
{
    QFETCH(QByteArray, body);
    const Answer refused = create(body.toStdString());
    QCOMPARE(refused.status, 422);
    QTEST(refused.code(), "code");
}

void RoutesTest::tenantsDestinationTakesItsRoutesOnly()
{
    for (const char *tenant : {"", R"(,"tenant":null)", R"(,"tenant":"globex")"}) {
        const Answer refused = create(bodyOf("mine", tenant, "acmes"));
        QCOMPARE(refused.status, 422);
        QCOMPARE(refused.code(), u"tenant_mismatch");
    }
    QCOMPARE(create(bodyOf("mine", R"(,"tenant":"acme")", "acmes")).status, 201);
}

void RoutesTest::modeIsChanged()
{
    const std::string path = "routes/" + idOf(create(bodyOf("changing")));
    for (const char *mode : {"live", "dry_run", "off", "mirror"}) {
        const Answer changed =
            m_harness->post(path, R"({"reason":"cut-over","mode":")" + std::string(mode) + R"("})");
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.text("mode"), QLatin1String(mode));
    }
    QCOMPARE(m_harness->post(path, R"({"reason":"x","mode":"on"})").code(), u"field_invalid");
    QCOMPARE(m_harness->post(path, R"({"mode":"live"})").code(), u"reason_missing");
    QCOMPARE(
        m_harness
            ->post("routes/" + m_harness->ids.next().toString(), R"({"reason":"x","mode":"live"})")
            .status,
        404);
}

void RoutesTest::deletedOneIsGone()
{
    const std::string path = "routes/" + idOf(create(bodyOf("going")));
    const Answer deleted = m_harness->post(path + "/delete");
    QCOMPARE(deleted.status, 200);
    QCOMPARE(deleted.text("event_type"), u"going");
    QCOMPARE(m_harness->get(path).status, 404);
    QCOMPARE(create(bodyOf("going")).status, 201);
}

void RoutesTest::adminOnly()
{
    const std::string id = idOf(create(bodyOf("guarded")));
    for (const char *role : {"viewer", "support", "developer"}) {
        for (const std::string &path :
             {std::string("routes"), "routes/" + id, "routes/" + id + "/delete"}) {
            const Answer refused =
                m_harness->post(path, R"({"reason":"x"})", "auto", AdminHarness::tokenOf(role));
            QCOMPARE(refused.status, 403);
            QVERIFY(refused.text("detail").contains(u"'routes'"));
        }
    }
}

void RoutesTest::limitedTokenChangesWhatIsItsOwn()
{
    const std::string everyones = idOf(create(bodyOf("scopes")));
    const std::string acmes = idOf(create(bodyOf("scopes", R"(,"tenant":"acme")")));
    const std::string globexs = idOf(create(bodyOf("scopes", R"(,"tenant":"globex")")));
    const std::string scoped = m_harness->addScopedToken("admin", {"acme"}, {"stripe"});
    const std::string other = m_harness->addScopedToken("admin", {}, {"github"});
    const auto change = [&](const std::string &id, const std::string &token) {
        return m_harness->post("routes/" + id, R"({"reason":"x","mode":"off"})", "auto", token);
    };
    QCOMPARE(change(acmes, scoped).status, 200);
    QCOMPARE(change(globexs, scoped).status, 404);
    QCOMPARE(change(everyones, scoped).code(), u"outside_scope");
    QCOMPARE(change(acmes, other).status, 404);
    QCOMPARE(m_harness->post("routes", bodyOf("new"), "auto", other).code(), u"unknown_source");
    QCOMPARE(m_harness->post("routes", bodyOf("new"), "auto", scoped).code(), u"outside_scope");
}

void RoutesTest::ledgerTellsBothModes()
{
    const std::string id = idOf(create(bodyOf("told")));
    QCOMPARE(m_harness->post("routes/" + id, R"({"reason":"cut-over","mode":"live"})").status, 200);
    QCOMPARE(m_harness->database.cell(
                 "SELECT concat_ws(' ', reason, detail->>'former_mode', detail->>'mode',"
                 " detail->>'source') FROM console.audit WHERE action = 'routes.change' AND"
                 " target_id = $1",
                 {id}),
             u"cut-over mirror live stripe");
    QCOMPARE(m_harness->post("routes/" + id + "/delete").status, 200);
    QCOMPARE(m_harness->database.cell(
                 "SELECT string_agg(concat_ws(' ', coalesce(detail->'before'->>'mode', 'none'),"
                 " coalesce(detail->'after'->>'mode', 'none'), detail->'before'->>'path'), ','"
                 " ORDER BY sequence) FROM console.audit WHERE target_id = $1",
                 {id}),
             u"none mirror,mirror live,live none /hook");
}

void RoutesTest::mirroredJobGoesTheWayOfItsRouteNow_data()
{
    QTest::addColumn<QString>("routeMode");
    QTest::addColumn<QString>("jobMode");
    QTest::newRow("live") << "live"
                          << "live";
    QTest::newRow("dry run") << "dry_run"
                             << "dry_run";
    QTest::newRow("still mirror") << "mirror"
                                  << "mirror";
    QTest::newRow("off") << "off"
                         << "mirror";
}

void RoutesTest::mirroredJobGoesTheWayOfItsRouteNow()
{
    QFETCH(QString, routeMode);
    const std::string route = idOf(create(bodyOf("mirrored." + routeMode.toStdString())));
    m_harness->sql("UPDATE gatehouse.route SET mode = $1 WHERE id = $2",
                   {routeMode.toStdString(), *Uuid::parse(route)});
    const auto failed = m_harness->addFailed();
    m_harness->sql(
        "UPDATE gatehouse.job_execution SET mode = 'mirror', route_id = $1 WHERE id = $2",
        {*Uuid::parse(route), *Uuid::parse(failed.job)});
    QCOMPARE(m_harness->post("dlq/" + failed.letter + "/reenqueue").status, 200);
    QTEST(m_harness->statusOf("job_execution", failed.job, "mode"), "jobMode");
}

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::RoutesTest)
#include "routes_test.moc"
